"""Given names: which one a token is, in any language and spelling, and whose son or daughter a patronymic says.

Spellings are looked up by rough sounds (`kzling.names.equivalents`) and weighed by what their letters cost
(`kzling.names.costs`): Serhii and Siarhei are forms of one name, and no form that a spelling system writes is listed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import inf, sqrt

from rapidfuzz.distance import Levenshtein

from kzling import data
from kzling.morphology.analysis import analyses
from kzling.names.costs import aligned, alphabet, costs
from kzling.names.elements import split
from kzling.names.endings import Sex
from kzling.names.equivalents import INDEX, STEM, Entry, bare, entries, graded, keys
from kzling.names.keeping import kept
from kzling.names.sounds import sounds, squeezed

# Two spellings are of one form if their letters cost no more together, by the square root of the length: set in
# November 2026 on 5,900 outputs of all schemes for forms of the table. 0.6 finds 94 of 100 and gives one in seventy a
# name too many; 0.8 finds 95 and gives one in sixty-five.
_LIMIT = 0.6
# Rows of sounds that differ in more places are not laid over each other.
_PLACES = 2
# A double name has no more parts, and no name that is made of elements is longer.
_PARTS = 4
_LONGEST = 24
_HYPHEN = re.compile("[-‐‑]")
# A letter of each script, which says as much as a form.
_LETTER = {"Latn": "a", "Cyrl": "а", "Arab": "ا"}
_NONE: frozenset[str] = frozenset()


@kept
def known(token: str) -> str | None:
    """Give the sex of a given name, "u" if it may be both; None for what is none in any language and spelling.

    The first part of a double name decides, if all parts are given names. Turkic names that are not listed are known
    if an element and a listed name make them (`kzling.names.elements`).

    >>> known("Сяргей"), known("Siarhiej"), known("Саша"), known("Нұрғазы"), known("Токаев")
    ('m', 'm', 'u', 'm', None)
    """
    small = squeezed(token)
    found = _listed(small) or _sexes(_spelt(small, None, _nearby(small, "")))
    if found:
        return _sex(found)
    names = halves(token)
    if 1 < len(names) <= _PARTS:
        parts = [known(name) for name in names]
        if all(parts):
            return parts[0]
    return _composed(small)


def halves(token: str) -> list[str]:
    """Give the names of a double name: what its hyphens keep apart.

    >>> halves("Касым-Жомарт")
    ['Касым', 'Жомарт']
    """
    return _HYPHEN.split(token)


@kept
def bearer(token: str, lang: str | None) -> Sex:
    """Give the sex of whoever bears a given name as it stands in a text, "" if it may be both or is none.

    A woman's name that the language of the text does not know is rather a man's in another case: in Russian, Ивана is
    of Иван.

    >>> bearer("Ивана", "sr"), bearer("Ивана", "ru"), bearer("Валентина", "ru"), bearer("Саша", "ru")
    ('f', '', 'f', '')
    """
    found = known(token)
    if found == "f" and lang and not is_listed(token, lang):
        lemmas = (analysis.lemma for analysis in analyses(token, language=lang) if analysis.case != "nom")
        if any(known(lemma) == "m" for lemma in lemmas):
            return ""
    return "m" if found == "m" else "f" if found == "f" else ""


@kept
def is_listed(token: str, lang: str) -> bool:
    """Say whether the table has a given name in this form for a language.

    >>> is_listed("Иван", "ru"), is_listed("Ивана", "ru"), is_listed("Ивана", "sr")
    (True, False, True)
    """
    small = squeezed(token)
    return any(
        entry.text == small and lang in entry.languages.split(",") for key in keys(small) for entry in _entries(key)
    )


def _composed(small: str) -> str | None:
    """Give the sex of a name that is made of an element and a listed name, or of two elements."""
    if len(small) > _LONGEST:
        return None
    for rest, said in split(small):
        sexes = _listed(rest)
        if sexes or not rest:
            return said if said != "u" else _sex(sexes)
    return None


def _listed(small: str) -> list[str]:
    """Give the sexes of the names that have this very form in some language."""
    # A form stands under all its rows of sounds.
    same = [entry for entry in _entries(min(keys(small))) if entry.text == small]
    return [sex for entry in same for _, _, sex in graded(entry.groups)]


def _sex(sexes: Iterable[str]) -> str:
    different = set(sexes)
    return different.pop() if len(different) == 1 else "u"


@kept
def groups(token: str, lang: str | None) -> Mapping[str, int]:
    """Give the names that a token is a form of, each with the grade: 0 the same name, 1 short, 2 a cousin.

    Args:
        token: a given name in any spelling, in its base form.
        lang: language of the text around it; forms of this language count only as they are written in it.

    >>> groups("Mykola", "en")["Николай"], groups("Mikałaj", None)["Николай"], groups("Коля", "ru")["Николай"]
    (0, 0, 1)
    >>> groups("Serge", "fr")["Сергей"], groups("Токаев", "ru")
    (2, {})
    """
    return _graded(squeezed(token), lang, "")


def shared(a: str, lang_a: str | None, b: str, lang_b: str | None) -> int | None:
    """Give the grade of the best name that two squeezed tokens are forms of, by the weaker form; None without one.

    >>> shared("микола", "uk", "nikolai", "en"), shared("саша", "ru", "aleksander", "pl")
    (0, 1)
    >>> shared("иван", "ru", "petr", "en") is None
    True
    """
    # Most pairs have nothing in common even by their rough sounds.
    possible = _possible(a)
    if not possible or possible.isdisjoint(_possible(b)):
        return None
    left, right = groups(a, lang_a), groups(b, lang_b)
    return min((max(grade, right[name]) for name, grade in left.items() if name in right), default=None)


@kept
def father(stem: str, lang: str | None) -> Mapping[str, int]:
    """Give the names that the stem of a patronymic is made of, with their grades as `groups` does.

    Args:
        stem: a patronymic without its ending, as `shapes.patronymic` gives it.
        lang: language of the text around it.

    >>> father("льв", "ru"), father("сергій", "uk"), father("abish", "en")
    ({'Лев': 0}, {'Сергей': 0}, {'Әбіш': 0})
    """
    return _graded(bare(squeezed(stem)), lang, STEM)


def _graded(small: str, lang: str | None, prefix: str) -> dict[str, int]:
    nearby = _nearby(small, prefix)
    found: dict[str, int] = {}
    listed = [entry for entry in nearby if entry.text == small]
    for entry in listed:
        _add(found, entry, frozenset())
    # What the token is listed as goes before what it may be a spelling of: Serge is a cousin of Сергей.
    rest = [entry for entry in nearby if any(name not in found for name, _, _ in graded(entry.groups))]
    spelt = _spelt(small, lang, rest)
    other = _other_sex(_sexes(listed or spelt[:1]))
    spellings: dict[str, int] = {}
    for entry in spelt:
        _add(spellings, entry, other)
    return spellings | found


def _add(found: dict[str, int], entry: Entry, without: frozenset[str]) -> None:
    for name, grade, sex in graded(entry.groups):
        if sex not in without:
            found[name] = min(grade, found.get(name, grade))


def _sexes(found: Iterable[Entry]) -> list[str]:
    return [sex for entry in found for _, _, sex in graded(entry.groups)]


def _other_sex(sexes: Iterable[str]) -> frozenset[str]:
    """Give the sex that a name of these sexes is not of: Valentina is no spelling of Valentin."""
    told = {"m", "f"}.intersection(sexes)
    return frozenset({"m", "f"} - told) if len(told) == 1 else frozenset()


@kept
def _possible(small: str) -> frozenset[str]:
    """Give the names whose forms have the rough sounds of a squeezed token."""
    found = [_under(key) for key in keys(small) if key in _index()]
    return found[0].union(*found[1:]) if found else _NONE


@kept
def _under(key: str) -> frozenset[str]:
    return frozenset([name for entry in _entries(key) for name, _, _ in graded(entry.groups)])


def _nearby(small: str, prefix: str) -> list[Entry]:
    """Give the forms whose row of sounds is not far from a token's."""
    line = sounds(small).line or small
    return [
        entry
        for key in keys(small)
        for entry in _entries(prefix + key)
        if Levenshtein.distance(line, entry.line, score_cutoff=_PLACES) <= _PLACES
    ]


def _spelt(small: str, lang: str | None, nearby: Sequence[Entry]) -> list[Entry]:
    """Give those of the forms, other than itself, that a token is a spelling of, the nearest first."""
    heard = sounds(small)
    if not nearby or len(heard.line) < 2:
        return []
    written_in = alphabet(small, lang)
    script = written_in[:4]
    found = []
    for entry in nearby:
        if entry.text != small and not (entry.script == script and lang in entry.languages.split(",")):
            pairs = aligned(heard, sounds(entry.text))
            each = (costs(written_in, other) for other in _alphabets(entry.script, entry.languages))
            far = min((sum(map(known.__getitem__, pairs)) for known in each), default=inf)
            if far <= _LIMIT * sqrt(max(len(heard.line), len(entry.line))):
                found.append((far, entry))
    return [entry for _, entry in sorted(found)]


@cache
def _alphabets(script: str, languages: str) -> tuple[str, ...]:
    """Give the alphabets that a form in these languages may be written in; without letters that costs know, none."""
    if script not in _LETTER:
        return ()
    return tuple(sorted({alphabet(_LETTER[script], lang) for lang in languages.split(",")}))


@kept
def _entries(key: str) -> tuple[Entry, ...]:
    line = _index().get(key)
    return tuple(entries(line)) if line else ()


@cache
def _index() -> dict[str, str]:
    rows = (line.partition("\t") for line in data.read_text(INDEX).splitlines())
    return {key: rest for key, _, rest in rows}
