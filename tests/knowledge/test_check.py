from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.knowledge.check import findings, kinds
from kzling.knowledge.loading import default_records
from kzling.model import Entity, Name

ENTITIES = st.builds(
    Entity,
    st.text(),
    st.lists(
        st.builds(
            Name,
            st.text() | st.text("Aа-'’ \u0301жZ"),
            st.sampled_from(["kk", "ru", "en", "und", ""]),
            st.none() | st.sampled_from(["Latn", "Cyrl"]) | st.text(),
            st.sampled_from(["official", "alias"]),
            st.none() | st.text() | st.sampled_from(["1991", "2022-09-17"]),
            st.none() | st.text() | st.sampled_from(["1991", "2022-09-17"]),
        ),
        max_size=4,
    ).map(tuple),
    st.sampled_from(["person", "place"]),
    st.floats(),
    st.dictionaries(
        st.sampled_from(["country", "ambiguous", "parent", "offices"]),
        st.text() | st.lists(st.none() | st.text() | st.just({"of": "x"})),
    ),
)


def found(*names: Name, **fields: Any) -> list[tuple[str, str]]:
    return [(one.kind, one.why) for one in findings([Entity("x", names, **fields)])]


@pytest.mark.parametrize(
    ("name", "kind", "why"),
    [
        (Name("A", since="soon"), "unreadable-date", "'soon' is no date"),
        (Name("A", since="2022", until="2022-01-01"), "dates-reversed", "never valid"),
        (Name("Cерік", "kk"), "look-alike-letters", "Write 'С' for the letter at 0"),
        (Name("Airbusа"), "mixed-scripts", "'Airbusа' has letters of Latn and Cyrl"),
        (Name("Партия МИР COCO", "ru"), "look-alike-word", "Every letter of 'COCO' (Latn) also looks like Cyrl"),
        (Name("Астана", script="Latn"), "wrong-script", "said to be Latn, but the letters are Cyrl"),
        (Name("Astana", "ru", kind="official"), "foreign-script", "in ru is written in Cyrl, not Latn"),
        (Name("Cafe\u0301"), "not-nfc", "Write 'Café'"),
        (Name("Nur  Sultan "), "white-space", "Write 'Nur Sultan'"),
        (Name("O‘zbekiston"), "apostrophe", "for ‘"),
    ],
)
def test_what_is_wrong_with_one_name(name: Name, kind: str, why: str) -> None:
    ((given_kind, given_why),) = found(name)
    assert given_kind == kind
    assert why in given_why


@pytest.mark.parametrize(
    "name",
    [
        Name("Елизавета II", "ru"),
        Name("Air Astana әуекомпаниясы", "kk"),
        Name("IT-компания", "ru"),
        Name("Astana", "kk", "Latn", "official"),
        Name("Kaspi.kz", "ru"),
        Name("東京", "ja", "Jpan"),
        Name("112", "en", "Latn"),
        Name("Nur-Sultan", "en", since="2019-03-23", until="2022-09-17"),
    ],
)
def test_what_is_not_wrong(name: Name) -> None:
    assert found(name) == []


def test_names_that_contradict_each_other() -> None:
    astana = Name("Astana", "en", kind="official", since="1998")
    former = Name("Nur-Sultan", "en", kind="official", since="2019", until="2022")
    assert [kind for kind, _ in found(astana, former)] == ["two-official"]
    assert found(Name("Astana", "en", kind="official", since="2022"), former) == []
    # By law and in force are two questions; in full and in short is one name.
    law, force = Name("A", kind="official", since="2018", basis="law"), Name("B", kind="official", basis="in force")
    assert found(law, force) == []
    assert found(Name("NATO", kind="official"), Name("North Atlantic Treaty Organization", kind="official")) == []
    assert [kind for kind, _ in found(Name("Abai", "en"), Name("Abai", "en", since="1961"))] == ["listed-twice"]
    assert found(Name("Abai", "en", until="1961"), Name("Abai", "en", since="1991")) == []


def test_languages_that_a_place_of_kazakhstan_needs() -> None:
    of_kazakhstan = {"type": "place", "attributes": {"country": "kz"}}
    assert [kind for kind, _ in found(Name("Qalqan", "kk"), **of_kazakhstan)] == ["missing-language", "missing-script"]
    assert found(Name("Қалқан", "kk"), Name("Калкан", "ru"), **of_kazakhstan) == []
    assert found(Name("Warsaw", "en"), type="place", attributes={"country": "pl"}) == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "give one a weight of 0.5"),
        ({"weight": 0.5}, "by weight a goes first"),
        ({"attributes": {"ambiguous": ["АБАЙ"]}}, "it is listed as ambiguous by b"),
    ],
)
def test_a_name_of_two_entities(fields: dict[str, Any], told: str) -> None:
    entities = [Entity("a", (Name("Абай", "kk"),), "place"), Entity("b", (Name("абай", "kk"),), "place", **fields)]
    (one,) = findings(entities)
    assert (one.kind, one.severity, one.entity_ids, one.name) == ("shared-name", "warning", ("a", "b"), "Абай")
    assert told in one.why


def test_names_that_only_look_shared() -> None:
    abai = Entity("a", (Name("Абай", "kk"),), "place")
    poet = Entity("b", (Name("Абай", "kk"),), "person")
    russian = Entity("c", (Name("Абай", "ru"),), "place")
    inflected = Entity("d", (Name("Абай", "kk", kind="inflected"),), "place")
    assert list(findings([abai, poet, russian, inflected])) == []


def test_dates_tell_bearers_apart() -> None:
    city = Entity("a", (Name("Ақмола", "kk", since="1992", until="1998"),), "place")
    station = Entity("b", (Name("Ақмола", "kk", since="1998"),), "place")
    assert ["its dates tell them apart" in one.why for one in findings([city, station])] == [True]


def test_of_many_bearers_the_heaviest_are_listed() -> None:
    (one,) = findings(Entity(f"p{i:02}", (Name("Ким", "ru"),), "person", float(i)) for i in range(12))
    assert one.entity_ids == tuple(f"p{i:02}" for i in range(11, 1, -1))
    assert "2 more bear it" in one.why


def test_ids_that_do_not_exist_or_exist_twice() -> None:
    child = Entity(
        "a", (Name("A"),), attributes={"father": "gone", "parent": "b", "offices": [{"of": "nobody"}, {"of": "kz"}]}
    )
    given = [child, Entity("a", (Name("B"),)), Entity("c", (Name("C"),))]
    told = list(findings(given, redirects={"b": "c", "d": "e", "cluster-1": "cluster-0"}))
    assert [(one.kind, one.entity_ids) for one in told] == [
        ("repeated-id", ("a",)),
        ("unknown-id", ("a",)),
        ("unknown-id", ("a",)),
        ("unknown-id", ("d",)),
    ]
    assert ["'gone'" in told[1].why, "'nobody'" in told[2].why, "'e'" in told[3].why] == [True] * 3


@given(st.lists(ENTITIES, max_size=4))
def test_any_entities_can_be_checked(entities: list[Entity]) -> None:
    for one in findings(entities):
        assert one.kind in kinds()
        assert one.why.endswith(".")
        assert type(one).from_dict(one.to_dict()) == one


def test_the_default_base_has_no_errors() -> None:
    entities = [Entity.from_dict(record) for record in default_records()]
    assert [one for one in findings(entities) if one.severity == "error"] == []
