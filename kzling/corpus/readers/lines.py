"""Lines of bounded length, and JSON lines: one object a line; a broken line costs itself alone."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson

from kzling.corpus.readers.columns import Columns, article
from kzling.corpus.readers.records import Article, Rejected
from kzling.corpus.readers.streams import MOST_BYTES_OF_A_RECORD, TOO_LONG

#: More commas and brackets than this are no article: 16 MB of prose have a quarter of it, and 16 MB of empty lists
#: would take 350 MB as Python objects.
MOST_VALUES = 1_000_000


class Unusable(ValueError):
    """A record cannot be read; the message is the reason, as the end of a sentence about it."""


class Line(NamedTuple):
    """A line without its line feed, numbered from 1; None stands for one that is longer than a record may be."""

    number: int
    content: bytes | None


class Table(NamedTuple):
    """What the readers of objects and rows are told about a file, and how they make records of it."""

    source: str
    columns: Columns
    encoding: str | None = None

    def record(self, position: int, content: bytes | None, *, unit: str = "line") -> Article | Rejected:
        """Make the record of one JSON object as it was written; None stands for one that is too long."""
        if content is None:
            return Rejected(self.source, position, TOO_LONG)
        try:
            fields = json_value(content, encoding=self.encoding)
        except Unusable as error:
            return Rejected(self.source, position, str(error))
        if not isinstance(fields, dict):
            return Rejected(self.source, position, "is not a JSON object")
        return article(fields, self.columns, source=self.source, position=position, unit=unit)


def lines(content: Iterator[bytes]) -> Iterator[Line]:
    """Cut a stream at its line feeds; of a line that is too long, no more than the limit is ever held.

    >>> list(lines(iter([b"one\\ntw", b"o\\n"])))
    [Line(number=1, content=b'one'), Line(number=2, content=b'two')]
    """
    held: list[bytes] = []
    size, number = 0, 1
    for piece in content:
        *ended, rest = piece.split(b"\n")
        for part in ended:
            whole = b"".join((*held, part)) if held else part
            size += len(part)
            yield Line(number, whole if size <= MOST_BYTES_OF_A_RECORD else None)
            held, size = [], 0
            number += 1
        size += len(rest)
        if size > MOST_BYTES_OF_A_RECORD:
            held = []
        elif rest:
            held.append(rest)
    if size:
        yield Line(number, b"".join(held) if size <= MOST_BYTES_OF_A_RECORD else None)


def json_lines(content: Iterator[bytes], table: Table) -> Iterator[Article | Rejected]:
    """Give the record of every line that is not blank; positions are line numbers."""
    for line in lines(content):
        if line.content is None or line.content.strip():
            yield table.record(line.number, line.content)


def json_value(content: bytes, *, encoding: str | None = None) -> Any:
    """Read a JSON value, strictly first, then with the liberties that writers of JSON take.

    These are NaN and Infinity (Python writes them), raw control characters in strings, and escapes that are half a
    surrogate pair, which become U+FFFD. Of keys that occur twice, the last counts.

    Args:
        content: the value as it was written.
        encoding: that of content that is not valid UTF-8.

    Raises:
        Unusable: it is no JSON, or not UTF-8 and no encoding was named, or made to fill memory.

    >>> json_value(b'{"text": "\\\\ud83d", "score": NaN}')
    {'text': '�', 'score': nan}
    """
    if len(content) > MOST_VALUES and sum(map(content.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise Unusable(f"holds more than {MOST_VALUES} values")
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        text = decoded_record(content, encoding)
    try:
        return _whole(json.loads(text, strict=False))
    except RecursionError as error:
        raise Unusable("invalid JSON: is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise Unusable(f"invalid JSON: {error.msg} (character {error.pos + 1})") from error
    except ValueError as error:  # an integer of more digits than Python converts
        raise Unusable(f"invalid JSON: {error}") from error


def decoded_record(content: bytes, encoding: str | None) -> str:
    """Decode a record: as UTF-8, else by the encoding that the caller named.

    Raises:
        Unusable: it is neither; the message names the option that helps.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        place = f"(byte 0x{content[error.start]:02x} at offset {error.start})"
    if encoding is None:
        raise Unusable(f"is not UTF-8 {place}; name the encoding of such files with the option 'encoding'")
    try:
        return content.decode(encoding)
    except UnicodeError as error:
        raise Unusable(f"is neither UTF-8 nor {encoding} {place}") from error


def _whole(value: Any) -> Any:
    """Replace lone surrogates: neither UTF-8 nor Arrow can hold them."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(item) for key, item in value.items()}
    return value
