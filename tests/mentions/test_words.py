from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling import data
from kzling.mentions.words import WORDS, after, before, languages, word_senses

LISTS = {kind: words for kind, words in data.read_yaml(WORDS).items() if kind != "sources"}


@pytest.mark.parametrize(
    ("word", "lang", "sense"),
    [
        ("адвоката", "ru", "title"),
        ("альпинисту", "ru", "jobs"),
        ("University", "en", "body"),
        ("ТОО", "ru", "legal"),
        ("GmbH", "uk", "legal"),
        ("министрлігінің", "kk", "body"),
        ("ministrlıgınıñ", "kk", "body"),
        ("ауылында", "kk", "place"),
        ("улице", "ru", "street"),
        ("stadium", "en", "facility"),
        ("deda", "en", None),
    ],
)
def test_what_a_word_says(word: str, lang: str, sense: str | None) -> None:
    assert (sense in word_senses(word, lang)) if sense else not word_senses(word, lang)


def test_phrases_go_before_words() -> None:
    assert before(["сказал", "политический", "обозреватель"], "ru") == {"jobs"}
    assert "say" in after(["according", "to", "him"], "en")
    assert before([], "ru") == after([], "ru") == frozenset()
    assert before(["qqq"], "zz") == frozenset()


@pytest.mark.parametrize("kind", LISTS)
def test_lists_are_in_order_and_in_small_letters(kind: str) -> None:
    assert LISTS[kind].keys() == languages()
    for lang, words in LISTS[kind].items():
        assert all(one < other for one, other in pairwise(words)), (kind, lang)
        assert [word for word in words if word != word.lower() or " ".join(word.split()) != word] == []


@given(st.text(st.characters(exclude_categories=())), st.sampled_from(["kk", "ru", "en", "de", "zz"]))
def test_any_word_has_an_answer(word: str, lang: str) -> None:
    assert isinstance(word_senses(word, lang), frozenset)
