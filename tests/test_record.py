import dataclasses
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzling import answers, model
from kzling.errors import InvalidRecord
from kzling.model import SCHEMA, Document, Entity, Manifest, Mention, Name
from kzling.record import Record

_JSON = st.dictionaries(st.text(), st.text() | st.integers() | st.none())
st.register_type_strategy(Entity, st.builds(Entity, attributes=_JSON))
st.register_type_strategy(Manifest, st.builds(Manifest, config=_JSON))

CLASSES = sorted(
    {
        value
        for module in (answers, model)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Record) and dataclasses.is_dataclass(value)
    },
    key=lambda cls: cls.__name__,
)


@pytest.mark.parametrize("cls", CLASSES)
def test_every_record_is_frozen_and_has_slots(cls: type[Record]) -> None:
    assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__dict__" not in dir(cls)


@pytest.mark.parametrize("cls", CLASSES)
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_there_and_back(cls: type[Record], data: st.DataObject) -> None:
    record = data.draw(st.from_type(cls))
    assert cls.from_dict(record.to_dict()) == record


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        ({"names": []}, "Entity lacks the field 'id'."),
        ({"id": "x", "names": [{"lang": "kk"}]}, "Entity.names[0] lacks the field 'text'."),
        ({"id": "x", "names": [], "typ": "person"}, "unknown field 'typ'"),
        ({"id": "x", "names": [], "type": "city"}, "Entity.type must be one of person, place"),
        ({"id": "x", "names": "Astana"}, "Entity.names must be a list"),
        ({"id": 7, "names": []}, "Entity.id must be str"),
        ({"id": "x", "names": [], "weight": True}, "Entity.weight must be float"),
    ],
)
def test_what_is_wrong_is_said(record: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidRecord, match=sentence.replace("[", r"\[").replace("]", r"\]")):
        Entity.from_dict(record)


def test_not_an_object() -> None:
    with pytest.raises(InvalidRecord, match="must be an object"):
        Name.from_dict([])  # type: ignore[arg-type]


def test_schema_has_the_fields_of_the_contract() -> None:
    fields = {field.name for field in dataclasses.fields(Document)}
    assert fields >= {
        "id",
        "source",
        "url",
        "title",
        "author",
        "publisher",
        "published",
        "language",
        "script",
        "segments",
        "raw",
        "text",
        "edits",
        "removed",
        "mentions",
        "translation",
        "duplicate_of",
        "story_id",
        "provenance",
    }
    mention = {field.name for field in dataclasses.fields(Mention)}
    assert mention >= {
        "id",
        "start",
        "end",
        "surface",
        "type",
        "lemma",
        "language",
        "by",
        "entity_id",
        "canonical",
        "score",
        "verdict",
        "route",
        "restored",
        "evidence",
    }
    assert list(SCHEMA) == ["documents", "mentions", "entities", "names"]
