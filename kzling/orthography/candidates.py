"""The native spellings that one token can stand for, each with the schemes that may have written it so.

Nothing is asked of one scheme after the other: the lattice of the form's script gives the spellings that some scheme
may have written. Which schemes have is worked out (`nearness`) for those spellings alone that are wanted.
"""

import math
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from kzling.morphology.analysis import analyses
from kzling.orthography.lattice import MAX_LENGTH, Lattice, Places, lattice
from kzling.orthography.likeness import likeness
from kzling.orthography.replay import Closeness, replay
from kzling.orthography.schemes import tables
from kzling.orthography.table import Table, lower
from kzling.text.scripts import script_of

COST_ENDING = 0.3
COST_BRIDGE = 0.2

# Beginnings kept at each place of a walk, and spellings taken of those that arrive: for a form as it stands, for
# lemmas, and, of each language, for what stands behind a bridge. More find a right spelling a little more often, and
# take as much longer; beginnings that are too far behind the best (in natural logarithms) are dropped.
_BEAM = 14
_FAR = 8.0
_TAKEN = 12
_TAKEN_OF_LEMMA = 4
_THOROUGH = 300
_BRIDGE_BEAM = 12
_TAKEN_BEHIND = 2
# Letters at the end of a stem that an output may span.
_SPAN = 2


class Lemma(NamedTuple):
    """A base form of the token: in whose grammar, in which case, and the ending cut off."""

    text: str
    language: str | None
    case: str
    ending: str


class Candidate(NamedTuple):
    """A native spelling (small letters, but for a lemma that is one itself) of a lemma.

    `schemes` are those of the lattice of its script that may write `via` as `small`; none if the lemma is a native
    spelling itself. Without a bridge `via` is the source; else the scheme `bridge` may write it from the source.
    """

    source: str
    language: str
    lemma: Lemma
    small: str
    schemes: int
    cost: float
    likeness: float
    via: str
    bridge: int = 0


@lru_cache(maxsize=1 << 12)
def candidates(form: str, lang: str | None, thorough: bool = False) -> tuple[Candidate, ...]:
    """Give the native spellings that a token in NFC can stand for, without bridges, in no order.

    Args:
        form: one token; longer ones than 40 characters are no names.
        lang: in which language's spelling it is; None takes all.
        thorough: take some ten times as many, and as long.
    """
    if not 0 < len(form) <= MAX_LENGTH:
        return ()
    script = script_of(form)
    lemmas = _lemmas(form, lang)
    return (*_native(lemmas, lang, script), *_direct(lemmas, lang, lattice(script), thorough))


def behind(direct: Iterable[Candidate]) -> Iterator[Candidate]:
    """Look one scheme further back: what Russian spellings stand for in Kazakh."""
    schemes = lattice("Cyrl")
    places: dict[str, Places] = {}
    for one in direct:
        bridges = _bridges().get(one.language, 0)
        if not bridges or not one.schemes:
            continue
        ends = schemes.walk(one.source, allowed=bridges, beam=_BRIDGE_BEAM, places=places.setdefault(one.language, {}))
        found: dict[str, list[tuple[float, str, int]]] = {}
        for _, source, _, loose in ends:
            for bit in bits(loose):
                language = schemes.tables[bit.bit_length() - 1].source_language
                found.setdefault(language, []).append((-likeness(source, language), source, bit))
        for language, group in found.items():
            for unlikeness, source, bit in sorted(group)[:_TAKEN_BEHIND]:
                yield one._replace(
                    source=source,
                    language=language,
                    cost=one.cost + COST_BRIDGE,
                    likeness=-unlikeness,
                    via=one.source,
                    bridge=bit,
                )


@lru_cache(maxsize=1 << 13)
def nearness(script: str, source: str, small: str, schemes: int) -> Closeness:
    """Say which schemes of a script's lattice write a form (both in small letters) for a source, and how closely."""
    return replay(script)(source, small, schemes)


def bits(mask: int) -> Iterator[int]:
    """Give the bits of a set one by one."""
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit


def _lemmas(form: str, lang: str | None) -> list[Lemma]:
    """Give the form itself, then what remains where an ending is cut off: each base form once in a language."""
    found: dict[tuple[str, str], Lemma] = {}
    for one in analyses(form, language=lang):
        language = one.language if one.ending else lang
        found.setdefault((one.lemma, language or ""), Lemma(one.lemma, language, one.case, one.ending))
    return list(found.values())


def _native(lemmas: list[Lemma], lang: str | None, script: str) -> Iterator[Candidate]:
    for lemma in lemmas:
        letters = set(lower(lemma.text))
        for language, alphabet in _alphabets(script).items():
            if lang in (None, language) and lemma.language in (None, language) and letters <= alphabet:
                likely = likeness(lemma.text, language)
                yield Candidate(lemma.text, language, lemma, "", 0, _cost(lemma), likely, lemma.text)


def _cost(lemma: Lemma) -> float:
    return COST_ENDING if lemma.ending else 0.0


@cache
def _alphabets(script: str) -> dict[str, frozenset[str]]:
    """Give the letters of each language that some scheme writes from this script."""
    found: dict[str, frozenset[str]] = {}
    for compiled in tables():
        if compiled.source_script == script:
            known = found.get(compiled.source_language, frozenset("’'-"))
            found[compiled.source_language] = known | compiled.letters
    return found


def _direct(lemmas: list[Lemma], lang: str | None, schemes: Lattice, thorough: bool) -> Iterator[Candidate]:
    targets = _targets(schemes.script)
    allowed = schemes.all if lang is None else targets.get(lang, 0)
    if not allowed:
        return
    # Schemes that lower capitals alike (all but Turkic ones, mostly) see the same small letters.
    wholes: dict[str, tuple[Table, int]] = {}
    for reader, readers in _readers(schemes.script):
        whole = reader.lower(lemmas[0].text)
        first, mask = wholes.get(whole, (reader, 0))
        wholes[whole] = (first, mask | readers)
    places: Places = {}
    for whole, (reader, readers) in wholes.items():
        for lemma in lemmas:
            small = reader.lower(lemma.text)
            mask = allowed & readers & targets.get(lemma.language, 0)
            if mask and lemma.ending:
                mask &= _alive(_common(whole, small), places)
            if mask:
                yield from _of_lemma(lemma, small, allowed, mask, schemes, places, thorough)


def _common(one: str, other: str) -> str:
    """Give the letters with which both begin."""
    end = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:end]


def _alive(stem: str, places: Places) -> int:
    """Give the schemes with which a stem can be begun."""
    found = 0
    for end in range(max(0, len(stem) - _SPAN), len(stem) + 1):
        for start in places.get((stem[:end], False), ()):
            found |= start[3]
    return found


def _of_lemma(
    lemma: Lemma, small: str, allowed: int, mask: int, schemes: Lattice, places: Places, thorough: bool
) -> Iterator[Candidate]:
    cost, left = _cost(lemma), _TAKEN_OF_LEMMA if lemma.ending else _THOROUGH if thorough else _TAKEN
    beam, far = (_THOROUGH, math.inf) if thorough else (_BEAM, _FAR)
    ends = schemes.walk(schemes.without_signs(small), allowed=allowed, beam=beam, far=far, places=places)
    for _, source, _, loose in reversed(ends):
        if loose & mask:
            for language, its in schemes.sources.items():
                if loose & mask & its:
                    likely = likeness(source, language)
                    yield Candidate(source, language, lemma, small, loose & mask & its, cost, likely, source)
            left -= 1
            if not left:
                return


@cache
def _bridges() -> dict[str, int]:
    """Give the schemes whose output is a native spelling that other schemes write from, by that language."""
    onward = {(compiled.source_language, compiled.source_script) for compiled in tables()}
    found: dict[str, int] = {}
    for bit, compiled in enumerate(lattice("Cyrl").tables):
        if (compiled.target, "Cyrl") in onward:
            found[compiled.target] = found.get(compiled.target, 0) | 1 << bit
    return found


@cache
def _targets(script: str) -> dict[str | None, int]:
    """Give the schemes of a script by the language whose spelling they write; None stands for all."""
    found: dict[str | None, int] = {}
    for bit, compiled in enumerate(lattice(script).tables):
        language = target_language(compiled)
        found[language] = found.get(language, 0) | 1 << bit
    return found | {None: lattice(script).all}


@cache
def _readers(script: str) -> tuple[tuple[Table, int], ...]:
    """Give the ways to lower capitals, each by a scheme that has it, with all that have it."""
    found: dict[tuple[tuple[str, str], ...], tuple[Table, int]] = {}
    for bit, compiled in enumerate(lattice(script).tables):
        key = tuple(sorted(compiled.capitals.items()))
        first, mask = found.get(key, (compiled, 0))
        found[key] = (first, mask | 1 << bit)
    return tuple(found.values())


def target_language(compiled: Table) -> str | None:
    """Give the language whose spelling a scheme writes; None for standards that belong to no language.

    >>> from kzling.orthography.schemes import table
    >>> [target_language(table(scheme)) for scheme in ("ru-pl", "ru-en-kz", "kk-latn-2021", "ru-iso9")]
    ['pl', 'en', 'kk', None]
    """
    head = compiled.target.partition("-")[0]
    return head if len(head) == 2 else None
