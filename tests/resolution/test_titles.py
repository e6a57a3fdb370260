import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.knowledge.base import KnowledgeBase
from kzling.resolution.titles import ITS_COUNTRY, ON_DAY, holders, options, places_named, title

TITLES = {
    "president": {"en": "president", "ru": "президент", "kk": "президент"},
    "premier": {"en": "prime minister", "ru": "премьер-министр", "kk": "премьер-министр"},
    "mayor": {"en": "mayor", "ru": "аким", "kk": "әкім"},
    "deputy": {"en": "deputy mayor", "ru": "заместитель акима", "kk": "әкімнің орынбасары"},
}


def person(id: str, name: str, *offices: tuple[str, str, str, str | None]) -> dict[str, object]:
    stated = [
        {"title": TITLES[title], "of": of, "since": since} | ({"until": until} if until else {})
        for title, of, since, until in offices
    ]
    attributes = {"country": offices[0][1][:2], "offices": stated}
    return {"id": id, "type": "person", "names": [{"text": name}], "attributes": attributes}


BASE = KnowledgeBase.from_records(
    [
        person("one", "Алим Первый", ("president", "kz", "1991-04-24", "2019-03-20")),
        person(
            "two",
            "Берик Второй",
            ("premier", "kz", "1999-10-01", "2002-01-28"),
            ("president", "kz", "2019-03-20", None),
        ),
        person("pole", "Jan Polski", ("president", "pl", "2015-08-06", "2025-08-06")),
        person("mayor", "Даулет Третий", ("mayor", "kz-place-almaty", "2020", None)),
        person("deputy", "Ерлан Четвертый", ("deputy", "kz-place-almaty", "2020", None)),
        {
            "id": "kz-place-almaty",
            "type": "place",
            "names": [{"text": "Алматы", "lang": "ru"}],
            "attributes": {"country": "kz"},
        },
        {
            "id": "pl-place-poland",
            "type": "place",
            "names": [{"text": "Польша", "lang": "ru"}],
            "attributes": {"country": "pl", "kind": "state"},
        },
    ]
)


def best(name: str, lang: str, day: str | None, near: frozenset[str] = frozenset()) -> str | None:
    asked = title(name, lang, BASE)
    assert asked is not None
    found = sorted(options(name, asked, lang=lang, day=day, near=near, base=BASE), key=lambda option: -option.weight)
    alone = found and (len(found) == 1 or found[0].weight > found[1].weight)
    return found[0].match.entity.id if alone else None


@pytest.mark.parametrize(
    ("name", "lang", "said", "of", "which"),
    [
        ("the president", "en", ("president",), set(), ""),
        ("президента Казахстана", "ru", ("президента",), {"kz"}, ""),
        ("польским президентом", "ru", ("президентом",), {"pl"}, ""),
        ("аким Алматы", "ru", ("аким",), {"kz-place-almaty"}, ""),
        ("президент Польши", "ru", ("президент",), {"pl"}, ""),
        ("тұңғыш президент", "kk", ("президент",), set(), "first"),
        ("former president", "en", ("president",), set(), "former"),
        ("prime minister", "en", ("prime", "minister"), set(), ""),
    ],
)
def test_a_title_is_taken_apart(name: str, lang: str, said: tuple[str, ...], of: set[str], which: str) -> None:
    found = title(name, lang, BASE)
    assert found is not None
    assert (found.words, set(found.of), str(found.which)) == (said, of, which)


@pytest.mark.parametrize(
    "name", ["", "the", "Казахстан", "Токаев", "королева", "президентство страны", "министрлік", "🇰🇿"]
)
def test_what_is_no_title_of_anybody(name: str) -> None:
    assert title(name, "kk", BASE) is None


@pytest.mark.parametrize(
    ("name", "lang", "day", "holder"),
    [
        ("президент Казахстана", "ru", "2010-01-01", "one"),
        ("президент Казахстана", "ru", "2019-03-19", "one"),
        ("президента Казахстана", "ru", "2019-03-20", "two"),
        ("Қазақстан президенті", "kk", "2021", "two"),
        ("President of Kazakhstan", "en", None, "two"),
        ("президентом Республики Казахстан", "ru", "2022", "two"),
        ("Қазақстан Республикасының Президенті", "kk", "2022", "two"),
        ("президент Польши", "ru", "2020-01-01", "pole"),
        ("Polish president", "en", "2020-01-01", "pole"),
        ("премьер-министр", "ru", "2001", "two"),
        ("премьер", "ru", "2001", "two"),
        ("аким Алматы", "ru", "2022", "mayor"),
        ("заместитель акима", "ru", "2022", "deputy"),
        ("первый президент Казахстана", "ru", "2022", "one"),
        ("бывший президент Казахстана", "ru", "2022", "one"),
    ],
)
def test_the_holder_on_the_day(name: str, lang: str, day: str | None, holder: str) -> None:
    assert best(name, lang, day) == holder


def test_two_holders_on_one_day_are_told_apart_by_what_stands_beside() -> None:
    assert best("президент", "ru", "2020") is None
    assert best("президент", "ru", "2020", frozenset({"pl"})) == "pole"
    assert best("президент", "ru", "2020", frozenset({"kz"})) == "two"


def test_the_day_and_the_country_weigh_as_they_say() -> None:
    asked = title("президент Польши", "ru", BASE)
    assert asked is not None
    found = {
        o.match.entity.id: o
        for o in options("президент Польши", asked, lang="ru", day="2020", near=frozenset(), base=BASE)
    }
    assert found.keys() == {"one", "two", "pole"}
    assert found["pole"].weight == ON_DAY + ITS_COUNTRY
    assert {reason.kind for reason in found["one"].reasons} == {"holder", "country"}


def test_holders_come_with_the_offices_of_the_day_first() -> None:
    asked = title("президент", "ru", BASE)
    assert asked is not None
    held = {
        entity.id: [office.since for office in found]
        for entity, found in holders(asked, lang="ru", day="2020", base=BASE)
    }
    assert held == {"one": ["1991-04-24"], "two": ["2019-03-20"], "pole": ["2015-08-06"]}


def test_places_and_states_that_a_word_names() -> None:
    assert places_named("Алматы", "ru", BASE) == {"kz-place-almaty"}
    assert places_named("Польши", "ru", BASE) == {"pl"}
    assert places_named("Берик", "ru", BASE) == set()


@given(
    st.text(st.characters(exclude_categories=()), max_size=30)
    | st.lists(st.sampled_from(["президент", "первый", "Алматы", "Польши", "the", "минист", "ex"])).map(" ".join),
    st.sampled_from(["ru", "kk", "en", None]),
    st.sampled_from([None, "2020", "1800-01-01"]),
)
def test_any_text_is_a_title_or_none(name: str, lang: str | None, day: str | None) -> None:
    asked = title(name, lang, BASE)
    if asked is not None:
        assert asked.words
        found = options(name, asked, lang=lang, day=day, near=frozenset(), base=BASE)
        assert all(option.match.how == "title" and option.reasons for option in found)
