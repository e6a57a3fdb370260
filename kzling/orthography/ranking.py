"""The order in which the native spellings of a form are looked at: by the least that they can cost.

What a spelling does cost is worked out when its turn comes, and what costs most to find, routes over a bridge and base
forms, is looked for when nothing cheaper waits. So the time goes to what is shown.
"""

from collections.abc import Callable, Iterable, Iterator
from heapq import heappop, heappush
from math import log
from typing import NamedTuple

from kzling.orthography.candidates import (
    COST_BRIDGE,
    COST_ENDING,
    Candidate,
    Token,
    behind,
    best_vias,
    nearness,
)
from kzling.orthography.lattice import lattice
from kzling.orthography.replay import Closeness

COST_ALTERNATIVE = 0.1
COST_BARE = 0.1
COST_UNLIKELY = 0.1

# A spelling may be so much less name-like than the best one (in natural logarithms) at no cost, and each further
# step costs once, at most so often.
_AS_LIKELY = 4.0
_STEP = 2.0
_STEPS = 5
# A spelling that more of the schemes of its language write so is likelier: what the logarithm of their part counts.
_SUPPORT = 0.5


class Routes(NamedTuple):
    """A spelling with all schemes that write it at one cost (none for a form that is a native spelling itself)."""

    cost: float
    schemes: int
    candidate: Candidate


# A candidate that waits: its cost, whether schemes write it, unlikeness, source, language, the schemes that are known
# to write it at this cost (0: to be worked out), bridge, the candidate.
_Entry = tuple[float, bool, float, str, str, int, int, Candidate]


# Candidates that are looked for when nothing cheaper waits, and the least that they cost.
_Later = tuple[float, Callable[[], Iterable[Candidate]]]


class Ranking(Iterator[Routes]):
    """Spellings with their routes, cheapest first."""

    def __init__(self, found: Iterable[Candidate], script: str, later: Iterable[_Later] = ()) -> None:
        """Take the candidates of a form, and what else may be looked for, cheapest first."""
        self._script = script
        self._sizes = {language: its.bit_count() for language, its in lattice(script).sources.items()}
        self._later = list(later)
        found = list(found)
        self._best = max((one.likeness for one in found), default=0.0)
        self._waiting: list[_Entry] = []
        self._add(found)

    def __next__(self) -> Routes:
        """Give the next spelling and the schemes that write it at one cost."""
        while True:
            while self._later and (not self._waiting or self._waiting[0][0] >= self._later[0][0]):
                self._add(self._later.pop(0)[1]())
            if not self._waiting:
                raise StopIteration
            cost, _, _, _, _, known, _, one = heappop(self._waiting)
            if known or not one.schemes:
                return Routes(cost, known, one)
            for price, schemes in _prices(one, self._script):
                self._put(one, one.cost + price, schemes)

    def keep_bridged(self) -> None:
        """Give only routes over a bridge from now on, and of base forms none."""
        self._waiting = [entry for entry in self._waiting if entry[-1].bridge]
        self._later = [later for later in self._later if later[0] < COST_ENDING]

    def _add(self, found: Iterable[Candidate]) -> None:
        for one in found:
            self._put(one, one.cost, 0)

    def _put(self, one: Candidate, cost: float, known: int) -> None:
        evidence = one.likeness
        if one.schemes and not one.bridge:
            evidence += _SUPPORT * log((known or one.schemes).bit_count() / self._sizes[one.language])
        behind_best = self._best - evidence - _AS_LIKELY
        if behind_best >= _STEP:
            cost += COST_UNLIKELY * min(int(behind_best / _STEP), _STEPS)
        cost = round(cost, 3)
        entry = (cost, bool(one.schemes), -evidence, one.source, one.language, known, one.bridge, one)
        heappush(self._waiting, entry)


def ranking(token: Token, vias: int) -> Ranking:
    """Rank what one token stands for; routes over a bridge lead to so many of its best spellings.

    Base forms are looked at from the start where the token seems inflected, so that likeness is measured by theirs.
    """
    script = token.script

    def bridged() -> Iterable[Candidate]:
        return behind(best_vias(token.as_is, script, vias))

    def inflected() -> Iterable[Candidate]:
        return token.inflected

    def inflected_bridged() -> Iterable[Candidate]:
        return behind(best_vias(token.inflected, script, vias))

    later: list[_Later] = [(COST_BRIDGE, bridged), (COST_ENDING, inflected)]
    later.append((COST_BRIDGE + COST_ENDING, inflected_bridged))
    if token.seems_inflected():
        return Ranking((*token.as_is, *token.inflected), script, [later[0], later[2]])
    return Ranking(token.as_is, script, later)


def _prices(one: Candidate, script: str) -> Iterator[tuple[float, int]]:
    """Give the schemes that do write a candidate, by what each takes on top."""
    bridge = 0.0
    if one.bridge:
        bridged = [price for price, _ in _steps(nearness("Cyrl", one.source, one.via, one.bridge), one.bridge)]
        if not bridged:
            return
        bridge = bridged[0]
    for price, schemes in _steps(nearness(script, one.via, one.small, one.asked), one.schemes):
        yield bridge + price, schemes


def _steps(near: Closeness, asked: int) -> Iterator[tuple[float, int]]:
    steps = (
        (0.0, near.exact),
        (COST_ALTERNATIVE, near.other & ~near.exact),
        (COST_BARE, near.bare & ~near.other),
        (COST_ALTERNATIVE + COST_BARE, near.bare_other & ~near.bare & ~near.other),
    )
    return ((price, schemes & asked) for price, schemes in steps if schemes & asked)
