"""Folded forms of tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.names.folding import plain, squeeze


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Касым-Жомарт", "касымжомарт"), ("Артём", "Артем"), ("Mar'yana", "Maryana"), ("Mar´yana", "Maryana"),
        ("Кемел-ұлы", "Кемелұлы"),
    ],
)  # fmt: skip
def test_equal_when_folded(a: str, b: str) -> None:
    assert squeeze(a) == squeeze(b)


def test_accents_of_cyrillic_letters_stay() -> None:
    assert plain("Йлюзúlı") == "йлюзuli"


@given(st.text())
def test_any_text_folds(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)
    assert len(plain(text)) == len(squeeze(text))
