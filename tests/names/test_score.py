"""From features to a score and a verdict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling import data
from kzling.names.facts import FEATURES
from kzling.names.score import WEIGHTS, Weights, score, verdict, weights

KINDS = ("person", "thing")


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
    for name in FEATURES:
        if name.endswith(("contradict", "contradicted", "pair", "swaps", "gaps", "apart")):
            assert weighed[name] <= 0, name
        elif name.endswith("equal"):
            assert weighed[name] >= 0, name


@given(st.lists(st.floats(0, 24), min_size=3, max_size=3), st.lists(st.floats(-20, 20), min_size=3, max_size=3))
def test_a_score_is_a_probability(numbers: list[float], weighing: list[float]) -> None:
    assert 0 <= score(numbers, Weights(tuple(weighing), 0.9, 0.7, 0.3)) <= 1
