"""How far two tokens are apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.names.costs import MOST
from kzling.names.sounds import LONGEST
from kzling.names.spelling import FAR, NEAR, UNSEEN, Spelling, Token, apart, edits, token

CASES = [
    ("Токаев", "ru", "Tokajew", "pl"), ("Токаев", "ru", "Tokayev", "en"), ("Тоқаев", "kk", "Токаев", "ru"),
    ("Шевченко", "uk", "Schewtschenko", "de"), ("Лукашэнка", "be", "Lukaschenko", "de"),
    ("Назарбаев", "ru", "Nazarbajev", "cs"), ("Жапаров", "ky", "Japarov", None),
]  # fmt: skip


@pytest.mark.parametrize(("a", "lang_a", "b", "lang_b"), CASES)
def test_spellings_of_one_name(a: str, lang_a: str, b: str, lang_b: str | None) -> None:
    found = apart(token(a, lang_a), token(b, lang_b))
    assert found.cost <= 2 * NEAR
    assert found.swaps == found.gaps == 0


@pytest.mark.parametrize(
    ("a", "b"), [("Токаев", "Токарев"), ("Марат", "Мурат"), ("Абишев", "Абышев"), ("Ержан", "Ерлан"), ("Ким", "Цой")]
)
def test_other_names_of_one_language(a: str, b: str) -> None:
    found = apart(token(a, "ru"), token(b, "ru"))
    assert found.cost > NEAR
    assert found.swaps + found.gaps > 0


@pytest.mark.parametrize(
    ("a", "lang_a", "b", "lang_b", "by"),
    [
        ("Токаев", "ru", "Токаева", "ru", "ending"), ("Путин", "ru", "Putinová", "cs", "ending"),
        ("Назарбаевым", "ru", "Nazarbajew", "pl", "case"), ("Назарбаев", "ru", "Назарбаев", "ru", "letters"),
    ],
)  # fmt: skip
def test_what_was_set_aside(a: str, lang_a: str, b: str, lang_b: str, by: str) -> None:
    assert apart(token(a, lang_a), token(b, lang_b)).by == by


def test_things_stand_as_adjectives() -> None:
    of_things, of_persons = (
        apart(token("Жамбылский", "ru", thing=thing), token("Жамбыл", "ru", thing=thing)) for thing in (True, False)
    )
    assert of_things.by == "adjective"
    assert of_things.cost < of_persons.cost


def test_nothing_is_far_from_anything() -> None:
    assert apart(token("北京", None), token("Токаев", "ru")).cost == FAR


@pytest.mark.parametrize(("text", "initial"), [("К.", True), ("К", True), ("К.-Ж.", True), ("Ким", False)])
def test_initials(text: str, initial: bool) -> None:
    assert token(text, None).initial is initial
    assert not token(text, None, thing=True).initial


@pytest.mark.parametrize(("a", "b"), [("Иван", "Иванов"), ("Петр", "Петров"), ("Абай", "Абаев"), ("Серик", "Сериков")])
def test_a_plural_is_no_name_of_one(a: str, b: str) -> None:
    assert apart(token(a, "ru"), token(b, "ru")).by != "case"
    assert apart(token("Горки", "ru", thing=True), token("Горок", "ru", thing=True)).by == "case"


def test_letters_behind_those_that_are_heard() -> None:
    long = "касымжомарт" * 20
    a, b = token(long + "ов", "ru"), token(long + "енко", "ru")
    assert len(a.text) == LONGEST
    assert apart(a, a).cost == 0
    assert apart(a, b).cost == FAR


def test_edits_tell_what_differs() -> None:
    a, b = token("Токаев", "ru"), token("Tukajew", "pl")
    found = {(edit.a, edit.b): edit.cost for edit in edits(apart(a, b), a.alphabet, b.alphabet)}
    assert found["в", "w"] == 0
    assert found["о", "u"] >= UNSEEN
    assert max(found.values()) <= MOST


NAMES = ["Токаев", "Токаевым", "Tokajewem", "Tokajevas", "توقاەۆ", "Aljaksandryja", "Банялука", "Асінаўка", "К."]
TOKENS = st.builds(
    token,
    st.sampled_from(NAMES) | st.text(alphabet="абвгдеёийкоурсўіabdeijkorsvwxyz'-.", max_size=12) | st.text(max_size=9),
    st.sampled_from([None, "ru", "kk", "be", "pl", "lt", "en", "xx"]),
    thing=st.booleans(),
)


def measure(found: Spelling) -> tuple[float, int, int, str]:
    return found.cost, found.swaps, found.gaps, found.by


@given(TOKENS, TOKENS)
def test_symmetric(a: Token, b: Token) -> None:
    assert measure(apart(a, b)) == measure(apart(b, a))
    assert apart(a, b).cost >= 0


@given(TOKENS)
def test_a_token_is_itself(a: Token) -> None:
    found = apart(a, a)
    assert found.cost == (0 if a.sounds.line else FAR)
