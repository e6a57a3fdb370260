"""Sums of votes: the votes of a word for all profiles are one integer, so that sentences are sums of integers.

Each profile has a lane of 64 bits in that integer, and each script one that counts what was found in it. A lane holds
a whole number of `UNIT`s, so sums are exact and do not depend on the order of the words.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import repeat
from math import exp
from operator import add, itemgetter, mul, sub
from struct import Struct
from typing import NamedTuple

from kzling.language.profiles import Vector, profiles, tables

#: The step of votes, in nats. With it a lane holds the votes of a million words and errs by less than 1e-9 a sentence.
UNIT = 2.0**-40
#: The votes of more words than these could overflow a lane: no word has more than 8 nats.
MOST_WORDS = 1 << 20
#: Less than this, in nats, is no evidence: one common ending, or a letter that most alphabets have.
#: Set by hand in November 2026 on the examples of tests/language.
MIN_SCORE = 1.0
_LEAST = MIN_SCORE / UNIT

_LANE = 64


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


@cache
def _scripts() -> tuple[str, ...]:
    # The scripts of most texts stand first: small integers add faster.
    return tuple(sorted(tables(), key=lambda script: (script != "Cyrl", script != "Latn", script)))


@lru_cache(maxsize=1)
def _places() -> Mapping[tuple[str, str], int]:
    """Give the lane of each (language, script), and by ("", script) of what counts."""
    owners = [key for script in _scripts() for key in (("", script), *_keys(script))]
    return {key: place for place, key in enumerate(owners)}


@cache
def _layout(scripts: int) -> _Layout:
    """Give the layout of the lanes of so many scripts, from the first on."""
    taking = _scripts()[:scripts]
    width = sum(1 + len(_keys(script)) for script in taking)
    lanes = Struct(f"<{width}q")
    signs = sum(1 << (_LANE * place + _LANE - 1) for place in range(width))
    return _Layout(signs, lanes.unpack, lanes.size, _taken([_places()["", script] for script in taking]))


def _keys(script: str) -> list[tuple[str, str]]:
    return [(profile.language, script) for profile in tables()[script].profiles]


@lru_cache(maxsize=1 << 14)
def packed(script: str, vector: Vector) -> int:
    """Give one vote for all profiles of a script as an integer that counts half: `2 * packed(...)` is the vote."""
    places = _places()
    votes = [("", script), *_keys(script)]
    halves = [1, *(round(vote / 2 / UNIT) for vote in vector)]
    return sum(half << (_LANE * places[key]) for key, half in zip(votes, halves, strict=True))


def scores(total: int) -> dict[tuple[str, str], float]:
    """Give the sum of votes, in nats, for each (language, script) of the scripts in which anything was found."""
    field, units = _unpacked(total)
    return {key: unit * UNIT for key, unit in zip(field.keys, units, strict=True)}


def verdict(total: int) -> Verdict | None:
    """Give the likeliest language, as `detect` does, None where there is too little evidence."""
    field, units = _unpacked(total)
    if not units or max(units) < _LEAST:
        return None
    # Chains of `map` run without the interpreter: this is done for every sentence.
    weighed = list(map(add, map(mul, units, repeat(UNIT)), field.priors))
    highest = max(weighed)
    shares = list(map(exp, map(sub, weighed, repeat(highest))))
    # "No language that we know" takes part with a score of 0; ties go to the language whose name comes first.
    whole = sum(shares) + exp(-max(highest, 0.0))
    if shares.count(1.0) == 1:
        language, script = field.keys[shares.index(1.0)]
    else:
        language, script = min(key for key, share in zip(field.keys, shares, strict=True) if share == 1.0)
    return Verdict(language, script, round(1.0 / whole, 4))


def _unpacked(total: int) -> tuple[_Field, Sequence[int]]:
    # In most texts only the first script has votes: then the lanes above are nothing, and need not be read.
    alone = _layout(1)
    signs, unpack, size, counts = alone if -alone.signs < 2 * total < alone.signs else _layout(len(_scripts()))
    # Adding the sign bits keeps lanes from borrowing of each other, turning them makes each a signed number again.
    lanes = unpack(((total + signs) ^ signs).to_bytes(size, "little"))
    field = _field(tuple(map(bool, counts(lanes))))
    return field, field.lanes(lanes)


@cache
def _field(present: tuple[bool, ...]) -> _Field:
    scripts = [script for script, there in zip(_scripts(), present, strict=False) if there]
    taking = [p for p in profiles() if p.script in scripts]
    keys = tuple((p.language, p.script) for p in taking)
    places = [_places()[key] for key in keys]
    return _Field(keys, tuple(p.prior for p in taking), _taken(places))


def _taken(places: Sequence[int]) -> Callable[[Sequence[int]], Sequence[int]]:
    # itemgetter takes one item bare, and no item not at all.
    if len(places) > 1:
        return itemgetter(*places)
    return lambda lanes: [lanes[place] for place in places]
