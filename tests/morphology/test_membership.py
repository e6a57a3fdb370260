import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.morphology.membership import is_form


@pytest.mark.parametrize(
    ("surface", "name", "lang", "of", "holds"),
    [
        ("Сеной", "Сена", "ru", "ru", True),
        ("Сенате", "Сена", "ru", "ru", False),
        ("Кана", "Кано", "ru", "ru", False),
        ("Кано", "Кано", "ru", "ru", True),
        ("Свободной", "Свободний", "ru", "uk", False),
        ("Львовом", "Львов", "uk", "ru", True),
        ("Сенате", "Сена", "kk", "kk", True),
        ("Сенате", "Сена", None, "ru", True),
        ("Seine", "Seinen", "ru", "fi", True),
        ("Warszawą", "Warszawa", "pl", "pl", True),
    ],
)
def test_forms_that_a_language_may_have(surface: str, name: str, lang: str | None, of: str, holds: bool) -> None:
    assert is_form(surface, name, lang=lang, of=of, type="place") is holds


@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from(["ru", "uk", "pl", "kk", None]))
def test_any_text_is_a_form_or_not(surface: str, name: str, lang: str | None) -> None:
    assert is_form(surface, name, lang=lang, of="ru", type="place") in (True, False)
