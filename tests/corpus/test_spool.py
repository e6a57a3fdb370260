from pathlib import Path

from kzling.corpus.spool import Spool, write_unit
from kzling.corpus.units import Unit

UNIT = Unit(0, "abc", ())


def filled(folder: Path) -> Spool:
    spool = Spool(folder)
    spool.add(write_unit(folder, UNIT, b'{"id":"d"}\n', b'{"id":"k"}\n'))
    return spool


def test_a_unit_is_complete_once_the_journal_says_so(tmp_path: Path) -> None:
    assert not Spool(tmp_path).complete(UNIT)
    write_unit(tmp_path, UNIT, b"", b"")
    assert not Spool(tmp_path).complete(UNIT)
    filled(tmp_path)
    again = Spool(tmp_path)
    assert again.complete(UNIT)
    assert list(again.documents([(0, "abc")])) == [{"id": "d"}]
    assert list(again.keys([(0, "abc")])) == [{"id": "k"}]


def test_a_damaged_or_missing_file_is_not_complete(tmp_path: Path) -> None:
    spool = filled(tmp_path)
    path = next(tmp_path.glob("*.keys.jsonl"))
    path.write_bytes(b'{"id":"x"}\n')
    assert not spool.complete(UNIT)
    path.unlink()
    assert not spool.complete(UNIT)


def test_a_torn_line_in_the_journal_is_forgotten(tmp_path: Path) -> None:
    filled(tmp_path)
    with (tmp_path / "journal.jsonl").open("ab") as stream:
        stream.write(b'[1,"de')
    spool = Spool(tmp_path)
    assert spool.complete(UNIT)
    other = Unit(1, "def", ())
    spool.add(write_unit(tmp_path, other, b"", b""))
    assert Spool(tmp_path).complete(other)
