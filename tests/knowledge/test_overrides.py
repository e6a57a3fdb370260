from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.errors import InvalidRecord, MissingInput, UnreadableInput, UnwritableOutput
from kzling.knowledge.overrides import Overrides
from kzling.model import Entity, Name

SAID = {"by": "ann", "when": "2026-11-03", "why": "the register says so"}
LINES = (
    '{"op":"same","a":"x","b":"y","by":"ann","when":"2026-11-03","why":"one man"}\n'
    "\n"
    '{"op":"link","name":"Elbasy","entity":null,"lang":"en","by":"bo","when":"2026-11","why":"another"}\n'
    '{"op":"name","entity":"x","name":{"text":"X"},"remove":true,"by":"bo","when":"2026-11-04","why":"misread"}\n'
)


def overrides(*records: dict[str, Any]) -> Overrides:
    return Overrides.from_records(SAID | record for record in records)


def link(entity: str | None, **fields: str) -> dict[str, Any]:
    return {"op": "link", "name": "Абай", "entity": entity} | fields


def test_a_file_is_read_and_written_back(tmp_path: Path) -> None:
    path = tmp_path / "overrides.jsonl"
    path.write_text("\ufeff" + LINES, encoding="utf-8")
    read = Overrides.read(path)
    assert [one.op for one in read] == ["same", "link", "name"]
    assert read.records()[1]["entity"] is None
    read.write(path)
    assert path.read_text(encoding="utf-8").count("\n") == 3
    assert list(Overrides.read(path)) == list(read)
    assert [file.name for file in tmp_path.iterdir()] == ["overrides.jsonl"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "line 2: .*; correct it or take it out"),
        ("[]", "'op' is one of same, different, link, type, name"),
        ('{"op": ["same"]}', "'op' is one of"),
        ('{"op":"same","a":"x","b":"y","by":"ann","when":"2026-11-03"}', "lacks the field 'why'"),
        ('{"op":"same","a":"x","b":"y","by":"ann","when":"2026-11-03","why":" "}', "'why' may not be empty"),
        ('{"op":"same","a":"x","b":"x","by":"ann","when":"2026-11-03","why":"w"}', "name two ids"),
        ('{"op":"same","a":"x","b":"y","by":"ann","when":"today","why":"w"}', "'when' is 'today', which is no date"),
        ('{"op":"link","name":"X","by":"ann","when":"2026-11-03","why":"w"}', "lacks the field 'entity'"),
        ('{"op":"link","name":"X","entity":"x","lang":"EN","by":"a","when":"2026","why":"w"}', "is no language"),
        ('{"op":"type","entity":"x","type":"city","by":"ann","when":"2026","why":"w"}', "must be one of person"),
        ('{"op":"name","entity":"x","name":{"text":""},"by":"a","when":"2026","why":"w"}', "no name may be empty"),
        ('{"op":"name","entity":"x","name":{"text":"X","until":"no"},"by":"a","when":"2026","why":"w"}', "is no date"),
    ],
)
def test_a_line_that_is_no_override(line: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "overrides.jsonl"
    path.write_text(LINES.splitlines()[0] + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(InvalidRecord, match=sentence) as caught:
        Overrides.read(path)
    assert str(caught.value).startswith(f"{path}, line 2: ")


@given(st.binary())
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    path.write_bytes(content)
    try:
        assert len(Overrides.read(path)) == 0
    except InvalidRecord as error:
        assert "correct it" in str(error)


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="no file of overrides"):
        Overrides.read(tmp_path / "none.jsonl")
    with pytest.raises(UnreadableInput, match="cannot be read"):
        Overrides.read(tmp_path)
    with pytest.raises(UnwritableOutput, match="cannot be written"):
        Overrides().write(tmp_path / "none" / "overrides.jsonl")
    with pytest.raises(InvalidRecord, match="as JSON"):
        overrides(link("\ud800")).write(tmp_path / "overrides.jsonl")


def test_entities_that_are_one_are_united() -> None:
    given = overrides({"op": "same", "a": "a", "b": "c"}, {"op": "same", "a": "cluster-1", "b": "a"})
    entities = [
        Entity(one, (Name(one.upper()),), weight=weight) for one, weight in (("c", 2.0), ("b", 1.0), ("a", 1.0))
    ]
    b, a = given.applied(entities)
    assert b == entities[1]
    assert (a.id, a.weight, [name.text for name in a.names]) == ("a", 2.0, ["A", "C"])
    assert given.redirects == {"c": "a", "cluster-1": "a"}


def test_a_united_entity_has_the_id_that_redirects_lead_to() -> None:
    given = overrides({"op": "same", "a": "typo", "b": "a"}, {"op": "type", "entity": "a", "type": "person"})
    (one,) = given.applied([Entity("a", (Name("A"),))])
    assert (one.id, one.type) == ("typo", "person")
    assert given.unknown({"a"}.__contains__) == ("typo",)


def test_ids_that_no_entity_has() -> None:
    given = overrides(
        {"op": "different", "a": "a", "b": "cluster-1"},
        {"op": "type", "entity": "b", "type": "place"},
        link("b"),
        link(None),
    )
    assert given.unknown({"a"}.__contains__) == ("b",)


def test_names_and_types_are_changed() -> None:
    astana = Entity(
        "a", (Name("Astana", "en", since="1998"), Name("Astana", "en"), Name("Aqmola", "kk", source="writers"))
    )
    given = overrides(
        {"op": "type", "entity": "a", "type": "place"},
        {"op": "name", "entity": "a", "name": {"text": "Astana", "since": None}, "remove": True},
        {"op": "name", "entity": "a", "name": {"text": "Aqmola", "lang": "kk"}},
        {"op": "name", "entity": "a", "name": {"text": "Ақмола", "lang": "kk", "kind": "former"}},
    )
    (changed,) = given.applied([astana])
    assert changed.type == "place"
    assert changed.names == (astana.names[0], astana.names[2], Name("Ақмола", "kk", "Cyrl", "former"))
    assert given.conflicts() == ()


def test_the_last_name_is_not_removed_in_silence() -> None:
    given = overrides({"op": "name", "entity": "a", "name": {"text": "A"}, "remove": True})
    with pytest.raises(InvalidRecord, match="the last name of 'a'"):
        list(given.applied([Entity("a", (Name("A"),))]))


@given(st.lists(st.sampled_from("abcdef"), unique=True))
def test_without_overrides_nothing_changes(ids: list[str]) -> None:
    entities = [Entity(one, (Name(one),)) for one in ids]
    assert list(Overrides().applied(entities)) == entities


def test_different() -> None:
    given = overrides({"op": "different", "a": "a", "b": "b"}, {"op": "same", "a": "b", "b": "c"})
    assert given.apart("c", "a")
    assert not given.apart("b", "c")


@pytest.mark.parametrize(
    ("place", "entity"),
    [
        ({}, "anywhere"),
        ({"lang": "ru"}, "ru"),
        ({"lang": "ru", "type": "place"}, "place"),
        ({"lang": "ru", "type": "place", "date": "2021-05-01"}, "dated"),
        ({"lang": "ru", "type": "place", "date": "2022"}, "place"),
        ({"date": "2021", "document": "d"}, None),
    ],
)
def test_the_narrowest_link_goes_first(place: dict[str, str], entity: str | None) -> None:
    given = overrides(
        link(None, document="d"),
        link("ru", lang="ru"),
        link("anywhere"),
        link("dated", since="2021", until="2022"),
        link("place", type="place"),
    )
    found = given.link("АБАЙ", **place)
    assert found is not None
    assert found.entity == entity
    assert given.conflicts() == ()


def test_of_links_of_equal_scope_the_later_one_holds() -> None:
    given = overrides(
        link("new") | {"when": "2026-12-01"},
        link("old"),
        link("middle"),
        link("x", since="1991"),
        link("y", until="1991"),
    )
    found = given.link("абай")
    assert found is not None
    assert found.entity == "new"
    assert [(one.kind, one.dropped.line()["entity"]) for one in given.conflicts()] == [
        ("link", "old"),
        ("link", "middle"),
    ]
    assert given.conflicts()[0].holding == (found,)
    assert given.conflicts()[0].why == "'Абай' is linked to old, but a later line says new."


def test_links_to_entities_that_became_one_do_not_contradict_each_other() -> None:
    given = overrides(link("a"), link("b"), {"op": "same", "a": "a", "b": "b"})
    assert given.conflicts() == ()
    found = given.link("Абай")
    assert found is not None
    assert given.current(found.entity or "") == "a"


@given(st.text(min_size=1).filter(str.strip), st.text())
def test_any_name_can_be_linked_and_looked_up(name: str, other: str) -> None:
    given = overrides(link("a") | {"name": name})
    found = given.link(name)
    assert found is not None
    assert given.link(other) in (None, found)


def test_every_kind_of_conflict() -> None:
    name = {"op": "name", "entity": "a", "name": {"text": "A", "lang": "en"}}
    given = overrides(
        {"op": "same", "a": "a", "b": "b"},
        {"op": "different", "a": "b", "b": "a"},
        {"op": "type", "entity": "a", "type": "person"},
        {"op": "type", "entity": "a", "type": "place"},
        name,
        {"op": "name", "entity": "a", "name": {"text": "A"}, "remove": True},
        name | {"name": {"text": "B"}, "remove": True},
        name | {"name": {"text": "B"}},
    )
    assert [(one.kind, one.why) for one in given.conflicts()] == [
        ("same", "a and b are said to be one, but later lines make them different."),
        ("type", "a is said to be of type person, but a later line says place."),
        ("name", "The name 'A' of a is added, but a later line removes it."),
        ("name", "The name 'B' of a is removed, but a later line adds it."),
    ]
    (entity,) = given.applied([Entity("a", (Name("A"), Name("B")))])
    assert (entity.type, [name.text for name in entity.names]) == ("place", ["B"])
    assert given.redirects == {}
