"""Tokens as rows of sounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.names.sounds import LONGEST, sounds, table


@pytest.mark.parametrize(
    "spellings",
    [
        ("Щербаков", "Schtscherbakow", "Szczerbakow", "Shcherbakov", "Chtcherbakov"),
        ("Тоқаев", "Toqaev", "Tokaev", "توقاەۆ", "Tokajew", "Tokayev"),
        ("Жұмабаев", "Zhumabaev", "Žumabaev", "Żumabajew"),
        ("Александр", "Alexandr", "Aleksandr"),
        ("Хасен", "Khasen"),
        ("Касым-Жомарт", "КАСЫМЖОМАРТ", "Касым‑Жомарт"),
    ],
)
def test_one_sound(spellings: tuple[str, ...]) -> None:
    assert len({sounds(spelling).line for spelling in spellings}) == 1


def test_letters_of_each_sound() -> None:
    assert sounds("Щука").letters == ("щ", "щ1", "у", "к", "а")
    assert sounds("Szczuka").letters == ("szcz", "szcz1", "u", "k", "a")
    assert sounds("Юлия").letters == sounds("Юля").letters == ("ю", "л", "я")


@pytest.mark.parametrize("token", ["", "5", "...", "北京", "ქართული", "ь"])
def test_no_sound(token: str) -> None:
    assert sounds(token) == ("", ())


def test_what_stands_behind_is_not_heard() -> None:
    assert len(sounds("аб" * 5_000).line) == LONGEST


@pytest.mark.parametrize("part", ["letters", "groups"])
def test_table_gives_sounds_for_letters(part: str) -> None:
    for letters, heard in table()[part].items():
        assert letters == letters.lower()
        assert (len(letters) == 1) == (part == "letters")
        assert heard == "" or (heard.isascii() and heard.isalpha()), letters


@given(st.text())
def test_each_sound_has_letters(text: str) -> None:
    line, letters = sounds(text)
    assert len(line) == len(letters)
    assert line == "" or (line.isascii() and line.isalpha())
    assert all(letters)


@given(st.text(alphabet="аеиоуыяюёжшщцхйьabcdefghijklmnopqrstuvwxyzäöüşçğ -’", max_size=20))
def test_case_and_signs_are_not_heard(text: str) -> None:
    assert sounds(text) == sounds(text.replace("-", "").replace("’", "").replace(" ", "").lower())
