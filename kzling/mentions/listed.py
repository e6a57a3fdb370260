"""The forms under which the gazetteer looks for the entities of a base."""

import itertools
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from kzling.knowledge.base import KnowledgeBase
from kzling.model import Entity, Name
from kzling.orthography.forward import transliterate
from kzling.orthography.schemes import schemes
from kzling.text.blocks import plain, spelt_out
from kzling.text.fold import fold

#: A word of a text or a form. Hyphens part words here: "Astana-based" holds Astana, and «Нур-Султан» is also
#: written apart.
WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’ʼʻ‘`][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*")
_LETTER = spelt_out(regex.compile(r"[\p{L}\p{N}]").match)
_APART = regex.compile(f"({WORD.pattern})")
_PLAIN_APART = re.compile(rf"({_LETTER}++(?:['’ʼʻ‘`]{_LETTER}++)*+)")
#: Kazakh names are also written in these Latin alphabets.
_KAZAKH_LATIN = ("kk-latn-2021-apr", "kk-latn-2021", "kk-latn-2018", "kk-qazaqparat")
#: So many words has a person's name with the patronymic.
_WITH_PATRONYMIC = 3


class Listed(NamedTuple):
    """A form of a name, word by word.

    `words` are folded, `gaps` is what stands between them (for names such as Kaspi.kz); `capital` says that the form
    begins with a capital, `abbreviation` that it is written in capitals alone; `route` names the schemes that lead
    to it from the name as listed. `number` is its place among all forms of the base.
    """

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    form: str
    entity: Entity
    name: Name
    capital: bool
    abbreviation: bool
    route: tuple[str, ...]
    number: int


def words_apart(text: str) -> list[str]:
    """Part the words of a text, as `WORD` finds them, from what stands between them: gap, word, gap, ..., gap.

    >>> words_apart("«Нұр-Сұлтан»")
    ['«', 'Нұр', '-', 'Сұлтан', '»']
    """
    parts: list[str] = (_PLAIN_APART if plain(text) else _APART).split(text)
    return parts


def listed(base: KnowledgeBase) -> Iterator[Listed]:
    """Give the forms under which the entities of a base are looked for, ambiguous ones left out."""
    number = 0
    for entry in _entries(base):
        if entry is not None:
            yield entry._replace(number=number)
            number += 1


def entry_of(entity: Entity, name: Name, form: str, route: tuple[str, ...], number: int = 0) -> Listed | None:
    """Give a form word by word, None where it has no words."""
    found = list(WORD.finditer(form))
    words = [match.group() for match in found]
    if not words:
        return None
    short = len(words) == 1 and len(form) <= 6 and form.isupper() and len(form) > 1
    folded = tuple(fold(word) for word in words)
    gaps = tuple(form[one.end() : other.start()] for one, other in itertools.pairwise(found))
    return Listed(folded, gaps, form, entity, name, words[0][0].isupper(), short, route, number)


def _entries(base: KnowledgeBase) -> Iterator[Listed | None]:
    for entity in base:
        ambiguous = entity.attributes.get("ambiguous", ())
        names = [name for name in entity.names if name.text not in ambiguous]
        own = {name.text for name in names}
        for name in names:
            yield entry_of(entity, name, name.text, ())
            # Many schemes write a name alike: the first one stands for all.
            respelt: dict[str, tuple[str, ...]] = {}
            for form, route in _respelt(entity, name):
                respelt.setdefault(form, route)
            for form, route in respelt.items():
                if form not in own:
                    yield entry_of(entity, name, form, route)


def _respelt(entity: Entity, name: Name) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Spellings of a name that no list has: Kazakh in its Latin alphabets, persons in every orthography."""
    if name.script != "Cyrl" or name.kind in ("literal", "misspelling"):
        return
    own = _KAZAKH_LATIN if name.lang == "kk" else ()
    # Patronymics are seldom written in other orthographies; where one is, the surname is found and leads to the rest.
    everywhere = entity.type == "person" and len(name.text.split()) < _WITH_PATRONYMIC
    for scheme in (*own, *_schemes_from(name.lang)) if everywhere else own:
        yield transliterate(name.text, scheme), (scheme,)


@cache
def _schemes_from(language: str) -> tuple[str, ...]:
    return tuple(s.id for s in schemes().values() if s.source_language == language and s.target_script == "Latn")
