"""Sums of votes: the votes of a word for all profiles are one integer, so that sentences are sums of integers.

Each profile has a lane of 32 bits in that integer, and each script one that counts what was found in it. A lane holds
a whole number of `UNIT`s, so sums are exact and do not depend on the order of the words.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from math import exp
from operator import itemgetter
from struct import Struct
from typing import NamedTuple

from kzling.language.grams import LANE
from kzling.language.profiles import by_script, prior, profiles

#: The step of votes, in nats: half of the votes of a word are a whole number of them.
UNIT = 2.0**-10
#: The votes of a text with more characters than these could overflow a lane: a letter has 3 nats at most, see
#: `kzling.language.grams.MOST` and `kzling.language.words.SHARPNESS`.
MOST_CHARACTERS = 1 << 18
#: Less than this, in nats beyond languages that have no file, is no evidence. Set in November 2026 on held-out
#: snippets (tests/quality/language.py): with 1.0 more of them were "und", and fewer right.
MIN_SCORE = 0.3
_LEAST = MIN_SCORE / UNIT

#: Another language than the likeliest is told only where it has such a share.
MIN_SHARE = 0.001
#: Shares have this many digits: so many nats behind the best there is none.
_DIGITS, _NO_SHARE = 4, 10.0


class Verdict(NamedTuple):
    """A language with its script and the confidence in it."""

    language: str
    script: str
    confidence: float


class _Layout(NamedTuple):
    """How sums of some of the lanes, from the lowest up, are read."""

    signs: int  # the sign bit of every lane
    unpack: Callable[[bytes], tuple[int, ...]]
    size: int  # of all lanes, in bytes
    counts: Callable[[Sequence[int]], Sequence[int]]  # takes the lanes that count out of all, in order of `_scripts`


class _Field(NamedTuple):
    """The profiles that take part where some scripts were found, in the order of their files."""

    keys: tuple[tuple[str, str], ...]
    priors: tuple[float, ...]
    lanes: Callable[[Sequence[int]], Sequence[int]]  # takes their lanes out of all
    near: int  # what is this far behind the best has no share
    clear: int  # so many units leave no share to "no language that we know"


@cache
def _scripts() -> tuple[str, ...]:
    # The scripts of most texts stand first: small integers add faster.
    return tuple(sorted(by_script(), key=lambda script: (script != "Cyrl", script != "Latn", script)))


@lru_cache(maxsize=1)
def _places() -> Mapping[tuple[str, str], int]:
    """Give the lane of each (language, script), and by ("", script) of what counts."""
    owners = [key for script in _scripts() for key in (("", script), *_keys(script))]
    return {key: place for place, key in enumerate(owners)}


def place(key: tuple[str, str]) -> int:
    """Give the number of a (language, script) among all."""
    return _places()[key]


@cache
def _layout(width: int) -> _Layout:
    """Give the layout of at least so many lanes, of whole scripts from the first on."""
    taking: list[str] = []
    lanes = 0
    for script in _scripts():
        if lanes < width:
            taking.append(script)
            lanes += 1 + len(_keys(script))
    struct = Struct(f"<{lanes}i")
    signs = sum(1 << (LANE * place + LANE - 1) for place in range(lanes))
    return _Layout(signs, struct.unpack, struct.size, _taken([_places()["", script] for script in taking]))


def _keys(script: str) -> list[tuple[str, str]]:
    return [(profile.language, script) for profile in by_script()[script]]


def placed(script: str, halves: int) -> int:
    """Give a vote for the profiles of a script as an integer that counts half: `2 * placed(...)` is the vote.

    Args:
        script: the script.
        halves: half of the vote for each of its profiles, in `UNIT`s: lanes in their order.
    """
    return ((halves << LANE) + 1) << _start(script)


def alike(script: str, half: int) -> int:
    """Do the same for a vote that all profiles of a script have."""
    return placed(script, sum(half << LANE * lane for lane in range(len(by_script()[script]))))


@cache
def _start(script: str) -> int:
    return LANE * _places()["", script]


def scores(total: int) -> dict[tuple[str, str], float]:
    """Give the sum of votes, in nats, for each (language, script) of the scripts in which anything was found."""
    field, units = _unpacked(total)
    return {key: unit * UNIT for key, unit in zip(field.keys, units, strict=True)}


def weighed(total: int) -> dict[tuple[str, str], float]:
    """Do the same with what is told before a word is read: the difference of two is how much likelier one is."""
    return {key: score + prior(key) for key, score in scores(total).items()}


def verdict(total: int) -> Verdict | None:
    """Give the likeliest language, as `detect` does, None where there is too little evidence."""
    found = ranked(total, most=1)
    return found[0] if found else None


def ranked(total: int, *, most: int) -> list[Verdict]:
    """Give the likeliest languages, at most so many, best first; none where there is too little evidence.

    Ties go to the language whose name comes first.
    """
    field, units = _unpacked(total)
    if not units or (best := max(units)) < _LEAST:
        return []
    keys, priors, behind = field.keys, field.priors, best - field.near
    taking = [number for number, unit in enumerate(units) if unit > behind]
    if best > field.clear and len(taking) == 1:
        return [Verdict(*keys[taking[0]], 1.0)]
    near = sorted([(-units[number] * UNIT - priors[number], keys[number]) for number in taking])
    lowest = near[0][0]
    shares = [exp(lowest - weighed) for weighed, _ in near]
    # "No language that we know" takes part with a score of 0.
    whole = sum(shares) + exp(min(lowest, 0.0))
    least = MIN_SHARE * whole
    return [
        Verdict(*key, round(share / whole, _DIGITS))
        for share, (_, key) in zip(shares[:most], near, strict=False)
        if share >= least
    ]


def _unpacked(total: int) -> tuple[_Field, Sequence[int]]:
    # In most texts only the first scripts have votes: the lanes above are nothing, and need not be read.
    signs, unpack, size, counts = _layout((total.bit_length() + 1) // LANE + 1)
    # Adding the sign bits keeps lanes from borrowing of each other, turning them makes each a signed number again.
    lanes = unpack(((total + signs) ^ signs).to_bytes(size, "little"))
    field = _field(tuple(map(bool, counts(lanes))))
    return field, field.lanes(lanes)


@cache
def _field(present: tuple[bool, ...]) -> _Field:
    scripts = [script for script, there in zip(_scripts(), present, strict=False) if there]
    taking = [p for p in profiles() if p.script in scripts]
    keys = tuple((p.language, p.script) for p in taking)
    priors = tuple(p.prior for p in taking)
    lowest = min(priors, default=0.0)
    near, clear = _NO_SHARE + max(priors, default=0.0) - lowest, _NO_SHARE - lowest
    lanes = _taken([_places()[key] for key in keys])
    return _Field(keys, priors, lanes, round(near / UNIT), round(clear / UNIT))


def _taken(places: Sequence[int]) -> Callable[[Sequence[int]], Sequence[int]]:
    # itemgetter takes one item bare, and no item not at all; a slice it takes as it is.
    if len(places) > 1:
        return itemgetter(*places)
    return itemgetter(slice(places[0], places[0] + 1) if places else slice(0))
