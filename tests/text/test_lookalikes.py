from hypothesis import given
from hypothesis import strategies as st

from kzling.text.lookalikes import replacements

LETTERS = st.text("aoехрcАЖжKк ×÷-1'«\n", max_size=40)


@given(LETTERS)
def test_the_words_around_touching_letters_are_the_mixed_words(text: str) -> None:
    # A rare letter at the end makes the whole text be searched, word by word.
    assert list(replacements(text)) == list(replacements(f"{text} \u1e00"))


@given(st.text(max_size=60))
def test_every_change_is_of_one_letter(text: str) -> None:
    changes = list(replacements(text))
    assert [change.start for change in changes] == sorted({change.start for change in changes})
    assert all(change.end == change.start + 1 and text[change.start] != change.after for change in changes)


def test_a_word_of_a_hundred_thousand_letters() -> None:
    word = "сa" + "с" * 100_000
    assert [(change.start, change.after) for change in replacements(word)] == [(1, "а")]
