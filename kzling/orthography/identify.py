"""In which Latin alphabet a Kazakh text is written, told by the letters that only some alphabets have."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import regex

from kzling.answers import Evidence
from kzling.orthography.schemes import tables
from kzling.record import Record
from kzling.text.nfc import nfc

_LANGUAGE = "kk"
_SCRIPT = "Latn"

# A letter with its marks and an apostrophe that belongs to it: the alphabet of 2017 writes a', g', n'.
_SIGN = regex.compile(r"\p{Latin}[\p{M}]*['’ʼ]?")
# Kazakh in any of these alphabets has a special letter in every twentieth place or more; below this share they are
# strays in a text of another language (a café in English).
_LEAST_SHARE = 0.03
# Below this part of the special letters explained, a guess is worth less than none.
_LEAST_SCORE = 0.5


@dataclass(frozen=True, slots=True)
class SchemeGuess(Record):
    """A scheme that a text may follow; score from 0 to 1: the part of the text's special letters that it writes."""

    scheme: str
    score: float
    evidence: tuple[Evidence, ...] = ()


def identify_scheme(text: str) -> list[SchemeGuess]:
    """Give the Kazakh Latin alphabets and romanisations that a text may follow, best first.

    Only letters beyond plain a-z, which some of the schemes write and others do not, speak for a scheme; letters
    that a scheme never writes speak against it. The text is taken to be Kazakh: Turkish has nearly the letters of
    QazAqparat, and telling languages apart is not done here. Empty if nothing speaks.

    >>> [guess.scheme for guess in identify_scheme("Túrkistan men Ońtústik")]
    ['kk-latn-2018']
    """
    signs = _signs(text)
    alphabets = _alphabets()
    special = {sign: count for sign, count in signs.items() if not (sign.isascii() and sign.isalpha())}
    known = {sign for letters in alphabets.values() for sign in letters}
    if sum(count for sign, count in special.items() if sign in known) < _LEAST_SHARE * max(sum(signs.values()), 1):
        return []
    # A plain letter counts where a scheme does not have it; that no scheme has w, say, tells nothing.
    telling = {sign: count for sign, count in signs.items() if sign in special or _divides(sign, alphabets)}
    guesses = [_guess(scheme, letters, special, telling) for scheme, letters in alphabets.items()]
    found = [guess for guess in guesses if guess.evidence and guess.score >= _LEAST_SCORE]
    return sorted(found, key=lambda guess: (-guess.score, -sum(e.weight for e in guess.evidence), guess.scheme))


def _guess(scheme: str, letters: frozenset[str], special: dict[str, int], telling: dict[str, int]) -> SchemeGuess:
    alphabets = _alphabets()
    evidence = []
    for sign, count in sorted(special.items(), key=lambda item: (-item[1], item[0])):
        sharing = sum(sign in others for others in alphabets.values())
        if sign in letters and sharing < len(alphabets):
            what = "only this scheme writes it" if sharing == 1 else f"{sharing} of {len(alphabets)} schemes write it"
            evidence.append(Evidence("letter", round(count / sharing, 3), f"{sign} ({count} times): {what}"))
    total = sum(telling.values())
    score = sum(count for sign, count in telling.items() if sign in letters) / total if total else 0.0
    return SchemeGuess(scheme, round(score, 4), tuple(evidence))


def _divides(sign: str, alphabets: dict[str, frozenset[str]]) -> bool:
    return 0 < sum(sign in letters for letters in alphabets.values()) < len(alphabets)


def _signs(text: str) -> dict[str, int]:
    text = nfc(text).lower()
    return Counter(_plain(sign) for sign in _SIGN.findall(text))


def _plain(sign: str) -> str:
    """Give one form to apostrophes; a quotation mark after a plain letter that takes none is not part of it."""
    letter, mark = sign.rstrip("'’ʼ"), sign[-1:]
    return f"{letter}'" if mark in "'’ʼ" and f"{letter}'" in _with_apostrophe() else letter


@lru_cache(maxsize=1)
def _with_apostrophe() -> frozenset[str]:
    return frozenset(sign for letters in _alphabets().values() for sign in letters if sign.endswith("'"))


@lru_cache(maxsize=1)
def _alphabets() -> dict[str, frozenset[str]]:
    """Give the letters that each scheme writes, apostrophes and marks with the letter before them."""
    return {
        compiled.id: frozenset(
            sign
            for group in compiled.rules.values()
            for rule in group
            for sign in regex.findall(r"\p{Latin}\p{M}*'?", rule.output)
        )
        for compiled in tables()
        if compiled.source_language == _LANGUAGE and compiled.target_script == _SCRIPT
    }
