"""How name-like a native spelling is: a small measure that puts Токаев before Токаьев.

Counted from names that are known to be spelled so: the examples of the scheme files and the persons and places of the
knowledge base, per language. A model of letters (which letter follows which three, the edges of the word included)
backs off to shorter rows and to the names of all languages together, since some languages have few. Likeness is the
natural logarithm of the likelihood that it gives a spelling: higher is better. The measure ranks spellings that the
rules allow alike; it never says that a name exists.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

import regex

from kzling import data
from kzling.orthography.schemes import tables
from kzling.orthography.table import lower
from kzling.text.scripts import script_of

#: Edge of a word in rows of letters.
EDGE = "#"

_WORD = regex.compile(r"[\p{L}’']+")
# A row has so many letters, and what backs it off counts like so many sightings: set on the order of the readings of
# 1,900 tokens; three letters put the right one first a little less often, 2 to 8 sightings do not differ.
_ORDER = 4
_BACK_OFF = 5.0
# The part of all languages together in what backs a row off.
_SHARED = 0.5
# Added to every letter's count, so that an unseen one is unlikely and not impossible.
_SMOOTHING = 0.5
# Rows of letters whose probability is kept; native names have some ten thousand.
_KEPT = 1 << 16
# Of the knowledge base, these have names of the kind that is read here; an organisation's is made of plain words.
_PROPER = {"person", "place"}


class Model:
    """Which letter follows which others in names."""

    __slots__ = ("_before", "_kept", "_logarithms", "_rows", "_shared", "_total")

    def __init__(self, names: Iterable[tuple[str, float]], shared: "Model | None" = None) -> None:
        """Count names (words in small letters, with their weights); `shared` backs off what they lack."""
        self._rows: dict[str, float] = defaultdict(float)
        self._before: dict[str, float] = defaultdict(float)
        for name, weight in names:
            chain = _chain(name)
            for i in range(_ORDER - 1, len(chain)):
                for length in range(_ORDER):
                    self._rows[chain[i - length : i + 1]] += weight
                    self._before[chain[i - length : i]] += weight
        self._total = self._before[""] + _SMOOTHING * (sum(len(row) == 1 for row in self._rows) + 1)
        self._shared = shared
        self._kept: dict[str, float] = {}
        self._logarithms: dict[str, float] = {}

    def knows(self, row: str) -> bool:
        """Whether some name has these letters in a row, up to four; `EDGE` stands for the edge of a word."""
        return row in self._rows

    def last(self, row: str) -> float:
        """Give the logarithm of the probability that the last letter of a row of up to four follows the others."""
        found = self._logarithms.get(row)
        if found is None:
            if len(self._logarithms) >= _KEPT:
                self._logarithms.clear()
            found = self._logarithms[row] = math.log(self._probability(row))
        return found

    def word(self, small: str) -> float:
        """Give the logarithm of the likelihood of a word in small letters."""
        chain = _chain(small)
        known = self._logarithms
        total = 0.0
        for i in range(len(small) + 1):
            row = chain[i : i + _ORDER]
            found = known.get(row)
            total += self.last(row) if found is None else found
        return total

    def _probability(self, row: str) -> float:
        found = self._kept.get(row)
        if found is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            found = self._kept[row] = self._estimated(row)
        return found

    def _estimated(self, row: str) -> float:
        if len(row) == 1:
            found = (self._rows.get(row, 0.0) + _SMOOTHING) / self._total
            return self._mixed(found, row)
        fallback = self._mixed(self._probability(row[1:]), row)
        return (self._rows.get(row, 0.0) + _BACK_OFF * fallback) / (self._before.get(row[:-1], 0.0) + _BACK_OFF)

    def _mixed(self, own: float, row: str) -> float:
        if self._shared is None:
            return own
        return (1 - _SHARED) * own + _SHARED * self._shared._probability(row)


@cache
def model(language: str) -> Model:
    """Count the names of one language; one without names has those of all."""
    return Model(((name, 1.0) for name in _names().get(language, ())), mixture())


@cache
def mixture() -> Model:
    """Count the names of all native languages together, such that those with few names are heard too."""
    return Model((name, len(names) ** -0.5) for names in _names().values() for name in names)


@lru_cache(maxsize=1 << 14)
def likeness(name: str, language: str) -> float:
    """Give the likeness of a native spelling; see the module.

    >>> likeness("Токаев", "ru") > likeness("Токаьев", "ru")
    True
    """
    counted = model(language)
    return sum(counted.word(word) for word in _WORD.findall(lower(name)))


@lru_cache(maxsize=1 << 14)
def oddness(name: str, language: str) -> int:
    """Count the letter pairs of a spelling that no counted name of its language has.

    >>> oddness("Токаев", "ru"), oddness("Токаъэв", "ru")
    (0, 3)
    """
    knows = model(language).knows
    chains = [EDGE + word + EDGE for word in _WORD.findall(lower(name))]
    return sum(not knows(chain[i : i + 2]) for chain in chains for i in range(len(chain) - 1))


def _chain(small: str) -> str:
    return EDGE * (_ORDER - 1) + small + EDGE


@cache
def _names() -> dict[str, Sequence[str]]:
    """Give the words of the names of each language that schemes write from, sorted and each once."""
    natives = {(compiled.source_language, compiled.source_script) for compiled in tables()}
    found: dict[str, set[str]] = {language: set() for language, _ in sorted(natives)}
    for language, name in _spellings():
        if (language, script_of(name)) in natives:
            found[language].update(lower(word) for word in _WORD.findall(name))
    return {language: sorted(words) for language, words in found.items()}


def _spellings() -> Iterator[tuple[str, str]]:
    """Give names with their language: what schemes write from, what they write natively, what the base lists."""
    for compiled in tables():
        for source, output in compiled.examples:
            yield compiled.source_language, source
            if compiled.target_script == compiled.source_script:
                yield compiled.target, output
    for path in data.names("knowledge"):
        for entity in data.read_yaml(path)["entities"]:
            if entity["type"] in _PROPER:
                for name in entity["names"]:
                    yield name["lang"], name["text"]
