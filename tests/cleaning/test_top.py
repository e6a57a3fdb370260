import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.cleaning.top import author_of, date_of, title_of

TITLE = "Snow in Kostanay"
BODY = ["It snowed in Kostanay on Monday.", "On Tuesday it snowed again.", "The roads are open."]


@pytest.mark.parametrize(
    "line",
    [
        "By Aigul Sadyk",
        "Автор: Aigul Sadyk",
        "Текст: Aigul Sadyk, фото: Bek Aliev",
        "Мәтін: Aigul Sadyk",
        "Беседовала Aigul Sadyk",
        "Tekst: Aigul Sadyk",
        "Aigul Sadyk, Taraz",
    ],
)
def test_bylines_near_the_top(line: str) -> None:
    found = author_of([TITLE, "6 March 2022", line, *BODY], TITLE)
    assert found is not None
    assert found.name == line[found.start : found.end] == "Aigul Sadyk"
    assert found.line == 2


def test_a_signature_below_the_last_sentence() -> None:
    found = author_of([TITLE, *BODY * 5, "Aigul Sadyk"], TITLE)
    assert found is not None
    assert (found.line, found.name) == (16, "Aigul Sadyk")
    assert author_of([TITLE, *BODY * 5, "Kostanay", "Aigul Sadyk"], TITLE) is None


def test_names_in_the_body_are_no_bylines() -> None:
    assert author_of([TITLE, *BODY * 3, "Aigul Sadyk", *BODY], TITLE) is None
    assert author_of([], None) is None


def test_datelines() -> None:
    assert date_of([TITLE, "14.05.2025, 16:05 — Aigul Sadyk", *BODY]) == "2025-05-14T16:05:00Z"
    assert date_of([TITLE, "11 апреля 2006 г., Павлодар", *BODY]) == "2006-04-11T00:00:00Z"
    assert date_of(["2 апреля 2025, 07:00. Обновлено в 21:00", TITLE]) == "2025-04-02T07:00:00Z"
    assert date_of([TITLE, "On 6 March 2022 it snowed in the whole north.", *BODY]) is None
    assert date_of([TITLE, *BODY * 5, "6 March 2022"]) is None


def test_titles() -> None:
    assert title_of([TITLE, *BODY]) == TITLE
    assert title_of(BODY) is None


@given(st.lists(st.text(max_size=60), max_size=15))
def test_any_lines(lines: list[str]) -> None:
    title = title_of(lines)
    assert title is None or title in lines
    found = author_of(lines, title)
    assert found is None or lines[found.line][found.start : found.end] == found.name
    date = date_of(lines)
    assert date is None or len(date) == 20
