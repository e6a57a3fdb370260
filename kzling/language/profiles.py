"""What each language looks like, read from resources/languages/ and weighed against its neighbours.

A feature counts by how few languages of the same script share it, so the files hold plain facts and no weights:
adding a language there re-weighs the others.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Any

from kzling import data
from kzling.errors import InvalidResource

FOLDER = "languages"

# Weights in nats, set by hand in November 2026 on the sentences of tests/language; not estimated from a corpus.
#: A function word is found in a language that lists it.
WORD = 2.0
#: A word has an ending that a language lists; each letter of the ending adds as much again.
ENDING = 0.35
#: How much the rarity of a word or an ending among the languages counts: lists of function words are nearly
#: complete, lists of endings are not, so an ending that one file alone has may well occur in other languages.
WORD_RARITY = 1.0
ENDING_RARITY = 0.5
#: A word holds a letter that the alphabet of a language lacks (names and quotations break alphabets: not infinite).
FOREIGN_LETTER = -2.5
#: A word is in a script that only one known language writes.
ALONE = 2.0

#: One weight for each profile of a script, in the order of `Table.profiles`.
Vector = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A language in one script. `prior`: how much likelier than others in our news before a word is read, in nats."""

    language: str
    script: str
    prior: float
    letters: frozenset[str]
    words: frozenset[str]
    suffixes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Table:
    """The profiles of one script and the votes of each word and ending.

    `common` are the letters that all of the alphabets have: they tell nothing. `longest` is the length of the
    longest ending. `lone` says that the script alone names the language.
    """

    profiles: tuple[Profile, ...]
    common: frozenset[str]
    words: dict[str, Vector]
    suffixes: dict[str, Vector]
    longest: int
    lone: bool


@lru_cache(maxsize=1)
def profiles() -> tuple[Profile, ...]:
    """Give all profiles, in the order of their files.

    Raises:
        InvalidResource: a file lacks a field or has one of another type.

    >>> {profile.script for profile in profiles() if profile.language == "kk"} == {"Cyrl", "Latn", "Arab"}
    True
    """
    return tuple(_profile(path, data.read_yaml(path)) for path in data.names(FOLDER))


@lru_cache(maxsize=1)
def tables() -> dict[str, Table]:
    """Give the tables of votes, by script."""
    by_script: dict[str, list[Profile]] = {}
    for profile in profiles():
        by_script.setdefault(profile.script, []).append(profile)
    return {script: _table(tuple(group)) for script, group in by_script.items()}


def _profile(path: str, raw: Any) -> Profile:
    try:
        return Profile(
            language=str(raw["language"]),
            script=str(raw["script"]),
            prior=float(raw["prior"]),
            letters=frozenset(raw["letters"]),
            words=frozenset(raw["words"].split()),
            suffixes=frozenset(raw["suffixes"].split()),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidResource(f"resources/{path} does not describe a language: {error!r}.") from error


def _table(group: tuple[Profile, ...]) -> Table:
    suffixes = _votes(group, lambda p: p.suffixes, lambda ending: ENDING * len(ending), ENDING_RARITY)
    return Table(
        profiles=group,
        common=frozenset.intersection(*(profile.letters for profile in group)) if len(group) > 1 else frozenset(),
        words=_votes(group, lambda p: p.words, lambda _: WORD, WORD_RARITY),
        suffixes=_inherit(suffixes),
        longest=max(map(len, suffixes), default=0),
        lone=len(group) == 1 and not group[0].letters,
    )


def _votes(
    group: tuple[Profile, ...],
    features: Callable[[Profile], Iterable[str]],
    weight: Callable[[str], float],
    counting: float,
) -> dict[str, Vector]:
    owners: dict[str, set[Profile]] = {}
    for profile in group:
        for feature in features(profile):
            owners.setdefault(feature, set()).add(profile)
    return {
        feature: tuple(
            weight(feature) + counting * rarity(len(group), len(having)) if profile in having else 0.0
            for profile in group
        )
        for feature, having in sorted(owners.items())
    }


def _inherit(suffixes: dict[str, Vector]) -> dict[str, Vector]:
    # Only the longest ending of a word is looked up, so it must carry the votes of the shorter ones inside it.
    whole: dict[str, Vector] = {}
    for ending in sorted(suffixes, key=len):
        inner = next((whole[ending[i:]] for i in range(1, len(ending)) if ending[i:] in whole), None)
        own = suffixes[ending]
        whole[ending] = own if inner is None else tuple(map(max, own, inner))
    return whole


def rarity(languages: int, owners: int) -> float:
    """Say how much it tells, in nats, that so many out of so many languages have a feature; none tells nothing.

    >>> rarity(8, 8), round(rarity(8, 1), 2), rarity(8, 0)
    (0.0, 2.08, 0.0)
    """
    return log(languages / owners) if owners else 0.0
