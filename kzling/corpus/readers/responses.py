"""Stored HTTP responses: status, media type and charset, and the body with its codings undone."""

import importlib
import re
import zlib
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from kzling.compression import Broken, unwrapped
from kzling.corpus.readers.lines import Unusable
from kzling.corpus.readers.streams import MOST_BYTES_OF_A_RECORD, TOO_LONG, head

#: Cookies and policies make headers of a few kilobytes.
MOST_BYTES_OF_A_HEADER = 65_536
#: One is usual, two occur; a list of more is made to cost time.
_MOST_CODINGS = 3
_PIECE = 1 << 18
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s{1,9}(\d{3})")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_FOLDED = re.compile(rb"\r?\n[ \t]++")
_TYPE = re.compile(r"[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,60}")
_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""", re.IGNORECASE | re.ASCII)
_CHUNK = re.compile(rb"\s{0,4}([0-9A-Fa-f]{1,8})[^\n]{0,200}\n")


class Response(NamedTuple):
    """A response; `content` is its body as it was sent, `codings` how, in the order in which they were applied."""

    status: int
    type: str
    charset: str | None
    content: bytes
    codings: tuple[str, ...] = ()
    chunked: bool = False

    @classmethod
    def of(cls, status: int, content_type: str, content: bytes) -> "Response":
        """Make a response without codings from what a Content-Type says."""
        media = content_type.partition(";")[0].strip().lower()
        charset = _CHARSET.search(content_type[:500])
        return cls(status, media if _TYPE.fullmatch(media) else "", charset[1] if charset else None, content)

    def body(self) -> bytes:
        """Undo the codings. Bodies that do not begin like what their header says were stored decoded.

        Raises:
            Unusable: a coding is unknown, or the body is too long.
            Broken: the body is cut off or damaged.
        """
        body = _dechunked(self.content) if self.chunked else self.content
        if len(self.codings) > _MOST_CODINGS:
            raise Unusable("has an HTTP body with too many codings")
        for coding in reversed(self.codings):
            begun = head(_decoded(body, coding), MOST_BYTES_OF_A_RECORD)
            if len(begun.content) > MOST_BYTES_OF_A_RECORD:
                raise Unusable(TOO_LONG)
            deque(begun.rest, maxlen=0)
            body = begun.content
        return body


def response(block: bytes) -> Response:
    """Read a response as it was stored: status line, header, body.

    Raises:
        Unusable: it does not begin like a response, or its header is too long.

    >>> response(b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html; charset=windows-1251\\r\\n\\r\\n<p>").charset
    'windows-1251'
    """
    status = _STATUS.match(block)
    if not status:
        raise Unusable("holds no HTTP response")
    end = _HEADER_END.search(block, 0, MOST_BYTES_OF_A_HEADER)
    if not end and len(block) > MOST_BYTES_OF_A_HEADER:
        raise Unusable(f"has an HTTP header of more than {MOST_BYTES_OF_A_HEADER} bytes")
    fields = header_fields(block[: end.start()] if end else block)
    found = Response.of(int(status[1]), fields.get("content-type", ""), block[end.end() :] if end else b"")
    codings = tuple(
        coding
        for name in fields.get("content-encoding", "").lower().split(",")
        if (coding := name.strip()) not in ("", "identity")
    )
    return found._replace(codings=codings, chunked="chunked" in fields.get("transfer-encoding", "").lower())


def header_fields(header: bytes) -> dict[str, str]:
    """Give the fields of a header, their names in lower case; of a field that occurs twice the first counts.

    >>> header_fields(b"WARC/1.0\\r\\nWARC-Type: response\\r\\nX: a\\r\\n  b")
    {'warc-type': 'response', 'x': 'a b'}
    """
    fields: dict[str, str] = {}
    for line in _FOLDED.sub(b" ", header).splitlines():
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def _dechunked(content: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while chunk := _CHUNK.match(content, at):
        size = int(chunk[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(content[chunk.end() : chunk.end() + size])
        at = chunk.end() + size
    if not parts:
        return content
    if at > len(content) or content[at:].strip():
        raise Unusable("is cut off: its HTTP body ends within a chunk")
    return b"".join(parts)


def _decoded(body: bytes, coding: str) -> Iterator[bytes]:
    if coding in ("gzip", "x-gzip", "zstd"):
        return unwrapped(iter([body]))
    if coding == "deflate":
        return _inflated(body)
    if coding == "br":
        return _unbrotli(body)
    raise Unusable(f"is compressed in a way that is not read: {coding[:40]!a}")


def _inflated(body: bytes) -> Iterator[bytes]:
    """Decompress "deflate", which servers send with the header of zlib and without it."""
    with_header = len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0
    machine = zlib.decompressobj(zlib.MAX_WBITS if with_header else -zlib.MAX_WBITS)
    try:
        piece = machine.decompress(body, _PIECE)
        while piece:
            yield piece
            piece = machine.decompress(machine.unconsumed_tail, _PIECE)
    except zlib.error as error:
        raise Broken(f"is broken: its deflate data are damaged ({error})") from error
    if not machine.eof:
        raise Broken("is cut off: its deflate data do not end")


def _unbrotli(body: bytes) -> Iterator[bytes]:
    try:
        brotli = importlib.import_module("brotli")
    except ImportError as error:
        raise Unusable("is compressed with br; install the package brotli (1.2 or later) to read it") from error
    machine = brotli.Decompressor()
    try:
        piece = machine.process(body, output_buffer_limit=_PIECE)
        while piece or not machine.can_accept_more_data():
            yield piece
            piece = machine.process(b"", output_buffer_limit=_PIECE)
    except brotli.error as error:
        raise Broken(f"is broken: its br data are damaged ({error})") from error
    if not machine.is_finished():
        raise Broken("is cut off: its br data do not end")
