from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.roles import GOVERNMENT, OFFICE, Office, country, filed_under, is_state, offices, seats
from kzling.model import Entity, EntityType, Name

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["of", "since", "until", "title", "ru", "x"]), inner, max_size=3)
    ),
    max_leaves=12,
)


def entity(type: EntityType = "person", **attributes: Any) -> Entity:
    return Entity("x", (Name("X"),), type, attributes=attributes)


@pytest.mark.parametrize(
    ("day", "held"),
    [
        ("2019-03-19", False),
        ("2019-03-20", True),
        ("2020", True),
        ("2022-12", True),
        ("2023-01-01", False),
        (None, False),
    ],
)
def test_an_office_is_held_from_its_first_day_until_before_its_last(day: str | None, held: bool) -> None:
    assert Office(("president",), "kz", "2019-03-20", "2023").held_on(day) is held


def test_an_office_without_end_is_held_today() -> None:
    assert Office(("president",), "kz", "2019-03-20", None).held_on(None)
    assert Office(("president",), "kz", None, None).held_on("1500")


def test_the_offices_of_a_person_are_folded_and_each_title_is_there_once() -> None:
    stated = [{"title": {"ru": "Президент", "kk": "президент", "en": "President"}, "of": "kz", "since": "2019"}]
    assert offices(entity(offices=stated)) == (Office(("президент", "president"), "kz", "2019", None),)


@pytest.mark.parametrize("stated", [None, "president", {}, [None], [{}], [{"title": "president"}], [{"title": []}]])
def test_what_is_no_list_of_offices_says_nothing(stated: object) -> None:
    assert offices(entity(offices=stated)) == ()


def test_a_capital_stands_for_its_country_on_its_days() -> None:
    almaty = entity("place", capital_of=[{"of": "kz", "since": "1991", "until": "1997-12-10"}])
    assert seats(almaty, "1995") == (("kz", True),)
    assert seats(almaty, "1997-12-10") == (("kz", False),)
    assert seats(almaty, None) == (("kz", False),)


def test_a_building_stands_for_a_body() -> None:
    assert seats(entity("place", seat_of={"of": "ru-org-president"}), "2020") == (("ru-org-president", True),)


@pytest.mark.parametrize("stated", [None, "kz", [], [None], {}, {"of": ""}, {"of": 1}])
def test_what_is_no_seat_says_nothing(stated: object) -> None:
    assert seats(entity("place", capital_of=stated), "2020") == ()


def test_countries_and_states() -> None:
    assert country(entity(country="kz")) == "kz"
    assert country(entity(country=["kz"])) is None
    assert is_state(entity("place", kind="state"))
    assert not is_state(entity("organization", kind="state"))
    assert not is_state(entity("place", kind="city"))


def test_keys_of_offices_and_of_governments() -> None:
    stated = [{"title": {"ru": "Премьер-министр Казахстана"}, "of": "kz"}]
    words = ("премьер-министр казахстана", "премьер-министр", "премьер", "министр", "казахстана")
    assert filed_under(entity(offices=stated)) == {OFFICE + word for word in words}
    assert filed_under(entity("organization", kind="government", country="kz")) == {GOVERNMENT + "kz"}
    assert filed_under(entity("organization", kind="government")) == set()
    assert filed_under(entity("place", kind="government", country="kz")) == set()


def test_a_base_finds_holders_and_governments_by_these_keys() -> None:
    base = KnowledgeBase.from_records(
        [
            {
                "id": "p",
                "type": "person",
                "names": [{"text": "P"}],
                "attributes": {"offices": [{"title": {"en": "Prime Minister"}, "of": "kz"}]},
            },
            {
                "id": "g",
                "type": "organization",
                "names": [{"text": "G"}],
                "attributes": {"kind": "government", "country": "kz"},
            },
        ]
    )
    assert [found.id for found in base.holding("prime minister")] == ["p"]
    assert [found.id for found in base.holding("minister")] == ["p"]
    assert base.holding("queen") == []
    assert [found.id for found in base.governments("kz")] == ["g"]
    assert base.governments("pl") == []


@given(ANYTHING, st.none() | st.just("2020"))
def test_any_attributes_are_read(stated: Any, day: str | None) -> None:
    said = entity("organization", offices=stated, capital_of=stated, seat_of=stated, country=stated, kind=stated)
    assert all(isinstance(office.held_on(day), bool) for office in offices(said))
    assert all(isinstance(held, bool) for _, held in seats(said, day))
    assert all(key[0] in (OFFICE, GOVERNMENT) for key in filed_under(said))
    assert is_state(said) is False
