"""What letters cost for each other, and the file of costs."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling import data
from kzling.names.costs import COSTS, MOST, SCRIPTS, aligned, alphabet, base, costs
from kzling.names.sounds import sounds


@cache
def lines() -> list[tuple[str, str, str, list[tuple[str, float]]]]:
    """Give the lines of the file: two alphabets, a letter of the first, letters of the second with their costs."""
    found = []
    for line in data.read_text(COSTS).splitlines():
        alphabets, x, *others = line.split("\t")
        a, b = alphabets.split(" ")
        pairs = [other.rpartition(":") for other in others]
        found.append((a, b, x, [(y, float(cost)) for y, _, cost in pairs]))
    return found


ALPHABETS = sorted({name for a, b, _, _ in lines() for name in (a, b)})
LETTERS = sorted({letter for _, _, x, others in lines() for letter in (x, *(y for y, _ in others))})


def test_file() -> None:
    text = data.read_text(COSTS)
    assert text.splitlines() == sorted(text.splitlines())
    assert text.endswith("\n")
    assert len({line[:3] for line in lines()}) == len(lines())
    for a, b, x, others in lines():
        assert a <= b
        assert all(name in SCRIPTS or name.partition("-")[0] in SCRIPTS for name in (a, b))
        assert others
        assert [y for y, _ in others] == sorted({y for y, _ in others}), (a, b, x)
        assert all(0 <= cost < MOST for _, cost in others)


def test_a_letter_costs_the_same_both_ways() -> None:
    for a, b, x, others in lines():
        there, back = costs(a, b), costs(b, a)
        for y, _ in others:
            assert there[x, y] == back[y, x], (a, b, x, y)


@given(st.sampled_from(ALPHABETS), st.sampled_from(ALPHABETS), st.sampled_from(LETTERS), st.sampled_from(LETTERS))
def test_so_does_one_that_is_not_listed(a: str, b: str, x: str, y: str) -> None:
    assert 0 <= costs(a, b)[x, y] == costs(b, a)[y, x] <= MOST


@pytest.mark.parametrize(
    ("a", "b", "usual", "seldom"),
    [
        ("Cyrl-ru", "Latn-pl", ("в", "w"), ("в", "l")),
        ("Cyrl-ru", "Latn-de", ("ш", "sch"), ("ш", "z")),
        ("Cyrl-kk", "Cyrl-ru", ("қ", "к"), ("қ", "г")),
        ("Cyrl-uk", "Latn-en", ("г", "h"), ("г", "z")),
        ("Cyrl-ru", "Cyrl-ru", ("ё", "е"), ("о", "у")),
    ],
)
def test_usual_letters_cost_less(a: str, b: str, usual: tuple[str, str], seldom: tuple[str, str]) -> None:
    assert costs(a, b)[usual] <= 0.5 < costs(a, b)[seldom]


def test_letters_stand_for_themselves() -> None:
    assert all(costs(name, name)[letter, letter] == 0 for name in ("Cyrl-ru", "Latn", "Cyrl") for letter in "абвabc")


def test_marks_of_latin_letters_cost_little() -> None:
    assert base("š") == "s"
    assert costs("Cyrl-ru", "Latn")["с", "ŝ"] < 1


@pytest.mark.parametrize(
    ("token", "lang", "name"),
    [
        ("Тоқаев", "kk", "Cyrl-kk"), ("Токаев", "xx", "Cyrl"), ("Tokajew", "pl", "Latn-pl"), ("توقاەۆ", None, "Arab"),
        ("北京", "zh", "Latn"), ("", None, "Latn"),
    ],
)  # fmt: skip
def test_alphabet(token: str, lang: str | None, name: str) -> None:
    assert alphabet(token, lang) == name


TOKENS = st.text(alphabet="абвгдеёжийклмнуцшщьюяabcdefghijklmnopsuwxyzćłńšž", max_size=12) | st.text(max_size=12)


@given(TOKENS, TOKENS)
def test_all_letters_are_laid_once(a: str, b: str) -> None:
    pairs = aligned(sounds(a), sounds(b))
    assert tuple(x for x, _ in pairs if x) == sounds(a).letters
    assert tuple(y for _, y in pairs if y) == sounds(b).letters
    assert pairs == [(x, y) for y, x in aligned(sounds(b), sounds(a))]
