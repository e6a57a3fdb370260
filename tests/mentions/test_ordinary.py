import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling import data
from kzling.mentions.ordinary import ORDINARY, is_ordinary, says_nothing


def test_a_word_is_ordinary_in_its_language() -> None:
    assert is_ordinary("правда", "ru")
    assert is_ordinary("ПРАВДА", "ru")
    assert is_ordinary("Правда", None)
    assert not is_ordinary("Правда", "en")
    assert not is_ordinary("Токаев", None)
    assert not is_ordinary("", None)


@pytest.mark.parametrize(
    "text", ["{} это хорошо.", "Так. {} это.", "— {} это.", "Что? {} это", "Заголовок\n{} это", "он: {} это"]
)
def test_a_capital_at_the_beginning_of_a_sentence_says_nothing(text: str) -> None:
    start = text.index("{")
    assert says_nothing(text.format("Правда"), start, start + 6, "ru")


@pytest.mark.parametrize("text", ["газета {} пишет", "«{}» пишет", "А {} пишет", '"{}"'])
def test_a_capital_elsewhere_says_that_it_is_a_name(text: str) -> None:
    start = text.index("{")
    assert not says_nothing(text.format("Правда"), start, start + 6, "ru")


def test_a_small_letter_says_nothing_anywhere() -> None:
    assert says_nothing("вот правда о том", 4, 10, "ru")
    assert not says_nothing("вот токаев о том", 4, 10, "ru")


def test_every_listed_word_is_known() -> None:
    for lang, words in data.read_yaml(ORDINARY)["ordinary"].items():
        assert all(is_ordinary(word, lang) and is_ordinary(word.title(), None) for word in words)


@given(st.text(st.characters(exclude_categories=()), max_size=30), st.data(), st.sampled_from(["ru", None]))
def test_any_place_of_any_text(text: str, data: st.DataObject, lang: str | None) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert is_ordinary(text[start:end], lang) or not says_nothing(text, start, end, lang)
