"""Putting a base into the place of another, of its index, and of what is no base."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kzling.errors import UnwritableOutput
from kzling.knowledge import connections, saving
from kzling.knowledge.file import File, index_path
from kzling.knowledge.records import entity_of
from kzling.knowledge.saving import copy, save
from kzling.model import Entity


def places(count: int) -> Iterator[Entity]:
    for number in range(count):
        yield entity_of({"id": f"p{number}", "names": [{"text": f"Abai {number}"}]}, number)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    save(tmp_path / "base.sqlite", places(3), compiled=True)
    return tmp_path / "base.sqlite"


def test_a_save_that_fails_leaves_base_and_index(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(source: Path, target: Path) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(saving, "_overwrite", fail)
    for compiled in (True, False):
        with pytest.raises(UnwritableOutput, match="disk I/O error"):
            save(path, places(5), compiled=compiled)
        assert (File(path).count, File(path).is_compiled) == (3, True)
    assert sorted(one.name for one in path.parent.iterdir()) == ["base.sqlite", "base.sqlite.index"]


def test_readers_find_the_new_index(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = File(path)
    file.refresh()
    put = saving._put_index

    def read_between(source: Path, target: Path) -> None:
        assert file.refresh()
        assert not file.is_compiled
        put(source, target)

    monkeypatch.setattr(saving, "_put_index", read_between)
    save(path, places(5), compiled=True)
    file.refresh()
    assert (file.count, file.is_compiled) == (5, True)


def test_an_index_goes_with_its_base(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite"
    copy(File(path), target)
    assert (File(target).count, File(target).is_compiled) == (3, True)
    save(target, places(1))
    assert not index_path(target).exists()


def test_a_base_that_is_locked_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_PATIENCE", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UnwritableOutput, match="another process holds it; try again"):
            save(path, places(5))
        other.execute("ROLLBACK")
    assert (File(path).count, File(path).is_compiled) == (3, True)


def test_a_file_that_cannot_be_read_stays(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UnwritableOutput, match="cannot be written to"):
        save(tmp_path / "folder", places(1))
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]


def test_what_is_no_base_is_replaced(path: Path) -> None:
    content = path.read_bytes()
    for foreign in (b"", b"text", content[:50], content[:4096], content[: len(content) // 2], bytes(len(content))):
        path.write_bytes(foreign)
        save(path, places(5))
        assert [entity.id for entity in File(path).entities()] == [f"p{number}" for number in range(5)]
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE meta (title TEXT)")
    save(path, places(2))
    assert File(path).count == 2


def test_a_base_of_another_version_is_replaced(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE meta SET value = '3' WHERE key = 'schema_version'")
    save(path, places(2))
    assert File(path).count == 2
