"""How name-like a native spelling is: a small measure that puts Токаев before Токаьев.

Counted from names that are known to be spelled so (`kzling.orthography.counting`), per language. A model of letters
(which letter follows which three, the edges of the word included) backs off to shorter rows and to the names of all
languages together, since some languages have few. Likeness is the natural logarithm of the likelihood that it gives a
spelling: higher is better. The measure ranks spellings that the rules allow alike; it never says that a name exists.
"""

import math
from collections.abc import Iterable
from functools import cache, lru_cache
from operator import mul

import regex

from kzling import data
from kzling.orthography.counting import EDGE, LETTERS, ORDER, Rows
from kzling.orthography.table import lower

__all__ = ["EDGE", "Model", "likelihoods", "likeness", "model"]

_WORD = regex.compile(r"[\p{L}’']+")
# What backs a row off counts like so many sightings: set on the order of the readings of 1,900 tokens; 2 to 8 do not
# differ.
_BACK_OFF = 5.0
# The part of all languages together in what backs a row off.
_SHARED = 0.5
# Added to every letter's count, so that an unseen one is unlikely and not impossible.
_SMOOTHING = 0.5
# Rows of letters whose probability is kept; native names have some ten thousand.
_KEPT = 1 << 15


class Model:
    """Which letter follows which others in the names of each language, and in those of all."""

    def __init__(self, rows: Rows) -> None:
        """Take how often rows of letters come; languages with few names are heard too."""
        self.languages = rows.languages
        self._rows = rows
        self._nothing = [0] * len(rows.languages)
        # A word has one edge at its end.
        self._edges = rows.get(EDGE) or self._nothing
        self._weights = [max(1, number) ** -0.5 for number in self._edges]
        alphabet = [rows.get(letter) or self._nothing for letter in rows.letters]
        letters = [sum(column) for column in zip(*alphabet, strict=True)]
        sizes = [sum(map(bool, column)) for column in zip(*alphabet, strict=True)]
        self._totals = [n + _SMOOTHING * (size + 1) for n, size in zip(letters, sizes, strict=True)]
        self._all_total = self._weighed(letters) + _SMOOTHING * (len(alphabet) + 1)
        self._known: dict[str, tuple[float, ...]] = {}
        self._logarithms: dict[str, tuple[float, ...]] = {}

    def knows(self, row: str) -> bool:
        """Whether some name has these letters in a row, up to four; `EDGE` stands for the edge of a word."""
        return self._rows.get(row) is not None

    def last(self, row: str) -> tuple[float, ...]:
        """Give the logarithms of the probability that the last letter of a row of up to four follows the others.

        One for each of the languages, then that for all together.
        """
        found = self._logarithms.get(row)
        if found is None:
            if len(self._logarithms) >= _KEPT:
                self._logarithms.clear()
            found = self._logarithms[row] = tuple(map(math.log, self._probabilities(row)))
        return found

    def word(self, small: str) -> list[float]:
        """Give the logarithms of the likelihood of a word in small letters, by language as above."""
        chain = EDGE * (ORDER - 1) + small + EDGE
        known = self._logarithms
        rows = [chain[i : i + ORDER] for i in range(len(small) + 1)]
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
        part, back_off = 1 - _SHARED, _BACK_OFF
        if len(row) == 1:
            alone = self._rows.get(row) or self._nothing
            any_ = (self._weighed(alone) + _SMOOTHING) / self._all_total
            shared = _SHARED * any_
            return [*(shared + part * (n + _SMOOTHING) / t for n, t in zip(alone, self._totals, strict=True)), any_]
        *shorter, any_ = self._probabilities(row[1:])
        behind = self._behind(row)
        if behind is None:
            shared = _SHARED * any_
            return [*[part * one + shared for one in shorter], any_]
        seen = self._rows.get(row)
        any_ = (self._weighed(seen) + back_off * any_) / (self._weighed(behind) + back_off)
        part, shared = back_off * part, back_off * _SHARED * any_
        if seen is None:
            found = [(part * one + shared) / (m + back_off) for one, m in zip(shorter, behind, strict=True)]
        else:
            numbers = zip(seen, shorter, behind, strict=True)
            found = [(n + part * one + shared) / (m + back_off) for n, one, m in numbers]
        return [*found, any_]

    def _any(self, row: str) -> float:
        return self._probabilities(row)[-1]

    def _behind(self, row: str) -> list[int] | None:
        """Give how often a letter follows all but the last of a row, by language."""
        before = row[:-1]
        return self._rows.get(before) if before.strip(EDGE) else self._edges

    def _weighed(self, counts: list[int] | None) -> float:
        """Add the counts of all languages up, such that those with few names are heard too."""
        return 0.0 if counts is None else sum(map(mul, self._weights, counts))


@cache
def model() -> Model:
    """Give the model of the names of all languages that schemes write from."""
    return Model(Rows(data.read_lines(LETTERS)))


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
