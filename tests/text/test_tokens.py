from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kzling.text.tokens import lines, words


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    for word in words(text):
        assert text[word.start : word.end] == word.text


@given(st.text())
def test_lines_are_those_of_the_text_without_white_space_around_them(text: str) -> None:
    found = list(lines(text))
    assert [line.text for line in found] == [line.strip() for line in text.split("\n") if line.strip()]
    assert all(text[line.start : line.end] == line.text for line in found)
    assert all("\n" in text[one.end : other.start] for one, other in pairwise(found))


def test_hyphens_and_apostrophes_inside_words() -> None:
    found = [word.text for word in words("Нұр-Сұлтан, O‘zbekiston - 'Astana'")]
    assert found == ["Нұр-Сұлтан", "O‘zbekiston", "Astana"]
