"""The votes of one word: what its letters, a list of function words and its ending tell of its language."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from kzling.language.profiles import ALONE, FOREIGN_LETTER, Table, rarity, tables
from kzling.language.sums import packed
from kzling.text import scripts
from kzling.text.forms import Forms

#: Letters a word must have before its ending.
_STEM = 2
#: The endings of longer words are found by so many of their last letters.
_TAIL = 3
#: So many of them are kept: all that most texts have, in some 3 MB.
_MOST_TAILS = 1 << 12
_APOSTROPHE = re.compile("['’ʼʻ‘`´]")


class _Votes(NamedTuple):
    """The votes of a script, ready to be added."""

    script: str
    letters: frozenset[str]  # of this script alone, in any of its alphabets
    common: frozenset[str]
    special: dict[str, tuple[int, float]]  # which alphabets have the letter, a bit each, and what it gains them
    words: dict[str, int]
    endings: dict[str, int]
    tails: Forms[tuple[tuple[int, ...], int]]  # last letters -> the lengths of longer endings, the votes of others


def votes(word: str) -> int:
    """Give the votes of a word as an integer that counts half (see `kzling.language.sums`)."""
    letters = word.replace("İ", "i").lower()
    if not letters.isalpha():
        letters = _APOSTROPHE.sub("'", letters)
    chars = frozenset(letters)
    for known in _spelt():
        if chars <= known.letters:
            return _counted(letters, chars, known)
    # Letters that no alphabet has, apostrophes, several scripts or one that is the sign of its language.
    found = scripts.scripts_in(letters.replace("'", ""))
    script = found.pop() if len(found) == 1 else scripts.script_of(letters)
    table = tables().get(script)
    if table is None:
        return 0
    if scripts.UNKNOWN in found:
        # Letters of a script that we do not know, for example kana between Chinese characters.
        return packed(script, (FOREIGN_LETTER,) * len(table.profiles))
    if table.lone:
        return packed(script, (ALONE,))
    return _counted(letters, chars, _ready(script))


def _counted(word: str, chars: frozenset[str], known: _Votes) -> int:
    special = chars - known.common
    feature = _feature(word, known)
    return _letters(special, known.script) + feature if special else feature


@lru_cache(maxsize=1 << 12)
def _letters(special: frozenset[str], script: str) -> int:
    """Weigh the letters of one word that not all alphabets of its script have.

    An alphabet that has them all gains by the rarest of them; one that lacks any loses, however many it lacks.
    """
    known = _ready(script)
    having, gain = -1, 0.0
    for letter in special:
        owners, rare = known.special.get(letter, (0, 0.0))
        having &= owners
        if rare > gain:
            gain = rare
    return _alphabets(script, having, gain)


@lru_cache(maxsize=1 << 12)
def _alphabets(script: str, having: int, gain: float) -> int:
    group = range(len(tables()[script].profiles))
    return packed(script, tuple(gain if having >> place & 1 else FOREIGN_LETTER for place in group))


def _feature(word: str, known: _Votes) -> int:
    """Give the votes of a word that a language lists, else those of its longest ending."""
    whole = known.words.get(word)
    if whole is not None:
        return whole
    if "'" in word and word.count("'") == 1:
        # l'année, dell'anno: the article stands before the apostrophe. Kazakh of 2017 has one letter after another so.
        article = known.words.get(word.partition("'")[0])
        if article is not None:
            return article
    most = len(word) - _STEM
    if most < _TAIL:
        return _ending(word, most, known.endings)
    longer, short = known.tails[word[-_TAIL:]]
    for length in longer:
        ending = known.endings.get(word[-length:]) if length <= most else None
        if ending is not None:
            return ending
    return short


def _ending(word: str, most: int, endings: Mapping[str, int]) -> int:
    """Give the votes of the longest ending of at most so many letters."""
    return next((endings[word[-length:]] for length in range(most, 0, -1) if word[-length:] in endings), 0)


@lru_cache(maxsize=1)
def _spelt() -> tuple[_Votes, ...]:
    # Cyrillic and Latin: all that most texts have.
    return tuple(_ready(script) for script in ("Cyrl", "Latn") if script in tables())


@lru_cache(maxsize=16)
def _ready(script: str) -> _Votes:
    table = tables()[script]
    letters = frozenset().union(*(profile.letters for profile in table.profiles))
    endings = {ending: packed(script, vector) for ending, vector in table.suffixes.items()}
    longer: dict[str, set[int]] = {}
    for ending in endings:
        if len(ending) > _TAIL:
            longer.setdefault(ending[-_TAIL:], set()).add(len(ending))
    lengths = {tail: tuple(sorted(found, reverse=True)) for tail, found in longer.items()}
    return _Votes(
        script,
        frozenset(letter for letter in letters if scripts.scripts_in(letter) == {script}),
        table.common,
        {letter: _owners(letter, table) for letter in letters},
        {word: packed(script, vector) for word, vector in table.words.items()},
        endings,
        Forms(lambda tail: (lengths.get(tail, ()), _ending(tail, _TAIL, endings)), most=_MOST_TAILS),
    )


def _owners(letter: str, table: Table) -> tuple[int, float]:
    having = [letter in profile.letters for profile in table.profiles]
    return sum(1 << place for place, has in enumerate(having) if has), rarity(len(having), sum(having))
