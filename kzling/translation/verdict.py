"""The verdict on a text: the weight of its signs, class by class, with caps, for each question by itself.

Absence of signs proves nothing: without any the verdict is "unclear". "original" needs signs of those who write in the
language from the start.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import inf
from typing import NamedTuple

from kzling.model import Cue, Translation, TranslationVerdict
from kzling.translation.signs import Class, Sign, weights

#: What the countries of a text's names may add to the votes for a language, once the text is called a translation.
_LEANING = 3.0
_OLDER = Class(cap=inf, machine=0.0, machine_cap=0.0, weight=0.0, why="")


class _Told(NamedTuple):
    weight: float
    votes: Mapping[str, float]
    machine: float


def verdict(signs: Iterable[Sign], *, leaning: Mapping[str, float]) -> Translation:
    """Judge a text by its signs.

    Args:
        signs: the signs that were found in it.
        leaning: language -> share of the names that are of its countries: decides between sources that are as likely
            by the signs, never whether the text is a translation.
    """
    found = sorted(signs, key=_place)
    told = _told(found)
    begins = weights().verdict
    by_machine = True if told.machine >= begins["machine"] else False if told.machine <= begins["human"] else None
    answer: TranslationVerdict = "unclear"
    source: str | None = None
    pivots: tuple[str, ...] = ()
    if told.weight >= begins["translated"]:
        answer = "translated"
        source, pivots = _source(found, told.votes, leaning)
    elif told.weight <= begins["original"]:
        answer = "original"
    evidence = tuple(one.cue for one in found)
    return Translation(answer, by_machine, source, pivots, round(told.weight, 2), evidence)


def _place(one: Sign) -> tuple[str, int, str, float, str, tuple[str, ...]]:
    cue = one.cue
    return cue.span.space, cue.span.start, cue.cue, cue.weight, cue.why, one.sources


def score(cues: Iterable[Cue]) -> float:
    """Give what cues weigh together."""
    return round(_told([Sign(cue, ()) for cue in cues]).weight, 2)


def _told(signs: Sequence[Sign]) -> _Told:
    """Add up the signs: one that comes again weighs less each time, and no class more than its cap."""
    table = weights()
    sums: defaultdict[str, float] = defaultdict(float)
    machine: defaultdict[str, float] = defaultdict(float)
    votes: defaultdict[str, float] = defaultdict(float)
    seen: Counter[tuple[str, str]] = Counter()
    for one in signs:
        kind = one.cue.cue
        # A dataset may have signs of an older version.
        its = table.classes.get(kind, _OLDER)
        repeated = (kind, one.cue.why)
        weight = one.cue.weight * table.again ** seen[repeated]
        seen[repeated] += 1
        before = sums[kind]
        sums[kind] = max(min(before + weight, its.cap), -its.cap)
        if seen[repeated] == 1:
            machine[kind] = max(min(machine[kind] + its.machine, its.machine_cap), -its.machine_cap)
        for source in one.sources:
            votes[source] += max(sums[kind] - before, weight * 0.25)
    return _Told(sum(sums.values()), votes, sum(machine.values()))


def _source(
    signs: Sequence[Sign], votes: Mapping[str, float], leaning: Mapping[str, float]
) -> tuple[str | None, tuple[str, ...]]:
    """Give the language for which clearly most speaks, and others for which much speaks that does not speak for it."""
    if not votes:
        return None, ()
    usual = weights().usual
    totals = {
        language: vote + _LEANING * leaning.get(language, 0.0) + usual.get(language, 0.0)
        for language, vote in votes.items()
    }
    source, *others = sorted(totals, key=lambda language: (-totals[language], language))
    if others and totals[source] - totals[others[0]] < weights().verdict["margin"]:
        return None, ()
    rest: defaultdict[str, float] = defaultdict(float)
    for one in signs:
        if source not in one.sources:
            for language in one.sources:
                rest[language] += one.cue.weight
    pivots = sorted(language for language, weight in rest.items() if weight >= weights().verdict["pivot"])
    return source, tuple(pivots)
