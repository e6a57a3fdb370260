"""From what two names have in common to one score: the probability that they are one.

The weights are fitted (logistic regression) by tests/quality/name_weights.py on pairs of names of persons and places
whose identity is known and on hard negatives made of them; the file of weights says on what and when. Some have a
limit set by hand there, for cases that such data hardly have: a bare family name beside a full name, say.
"""

from collections.abc import Sequence
from functools import cache
from math import tanh
from operator import mul
from typing import NamedTuple

from kzling import data
from kzling.answers import Verdict

WEIGHTS = "names/weights.yml"


class Weights(NamedTuple):
    """What each feature weighs in the logarithm of the odds, and from which score on a verdict holds.

    `another` is how likely two names that have nothing in common are one's even so: a place has been renamed, or is
    called otherwise in another language.
    """

    features: tuple[float, ...]
    same: float
    likely: float
    unclear: float
    another: float = 0.0


def score(features: Sequence[float], weights: Weights) -> float:
    """Give the probability that two names are one.

    >>> score([1.0, 2.0], Weights((0.0, 0.0), 0.9, 0.7, 0.3))
    0.5
    """
    # The logistic function, in a form that no sum is too large for.
    by_spelling = 0.5 + 0.5 * tanh(0.5 * sum(map(mul, features, weights.features)))
    return weights.another + (1 - weights.another) * by_spelling


def verdict(value: float, weights: Weights) -> Verdict:
    """Give the verdict for a score."""
    if value >= weights.same:
        return "same"
    if value >= weights.likely:
        return "likely"
    return "unclear" if value >= weights.unclear else "different"


@cache
def weights(kind: str) -> Weights:
    """Give the weights for names of persons ("person"), places ("place") or anything else ("thing").

    Of other things than places no data tell; they have the weights of places, but that they are not renamed.
    """
    raw = data.read_yaml(WEIGHTS)["person" if kind == "person" else "place"]
    numbers = {name: float(raw[name]) for name in ("same", "likely", "unclear", "another")}
    if kind == "thing":
        numbers["another"] = 0.0
    return Weights(tuple(map(float, raw["features"].values())), **numbers)
