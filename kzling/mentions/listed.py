"""The forms under which the gazetteer looks for the entities of a base."""

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import regex

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
#: Kazakh names are also written in these Latin alphabets, and in Arabic script, where an е behind a vowel is as often
#: written as it sounds: Тоқайев.
_KAZAKH_LATIN = ("kk-latn-2021-apr", "kk-latn-2021", "kk-latn-2018", "kk-qazaqparat")
_ARABIC = "kk-arab"
_IOTATED = re.compile("(?<=[аәоөуұүыіэяюи])е")
#: So many words has a person's name with the patronymic.
_WITH_PATRONYMIC = 3


class Listed(NamedTuple):
    """A form of a name, word by word.

    `words` are folded, `gaps` is what stands between them (for names such as Kaspi.kz); `capital` says that the form
    begins with a capital, `abbreviation` that it is written in capitals alone; `route` names the schemes that lead
    to it from the name as listed. `entity` is the id of who is so called, `weight` its weight, `place` that of the
    name among its names; `number` is the place of the form among all forms of the base.
    """

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    form: str
    entity: str
    weight: float
    place: int
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


def listed(entities: Iterable[Entity]) -> Iterator[Listed]:
    """Give the forms under which entities are looked for, ambiguous ones left out."""
    number = 0
    for entity, place, form, route in _forms(entities):
        entry = _entry(entity, place, form, route, number)
        if entry is not None:
            yield entry
            number += 1


def _entry(entity: Entity, place: int, form: str, route: tuple[str, ...], number: int) -> Listed | None:
    """Give a form word by word, None where it has no words."""
    found = list(WORD.finditer(form))
    words = [match.group() for match in found]
    if not words:
        return None
    short = len(words) == 1 and len(form) <= 6 and form.isupper() and len(form) > 1
    folded = tuple(fold(word) for word in words)
    gaps = tuple(form[one.end() : other.start()] for one, other in itertools.pairwise(found))
    capital = words[0][0].isupper()
    return Listed(folded, gaps, form, entity.id, entity.weight, place, capital, short, route, number)


def _forms(entities: Iterable[Entity]) -> Iterator[tuple[Entity, int, str, tuple[str, ...]]]:
    """Give the forms of all names: whose, the place of the name, the form, the route to it."""
    for entity in entities:
        ambiguous = entity.attributes.get("ambiguous", ())
        names = [(place, name) for place, name in enumerate(entity.names) if name.text not in ambiguous]
        own = {name.text for _, name in names}
        for place, name in names:
            yield entity, place, name.text, ()
            # Many schemes write a name alike: the first one stands for all.
            respelt: dict[str, tuple[str, ...]] = {}
            for form, route in _respelt(entity, name):
                respelt.setdefault(form, route)
            yield from ((entity, place, form, route) for form, route in respelt.items() if form not in own)


def _respelt(entity: Entity, name: Name) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Spellings of a name that no list has: Kazakh in its other alphabets, persons in every orthography."""
    if name.script != "Cyrl" or name.kind in ("literal", "misspelling"):
        return
    own = _KAZAKH_LATIN if name.lang == "kk" else ()
    # Patronymics are seldom written in other orthographies; where one is, the surname is found and leads to the rest.
    everywhere = entity.type == "person" and len(name.text.split()) < _WITH_PATRONYMIC
    for scheme in (*own, *_schemes_from(name.lang)) if everywhere else own:
        yield transliterate(name.text, scheme), (scheme,)
    # In a script without capitals an abbreviation looks like a word: АЗ, аз.
    if name.lang == "kk" and not name.text.isupper():
        yield from ((transliterate(text, _ARABIC), (_ARABIC,)) for text in (name.text, _IOTATED.sub("йе", name.text)))


@cache
def _schemes_from(language: str) -> tuple[str, ...]:
    return tuple(s.id for s in schemes().values() if s.source_language == language and s.target_script == "Latn")
