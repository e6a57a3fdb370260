"""Given names: which one a token is, in any language and spelling, and whose son or daughter a patronymic says.

Spellings are looked up by rough sounds (`kzling.names.equivalents`) and weighed by what their letters cost
(`kzling.names.costs`): Serhii and Siarhei are forms of one name, and no form that a spelling system writes is listed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from math import sqrt

import regex
from rapidfuzz.distance import Levenshtein

from kzling import data
from kzling.names.costs import SCRIPTS, aligned, alphabet, costs
from kzling.names.elements import is_element, split
from kzling.names.equivalents import INDEX, STEM, Entry, bare, entries, graded, keys
from kzling.names.sounds import sounds, squeezed

# Two spellings are of one form if their letters cost no more together, by the square root of the length: set in
# November 2026 on 5,900 outputs of all schemes for forms of the table. 0.6 finds 94 of 100 and gives one in seventy a
# name too many; 0.8 finds 95 and gives one in sixty-five.
_LIMIT = 0.6
# Rows of sounds that differ in more places are not laid over each other.
_PLACES = 2
# A double name has fewer parts, and no name that is made of elements is longer.
_PARTS = 4
_LONGEST = 24
_BETWEEN = regex.compile(r"[\p{Pd}\s]+")
# A letter of each script, which says as much as a form.
_LETTER = {"Latn": "a", "Cyrl": "а", "Arab": "ا"}
_NONE: frozenset[str] = frozenset()
# A day's names have some ten thousand tokens.
_KEPT = 1 << 16


@lru_cache(maxsize=_KEPT)
def known(token: str) -> str | None:
    """Give the sex of a given name, "u" if it may be both; None for what is none in any language and spelling.

    The first part of a double name decides, if all parts are given names. Turkic names that are not listed are known
    if an element and a listed name make them (`kzling.names.elements`).

    >>> known("Сяргей"), known("Siarhiej"), known("Саша"), known("Нұрғазы"), known("Токаев")
    ('m', 'm', 'u', 'm', None)
    """
    small = squeezed(token)
    found = _listed(small) or [
        sex for entry in _spelt(small, None, _nearby(small, "")) for _, _, sex in graded(entry.groups)
    ]
    if found:
        return _sex(found)
    if 0 < token.count("-") < _PARTS:
        parts = [known(part) for part in token.split("-")]
        if all(parts):
            return parts[0]
    return _composed(small)


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


@lru_cache(maxsize=_KEPT)
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


@lru_cache(maxsize=_KEPT)
def father(stem: str, lang: str | None) -> Mapping[str, int]:
    """Give the names that the stem of a patronymic is made of, with their grades as `groups` does.

    Args:
        stem: a patronymic without its ending, as `shapes.patronymic` gives it.
        lang: language of the text around it.

    >>> father("льв", "ru"), father("сергій", "uk"), father("abish", "en")
    ({'Лев': 0}, {'Сергей': 0}, {'Әбіш': 0})
    """
    return _graded(bare(squeezed(stem)), lang, STEM)


def joined(a: str, b: str) -> bool:
    """Whether two given names are one but for being written together, apart or with a hyphen.

    >>> joined("Нұр-Сұлтан", "Нұрсұлтан"), joined("Нұр Сұлтан", "Нұрлан")
    (True, False)
    """
    small = squeezed(a)
    return bool(small) and small == squeezed(b)


def shortened(a: str, b: str) -> bool:
    """Whether one of two names is a part of the other, which is a double name.

    An element that is no name of its own does not count.

    >>> shortened("Қасым", "Қасым-Жомарт"), shortened("берген", "Құдай-берген"), shortened("Қасым", "Қасымхан")
    (True, False, False)
    """
    one, other = sorted((_BETWEEN.split(a.strip()), _BETWEEN.split(b.strip())), key=len)
    if not len(one) == 1 < len(other):
        return False
    small = squeezed(one[0])
    return small in map(squeezed, other) and (not is_element(small) or known(small) is not None)


def _graded(small: str, lang: str | None, prefix: str) -> dict[str, int]:
    found: dict[str, int] = {}
    nearby = _nearby(small, prefix)
    for entry in nearby:
        if entry.text == small:
            _add(found, entry)
    # What the token is listed as goes before what it may be a spelling of: Serge is a cousin of Сергей.
    rest = [entry for entry in nearby if any(name not in found for name, _, _ in graded(entry.groups))]
    listed = dict(found)
    for entry in _spelt(small, lang, rest):
        _add(found, entry)
    return found | listed


def _add(found: dict[str, int], entry: Entry) -> None:
    for name, grade, _ in graded(entry.groups):
        found[name] = min(grade, found.get(name, grade))


@lru_cache(maxsize=_KEPT)
def _possible(small: str) -> frozenset[str]:
    """Give the names whose forms have the rough sounds of a squeezed token."""
    found = [_under(key) for key in keys(small) if key in _index()]
    return found[0].union(*found[1:]) if found else _NONE


@lru_cache(maxsize=_KEPT)
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


def _spelt(small: str, lang: str | None, nearby: Sequence[Entry]) -> Iterator[Entry]:
    """Give those of the forms, other than itself, that a token is a spelling of."""
    heard = sounds(small)
    if not nearby or len(heard.line) < 2:
        return
    written_in = alphabet(small, lang)
    script = written_in if written_in in SCRIPTS else "Cyrl"
    for entry in nearby:
        if entry.text != small and not (entry.script == script and lang in entry.languages.split(",")):
            pairs = list(aligned(heard, sounds(entry.text)))
            most = _LIMIT * sqrt(max(len(heard.line), len(entry.line)))
            for other in _alphabets(entry.script, entry.languages):
                each = costs(written_in, other)
                if sum([each[pair] for pair in pairs]) <= most:
                    yield entry
                    break


@cache
def _alphabets(script: str, languages: str) -> tuple[str, ...]:
    """Give the alphabets that a form in these languages may be written in; without letters that costs know, none."""
    if script not in _LETTER:
        return ()
    return tuple(sorted({alphabet(_LETTER[script], lang) for lang in languages.split(",")}))


@lru_cache(maxsize=_KEPT)
def _entries(key: str) -> tuple[Entry, ...]:
    line = _index().get(key)
    return tuple(entries(line)) if line else ()


@cache
def _index() -> dict[str, str]:
    rows = (line.partition("\t") for line in data.read_text(INDEX).splitlines())
    return {key: rest for key, _, rest in rows}
