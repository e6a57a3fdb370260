import gzip
import zlib

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from kzling.compression import Broken
from kzling.corpus.readers.lines import Unusable
from kzling.corpus.readers.responses import header_fields, response

PAGE = b"<html><p>" + b"text of a page " * 500
CHUNKED = b"".join(b"%x;note\r\n%s\r\n" % (len(part), part) for part in (PAGE[:100], PAGE[100:])) + b"0\r\n\r\n"


def stored(body: bytes, **fields: str) -> bytes:
    header = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 200 OK\r\n{header}\r\n".encode() + body


def raw_deflate(content: bytes) -> bytes:
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(content) + machine.flush()


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("", PAGE),
        ("identity", PAGE),
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", PAGE),  # stored decoded
        ("deflate", zlib.compress(PAGE)),
        ("deflate", raw_deflate(PAGE)),
        ("zstd", zstandard.compress(PAGE)),
        ("deflate, GZIP", gzip.compress(zlib.compress(PAGE))),
    ],
)
def test_codings_are_undone(coding: str, body: bytes) -> None:
    assert response(stored(body, Content_Encoding=coding)).body() == PAGE


def test_brotli() -> None:
    brotli = pytest.importorskip("brotli")
    packed = brotli.compress(PAGE)
    assert response(stored(packed, Content_Encoding="br")).body() == PAGE
    with pytest.raises(Broken, match="is cut off: its br data"):
        response(stored(packed[:-3], Content_Encoding="br")).body()
    with pytest.raises(Broken, match="is broken: its br data"):
        response(stored(b"\xff" * 50, Content_Encoding="br")).body()
    with pytest.raises(Unusable, match="is longer than 16 MB"):
        response(stored(brotli.compress(b"x" * 20_000_000), Content_Encoding="br")).body()


def test_brotli_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "brotli", None)
    with pytest.raises(Unusable, match="install the package brotli"):
        response(stored(b"x", Content_Encoding="br")).body()


@pytest.mark.parametrize("body", [CHUNKED, PAGE, CHUNKED.removesuffix(b"0\r\n\r\n")])
def test_chunks_are_joined(body: bytes) -> None:
    assert response(stored(body, Transfer_Encoding="chunked")).body() == PAGE


def test_chunks_around_gzip() -> None:
    packed = gzip.compress(PAGE)
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    assert response(stored(body, Transfer_Encoding="chunked", Content_Encoding="gzip")).body() == PAGE


@pytest.mark.parametrize(
    ("body", "coding", "reason"),
    [
        (gzip.compress(PAGE)[:-20], "gzip", "is cut off: its gzip data"),
        (zlib.compress(PAGE)[:-20], "deflate", "is cut off: its deflate data"),
        (b"\x78\x9c" + b"\xff" * 20, "deflate", "is broken: its deflate data"),
        (gzip.compress(b"x" * 20_000_000), "gzip", "is longer than 16 MB"),
        (zlib.compress(b"x" * 20_000_000), "deflate", "is longer than 16 MB"),
        (PAGE, "compress", "is compressed in a way that is not read: 'compress'"),
        (PAGE, "gzip," * 9, "has an HTTP body with too many codings"),
    ],
)
def test_bodies_that_cannot_be_read(body: bytes, coding: str, reason: str) -> None:
    with pytest.raises((Broken, Unusable)) as error:
        response(stored(body, Content_Encoding=coding)).body()
    assert str(error.value).startswith(reason)


def test_chunks_that_are_cut_off() -> None:
    with pytest.raises(Unusable, match="ends within a chunk"):
        response(stored(CHUNKED[:300], Transfer_Encoding="chunked")).body()


def test_status_type_and_charset() -> None:
    found = response(b"HTTP/1.0 404\nCONTENT-TYPE: Text/HTML ;charset = 'KOI8-R'\n\nbody")
    assert (found.status, found.type, found.charset, found.content) == (404, "text/html", "KOI8-R", b"body")
    assert response(b"HTTP/2 301 Moved\r\nLocation: /").status == 301
    assert response(stored(b"", Content_Type="no type")).type == ""


def test_what_is_no_response() -> None:
    with pytest.raises(Unusable, match="holds no HTTP response"):
        response(b"<html>")
    with pytest.raises(Unusable, match="has an HTTP header of more than"):
        response(stored(b"", X="x" * 70_000))


def test_of_fields_that_occur_twice_the_first_counts() -> None:
    assert header_fields(b"A: 1\r\na: 2\nno field\n\tfolded\nB:") == {"a": "1", "b": ""}


@given(st.binary(), st.sampled_from(["gzip", "deflate", "zstd", ""]), st.booleans())
def test_any_body_is_read_or_told(body: bytes, coding: str, chunked: bool) -> None:
    fields = {"Content_Encoding": coding} | ({"Transfer_Encoding": "chunked"} if chunked else {})
    try:
        found = response(stored(body, **fields)).body()
    except (Broken, Unusable) as error:
        assert str(error).startswith("is ")
    else:
        assert isinstance(found, bytes)
