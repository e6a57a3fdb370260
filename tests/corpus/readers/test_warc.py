import io
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from kzling.compression import Broken, unwrapped
from kzling.corpus.readers.records import Article, Rejected
from kzling.corpus.readers.warc import warc_pages

HTML = "text/html; charset=windows-1251"


def archive(*records: tuple[str, str, str, bytes], gzip: bool = False) -> bytes:
    """Write records of (type, status line, content type, payload) with warcio, at addresses with their numbers."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=gzip)
    for number, (kind, status, content_type, payload) in enumerate(records, start=1):
        http = StatusAndHeaders(status, [("Content-Type", content_type)], protocol="HTTP/1.1") if status else None
        headers = {"WARC-Record-ID": f"<urn:uuid:{number}>"}
        writer.write_record(
            writer.create_warc_record(
                f"http://e.kz/{number}",
                kind,
                payload=io.BytesIO(payload),
                http_headers=http,
                warc_headers_dict=headers,
                warc_content_type="" if status else content_type,
            )
        )
    return stream.getvalue()


def page(payload: bytes = b"<p>page") -> tuple[str, str, str, bytes]:
    return ("response", "200 OK", HTML, payload)


def read(content: bytes, length: int = 50) -> list[Article | Rejected]:
    found: list[Article | Rejected] = []
    try:
        pieces: Iterator[bytes] = (content[at : at + length] for at in range(0, len(content), length))
        for record in warc_pages(unwrapped(pieces), "a.warc"):
            found.append(record)
    except Broken as error:
        found.append(Rejected("a.warc", 0, str(error)))
    return found


def contents(records: list[Article | Rejected]) -> list[str | bytes]:
    return [record.content for record in records if isinstance(record, Article)]


def reasons(records: list[Article | Rejected]) -> list[tuple[int, str]]:
    return [record[1:] for record in records if isinstance(record, Rejected)]


@pytest.mark.parametrize("gzip", [False, True])
@pytest.mark.parametrize("length", [7, 5000])
def test_pages(gzip: bool, length: int) -> None:
    payload = "<p>Абай\n\nWARC/1.0".encode("cp1251")
    found = read(archive(page(payload), ("conversion", "", "text/plain", b"text"), page(), gzip=gzip), length)
    assert contents(found) == [payload, b"text", b"<p>page"]
    first, second, _ = found
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.format, first.charset, first.position) == ("html", "windows-1251", 1)
    assert (first.origin.source, first.origin.url) == ("a.warc#urn:uuid:1", "http://e.kz/1")
    assert (second.format, second.charset, second.origin.published) == ("text", None, None)


def test_records_that_are_no_pages_are_told_once() -> None:
    content = archive(
        ("response", "200 OK", "image/jpeg", b"\xff\xd8"),
        ("response", "200 OK", "image/jpeg", b"\xff\xd8"),
        ("response", "404 Not Found", HTML, b"<p>none"),
        ("request", "GET / HTTP/1.1", "", b""),
        ("metadata", "", "application/warc-fields", b"a: b"),
        page(),
    )
    found = read(content)
    assert contents(found) == [b"<p>page"]
    assert reasons(found) == [
        (0, "holds records that are no pages: 2 image/jpeg, 1 status 404, 1 request, 1 metadata"),
    ]


def test_robots_and_pages_without_text() -> None:
    robots = archive(("resource", "", "text/plain", b"User-agent: *"), page(b" \n"))
    found = read(robots.replace(b"http://e.kz/1", b"http://e.kz/robots.txt"))
    assert reasons(found) == [(2, "holds no text"), (0, "holds records that are no pages: 1 robots.txt")]


@pytest.mark.parametrize("gzip", [False, True])
@pytest.mark.parametrize("lost", [3, 30, 300, 430])
def test_an_archive_that_is_cut_off(gzip: bool, lost: int) -> None:
    first = archive(page(), gzip=gzip)
    whole = first + archive(page(bytes(range(256))), gzip=gzip)
    found = read(whole[:-lost])
    assert found[0] == read(first)[0]
    if gzip or lost > 3:
        ((position, reason),) = reasons(found)
        assert (position, reason[:10]) == (0, "is cut off")
        assert len(contents(found)) == (2 if gzip and lost == 3 else 1)


def test_a_record_in_disorder_costs_itself() -> None:
    one, two, three = (archive(page(b"<p>page %d" % number)) for number in (1, 2, 3))
    for broken in (
        two.replace(b"Content-Length: ", b"Content-Length: -"),
        two.replace(b"WARC/1.0", b"WORK/1.0"),
        two.replace(b"WARC-Date", b"X" * 70_000 + b"\r\nWARC-Date"),
        two.replace(b"HTTP/1.1", b"HTML/1.1"),
    ):
        found = read(one + broken + three)
        assert contents(found) == [b"<p>page 1", b"<p>page 3"]
        ((position, reason),) = reasons(found)
        assert position == 2
        assert reason.startswith(("is broken: ", "has a header of more than", "holds no HTTP response"))


def test_a_length_that_is_too_small() -> None:
    one, two = archive(page(b"<p>" + b"page " * 20)), archive(page())
    shorter = one.replace(b"Content-Length: 1", b"Content-Length: ")
    assert shorter != one
    found = read(shorter + two)
    assert contents(found)[-1] == b"<p>page"
    assert (2, "is broken: something else stands where a record should begin") in reasons(found)


def test_a_page_that_is_too_long() -> None:
    found = read(
        archive(page(b"x" * 17_000_000), ("response", "200 OK", "video/mp4", b"x" * 17_000_000), page()), 65_536
    )
    assert contents(found) == [b"<p>page"]
    assert reasons(found) == [(1, "is longer than 16 MB"), (0, "holds records that are no pages: 1 video/mp4")]


def test_a_response_without_an_address() -> None:
    found = read(archive(page()).replace(b"WARC-Target-URI", b"X-Target-URI"))
    assert contents(found) == [b"<p>page"]


def test_what_is_no_archive() -> None:
    assert reasons(read(b"")) == [(0, "is no WARC archive: holds no record")]
    assert reasons(read(b"<html>\n" * 9)) == [(0, "is no WARC archive: does not begin with a record")]


@given(
    st.binary(), st.sampled_from([b"", b"WARC/1.0\r\n", b"WARC/1.0\r\nContent-Length: 9\r\n\r\n"]), st.integers(1, 9)
)
@example(b"(\xb5/\xfd", b"", 1)
def test_any_bytes_are_read_or_told(rest: bytes, start: bytes, length: int) -> None:
    found = read(start + rest, length)
    assert found == read(start + rest)
    assert reasons(found)


@given(st.data())
def test_damage_anywhere_leaves_what_stands_before_it(data: st.DataObject) -> None:
    first = archive(page())
    content = bytearray(first + archive(page(), page()))
    at = data.draw(st.integers(len(first), len(content) - 5))
    content[at : at + 4] = data.draw(st.binary(max_size=8))
    assert read(bytes(content))[0] == read(first)[0]
