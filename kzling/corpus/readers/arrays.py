"""JSON documents: one object, an array of objects, or an object around such an array; never held as a whole.

Files called .json often hold JSON lines; those are read as what they are.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator
from itertools import chain, islice

from kzling.compression import Broken
from kzling.corpus.readers.lines import Table, Unusable, json_lines, json_value
from kzling.corpus.readers.records import Article, Rejected
from kzling.corpus.readers.streams import MOST_BYTES_OF_A_RECORD, TOO_LONG, head

_QUOTE, _BACKSLASH, _LINE_FEED, _OBJECT, _END = b'"\\\n{]'
#: What matters outside strings: directly in the array, and inside an element.
_BETWEEN = re.compile(rb'["{}\[\],]')
_WITHIN = re.compile(rb'["{}\[\]]')
#: The part of a string before its end, a raw line feed (no string has one) or a backslash that ends the piece.
_STRING = re.compile(rb'(?:[^"\\\n]++|\\[^\n])*+')
_BLANK = re.compile(rb"[\s,]*+")
#: A string, a brace or a bracket; the group tells an array of objects.
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.?)*+"?|[{}\]]|\[\s*+(\{)?', re.DOTALL)
_ARRAY_OF_OBJECTS = re.compile(rb"\[\s{0,99}\{")
#: What is held of a piece, so that a sign which is cut in two is seen, and how many arrays of an object are tried.
_OVERLAP, _ARRAYS_TRIED = 100, 20
#: JSON lines are told by one of these first lines, because any line can be broken.
_LINES_TRIED = 3


def json_document(content: Iterator[bytes], table: Table) -> Iterator[Article | Rejected]:
    """Give the records of a JSON document; positions count the objects of its array, or its lines.

    An object whose fields make no article stands for the first array of objects in it, as in {"articles": [...]}.

    Raises:
        Broken: the content ends in the middle, or cannot be read on.
    """
    begun = head(content, MOST_BYTES_OF_A_RECORD)
    body = begun.content.lstrip()
    if body.startswith(b"["):
        yield from _array(elements(chain([body[1:]], begun.rest), behind=_nothing_more), table)
    elif body.startswith(b"{") and _is_lines(body):
        yield from json_lines(chain([begun.content], begun.rest), table)
    elif body.startswith(b"{"):
        record = table.record(1, body, unit="object") if begun.whole else None
        inner = None if isinstance(record, Article) else _inner_array(body, table)
        if inner is not None:
            rest = chain([body[inner:]], begun.rest)
            yield from _array(elements(rest, behind=_no_more_records), table)
        else:
            deque(begun.rest, maxlen=0)
            yield record or Rejected(table.source, 1, TOO_LONG)
    else:
        deque(begun.rest, maxlen=0)
        yield Rejected(table.source, 0, "is no JSON: begins with neither { nor [" if body else "holds no text")


def elements(
    content: Iterator[bytes], *, behind: Callable[[Iterator[bytes]], None] | None = None
) -> Iterator[bytes | None]:
    """Cut an array, of which the opening bracket has been read, into its elements; None for one that is too long.

    A string that runs into a line feed is broken: its element ends there, and reading goes on with the next line
    that begins with an object.

    Args:
        content: pieces of any length.
        behind: judges what stands behind the array.

    Raises:
        Broken: the array does not end.

    >>> list(elements(iter([b'{"a": [1, 2]}, {"b"', b': "],"}]'])))
    [b'{"a": [1, 2]}', b' {"b": "],"}']
    """
    element = _Element()
    depth = 1
    quoted = escaped = lost = fresh_line = False
    for piece in content:
        at = start = 0
        while at < len(piece):
            if lost and fresh_line:
                at = _BLANK.match(piece, at).end()  # type: ignore[union-attr]
                fresh_line = at == len(piece)
                if not fresh_line and piece[at] in (_OBJECT, _END):
                    start, depth, lost = at, 1, False
            elif lost:
                at = piece.find(b"\n", at) + 1 or len(piece)
                fresh_line = piece[at - 1] == _LINE_FEED
            elif escaped:
                at += piece[at] != _LINE_FEED
                escaped = False
            elif quoted:
                at = _STRING.match(piece, at).end() + 1  # type: ignore[union-attr]
                if at <= len(piece):
                    quoted, escaped = piece[at - 1] != _QUOTE, piece[at - 1] == _BACKSLASH
                    if piece[at - 1] == _LINE_FEED:
                        yield element.ended(piece[start:at])
                        quoted, lost, fresh_line = False, True, True
            elif not (found := (_BETWEEN if depth == 1 else _WITHIN).search(piece, at)):
                at = len(piece)
            else:
                at, sign = found.end(), found[0]
                quoted = sign == b'"'
                depth += (sign in b"{[") - (sign in b"}]")
                if depth == 0 or sign == b",":
                    yield element.ended(piece[start : at - 1])
                    start = at
                if depth == 0:
                    if behind:
                        behind(chain([piece[at:]], content))
                    return
        if not lost:
            element.add(piece[start:])
    raise Broken("is cut off: the array of records does not end")


def _nothing_more(content: Iterator[bytes]) -> None:
    if any(piece.strip() for piece in content):
        raise Broken("holds more than one JSON value: what stands behind the first array is not read")


def _no_more_records(content: Iterator[bytes]) -> None:
    """Make sure that no array of records stands behind the one that was read, and that the object around it ends."""
    before = b""
    for piece in content:
        seen = before + piece
        if _ARRAY_OF_OBJECTS.search(seen):
            raise Broken("holds more than one array of records: what stands behind the first is not read")
        before = seen[-_OVERLAP:].strip() or before
    if not before.endswith(b"}"):
        raise Broken("is cut off: the object around the array does not end")


class _Element:
    """An element of which pieces come in; once it is too long, nothing of it is held."""

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self._size = 0

    def add(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > MOST_BYTES_OF_A_RECORD:
            self._held = []
        else:
            self._held.append(piece)

    def ended(self, piece: bytes) -> bytes | None:
        self.add(piece)
        whole = None if self._size > MOST_BYTES_OF_A_RECORD else b"".join(self._held)
        self._held, self._size = [], 0
        return whole


def _array(found: Iterator[bytes | None], table: Table) -> Iterator[Article | Rejected]:
    position = 0
    for element in found:
        if element is None or element.strip():
            position += 1
            yield table.record(position, element, unit="object")


def _is_lines(body: bytes) -> bool:
    """Tell JSON lines: the first line ends like an object, another follows, and one of the first is an object."""
    first = body.split(b"\n", _LINES_TRIED)
    if not any(line.strip() for line in first[1:]) or not first[0].rstrip().endswith(b"}"):
        return False
    return any(map(_is_object, islice(first, _LINES_TRIED)))


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json_value(line, encoding="latin-1"), dict)
    except Unusable:
        return False


def _inner_array(body: bytes, table: Table) -> int | None:
    """Find the array of articles in an object, the place behind its bracket: the first whose first object is one.

    If none is, the first array of objects is taken.
    """
    places = list(islice(_arrays_of_objects(body), _ARRAYS_TRIED))
    return next((place for place in places if _begins_with_article(body, place, table)), places[0] if places else None)


def _begins_with_article(body: bytes, place: int, table: Table) -> bool:
    try:
        first = next(elements(iter([body[place:]])), None)
    except Broken:
        return False
    return isinstance(table.record(1, first, unit="object"), Article)


def _arrays_of_objects(body: bytes) -> Iterator[int]:
    depth = 0
    for token in _TOKEN.finditer(body):
        sign = body[token.start() : token.start() + 1]
        if sign == b"[":
            if depth == 1 and token[1]:
                yield token.start() + 1
            depth += 2 if token[1] else 1
        elif sign != b'"':
            depth += 1 if sign == b"{" else -1
