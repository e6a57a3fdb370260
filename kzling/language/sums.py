"""Sums of votes: the votes of a word for all profiles are one integer, so that sentences are sums of integers.

Each profile has a lane of 32 bits in that integer, and each script one that counts what was found in it. A lane holds
a whole number of `UNIT`s, so sums are exact and do not depend on the order of the words.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import repeat
from math import exp, log
from operator import add, itemgetter, mul, neg, sub
from struct import Struct
from typing import NamedTuple

from kzling.language.profiles import by_script, profiles

#: The step of votes, in nats: half of the votes of a word are a whole number of them.
UNIT = 2.0**-10
#: The votes of a text with more characters than these could overflow a lane: no word has more than 8 nats.
MOST_CHARACTERS = 1 << 18
#: Less than this, in nats beyond languages that have no file, is no evidence. Set in November 2026 on held-out
#: snippets (tests/quality/language.py): with 1.0 more of them were "und", and fewer right.
MIN_SCORE = 0.3
_LEAST = MIN_SCORE / UNIT

_LANE = 32
_SIGN = 1 << (_LANE - 1)
#: Shares have this many digits.
_DIGITS = 4


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
    clear: int  # a profile this far ahead of all others has them all, in digits that are told


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
    signs = sum(1 << (_LANE * place + _LANE - 1) for place in range(lanes))
    return _Layout(signs, struct.unpack, struct.size, _taken([_places()["", script] for script in taking]))


def _keys(script: str) -> list[tuple[str, str]]:
    return [(profile.language, script) for profile in by_script()[script]]


def packed(script: str, halves: Iterable[int]) -> int:
    """Give one vote for all profiles of a script as an integer that counts half: `2 * packed(...)` is the vote.

    Args:
        script: the script.
        halves: half of the vote for each of its profiles, in `UNIT`s.
    """
    lanes, signs, shift = _block(script)
    return (int.from_bytes(lanes.pack(_SIGN + 1, *map(_SIGN.__add__, halves)), "little") - signs) << shift


@cache
def _block(script: str) -> tuple[Struct, int, int]:
    """Give the layout of a script's lanes, the sign bit of each, and where they begin."""
    size = 1 + len(_keys(script))
    return Struct(f"<{size}I"), sum(_SIGN << (_LANE * place) for place in range(size)), _LANE * _places()["", script]


def scores(total: int) -> dict[tuple[str, str], float]:
    """Give the sum of votes, in nats, for each (language, script) of the scripts in which anything was found."""
    field, units = _unpacked(total)
    return {key: unit * UNIT for key, unit in zip(field.keys, units, strict=True)}


def verdict(total: int) -> Verdict | None:
    """Give the likeliest language, as `detect` does, None where there is too little evidence."""
    found = ranked(total, most=1)
    return found[0] if found else None


def ranked(total: int, *, most: int) -> list[Verdict]:
    """Give the likeliest languages, at most so many, best first; none where there is too little evidence."""
    field, units = _unpacked(total)
    if not units or (best := max(units)) < _LEAST:
        return []
    if best > field.clear:
        behind = best - field.clear
        if len([unit for unit in units if unit > behind]) == 1:
            return [Verdict(*field.keys[units.index(best)], 1.0)]
    # Chains of `map` run without the interpreter: this is done for every sentence.
    weighed = list(map(add, map(mul, units, repeat(UNIT)), field.priors))
    highest = max(weighed)
    shares = list(map(exp, map(sub, weighed, repeat(highest))))
    # "No language that we know" takes part with a score of 0; ties go to the language whose name comes first.
    whole = sum(shares) + exp(-max(highest, 0.0))
    if most == 1 and shares.count(1.0) == 1:
        return [Verdict(*field.keys[shares.index(1.0)], round(1.0 / whole, _DIGITS))]
    order = sorted(zip(map(neg, shares), field.keys, strict=True))[:most]
    return [Verdict(*key, round(-share / whole, _DIGITS)) for share, key in order]


def _unpacked(total: int) -> tuple[_Field, Sequence[int]]:
    # In most texts only the first scripts have votes: the lanes above are nothing, and need not be read.
    signs, unpack, size, counts = _layout((total.bit_length() + 1) // _LANE + 1)
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
    # So far ahead, all others and "no language" together have less than half of the last digit.
    ahead = log(2 * 10**_DIGITS * (len(keys) + 1)) + max(map(abs, priors), default=0.0) * 2
    return _Field(keys, priors, _taken([_places()[key] for key in keys]), round(ahead / UNIT) + 1)


def _taken(places: Sequence[int]) -> Callable[[Sequence[int]], Sequence[int]]:
    # itemgetter takes one item bare, and no item not at all; a slice it takes as it is.
    if len(places) > 1:
        return itemgetter(*places)
    return itemgetter(slice(places[0], places[0] + 1) if places else slice(0))
