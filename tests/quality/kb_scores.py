"""How well mentions are put together: pairwise and B3, both of clusterings given as item -> cluster."""

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import NamedTuple

from spelling_data import mean, share


class Clustering(NamedTuple):
    """Precision and recall of a clustering."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall) if any(self) else 0.0


def pairwise(found: Mapping[Hashable, Hashable], gold: Mapping[Hashable, Hashable]) -> Clustering:
    """Count pairs of items in one cluster; without any pair there is nothing to get wrong.

    >>> pairwise({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "x", 3: "x"})
    Clustering(precision=1.0, recall=0.3333333333333333)
    """
    both = _pairs(Counter((found[item], gold[item]) for item in gold))
    ours, theirs = _pairs(Counter(found[item] for item in gold)), _pairs(Counter(gold.values()))
    return Clustering(share(both, ours) if ours else 1.0, share(both, theirs) if theirs else 1.0)


def b_cubed(found: Mapping[Hashable, Hashable], gold: Mapping[Hashable, Hashable]) -> Clustering:
    """Give for the mean item how much of its cluster belongs there, and how much of what belongs there is in it.

    >>> b_cubed({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "x", 3: "x"})
    Clustering(precision=1.0, recall=0.5555555555555555)
    """
    both = Counter((found[item], gold[item]) for item in gold)
    ours, theirs = Counter(found[item] for item in gold), Counter(gold.values())
    return Clustering(
        mean(both[found[item], gold[item]] / ours[found[item]] for item in gold),
        mean(both[found[item], gold[item]] / theirs[gold[item]] for item in gold),
    )


def _pairs(sizes: Counter[tuple[Hashable, Hashable]] | Counter[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())
