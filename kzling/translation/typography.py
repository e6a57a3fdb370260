"""Marks, dates and numbers as another language writes them, in the text before it is cleaned."""

from functools import cache
from typing import Any, NamedTuple

import regex

from kzling import data
from kzling.model import Span
from kzling.translation.signs import FOLDER, Sign, sign

#: So many places of a sign are told of a text; more say no more.
_MOST = 12


class _Mark(NamedTuple):
    kind: str
    languages: frozenset[str]
    sources: tuple[str, ...]
    weight: float
    least: int
    why: str
    pattern: regex.Pattern[str]


def typography(raw: str, language: str) -> list[Sign]:
    """Find the marks of other languages in a raw text; of those that count from a number on, only so many.

    >>> [found.sources for found in typography("It was a\\u00a0day, I\\u00a0saw a\\u00a0flag", "en")]
    [('pl',), ('pl',), ('pl',)]
    """
    found: list[Sign] = []
    for mark in _marks():
        if language not in mark.languages:
            continue
        places = [place for place, _ in zip(mark.pattern.finditer(raw), range(_MOST), strict=False)]
        if len(places) >= mark.least:
            spans = (Span(place.start(), place.end(), "raw") for place in places)
            found += [sign(mark.kind, span, mark.sources, weight=mark.weight, why=mark.why) for span in spans]
    return found


@cache
def _marks() -> tuple[_Mark, ...]:
    raw: dict[str, Any] = data.read_yaml(f"{FOLDER}/typography.yml")
    return tuple(
        _Mark(
            one["class"],
            frozenset(one["in"]),
            tuple(one["from"]),
            float(one["weight"]),
            one["least"],
            one["why"],
            regex.compile(one["pattern"]),
        )
        for one in raw["signs"]
    )
