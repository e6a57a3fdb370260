"""Whether a text is a translation: all signs of it, and the verdict on them.

Absence of signs proves nothing: without any the verdict is "unclear". "original" needs signs of those who write in the
language from the start.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import regex

from kzling import data
from kzling.model import Removed, Span, Translation
from kzling.resolution.links import Linked
from kzling.translation.literal import literal_signs, literal_signs_alone
from kzling.translation.phrases import byline, outlets, phrases
from kzling.translation.signs import FOLDER, Sign, sign
from kzling.translation.spelling import foreign_spellings
from kzling.translation.typography import typography
from kzling.translation.verdict import verdict

#: Raised when the rules change.
VERSION = 3

# Delovaya Nedelya (Business Week)
_GLOSS = regex.compile(
    r"(?<!\p{L})\p{Lu}\p{L}+(?: \p{Lu}?\p{L}+){0,3} \((?:[\"“]?\p{Lu}\p{Ll}+(?: \p{L}+){1,4}[\"”]?)\)"
)


def translation(
    raw: str,
    text: str,
    language: str,
    linked: Sequence[Linked],
    *,
    removed: Sequence[Removed] = (),
    author: str | None = None,
) -> Translation:
    """Judge whether a text is a translation.

    Args:
        raw: the text before cleaning, because repair would take the no-break spaces away.
        text: the clean text.
        language: the language that the text is in.
        linked: its names.
        removed: furniture that was taken out of it.
        author: who signed it.

    Returns:
        The verdict with all evidence; spans are in raw or text space.
    """
    return verdict(signs_of(raw, text, language, linked, removed=removed, author=author), leaning=leaning(linked))


def signs_of(
    raw: str,
    text: str,
    language: str,
    linked: Sequence[Linked],
    *,
    removed: Sequence[Removed] = (),
    author: str | None = None,
) -> list[Sign]:
    """Give all signs of translation in a text; what they say of its own language is left out."""
    found = [
        *typography(raw, language),
        *phrases(text, language),
        *foreign_spellings(linked, language),
        *literal_signs(linked),
        *byline(author, language, None),
    ]
    if language == "en":
        found += [*outlets(text), *_glosses(text)]
    for piece in removed:
        found += [_in_raw(one, piece.span.start) for one in phrases(piece.text, language) if one.sources]
        found += [_in_raw(one, piece.span.start) for one in literal_signs_alone(piece.text, language)]
    return [one for one in found if language not in one.sources]


def _in_raw(one: Sign, start: int) -> Sign:
    span = one.cue.span
    return one._replace(cue=replace(one.cue, span=Span(start + span.start, start + span.end, "raw")))


def _glosses(text: str) -> list[Sign]:
    return [sign("gloss", Span(found.start(), found.end()), ()) for found in _GLOSS.finditer(text)]


def leaning(linked: Sequence[Linked]) -> Mapping[str, float]:
    """Give the share of the names of a text that are of a language's countries."""
    counted: Counter[str] = Counter()
    for item in linked:
        country = item.entity.attributes.get("country") if item.entity else None
        if isinstance(country, str):
            counted[country] += 1
    whole = counted.total() or 1
    return {
        language: sum(counted[country] for country in countries) / whole for language, countries in milieus().items()
    }


@cache
def milieus() -> Mapping[str, Sequence[str]]:
    """Give the countries whose news are written in a language, by language."""
    found: Mapping[str, Sequence[str]] = data.read_yaml(f"{FOLDER}/contexts.yml")["milieu"]
    return found
