import kzling
from kzling.naming import names_of
from kzling.translation.milieu import leaning, near


def test_names_are_counted_by_the_countries_of_their_entities() -> None:
    base = kzling.KnowledgeBase.default()
    linked = names_of("Donald Tusk left Warsaw for Kyiv.", base=base, lang="en").linked
    assert (near(linked)["pl"], near(linked)["uk"], near(linked)["tr"]) == (2, 1, 0)
    assert leaning(linked)["pl"] == 2 / 3


def test_a_text_without_names_leans_to_none() -> None:
    assert set(leaning(()).values()) == {0.0}
