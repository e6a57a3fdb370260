import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.text.fold import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("НҰР‑СҰЛТАН", "Нұр-Сұлтан"),
        ("Горбачёв", "горбачев"),
        ("O’zbekiston", "O'zbekiston"),
        ("New\u00a0York ", "new york"),
    ],
)
def test_equal_forms(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_letters_of_another_script_stay_apart() -> None:
    assert fold("Астана") != fold("Astana")


@given(st.text(st.characters(exclude_categories=())))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.sampled_from("Аё Zż'’`-Ӏҳ.\u0301ßİ")))
def test_the_short_way_folds_as_the_long_way(text: str) -> None:
    # A dash is no plain letter: with it a text is folded the long way.
    assert fold(text + "-") == fold(text + "—")
