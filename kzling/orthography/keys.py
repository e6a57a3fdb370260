"""Recall keys: all spellings of a name, in whatever script and scheme, should share at least one.

A key is the row of a name's consonants in coarse classes (`kzling.orthography.consonants`), with a dot where one or
more vowels stand between them, й among the vowels: Токаев is T.K.V. Which vowels they are does not count, since
spellings differ in that most (е, je, ye, ie; о and а; ы, y, i, î), nor does a last vowel (Путин, Poutine, Путина)
unless the name is so short that it would be lost among others.

A Latin name has a key for each way to read it: twelve systems of spelling read it, and mostly agree. Keys find
candidates; whether they match is decided elsewhere.
"""

import re
import unicodedata
from functools import lru_cache

import regex

from kzling.orthography.consonants import ENDING, LETTERS, SYSTEMS, VOWEL, VOWELS, read

#: The most keys of one token.
MAX_KEYS = SYSTEMS
#: Names of so few consonants keep their last vowel. Set in November 2026 on 10,000 tokens of the development half of
#: pairs of name forms: one meets 1.3 others that are no variants of it, and 1.5 if none kept the vowel. At 3 it would
#: be 1.0, but names as long as Токаев would not meet their cases (Токаева).
SHORT = 2

_MAX_LENGTH = 40
# Classes and dots of a key. No name is told apart by its thirteenth consonant.
_KEY_LENGTH = 24
_TOKEN = regex.compile(r"[\p{L}\p{M}'’ʼʻ‘`”]+")
# Consonants with the vowel behind them; further vowels say nothing, but for у before one, which can be a consonant.
_PIECES = re.compile(
    rf"(\^?u[ae]|[^{VOWELS}]*[{VOWELS}]\$?|[^{VOWELS}]+)(?:[{VOWELS.replace('u', '')}]|u(?![ae]))*",
)
_DOTS = re.compile(r"\.{2,}")


@lru_cache(maxsize=1 << 12)
def skeleton(name: str) -> frozenset[str]:
    """Give the recall keys of a name token; none for what has no Cyrillic, Latin or Arabic letter.

    >>> skeleton("Токаев") & skeleton("Tokajew") & skeleton("Toqaev") & skeleton("Tokajevas")
    frozenset({'T.K.V'})
    >>> skeleton("Путин") & skeleton("Поляков")
    frozenset()

    Args:
        name: one token, hyphens and all; see `keys` for names of several. Of a longer one than 40 characters the
            beginning counts.
    """
    small = name[: 4 * _MAX_LENGTH]
    if not small.isascii():
        small = unicodedata.normalize("NFC", small)
    letters = small.lower()[:_MAX_LENGTH].translate(LETTERS)
    rows = map("".join, zip(*map(read, _PIECES.findall(f"^{letters}$")), strict=True))
    return frozenset(filter(None, map(_key, set(rows))))


def are_spellings(one: str, other: str) -> bool:
    """Say whether two names may be one in two spellings: as many words, each with a recall key in common.

    >>> are_spellings("Kassym-Jomart Tokayev", "Qasym-Zhomart Toqaev"), are_spellings("Peking", "Beijing")
    (True, False)
    """
    ours, theirs = one.split(), other.split()
    return len(ours) == len(theirs) and all(skeleton(a) & skeleton(b) for a, b in zip(ours, theirs, strict=True))


def keys(name: str) -> tuple[frozenset[str], ...]:
    """Give the recall keys of each token of a name, in order; hyphens divide tokens.

    >>> len(keys("Касым-Жомарт Токаев"))
    3
    """
    found = (skeleton(token) for token in _TOKEN.findall(name))
    return tuple(token for token in found if token)


def _key(row: str) -> str:
    key = _DOTS.sub(VOWEL, row)
    if key.endswith(ENDING):
        key = key.removesuffix(ENDING).rstrip(VOWEL)
    key = key[:_KEY_LENGTH]
    if len(key) - key.count(VOWEL) <= SHORT:
        return key
    key = key.rstrip(VOWEL)
    # Whether a vowel stands before the last р is a matter of spelling: Александр, Aleksander, Александър.
    return f"{key[:-2]}R" if key.endswith(".R") else key
