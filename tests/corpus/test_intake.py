import hashlib
from pathlib import Path

import orjson
import pytest

from kzling.corpus.config import BuildConfig
from kzling.corpus.intake import Intake
from kzling.corpus.readers.files import input_files
from kzling.corpus.readers.records import Article, Rejected


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in "ab":
        lines = [orjson.dumps({"id": n, "text": f"{name} {n}"}) for n in range(50)]
        (folder / f"{name}.jsonl").write_bytes(b"\n".join([*lines, b"{broken"]))
    (folder / "lost.txt").symlink_to("nowhere")
    return folder


def taken(folder: Path, **options: object) -> tuple[list[Article | Rejected], list[list[object]]]:
    listing = folder.parent / "inputs.jsonl"
    with Intake(input_files([folder]), BuildConfig.read(options), listing=listing) as intake:
        records = list(intake)
    return records, [orjson.loads(line) for line in listing.read_bytes().splitlines()]


def test_all_records_and_the_files_they_come_from(folder: Path) -> None:
    records, listed = taken(folder)
    assert len(records) == 103
    assert sum(isinstance(record, Rejected) for record in records) == 3
    content = (folder / "a.jsonl").read_bytes()
    assert listed[0] == ["a.jsonl", hashlib.sha256(content).hexdigest(), len(content), 51]
    assert [name for name, *_ in listed] == ["a.jsonl", "b.jsonl"]


def test_the_first_records_alone(folder: Path) -> None:
    records, listed = taken(folder, limit=60)
    assert [record.source for record in records] == ["a.jsonl"] * 51 + ["b.jsonl"] * 9
    assert [rows for *_, rows in listed] == [51, 9]
    assert taken(folder, limit=1)[0] == records[:1]


def test_a_sample_is_the_same_in_every_run_and_grows_with_its_share(folder: Path) -> None:
    half = taken(folder, sample=0.5)[0]
    assert half == taken(folder, sample=0.5)[0]
    assert 35 <= len(half) <= 70
    assert {*taken(folder, sample=0.2)[0]} < {*half} < {*taken(folder, sample=0.9)[0]}
    # A file that cannot be read at all is always told.
    assert "lost.txt" in {record.source for record in taken(folder, sample=0.000001)[0]}
    assert len(taken(folder, sample=0.5, limit=7)[0]) == 7


def test_a_file_without_any_record_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.jsonl").write_bytes(b"\n")
    (tmp_path / "in" / "list.json").write_bytes(b"[]")
    assert [(record.source, getattr(record, "reason", "")) for record in taken(tmp_path / "in")[0]] == [
        ("empty.jsonl", "holds no record"),
        ("list.json", "holds no record"),
    ]
