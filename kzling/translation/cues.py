"""The verdict on a text: additive weight of evidence with a cap for each class of cue.

Three classes are known today: no-break spaces of Polish editors, names left in a foreign spelling, and names that
were translated word for word. Absence of cues proves nothing, so the verdict "original" is not given yet, nor
whether a machine translated.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import regex

from kzling import data
from kzling.model import Cue, Span, Translation

#: Raised when the rules change.
VERSION = 2

# A run of several no-break spaces is indentation, not typography.
_BOUND = regex.compile(r"(?<![\p{L}\p{N}])[\p{L}]\u00A0(?=[^\s\u00A0])")


class ForeignName(NamedTuple):
    """A name in the text with the languages whose spelling it may follow; `literal` if it was translated."""

    start: int
    end: int
    surface: str
    canonical: str
    languages: tuple[str, ...]
    literal: bool


def translation(raw: str, language: str, names: Sequence[ForeignName]) -> Translation:
    """Judge whether a text is a translation.

    Args:
        raw: the text before cleaning, because repair would take the no-break spaces away.
        language: the language that the text is in.
        names: names in the clean text that do not follow the spelling of `language`.

    Returns:
        Verdict "translated" with the source language, or "unclear"; evidence spans are in raw or text space.
    """
    table = _table()
    found = [*_bound_spaces(raw, language, table["cues"]), *_names(names, table["cues"])]
    score, votes = _sum(found, table["cues"])
    if score < table["verdict"]["translated"]:
        return Translation(score=score, evidence=tuple(cue for _, cue in found))
    source = max(sorted(votes), key=votes.__getitem__)
    return Translation("translated", None, source, (), score, tuple(cue for _, cue in found))


def score(found: Iterable[Cue]) -> float:
    """Give what cues weigh together."""
    return _sum((((), cue) for cue in found), _table()["cues"])[0]


def _bound_spaces(raw: str, language: str, cues: Mapping[str, Any]) -> list[tuple[tuple[str, ...], Cue]]:
    name = "no-break-space-after-one-letter-word"
    cue = cues[name]
    places = list(_BOUND.finditer(raw)) if language in cue["languages"] and "\u00a0" in raw else []
    if len(places) < cue["least"]:
        return []
    spans = (Span(match.start(), match.end(), "raw") for match in places)
    return [((cue["source_language"],), Cue(name, span, float(cue["weight"]), cue["why"])) for span in spans]


def _names(names: Iterable[ForeignName], cues: Mapping[str, Any]) -> list[tuple[tuple[str, ...], Cue]]:
    found: list[tuple[tuple[str, ...], Cue]] = []
    seen: set[str] = set()
    for name in names:
        kind = "literal-name" if name.literal else "foreign-spelling"
        cue = cues[kind]
        sources = tuple(language for language in name.languages if language in cue["source_languages"])
        if name.surface in seen or not sources:
            continue
        seen.add(name.surface)
        why = cue["why"].format(surface=name.surface, canonical=name.canonical, language=" or ".join(sources))
        found.append((sources, Cue(kind, Span(name.start, name.end), float(cue["weight"]), why)))
    return found


def _sum(found: Iterable[tuple[tuple[str, ...], Cue]], cues: Mapping[str, Any]) -> tuple[float, dict[str, float]]:
    classes: dict[str, float] = {}
    votes: dict[str, float] = {}
    for languages, cue in found:
        before = classes.get(cue.cue, 0.0)
        classes[cue.cue] = min(before + cue.weight, float(cues[cue.cue]["cap"]))
        for language in languages:
            votes[language] = votes.get(language, 0.0) + classes[cue.cue] - before
    return sum(classes.values()), votes


@lru_cache(maxsize=1)
def _table() -> Any:
    return data.read_yaml("translation/cues.yml")
