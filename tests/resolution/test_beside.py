import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.model import Entity, Name
from kzling.resolution.beside import (
    Beside,
    acts,
    beside,
    holds,
    kinds_beside,
    kinds_of,
    like,
    office_beside,
    words_of_offices,
)

PRESIDENT = Entity(
    "p",
    (Name("Касым-Жомарт Токаев", "ru"),),
    "person",
    attributes={
        "offices": [
            {"title": {"ru": "президент", "kk": "президент", "en": "president"}, "of": "kz", "since": "2019-03-20"},
            {"title": {"ru": "премьер-министр", "en": "prime minister"}, "of": "kz", "since": "1999", "until": "2002"},
            {"title": {"ru": "заместитель министра"}, "of": "kz", "since": "1993", "until": "1994"},
        ]
    },
)


def at(text: str, name: str) -> tuple[int, int]:
    return text.index(name), text.index(name) + len(name)


def said(text: str, name: str) -> Beside:
    return beside(text, *at(text, name))


def test_words_stay_in_their_sentence() -> None:
    words = said("Дождь. Вчера премьер Токаев уехал! Снег.", "Токаев")
    assert words == Beside(("Вчера", "премьер"), ("уехал",), ("уехал",))


def test_only_near_words_count_and_the_last_two_of_the_sentence() -> None:
    words = said("а б в г д е ж з Токаев а б в г д е ж з и к", "Токаев")
    assert words == Beside(tuple("бвгдежз"), tuple("абвгдеж"), ("и", "к"))


@pytest.mark.parametrize(
    ("text", "lang", "title"),
    [
        ("президента Токаева", "ru", "президент"),
        ("Токаев, президент страны", "ru", "президент"),
        ("премьер-министром Токаевым", "ru", "премьер-министр"),
        ("prime minister Токаев", "en", "prime minister"),
        ("Президенті Токаев", "kk", "президент"),
    ],
)
def test_the_office_beside_a_name(text: str, lang: str, title: str) -> None:
    office = office_beside(PRESIDENT, said(text, "Токаев"), lang)
    assert office is not None
    assert title in office.titles


def test_of_several_offices_the_longest_title_counts() -> None:
    office = office_beside(PRESIDENT, said("заместитель министра Токаев", "Токаев"), "ru")
    assert office is not None
    assert office.since == "1993"


@pytest.mark.parametrize("text", ["Токаев", "вчера Токаев уехал", "Президент. Токаев", "президиум Токаева"])
def test_no_office_beside_a_name(text: str) -> None:
    assert office_beside(PRESIDENT, said(text, "Токаев"), "ru") is None


def test_the_offices_that_a_noun_stands_for() -> None:
    assert [office.since for office in holds(PRESIDENT, "Президента", "ru")] == ["2019-03-20"]
    assert [office.since for office in holds(PRESIDENT, "премьер", "ru")] == ["1999"]
    assert holds(PRESIDENT, "король", "ru") == ()
    assert holds(PRESIDENT, "", "ru") == ()


def test_a_deputy_is_another_office() -> None:
    assert holds(PRESIDENT, "министр", "ru") == ()
    assert [office.since for office in holds(PRESIDENT, "заместитель министра", "ru")] == ["1993"]
    assert words_of_offices("first").isdisjoint(words_of_offices("deputy"))


@pytest.mark.parametrize(
    ("text", "name", "lang", "kind"),
    [
        ("на улице Абая", "Абая", "ru", "street"),
        ("Абай облысында", "Абай", "kk", "region"),
        ("Абай көшесі", "Абай", "kk", "street"),
        ("in Abai Region", "Abai", "en", "region"),
        ("в Абайской области", "Абайской", "ru", "region"),
        ("в селе Абай", "Абай", "ru", "village"),
        ("Абай мен Жетісу облыстарының бюджеті", "Абай", "kk", "region"),
    ],
)
def test_the_kind_of_a_place_beside_its_name(text: str, name: str, lang: str, kind: str) -> None:
    assert kind in kinds_beside(text, *at(text, name), lang)


@pytest.mark.parametrize(
    ("text", "name", "lang"),
    [
        ("Абай туралы", "Абай", "kk"),
        ("Абайдың көшесі", "Абайдың", "kk"),
        ("Абай, область", "Абай", "ru"),
        ("Абай", "Абай", "ru"),
    ],
)
def test_no_kind_beside_a_name(text: str, name: str, lang: str) -> None:
    assert kinds_beside(text, *at(text, name), lang) == frozenset()


def test_towns_and_villages_are_told_apart_by_law_alone() -> None:
    town = Entity("t", (Name("Абай", "ru"),), "place", attributes={"kind": "town"})
    assert {"town", "city", "village"} <= kinds_of(town)
    street = Entity("s", (Name("улица Абая", "ru"),), "place")
    assert "street" in kinds_of(street)
    assert "city" not in kinds_of(street)
    assert kinds_of(Entity("n", (Name("Абай", "ru"),))) == frozenset()


@pytest.mark.parametrize(
    ("text", "name", "lang", "nominative"),
    [
        ("Официальная Астана молчит", "Астана", "ru", True),
        ("Ресми Астана", "Астана", "kk", True),
        ("Отношения с Москвой", "Москвой", "ru", False),
        ("Moscow denied the report", "Moscow", "en", True),
        ("Вчера Москва осудила это", "Москва", "ru", True),
        ("Warszawa potępiła atak", "Warszawa", "pl", True),
        # The verb stands at the end of the sentence.
        ("Мәскеу бұл туралы айтылған барлық айыптауларды жоққа шығарды.", "Мәскеу", "kk", True),
    ],
)
def test_a_capital_acts(text: str, name: str, lang: str, nominative: bool) -> None:
    assert acts(said(text, name), lang=lang, nominative=nominative)


@pytest.mark.parametrize(
    ("text", "name", "lang", "nominative"),
    [
        ("Астана растёт", "Астана", "ru", True),
        ("В Москве прошёл дождь", "Москве", "ru", False),
        ("The city of Moscow denied", "Moscow", "en", True),
        # Something else is the subject.
        ("Вчера о Москву осудила", "Москву", "ru", False),
        ("Министр Астана қаласында айтты", "Астана", "kk", True),
        ("Astana", "Astana", "en", True),
    ],
)
def test_a_place_stays_a_place(text: str, name: str, lang: str, nominative: bool) -> None:
    assert not acts(said(text, name), lang=lang, nominative=nominative)


def test_they_who_speak_in_a_capital_are_its_government() -> None:
    assert acts(said("В Москве заявили протест", "Москве"), lang="ru", nominative=False)
    assert not acts(said("В Москве заявил протест", "Москве"), lang="ru", nominative=False)


def test_a_building_does_little_by_itself() -> None:
    words = said("Кремль промолчал", "Кремль")
    assert acts(words, lang="ru", nominative=True, building=True)
    assert not acts(words, lang="ru", nominative=True)


def test_a_form_of_a_word_of_a_title() -> None:
    assert like("президенті", "президент", "kk")
    assert like("министром", "министр", "ru")
    assert not like("министерство", "министр", "ru")
    assert not like("король", "президент", "ru")


TEXTS = st.text(st.characters(exclude_categories=()), max_size=60) | st.text("Абай обл.президент")


@given(TEXTS, st.data(), st.sampled_from(["ru", "kk", "en", None]))
def test_any_place_of_any_text(text: str, data: st.DataObject, lang: str | None) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = beside(text, start, end)
    assert all(word in text[:start] for word in words.before)
    assert all(word in text[end:] for word in (*words.behind, *words.last))
    assert isinstance(acts(words, lang=lang, nominative=True, building=True), bool)
    assert isinstance(kinds_beside(text, start, end, lang), frozenset)
    assert office_beside(PRESIDENT, words, lang) in (None, *holds(PRESIDENT, "президент", "ru"), *office_list())


def office_list() -> tuple[object, ...]:
    return (*holds(PRESIDENT, "премьер", "ru"), *holds(PRESIDENT, "заместитель", "ru"))


@pytest.mark.parametrize("piece", ["я", "Я ", "🇰🇿", "\0", "\ud800", "שלום ", "\n"])
def test_a_text_of_a_million_characters_is_looked_at_near_the_name_alone(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    words = beside(text, 500_000, 500_006)
    assert len(words.before) <= 7
    assert len(words.behind) <= 7
    assert not acts(words, lang="ru", nominative=True)
