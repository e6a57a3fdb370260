import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.orthography.likeness import EDGE, likeness, model


@pytest.mark.parametrize(
    ("better", "worse", "language"),
    [("Токаев", "Токаьев", "ru"), ("Хрущёв", "Хрушчёв", "ru"), ("Тоқаев", "Төқәев", "kk"), ("Київ", "Кийів", "uk")],
)
def test_usual_spellings_are_likelier(better, worse, language):
    assert likeness(better, language) > likeness(worse, language)


def test_each_language_has_its_own_letters():
    assert likeness("Тоқаев", "kk") > likeness("Токаев", "kk")
    assert likeness("Токаев", "ru") > likeness("Тоқаев", "ru")


def test_rows_of_letters():
    assert model().knows("ток")
    assert model().knows("ев" + EDGE)
    assert not model().knows("ъэв")


@pytest.mark.parametrize("letters", ["", "о", "то", "#то"])
def test_probabilities_of_what_may_follow_sum_to_one_at_most(letters):
    following = [char for char in map(chr, range(0x400, 0x530)) if model().knows(char)]
    assert sum(2.718281828459045 ** model().last(letters + char)[-1] for char in [*following, EDGE]) <= 1.0 + 1e-9


def test_a_language_without_names_has_those_of_all():
    assert likeness("Токаев", "xx") > likeness("Токъъъ", "xx")


@given(st.text(max_size=30), st.sampled_from(["ru", "kk", "uz", "xx"]))
def test_total_and_never_positive(name, language):
    assert likeness(name, language) <= 0.0
