"""Counting what spellings differ in."""

import pytest

from kzling import data
from kzling.names.costs import COSTS
from kzling.names.counting import compiled_costs


@pytest.mark.slow
def test_costs_are_those_of_the_schemes() -> None:
    stored, counted = data.read_text(COSTS).splitlines(), compiled_costs().splitlines()
    assert len(set(stored) ^ set(counted)) == 0, "run make compiled"
