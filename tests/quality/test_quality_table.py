"""The figures that every dataset's card repeats (resources/corpus/quality.yml) are what figures.py measures."""

from collections.abc import Mapping

import figures
import pytest

from kzling import data

FIGURES = data.read_yaml("corpus/quality.yml")["figures"]
NEAR = 0.005


@pytest.fixture(scope="module")
def measured() -> Mapping[str, Mapping[str, float]]:
    pytest.importorskip("trafilatura")
    return {"sample corpus": figures.sample_corpus(), "pages": figures.pages()}


@pytest.mark.slow
@pytest.mark.parametrize("figure", [one for one in FIGURES if "row" in one], ids=lambda one: one["row"])
def test_a_figure_is_what_is_measured(figure: Mapping[str, str], measured: Mapping[str, Mapping[str, float]]) -> None:
    value, found = float(figure["value"]), measured[figure["table"]][figure["row"]]
    assert value == round(value, 3)
    assert abs(value - found) <= NEAR


@pytest.mark.slow
def test_the_counts_in_words_are_those_of_the_data(measured: Mapping[str, Mapping[str, float]]) -> None:
    articles = {one["on"].split()[0] for one in FIGURES if one.get("table") == "sample corpus"}
    assert articles == {str(measured["sample corpus"]["articles"])}


def test_every_figure_says_what_it_is_and_on_what_it_was_measured() -> None:
    for one in FIGURES:
        assert 0 < one["value"] < 1, one
        assert all(one[key].strip() for key in ("what", "figure", "on")), one
        assert any(char.isdecimal() for char in one["on"]), f"{one['what']}: of how many rows or texts?"
        assert ("table" in one) == ("row" in one), one
