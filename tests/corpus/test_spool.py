from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from kzling.corpus.arrow import arrow_table
from kzling.corpus.spool import Entry, Spool, write_unit
from kzling.model import Document


def unit(folder: Path, digest: str, source: str = "a.txt") -> Entry:
    table = arrow_table("documents", [Document(id="d", source=source).to_dict()])
    return Entry(digest, *write_unit(folder, digest, table, b'{"id":"k"}\n'), 1, 0, 0, {"gazetteer": 0.5})


def filled(folder: Path) -> Spool:
    spool = Spool(folder)
    spool.add(unit(folder, "abc"))
    return spool


def test_a_unit_is_complete_once_the_journal_says_so(tmp_path: Path) -> None:
    entry = unit(tmp_path, "abc")
    assert Spool(tmp_path).entry("abc") is None
    Spool(tmp_path).add(entry)
    again = Spool(tmp_path)
    assert again.entry("abc") == entry
    assert again.documents("abc")["source"].to_pylist() == ["a.txt"]
    assert list(again.keys("abc")) == [{"id": "k"}]


@pytest.mark.parametrize("name", ["abc.keys.jsonl", "abc.arrow"])
def test_a_damaged_or_missing_file_is_not_complete(tmp_path: Path, name: str) -> None:
    spool = filled(tmp_path)
    path = tmp_path / name
    path.write_bytes(path.read_bytes()[:-3] + b"xyz")
    assert spool.entry("abc") is None
    path.unlink()
    assert spool.entry("abc") is None


@pytest.mark.parametrize("torn", [b'["de', b"no json\n", b'["def","x"]\n', b"7\n"])
def test_a_torn_or_damaged_line_in_the_journal_is_forgotten(tmp_path: Path, torn: bytes) -> None:
    filled(tmp_path)
    with (tmp_path / "journal.jsonl").open("ab") as stream:
        stream.write(torn)
    spool = Spool(tmp_path)
    assert spool.entry("abc")
    assert spool.entry("def") is None
    spool.add(unit(tmp_path, "def"))
    assert Spool(tmp_path).entry("def")


def test_what_belongs_to_nothing_is_removed(tmp_path: Path) -> None:
    spool = filled(tmp_path)
    spool.add(unit(tmp_path, "def"))
    unit(tmp_path, "killed")
    (tmp_path / "def.arrow.123.tmp").write_bytes(b"half")
    spool.forget_all_but({"def"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["def.arrow", "def.keys.jsonl", "journal.jsonl"]
    again = Spool(tmp_path)
    assert again.entry("abc") is None
    assert again.entry("def")
