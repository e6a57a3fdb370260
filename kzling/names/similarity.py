"""How alike two name tokens are: equal, one lemma, one skeleton key, or letter by letter in rough Latin."""

import re
from functools import lru_cache
from typing import NamedTuple

from kzling.morphology.analysis import analyses
from kzling.names.folding import rough_latin, squeeze
from kzling.orthography.keys import skeleton

# Scores of a matched pair of tokens, set by hand in November 2026 on the examples of tests/names; not calibrated.
EQUAL = 1.0
#: The same base form: Токаева, Токаевым.
LEMMA = 0.98
#: The same rough sound in two spellings: Токаев, Tokajew.
SOUND = 0.97
#: An initial and a full token.
INITIAL = 0.7
#: Tokens that share a skeleton key score `SOUND` times the likeness of their letters to this power: steep, because
#: of names as short as Марат and Мурат one letter makes another name.
STEEPNESS = 1.35
#: A token and one half of a double one: Юрий, Юрій-Богдан.
HALF = 0.85
#: Without a shared key tokens match only if they are at least so much alike (misprints), and for less.
ALIKE = 0.85
NO_KEY = 0.8

_VOWELS = frozenset("aeiou")
# ұ as u or o, ә as a or e, unstressed о as а, ё as e or o, ы as i: the other pairs of vowels make other names.
_VOWEL_COSTS = (("ou", 0.3), ("ei", 0.3), ("ae", 0.4), ("ao", 0.4), ("eo", 0.4), ("iu", 0.6))
_VOWEL_GAP = 0.5
# Lithuanian and Latvian give foreign names an ending of their own: Tokajevas, Tokajevs.
_BALTIC = frozenset({"lt", "lv"})
_BALTIC_ENDING = re.compile(r"(?<=..)[aiu]?s$")
# i stands for й and ь too, which spellings leave out.
_I_GAP = 0.3
# Russian г is Ukrainian and Belarusian г with the sound of h: the two write one name with either letter.
# Other sounds that the spellings of one name mix up: х as h, k or ch; j as й or ж; ц as c, s, t or z ...
_NEAR = "hk hC gk ck cs cz ct cC sS sz zZ Zi ZS CS vu vf bp bv dt fp"
_NEAR_COSTS = (("gh", 0.15), *((pair, 0.35) for pair in _NEAR.split()))
_SWAPS = {frozenset(pair): cost for pair, cost in (*_VOWEL_COSTS, *_NEAR_COSTS)}


class Match(NamedTuple):
    """How well two tokens match, from 0 (not at all) to 1, and by what."""

    score: float
    kind: str


#: The kinds of matches that an initial takes part in.
INITIALS = frozenset({"initial", "initials"})
NO_MATCH = Match(0.0, "unmatched")


def match(a: str, b: str, lang_a: str | None = None, lang_b: str | None = None) -> Match:
    """Weigh two tokens of names; symmetric.

    >>> match("Токаев", "Токаевым", "ru", "ru").kind, match("Токаев", "Tokajew").kind
    ('lemma', 'spelling')
    """
    if squeeze(a) == squeeze(b):
        return Match(EQUAL, "equal")
    initial_a, initial_b = is_initial(a), is_initial(b)
    if initial_a or initial_b:
        return _initials(a, b, initial_a and initial_b)
    if lemmas(a, lang_a) & lemmas(b, lang_b):
        return Match(LEMMA, "lemma")
    likeness = max(
        (alike(x, y) for x in _rough_lemmas(a, lang_a) for y in _rough_lemmas(b, lang_b)),
        default=0.0,
    )
    if likeness == 1.0:
        return Match(SOUND, "spelling")
    if skeleton(a) & skeleton(b):
        return Match(SOUND * likeness**STEEPNESS, "spelling")
    if likeness >= ALIKE:
        return Match(NO_KEY * likeness, "misprint")
    return _halves(a, b, lang_a, lang_b)


def is_initial(token: str) -> bool:
    """Whether a token is one or more initials: К., К.-Ж., K."""
    return token.endswith(".") or len(token) == 1


@lru_cache(maxsize=1 << 11)
def lemmas(token: str, lang: str | None) -> frozenset[str]:
    """Give the folded base forms that a token may belong to."""
    return frozenset(squeeze(analysis.lemma) for analysis in analyses(token, language=lang))


@lru_cache(maxsize=1 << 16)
def alike(a: str, b: str) -> float:
    """Give the likeness of two rough Latin forms, from 0 to 1: one minus the cost of edits by the longer length.

    A vowel for a vowel, or a sound that spellings mix up for the other, costs less than any other edit.

    >>> alike("tokaev", "tokaev"), alike("muhtar", "muktar") > 0.9, alike("", "")
    (1.0, True, 0.0)
    """
    longer = max(len(a), len(b))
    if not longer:
        return 0.0
    row = [0.0]
    for letter in b:
        row.append(row[-1] + _gap(letter))
    for x in a:
        above, row = row, [row[0] + _gap(x)]
        for j, y in enumerate(b):
            row.append(min(above[j] + _swap(x, y), above[j + 1] + _gap(x), row[j] + _gap(y)))
    return max(0.0, 1.0 - row[-1] / longer)


def _initials(a: str, b: str, both: bool) -> Match:
    """Compare an initial with a token, or two initials: what the shorter says must be so in the longer."""
    firsts_a, firsts_b = _firsts(a), _firsts(b)
    agree = all(_sounds_agree(x, y) for x, y in zip(firsts_a, firsts_b, strict=False))
    if not firsts_a or not firsts_b or not agree:
        return NO_MATCH
    return Match(INITIAL, "initials" if both else "initial")


def _halves(a: str, b: str, lang_a: str | None, lang_b: str | None) -> Match:
    halves_a, halves_b = a.split("-"), b.split("-")
    if (len(halves_a) > 1) == (len(halves_b) > 1):
        return NO_MATCH
    best = max((match(x, y, lang_a, lang_b).score for x in halves_a if x for y in halves_b if y), default=0.0)
    return Match(HALF * best, "half") if best >= HALF else NO_MATCH


def _firsts(token: str) -> list[str]:
    pieces = token.replace(".", " ").replace("-", " ").split()
    return [rough[0] for piece in pieces if (rough := rough_latin(piece))]


def _sounds_agree(x: str, y: str) -> bool:
    # Ж. and Zh., Е. and Ye.: one letter of a group or a vowel may stand for another.
    return _swap(x, y) < 1 or {x, y} <= _VOWELS


def _rough_lemmas(token: str, lang: str | None) -> frozenset[str]:
    # With a known language only: the endings of all languages together would make anything alike.
    forms = lemmas(token, lang) if lang is not None else frozenset({token})
    found = {rough for form in forms if (rough := rough_latin(form))}
    if lang in _BALTIC:
        found |= {_BALTIC_ENDING.sub("", rough) for rough in found}
    return frozenset(found)


def _swap(x: str, y: str) -> float:
    return 0.0 if x == y else _SWAPS.get(frozenset((x, y)), 1.0)


def _gap(x: str) -> float:
    if x == "i":
        return _I_GAP
    return _VOWEL_GAP if x in _VOWELS else 1.0
