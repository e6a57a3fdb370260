"""Written forms of a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.errors import UnknownScheme
from kzling.names.variants import variants
from kzling.orthography.forward import transliterate


def test_the_name_comes_first_and_the_shortest_route_wins() -> None:
    found = variants("Тоқаев", lang="kk")
    assert (found[0].form, found[0].route) == ("Тоқаев", ())
    assert [len(variant.route) for variant in found] == sorted(len(variant.route) for variant in found)
    assert len({variant.form for variant in found}) == len(found)
    assert not any(variant.attested for variant in found)


def test_kazakh_names_go_through_russian() -> None:
    routes = {variant.form: variant.route for variant in variants("Жақыпов", lang="kk")}
    assert routes["Жакыпов"] == ("kk-ru",)
    assert ("kk-ru", "ru-pl") in routes.values()


def test_routes_write_their_forms() -> None:
    for variant in variants("Назарбаев", lang="kk"):
        form = "Назарбаев"
        for scheme in variant.route:
            form = transliterate(form, scheme)
        assert form == variant.form


def test_only_the_asked_schemes() -> None:
    assert {variant.route for variant in variants("Токаев", lang="ru", schemes=["ru-pl"])} == {(), ("ru-pl",)}
    assert {variant.route for variant in variants("Тоқаев", lang="kk", schemes=["ru-pl"])} == {()}
    both = {variant.route for variant in variants("Тоқаев", lang="kk", schemes=iter(["ru-pl", "kk-ru"]))}
    assert both == {(), ("kk-ru",), ("kk-ru", "ru-pl")}


def test_languages_without_schemes_keep_the_name() -> None:
    assert [variant.form for variant in variants("Smith", lang="en")] == ["Smith"]


def test_unknown_scheme_is_named() -> None:
    with pytest.raises(UnknownScheme, match="no-such"):
        variants("Токаев", lang="ru", schemes=["no-such"])


@given(st.text(), st.sampled_from(["kk", "ru", "uk", "xx"]))
def test_any_text_has_itself(text: str, lang: str) -> None:
    found = variants(text, lang=lang)
    assert found[0].form == text
    assert found == variants(text, lang=lang)
