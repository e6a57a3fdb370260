"""How far two tokens are apart that may be spellings of one name, and by which letters."""

from collections.abc import Iterator
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from kzling.answers import Analysis
from kzling.morphology.analysis import analyses
from kzling.names.costs import MOST, aligned, alphabet, costs
from kzling.names.endings import bases
from kzling.names.generic import stem
from kzling.names.keeping import KEPT, kept
from kzling.names.sounds import LONGEST, Sounds, heard, sounds, squeezed

#: What it costs that an ending of family names, or a case ending, was set aside.
ENDING = 0.3
CASE = 0.6
#: And that one is an adjective made of the other (Жамбыл, Жамбылский).
ADJECTIVE = 0.9
#: Below this nothing better is looked for; tokens further apart than `FAR` may still be one name in two cases or two
#: forms of a family name, if they begin alike.
NEAR = 0.4
FAR = 30.0
#: Of two tokens with so many sounds or more, cut to the shorter one, that differ in more of them than this share, the
#: letters are not looked at: they are two names. Set in November 2026 on 40,000 pairs of tokens from names of persons
#: and places: of the 18,000 that differ so much 2 were nearer than `pairing.APART` by their letters.
SHORTEST, STRANGE = 3, 0.75
#: And in no more sounds than this do names differ that are adjectives or cases of each other, the endings apart.
INFLECTED = 3
#: How the cases of the plural begin, and in what Slavic names end that are plurals themselves: Горки, gen. Горок. In
#: the declension of persons, whose names end so as well (Kowalski), the genitive is the accusative.
PLURAL = "pl"
PLURAL_ENDS = "ыиіyi"
#: A letter that costs so much is as good as never seen for the other.
UNSEEN = 2.8


class Token(NamedTuple):
    """A token of a name made ready: as it stands, folded, its sounds, its alphabet, whether it is an initial.

    `thing` says that it is of the name of a place, organisation or the like, which may stand as an adjective.
    Its text alone is hashed: tokens are looked up all the time.
    """

    text: str
    small: str
    sounds: Sounds
    alphabet: str
    lang: str | None
    initial: bool
    thing: bool

    def __hash__(self) -> int:
        return hash(self.text)


class Edit(NamedTuple):
    """What stands for what in two spellings ("" for nothing), and what it costs (`kzling.names.costs`)."""

    a: str
    b: str
    cost: float


class Spelling(NamedTuple):
    """How far two tokens are apart; `a` and `b` are what was laid over each other.

    `cost` is what their letters cost together, by the square root of the longer length: a letter tells more in Ким
    than in Нурмухамедов. `swaps` are letters that never stand for each other, `gaps` letters that are never left out.
    `by` is letters, ending (of family names), adjective or case.
    """

    cost: float
    swaps: int
    gaps: int
    by: str
    a: Sounds
    b: Sounds


@kept
def token(text: str, lang: str | None, *, thing: bool = False) -> Token:
    """Make a token ready.

    >>> token("Тоқаев", "kk").sounds.line, token("К.", None).initial
    ('tokaev', True)
    """
    initial = not thing and (text.endswith(".") or len(text) == 1)
    small = squeezed(text)
    if len(text) > LONGEST:
        # No name is that long: it is kept as far as it is heard, with what tells it from others.
        text, small = text[:LONGEST], f"{small[:LONGEST]}{hash(small)}"
    return Token(text, small, heard(small, lang), alphabet(text, lang), lang, initial, thing)


def distance(a: Sounds, b: Sounds, alphabet_a: str, alphabet_b: str) -> tuple[float, int, int]:
    """Give what the letters of two spellings cost together, and how many swaps and gaps there are that are never seen.

    >>> distance(sounds("Токаев"), sounds("Tokajew"), "Cyrl-ru", "Latn-pl")[1:]
    (0, 0)
    >>> distance(sounds("Токаев"), sounds("Tukaev"), "Cyrl-ru", "Latn")[1:]
    (1, 0)
    """
    if alphabet_b < alphabet_a:
        a, b, alphabet_a, alphabet_b = b, a, alphabet_b, alphabet_a
    known = costs(alphabet_a, alphabet_b)
    pairs = aligned(a, b)
    total = sum(map(known.__getitem__, pairs))
    if total < UNSEEN:
        return total, 0, 0
    unseen = [pair for pair in pairs if known[pair] >= UNSEEN]
    gaps = len([pair for pair in unseen if "" in pair])
    return total, len(unseen) - gaps, gaps


def edits(found: Spelling, alphabet_a: str, alphabet_b: str) -> tuple[Edit, ...]:
    """Give what differs between two spellings."""
    known = costs(alphabet_a, alphabet_b)
    return tuple(Edit(x, y, known[x, y]) for x, y in aligned(found.a, found.b) if x != y)


def apart(a: Token, b: Token) -> Spelling:
    """Say how far two tokens are apart, also without the endings of family names and of cases.

    >>> apart(token("Токаевым", "ru"), token("Tokajew", "pl")).by
    'case'
    >>> apart(token("Токаева", "ru"), token("Tokajewa", "pl")).by
    'letters'
    """
    one, other = a.sounds, b.sounds
    shorter = min(len(one.line), len(other.line))
    differing = Levenshtein.distance(one.line[:shorter], other.line[:shorter])
    if a.small[LONGEST:] != b.small[LONGEST:]:
        return Spelling(FAR, 0, 0, "letters", one, other)
    if shorter >= SHORTEST and differing > STRANGE * shorter:
        return _strange(one, other, differing)
    best = _laid("letters", one, other, a, b)
    if best.cost <= NEAR or not _begin_alike(one, other):
        return best
    for one, other in _without_endings(a, b):
        best = min(best, _laid("ending", one, other, a, b), key=_far)
    if differing > INFLECTED:
        return best
    if a.thing and best.cost > ADJECTIVE:
        for one, other in _without_adjectives(a, b):
            best = min(best, _laid("adjective", one, other, a, b), key=_far)
    if best.cost > 2 * NEAR:
        for one, other in _base_forms(a, b):
            best = min(best, _laid("case", one, other, a, b), key=_far)
    return best


@lru_cache(maxsize=KEPT)
def how_far(a: Token, b: Token) -> float:
    """Give the cost of `apart` alone, which is kept.

    >>> how_far(token("Токаев", "ru"), token("Tokajew", "pl"))
    0.0
    """
    return apart(a, b).cost


def _strange(one: Sounds, other: Sounds, differing: int) -> Spelling:
    """Say how far two names are apart that have little in common: as if no letter stood for another."""
    shorter, longer = sorted((len(one.line), len(other.line)))
    gaps = longer - shorter
    return Spelling(MOST * (differing + gaps) / sqrt(longer), differing, gaps, "letters", one, other)


_ADDED = {"letters": 0.0, "ending": ENDING, "case": CASE, "adjective": ADJECTIVE}


def _laid(by: str, one: Sounds, other: Sounds, a: Token, b: Token) -> Spelling:
    if not one.line or not other.line:
        return Spelling(FAR, 0, 0, by, one, other)
    cost, swaps, gaps = distance(one, other, a.alphabet, b.alphabet)
    return Spelling(cost / sqrt(max(len(one.line), len(other.line))) + _ADDED[by], swaps, gaps, by, one, other)


def _far(found: Spelling) -> tuple[float, int, int]:
    return found.cost, found.swaps, found.gaps


def _begin_alike(a: Sounds, b: Sounds) -> bool:
    """Whether two rows of sounds have one of the first two in common, and are long enough for an ending."""
    return len(a.line) > 3 and len(b.line) > 3 and (a.line[0] == b.line[0] or a.line[1] == b.line[1])


def _without_endings(a: Token, b: Token) -> Iterator[tuple[Sounds, Sounds]]:
    """Give the pairs of both tokens without the endings of family names of one kind, or of any name."""
    left, right = bases(a.text, a.lang), bases(b.text, b.lang)
    for one in left:
        for other in right:
            if one.kind == other.kind:
                yield one.sounds, other.sounds
    yield from ((one.sounds, b.sounds) for one in left if not one.kind)
    yield from ((a.sounds, other.sounds) for other in right if not other.kind)


def _without_adjectives(a: Token, b: Token) -> Iterator[tuple[Sounds, Sounds]]:
    """Give the pairs of one token with what the other is an adjective of."""
    yield from ((sounds(one, a.lang), b.sounds) for one in stem(a.text))
    yield from ((a.sounds, sounds(other, b.lang)) for other in stem(b.text))


def _base_forms(a: Token, b: Token) -> Iterator[tuple[Sounds, Sounds]]:
    """Give the pairs of base forms, if one of the tokens is longer than the other by a case ending or has another."""
    for one in _lemmas(a.text, a.lang, thing=a.thing):
        for other in _lemmas(b.text, b.lang, thing=b.thing):
            if one != a.sounds or other != b.sounds:
                yield one, other


@kept
def _lemmas(text: str, lang: str | None, *, thing: bool) -> tuple[Sounds, ...]:
    """Give the base forms of a token."""
    found = (one.lemma for one in analyses(text, language=lang) if _is_of_one(one, thing=thing))
    return tuple(dict.fromkeys(sounds(lemma, lang) for lemma in found))


def _is_of_one(analysis: Analysis, *, thing: bool) -> bool:
    """Whether a case can be of the name of one: Иванов is not of several Иван, nor are persons called as Горки is."""
    if analysis.case.startswith(PLURAL):
        return False
    is_plural = analysis.lemma[-1:] in PLURAL_ENDS and not analysis.form.startswith(analysis.lemma)
    return thing or not is_plural or "acc" in analysis.case
