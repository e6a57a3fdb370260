from hypothesis import given
from hypothesis import strategies as st

from kzling.text.tokens import lines, words


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    for word in words(text):
        assert text[word.start : word.end] == word.text


@given(st.text())
def test_lines_rebuild_the_text(text: str) -> None:
    assert "\n".join(line.text for line in lines(text)) == text


def test_hyphens_and_apostrophes_inside_words() -> None:
    found = [word.text for word in words("Нұр-Сұлтан, O‘zbekiston - 'Astana'")]
    assert found == ["Нұр-Сұлтан", "O‘zbekiston", "Astana"]
