"""Rough forms of tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.names.folding import plain, rough_latin, squeeze


@pytest.mark.parametrize(
    ("a", "b"),
    [("Касым-Жомарт", "касымжомарт"), ("Артём", "Артем"), ("Mar'yana", "Maryana"), ("Кемел-ұлы", "Кемелұлы")],
)
def test_equal_when_folded(a: str, b: str) -> None:
    assert squeeze(a) == squeeze(b)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Щербаков", "Schtscherbakow", "Szczerbakow", "Shcherbakov", "Chtcherbakov"),
        ("Тоқаев", "Toqaev", "Tokaev", "توقاەۆ", "Tokajew", "Tokayev"),
        ("Жұмабаев", "Zhumabaev", "Žumabaev", "Żumabajew"),
        ("Александр", "Alexandr", "Aleksandr"),
        ("Хасен", "Khasen"),
    ],
)
def test_one_sound(spellings: tuple[str, ...]) -> None:
    assert len({rough_latin(spelling) for spelling in spellings}) == 1


def test_accents_of_cyrillic_letters_stay() -> None:
    assert plain("Йлюзúlı") == "йлюзuli"


@given(st.text())
def test_any_text_folds(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)
    plain(text)
    assert rough_latin(text).isascii()
