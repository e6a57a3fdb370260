"""From a word's base form to all its cases, in Slavic languages: classes of resources/inflection/, tried in order."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, Literal, NamedTuple

from kzling import data
from kzling.errors import InvalidResource

FOLDER, LISTS = "inflection", ("inflection/nouns.tsv", "inflection/places.tsv")

#: What a word is in a name: part of a person's, an adjective beside a noun, a noun.
Part = Literal["person", "people", "adjective", "noun"]
Gender = Literal["m", "f", "n", "pl"]
Number = Literal["sg", "pl"]
#: By number and case (a short form: gen, dat), the forms: the usual one first, then what is used beside it.
Forms = Mapping[tuple[Number, str], tuple[str, ...]]

#: In a list of forms: the same as the base form; an ending before which the last letters change.
_SAME, _SOFT = "same", "soft"
#: Instead of a form, or of all: it is not sure without a list.
_UNSURE = "unsure"
_KEYS = {"id", "of", "gender", "ends", "words", "unless", "first", "last", "listed", "cut", "forms", "plural"}
_NUMBERS: tuple[Number, Number] = ("sg", "pl")


class Class(NamedTuple):
    """One way to decline: see the README of resources/inflection/."""

    id: str
    of: Part
    gender: Gender | None
    ends: re.Pattern[str] | None
    words: frozenset[str]
    unless: frozenset[str]
    first: bool | None
    last: bool | None
    listed: bool
    unsure: bool
    cut: int
    forms: tuple[tuple[str, ...], ...]
    plural: tuple[tuple[str, ...], ...]

    def fits(self, word: str, part: Part, gender: Gender | None, *, first: bool, last: bool) -> bool:
        """Say whether a word in small letters is declined so, by its end and its place in the name."""
        if self.of != part or (self.gender is not None and gender is not None and self.gender != gender):
            return False
        if (self.first is not None and self.first != first) or (self.last is not None and self.last != last):
            return False
        if first and word in self.unless:
            return False
        return word in self.words or (self.ends is not None and self.ends.fullmatch(word) is not None)


class Language(NamedTuple):
    """The classes of a language, its cases in order, and what becomes of letters before a softening ending.

    `heads` say what a body is; `eastern` are family names of three words of which only the last is declined.
    """

    cases: tuple[str, ...]
    classes: tuple[Class, ...]
    soften: Mapping[str, str]
    softened: str
    heads: frozenset[str]
    eastern: frozenset[str]


class Noun(NamedTuple):
    """A noun that is listed: its gender ("0": it has one form), and its genitive, which tells how it is declined."""

    gender: str
    genitive: str
    locative: str


def declined(
    word: str, language: str, part: Part, gender: Gender | None, *, first: bool = True, last: bool = True
) -> Forms | None:
    """Give all forms of a word, None where it is not sure how it is declined.

    >>> declined("Токаев", "ru", "person", "m")["sg", "ins"]
    ('Токаевым',)

    Args:
        word: the base form.
        language: ru, uk or pl.
        part: what it is in the name.
        gender: the sex of a person, the gender of a noun or of the noun that an adjective is beside; None if unknown.
        first: whether it is the name's first word.
        last: whether it is the name's last word.
    """
    table = language_of(language)
    small = word.lower()
    for one in table.classes:
        if not one.listed and one.fits(small, part, gender, first=first, last=last):
            return None if one.unsure else _forms(word, one, table)
    return None


def noun(word: str, language: str) -> tuple[Gender | None, Forms] | None:
    """Give the gender of a noun, if its end or a list tells it, and all its forms; no gender if it has but one."""
    listed = nouns(language).get(word.lower())
    table = language_of(language)
    if listed is not None:
        return _listed(word, listed, table)
    small = word.lower()
    for one in table.classes:
        if one.gender and not one.listed and one.fits(small, "noun", None, first=True, last=True):
            return None if one.unsure else (one.gender, _forms(word, one, table))
    return None


def unchanged(word: str, language: str) -> Forms:
    """Give the forms of a word that has but one."""
    return _only(word, language_of(language))


def _only(word: str, table: Language) -> Forms:
    return {(number, case): (word,) for number in _NUMBERS for case in table.cases}


def _listed(word: str, listed: Noun, table: Language) -> tuple[Gender | None, Forms] | None:
    if listed.gender == "0":
        return None, _only(word, table)
    small = word.lower()
    for one in table.classes:
        if one.of in ("person", "people") or one.unsure or one.gender != listed.gender:
            continue
        if one.fits(small, one.of, one.gender, first=True, last=True):
            forms = _forms(word, one, table)
            if forms["sg", "gen"][0].lower() == listed.genitive.lower():
                return one.gender, {**forms, ("sg", "loc"): _with(listed.locative, forms["sg", "loc"], word)}
    return None


def _with(usual: str, forms: Sequence[str], word: str) -> tuple[str, ...]:
    cased = usual.upper() if word.isupper() and len(word) > 1 else word[0] + usual[1:]
    return tuple(dict.fromkeys((cased, *forms)))


def _forms(word: str, one: Class, table: Language) -> Forms:
    found: dict[tuple[Number, str], tuple[str, ...]] = {("sg", table.cases[0]): (word,)}
    for case, endings in zip(table.cases[1:], one.forms, strict=False):
        if endings == (_UNSURE,):
            continue
        found["sg", case] = tuple(_formed(word, one.cut, ending, table) for ending in endings)
    for case, endings in zip(table.cases, one.plural, strict=False):
        # The plural's own base form stands where the accusative is like it.
        found["pl", case] = tuple(
            found["pl", table.cases[0]][0] if ending == _SAME else _formed(word, one.cut, ending, table)
            for ending in endings
        )
    if not one.forms:
        return _only(word, table)
    return found


def _formed(word: str, cut: int, ending: str, table: Language) -> str:
    if ending == _SAME:
        return word
    stem = word[: len(word) - cut]
    if ending == _SOFT:
        stem, ending = _softened(stem, table)
    return stem + (ending.upper() if word.isupper() and len(word) > 1 else ending)


def _softened(stem: str, table: Language) -> tuple[str, str]:
    small = stem.lower()
    found = next((letters for letters in table.soften if small.endswith(letters)), None)
    return (stem, table.softened) if found is None else (stem[: len(stem) - len(found)], table.soften[found])


def is_declined(language: str) -> bool:
    """Say whether there are classes of a language."""
    return f"{FOLDER}/{language}.yml" in data.names(FOLDER)


@cache
def nouns(language: str) -> Mapping[str, Noun]:
    """Give the listed nouns of a language, in small letters."""
    lines = chain.from_iterable(data.read_text(path).splitlines() for path in LISTS)
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name.lower(): Noun(*told) for lang, name, *told in rows if lang == language}


@cache
def language_of(language: str) -> Language:
    """Give the classes of a language.

    Raises:
        InvalidResource: the file breaks the format; the message names it and the class.
    """
    path = f"{FOLDER}/{language}.yml"
    raw = data.read_yaml(path)
    soften = raw.get("soften", {})
    return Language(
        tuple(raw["cases"]),
        tuple(_class(one, path) for one in raw["classes"]),
        dict(sorted(soften.items(), key=lambda pair: -len(pair[0]))),
        raw.get("softened", ""),
        frozenset(raw["heads"]),
        frozenset(raw.get("eastern", ())),
    )


def _class(raw: Mapping[str, Any], path: str) -> Class:
    unknown = sorted(set(raw) - _KEYS)
    if unknown:
        raise InvalidResource(f"resources/{path}, class {raw.get('id')}: unknown key {unknown[0]}.")
    return Class(
        raw["id"],
        raw["of"],
        raw.get("gender"),
        re.compile(f".*(?:{raw['ends']})") if "ends" in raw else None,
        frozenset(raw.get("words", ())),
        frozenset(raw.get("unless", ())),
        raw.get("first"),
        raw.get("last"),
        raw.get("listed", False),
        raw["forms"] == _UNSURE,
        raw.get("cut", 0),
        _endings(raw["forms"]),
        _endings(raw.get("plural", 0)),
    )


def _endings(raw: Sequence[str] | str | int) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(one.split("/")) for one in raw) if isinstance(raw, list) else ()
