"""The short way to the lemmas of a form finds what the long way finds."""

from hypothesis import given
from hypothesis import strategies as st

from kzling.mentions.lemmas import Lemmas
from kzling.morphology.analysis import analyses
from kzling.text.fold import fold

_NAMES = ("астана", "токаев", "токаева", "тоқаев", "лев", "уфа", "ош", "astana", "горбачев", "o'zbekiston", "ёж")


def test_itself_comes_first() -> None:
    assert Lemmas(_NAMES)["Астаны"] == (("астаны", 0), ("астана", 0))
    assert Lemmas(_NAMES)["Astana’s"][-1] == ("astana", 2)


def test_most_words_have_none() -> None:
    assert Lemmas(_NAMES)["кездесу"] == ()


@given(st.sampled_from(_NAMES), st.text("аеуңыіғаданынсke'’ёЁ\u0301", max_size=7), st.booleans())
def test_no_lemma_is_lost(name: str, ending: str, upper: bool) -> None:
    word = (name + ending).upper() if upper else name[:1].upper() + name[1:] + ending
    every = {fold(word)} | {fold(a.lemma) for a in analyses(word) if len(a.lemma) >= 3}
    assert {lemma.form for lemma in Lemmas(_NAMES)[word]} & set(_NAMES) == every & set(_NAMES)
