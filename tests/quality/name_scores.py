"""What scores are worth: the cut at a specificity, recall over language pairs, order, calibration."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import ceil
from random import Random
from typing import NamedTuple

from spelling_data import mean, share

#: What a language pair needs to count.
LEAST_ROWS = 20
SPECIFICITY = 0.95
#: Resamplings for an interval, and the share that lies inside.
RESAMPLED, INSIDE = 400, 0.95
BINS = 10


class Hit(NamedTuple):
    """Whether the two forms of a pair were found to be one."""

    entity: str
    languages: str
    found: bool


def cut(negatives: Iterable[float], specificity: float = SPECIFICITY) -> float:
    """Give the score that at most so many negatives exceed; what is above it is taken for one.

    >>> cut([0.1, 0.2, 0.3, 0.9], specificity=0.75)
    0.3
    """
    ordered = sorted(negatives)
    return ordered[max(0, ceil(specificity * len(ordered) - 1e-9) - 1)] if ordered else 0.0


def by_languages(hits: Iterable[Hit], least: int = LEAST_ROWS) -> dict[str, float]:
    """Give the recall of each pair of languages that has enough rows."""
    found: dict[str, list[bool]] = defaultdict(list)
    for hit in hits:
        found[hit.languages].append(hit.found)
    return {languages: mean(own) for languages, own in sorted(found.items()) if len(own) >= least}


def interval(hits: Sequence[Hit], *, least: int = LEAST_ROWS, seed: int = 1) -> tuple[float, float]:
    """Give bounds of the mean recall over language pairs: whole entities are drawn again, their rows hang together.

    The language pairs are those of the data; a pair of which a draw has no row does not count in it.
    """
    counted = set(by_languages(hits, least))
    rows: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    for hit in hits:
        if hit.languages in counted:
            rows[hit.entity][hit.languages, hit.found] += 1
    entities, random = sorted(rows), Random(seed)
    means = sorted(
        _macro_of([rows[entity] for entity in random.choices(entities, k=len(entities))]) for _ in range(RESAMPLED)
    )
    outside = int(RESAMPLED * (1 - INSIDE) / 2)
    return means[outside], means[-1 - outside]


def _macro_of(drawn: Iterable[Counter[tuple[str, bool]]]) -> float:
    hit: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for rows in drawn:
        for (languages, found), count in rows.items():
            all_[languages] += count
            hit[languages] += count * found
    return mean(hit[languages] / count for languages, count in all_.items())


def auc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """Give the chance that a positive scores above a negative; equal scores count half.

    >>> auc([0.9, 0.5], [0.5, 0.1])
    0.875
    """
    ordered = sorted(negatives)
    above = sum(bisect_left(ordered, score) + bisect_right(ordered, score) for score in positives)
    return share(above, 2 * len(positives) * len(ordered))


class Judged(NamedTuple):
    """A score beside the truth, with the weight of the pair in the mix."""

    score: float
    same: bool
    weight: float = 1.0


def calibration_error(judged: Iterable[Judged], bins: int = BINS) -> float:
    """Give the mean distance between score and share of what is one, over bins of equal width, by weight.

    >>> calibration_error([Judged(0.8, True), Judged(0.8, False)])
    0.3
    """
    rows = calibration(judged, bins)
    all_ = sum(weight for weight, _, _ in rows)
    return round(sum(weight * abs(score - same) for weight, score, same in rows) / all_, 12) if all_ else 0.0


def calibration(judged: Iterable[Judged], bins: int = BINS) -> list[tuple[float, float, float]]:
    """Give for each bin that is not empty its weight, the mean score and the share of what is one."""
    found: dict[int, list[Judged]] = defaultdict(list)
    for one in judged:
        found[min(bins - 1, int(one.score * bins))].append(one)
    rows = []
    for _, own in sorted(found.items()):
        weight = sum(one.weight for one in own)
        score = sum(one.score * one.weight for one in own)
        rows.append((weight, score / weight, sum(one.weight for one in own if one.same) / weight))
    return rows


def balanced(judged: Sequence[Judged]) -> list[Judged]:
    """Weigh positives and negatives alike, as if there were as many of the one as of the other."""
    counts = Counter(one.same for one in judged)
    return [one._replace(weight=1 / counts[one.same]) for one in judged]


def precision(judged: Iterable[Judged]) -> float:
    """Give the share of what is one, by weight."""
    listed = list(judged)
    all_ = sum(one.weight for one in listed)
    return sum(one.weight for one in listed if one.same) / all_ if all_ else 0.0
