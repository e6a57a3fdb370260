"""From features to a score and a verdict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling import data
from kzling.names.facts import AGAINST, FEATURES, FOR
from kzling.names.score import WEIGHTS, Weights, score, verdict, weights

KINDS = ("person", "place")


def test_file() -> None:
    raw = data.read_yaml(WEIGHTS)
    assert set(raw) == {"sources", *KINDS}
    assert raw["sources"]
    for kind in KINDS:
        assert tuple(raw[kind]["features"]) == FEATURES, "run tests/quality/name_weights.py"


@pytest.mark.parametrize("kind", KINDS)
def test_verdicts_are_in_order(kind: str) -> None:
    found = weights(kind)
    assert 0 < found.unclear < found.likely < found.same < 1
    levels = (1.0, found.same, found.likely, found.unclear, 0.0)
    assert [verdict(level, found) for level in levels] == ["same", "same", "likely", "unclear", "different"]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_speaks_against_its_meaning(kind: str) -> None:
    weighed = dict(zip(FEATURES, weights(kind).features, strict=True))
    assert AGAINST.isdisjoint(FOR)
    assert [name for name in AGAINST if weighed[name] > 0] == []
    assert [name for name in FOR if weighed[name] < 0] == []


def test_other_things_are_weighed_as_places_but_are_not_renamed() -> None:
    assert weights("place").another > 0 == weights("person").another
    assert weights("thing") == weights("place")._replace(another=0.0)


@given(st.lists(st.floats(0, 24), min_size=3, max_size=3), st.lists(st.floats(-20, 20), min_size=3, max_size=3))
def test_a_score_is_a_probability(numbers: list[float], weighing: list[float]) -> None:
    for another in (0.0, 0.1):
        assert another <= score(numbers, Weights(tuple(weighing), 0.9, 0.7, 0.3, another)) <= 1
