"""One name in the place of another, in the same grammatical case: which forms it would have there."""

from collections.abc import Mapping
from itertools import chain, zip_longest
from typing import NamedTuple, Self, cast

import regex

from kzling.model import EntityType
from kzling.morphology.analysis import analyses
from kzling.morphology.declension import Gender, Number, language_of
from kzling.morphology.inflection import SLAVIC, Inflected, Sex, inflected, is_possessed
from kzling.morphology.suffixes import has_front_vowels, is_abbreviation, tail, with_tail
from kzling.orthography.backward import backward
from kzling.orthography.forward import transliterate
from kzling.text.fold import fold
from kzling.text.scripts import script_of

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}’'ʼ]+")
#: The Latin alphabet of Kazakh that is written, and those that are read.
LATIN, _OF_2021 = "kk-latn-2021", ("kk-latn-2021", "kk-latn-2021-apr")
_LATIN = (*_OF_2021, "kk-latn-2018", "kk-qazaqparat")


class Recast(NamedTuple):
    """The forms that a name may take in the place of another one, by the case in which that may stand there.

    `genders` are those of the name that stands there and of the new one, None where words around do not agree with
    them or the gender is unknown.
    """

    forms: Mapping[str, str]
    genders: tuple[Gender | None, Gender | None] = (None, None)


def recast(surface: str, source: str, target: str, *, lang: str, type: EntityType, sex: str | None) -> Recast | None:
    """Give the forms of a target in the place of a form of a source; None where it is no form of it that is known.

    >>> recast("Нур-Султане", "Нур-Султан", "Астана", lang="ru", type="place", sex=None).forms
    {'loc': 'Астане'}
    >>> recast("Нұр-Сұлтандағы", "Нұр-Сұлтан", "Астана", lang="kk", type="place", sex=None).forms
    {'local': 'Астанадағы'}
    """
    if fold(surface) == fold(source) == fold(target):
        return Recast({"nom": surface})
    marks = _Marks.of(surface, source, target)
    if marks is not None:
        found = recast(marks.bare, source, target, lang=lang, type=type, sex=sex)
        return found and found._replace(forms={case: marks.put(form) for case, form in found.forms.items()})
    if lang in SLAVIC:
        return _slavic(surface, source, target, lang, type, cast("Sex | None", sex))
    if lang == "kk":
        return _kazakh(surface, source, target, type)
    if fold(surface) == fold(source):
        return Recast({"nom": _as_written(target, surface, source)})
    if lang == "en" and type == "person" and fold(surface) == f"{fold(source)}s" and not target.endswith("s"):
        return Recast({"pl+nom": _as_written(f"{target}s", surface, source)})
    return None


class _Marks(NamedTuple):
    """A name as its form is listed, and the marks that it has instead: «РИА «Новости»» of РИА Новости, Коста Рика."""

    bare: str
    parts: tuple[str, ...]  # what stands before, between and behind the words

    @classmethod
    def of(cls, surface: str, source: str, target: str) -> Self | None:
        """Give the marks in which a surface differs from a source; None without any, or if the target has others."""
        own, listed = _WORD.split(surface), _WORD.split(source)
        if own == listed or len(own) != len(listed) or listed != _WORD.split(target):
            return None
        bare = "".join(chain.from_iterable(zip_longest(listed, _WORD.findall(surface), fillvalue="")))
        return cls(bare, tuple(own))

    def put(self, form: str) -> str:
        """Put the marks around the words of a form."""
        return "".join(chain.from_iterable(zip_longest(self.parts, _WORD.findall(form), fillvalue="")))


def _slavic(surface: str, source: str, target: str, lang: str, type: EntityType, sex: Sex | None) -> Recast | None:
    old, new = inflected(source, lang, type, sex), inflected(target, lang, type, sex)
    if new is None:
        return None
    found: dict[str, str] = {}
    for (number, case), place in _cases(surface, source, lang, old).items():
        there = new.forms.get((number, case))
        if there:
            name = case if number == "sg" else f"pl+{case}"
            found[name] = _as_written(there[min(place, len(there) - 1)], surface, source)
    # A name that has one form is in the plural as it is in the singular.
    alone = {case: form for case, form in found.items() if "+" not in case} or found
    return Recast(alone, (old.gender if old else None, new.gender)) if alone else None


def _cases(surface: str, source: str, lang: str, old: Inflected | None) -> dict[tuple[Number, str], int]:
    """Give the numbers and cases that a form may be, each with which of several forms it is."""
    written = fold(surface)
    if old is not None:
        at = {
            key: next((place for place, form in enumerate(forms) if fold(form) == written), None)
            for key, forms in old.forms.items()
        }
        return {key: place for key, place in at.items() if place is not None}
    if written == fold(source):
        # It may have but this form.
        return {("sg", case): 0 for case in language_of(lang).cases}
    # How it is declined is not sure, but which ending it has here is.
    cuts = (cut for cut in analyses(surface, language=lang)[1:] if fold(cut.lemma) == fold(source))
    return {("sg", case): 0 for cut in cuts if "+" not in cut.case for case in cut.case.split("/")}


def _kazakh(surface: str, source: str, target: str, type: EntityType) -> Recast | None:
    if script_of(surface) == "Latn":
        return _kazakh_latin(surface, source, target, type)
    return _kazakh_cyrillic(surface, source, target, type)


def _kazakh_cyrillic(surface: str, source: str, target: str, type: EntityType) -> Recast | None:
    capitals = surface.isupper() and not source.isupper()
    old, new = (source.upper(), target.upper()) if capitals else (source, target)
    # АҚШ-тың
    joined = surface.replace("-", "", 1) if is_abbreviation(source) and surface.startswith(f"{source}-") else surface
    found = tail(joined.lower(), old.lower(), possessed=is_possessed(source, type))
    if found is None:
        return None
    front = has_front_vowels(target) if has_front_vowels(source) == found.front else found.front
    form = with_tail(target, found.endings, front=front, possessed=is_possessed(target, type))
    if form is None:
        return None
    name = "+".join(one.id for one in found.endings) or "nom"
    return Recast({name: form.upper() if capitals else new + form[len(target) :]})


def _kazakh_latin(surface: str, source: str, target: str, type: EntityType) -> Recast | None:
    """Read both in Cyrillic: the letters of the form say by which alphabet."""
    new = target if script_of(target) == "Cyrl" else backward(target, LATIN).text
    for scheme in _LATIN:
        if script_of(source) == "Cyrl":
            old, read = source, backward(surface, scheme).text
        elif surface.lower().startswith(source.lower()):
            # A name in plain letters says nothing of the alphabet, its endings do.
            old = backward(source, scheme).text
            read = old + backward(surface[len(source) :], scheme).text
        else:
            continue
        found = _kazakh_cyrillic(read, old, new, type)
        if found is not None:
            written = scheme if scheme in _OF_2021 else LATIN
            return Recast({case: transliterate(form, written) for case, form in found.forms.items()})
    return None


def _as_written(form: str, surface: str, source: str) -> str:
    return form.upper() if surface.isupper() and len(surface) > 1 and not source.isupper() else form
