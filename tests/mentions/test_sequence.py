from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.errors import InvalidResource
from kzling.mentions.sequence import SequenceModel, lines, may_follow

LABELS = ["O", "B-person", "B-place", "I-person", "I-place"]
Weights = list[list[int]]


def model(follow: Weights, weights: dict[str, dict[int, int]] | None = None) -> SequenceModel:
    return SequenceModel.read(lines(LABELS, follow, weights or {}))


def worth(follow: Weights, scores: Weights, labels: tuple[int, ...]) -> int:
    own = sum(scores[place][label] for place, label in enumerate(labels))
    return own + sum(follow[one][other] for one, other in pairwise(labels))


def allowed(labels: tuple[int, ...]) -> bool:
    names = ["O", *(LABELS[label] for label in labels)]
    return all(may_follow(label, before) for before, label in pairwise(names))


_SCORES = st.lists(st.integers(-9, 9), min_size=5, max_size=5)


@given(st.lists(_SCORES, min_size=5, max_size=5), st.lists(_SCORES, min_size=1, max_size=4))
def test_no_way_is_better_than_the_one_that_is_found(follow: Weights, scores: Weights) -> None:
    best = tuple(map(LABELS.index, model(follow).best(scores)))
    ways = [way for way in product(range(5), repeat=len(scores)) if allowed(way)]
    assert best in ways
    assert worth(follow, scores, best) == max(worth(follow, scores, way) for way in ways)


def test_nothing_has_no_labels() -> None:
    assert model([[0] * 5] * 5).best([]) == []


def test_features_are_weighed_together() -> None:
    made = model([[0] * 5] * 5, {"w=а": {0: 5, 1: -2}, "any": {1: 7}})
    assert made.weigh(["w=а", "any", "w=б"]) == (5, 5, 0, 0, 0)
    assert made.weigh(["w=б"]) == (0,) * 5


def test_what_is_written_is_read() -> None:
    weights = {"w=а": {1: -2, 0: 5}, "b=": {4: 1}}
    written = lines(LABELS, [[1, 2, 3, 0, 0]] * 5, weights)
    assert written[0] == "O\tB-person\tB-place\tI-person\tI-place"
    assert written[-2:] == ["b=\t4:1", "w=а\t0:5\t1:-2"]
    assert SequenceModel.read(written).weigh(["w=а"]) == (5, -2, 0, 0, 0)


@pytest.mark.parametrize("damaged", [[], ["B-person"], ["O\tB-person", "0\t0"], ["O", "0", "w=а\tx:1"], ["O", "a"]])
def test_damaged_models(damaged: list[str]) -> None:
    with pytest.raises(InvalidResource):
        SequenceModel.read(damaged)
