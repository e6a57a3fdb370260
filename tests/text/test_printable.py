from hypothesis import given
from hypothesis import strategies as st

from kzling.text.printable import one_line


@given(st.text(st.characters(exclude_categories=())))
def test_nothing_is_left_that_steers_a_terminal(text: str) -> None:
    shown = one_line(text)
    assert len(shown.splitlines()) <= 1
    assert not any(sign < " " or "\x7f" <= sign <= "\x9f" or "\u202a" <= sign <= "\u202e" for sign in shown)
    assert shown == one_line(shown)


def test_words_stay() -> None:
    assert one_line(" Қала\tкүні\r\n2022 ") == "Қала күні 2022"
