"""How name-like a native spelling is: a small measure that puts Токаев before Токаьев.

Counted from names that are known to be spelled so: the lists of common names, the examples of the scheme files and
the persons and places of the knowledge base, per language. A model of letters (which letter follows which three, the
edges of the word included) backs off to shorter rows and to the names of all languages together, since some languages
have few. Likeness is the natural logarithm of the likelihood that it gives a spelling: higher is better. The measure
ranks spellings that the rules allow alike; it never says that a name exists.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import mul

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
_KEPT = 1 << 15
# Of the knowledge base, these have names of the kind that is read here; an organisation's is made of plain words.
_PROPER = {"person", "place"}
# Lists of names, and what in them are none.
_COMMON = "names/common"
_HEAD = {"language", "script", "sources"}


class Model:
    """Which letter follows which others in the names of each language, and in those of all."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        """Count the names of each language (words in small letters); languages with few names are heard too."""
        self.languages = {language: i for i, language in enumerate(names)}
        nothing = [0] * len(names)
        self._rows: dict[str, list[int]] = {}
        for place, words in enumerate(names.values()):
            for row, times in Counter(_rows(words)).items():
                counts = self._rows.get(row)
                if counts is None:
                    counts = self._rows[row] = nothing.copy()
                counts[place] = times
        self._nothing = nothing
        self._edges = [len(words) for words in names.values()]
        self._weights = [max(1, number) ** -0.5 for number in self._edges]
        letters = [sum(map(len, words)) + len(words) for words in names.values()]
        alphabet = [counts for row, counts in self._rows.items() if len(row) == 1]
        sizes = [sum(map(bool, column)) for column in zip(nothing, *alphabet, strict=True)]
        self._totals = [n + _SMOOTHING * (size + 1) for n, size in zip(letters, sizes, strict=True)]
        self._all_total = self._weighed(letters) + _SMOOTHING * (len(alphabet) + 1)
        self._known: dict[str, tuple[float, ...]] = {}
        self._together: dict[str, float] = {}
        self._logarithms: dict[str, tuple[float, ...]] = {}

    def knows(self, row: str) -> bool:
        """Whether some name has these letters in a row, up to four; `EDGE` stands for the edge of a word."""
        return row in self._rows

    def last(self, row: str) -> tuple[float, ...]:
        """Give the logarithms of the probability that the last letter of a row of up to four follows the others.

        One for each of the languages, then that for all together.
        """
        found = self._logarithms.get(row)
        if found is None:
            if len(self._logarithms) >= _KEPT:
                self._logarithms.clear()
            found = self._logarithms[row] = tuple(map(math.log, (*self._probabilities(row), self._any(row))))
        return found

    def word(self, small: str) -> list[float]:
        """Give the logarithms of the likelihood of a word in small letters, by language as above."""
        chain = EDGE * (_ORDER - 1) + small + EDGE
        known = self._logarithms
        rows = [chain[i : i + _ORDER] for i in range(len(small) + 1)]
        return list(map(sum, zip(*[known.get(row) or self.last(row) for row in rows], strict=True)))

    def any_last(self, row: str) -> float:
        """Give the logarithm of the probability that the last letter of a row follows, for all languages together."""
        return math.log(self._any(row))

    def _probabilities(self, row: str) -> tuple[float, ...]:
        found = self._known.get(row)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            found = self._known[row] = tuple(self._estimated(row))
        return found

    def _estimated(self, row: str) -> Iterable[float]:
        shared = _SHARED * self._any(row)
        part = 1 - _SHARED
        seen = self._rows.get(row)
        if len(row) == 1:
            counts = zip(seen or self._nothing, self._totals, strict=True)
            return [shared + part * (n + _SMOOTHING) / total for n, total in counts]
        shorter, behind = self._probabilities(row[1:]), self._behind(row)
        if behind is None:
            return [part * one + shared for one in shorter]
        part, shared = _BACK_OFF * part, _BACK_OFF * shared
        if seen is None:
            return [(part * one + shared) / (m + _BACK_OFF) for one, m in zip(shorter, behind, strict=True)]
        numbers = zip(seen, shorter, behind, strict=True)
        return [(n + part * one + shared) / (m + _BACK_OFF) for n, one, m in numbers]

    def _any(self, row: str) -> float:
        found = self._together.get(row)
        if found is None:
            if len(self._together) >= _KEPT:
                self._together.clear()
            seen = self._weighed(self._rows.get(row))
            if len(row) == 1:
                found = (seen + _SMOOTHING) / self._all_total
            else:
                behind = self._weighed(self._behind(row))
                found = (seen + _BACK_OFF * self._any(row[1:])) / (behind + _BACK_OFF)
            self._together[row] = found
        return found

    def _behind(self, row: str) -> list[int] | None:
        """Give how often a letter follows all but the last of a row, by language."""
        before = row[:-1]
        return self._rows.get(before) if before.strip(EDGE) else self._edges

    def _weighed(self, counts: list[int] | None) -> float:
        """Add the counts of all languages up, such that those with few names are heard too."""
        return 0.0 if counts is None else sum(map(mul, self._weights, counts))


@cache
def model() -> Model:
    """Count the names of all languages that schemes write from."""
    return Model(_names())


@lru_cache(maxsize=1 << 14)
def likelihoods(name: str) -> tuple[float, ...]:
    """Give the likeness of a native spelling in small letters for each language of the model, then for all."""
    words = [name] if name.isalpha() else _WORD.findall(name)
    counted = model()
    if len(words) == 1:
        return tuple(counted.word(words[0]))
    zero = [0.0] * (len(counted.languages) + 1)
    return tuple(map(sum, zip(zero, *map(counted.word, words), strict=True)))


def likeness(name: str, language: str) -> float:
    """Give the likeness of a native spelling; see the module. A language without names has those of all.

    >>> likeness("Токаев", "ru") > likeness("Токаьев", "ru")
    True
    """
    return likelihoods(lower(name))[model().languages.get(language, -1)]


def _rows(words: Sequence[str]) -> Iterator[str]:
    """Give the rows of up to four letters that end in a letter of a word or in its edge."""
    for word in words:
        chain = EDGE * (_ORDER - 1) + word + EDGE
        for i in range(_ORDER, len(chain) + 1):
            yield chain[i - 1]
            yield chain[i - 2 : i]
            yield chain[i - 3 : i]
            yield chain[i - 4 : i]


def _names() -> dict[str, Sequence[str]]:
    """Give the words of the names of each language that schemes write from, sorted and each once."""
    natives = {(compiled.source_language, compiled.source_script) for compiled in tables()}
    found: dict[str, set[str]] = {language: set() for language, _ in sorted(natives)}
    for language, name in _spellings():
        if (language, script_of(name)) in natives:
            found[language].update(lower(word) for word in _WORD.findall(name))
    for path in data.names(_COMMON):
        listed = data.read_yaml(path)
        if (listed["language"], listed["script"]) in natives:
            blocks = (block for key, block in listed.items() if key not in _HEAD)
            found[listed["language"]].update(word for block in blocks for word in _WORD.findall(lower(block)))
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
