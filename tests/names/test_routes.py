"""Through which spelling systems a token is another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.names.routes import route, ways
from kzling.names.spelling import token
from kzling.orthography.forward import transliterate
from kzling.orthography.schemes import schemes


@pytest.mark.parametrize(
    ("a", "lang_a", "b", "lang_b", "way"),
    [
        ("Tokajew", "pl", "Токаев", "ru", "ru-pl: е after а → je, в → w"),
        ("Токаев", "ru", "Tokajew", "pl", "ru-pl: е after а → je, в → w"),
        ("Токаев", None, "Tokajew", "pl", "ru-pl: е after а → je, в → w"),
        ("Тоқаев", "kk", "Токаев", "ru", "kk-ru: қ → к"),
        ("Тоқаев", "kk", "Tokajew", "pl", "kk-ru + ru-pl: е after а → je, в → w"),
        ("Абай", "kk", "Путин", "ru", ""),
        ("北京", None, "Путин", "ru", ""),
    ],
)
def test_route(a: str, lang_a: str | None, b: str, lang_b: str | None, way: str) -> None:
    assert route(token(a, lang_a), token(b, lang_b)) == way


def test_two_forms_of_one_native_spelling() -> None:
    assert route(token("Tokayev", "en"), token("Tokajew", "pl")).startswith("Токаев by ru-")


NATIVE = st.sampled_from(["Токаев", "Щербаков", "Жұмабаев", "Мырзиёев", "Шевченко", "Ельцин"])
LANGUAGES = st.sampled_from([None, "ru", "kk", "uk"])


@given(NATIVE, LANGUAGES, st.data())
def test_a_route_really_writes_so(name: str, lang: str | None, drawn: st.DataObject) -> None:
    native = token(name, lang)
    target = token("Tokajew", drawn.draw(st.sampled_from([None, "pl", "en"])))
    way = drawn.draw(st.sampled_from(list(ways(native, target))))
    written = name
    for scheme in way:
        written = transliterate(written, scheme)
    said = route(native, token(written, target.lang)).partition(":")[0]
    for scheme in said.split(" + "):
        assert scheme in schemes()
        name = transliterate(name, scheme)
    assert name.lower() == written.lower()


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_two_tokens(a: str, b: str) -> None:
    assert isinstance(route(token(a, None), token(b, None)), str)
