from hypothesis import given
from hypothesis import strategies as st

from kzling.cleaning.prose import is_prose, prose_of


def test_labels_links_and_legal_lines_are_no_prose() -> None:
    sentence = "It snowed in Kostanay on Monday, and on Tuesday."
    assert is_prose(sentence, len(sentence))
    assert not is_prose(sentence, 10)
    assert not is_prose("All news of the day", 19)
    assert not is_prose("© Example. All rights to the texts of this newspaper belong to its editors.", 75)


@given(st.lists(st.text(max_size=120), max_size=10))
def test_some_lines_count_on_every_page(lines: list[str]) -> None:
    found = prose_of(lines, [len(line) for line in lines])
    assert found == sorted(set(found))
    assert bool(found) == bool(lines)
