import pytest

from kzling.orthography.likeness import likeness, model, oddness


@pytest.mark.parametrize(
    ("better", "worse", "language"),
    [("Токаев", "Токаьев", "ru"), ("Хрущёв", "Хрушчёв", "ru"), ("Тоқаев", "Төқәев", "kk"), ("Київ", "Кийів", "uk")],
)
def test_usual_spellings_are_likelier(better, worse, language):
    assert likeness(better, language) > likeness(worse, language)


def test_oddness_counts_unknown_pairs():
    assert oddness("Токаев", "ru") == 0
    assert oddness("Токаъэв", "ru") == 3


def test_a_language_without_names():
    assert model("xx").endings == frozenset()
    assert isinstance(likeness("Токаев", "xx"), float)
    assert likeness("", "ru") == likeness("", "ru")
