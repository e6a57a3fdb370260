import gc
import os
import pickle
import sqlite3
import tempfile
from pathlib import Path

import orjson
import pytest

from kzling.errors import InvalidRecord, KzlingError, MissingInput, UnreadableInput, UnwritableOutput, UsageError
from kzling.knowledge.base import KnowledgeBase, rebuild
from kzling.knowledge.file import File
from kzling.knowledge.overrides import Overrides
from kzling.knowledge.records import entity_of
from kzling.knowledge.saving import save
from kzling.knowledge.writer import Writer


def test_search_by_any_written_form(base: KnowledgeBase) -> None:
    assert [entity.id for entity in base.search("НҰР‑СҰЛТАН")] == ["kz-place-astana"]
    assert base.search("Atlantis") == []


def test_candidates_by_key(base: KnowledgeBase) -> None:
    assert "kz-person-tokayev" in [entity.id for entity in base.candidates("Tokaiev")]
    assert base.candidates("") == []


def test_get(base: KnowledgeBase) -> None:
    assert base.get("kz-place-astana").ids == {"wikidata": "Q1520"}
    with pytest.raises(KeyError):
        base.get("nowhere")
    with pytest.raises(KzlingError, match="No entity has the id 'nowhere'"):
        base.get("nowhere")


def test_scripts_are_filled_in(base: KnowledgeBase) -> None:
    assert {name.script for name in base.get("kz-person-tokayev").names} == {"Cyrl", "Latn"}


def test_save_and_open(base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    base.save(path)
    base.save(path)
    opened = KnowledgeBase.open(path)
    assert list(opened) == list(base)
    assert list(opened.records()) == list(base.records())
    assert [p.name for p in tmp_path.iterdir()] == ["base.sqlite"]


def test_open_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="no knowledge base"):
        KnowledgeBase.open(tmp_path / "none.sqlite")
    (tmp_path / "text.sqlite").write_text("not a database, but long enough to be read as one" * 20)
    with pytest.raises(UnreadableInput, match="not a knowledge base"):
        KnowledgeBase.open(tmp_path / "text.sqlite")
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.executescript("CREATE TABLE meta (key, value); CREATE TABLE entity (position, id, record);")
    other.close()
    with pytest.raises(UnreadableInput, match="schema version"):
        KnowledgeBase.open(tmp_path / "other.sqlite")


@pytest.mark.parametrize(
    ("records", "sentence"),
    [
        ([{"names": []}], r"Record 1 \(without id\)"),
        ([{"id": "a", "names": []}], "at least one name"),
        ([{"id": "a", "names": [{"text": " "}]}], "may be empty"),
        ([{"id": "a", "names": [{"text": "A"}]}] * 2, "Two entities have the id 'a'"),
        ([["a"]], "not an object"),
        ([{"id": " ", "names": [{"text": "A"}]}], "an id may be neither empty"),
        ([{"id": "cluster-a", "names": [{"text": "A"}]}], "nor begin with 'cluster-'"),
        ([{"id": "a", "names": [{"text": "A"}], "weight": float("nan")}], "a weight is a number"),
        ([{"id": "a", "names": [{"text": "A", "lang": "Kazakh"}]}], "is no language"),
        ([{"id": "a", "names": [{"text": "A", "since": "long ago"}]}], "is no date"),
    ],
)
def test_bad_records(records: list[dict[str, object]], sentence: str) -> None:
    with pytest.raises(InvalidRecord, match=sentence):
        KnowledgeBase.from_records(records)


def test_save_says_what_is_wrong(base: KnowledgeBase, tmp_path: Path) -> None:
    with pytest.raises(UnwritableOutput, match="cannot be written"):
        base.save(tmp_path / "none" / "base.sqlite")
    odd = KnowledgeBase.from_records([{"id": "a", "names": [{"text": "A"}], "attributes": {"when": {1, 2}}}])
    with pytest.raises(InvalidRecord, match="as JSON"):
        odd.save(tmp_path / "base.sqlite")


def place(number: int, *names: str) -> dict[str, object]:
    return {"id": f"p{number}", "type": "place", "names": [{"text": name, "lang": "ru"} for name in names]}


def test_a_base_in_memory_does_not_change(base: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match="`save` it and `open` the file"):
        base.add([place(1, "Семей")])


def test_add(base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    base.save(path)
    opened, other = KnowledgeBase.open(path), KnowledgeBase.open(path)
    digest = opened.digest
    assert digest == base.digest
    assert opened.search("Семей") == other.search("Семей") == []
    assert opened.add([place(1, "Семей"), place(2, "Орал"), place(1, "Семей")]) == (2, 0, 1)
    assert opened.add([place(1, "Семей", "Семипалатинск")]) == (0, 1, 0)
    for one in (opened, other):
        assert [entity.id for entity in one.search("семипалатинск")] == ["p1"]
        assert [entity.id for entity in one.candidates("Semey")] == ["p1"]
        assert (len(one), one.digest != digest) == (len(base) + 2, True)
    assert (opened.changes, other.changes) == (1, 1)
    with pytest.raises(InvalidRecord, match="Record 2"):
        opened.add([place(3, "Тараз"), {"id": "p4"}])
    assert "p3" not in other


def test_overrides_stay_when_records_are_added(base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    said = {"by": "ann", "when": "2026-11-03", "why": "one town", "op": "same"}
    overrides = Overrides.from_records([said | {"a": "p1", "b": "p2"}, said | {"a": "p1", "b": "cluster-7"}])
    judged = KnowledgeBase.from_records([place(2, "Семипалатинск"), place(3, "Орал")], overrides=overrides)
    judged.save(path)
    judged.save(path)
    opened = KnowledgeBase.open(path)
    assert opened.digest == judged.digest
    assert opened.overrides.records() == overrides.records()
    assert opened.add([place(1, "Семей"), place(2, "Семипалатинск", "Semipalatinsk")]) == (1, 1, 0)
    assert [name.text for name in opened.get("p2").names] == ["Семей", "Семипалатинск", "Semipalatinsk"]
    assert {opened.get(one).id for one in ("p1", "p2", "cluster-7")} == {"p1"}
    assert [entity.id for entity in opened.given()] == ["p3", "p2", "p1"]
    assert len(opened) == 2
    opened.save(tmp_path / "copy.sqlite")
    assert KnowledgeBase.open(tmp_path / "copy.sqlite").digest == opened.digest


OLD_LAYOUT = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE entity (position INTEGER PRIMARY KEY, id TEXT UNIQUE, record BLOB);
INSERT INTO meta VALUES ('schema_version', '1');
"""


def test_a_file_of_the_first_version(base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(OLD_LAYOUT)
    rows = [(number, entity.id, orjson.dumps(entity.to_dict())) for number, entity in enumerate(base)]
    with connection:
        connection.executemany("INSERT INTO entity VALUES (?, ?, ?)", rows)
    connection.close()
    assert list(KnowledgeBase.open(path)) == list(base)
    with pytest.raises(UnreadableInput, match="another version"):
        Writer(path)
    rebuild(path)
    assert File(path).is_compiled
    assert not File(path).is_outdated
    opened = KnowledgeBase.open(path)
    assert (list(opened), opened.digest) == (list(base), base.digest)
    assert opened.add([place(1, "Семей")]).added == 1


def test_a_file_with_keys_of_another_version(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    said = {"by": "ann", "when": "2026-11-03", "why": "one town"}
    overrides = Overrides.from_records([said | {"op": "same", "a": "p1", "b": "p2"}])
    save(path, [entity_of(place(n, f"Абай {n}"), n) for n in range(5)], overrides=overrides, redirects={"x": "p3"})
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE meta SET value = 0 WHERE key = 'lookup_version'")
        connection.execute("DELETE FROM posting")
    connection.close()
    for is_outdated in (True, False):
        assert File(path).is_outdated == is_outdated
        base = KnowledgeBase.open(path)
        assert [entity.id for entity in base.search("Абай 2")] == ["p1"]
        assert [base.get(one).id for one in ("p2", "x")] == ["p1", "p3"]
        assert [entity.id for entity in base.given()] == ["p0", "p3", "p4", "p1", "p2"]
        assert base.overrides.records() == overrides.records()
        rebuild(path)
    assert File(path).rows("SELECT count(*) > 0 FROM posting") == [(1,)]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of temporary files; bases of more than 200 names are kept there."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("kzling.knowledge.base._MOST_IN_MEMORY", 200)
    return tmp_path


def test_a_large_base_lies_in_a_temporary_file(temporary: Path) -> None:
    forms = [[f"Абай {number} {case}" for case in range(10)] for number in range(50)]
    base = KnowledgeBase.from_records(place(number, *own) for number, own in enumerate(forms))
    (folder,) = temporary.iterdir()
    assert [entity.id for entity in base.search("АБАЙ 7 9")] == ["p7"]
    assert len(base) == len(forms)
    again = pickle.loads(pickle.dumps(base))
    child = os.fork()
    if child == 0:
        try:
            found = [entity.id for entity in base.search("Абай 8 9")]
            del base
            gc.collect()
        finally:
            os._exit(0 if found == ["p8"] else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert folder.exists()
    assert [entity.id for entity in again.search("Абай 9 9")] == ["p9"]
    base.save(temporary / "kept.sqlite")
    assert KnowledgeBase.open(temporary / "kept.sqlite").digest == base.digest
    del base
    gc.collect()
    assert [path.name for path in temporary.iterdir()] == ["kept.sqlite"]


def test_no_temporary_file_is_left_where_records_are_bad(temporary: Path) -> None:
    records = [place(number, *(f"Абай {number} {case}" for case in range(10))) for number in range(50)]
    with pytest.raises(InvalidRecord, match="Two entities have the id 'p0'"):
        KnowledgeBase.from_records([*records, records[0]])
    assert list(temporary.iterdir()) == []


def test_saving_over_something_else(base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    path.write_text("no base")
    base.save(path)
    assert list(KnowledgeBase.open(path)) == list(base)
    path.write_bytes(path.read_bytes()[:5000])
    base.save(path)
    assert list(KnowledgeBase.open(path)) == list(base)
    with pytest.raises(UnwritableOutput, match="cannot be written"):
        base.save(tmp_path)
    assert [left.name for left in tmp_path.iterdir()] == ["base.sqlite"]


def test_other_formats_come_in_and_go_out(base: KnowledgeBase, tmp_path: Path) -> None:
    assert base.export_to(tmp_path / "all.jsonl") == len(base)
    KnowledgeBase.from_records([]).save(tmp_path / "new.sqlite")
    own = KnowledgeBase.open(tmp_path / "new.sqlite")
    assert own.import_from(tmp_path / "all.jsonl").added == len(base)
    assert [entity.id for entity in own.search("Astana")] == ["kz-place-astana"]
    with pytest.raises(UsageError, match="in memory"):
        base.import_from(tmp_path / "all.jsonl")
