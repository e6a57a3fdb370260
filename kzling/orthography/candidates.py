"""The native spellings that one token can stand for, each with the schemes that may have written it so.

Nothing is asked of one scheme after the other: the lattice of the form's script gives the spellings that some scheme
may have written. Which schemes have is worked out (`nearness`) for those spellings alone that are wanted.
"""

import math
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from kzling.morphology.analysis import analyses
from kzling.orthography.lattice import MAX_LENGTH, Places, lattice
from kzling.orthography.likeness import likelihoods, likeness, model
from kzling.orthography.replay import Closeness, replay
from kzling.orthography.schemes import tables
from kzling.orthography.table import Table, lower
from kzling.text.scripts import script_of

# The case of a base form.
_BASE = "nom"

COST_ENDING = 0.3
COST_BRIDGE = 0.2

# Spellings taken of those that arrive: for a base form, and, of each scheme, for what stands behind a bridge. More
# find a right spelling a little more often, and take as much longer; so it is with `_QUICK` and `_THOROUGH`.
_TAKEN_OF_LEMMA = 4
_TAKEN_BEHIND = 2
_BRIDGE_BEAM = 5
# Letters at the end of a stem that an output may span.
_SPAN = 2
# A letter that is cut off with an ending stands for so much likelihood (in natural logarithms), about what a letter of
# a name has; endings are looked at early where a stem is so much likelier than the whole.
_LETTER = 2.0
_ODD_LETTER = 3.0
_ODD = 3.0
_LONGEST_ENDING = 4
#: How much likelier (in natural logarithms) a name is of some languages than of the others; set on 3,900 Latin tokens
#: of people and places whose native spelling is known.
PRIORS = {"ru": 1.0, "uk": 1.0, "kk": -1.0}


class _Width(NamedTuple):
    """How many beginnings are kept at each place of a walk (see `Lattice.walk`), and how many spellings are taken."""

    beam: int
    each: int
    far: float
    taken: int


_QUICK = _Width(beam=8, each=1, far=8.0, taken=10)
_THOROUGH = _Width(beam=300, each=10, far=math.inf, taken=1000)


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
    `asked` are `schemes` and those that may write it from other languages: all of them are replayed at once.
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
    asked: int = 0


class Token:
    """One token of a name, in NFC: what it can stand for as it is, and what without a case ending."""

    def __init__(self, form: str, lang: str | None, thorough: bool) -> None:
        """Take a token; it is read when it is asked.

        Args:
            form: one token; longer ones than 40 characters are no names.
            lang: in which language's spelling it is; None takes all.
            thorough: take some ten times as many spellings, and as long.
        """
        self._form, self._lang = form, lang
        self._width = _THOROUGH if thorough else _QUICK
        self.script = script_of(form)
        self._schemes = lattice(self.script)
        self._targets = _targets(self.script)
        self._allowed = self._schemes.all if lang is None else self._targets.get(lang, 0)
        self._places: Places = {}
        # Schemes that lower capitals alike (all but Turkic ones, mostly) see the same small letters.
        self._wholes: dict[str, tuple[Table, int]] = {}
        for reader, readers in _readers(self.script):
            whole = reader.lower(form)
            first, mask = self._wholes.get(whole, (reader, 0))
            self._wholes[whole] = (first, mask | readers)

    @cached_property
    def as_is(self) -> tuple[Candidate, ...]:
        """The native spellings of the token as it stands, without bridges, in no order."""
        return tuple(self._read(Lemma(self._form, self._lang, _BASE, "")))

    @cached_property
    def inflected(self) -> tuple[Candidate, ...]:
        """Those of the token without its endings: each base form once in a language."""
        _ = self.as_is  # Fills the places, which tell the base forms that some scheme can have begun.
        found: dict[tuple[str, str], Lemma] = {}
        for one in analyses(self._form, language=self._lang):
            if one.ending:
                lemma = Lemma(one.lemma, one.language, one.case, one.ending)
                found.setdefault((one.lemma, one.language), lemma)
        return tuple(candidate for lemma in found.values() for candidate in self._read(lemma))

    def seems_inflected(self) -> bool:
        """Whether the last letters are so odd that a stem without them is much likelier than the whole."""
        _ = self.as_is  # Fills the places.
        for whole in self._wholes:
            ends = self._places.get((whole, True))
            least = ends[0][0] + _ODD if ends else -math.inf
            for cut in range(1, min(_LONGEST_ENDING, len(whole) - 1) + 1):
                begun = self._places.get((whole[:-cut], False))
                if begun and begun[0][0] - _ODD_LETTER * cut > least:
                    return True
        return False

    def _read(self, lemma: Lemma) -> Iterator[Candidate]:
        if len(self._form) > MAX_LENGTH or not self._form:
            return
        yield from _native(lemma, self._lang, self.script)
        for whole, (reader, readers) in self._wholes.items():
            small = reader.lower(lemma.text)
            mask = self._allowed & readers & self._targets.get(lemma.language, 0)
            if mask and lemma.ending:
                mask &= _alive(_common(whole, small), self._places)
            if mask:
                yield from self._direct(lemma, small, mask)

    def _direct(self, lemma: Lemma, small: str, mask: int) -> Iterator[Candidate]:
        beam, each, far, taken = self._width
        left = _TAKEN_OF_LEMMA if lemma.ending else taken
        schemes, cost = self._schemes, _cost(lemma)
        unsigned = schemes.without_signs(small)
        ends = schemes.walk(unsigned, allowed=self._allowed, beam=beam, each=each, far=far, places=self._places)
        for _, source, _, asked in ends:
            loose = asked & mask
            if loose:
                likely = likelihoods(source)
                for language, place, its in _spoken(self.script):
                    some = loose & its
                    if some:
                        evidence = likely[place] + _prior(lemma, language)
                        yield Candidate(source, language, lemma, small, some, cost, evidence, source, 0, asked)
                left -= 1
                if not left:
                    return


@lru_cache(maxsize=1 << 10)
def token(form: str, lang: str | None, thorough: bool = False) -> Token:
    """Give the token of a name; see `Token`."""
    return Token(form, lang, thorough)


def behind(direct: Iterable[Candidate]) -> Iterator[Candidate]:
    """Look one scheme further back: what Russian spellings stand for in Kazakh."""
    for one in direct:
        if one.schemes:
            for source, language, bit, likely in _sources_of(one.source, one.language):
                yield one._replace(
                    source=source,
                    language=language,
                    cost=one.cost + COST_BRIDGE,
                    likeness=likely - _LETTER * len(one.lemma.ending),
                    via=one.source,
                    bridge=bit,
                )


def best_vias(found: Iterable[Candidate], script: str, number: int) -> Iterator[Candidate]:
    """Give the best spellings that a bridge may lead to, as far as some scheme does write them."""
    spellings: set[tuple[str, str]] = set()
    for one in sorted(found, key=lambda one: -one.likeness):
        if len(spellings) >= number:
            return
        bridgeable = one.schemes and one.language in bridging()
        if bridgeable and nearness(script, one.via, one.small, one.asked).bare_other & one.schemes:
            spellings.add((one.source, one.language))
            yield one


@lru_cache(maxsize=1 << 12)
def _sources_of(small: str, language: str) -> tuple[tuple[str, str, int, float], ...]:
    """Give the best spellings of each language that a bridge may write as this one: language, bridge, likeness."""
    bridges = bridging().get(language, 0)
    if not bridges:
        return ()
    taken: dict[int, int] = {}
    found = []
    for _, source, _, loose in lattice("Cyrl").walk(small, allowed=bridges, beam=_BRIDGE_BEAM, far=_QUICK.far):
        likely = likelihoods(source)
        for spoken, place, its in _spoken("Cyrl"):
            for bit in bits(loose & its):
                found.append((source, spoken, bit, likely[place]))
    found.sort(key=lambda one: -one[3])
    best = []
    for one in found:
        taken[one[2]] = taken.get(one[2], 0) + 1
        if taken[one[2]] <= _TAKEN_BEHIND:
            best.append(one)
    return tuple(best)


@lru_cache(maxsize=1 << 13)
def nearness(script: str, source: str, small: str, asked: int) -> Closeness:
    """Say which of some schemes of a script write a form (both in small letters) for a source, and how closely."""
    return replay(script)(source, small, asked)


def bits(mask: int) -> Iterator[int]:
    """Give the bits of a set one by one."""
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit


def _native(lemma: Lemma, lang: str | None, script: str) -> Iterator[Candidate]:
    letters = set(lower(lemma.text))
    for language, alphabet in _alphabets(script).items():
        if lang in (None, language) and lemma.language in (None, language) and letters <= alphabet:
            likely = likeness(lemma.text, language) + _prior(lemma, language)
            yield Candidate(lemma.text, language, lemma, "", 0, _cost(lemma), likely, lemma.text)


def _prior(lemma: Lemma, language: str) -> float:
    """Give what speaks for a base form beside its letters; what is cut off must be as unlikely as other letters."""
    return PRIORS.get(language, 0.0) - _LETTER * len(lemma.ending)


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


@cache
def _spoken(script: str) -> tuple[tuple[str, int, int], ...]:
    """Give the languages that the schemes of a script write from, their places in the model, and their schemes.

    A language without names has the place of all together.
    """
    places = model().languages
    return tuple((language, places.get(language, -1), its) for language, its in lattice(script).sources.items())


@cache
def bridging() -> dict[str, int]:
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
