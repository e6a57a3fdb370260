import sqlite3
from pathlib import Path

import pytest

from kzling.errors import InvalidRecord, KzlingError, MissingInput, UnreadableInput, UnwritableOutput
from kzling.knowledge.base import KnowledgeBase


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
