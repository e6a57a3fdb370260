"""What a text says as a whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.knowledge.base import KnowledgeBase
from kzling.resolution.matches import matches
from kzling.resolution.surroundings import Named, Spot, Surroundings

BASE = KnowledgeBase.from_records(
    [
        {
            "id": "kz",
            "type": "place",
            "names": [{"text": "Казахстан"}],
            "attributes": {"country": "kz", "kind": "state"},
        },
        {"id": "almaty", "type": "place", "names": [{"text": "Алматы"}], "attributes": {"country": "kz"}},
        {
            "id": "kim",
            "type": "person",
            "names": [{"text": "Олег Ким", "lang": "ru"}, {"text": "Ким-старший", "lang": "ru"}],
            "attributes": {"country": "uz"},
        },
    ]
)


def around(text: str, *, date: str | None = None, named: list[Named] | None = None) -> Surroundings:
    return Surroundings(text, lang="ru", date=date, base=BASE, named=named or [])


@pytest.mark.parametrize(
    ("text", "date", "day"),
    [
        ("В 1985 году он жил тут. Теперь нет.", "2020-05-01", "1985"),
        ("Теперь нет. В 1985 году он жил тут.", "2020-05-01", "2020-05-01"),
        ("В 2031 году он будет жить тут.", "2020-05-01", "2020-05-01"),
        ("В городе 2000 школ.", "2020-05-01", "2020-05-01"),
        ("С 1985 по 1990 год он жил тут.", "2020-05-01", "2020-05-01"),
        ("В 1985 году он жил тут.", None, "1985"),
        ("", None, None),
    ],
)
def test_the_day_that_a_sentence_speaks_of(text: str, date: str | None, day: str | None) -> None:
    assert around(text, date=date).day_at(0) == day


def test_sure_names_before_and_elsewhere() -> None:
    text = "Алматы и Казахстан, Алматы"
    sure = [Named(0, 6, BASE.get("almaty")), Named(9, 18, BASE.get("kz")), Named(20, 26, BASE.get("almaty"))]
    here = around(text, named=sure)
    assert [named.start for named in here.named_before(19)] == [9, 0]
    assert [named.start for named in here.elsewhere(Spot(text, 9, 18, "ru"))] == [0, 20]
    assert here.names(BASE.get("kz"))
    assert not around(text).names(BASE.get("kim"))


def test_countries_by_words_and_places() -> None:
    text = "Казахстан ждёт. Узбекский гость приехал в Алматы."
    here = around(text, named=[Named(42, 48, BASE.get("almaty"))])
    assert here.countries_beside(Spot(text, 26, 31, "ru")) == pytest.approx({"kz": 2 / 3, "uz": 1 / 3})
    assert here.countries_beside(Spot(text, 0, 9, "ru"))["kz"] == pytest.approx(1 / 2)
    assert around("Дождь.").countries_beside(Spot("Дождь.", 0, 5, "ru")) == {}


def test_other_names_in_the_text() -> None:
    (match,) = matches("Олег Ким", lang="ru", type=None, base=BASE)
    text = "Олег Ким и Ким-старший"
    assert around(text).holds_other_names(BASE.get("kim"), match, Spot(text, 0, 8, "ru"))
    assert not around("Олег Ким").holds_other_names(BASE.get("kim"), match, Spot("Олег Ким", 0, 8, "ru"))


@given(st.text(max_size=60), st.integers(0, 60))
def test_any_text_says_something_or_nothing(text: str, place: int) -> None:
    here, start = around(text, date="2020"), min(place, len(text))
    assert here.day_at(start) is not None
    assert 0 <= sum(here.countries_beside(Spot(text, start, len(text), "ru")).values()) <= 1.001
