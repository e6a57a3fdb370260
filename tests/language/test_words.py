"""The votes of a word, and how it is spelt before it is looked at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.language.grams import MOST_AGAINST
from kzling.language.sums import scores
from kzling.language.words import SHARPNESS, spelt, votes


def best(word: str) -> tuple[str, str]:
    found = scores(2 * votes(word))
    return max(found, key=lambda key: found[key])


@pytest.mark.parametrize(
    ("word", "language", "script"),
    [
        ("және", "kk", "Cyrl"),
        ("jäne", "kk", "Latn"),
        ("جانە", "kk", "Arab"),
        ("который", "ru", "Cyrl"),
        ("їхній", "uk", "Cyrl"),
        ("government", "en", "Latn"),
        ("oʻzbekiston", "uz", "Latn"),
        ("государствo", "ru", "Cyrl"),  # with a Latin o
    ],
)
def test_a_word_speaks_for_its_language(word: str, language: str, script: str) -> None:
    assert best(word) == (language, script)


def test_a_letter_of_one_alphabet_speaks_against_the_others() -> None:
    found = scores(2 * votes("әңгіме"))
    assert found["kk", "Cyrl"] > 0 > found["ru", "Cyrl"]


@pytest.mark.parametrize("word", ["", "北京", "ქართული", "日本"])
def test_scripts_of_one_language_or_none(word: str) -> None:
    assert len(scores(2 * votes(word))) <= 1


@pytest.mark.parametrize(
    ("word", "form"), [("Oʻzbek", "o'zbek"), ("İSTANBUL", "istanbul"), ("oдстo", "одсто"), ("ҚAЗАҚ", "қазақ")]
)
def test_spelling(word: str, form: str) -> None:
    assert spelt(word) == form


@given(st.text(min_size=1, max_size=300))
def test_no_word_tells_too_much(word: str) -> None:
    found = scores(2 * votes(word)).values()
    assert all(vote >= -max(MOST_AGAINST, 5) * SHARPNESS for vote in found)
