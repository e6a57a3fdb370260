import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.text.scripts import SCRIPTS, UNKNOWN, script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Астана", "Cyrl"),
        ("Astana", "Latn"),
        ("استانا", "Arab"),
        ("თბილისი", "Geor"),
        ("Երևան", "Armn"),
        ("2022", "Zyyy"),
    ],
)
def test_script_of(text: str, script: str) -> None:
    assert script_of(text) == script


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_has_a_known_script(text: str) -> None:
    assert script_of(text) in (*SCRIPTS, UNKNOWN)
