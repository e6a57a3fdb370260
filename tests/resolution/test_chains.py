from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.mentions.found import Found
from kzling.resolution.chains import surnames_alone
from kzling.text.tokens import words


def alone(text: str, named: list[tuple[str, str | None]], taken: list[tuple[int, int]]) -> list[Found]:
    return list(surnames_alone(text, named, taken, said=words(text)))


def found(text: str, full: str, lang: str | None) -> list[str]:
    start = text.find(full)
    taken = [(start, start + len(full))] if start >= 0 else []
    return [text[item.start : item.end] for item in alone(text, [(full, lang)], taken)]


@pytest.mark.parametrize(
    ("text", "full", "lang", "surnames"),
    [
        ("Тимур Умаров. Умаров и Умарову, а Т. Умаровым", "Тимур Умаров", "ru", ["Умаров", "Умарову", "Т. Умаровым"]),
        ("Ержан Сағындықов. Сағындықовтың сөзі", "Ержан Сағындықов", "kk", ["Сағындықовтың"]),
        ("Jan Kowalski. Kowalskiego, J.\u00a0Kowalski", "Jan Kowalski", "pl", ["Kowalskiego", "J.\u00a0Kowalski"]),
        ("Temur Umarov. Umarov’s", "Temur Umarov", "en", ["Umarov’s"]),
        ("К.-Ж. Токаев: Касым-Жомарт Токаев", "Касым-Жомарт Токаев", "ru", ["К.-Ж. Токаев"]),
    ],
)
def test_the_surname_after_the_full_name(text: str, full: str, lang: str, surnames: list[str]) -> None:
    assert found(text, full, lang) == surnames


@pytest.mark.parametrize(
    ("text", "full", "lang"),
    [
        ("Тимур Умаров. умаров", "Тимур Умаров", "ru"),
        ("Тимур Умаров. Умарханов", "Тимур Умаров", "ru"),
        ("Тимур Умаров. Тимур", "Тимур Умаров", "ru"),
        ("Умаров. Умаров", "Умаров", "ru"),
        ("", "Тимур Умаров", "ru"),
    ],
)
def test_other_words_are_no_surname(text: str, full: str, lang: str) -> None:
    assert found(text, full, lang) == []


def test_a_finding_says_who_it_is_and_how_it_was_found() -> None:
    (item,) = alone("Умарова", [("Тимур Умаров", "ru")], [])
    assert (item.lemma, item.type, item.by, item.bearers) == ("Умаров", "person", "chain", ())


def test_what_is_a_name_already_is_left_alone() -> None:
    assert alone("Умаров", [("Тимур Умаров", "ru")], [(3, 9)]) == []
    assert len(alone("Умаров", [("Тимур Умаров", "ru")], [(6, 9)])) == 1


def test_surnames_that_begin_alike() -> None:
    full: list[tuple[str, str | None]] = [("Тимур Умаров", "ru"), ("Ержан Умарханов", "ru")]
    assert [item.lemma for item in alone("Умархановым и Умарову", full, [])] == ["Умарханов", "Умаров"]


def test_nobody_in_full_nobody_by_surname() -> None:
    assert alone("Умаров", [], []) == []


@given(
    st.text(st.characters(exclude_categories=()), max_size=50) | st.text("УмаровТи. "),
    st.text(st.characters(exclude_categories=()), max_size=20) | st.just("Тимур Умаров"),
    st.sampled_from(["ru", None]),
)
def test_surnames_stand_where_they_say(text: str, full: str, lang: str | None) -> None:
    items = alone(text, [(full, lang)], [])
    assert all(0 <= item.start < item.end <= len(text) for item in items)
    assert all(one.end <= other.start for one, other in pairwise(items))
