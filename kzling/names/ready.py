"""Names made ready for comparison: tokens with their roles, what kind of thing is named, whose name it is."""

import re
from typing import NamedTuple

from kzling.names.endings import Sex, is_womans
from kzling.names.generic import plain
from kzling.names.given import bearer
from kzling.names.keeping import kept
from kzling.names.letters import likely_language
from kzling.names.namesakes import numbered
from kzling.names.pairing import Part
from kzling.names.parsing import parts
from kzling.names.shapes import Patronymic, patronymic
from kzling.names.spelling import Token, token

# Halves of double names stand for themselves, since one is often left out.
_HALVES = re.compile(r"[\s\-‐‑]+")


_CYRILLIC_VOWELS = frozenset("аеёиоуыэюя")
_VOWELS = _CYRILLIC_VOWELS | frozenset("aeiouy")
# Shorter stems in -ан, -ин are names themselves (Иван).
_LONG = 4


class Ready(NamedTuple):
    """A person's name made ready.

    `stems` are what the father's name in the patronymic can be (folded); none without one or for an initial. `numbers`
    say which of several of one name is meant (`kzling.names.namesakes`).
    """

    parts: tuple[Part, ...]
    patronymic: Token | None
    stems: tuple[str, ...]
    sex: Sex
    numbers: tuple[str, ...]
    lang: str | None


class Thing(NamedTuple):
    """The name of a place, an organisation or the like made ready: core words, legal forms and type words, numbers."""

    parts: tuple[Part, ...]
    kinds: frozenset[str]
    numbers: tuple[str, ...]


@kept
def thing(text: str, lang: str | None, type: str | None) -> Thing:
    """Make the name of a thing ready.

    >>> found = thing("Алматы облысы", "kk", "place")
    >>> [part.token.text for part in found.parts], sorted(found.kinds)
    (['Алматы'], ['region'])
    """
    found = plain(text, lang, type)
    lang = lang or likely_language(text)
    halves = [half for word in found.tokens for half in _HALVES.split(word) if half]
    # An open joint-stock company (jsc/open) is a joint-stock company.
    kinds = found.kinds | {kind.partition("/")[0] for kind in found.kinds}
    return Thing(tuple([Part(token(half, lang, thing=True), "") for half in halves]), kinds, found.numbers)


@kept
def person(text: str, lang: str | None) -> Ready:
    """Make a person's name ready.

    >>> found = person("Тоқаев Қасым-Жомарт Кемелұлы", "kk")
    >>> [(part.token.text, part.role) for part in found.parts], found.stems, found.sex
    ([('Қасым', 'given'), ('Жомарт', 'given'), ('Тоқаев', 'family')], ('кемел',), 'm')
    """
    text, number = numbered(text)
    found = parts(text, lang)
    lang = lang or likely_language(text)
    ordered = found.order != "unknown"
    tokens = [
        Part(token(half, lang), role if ordered else "")
        for role, words in (("given", found.given), ("family", found.family))
        for word in words
        for half in _HALVES.split(word)
        if half
    ]
    numbers = (number,) if number else ()
    father = token(found.patronymic, lang) if found.patronymic else None
    if father is not None and not tokens:
        tokens, father = [Part(father, "")], None
    shape = patronymic(father.text) if father is not None and not father.initial else None
    return Ready(tuple(tokens), father, _stems(shape) if shape else (), _sex(father, tokens), numbers, lang)


def _stems(shape: Patronymic) -> tuple[str, ...]:
    """Give what the father's name can be: Russian adds -н- to one that ends in a vowel, and -евич takes its й.

    >>> _stems(Patronymic("slavic", "кабдоллин", "ович", "m")), _stems(Patronymic("slavic", "айтба", "евич", "m"))
    (('кабдоллин', 'кабдолли', 'кабдолл'), ('айтба', 'айтбай'))
    """
    stem = shape.stem
    if shape.kind == "slavic" and stem[-1:] in _VOWELS:
        return stem, stem + ("й" if stem[-1] in _CYRILLIC_VOWELS else "i")
    if shape.kind == "slavic" and len(stem) > _LONG and stem[-1] in "нn" and stem[-2] in _VOWELS:
        return stem, stem[:-1], stem[:-2]
    return (stem,)


def _sex(father: Token | None, tokens: list[Part]) -> Sex:
    """Give whose name it is: the given name and the patronymic tell, else a women's form of a family name."""
    shape = patronymic(father.text) if father is not None and not father.initial else None
    sexes = {bearer(part.token.text, part.token.lang) for part in tokens if part.role != "family"}
    if shape is not None:
        sexes.add(shape.sex)
    sexes.discard("")
    if sexes:
        # Злата Огневич: what looks like a man's patronymic is a family name.
        return sexes.pop() if len(sexes) == 1 else ""
    return "f" if any(is_womans(part.token.text, part.token.lang) for part in tokens) else ""
