import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzling.compression import Broken
from kzling.corpus.readers.columnar import arrow_rows, parquet_rows
from kzling.corpus.readers.columns import columns
from kzling.corpus.readers.lines import Table
from kzling.corpus.readers.records import Article, Rejected

TABLE = Table("a", columns({}))
ROWS = pa.table(
    {
        "text": [f"text {n}" for n in range(200)],
        "title": pa.array([f"title {n % 3}" for n in range(200)]).dictionary_encode(),
        "date": pa.array([datetime.datetime(2022, 3, 6, 2, 45)] * 200, pa.timestamp("ns", "Asia/Almaty")),
        "embedding": [[0.5]] * 200,
    }
)
READERS = {"parquet": parquet_rows, "file": arrow_rows, "stream": arrow_rows}


def write(path: Path, kind: str, table: pa.Table) -> Path:
    if kind == "parquet":
        pq.write_table(table, path, row_group_size=90)
    else:
        with (pa.ipc.new_file if kind == "file" else pa.ipc.new_stream)(path, table.schema) as sink:
            sink.write_table(table, 90)
    return path


@pytest.mark.parametrize("kind", READERS)
def test_rows(tmp_path: Path, kind: str) -> None:
    found = list(READERS[kind](write(tmp_path / "a", kind, ROWS), TABLE))
    assert [(record.position, record.content) for record in found if isinstance(record, Article)] == [
        (n + 1, f"text {n}") for n in range(200)
    ]
    last = found[-1]
    assert isinstance(last, Article)
    assert (last.origin.title, last.origin.published) == ("title 1", "2022-03-06T02:45:00Z")
    assert last.origin.warnings == ()


@pytest.mark.parametrize("kind", READERS)
def test_other_columns_are_told_once(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path / "a", kind, pa.table({"image": [b"x"] * 100, "label": [1] * 100}))
    (found,) = READERS[kind](path, TABLE)
    assert isinstance(found, Rejected)
    assert (found.position, found.reason[:45]) == (0, "has no text: the columns are image, label; na")


@pytest.mark.parametrize("kind", READERS)
def test_rows_without_text_and_too_long_ones(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path / "a", kind, pa.table({"text": ["a", None, "x" * 17_000_000, "b"]}))
    assert [record[:1] if isinstance(record, Article) else record[1:] for record in READERS[kind](path, TABLE)] == [
        ("a",),
        (2, "has no text in the field 'text'"),
        (3, "is longer than 16 MB"),
        ("b",),
    ]


@pytest.mark.parametrize("kind", READERS)
def test_a_file_that_is_cut_off(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path / "a", kind, ROWS)
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(Broken, match=r"is broken or no (Parquet|Arrow): \w"):
        list(READERS[kind](path, TABLE))


def test_text_that_is_not_utf8_does_not_pass(tmp_path: Path) -> None:
    wrong = pa.StringArray.from_buffers(1, pa.py_buffer(b"\0\0\0\0\x02\0\0\0"), pa.py_buffer(b"\xff\xfe"))
    path = write(tmp_path / "a", "stream", pa.table({"text": wrong}))
    with pytest.raises(Broken, match=r"is broken or no Arrow: .*Invalid UTF8"):
        list(arrow_rows(path, TABLE))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.sampled_from(sorted(READERS)), st.data())
def test_damaged_files_are_read_or_told(tmp_path: Path, kind: str, data: st.DataObject) -> None:
    content = bytearray(write(tmp_path / "a", kind, ROWS.slice(0, 20)).read_bytes())
    at = data.draw(st.integers(0, len(content) - 9))
    content[at : at + 8] = data.draw(st.binary(max_size=8))
    (tmp_path / "b").write_bytes(content)
    try:
        found = list(READERS[kind](tmp_path / "b", TABLE))
    except Broken as error:
        assert str(error).startswith("is broken or no")
    else:
        assert len(found) <= 20


def test_columns_of_one_name_are_one_clear_reject(tmp_path: Path) -> None:
    twice = pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["text", "text"])
    for kind in ("file", "stream"):
        (found,) = READERS[kind](write(tmp_path / kind, kind, twice), TABLE)
        assert found == Rejected("a", 0, "has two columns of one name: text")


def test_a_moment_that_no_date_can_hold_is_no_other_date(tmp_path: Path) -> None:
    table = pa.table({"text": ["one"], "date": pa.array([2**62], pa.timestamp("s"))})
    with pytest.raises(Broken):
        list(arrow_rows(write(tmp_path / "a", "file", table), TABLE))
