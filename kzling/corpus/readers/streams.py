"""Files as streams of bytes: counted and hashed while they are read, decompressed, without byte order marks."""

import codecs
import hashlib
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kzling.compression import Broken, unwrapped

#: A record that is longer is rejected: hundreds of times the longest article, and what memory holds many times over.
MOST_BYTES_OF_A_RECORD = 16_000_000
TOO_LONG = f"is longer than {MOST_BYTES_OF_A_RECORD // 1_000_000} MB"
#: The path that stands for standard input.
STANDARD_INPUT = Path("-")

#: How much is read from disk at once.
_RAW = 1 << 16
#: Longest mark first: the mark of UTF-32 begins like that of UTF-16.
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Fingerprint:
    """The sha256 and the size of a file as it lies on disk, taken while it is read.

    `size` grows with what is read; `sha256` is "" until the end has been reached.
    """

    def __init__(self) -> None:
        self.size = 0
        self.sha256 = ""
        self._hash = hashlib.sha256()

    def add(self, chunk: bytes) -> None:
        """Take the next bytes of the file."""
        self.size += len(chunk)
        self._hash.update(chunk)

    def end(self) -> None:
        """Take note that the file has no more bytes."""
        self.sha256 = self._hash.hexdigest()

    def finish(self, path: Path) -> None:
        """Read a file from its beginning, unless it has been read to its end; standard input cannot be read again."""
        if not self.sha256 and path != STANDARD_INPUT:
            self.size, self._hash = 0, hashlib.sha256()
            for _ in _raw(path, self):
                pass


def chunks(path: Path, fingerprint: Fingerprint) -> Iterator[bytes]:
    """Give the decompressed content of a file piece by piece; "-" is standard input.

    The first bytes decide about gzip, Zstandard, bzip2, xz or none, not the name: crawlers often call plain files .gz.

    Raises:
        OSError: the file cannot be opened or read.
        Broken: the compressed data are cut off or damaged, or a zip bomb; all before the fault has been given.
    """
    yield from unwrapped(_raw(path, fingerprint))


def utf8(content: Iterator[bytes], *, encoding: str | None = None) -> Iterator[bytes]:
    """Drop a byte order mark and turn UTF-16 and UTF-32 into UTF-8; all other encodings pass as they are.

    Args:
        content: pieces of any length.
        encoding: the one that the caller named; of files without a mark only it tells that they are UTF-16.

    Raises:
        Broken: the last character is cut off.

    >>> b"".join(utf8(iter(["Абай".encode("utf-16")]))).decode()
    'Абай'
    """
    first = next(content, b"")
    named = codecs.lookup(encoding).name if encoding else ""
    wide = next((name for mark, name in _WIDE_MARKS if first.startswith(mark)), None)
    if wide is None and named.startswith(("utf-16", "utf-32")):
        # Without a mark, the order of bytes is that of Windows unless the name states it.
        wide = named if named.endswith("e") else f"{named}-le"
    if wide is None:
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from content
        return
    decoder = codecs.getincrementaldecoder(wide)(errors="replace")
    for piece in chain([first], content):
        yield decoder.decode(piece).encode()
    if decoder.getstate()[0]:
        raise Broken(f"is cut off: its {wide.upper()} ends within a character")


class Head(NamedTuple):
    """The beginning of a stream, whether that is all of it, and what follows."""

    content: bytes
    whole: bool
    rest: Iterator[bytes]


def head(content: Iterator[bytes], most: int) -> Head:
    """Read the beginning of a stream: a little more than `most` bytes, or all that there is.

    A fault is not raised here but by `rest`, so that what stands before it can be used.

    >>> head(iter([b"one", b"two"]), 3).content
    b'onetwo'
    """
    held: list[bytes] = []
    size = 0
    try:
        for piece in content:
            held.append(piece)
            size += len(piece)
            if size > most:
                return Head(b"".join(held), False, content)
    except (Broken, OSError) as error:
        return Head(b"".join(held), False, _failing(error))
    return Head(b"".join(held), True, iter(()))


def _failing(error: Exception) -> Iterator[bytes]:
    yield b""
    raise error


def _raw(path: Path, fingerprint: Fingerprint) -> Iterator[bytes]:
    if path == STANDARD_INPUT:
        while chunk := sys.stdin.buffer.read(_RAW):
            fingerprint.add(chunk)
            yield chunk
    else:
        with path.open("rb") as stream:
            while chunk := stream.read(_RAW):
                fingerprint.add(chunk)
                yield chunk
    fingerprint.end()
