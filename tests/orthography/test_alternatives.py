from hypothesis import given
from hypothesis import strategies as st

from kzling.orthography.alternatives import alternatives
from kzling.orthography.forward import transliterate


def test_one_place_at_a_time() -> None:
    found = list(alternatives("Жаңажол", "kk-ru"))
    assert {"Джанажол", "Жангажол", "Жанаджол"} <= set(found)
    assert "Джанаджол" not in found


def test_capitals() -> None:
    assert "ДЖАНАЖОЛ" in alternatives("ЖАҢАЖОЛ", "kk-ru")


@given(st.text(), st.sampled_from(["kk-ru", "ru-pl", "kk-arab", "uk-de"]))
def test_any_text(text: str, scheme: str) -> None:
    assert isinstance(list(alternatives(text, scheme)), list)
    assert all(isinstance(form, str) for form in alternatives(text, scheme))


def test_the_form_of_the_scheme_is_not_among_them() -> None:
    assert transliterate("Жаңажол", "kk-ru") not in alternatives("Жаңажол", "kk-ru")
