import bz2
import gzip
import hashlib
import io
import lzma
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzling.corpus.readers.columns import columns
from kzling.corpus.readers.read import read
from kzling.corpus.readers.records import Article, InputFile, Rejected
from kzling.corpus.readers.streams import Fingerprint
from kzling.errors import UsageError

COLUMNS = columns({})
ROWS = [{"id": f"k{n}", "text": f"text {n}"} for n in range(3)]
WARC = b"".join(
    b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: k%d\r\nContent-Type: text/plain\r\n"
    b"Content-Length: 6\r\n\r\ntext %d\r\n\r\n" % (n, n)
    for n in range(3)
)
CONTENTS = {
    "jsonl": b"".join(orjson.dumps(row) + b"\n" for row in ROWS),
    "json": orjson.dumps(ROWS, option=orjson.OPT_INDENT_2),
    "csv": b"id,text\nk0,text 0\nk1,text 1\nk2,text 2\n",
    "tsv": b"id\ttext\nk0\ttext 0\nk1\ttext 1\nk2\ttext 2\n",
    "warc": WARC,
}
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "gz": gzip.compress,
    "zst": zstandard.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
}
FORMATS = ["txt", "html", "jsonl", "json", "csv", "tsv", "parquet", "arrow", "warc", ""]


def records(path: Path, format: str, encoding: str | None = None) -> list[Article | Rejected]:
    return list(read(InputFile(path, path.name, format), columns=COLUMNS, encoding=encoding))


def texts(found: list[Article | Rejected]) -> list[str]:
    return [
        record.content if isinstance(record.content, str) else record.content.decode()
        for record in found
        if isinstance(record, Article)
    ]


@pytest.mark.parametrize("compression", PACKERS)
@pytest.mark.parametrize("format", CONTENTS)
def test_all_formats_and_compressions(tmp_path: Path, format: str, compression: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(PACKERS[compression](CONTENTS[format]))
    taken = Fingerprint()
    found = list(read(InputFile(path, "a", format), columns=COLUMNS, fingerprint=taken))
    assert texts(found) == ["text 0", "text 1", "text 2"]
    assert [record.origin.source for record in found if isinstance(record, Article)] == ["a#k0", "a#k1", "a#k2"]
    assert (taken.size, taken.sha256) == (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())


def test_parquet_and_arrow(tmp_path: Path) -> None:
    table = pa.Table.from_pylist(ROWS)
    pq.write_table(table, tmp_path / "a.parquet")
    with pa.ipc.new_stream(tmp_path / "a.arrow", table.schema) as sink:
        sink.write_table(table)
    for format in ("parquet", "arrow"):
        path = tmp_path / f"a.{format}"
        taken = Fingerprint()
        found = list(read(InputFile(path, path.name, format), columns=COLUMNS, fingerprint=taken))
        assert texts(found) == ["text 0", "text 1", "text 2"]
        assert taken.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_text_file_is_one_article(tmp_path: Path) -> None:
    path = tmp_path / "2022-03-06-астана.txt"
    path.write_bytes("Астана".encode("cp1251"))
    (found,) = records(path, "txt")
    assert isinstance(found, Article)
    assert (found.content, found.format, found.position) == ("Астана".encode("cp1251"), "text", 0)
    assert found.origin.published == "2022-03-06T00:00:00Z"
    assert found.origin.warnings == ("the date is taken from the file name",)


def test_a_page_is_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<p>page")
    (found,) = records(tmp_path / "a.html", "html")
    assert isinstance(found, Article)
    assert (found.content, found.format, found.charset, found.origin.published) == (b"<p>page", "html", None, None)


@pytest.mark.parametrize("format", ["txt", "html"])
def test_text_files_that_are_no_article(tmp_path: Path, format: str) -> None:
    (tmp_path / "empty").write_bytes(b" \n")
    (tmp_path / "long").write_bytes(b"x" * 16_000_001)
    (tmp_path / "cut").write_bytes(gzip.compress(b"text")[:-1])
    (tmp_path / "most").write_bytes(b"x" * 16_000_000)
    assert records(tmp_path / "empty", format) == [Rejected("empty", 0, "holds no text")]
    assert records(tmp_path / "long", format) == [Rejected("long", 0, "is longer than 16 MB")]
    assert records(tmp_path / "cut", format) == [
        Rejected("cut", 0, "is cut off: its gzip data end after 4 bytes of content")
    ]
    assert isinstance(records(tmp_path / "most", format)[0], Article)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (CONTENTS["jsonl"], ["text 0", "text 1", "text 2"]),
        (CONTENTS["json"].decode().encode("utf-16"), ["text 0", "text 1", "text 2"]),
        (gzip.compress(WARC), ["text 0", "text 1", "text 2"]),
        (b"\n<p>page", ["\n<p>page"]),
        (b"plain text", ["plain text"]),
    ],
)
def test_standard_input_is_known_by_its_beginning(
    monkeypatch: pytest.MonkeyPatch, content: bytes, expected: list[str]
) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    assert texts(list(read(InputFile(Path("-"), "stdin"), columns=COLUMNS))) == expected


@pytest.mark.parametrize("content", [b"PAR1" + b"x" * 99, b"\xff\xff\xff\xff" + b"x" * 99])
def test_what_standard_input_cannot_hold(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    for format in ("", "parquet" if content.startswith(b"PAR1") else "arrow"):
        (found,) = read(InputFile(Path("-"), "stdin", format), columns=COLUMNS)
        assert isinstance(found, Rejected)
        assert found.reason.startswith("cannot be read from standard input")


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_that_has_gone_or_is_a_folder(tmp_path: Path, format: str) -> None:
    assert records(tmp_path / "gone", format) == [Rejected("gone", 0, "cannot be read: No such file or directory")]
    assert records(tmp_path, format) == [Rejected(tmp_path.name, 0, "cannot be read: Is a directory")]


def test_a_file_that_grows_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(CONTENTS["jsonl"] * 5000)
    reading = read(InputFile(path, "a.jsonl", "jsonl"), columns=COLUMNS)
    next(reading)
    with path.open("ab") as stream:
        stream.write(CONTENTS["jsonl"])
    assert len(list(reading)) == 15_002


def test_what_is_left_early_has_no_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(CONTENTS["jsonl"] * 5000)
    taken = Fingerprint()
    reading = read(InputFile(path, "a.jsonl", "jsonl"), columns=COLUMNS, fingerprint=taken)
    next(reading)
    del reading
    assert taken.sha256 == ""
    assert 0 < taken.size < path.stat().st_size


def test_a_table_of_one_column(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"text\none, two\n")
    assert texts(records(tmp_path / "a", "tsv")) == ["one, two"]
    (found,) = records(tmp_path / "a", "csv")
    assert isinstance(found, Rejected)


def test_a_format_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"text")
    with pytest.raises(UsageError, match="'pdf' is no format"):
        records(tmp_path / "a", "pdf")


@pytest.mark.parametrize("encoding", ["klingon", "rot13", "base64"])
def test_an_encoding_that_is_none(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(UsageError, match="is no encoding of text"):
        records(tmp_path / "a", "jsonl", encoding)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(
    st.sampled_from(FORMATS),
    st.binary() | st.builds(bytes.__add__, st.sampled_from(sorted(CONTENTS.values())), st.binary()),
    st.sampled_from([None, "cp1251", "utf-16"]),
)
def test_any_content_of_any_format_is_read_or_told(
    tmp_path: Path, format: str, content: bytes, encoding: str | None
) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    found = records(path, format, encoding)
    positions = [record.position for record in found]
    assert all(isinstance(record, (Article, Rejected)) and record.source == "a" for record in found)
    # Records come in order, faults of the whole file behind them.
    counted = [position for position in positions if position]
    assert counted == sorted(set(counted))
    assert 0 not in positions[: len(counted)]
    if format in ("txt", "html"):
        assert len(found) == 1


def test_a_day_that_python_cannot_hold_costs_its_file_alone(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["one"], "date": pa.array([10**7], pa.date32())}), path)
    found = list(read(InputFile(path, "a.parquet", "parquet"), columns=columns({})))
    assert [record.reason.partition(":")[0] for record in found if isinstance(record, Rejected)] == ["cannot be read"]
