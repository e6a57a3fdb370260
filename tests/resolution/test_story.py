"""One text as the place of its names; a made-up base of a country's news."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.knowledge.base import KnowledgeBase
from kzling.model import Entity, Resolution
from kzling.resolution import signs, story
from kzling.resolution.story import Story
from kzling.resolution.surroundings import Named, Surroundings


def entry(id: str, type: str, *, attributes: dict[str, Any] | None = None, **names: str) -> dict[str, Any]:
    """Give a record; of a language, names stand apart by a comma."""
    listed = [{"text": text, "lang": lang} for lang, texts in names.items() for text in texts.split(", ")]
    return {"id": id, "type": type, "names": listed, "attributes": attributes or {}}


def premier(since: str, until: str | None = None) -> dict[str, Any]:
    title = {"ru": "премьер-министр", "en": "prime minister", "kk": "премьер-министр"}
    dates = {"since": since} | ({"until": until} if until else {})
    return {"country": "kz", "offices": [{"title": title, "of": "kz"} | dates]}


KZ = {"country": "kz"}
CAPITAL = KZ | {"kind": "city", "capital_of": [{"of": "kz", "since": "1997-12-10"}]}
STREET = KZ | {"kind": "street", "parent": "almaty"}
BASE = KnowledgeBase.from_records(
    [
        entry("temur", "person", ru="Темур Умаров", kk="Темур Умаров", en="Temur Umarov", pl="Temur Umarow"),
        entry("daniyar", "person", ru="Данияр Умаров", kk="Данияр Умаров", en="Daniyar Umarov", pl="Danijar Umarow"),
        entry("premier", "person", attributes=premier("2024-02-06"), ru="Олжас Бектенов", en="Olzhas Bektenov"),
        entry("former", "person", attributes=premier("2019-02-25", "2022-01-05"), ru="Аскар Мамин", en="Askar Mamin"),
        entry("astana", "place", attributes=CAPITAL, ru="Астана", en="Astana", kk="Астана"),
        entry("almaty", "place", attributes=KZ | {"kind": "city"}, ru="Алматы", en="Almaty", kk="Алматы"),
        entry("shymkent", "place", attributes=KZ | {"kind": "city"}, ru="Шымкент"),
        entry("palace", "place", attributes=KZ | {"seat_of": {"of": "office"}}, ru="Акорда", kk="Ақорда", en="Akorda"),
        entry("office", "organization", attributes=KZ, ru="Администрация президента"),
        entry("government", "organization", attributes=KZ | {"kind": "government"}, ru="Правительство Казахстана"),
        entry("abai", "person", attributes=KZ | {"occupation": "poet"}, ru="Абай Кунанбаев, Абай", kk="Абай"),
        entry("abai-street", "place", attributes=STREET, ru="улица Абая, Абай", kk="Абай"),
        entry("party", "organization", attributes=KZ | {"kind": "party"}, ru="Аманат", kk="Аманат", en="Amanat"),
        entry("tower-kz", "organization", attributes=KZ, ru="Башня"),
        entry("tower-pl", "organization", attributes={"country": "pl"}, ru="Башня"),
        entry("truth", "organization", attributes={"kind": "newspaper"}, ru="Правда"),
    ]
)


def told(
    text: str, name: str, lang: str, date: str | None = "2024-06-01", *named: str, last: bool = True
) -> Resolution:
    start = text.rindex(name) if last else text.index(name)
    sure = [
        Named(text.index(surface), text.index(surface) + len(surface), BASE.get(id))
        for surface, id in map(pair, named)
    ]
    asked = Story(Surroundings(text, lang=lang, date=date, base=BASE, named=sorted(sure, key=lambda each: each.start)))
    return asked.meant(start, start + len(name)).resolution


def pair(stated: str) -> tuple[str, str]:
    surface, _, entity_id = stated.partition("=")
    return surface, entity_id


def entity(answer: Resolution) -> str | None:
    return answer.entity.id if answer.entity is not None else None


def weights(answer: Resolution) -> dict[str, float]:
    return {reason.kind: reason.weight for reason in answer.evidence}


# The chain of names.


@pytest.mark.parametrize(
    ("text", "name", "lang", "who"),
    [
        ("Приехал Темур Умаров. Умарова ждали.", "Умарова", "ru", "temur"),
        ("Темур Умаров келді. Умаровтың айтуынша, бәрі жақсы.", "Умаровтың", "kk", "temur"),
        ("Przyjechał Danijar Umarow. Umarowa pytano.", "Umarowa", "pl", "daniyar"),
        ("Daniyar Umarov came. Umarov's words were few.", "Umarov's", "en", "daniyar"),
        # The nearest before it, of two.
        ("Темур Умаров и Данияр Умаров. Умаров молчал.", "Умаров", "ru", "daniyar"),
        ("Данияр Умаров ушёл. Темур Умаров остался. Умаров молчал.", "Умаров", "ru", "temur"),
        # Behind it, where there is none before.
        ("Умаров приехал, сообщил сам Темур Умаров.", "Умаров", "ru", "temur"),
        # The given name alone, and initials.
        ("Темур Умаров пришёл. Темура ждали.", "Темура", "ru", "temur"),
        ("Встречали его. Д. Умаров молчал.", "Д. Умаров", "ru", "daniyar"),
        # The full name around the very place.
        ("Приехал Данияр Умаров вчера.", "Умаров", "ru", "daniyar"),
    ],
)
def test_a_short_name_stands_for_the_full_one(text: str, name: str, lang: str, who: str) -> None:
    last = not text.startswith("Умаров")
    assert entity(told(text, name, lang, last=last)) == who


@pytest.mark.parametrize(
    ("text", "name", "lang"),
    [
        ("Приехал Иван Умаров. Умарова ждали.", "Умарова", "ru"),
        ("Ivan Umarov came. Umarov's words were few.", "Umarov's", "en"),
        ("Иван Умаров келді. Умаровтың айтуынша, бәрі жақсы.", "Умаровтың", "kk"),
        ("Вчера был Умаров.", "Умаров", "ru"),
        ("Приехал Иван Умаров.", "Иван Умаров", "ru"),
        ("Иван Бектенов пришёл. Бектенова ждали.", "Бектенова", "ru"),
    ],
)
def test_a_stranger_with_the_surname_is_nobody(text: str, name: str, lang: str) -> None:
    assert entity(told(text, name, lang)) is None


# Offices.


@pytest.mark.parametrize(
    ("text", "name", "lang", "date", "who"),
    [
        ("Премьер-министр провёл заседание.", "Премьер-министр", "ru", "2024-06-01", "premier"),
        ("Премьер-министр провёл заседание.", "Премьер-министр", "ru", "2020-06-01", "former"),
        ("The prime minister chaired a session.", "prime minister", "en", "2020-06-01", "former"),
        # The year in the sentence goes before the text's own day.
        ("В 2020 году премьер-министр подписал закон.", "премьер-министр", "ru", "2024-06-01", "former"),
        (
            "Это было в 2020 году. Сегодня премьер-министр подписал закон.",
            "премьер-министр",
            "ru",
            "2024-06-01",
            "premier",
        ),
        ("В 2030 году премьер-министр подпишет закон.", "премьер-министр", "ru", "2024-06-01", "premier"),
    ],
)
def test_an_office_alone_is_its_holders(text: str, name: str, lang: str, date: str, who: str) -> None:
    assert entity(told(text, name, lang, date)) == who


def test_an_office_beside_a_surname_speaks_for_its_holder() -> None:
    on_day = weights(told("Вчера премьер-министр Бектенов уехал.", "Бектенов", "ru"))
    before = weights(told("Вчера премьер-министр Мамин уехал.", "Мамин", "ru"))
    assert on_day["office"] == signs.OFFICE
    assert before["office"] == signs.FORMER_OFFICE
    assert "office" not in weights(told("Вчера Бектенов уехал.", "Бектенов", "ru"))


# Capitals that act.


@pytest.mark.parametrize(
    ("text", "name", "lang"),
    [
        ("Официальная Астана осудила нападение.", "Астана", "ru"),
        ("Вчера Астана осудила нападение.", "Астана", "ru"),
        ("Astana denied the report.", "Astana", "en"),
        ("Астана бұл айыптауларды жоққа шығарды.", "Астана", "kk"),
        ("Переговоры с Астаной идут.", "Астаной", "ru"),
    ],
)
def test_a_capital_that_acts_is_its_government(text: str, name: str, lang: str) -> None:
    answer = told(text, name, lang)
    assert entity(answer) == "government"
    assert weights(answer)["metonym"] == story.ACTS


@pytest.mark.parametrize(
    ("text", "name", "date"),
    [
        ("В Астане прошёл дождь.", "Астане", "2024-06-01"),
        ("Город Астана растёт.", "Астана", "2024-06-01"),
        ("Вчера Алматы осудил нападение.", "Алматы", "2024-06-01"),
        # It was no capital yet.
        ("Официальная Астана осудила нападение.", "Астана", "1995-06-01"),
    ],
)
def test_other_places_stay_places(text: str, name: str, date: str) -> None:
    answer = told(text, name, "ru", date)
    assert entity(answer) in ("astana", "almaty")
    assert "metonym" not in weights(answer)


def test_a_seat_that_speaks_is_the_body_in_it() -> None:
    assert entity(told("В Акорде опровергли слухи.", "Акорде", "ru")) == "office"
    assert entity(told("У стен Акорды туристы.", "Акорды", "ru")) == "palace"


# What a place is called.


def test_a_street_is_no_poet() -> None:
    assert entity(told("Авария на улице Абая в городе.", "Абая", "ru")) == "abai-street"
    assert entity(told("Стихи поэта: Абай писал о степи и народе, поэзия Абая жива.", "Абая", "ru")) == "abai"


def test_a_street_of_another_town_is_nobodys() -> None:
    here = told("В Алматы авария на улице Абая.", "Абая", "ru", None, "Алматы=almaty")
    there = told("В Шымкенте авария на улице Абая.", "Абая", "ru", None, "Шымкенте=shymkent")
    assert entity(here) == "abai-street"
    assert weights(here)["parent"] == signs.PARENT
    assert entity(there) is None


# Traps.


def test_a_small_letter_is_no_name() -> None:
    assert entity(told("Вокруг правда и только.", "правда", "ru")) is None
    assert entity(told("Об этом пишет Правда сегодня.", "Правда", "ru")) == "truth"


def test_an_ordinary_word_at_the_beginning_of_a_sentence_is_no_name() -> None:
    answer = told("Денег нет. Правда в этом.", "Правда", "ru")
    assert entity(answer) is None
    assert "ordinary" in weights(answer)


# What stands elsewhere in the text.


def test_a_common_noun_takes_up_the_name_before_it() -> None:
    text = "Аманат провёл съезд. Партия приняла программу."
    answer = told(text, "Партия", "ru", "2024", "Аманат=party")
    assert entity(answer) == "party"
    assert weights(answer)["head"] == story.HEAD
    assert entity(told(text, "Партия", "ru", "2024")) is None
    assert entity(told("Партия приняла программу. Аманат рад.", "Партия", "ru", "2024", "Аманат=party")) is None


@pytest.mark.parametrize(("of", "which"), [("Казахстане", "tower-kz"), ("Польше", "tower-pl")])
def test_the_country_that_a_text_speaks_of(of: str, which: str) -> None:
    answer = told(f"Новости из фирмы: Башня строит в {of} дом.", "Башня", "ru")
    assert answer.candidates[0].entity_id == which
    assert weights(answer)["country"] == signs.IN_TEXT


def test_the_country_of_the_publisher_decides_between_equals() -> None:
    text = "Фирма Башня строит."
    for origin, which in (("pl", "tower-pl"), ("kz", "tower-kz")):
        found = Story(Surroundings(text, lang="ru", date=None, base=BASE, origin=origin)).meant(6, 11).resolution
        assert found.candidates[0].entity_id == which
        assert weights(found)["origin"] == signs.HOME


def test_other_names_of_an_entity_in_the_text_speak_for_it() -> None:
    answer = told("Абай Кунанбаев жил. А улица Абая? Здесь Абай.", "Абай", "ru")
    assert answer.candidates[0].entity_id == "abai"


# Any text.


def test_a_type_and_matches_that_are_known_are_kept_to() -> None:
    text = "Вчера Астана осудила нападение."
    asked = Story(Surroundings(text, lang="ru", date="2024", base=BASE))
    assert entity(asked.meant(6, 12, type="place").resolution) == "astana"
    assert entity(asked.meant(6, 12, type="organization").resolution) == "government"
    assert asked.meant(6, 12, found=()).match is None


def test_an_empty_text_names_nobody() -> None:
    assert Story(Surroundings("", lang=None, date=None, base=BASE)).meant(0, 0).match is None


PIECES = [
    "Умаров",
    "Темур",
    "Абая",
    "улица",
    "Астана",
    "заявила",
    "премьер-министр",
    "в",
    "2020",
    ".",
    "Правда",
    "партия",
    "Иван",
    "А.",
]


@given(
    st.text(st.characters(exclude_categories=()), max_size=60)
    | st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.data(),
    st.sampled_from(["ru", "kk", "en", None]),
    st.sampled_from([None, "2020", "2024-06-01"]),
)
def test_any_place_of_any_text_has_an_answer(
    text: str, data: st.DataObject, lang: str | None, date: str | None
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    asked = Story(
        Surroundings(text, lang=lang, date=date, base=BASE, named=[Named(0, min(3, len(text)), BASE.get("party"))])
    )
    answer = asked.meant(start, end).resolution
    scores = [candidate.score for candidate in answer.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in [*scores, answer.score])
    assert asked.meant(start, end).resolution == answer
    full = asked.around(start, end, lang)
    assert full is None or (full.start <= start and len(full.tokens) > 1)


@pytest.mark.parametrize("piece", ["я", "Я ", "Умаров ", "Иван ", "🇰🇿", "\0", "\ud800", "2020 ", "שלום ", "А."])
def test_a_name_behind_a_hundred_thousand_characters(piece: str) -> None:
    text = piece * (100_000 // len(piece)) + "\nТемур Умаров."
    found = Story(Surroundings(text, lang="ru", date=None, base=BASE)).meant(len(text) - 13, len(text) - 1)
    assert isinstance(found.resolution.entity, Entity)
    assert found.resolution.entity.id == "temur"
