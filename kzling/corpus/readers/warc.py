"""WARC archives (ISO 28500): the pages that a crawler stored, and the text records (WET) made from such files.

Framed by hand and not by warcio, which takes header lines of any length into memory, gives up an archive at the first
response without an address, and does not tell a page that is cut off from a whole one.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from kzling.compression import Broken
from kzling.corpus.readers.lines import Unusable
from kzling.corpus.readers.records import Article, Rejected
from kzling.corpus.readers.responses import MOST_BYTES_OF_A_HEADER, Response, header_fields, response
from kzling.corpus.readers.streams import MOST_BYTES_OF_A_RECORD, TOO_LONG
from kzling.pipeline import Origin

_VERSIONS = (b"WARC/1.", b"WARC/0.")
#: How many kinds of records that are no pages are told apart, and how many of them the message names.
_MOST_KINDS, _KINDS_NAMED = 1000, 20
_FORMATS: dict[str, Literal["text", "html"]] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
}


class _NoPage(Exception):
    """A record is fine but holds no page; the message is its kind."""


class _Record(NamedTuple):
    """A record with its fields and as much of its block as a page may have; `fault` says why it cannot be read."""

    number: int
    fields: dict[str, str]
    block: bytes
    length: int
    fault: str | None = None


def warc_pages(content: Iterator[bytes], source: str) -> Iterator[Article | Rejected]:
    """Give the pages of an archive: responses with status 200, resources and conversions that are HTML or plain text.

    Positions count all records of the archive. The day of the crawl is no date of publication and is left out. All
    records that are no pages (requests, pictures, redirects, robots.txt) are told in one reject at the end.

    Raises:
        Broken: the archive is cut off, or holds no record.
    """
    others: Counter[str] = Counter()
    fault: Exception | None = None
    try:
        for record in _records(_Buffer(content)):
            try:
                yield _page(record, source)
            except _NoPage as found:
                kind = str(found)
                others[kind if kind in others or len(others) < _MOST_KINDS else "of other kinds"] += 1
            except (Unusable, Broken) as error:
                yield Rejected(source, record.number, str(error))
    except (Broken, OSError) as error:
        fault = error
    if others:
        named = others.most_common(_KINDS_NAMED)
        more = others.total() - sum(number for _, number in named)
        kinds = [f"{number} {kind}" for kind, number in named] + ([f"{more} more"] if more else [])
        yield Rejected(source, 0, f"holds records that are no pages: {', '.join(kinds)}")
    if fault:
        raise fault


def _page(record: _Record, source: str) -> Article:
    if record.fault:
        raise Unusable(record.fault)
    kind = record.fields.get("warc-type", "").lower()
    stated = record.fields.get("content-type", "")
    url = record.fields.get("warc-target-uri", "").strip("<> ")
    if kind not in ("response", "resource", "conversion"):
        raise _NoPage(kind if kind.isascii() and kind.isalpha() and len(kind) < 20 else "of unknown type")
    if kind == "response" and stated.lower().startswith("application/http"):
        found = response(record.block)
    else:
        found = Response.of(200, stated, record.block)
    if found.status != 200:
        raise _NoPage(f"status {found.status}")
    if found.type not in _FORMATS:
        raise _NoPage(found.type or "without a content type")
    if url.partition("?")[0].endswith("/robots.txt"):
        raise _NoPage("robots.txt")
    if record.length > len(record.block):
        raise Unusable(TOO_LONG)
    body = found.body()
    if not body.strip():
        raise Unusable("holds no text")
    key = record.fields.get("warc-record-id", "").strip("<> ")
    origin = Origin(source=f"{source}#{key}" if key else f"{source}:{record.number}", url=url or None)
    return Article(body, origin, source, record.number, _FORMATS[found.type], found.charset)


def _records(stream: "_Buffer") -> Iterator[_Record]:
    """Cut an archive into records; where none begins, one fault is given and reading goes on at the next."""
    number = 0
    lost = False
    while line := stream.line():
        if line.startswith(_VERSIONS):
            number, lost = number + 1, False
            record = _record(number, stream)
            yield record
            lost = record.fault is not None
        elif line.strip() and not lost:
            if not number:
                raise Broken("is no WARC archive: does not begin with a record")
            lost = True
            number += 1
            yield _Record(number, {}, b"", 0, "is broken: something else stands where a record should begin")
    if not number:
        raise Broken("is no WARC archive: holds no record")


def _record(number: int, stream: "_Buffer") -> _Record:
    header = bytearray()
    while (line := stream.line()).strip():
        header += line
        if len(header) > MOST_BYTES_OF_A_HEADER:
            return _Record(number, {}, b"", 0, f"has a header of more than {MOST_BYTES_OF_A_HEADER} bytes")
    if not line:
        raise Broken(f"is cut off: the header of record {number} does not end")
    fields = header_fields(bytes(header))
    stated = fields.get("content-length", "")
    if not (stated.isascii() and stated.isdecimal() and len(stated) < 19):
        return _Record(number, fields, b"", 0, "is broken: its header states no length")
    length = int(stated)
    held: list[bytes] = []
    left = length
    for piece in stream.pieces(length):
        # The header of HTTP comes on top of what a page may have.
        if length - left <= MOST_BYTES_OF_A_RECORD + MOST_BYTES_OF_A_HEADER:
            held.append(piece)
        left -= len(piece)
    if left:
        raise Broken(f"is cut off: record {number} ends after {length - left} of {length} bytes")
    return _Record(number, fields, b"".join(held), length)


class _Buffer:
    """A stream that is read by lines and by lengths."""

    def __init__(self, content: Iterator[bytes]) -> None:
        self._content = content
        self._held = b""
        self._at = 0

    def line(self) -> bytes:
        """Give the next line with its line feed, b"" at the end; longer ones than a header come in parts."""
        end = self._held.find(b"\n", self._at) + 1
        while not end and len(self._held) - self._at < MOST_BYTES_OF_A_HEADER:
            piece = next(self._content, None)
            if piece is None:
                break
            self._held, self._at = self._held[self._at :] + piece, 0
            end = self._held.find(b"\n") + 1
        end = min(end or len(self._held), self._at + MOST_BYTES_OF_A_HEADER)
        line = self._held[self._at : end]
        self._at = end
        return line

    def pieces(self, length: int) -> Iterator[bytes]:
        """Give the next `length` bytes, fewer if the stream ends before."""
        while length:
            piece = self._held[self._at : self._at + length]
            self._at += len(piece)
            length -= len(piece)
            if piece:
                yield piece
            elif (more := next(self._content, None)) is None:
                return
            else:
                self._held, self._at = more, 0
