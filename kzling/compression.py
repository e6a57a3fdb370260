"""Compressed streams, told by their first bytes and not by their names; a hostile one costs little time and memory."""

import bz2
import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple, Protocol

from kzling.errors import MissingExtra

#: More output than this from a byte of input is a zip bomb (text reaches 20, logs 100); only the beginning is free,
#: because a short run of equal bytes is no attack.
MOST_RATIO = 200
FREE_OF_RATIO = 64_000_000
#: What a decompressor may take to look back: the default limit of `zstd -d`, and twice what `xz -9` needs.
MOST_WINDOW = 128 * 1024 * 1024

#: The mark of a compressed stream is in so many bytes, which may come one by one.
_LONGEST_MARK = 32
_PIECE, _LEAST_PIECE = 1 << 18, 1 << 16
#: Zstandard gives all output of its input at once, up to 128 KB from 4 bytes: 16 MB from these.
_ZSTD_INPUT = 512


class Broken(Exception):
    """The rest of a stream cannot be read; the message is the reason, as the end of a sentence about the file."""


def unwrapped(content: Iterator[bytes]) -> Iterator[bytes]:
    """Decompress a stream that begins like one of gzip, Zstandard, bzip2 or xz, and give all others as they are.

    Raises:
        Broken: the compressed data are cut off or damaged, or a zip bomb; all before the fault has been given.
        MissingExtra: they are Zstandard and the package zstandard is not installed.

    >>> b"".join(unwrapped(iter([zlib.compress(b"text", wbits=31)])))
    b'text'
    """
    first, content = _first(content)
    codec = next((codec for codec in _CODECS if codec.magic.match(first)), None)
    whole = chain([first] if first else [], content)
    yield from whole if codec is None else _gathered(_decompressed(whole, codec))


def _first(content: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """Read as much as a mark is long, and give it with what is behind it; a fault on the way comes behind it, too."""
    held = b""
    try:
        while len(held) < _LONGEST_MARK and (piece := next(content, b"")):
            held += piece
    except Exception as error:
        return held, map(_fail, [error])
    return held, content


def _fail(error: Exception) -> bytes:
    raise error


def _gathered(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Join small pieces, of which members of a few bytes make many."""
    held: list[bytes] = []
    size = 0
    try:
        for piece in pieces:
            held.append(piece)
            size += len(piece)
            if size >= _LEAST_PIECE:
                yield b"".join(held)
                held, size = [], 0
    except Broken:
        yield b"".join(held)
        raise
    yield b"".join(held)


class _Decompressor(Protocol):
    """What the decompressors of bz2 and lzma are: output comes in bounded pieces."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Gzip:
    """The decompressor of zlib in the shape of the others."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        piece = self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
        self.needs_input = not self._inner.unconsumed_tail and len(piece) < max_length
        return piece


class _Zstd:
    """The decompressor of zstandard in the shape of the others, which bounds its output by small pieces of input."""

    def __init__(self) -> None:
        try:
            import zstandard
        except ImportError as error:
            raise MissingExtra("Reading .zst needs zstandard: pip install 'kzling[corpus]'.") from error
        self._inner = zstandard.ZstdDecompressor(max_window_size=MOST_WINDOW).decompressobj()
        self._waiting = b""
        self._at = 0

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return self._at >= len(self._waiting)

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data + self._waiting[self._at :]

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        import zstandard

        if data:
            self._waiting, self._at = self._waiting[self._at :] + data, 0
        piece = self._waiting[self._at : self._at + _ZSTD_INPUT]
        self._at += len(piece)
        try:
            return self._inner.decompress(piece)
        except zstandard.ZstdError as error:
            raise ValueError(str(error).removeprefix("zstd decompressor error: ")) from error


class _Codec(NamedTuple):
    name: str
    magic: re.Pattern[bytes]
    start: Callable[[], _Decompressor]


_CODECS = (
    _Codec("gzip", re.compile(rb"\x1f\x8b\x08"), _Gzip),
    _Codec("Zstandard", re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), _Zstd),
    _Codec("bzip2", re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), bz2.BZ2Decompressor),
    _Codec("xz", re.compile(rb"\xfd7zXZ\0"), lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, MOST_WINDOW)),
)


def _decompressed(raw: Iterator[bytes], codec: _Codec) -> Iterator[bytes]:
    """Decompress all members of a file, one after the other, as `gzip -d` and `zstd -d` do."""
    machine: _Decompressor | None = None
    taken = given = 0
    for data in raw:
        taken += len(data)
        # Zero bytes between and behind members are padding.
        while data or (machine and not machine.needs_input):
            if machine is None and not (data := data.lstrip(b"\0")):
                break
            machine = machine or codec.start()
            try:
                piece = machine.decompress(data, _PIECE)
            except (zlib.error, lzma.LZMAError, OSError, ValueError) as error:
                raise Broken(f"is broken: its {codec.name} data are damaged after {given} bytes ({error})") from error
            given += len(piece)
            if given > max(FREE_OF_RATIO, MOST_RATIO * taken):
                raise Broken(f"is a zip bomb: more than {MOST_RATIO} bytes of content from one of {codec.name}")
            if piece:
                yield piece
            data = machine.unused_data if machine.eof else b""
            machine = None if machine.eof else machine
    if machine is not None:
        raise Broken(f"is cut off: its {codec.name} data end after {given} bytes of content")
