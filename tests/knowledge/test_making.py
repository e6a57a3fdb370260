import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kzling.errors import InvalidRecord, MissingInput, UnwritableOutput, UsageError
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.exchange import import_records
from kzling.knowledge.making import build, override
from kzling.knowledge.merging import OUTSIDE
from kzling.knowledge.overrides import Overrides

BY = {"by": "ann", "when": "2026-11-03", "why": "the desk asked"}


def place(id: str, *names: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "type": "place", "names": [{"text": name} for name in names], **more}


def records(path: Path, *entities: dict[str, Any]) -> Path:
    path.write_text("".join(f"{json.dumps(one)}\n" for one in entities), encoding="utf-8")
    return path


def saved(path: Path, *entities: dict[str, Any], overrides: Overrides | None = None) -> Path:
    KnowledgeBase.from_records(entities, overrides=overrides).save(path)
    return path


def judged(*lines: dict[str, Any]) -> Overrides:
    return Overrides.from_records([BY | line for line in lines])


SAME = {"op": "same", "a": "x", "b": "y"}


def names_of(path: Path, entity_id: str) -> list[str]:
    return [name.text for name in KnowledgeBase.open(path).get(entity_id).names]


def test_records_become_a_base_with_its_index(tmp_path: Path) -> None:
    file, output = records(tmp_path / "a.jsonl", place("x", "Orda"), place("y", "Semey")), tmp_path / "base.sqlite"
    made = build([file], output, overrides=judged(SAME, {"op": "type", "entity": "z", "type": "person"}))
    assert (made.entities, made.unknown) == (1, ("z",))
    assert (tmp_path / "base.sqlite.index").exists()
    base = KnowledgeBase.open(output)
    assert (base.get("y").id, [name.text for name in base.get("x").names]) == ("x", ["Orda", "Semey"])
    assert sorted(path.name for path in tmp_path.glob("*.tmp*")) == []


def test_a_table_is_built_of_as_it_is_imported(tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_text("id,name\nx,Orda\ny,Semey\nx,Horde\n", encoding="utf-8")
    built, imported = tmp_path / "built.sqlite", tmp_path / "imported.sqlite"
    assert build([file], built).entities == 2
    import_records(imported, [file])
    assert list(KnowledgeBase.open(built)) == list(KnowledgeBase.open(imported))


def test_without_sources_it_is_the_default_base(tmp_path: Path) -> None:
    made = build([], tmp_path / "base.sqlite")
    assert made.entities == len(KnowledgeBase.default())
    assert KnowledgeBase.open(tmp_path / "base.sqlite").get("kz-place-astana") == KnowledgeBase.default().get(
        "kz-place-astana"
    )


def test_overrides_and_redirects_survive_being_built_anew(tmp_path: Path) -> None:
    link = {"op": "link", "name": "the horde", "entity": "x"}
    path = saved(tmp_path / "base.sqlite", place("x", "Orda"), place("y", "Semey"), overrides=judged(SAME, link))
    assert build([path], path).entities == 1
    base = KnowledgeBase.open(path)
    assert base.overrides.link("The Horde") is not None
    assert base.get("y").id == "x"


def test_overrides_of_the_base_before_are_kept(tmp_path: Path) -> None:
    file = records(tmp_path / "a.jsonl", place("x", "Orda"), place("y", "Semey"))
    change = {"op": "type", "entity": "x", "type": "work"}
    output = saved(tmp_path / "base.sqlite", place("x", "Orda"), overrides=judged(SAME))
    assert build([file], output, overrides=judged(SAME, change)).kept == 0
    assert build([file], output).kept == 2
    base = KnowledgeBase.open(output)
    assert (base.get("y").id, base.get("x").type, len(base.overrides)) == ("x", "work", 2)
    assert build([output], output).kept == 0


def test_what_is_no_base_is_not_replaced(tmp_path: Path) -> None:
    file = records(tmp_path / "a.jsonl", place("x", "Orda"))
    other = records(tmp_path / "b.jsonl", place("y", "Semey"))
    before = file.read_bytes()
    for sources in ([other], [file, other]):
        with pytest.raises(UnwritableOutput, match="is no knowledge base; name another file or remove it"):
            build(sources, file)
    with pytest.raises(UnwritableOutput, match="no regular file"):
        build([other], "/dev/null")
    assert file.read_bytes() == before
    (tmp_path / "empty").touch()
    assert build([file], tmp_path / "empty").entities == 1


def test_overrides_that_cannot_be_read_are_not_lost(tmp_path: Path) -> None:
    file = records(tmp_path / "a.jsonl", place("x", "Orda"))
    output = saved(tmp_path / "base.sqlite", place("x", "Orda"), overrides=judged(SAME))
    with closing(sqlite3.connect(output)) as other, other:
        other.execute("UPDATE meta SET value = '3' WHERE key = 'schema_version'")
    with pytest.raises(UnwritableOutput, match=r"overrides in .* cannot be read"):
        build([file], output)


def test_of_several_sources_one_id_is_one_entity(tmp_path: Path) -> None:
    first = saved(tmp_path / "a.sqlite", place("x", "Orda"), place("y", "Semey", ids={"wikidata": "Q1"}))
    second = records(tmp_path / "b.jsonl", place("x", "Horde"), place("z", "Semipalatinsk", ids={"wikidata": "Q1"}))
    output = tmp_path / "c.sqlite"
    assert build([first, second], output).entities == 3
    assert names_of(output, "x") == ["Orda", "Horde"]
    assert build([first, second], output, by=OUTSIDE).entities == 2
    assert names_of(output, "z") == ["Semey", "Semipalatinsk"]
    assert KnowledgeBase.open(output).get("z").id == "y"


def test_contradictions_are_told(tmp_path: Path) -> None:
    first = saved(tmp_path / "a.sqlite", place("x", "Orda", attributes={"country": "kz"}))
    second = saved(tmp_path / "b.sqlite", place("x", "Orda", attributes={"country": "ru"}))
    made = build([first, second], tmp_path / "c.sqlite")
    assert len(made.contradictions) == 1
    assert "'kz' or 'ru'" in made.contradictions[0]


def test_a_redirect_leads_to_what_its_entity_became(tmp_path: Path) -> None:
    first = saved(tmp_path / "a.sqlite", place("v", "Orda", ids={"wikidata": "Q1"}))
    second = saved(
        tmp_path / "b.sqlite", place("x", "Orda", ids={"wikidata": "Q1"}), place("y", "Horde"), overrides=judged(SAME)
    )
    output = tmp_path / "c.sqlite"
    build([first, second], output, by=OUTSIDE)
    base = KnowledgeBase.open(output)
    assert {base.get(one).id for one in "vxy"} == {"v"}


def test_overrides_are_applied_to_a_file(tmp_path: Path) -> None:
    path = saved(tmp_path / "base.sqlite", place("x", "Orda"), place("y", "Semey"), place("z", "Oral"))
    name = {"op": "name", "entity": "z", "name": {"text": "Uralsk"}}
    made = override(path, judged(SAME, name, {"op": "link", "name": "Q", "entity": "q"}))
    assert (made.entities, made.unknown, made.conflicts) == (2, ("q",), ())
    assert names_of(path, "y") == ["Orda", "Semey"]
    assert names_of(path, "z") == ["Oral", "Uralsk"]
    before = KnowledgeBase.open(path)
    assert len(before.overrides) == 3
    assert override(path, judged(SAME, name)).entities == 2
    after = KnowledgeBase.open(path)
    assert (list(after), list(after.overrides)) == (list(before), list(before.overrides))


def test_overrides_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "base.sqlite", place("x", "Orda"), overrides=judged({"op": "type", "entity": "x", "type": "person"})
    )
    later = Overrides.from_records([{**BY, "when": "2026-11-04", "op": "type", "entity": "x", "type": "work"}])
    made = override(path, later)
    assert len(made.conflicts) == 1
    assert "person" in made.conflicts[0]
    assert KnowledgeBase.open(path).get("x").type == "work"


def test_what_cannot_be_built_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = saved(tmp_path / "base.sqlite", place("x", "Orda"))
    before = path.read_bytes()
    for error, sentence, source in [
        (MissingInput, "There is no file", tmp_path / "none.jsonl"),
        (UsageError, "does not tell its format", records(tmp_path / "a.bin", place("x", "Orda"))),
        (InvalidRecord, "Two entities have the id 'x'", records(tmp_path / "b.jsonl", *[place("x", "Orda")] * 2)),
        (InvalidRecord, "at least one name", records(tmp_path / "c.jsonl", place("x"))),
        (InvalidRecord, "line 1: The line holds JSON, but no object", records(tmp_path / "d.jsonl", [])),  # type: ignore[arg-type]
    ]:
        with pytest.raises(error, match=sentence):
            build([source], path)
    with pytest.raises(UnwritableOutput, match="cannot be written"):
        build([path], tmp_path / "none" / "base.sqlite")
    assert path.read_bytes() == before
    assert list(tmp_path.glob("*.tmp*")) == []
