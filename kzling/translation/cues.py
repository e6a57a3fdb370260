"""All signs that a text is a translation, or that it is none."""

from collections.abc import Sequence
from dataclasses import replace

import regex

from kzling.model import Removed, Span
from kzling.resolution.links import Linked
from kzling.translation.literal import literal_signs, literal_signs_alone
from kzling.translation.phrases import byline, outlets, phrases
from kzling.translation.signs import Sign, sign
from kzling.translation.spelling import foreign_spellings
from kzling.translation.style import style
from kzling.translation.typography import typography

#: Raised when the rules change.
VERSION = 4

# Delovaya Nedelya (Business Week)
_GLOSS = regex.compile(
    r"(?<!\p{L})\p{Lu}\p{L}+(?: \p{Lu}?\p{L}+){0,3} \((?:[\"“]?\p{Lu}\p{Ll}+(?: \p{L}+){1,4}[\"”]?)\)"
)


def signs_of(
    raw: str,
    text: str,
    language: str,
    linked: Sequence[Linked],
    *,
    removed: Sequence[Removed] = (),
    author: str | None = None,
) -> list[Sign]:
    """Give all signs of translation in a text; what they say of its own language is left out.

    Args:
        raw: the text before cleaning, because repair would take the no-break spaces away.
        text: the clean text.
        language: the language that the text is in.
        linked: its names.
        removed: furniture that was taken out of it.
        author: who signed it.

    Returns:
        The signs; spans are in raw or text space.
    """
    found = [
        *typography(raw, language),
        *phrases(text, language),
        *foreign_spellings(linked, language),
        *literal_signs(linked),
        *byline(author, language, None),
        *style(text, language),
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
