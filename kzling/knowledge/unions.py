"""Unions: which ids are one, from judgements that two ids are the same or different."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kzling.knowledge.judgements import Different, Same
from kzling.knowledge.records import CLUSTER


class Refused(NamedTuple):
    """A judgement that is not followed, and the later ones that it contradicts."""

    judgement: Same | Different
    holding: tuple[Same | Different, ...]


@dataclass(frozen=True, slots=True)
class Unions:
    """What follows from judgements.

    `redirects`: id -> the id that stays, for each that does not. `groups`: the id that stays -> all ids of its group,
    itself first. `apart`: pairs of ids that stay and are never one.
    """

    redirects: Mapping[str, str]
    groups: Mapping[str, tuple[str, ...]]
    apart: frozenset[frozenset[str]]
    refused: tuple[Refused, ...]


def unite(judgements: Sequence[Same | Different]) -> Unions:
    """Follow judgements, given in order of time: one that contradicts later ones, also through a chain, is refused.

    Where two groups become one, the id of `a` stays; but that of an entity goes before that of a cluster.
    """
    refused = _refused(judgements)
    left_out = {id(refusal.judgement) for refusal in refused}
    followed = [judgement for judgement in judgements if id(judgement) not in left_out]
    root: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    for one in followed:
        if isinstance(one, Same):
            stays, goes = root.get(one.a, one.a), root.get(one.b, one.b)
            if stays.startswith(CLUSTER) and not goes.startswith(CLUSTER):
                stays, goes = goes, stays
            if stays != goes:
                joining = groups.pop(goes, [goes])
                groups.setdefault(stays, [stays]).extend(joining)
                root |= dict.fromkeys(joining, stays)
    apart = (frozenset((root.get(one.a, one.a), root.get(one.b, one.b))) for one in followed if one.op == "different")
    return Unions(root, {stays: tuple(group) for stays, group in groups.items()}, frozenset(apart), refused)


# For each id, those that a judgement names beside it, with the judgement.
_Beside = Mapping[str, Mapping[str, Same | Different]]


def _refused(judgements: Sequence[Same | Different]) -> tuple[Refused, ...]:
    groups: dict[str, set[str]] = {}
    same: dict[str, dict[str, Same | Different]] = defaultdict(dict)
    different: dict[str, dict[str, Same | Different]] = defaultdict(dict)
    refused = []
    for judgement in reversed(judgements):
        a, b = judgement.a, judgement.b
        left, right = groups.setdefault(a, {a}), groups.setdefault(b, {b})
        if isinstance(judgement, Different):
            if left is right:
                refused.append(Refused(judgement, _chain(a, b, same)))
                continue
            noted = different
        else:
            if (barrier := _barrier(left, right, different)) is not None:
                # `a` or `b` of the barrier may stand on either side.
                inside, across = (barrier.a, barrier.b) if barrier.a in left else (barrier.b, barrier.a)
                refused.append(Refused(judgement, (barrier, *_chain(a, inside, same), *_chain(b, across, same))))
                continue
            if left is not right:
                smaller, larger = sorted((left, right), key=len)
                larger |= smaller
                groups |= dict.fromkeys(smaller, larger)
            noted = same
        noted[a].setdefault(b, judgement)
        noted[b].setdefault(a, judgement)
    return tuple(reversed(refused))


def _barrier(left: Iterable[str], right: set[str], different: _Beside) -> Same | Different | None:
    """Give a judgement that parts an id on the left from one on the right."""
    beside = (found for inside in left for found in different.get(inside, {}).items())
    return next((judgement for across, judgement in beside if across in right), None)


def _chain(start: str, end: str, same: _Beside) -> tuple[Same | Different, ...]:
    """Give the fewest judgements by which two ids of one group are one."""
    chains: dict[str, tuple[Same | Different, ...]] = {start: ()}
    queue = deque([start])
    while end not in chains:
        here = queue.popleft()
        for beside, judgement in same.get(here, {}).items():
            if beside not in chains:
                chains[beside] = (*chains[here], judgement)
                queue.append(beside)
    return chains[end]
