"""Likeness of single tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.names.similarity import EQUAL, INITIAL, LEMMA, NO_MATCH, SOUND, alike, match


@pytest.mark.parametrize(
    ("a", "b", "kind", "score"),
    [
        ("Токаев", "ТОКАЕВ", "equal", EQUAL),
        ("Токаев", "Токаевым", "lemma", LEMMA),
        ("Токаев", "Tokajew", "spelling", SOUND),
        ("К.", "Касым-Жомарт", "initial", INITIAL),
        ("К.-Ж.", "Kassym-Zhomart", "initial", INITIAL),
        ("Ж.", "Zhomart", "initial", INITIAL),
    ],
)
def test_match(a: str, b: str, kind: str, score: float) -> None:
    found = match(a, b)
    assert (found.kind, found.score) == (kind, score)


@pytest.mark.parametrize(
    ("a", "b"),
    [("Токаев", "Назарбаев"), ("К.", "Нурсултан"), ("Ержан", "Ерлан"), ("К.-П.", "Касым-Жомарт"), ("", "К.")],
)
def test_no_match(a: str, b: str) -> None:
    assert match(a, b) == NO_MATCH


def test_halves_of_double_names() -> None:
    assert match("Юрий", "Юрій-Богдан").kind == "half"


def test_baltic_endings_belong_to_the_language() -> None:
    assert match("Tokajevs", "Токаев", "lv", "ru").score == SOUND
    assert match("Tokajevas", "Токаев", "lt", "ru").score == SOUND


def test_one_vowel_can_make_another_name() -> None:
    assert match("Марат", "Мурат").score < 0.75
    assert match("Болат", "Булат").score > 0.85


@given(st.text(), st.text())
def test_symmetric_and_in_range(a: str, b: str) -> None:
    found = match(a, b)
    assert found == match(b, a)
    assert 0 <= found.score <= 1
    assert 0 <= alike(a, b) == alike(b, a) <= 1
