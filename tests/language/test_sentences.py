"""Cutting a text into pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.language.sentences import pieces


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Одно предложение", 1),
        ("Первое. Второе! Третье?", 3),
        ("Он сказал: «Да!» Потом ушёл.", 2),
        ("К. Токаев и А. Смайылов прибыли в г. Алматы.", 1),
        ("Стоит 3.5 млн. тенге", 1),
        ("line one\nline two\n\nline three", 3),
        ("国家元首。会见了。", 2),
        ("Подождите... Нет", 2),
    ],
)
def test_count(text: str, count: int) -> None:
    assert len(pieces(text)) == count


@given(st.text())
def test_pieces_cover_the_text(text: str) -> None:
    cut = pieces(text)
    assert "".join(text[start:end] for start, end in cut) == text
    assert all(start < end for start, end in cut)


@given(st.text("аБ К.!?»\n—1"))
def test_a_simple_text_is_cut_as_any_other(text: str) -> None:
    assert pieces(text, simple=True) == pieces(text, simple=False) == pieces(text)
