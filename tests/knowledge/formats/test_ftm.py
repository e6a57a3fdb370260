"""The samples have the shape of entities in exports of OpenSanctions."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.errors import UsageError
from kzling.knowledge.formats.ftm import TYPES, entity, read, write
from kzling.knowledge.formats.rows import Rejected
from kzling.model import Entity

PERSON: dict[str, Any] = {
    "id": "Q467555",
    "caption": "Kassym-Jomart Tokayev",
    "schema": "Person",
    "properties": {
        "name": ["Kassym-Jomart Tokayev", "Касым-Жомарт Токаев"],
        "alias": ["Токаев Касым-Жомарт Кемелевич"],
        "weakAlias": ["KKT"],
        "previousName": ["Kasymzhomart Tokaev"],
        "firstName": ["Kassym-Jomart"],
        "fatherName": ["Kemeluly"],
        "lastName": ["Tokayev"],
        "birthDate": ["1953-05-17"],
        "country": ["kz"],
        "position": ["President of Kazakhstan (2019-)"],
        "wikidataId": ["Q467555"],
        "topics": ["role.pep"],
    },
    "datasets": ["wd_peps"],
    "referents": ["NK-x"],
    "target": True,
    "first_seen": "2023-04-20T12:41:57",
}
COMPANY = {
    "id": "ru-inn-7736050003",
    "schema": "Company",
    "properties": {"name": ["ПАО «Газпром»"], "jurisdiction": ["ru"], "innCode": ["7736050003"]},
}
NAMELESS = {
    "id": "p",
    "schema": "Person",
    "properties": {"firstName": ["Aru"], "lastName": ["Umarova"], "fatherName": ["Erlanqyzy"]},
}
ADDRESS = {"id": "addr-1", "schema": "Address", "properties": {"full": ["Astana"], "country": ["kz"]}}
OWNERSHIP = {"id": "own-1", "schema": "Ownership", "properties": {"owner": ["p"], "asset": ["ru-inn-7736050003"]}}
EMPTY = {"id": "e", "schema": "LegalEntity", "properties": {}}


def source(*entities: Any) -> io.BytesIO:
    return io.BytesIO("\n".join(map(json.dumps, entities)).encode())


def test_a_person() -> None:
    [person] = read(source(PERSON))
    assert person == {
        "id": "Q467555",
        "type": "person",
        "names": [
            {"text": "Kassym-Jomart Tokayev", "lang": "und", "kind": "alias", "source": "ftm wd_peps"},
            {"text": "Касым-Жомарт Токаев", "lang": "und", "kind": "alias", "source": "ftm wd_peps"},
            {"text": "Токаев Касым-Жомарт Кемелевич", "lang": "und", "kind": "alias", "source": "ftm wd_peps"},
            {"text": "Kasymzhomart Tokaev", "lang": "und", "kind": "former", "source": "ftm wd_peps"},
            {"text": "KKT", "lang": "und", "kind": "nickname", "source": "ftm wd_peps"},
        ],
        "attributes": {
            "country": "kz",
            "offices": [{"title": {"und": "President of Kazakhstan (2019-)"}}],
            "born": "1953-05-17",
            "given": ["Kassym-Jomart"],
            "patronymic": ["Kemeluly"],
            "family": ["Tokayev"],
        },
        "ids": {"wikidata": "Q467555"},
    }
    assert Entity.from_dict(person).type == "person"


def test_other_schemata() -> None:
    found = list(read(source(COMPANY, NAMELESS, ADDRESS, OWNERSHIP, EMPTY)))
    assert [(one["id"], one["type"], one["names"][0]["text"]) for one in found if isinstance(one, dict)] == [
        ("ru-inn-7736050003", "organization", "ПАО «Газпром»"),
        ("p", "person", "Aru Erlanqyzy Umarova"),
    ]


def test_filters() -> None:
    assert [one["id"] for one in read(source(PERSON, COMPANY), countries=["ru"]) if isinstance(one, dict)] == [
        "ru-inn-7736050003"
    ]
    assert len(list(read(source(PERSON, COMPANY), types=["person"]))) == 1
    with pytest.raises(UsageError, match="is no type"):
        next(read(source(PERSON), types=["human"]))  # type: ignore[list-item]


def test_broken_lines() -> None:
    flat = {"id": "x", "schema": "Person", "properties": {"name": "Abai"}}
    first, second, third = read(source(flat, {"id": "y"}, COMPANY))
    assert isinstance(first, Rejected)
    assert "name is no list" in first.why
    assert isinstance(second, Rejected)
    assert second.position == 2
    assert isinstance(third, dict)


def test_written_files_are_read_again(tmp_path: Path) -> None:
    before = list(read(source({**PERSON, "properties": {**PERSON["properties"], "position": []}}, COMPANY)))
    place = {"id": "x", "type": "place", "names": [{"text": "Astana"}]}
    path = tmp_path / "entities.ftm.json"
    assert write([*(one for one in before if isinstance(one, dict)), place], path) == 2
    after = list(read(path))
    for old, new in zip(before, after, strict=True):
        assert isinstance(old, dict)
        assert isinstance(new, dict)
        strip = [{**name, "source": ""} for name in old["names"]]
        assert {**new, "names": [{**name, "source": ""} for name in new["names"]]} == {**old, "names": strip}


def test_kinds_of_names() -> None:
    names = [
        {"text": "Nur Otan", "kind": "official", "until": "2022-03-01"},
        {"text": "Amanat", "kind": "official"},
        {"text": "Аманат", "kind": "exonym"},
        {"text": "Аманта", "kind": "misspelling"},
    ]
    made = entity({"id": "x", "type": "organization", "names": names})
    assert made == {
        "id": "x",
        "schema": "Organization",
        "properties": {"previousName": ["Nur Otan"], "name": ["Amanat"], "alias": ["Аманат"]},
    }


def test_attributes_are_lists_of_strings() -> None:
    attributes = {"given": "Abai", "family": ["Qunanbaiuly", 7], "country": ["kz", "ru"], "born": 1845, "second": {}}
    made = entity({"id": "x", "type": "person", "names": [{"text": "Abai"}], "attributes": attributes})
    assert made["properties"] == {
        "name": ["Abai"],
        "firstName": ["Abai"],
        "lastName": ["Qunanbaiuly", "7"],
        "country": ["kz", "ru"],
        "birthDate": ["1845"],
    }


values = st.none() | st.text(max_size=3) | st.integers() | st.lists(st.text(max_size=3) | st.none(), max_size=2)
PROPERTIES = ["name", "alias", "country", "firstName", "birthDate", "position", "wikidataId"]


@given(st.sampled_from([*TYPES, "Address"]), st.dictionaries(st.sampled_from(PROPERTIES), values))
def test_total_on_properties(schema: str, properties: dict[str, Any]) -> None:
    found = list(read(source({"id": "x", "schema": schema, "properties": properties})))
    assert all(isinstance(one, (dict, Rejected)) for one in found)
