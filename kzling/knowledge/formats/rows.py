"""Files as lines of bounded length: opened, decompressed, with what cannot be read in the place where it stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import orjson

from kzling.compression import Broken, unwrapped
from kzling.errors import MissingInput, UnreadableInput

Source = str | PathLike[str] | BinaryIO

#: A longer line is rejected and not loaded; the longest entities of Wikidata take 5 MB (November 2026).
MOST_BYTES_OF_A_LINE = 64_000_000
#: So much of an unreadable row is kept: enough to find and judge it.
_SHOWN = 2_000
#: Read at once.
_PIECE = 1 << 16


class Rejected(NamedTuple):
    """A row that is no record: its line (from 1), why in a sentence, and its text as far as needed to find it."""

    position: int
    why: str
    text: str = ""


class Line(NamedTuple):
    """A line without its end, numbered from 1."""

    position: int
    content: bytes


def lines(source: Source) -> Iterator[Line | Rejected]:
    """Give the lines of a file, decompressed where its first bytes say gzip, bzip2, xz or Zstandard.

    A file that is cut off or damaged gives every line before the fault, then one reject. Of a line that is too long
    no more than the limit is ever held. A byte order mark is dropped, and the carriage return at a line's end.

    Args:
        source: a path, or a stream of bytes, which is left open.

    Raises:
        MissingInput: there is no such file.
        UnreadableInput: the file cannot be opened, or is a zip archive.
        MissingExtra: it is Zstandard and the package zstandard is not installed.

    >>> import io
    >>> list(lines(io.BytesIO(b"one\\r\\ntwo")))
    [Line(position=1, content=b'one'), Line(position=2, content=b'two')]
    """
    with _opened(source) as stream:
        yield from _cut(_pieces(stream))


def objects(source: Source) -> Iterator[tuple[Line, dict[str, Any]] | Rejected]:
    """Give the JSON objects of a file with one a line; blank lines are passed over."""
    for line in lines(source):
        if isinstance(line, Rejected):
            yield line
        elif line.content.strip():
            yield parsed(line)


def parsed(line: Line) -> tuple[Line, dict[str, Any]] | Rejected:
    """Read a line that holds one JSON object."""
    try:
        value = orjson.loads(line.content)
    except orjson.JSONDecodeError as error:
        return reject(line, f"The line is no JSON: {error}.")
    return (line, value) if isinstance(value, dict) else reject(line, "The line holds JSON, but no object.")


def reject(line: Line, why: str) -> Rejected:
    """Give the reject of a line.

    >>> reject(Line(3, b"{"), "The line is no JSON.")
    Rejected(position=3, why='The line is no JSON.', text='{')
    """
    return Rejected(line.position, why, line.content[: 4 * _SHOWN].decode("utf-8", "replace")[:_SHOWN])


@contextmanager
def _opened(source: Source) -> Iterator[BinaryIO]:
    if not isinstance(source, (str, PathLike)):
        yield source
        return
    path = Path(source)
    if not path.is_file():
        raise MissingInput(f"There is no file {path}; check the path.")
    try:
        stream = path.open("rb")
    except OSError as error:
        raise UnreadableInput(f"{path} cannot be opened ({error.strerror}); check its permissions.") from error
    with stream:
        yield stream


def _cut(pieces: Iterator[bytes]) -> Iterator[Line | Rejected]:
    """Cut a stream at its line feeds."""
    held: list[bytes] = []
    size, position, damage = 0, 1, ""
    try:
        for piece in pieces:
            *ended, rest = piece.split(b"\n")
            for part in ended:
                size += len(part)
                yield _line(position, [*held, part], size)
                held, size, position = [], 0, position + 1
            size += len(rest)
            # Of a line that is too long its beginning is kept, to be shown.
            if rest and (size <= MOST_BYTES_OF_A_LINE or not held):
                held.append(rest)
            elif size > MOST_BYTES_OF_A_LINE:
                del held[1:]
    except Broken as error:
        damage = f"The file {error}; fetch it again."
    if damage:
        yield reject(Line(position, b"".join(held)), damage)
    elif size:
        yield _line(position, held, size)


def _line(position: int, parts: list[bytes], size: int) -> Line | Rejected:
    if size > MOST_BYTES_OF_A_LINE:
        return reject(Line(position, parts[0]), f"The line is longer than {MOST_BYTES_OF_A_LINE // 1_000_000} MB.")
    content = b"".join(parts).removesuffix(b"\r")
    return Line(position, content.removeprefix(b"\xef\xbb\xbf") if position == 1 else content)


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    """Give the content of a stream piece by piece, decompressed."""
    raw = iter(lambda: _read(stream), b"")
    first = next(raw, b"")
    if first.startswith(b"PK\x03\x04"):
        raise UnreadableInput("The file is a zip archive; unpack it and name the file in it.")
    yield from unwrapped(chain([first] if first else [], raw))


def _read(stream: BinaryIO) -> bytes:
    try:
        return stream.read(_PIECE)
    except OSError as error:
        raise Broken(f"cannot be read from here on ({error})") from error
