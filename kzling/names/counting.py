"""Counting what the spellings of one name differ in, for `kzling.names.costs`.

Spellings are those that schemes write: each name of the lists of common names by some schemes of its language, also
through a neighbour (kk -> ru -> pl) and with the outputs that schemes list as alternatives. They are laid over each
other sound by sound, and what stands for one sound in two of them is counted. No pair of spellings that anything is
measured on has a part in it. Counting takes a minute, so that the costs ship as a file of lines of text, sorted
(`make compiled` writes it anew).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from math import log
from random import Random
from typing import NamedTuple

from kzling import data
from kzling.checks import is_language
from kzling.names.costs import MOST, SCRIPTS, Pair, aligned
from kzling.names.sounds import Sounds, sounds
from kzling.orthography.alternatives import alternatives
from kzling.orthography.forward import transliterate
from kzling.orthography.schemes import schemes

# Names counted of each list, and schemes that write each: set in November 2026; twice as many change no cost by more
# than some tenths. Alternatives are less usual than what a rule writes: one of them counts like one neighbour.
_NAMES = 1_500
_FAR = 4
_NEAR = 2
# Of the names that have a form with another output, so many are counted in it, too.
_ALTERNATIVES = 0.1
_SEED = 0
# A letter that goes for another so many times less often than the most usual one (as a logarithm) is still usual: it
# costs nothing.
_USUAL = 1.0
_OWN = 0.7
# What stands for a letter in less than so much of the most usual case is an accident of laying over.
_SELDOM = 0.007
# Two alphabets with fewer letters laid over each other say nothing of their own.
_LEAST = 5_000
# Names of the region travel abroad in their Russian form, seldom in that of another neighbour.
_BRIDGE = "ru"
_COMMON = "names/common"
_BLOCKS = ("given_men", "given_women", "family", "places")


class _Spelling(NamedTuple):
    """A spelling, and the alphabets that it counts for: its language's and its script's."""

    sounds: Sounds
    alphabets: frozenset[str]


def compiled_costs() -> str:
    """Give what the file `costs.COSTS` has to hold."""
    counted: dict[Pair, Counter[Pair]] = defaultdict(Counter)
    for spellings in _groups():
        for one, other in product(spellings, repeat=2):
            pairs = aligned(one.sounds, other.sounds)
            for alphabets in product(one.alphabets, other.alphabets):
                if alphabets[0] < alphabets[1] or alphabets[0] == alphabets[1] in SCRIPTS:
                    counted[alphabets].update(pairs)
    return "".join(
        sorted(
            line
            for alphabets, pairs in counted.items()
            if pairs.total() >= _LEAST
            for line in _lines(alphabets, pairs)
        )
    )


def _lines(alphabets: Pair, counted: Mapping[Pair, int]) -> Iterator[str]:
    most: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for pair, times in counted.items():
        for letter, side in zip(pair, most, strict=True):
            side[letter] = max(times, side.get(letter, 0))
    rows: dict[str, list[str]] = defaultdict(list)
    for (x, y), times in sorted(counted.items()):
        shares = [times / side[letter] for letter, side in zip((x, y), most, strict=True) if letter]
        ways = sorted(map(_rarity, shares))
        # A letter of few names (ө) is mostly judged by what it becomes, not by what else becomes the same.
        value = round(max(0.0, ways[0] * _OWN + ways[-1] * (1 - _OWN) - _USUAL), 1)
        if value < MOST and max(shares) > _SELDOM:
            rows[x].append(f"{y}:{value:g}")
    for x, others in rows.items():
        yield "\t".join([" ".join(alphabets), x, *others]) + "\n"


def _rarity(share: float) -> float:
    return min(MOST + _USUAL, -log(share))


def _groups() -> Iterator[list[_Spelling]]:
    """Give spellings that are laid over each other: what schemes write straight from one, and each way of two schemes.

    What two neighbours make of a name is not: the Belarusian а that Russian and Ukrainian keep would count for о.
    """
    random = Random(_SEED)
    for path in data.names(_COMMON):
        listed = data.read_yaml(path)
        for block in _BLOCKS:
            names = listed.get(block, "").split()
            for name in random.sample(names, min(_NAMES, len(names))):
                # Texts leave the dots of ё out.
                if "ё" in name:
                    yield [
                        _spelling(name.replace("ё", "е"), listed["language"], listed["script"]),
                        *_latin(name, listed["language"], random),
                    ]
                native = _spelling(name, listed["language"], listed["script"])
                yield [native, *_latin(name, listed["language"], random)]
                for form, language in _neighbours(name, listed["language"], random):
                    near = _spelling(form, language, "Cyrl")
                    yield [native, near]
                    if language == _BRIDGE:
                        onward = _latin(form, language, random)
                        yield [near, *onward]
                        yield from ([native, far] for far in onward)


def _spelling(form: str, language: str, script: str) -> _Spelling:
    return _Spelling(
        sounds(form, language or None), frozenset({script, f"{script}-{language}"} if language else {script})
    )


def _latin(name: str, language: str, random: Random) -> list[_Spelling]:
    """Give what some schemes of a language write in other scripts."""
    _, far = _schemes(language)
    found = []
    for scheme in random.sample(far, min(_FAR, len(far))):
        script, target = schemes()[scheme].target_script, schemes()[scheme].target
        language = target.removesuffix("-Latn")
        language = language if is_language(language) else ""
        found.append(_spelling(transliterate(name, scheme), language, script))
        others = list(alternatives(name, scheme))
        if others and random.random() < _ALTERNATIVES:
            found.append(_spelling(random.choice(others), language, script))
    return found


def _neighbours(name: str, language: str, random: Random) -> Iterator[tuple[str, str]]:
    """Give what some schemes of a language write in the Cyrillic of others, also with another output."""
    near, _ = _schemes(language)
    for scheme in random.sample(near, min(_NEAR, len(near))):
        target = schemes()[scheme].target
        yield transliterate(name, scheme), target
        others = list(alternatives(name, scheme))
        if others and random.random() < _ALTERNATIVES:
            yield random.choice(others), target


@cache
def _schemes(language: str) -> tuple[list[str], list[str]]:
    """Give the schemes that write a language from Cyrillic: in Cyrillic, and in other scripts."""
    found: tuple[list[str], list[str]] = ([], [])
    for scheme in schemes().values():
        if (scheme.source_language, scheme.source_script) == (language, "Cyrl"):
            found[scheme.target_script != "Cyrl"].append(scheme.id)
    return found
