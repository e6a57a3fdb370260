"""Readers of a file: in threads and forks, while it is written, after it was damaged."""

import gc
import multiprocessing
import os
import pickle
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from kzling.errors import KzlingError, MissingInput, UnreadableInput
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.file import File, index_path
from kzling.knowledge.layout import hashed, signed, unsigned
from kzling.knowledge.records import entity_of
from kzling.knowledge.saving import save, write
from kzling.knowledge.writer import Writer
from kzling.model import Entity

FORK = multiprocessing.get_context("fork")


def place(number: int, name: str = "Абай") -> Entity:
    return entity_of({"id": f"p{number}", "type": "place", "names": [{"text": f"{name} {number}"}]}, number)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write(tmp_path / "base.sqlite", map(place, range(10)), compiled=True)
    return tmp_path / "base.sqlite"


def test_numbers_of_keys() -> None:
    assert hashed("=абай") == 9462836241986295253
    assert unsigned(signed("\ud800")) == hashed("\ud800")


def test_refresh_says_whether_something_was_written(path: Path) -> None:
    file, other = File(path), File(path)
    assert not file.refresh()
    with Writer(path) as writer:
        writer.put(place(99))
    assert file.refresh()
    assert not file.refresh()
    assert other.refresh()
    assert file.count == 11
    assert not file.is_compiled
    with Writer(path) as writer:
        writer.compile()
    assert not file.refresh()
    assert file.is_compiled


def test_an_id_that_is_no_text_is_nobodys(path: Path) -> None:
    file = File(path)
    assert file.number("\ud800") is None
    assert file.redirected("\ud800") is None
    assert "p\ud8001" not in KnowledgeBase.open(path)


def test_a_base_that_is_replaced_is_seen(path: Path) -> None:
    base = KnowledgeBase.open(path)
    assert len(base) == 10
    changes = base.changes
    save(path, [place(5, "Семей")])
    assert [entity.id for entity in base.search("Семей 5")] == ["p5"]
    assert base.search("Абай 5") == []
    assert (len(base), base.changes) == (1, changes + 1)
    with Writer(path) as writer:
        writer.put(place(6, "Семей"))
    assert len(base) == len(KnowledgeBase.open(path)) == 2


def test_an_index_of_another_base_is_left_alone(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    write(other, map(place, range(5, 15)), compiled=True)
    index_path(other).replace(index_path(path))
    base = KnowledgeBase.open(path)
    assert not File(path).is_compiled
    assert [entity.id for entity in base.search("Абай 1")] == ["p1"]


def test_threads_see_what_is_written(path: Path) -> None:
    base = KnowledgeBase.open(path)
    failures: list[object] = []
    ended = threading.Event()

    def read() -> None:
        try:
            while not ended.is_set():
                for number in range(10):
                    if [entity.id for entity in base.candidates(f"Abai {number}")][:1] == []:
                        failures.append(number)
                    base.get(f"p{number}")
                list(base)
        except KzlingError as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(10, 40):
        base.add([place(number).to_dict(), place(0).to_dict()])
        assert [entity.id for entity in base.search(f"Абай {number}")] == [f"p{number}"]
    ended.set()
    for thread in threads:
        thread.join()
    assert failures == []
    # A new thread begins with what was written while it was not there.
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(len(base)))
    thread.start()
    thread.join()
    assert found == [40]


def _ask(base: KnowledgeBase, number: int) -> tuple[int, str, bool]:
    return len(base), base.search(f"АБАЙ {number}")[0].id, base.get("p0") == place(0)


def test_forks_have_connections_of_their_own(path: Path) -> None:
    base = KnowledgeBase.open(path)
    assert base.get("p0") == place(0)
    base.add([place(10).to_dict()])
    with FORK.Pool(3) as pool:
        asked = [(base, number) for number in range(11)] * 3
        assert pool.starmap(_ask, asked) == [(11, f"p{number}", True) for _, number in asked]
        # The parent goes on reading and writing while its children have the file open.
        base.add([place(11).to_dict()])
        assert pool.starmap(_ask, [(base, 11)]) == [(12, "p11", True)]
    assert _ask(base, 11) == (12, "p11", True)


def test_a_fork_that_ends_leaves_the_connections_of_its_parent(path: Path) -> None:
    base = KnowledgeBase.open(path)
    base.add([place(10).to_dict()])
    assert len(base) == 11
    child = os.fork()
    if child == 0:
        status = 1
        try:
            reading = len(base) == 11
            base = None  # type: ignore[assignment]
            gc.collect()
            status = 0 if reading else 2
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0
    base.add([place(11).to_dict()])
    assert len(base) == len(KnowledgeBase.open(path)) == 12
    assert File(path).rows("PRAGMA integrity_check") == [("ok",)]


def test_another_process_opens_the_file_for_itself(path: Path) -> None:
    base = KnowledgeBase.open(path)
    again = pickle.loads(pickle.dumps(base))
    assert list(again) == list(base)
    memory = KnowledgeBase.from_records(place(1).to_dict() for _ in range(1))
    assert list(pickle.loads(pickle.dumps(memory))) == list(memory)


def test_what_cannot_be_opened(tmp_path: Path, path: Path) -> None:
    with pytest.raises(MissingInput, match="There is no knowledge base"):
        KnowledgeBase.open(tmp_path / "none" / "base.sqlite")
    with pytest.raises(UnreadableInput, match="is a folder"):
        KnowledgeBase.open(tmp_path)
    content = path.read_bytes()
    for damaged in (b"", b"text", content[:50], content[:4096], content[: len(content) // 2], bytes(len(content))):
        path.write_bytes(damaged)
        with pytest.raises(UnreadableInput, match="not a knowledge base"):
            list(KnowledgeBase.open(path))
    newer = tmp_path / "newer.sqlite"
    newer.write_bytes(content)
    connection = sqlite3.connect(newer)
    with connection:
        connection.execute("UPDATE meta SET value = '3' WHERE key = 'schema_version'")
    connection.close()
    with pytest.raises(UnreadableInput, match="schema version 3, this kzling reads 2"):
        KnowledgeBase.open(newer)


def test_a_damaged_record(path: Path) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE entity SET record = x'7b' WHERE id = 'p3'")
        connection.execute("UPDATE meta SET value = 'many' WHERE key = 'nothing'")
    connection.close()
    base = KnowledgeBase.open(path)
    assert base.get("p2") == place(2)
    for ask in (lambda: base.get("p3"), lambda: list(base), lambda: base.search("Абай 3")):
        with pytest.raises(UnreadableInput, match="damaged"):
            ask()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE meta SET value = 'many' WHERE key = 'count'")
    connection.close()
    with pytest.raises(UnreadableInput, match="damaged"):
        KnowledgeBase.open(path)


def test_a_file_that_is_taken_away(path: Path, tmp_path: Path) -> None:
    base = KnowledgeBase.open(path)
    shutil.move(path, tmp_path / "elsewhere.sqlite")
    assert base.get("p1") == place(1)
    with pytest.raises(MissingInput):
        KnowledgeBase.open(path)
