"""Written forms of a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.errors import UnknownScheme
from kzling.names.variants import variants
from kzling.orthography.forward import transliterate


def transliterated(name: str, route: tuple[str, ...]) -> str:
    for scheme in route:
        name = transliterate(name, scheme)
    return name


def test_the_name_comes_first_and_the_shortest_route_wins() -> None:
    found = variants("Тоқаев", lang="kk")
    assert (found[0].form, found[0].route) == ("Тоқаев", ())
    assert len({variant.form for variant in found}) == len(found)
    by_rules = [variant.route for variant in found if transliterated("Тоқаев", variant.route) == variant.form]
    assert [len(route) for route in by_rules] == sorted(len(route) for route in by_rules)


def test_kazakh_names_go_through_russian() -> None:
    routes = {variant.form: variant.route for variant in variants("Жақыпов", lang="kk")}
    assert routes["Жакыпов"] == ("kk-ru",)
    assert ("kk-ru", "ru-pl") in routes.values()


def test_names_go_through_neighbours() -> None:
    routes = {variant.form: variant.route for variant in variants("Зеленський", lang="uk")}
    assert routes["Зеленский"] == ("uk-ru",)
    assert routes["Zelenskij"][0] == "uk-ru"


def test_other_outputs_seen_in_print_come_last() -> None:
    found = [variant.form for variant in variants("Жаңажол", lang="kk", schemes=["kk-ru"])]
    assert found[:2] == ["Жаңажол", "Жанажол"]
    assert "Джанажол" in found[2:]


def test_words_of_their_own() -> None:
    found = {variant.form: variant for variant in variants("Қасым-Жомарт Тоқаев", lang="kk")}
    assert found["Kasım Cömert Tokayev"].route == ("kk-tr",)
    assert not found["Kasım Cömert Tokayev"].attested
    own = {variant.form: variant for variant in variants("Брежнев", lang="ru")}
    assert (own["Breżniew"].route, own["Breżniew"].attested) == (("ru-pl",), True)
    assert (own["Brieżniew"].route, own["Brieżniew"].attested) == (("ru-pl",), False)


def test_names_in_capitals() -> None:
    found = {variant.form: variant.attested for variant in variants("МОСКВА", lang="ru")}
    assert found["MOSCOW"]
    assert not found["MOSKWA"]


def test_listed_forms_go_on_from_the_neighbour() -> None:
    routes = {variant.form: variant.route for variant in variants("Семей", lang="kk")}
    assert routes["Семипалатинск"] == ("kk-ru",)
    assert routes["Siemipałatinsk"] == ("kk-ru", "ru-pl")


def test_what_schemes_list_is_attested() -> None:
    attested = {variant.form for variant in variants("Тоқаев", lang="kk") if variant.attested}
    assert {"Токаев", "Tokajew"} <= attested
    assert "Тоқаев" not in attested


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
