"""Languages by letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling import data
from kzling.names.letters import ORDER, likely_language


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("Токаев", "ru"), ("ТОКАЕВ", "ru"), ("Әлихан Смайылов", "kk"), ("Тоқаев Токаев", "kk"),
        ("Олексій", "uk"), ("Мірча", "uk"), ("Уладзімір", "uk"), ("Ўладзімір", "be"), ("Первълинген", "bg"),
        ("Подъячев", "ru"), ("Ђоковић", "sr"), ("Ќоркоска", "mk"), ("Tokayev Токаев", "ru"), ("Иван 2-й", "ru"),
    ],
)  # fmt: skip
def test_letters_tell(name: str, lang: str) -> None:
    assert likely_language(name) == lang


@pytest.mark.parametrize("name", ["", "Tokayev", "توقاەۆ", "北京", "5", "Ђқ", "Ђъл"])
def test_no_language(name: str) -> None:
    assert likely_language(name) is None


def test_every_language_is_found_by_its_alphabet() -> None:
    letters = data.read_yaml("alphabets.yml")["letters"]
    alphabets = {language: "".join(letters[f"{language}-Cyrl"]) for language in ORDER}
    # Tatar has all letters of Mongolian and is asked first; of the others each has one that those before it lack.
    found = {language: likely_language(alphabet.replace("ъ", "")) for language, alphabet in alphabets.items()}
    assert {language for language, other in found.items() if language == other} >= {"ru", "uk", "kk", "be", "sr", "mk"}
    assert all(language is not None for language in found.values())


@given(st.text(alphabet="абвъіїәқўґђњѓԥ еЕЇ-abc1", max_size=12) | st.text(max_size=12))
def test_any_text(name: str) -> None:
    found = likely_language(name)
    assert found is None or found in ORDER
    assert found == likely_language(name.upper().lower())
