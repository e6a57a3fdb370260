"""The short way to the lemmas of a form finds what the long way finds."""

from hypothesis import given
from hypothesis import strategies as st

from kzling.mentions.lemmas import Lemmas, Stems
from kzling.morphology.analysis import analyses
from kzling.text.fold import fold

_NAMES = ("астана", "токаев", "токаева", "тоқаев", "лев", "уфа", "ош", "astana", "горбачев", "o'zbekiston", "ёж")
_LEMMAS = Lemmas(Stems.of(_NAMES))


def test_itself_comes_first() -> None:
    assert _LEMMAS["Астаны"] == (("астаны", 0), ("астана", 0))
    assert _LEMMAS["Astana’s"][-1] == ("astana", 2)


def test_most_words_have_none() -> None:
    assert _LEMMAS["кездесу"] == ()


@given(st.sampled_from(_NAMES), st.text("аеуңыіғаданынсke'’ёЁ\u0301", max_size=7), st.booleans())
def test_no_lemma_is_lost(name: str, ending: str, upper: bool) -> None:
    word = (name + ending).upper() if upper else name[:1].upper() + name[1:] + ending
    every = {fold(word)} | {fold(a.lemma) for a in analyses(word) if len(a.lemma) >= 3}
    assert {lemma.form for lemma in _LEMMAS[word]} & set(_NAMES) == every & set(_NAMES)
