"""Of what the gazetteer finds without knowing the language, what can be a name in the language around it."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import cast

from kzling.mentions.found import Found
from kzling.mentions.words import opens
from kzling.model import Entity, Name, Segment
from kzling.morphology.inflection import SLAVIC, Sex
from kzling.morphology.membership import is_form


def plausible(
    scanned: Sequence[Found], segments: Sequence[Segment], text: str, *, language: str | None = None
) -> list[Found]:
    """Leave out words that open sentences (Мен, Келесі, The), and forms that a name does not have in the language.

    In Russian, Сенатор is no Сена with a Kyrgyz ending, and Кана none of Кано, which has one form.

    Args:
        scanned: what the gazetteer found.
        segments: the languages of the text's stretches, which cover it.
        text: the text.
        language: of the whole text, where it is known.
    """
    if not segments:
        return list(scanned)
    starts = [segment.start for segment in segments]
    found = []
    for item in scanned:
        word = text[item.start : item.end]
        lang = language or segments[bisect_right(starts, item.start) - 1].language
        # "IT" and "US" are no pronouns.
        is_ordinary = word.isalpha() and not word.isupper() and opens(word, lang)
        if not is_ordinary and (item.exact or lang not in SLAVIC or _is_possible(item, word, lang)):
            found.append(item)
    return found


def _is_possible(item: Found, surface: str, lang: str) -> bool:
    if item.route:
        return True
    # How its own language declines a name decides, where the name is listed for others, too.
    own = [(entity, name) for entity, name in item.bearers if name.lang == lang]
    return any(is_form_of(surface, name, entity, lang) for entity, name in own or item.bearers)


def is_form_of(surface: str, name: Name, entity: Entity, lang: str | None) -> bool:
    """Say whether a text in a language may have a form of a name of an entity."""
    sex = cast("Sex | None", entity.attributes.get("sex"))
    return is_form(surface, name.text, lang=lang, of=name.lang, type=entity.type, sex=sex)
