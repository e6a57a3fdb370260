"""Which of several people of one name is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.names.namesakes import numbered


@pytest.mark.parametrize(
    ("text", "rest", "number"),
    [
        ("Николай II", "Николай", "2"), ("Николай I Романов", "Николай Романов", "1"), ("Karl III.", "Karl", "3"),
        ("Louis XIV", "Louis", "14"), ("Микола ІІ", "Микола", "2"), ("Иоанн Павел I, папа", "Иоанн Павел, папа", "1"),
        ("George Bush Jr.", "George Bush", "junior"), ("Bush, George, Sr", "Bush, George", "senior"),
        ("Джордж Буш-младшего", "Джордж Буш", "junior"),
        ("Буш старший, экс-президент", "Буш, экс-президент", "senior"),
    ],
)  # fmt: skip
def test_numbers_are_taken_out(text: str, rest: str, number: str) -> None:
    assert numbered(text) == (rest, number)


@pytest.mark.parametrize(
    "text",
    [
        "Putin V", "V Putin", "Ким Алексей Х", "XI JINPING", "Токаев К.", "II", "Малкольм Икс",
        "старший лейтенант Ким", "Ким, старший лейтенант", "Младший", "", " II",
    ],
)  # fmt: skip
def test_other_names_stay(text: str) -> None:
    assert numbered(text) == (text, "")


@given(
    st.text() | st.lists(st.sampled_from(["Николай", "II", "I", "Jr.", "-", ",", " ", "младший", "V"])).map("".join)
)
def test_any_text(text: str) -> None:
    rest, number = numbered(text)
    assert (rest == text) == (number == "")
    assert len(rest) <= len(text)
