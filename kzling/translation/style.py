"""How a text is written, word by word: function words, pairs of them, marks and lengths, weighed by a trained table.

One sign of little weight: style differs between outlets as much as between originals and translations.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from kzling.model import Span
from kzling.translation.phrases import rows
from kzling.translation.signs import Sign, sign

#: Shorter texts, in words, say nothing of style.
LEAST_WORDS = 120
TABLE = "style.tsv"
#: The feature that stands for no text: what is added for every one.
BIAS = "(all)"
#: How many features the reason names.
_MOST_TOLD = 4
# The kinds of quotation marks and apostrophes are typography, which has signs of its own.
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*|[.,;:!?()…]|[–—]|\s-\s")
_MARKS = {",": "commas", ";": "semicolons", ":": "colons", "(": "brackets", "…": "dots", "?": "questions"}
_SENTENCE_END = frozenset(".!?…")
_VARIETY = 120


class Feature(NamedTuple):
    """A feature with what is usual for it in the training texts, and what a deviation upwards weighs, in decibans."""

    mean: float
    deviation: float
    weight: float


Tables = Mapping[str, Mapping[str, Feature]]


def style(text: str, language: str, *, tables: Tables | None = None) -> Iterator[Sign]:
    """Give the sign of a text's style, if it is long enough and its language has a table (None: the usual tables)."""
    table = (_tables() if tables is None else tables).get(language)
    found = features(text) if table is not None else None
    if table is None or found is None:
        return
    parts = {
        name: its.weight * (found.get(name, 0.0) - its.mean) / its.deviation
        for name, its in table.items()
        if name != BIAS
    }
    weight = table[BIAS].weight + sum(parts.values())
    told = sorted(parts, key=lambda name: -abs(parts[name]) if parts[name] * weight > 0 else 0.0)[:_MOST_TOLD]
    shown = ", ".join(f"{'many' if found.get(name, 0.0) > table[name].mean else 'few'} {name}" for name in told)
    like = "translations" if weight > 0 else "originals"
    yield sign("style", Span(0, len(text)), (), weight=weight, like=like, features=shown)


def features(text: str) -> dict[str, float] | None:
    """Measure a text, None if it is too short: square roots of numbers per 100 words, and of lengths.

    >>> features("Too short.") is None
    True
    """
    tokens = [found.group().strip().lower().replace("’", "'") for found in _TOKEN.finditer(text)]
    words = [token for token in tokens if token[0].isalpha()]
    if len(words) < LEAST_WORDS:
        return None
    counted: Counter[str] = Counter(f'"{word}"' for word in words)
    counted.update(
        f'"{first} {second}"' for first, second in pairwise(tokens) if first[0].isalpha() and second[0].isalpha()
    )
    for token in tokens:
        if token in _MARKS:
            counted[_MARKS[token]] += 1
        elif token in "–—-":
            counted["dashes"] += 1
        elif token[0].isdigit():
            counted["numbers"] += 1
        elif "'" in token:
            counted["apostrophes"] += 1
    sentences = max(sum(token in _SENTENCE_END for token in tokens), 1)
    lengths = {
        "words a sentence": len(words) / sentences,
        "letters a word": sum(map(len, words)) / len(words),
        "different words": 100 * len(set(words[:_VARIETY])) / _VARIETY,
    }
    return {name: math.sqrt(100 * number / len(words)) for name, number in counted.items()} | {
        name: math.sqrt(length) for name, length in lengths.items()
    }


@cache
def _tables() -> Tables:
    found: dict[str, dict[str, Feature]] = {}
    for language, name, mean, deviation, weight in rows(TABLE):
        found.setdefault(language, {})[name] = Feature(float(mean), float(deviation), float(weight))
    return found
