from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.errors import UnreadableInput, UsageError
from kzling.knowledge.merging import merge, merged, overlap
from kzling.model import Entity, Name

LANGUAGES = st.sampled_from(["kk", "ru", "und"])
DATES = st.none() | st.sampled_from(["1991", "1998-05", "1998-05-06", "2019-03-23", "2022"])
NAMES = st.builds(Name, st.sampled_from("ABC") | st.text(), LANGUAGES, since=DATES, until=DATES)
ENTITIES = st.builds(
    Entity,
    st.sampled_from("abcd"),
    st.lists(NAMES, min_size=1, max_size=4).map(tuple),
    st.sampled_from(["person", "place", "other"]),
    attributes=st.dictionaries(st.sampled_from(["country", "offices"]), st.text() | st.lists(st.integers())),
    ids=st.dictionaries(st.sampled_from(["wikidata", "geonames"]), st.sampled_from("12")),
)


def entity(entity_id: str, *names: Name, **fields: object) -> Entity:
    return Entity(entity_id, names or (Name(entity_id),), **fields)  # type: ignore[arg-type]


def test_the_first_id_and_order_stay() -> None:
    one = entity("a", Name("Astana", "en"), Name("Астана", "ru"), weight=1.0, ids={"wikidata": "Q1520"})
    other = entity(
        "b", Name("Aqmola", "en"), Name("Астана", "ru"), type="place", weight=2.0, ids={"geonames": "1526273"}
    )
    both, against = merged(one, other)
    assert both.id == "a"
    assert [name.text for name in both.names] == ["Astana", "Астана", "Aqmola"]
    assert (both.type, both.weight, both.ids) == ("place", 2.0, {"wikidata": "Q1520", "geonames": "1526273"})
    assert against == ()


@pytest.mark.parametrize(
    ("own", "stated", "together"),
    [
        ((None, None), ("1998-05-06", "2019"), [("1998-05-06", "2019")]),
        (("1998", None), ("1998-05-06", "2019-03-23"), [("1998-05-06", "2019-03-23")]),
        (("1998-05-06", None), ("1998", None), [("1998-05-06", None)]),
        (("1998", "2019"), (None, None), [("1998", "2019")]),
        (("1998", "2019"), ("2022", None), [("1998", "2019"), ("2022", None)]),
    ],
)
def test_dates_that_agree_are_joined(
    own: tuple[str | None, str | None],
    stated: tuple[str | None, str | None],
    together: list[tuple[str | None, str | None]],
) -> None:
    one = entity("a", Name("Astana", "en", since=own[0], until=own[1]))
    other = entity("b", Name("Astana", "en", since=stated[0], until=stated[1]))
    both, against = merged(one, other)
    assert [(name.since, name.until) for name in both.names] == together
    assert against == ()


def test_the_source_of_a_date_is_kept() -> None:
    one = entity("a", Name("Astana", source="writers"))
    other = entity("b", Name("Astana", since="1998", source="a register"))
    assert merged(one, other)[0].names[0].source == "writers; a register"


def test_contradictions_are_told_and_the_first_holds() -> None:
    one = entity(
        "a",
        Name("Astana", since="1998", until="2019"),
        type="place",
        ids={"wikidata": "Q1520"},
        attributes={"country": "kz", "ambiguous": ["x"]},
    )
    other = entity(
        "b",
        Name("Astana", since="1997", until="2019"),
        type="person",
        ids={"wikidata": "Q1"},
        attributes={"country": "ru", "ambiguous": ["y", "x"]},
    )
    both, against = merged(one, other)
    assert (both.type, both.ids, both.names) == ("place", {"wikidata": "Q1520"}, one.names)
    assert both.attributes == {"country": "kz", "ambiguous": ["x", "y"]}
    assert against == (
        "a and b disagree: the name 'Astana' (und) is valid from 1998 until 2019 or from 1997 until 2019; "
        "the former holds.",
        "a and b disagree: the attribute 'country' is 'kz' or 'ru'; the former holds.",
        "a and b disagree: the id 'wikidata' is 'Q1520' or 'Q1'; the former holds.",
        "a and b disagree: the type is place or person; the former holds.",
    )


def test_overlap() -> None:
    assert overlap(Name("a"), Name("b"))
    assert overlap(Name("a", until="2019"), Name("b", since="2018-12-31"))
    assert not overlap(Name("a", until="2019"), Name("b", since="2019"))


@given(ENTITIES)
def test_an_entity_merged_with_itself_stays_as_it_is(one: Entity) -> None:
    assert merged(one, one) == (one, ())


@given(ENTITIES, ENTITIES)
def test_no_name_gets_lost(one: Entity, other: Entity) -> None:
    both, against = merged(one, other)
    assert {name.text for name in both.names} == {name.text for name in one.names + other.names}
    # Joined again, dates may become finer, but no name is new.
    assert {name.text for name in merged(both, other)[0].names} == {name.text for name in both.names}
    assert all(sentence.endswith(".") for sentence in against)


def test_bases_are_merged_by_id_and_by_ids_elsewhere() -> None:
    first = [entity("a", type="place", ids={"wikidata": "Q1"}), entity("b"), entity("c", type="place")]
    second = [
        entity("x", type="place", ids={"wikidata": "Q1", "geonames": "5"}),
        entity("y", type="person", ids={"wikidata": "Q1"}),
        entity("b", weight=2.0),
    ]
    third = [entity("z", type="place", ids={"geonames": "5"})]
    found = list(merge([lambda: first, lambda: second, lambda: third]))
    assert [(one.entity.id, one.redirects) for one in found] == [("a", ("x", "z")), ("b", ()), ("c", ()), ("y", ())]
    assert [name.text for name in found[0].entity.names] == ["a", "x", "z"]
    assert found[1].entity.weight == 2.0
    assert all(one.contradictions == () for one in found)


def test_ids_that_count_can_be_chosen() -> None:
    first, second = [entity("a", ids={"viaf": "1"})], [entity("b", ids={"viaf": "1"})]
    assert len(list(merge([lambda: first, lambda: second]))) == 2
    assert len(list(merge([lambda: first, lambda: second], by=["viaf"]))) == 1


def test_entities_of_the_first_base_stay_apart() -> None:
    first = [
        entity("a", ids={"wikidata": "Q1"}),
        entity("b", ids={"wikidata": "Q1"}),
        entity("c", ids={"geonames": "3"}),
    ]
    second = [entity("x", ids={"wikidata": "Q1", "geonames": "3"})]
    found = list(merge([lambda: first, lambda: second]))
    assert [(one.entity.id, one.redirects) for one in found] == [("a", ("x",)), ("b", ()), ("c", ())]
    told = " but two entities of the first base stay two without an override."
    assert found[0].contradictions == ("x has the same geonames 3 as c," + told,)
    assert found[1].contradictions == ("b has the same wikidata Q1 as a," + told,)


def test_later_bases_may_bring_their_own_entities_together() -> None:
    later = [entity("x", ids={"wikidata": "Q1"}), entity("y", ids={"geonames": "3"})]
    last = [entity("z", ids={"wikidata": "Q1", "geonames": "3"})]
    found = list(merge([lambda: [], lambda: later, lambda: last]))
    assert [(one.entity.id, one.redirects) for one in found] == [("x", ("y", "z"))]


def test_what_people_told_apart_stays_apart() -> None:
    first, second = [entity("a", ids={"wikidata": "Q1"})], [entity("b", ids={"wikidata": "Q1"})]
    found = list(merge([lambda: first, lambda: second], apart=lambda a, b: {a, b} == {"a", "b"}))
    assert [one.entity.id for one in found] == ["a", "b"]
    assert found[1].contradictions == (
        "b has the same wikidata Q1 as a, but an override says that they are different.",
    )


@given(st.lists(st.lists(ENTITIES, max_size=5), max_size=3))
def test_every_id_is_kept_or_redirected_once(bases: list[list[Entity]]) -> None:
    found = list(merge([lambda base=base: base for base in bases]))  # type: ignore[misc]
    ids = [one for each in found for one in (each.entity.id, *each.redirects)]
    assert sorted(ids) == sorted({one.id for base in bases for one in base})
    assert bases == [] or {one.id for one in bases[0]} <= {each.entity.id for each in found}


def test_a_base_is_a_function_and_stays_as_it_is() -> None:
    with pytest.raises(UsageError, match="handed in as a function"):
        merge([[entity("a")]])  # type: ignore[list-item]
    readings = iter([[entity("a")], [entity("a"), entity("b")], []])

    def changing() -> Iterator[Entity]:
        return iter(next(readings))

    with pytest.raises(UnreadableInput, match="was changed"):
        list(merge([changing]))
    gone = iter([[entity("a")], []])
    with pytest.raises(UnreadableInput, match="was changed"):
        list(merge([lambda: next(gone)]))
