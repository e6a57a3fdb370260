"""How name-like a native spelling is: a small measure that puts Токаев before Токаьев.

Counted from the names in the examples of the scheme files, per source language: which letter follows which (the
edges of the word included), and which two letters end a name. A spelling's likeness is the sum of the natural
logarithms of its letter pairs' probabilities, plus a bonus for a usual ending; higher is better. The sum makes an
idle ь cost something. The logarithm of the number of names counted for the language is added, so that among like
spellings the language with more names comes first. The measure ranks spellings that the rules allow alike; it never
says that a name exists.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from kzling.orthography.schemes import tables
from kzling.orthography.table import lower

#: Edge of a word in letter pairs.
EDGE = "#"

_WORD = regex.compile(r"[\p{L}’']+")
# Added to every count, so that an unseen pair is unlikely and not impossible.
_SMOOTHING = 0.05
# An ending counts as usual from this many different names on; with fewer, chance decides.
_USUAL = 3
_ENDING_BONUS = 1.0


@dataclass(frozen=True, slots=True)
class Model:
    """Letter pairs and endings of the names of one language."""

    pairs: Mapping[str, float]
    unseen: Mapping[str, float]
    endings: frozenset[str]
    usual_endings: frozenset[str]
    floor: float
    prior: float

    def knows(self, first: str, second: str) -> bool:
        """Whether some name has `second` right after `first`."""
        return first + second in self.pairs

    def pair(self, first: str, second: str) -> float:
        """Give the logarithm of the probability that `second` follows `first`."""
        found = self.pairs.get(first + second)
        return self.unseen.get(first, self.floor) if found is None else found


@cache
def model(language: str) -> Model:
    """Count the names of one source language; a language without schemes gets an empty model."""
    names = {lower(match.group()) for spelling in _spellings(language) for match in _WORD.finditer(spelling)}
    # Sorted, so that sums of floats do not depend on the order of a set.
    chains = [EDGE + name + EDGE for name in sorted(names)]
    pairs = Counter(chain[i : i + 2] for chain in chains for i in range(len(chain) - 1))
    firsts = Counter(char for chain in chains for char in chain[:-1])
    letters = len(firsts) + 1
    total = {first: math.log(count + _SMOOTHING * letters) for first, count in firsts.items()}
    endings = Counter(name[-2:] for name in names)
    return Model(
        pairs={pair: math.log(count + _SMOOTHING) - total[pair[0]] for pair, count in pairs.items()},
        unseen={first: math.log(_SMOOTHING) - value for first, value in total.items()},
        endings=frozenset(endings),
        usual_endings=frozenset(ending for ending, count in endings.items() if count >= _USUAL),
        floor=-math.log(letters),
        prior=math.log(len(names) + 1),
    )


def _spellings(language: str) -> Iterator[str]:
    """Give the native spellings in the examples: what schemes write from, and what they write in that language."""
    for compiled in tables():
        for source, output in compiled.examples:
            if compiled.source_language == language:
                yield source
            elif compiled.target == language and compiled.target_script == compiled.source_script:
                yield output


@lru_cache(maxsize=1 << 14)
def likeness(name: str, language: str) -> float:
    """Give the likeness of a native spelling; see the module.

    >>> likeness("Токаев", "ru") > likeness("Токаьев", "ru")
    True
    """
    counted = model(language)
    bonus = sum(_ENDING_BONUS for word in _WORD.findall(lower(name)) if word[-2:] in counted.usual_endings)
    return sum(counted.pair(first, second) for first, second in _pairs(name)) + bonus + counted.prior


@lru_cache(maxsize=1 << 14)
def oddness(name: str, language: str) -> int:
    """Count the letter pairs of a spelling that no counted name has.

    >>> oddness("Токаев", "ru"), oddness("Токаъэв", "ru")
    (0, 3)
    """
    counted = model(language)
    return sum(not counted.knows(first, second) for first, second in _pairs(name))


def _pairs(name: str) -> list[tuple[str, str]]:
    chains = [EDGE + word + EDGE for word in _WORD.findall(lower(name))]
    return [(chain[i], chain[i + 1]) for chain in chains for i in range(len(chain) - 1)]
