import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.morphology.suffixes import endings, has_front_vowels, tail, with_tail

WORDS = st.text("аәбвгғдеиоөқкнңұүыістшА-", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("form", "word", "other", "after"),
    [
        ("Астанада", "Астана", "Шымкент", "Шымкентте"),
        ("Астанадан", "Астана", "Қазақстан", "Қазақстаннан"),
        ("Астананың", "Астана", "Минск", "Минскінің"),
        ("Астанаға", "Астана", "Мәскеу", "Мәскеуге"),
        ("Астанамен", "Астана", "Тараз", "Таразбен"),
        ("Астанадағылардың", "Астана", "Бішкек", "Бішкектегілердің"),
        ("Астаналықтар", "Астана", "Өскемен", "Өскемендіктер"),
    ],
)
def test_the_same_endings_behind_another_name(form: str, word: str, other: str, after: str) -> None:
    found = tail(form, word, possessed=False)
    assert found is not None
    assert with_tail(other, found.endings, front=has_front_vowels(other)) == after


def test_endings_behind_a_possessed_word() -> None:
    found = tail("Астанаға", "Астана", possessed=False)
    assert found is not None
    assert with_tail("Алматы облысы", found.endings, front=False, possessed=True) == "Алматы облысына"


def test_no_form_has_no_tail() -> None:
    assert tail("Астанаабв", "Астана", possessed=False) is None
    assert tail("Алматы", "Астана", possessed=False) is None


@given(WORDS, st.lists(st.sampled_from([one.id for one in endings().endings]), max_size=3), st.booleans())
def test_what_was_put_behind_is_found_again(word: str, ids: list[str], front: bool) -> None:
    chosen, state = [], "word"
    for one in endings().endings:
        if one.id in ids and state in one.behind:
            chosen.append(one)
            state = one.gives
    form = with_tail(word, chosen, front=front)
    assert form is not None
    found = tail(form, word, possessed=False)
    assert found is not None
    assert with_tail(word, found.endings, front=found.front) == form
