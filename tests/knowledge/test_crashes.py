"""Writers that are killed, that meet each other, or for whom there is no room: nothing that was kept is lost."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kzling.errors import UnreadableInput, UnwritableOutput
from kzling.knowledge.base import KnowledgeBase, rebuild
from kzling.knowledge.file import File, index_path
from kzling.knowledge.records import entity_of
from kzling.knowledge.saving import save, write
from kzling.knowledge.writer import Writer
from kzling.model import Entity

COUNT, BATCH = 4_000, 100

#: Imports as many entities as COUNT, batch by batch, and says when it begins.
IMPORT = f"""
import sys
from pathlib import Path
from test_crashes import BATCH, entities
from kzling.knowledge.writer import Writer
print("ready", flush=True)
with Writer(Path(sys.argv[1]), batch=BATCH) as writer:
    for entity in entities({COUNT}):
        writer.put(entity)
    writer.compile()
"""
#: Adds three records at a time.
ADD = """
import sys
from test_crashes import entities
from kzling.knowledge.base import KnowledgeBase
base = KnowledgeBase.open(sys.argv[1])
print("ready", flush=True)
for number in range(10, 10_000, 3):
    base.add(entity.to_dict() for entity in entities(number + 3, number))
"""
SAVE = """
import sys
from test_crashes import entities
from kzling.knowledge.base import KnowledgeBase
base = KnowledgeBase.from_records(entity.to_dict() for entity in entities(2_000))
print("ready", flush=True)
while True:
    base.save(sys.argv[1])
"""


def entities(stop: int, start: int = 0) -> Iterator[Entity]:
    for number in range(start, stop):
        names = [{"text": f"Абай {number}", "lang": "ru"}, {"text": f"Abai {number}", "lang": "en"}]
        yield entity_of({"id": f"p{number}", "type": "place", "names": names}, number)


def started(script: str, path: Path) -> "subprocess.Popen[str]":
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-c", script, str(path)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def killed(script: str, path: Path, after: float) -> None:
    """Run a script and kill it so many seconds after it has begun."""
    process = started(script, path)
    time.sleep(after)
    process.kill()
    process.communicate()


def assert_whole(path: Path) -> list[str]:
    """Give the ids of a base that has every entity under its names, and none twice."""
    file = File(path)
    assert file.rows("PRAGMA integrity_check") == [("ok",)]
    ids = [entity.id for entity in file.entities()]
    assert len(ids) == len(set(ids)) == file.count
    base = KnowledgeBase.open(path)
    for number in (0, len(ids) // 2, len(ids) - 1) if ids else ():
        assert [entity.id for entity in base.search(f"abai {ids[number][1:]}")] == [ids[number]]
    postings = file.rows("SELECT count(DISTINCT entity), sum(entity NOT IN (SELECT n FROM entity)) FROM posting")
    assert postings in ([(len(ids), 0)], [(0, None)])
    return ids


def test_an_import_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    moments = random.Random(3)
    kept = 0
    for _ in range(8):
        killed(IMPORT, path, moments.uniform(0.0, 0.4))
        if not path.exists() or path.stat().st_size == 0:
            continue
        ids = assert_whole(path)
        assert ids == [f"p{number}" for number in range(len(ids))]
        assert len(ids) % BATCH == 0
        assert len(ids) >= kept
        kept = len(ids)
    process = started(IMPORT, path)
    assert process.wait() == 0
    assert len(assert_whole(path)) == COUNT
    assert KnowledgeBase.open(path).digest == KnowledgeBase.from_records(e.to_dict() for e in entities(COUNT)).digest
    assert File(path).is_compiled


def test_an_addition_that_is_killed_is_there_or_not(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    save(path, entities(10))
    moments = random.Random(4)
    kept = 10
    for _ in range(5):
        killed(ADD, path, moments.uniform(0.0, 0.3))
        ids = assert_whole(path)
        assert (len(ids) - 10) % 3 == 0
        assert len(ids) >= kept
        kept = len(ids)
    assert kept > 10


def test_a_change_that_a_killed_writer_began_is_taken_back(tmp_path: Path) -> None:
    path, left = tmp_path / "base.sqlite", tmp_path / "left.sqlite"
    save(path, entities(300))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Of a change that has no room in its cache, a part is in the file before it ends.
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE entity SET record = zeroblob(5000)")
        shutil.copyfile(path, left)
        shutil.copyfile(f"{path}-journal", f"{left}-journal")
    assert assert_whole(left) == [f"p{number}" for number in range(300)]
    assert not Path(f"{left}-journal").exists()


def test_saving_that_is_killed_leaves_the_old_base_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    save(path, entities(10))
    reader = KnowledgeBase.open(path)
    # Whoever has written to the base leaves it with the files that readers and writers talk through.
    reader.add(entity.to_dict() for entity in entities(11, 10))
    moments = random.Random(5)
    for _ in range(4):
        killed(SAVE, path, moments.uniform(0.0, 0.6))
        ids = assert_whole(path)
        assert len(ids) in (11, 2_000)
        assert [entity.id for entity in reader] == ids


def test_a_second_writer_waits_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    with Writer(path) as first:
        first.put(next(entities(1)))
        with pytest.raises(UnwritableOutput, match="another process is writing to it; try again"):
            Writer(path, patience=0.05)
        first.commit()
        with pytest.raises(UnwritableOutput, match="another process is writing to it; try again"):
            Writer(path, patience=0.05)
    with Writer(path, patience=0.05) as second:
        assert [second.put(entity) for entity in entities(2)] == ["unchanged", "added"]


def test_two_processes_write_one_file(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    one, other = started(IMPORT, path), started(IMPORT, path)
    assert (one.wait(), other.wait()) == (0, 0)
    assert len(assert_whole(path)) == COUNT


def test_readers_read_while_a_writer_writes(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    save(path, entities(10))
    base = KnowledgeBase.open(path)
    process = started(ADD, path)
    counts = []
    while len(base) < 40:
        counts.append(len([*base]))
        assert base.get("p9").names[1].text == "Abai 9"
    process.kill()
    process.communicate()
    assert counts == sorted(counts)
    assert_whole(path)


def test_a_reader_that_never_ends_keeps_what_it_sees(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    with Writer(path) as writer:
        writer.put(next(entities(1)))
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM entity").fetchone() == (1,)
        with Writer(path, patience=0.05) as writer:
            for entity in entities(500):
                writer.put(entity)
        assert reader.execute("SELECT count(*) FROM entity").fetchone() == (1,)
        assert len(KnowledgeBase.open(path)) == 500
    assert len(assert_whole(path)) == 500


#: Says how an addition, the saving of a base and its rebuilding end where files may have so many bytes at most.
FULL = """
import resource, sys
from pathlib import Path
from test_crashes import entities
from kzling.errors import UnwritableOutput
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.saving import save
path = Path(sys.argv[1])
base = KnowledgeBase.open(path)
print("ready", flush=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(path.stat().st_size * 1.2),) * 2)
for act in (
    lambda: base.add(entity.to_dict() for entity in entities(3_000)),
    lambda: save(path, entities(3_000)),
    lambda: save(path.with_name("new.sqlite"), entities(3_000)),
):
    try:
        act()
    except UnwritableOutput as error:
        print(error, flush=True)
"""


def test_no_room_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    save(path, entities(300))
    process = started(FULL, path)
    said = process.communicate()[0].splitlines()
    assert len(said) == 3
    assert all("cannot be written to" in sentence and sentence.endswith(".") for sentence in said)
    assert len(assert_whole(path)) == 300
    assert {left.name.removeprefix("base.sqlite") for left in tmp_path.iterdir()} <= {"", "-wal", "-shm"}


#: Reads a base on a disk that cannot be written, and says what writing to it brings.
READ = """
import sys
from test_crashes import entities
from kzling.errors import UnwritableOutput
from kzling.knowledge.base import KnowledgeBase
print("ready", flush=True)
print(len(KnowledgeBase.open(sys.argv[1]).search("abai 3")))
for act in (lambda base: base.add(e.to_dict() for e in entities(30)), lambda base: base.save(base._store.path)):
    try:
        act(KnowledgeBase.open(sys.argv[1]))
    except UnwritableOutput as error:
        print(error)
"""


@pytest.mark.parametrize("how", ["saved", "written", "left by a killed writer"])
def test_a_disk_that_cannot_be_written(tmp_path: Path, how: str) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    path = folder / "base.sqlite"
    if how == "saved":
        write(path, entities(10))
    else:
        with Writer(path) as writer:
            for entity in entities(10):
                writer.put(entity)
    if how == "left by a killed writer":
        killed(ADD, path, 0.2)
    shell = 'mount --bind -o ro "$0" "$0" && exec "$@"'
    mount = ["unshare", "--map-root-user", "--mount", "sh", "-c", shell, str(folder)]
    if shutil.which("unshare") is None or subprocess.run([*mount, "true"], capture_output=True).returncode != 0:
        pytest.skip("mounting a folder to be read alone is not allowed here")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    command = [*mount, sys.executable, "-c", READ, str(path)]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.splitlines()
    assert said[:2] == ["ready", "1"]
    assert len(said) == 4
    assert all("cannot be written to" in sentence for sentence in said[2:])


def test_old_and_damaged_indexes_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    write(path, entities(50), compiled=True)
    content = index_path(path).read_bytes()
    for damaged in (b"", content[:-8], content[:100], b"{}" + content[2:]):
        index_path(path).write_bytes(damaged)
        assert not File(path).is_compiled
        assert len(assert_whole(path)) == 50
    rebuild(path)
    assert File(path).is_compiled
    assert len(assert_whole(path)) == 50
    with pytest.raises(UnreadableInput):
        rebuild(index_path(path))
