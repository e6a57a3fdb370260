"""The words of names that a word form can stand for, told fast for the many forms that stand for none."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from itertools import starmap
from typing import NamedTuple, Self

from kzling.morphology.analysis import analyses, fitting
from kzling.morphology.paradigms import endings
from kzling.text.fold import PLAIN_LETTERS, fold
from kzling.text.forms import Forms
from kzling.text.hashed import Hashed

_APOSTROPHES = tuple("'’ʼʻ‘`")
#: A lemma shorter than this is not looked up: cutting endings off short words finds anything.
_SHORTEST_LEMMA = 3
#: A longer word is no name (an encoded picture, say); it is passed over as it is.
_LONGEST_WORD = 80
#: So many forms of a generation are kept with their lemmas (see `Forms`): some 8 MB in all.
_MOST_FORMS = 1 << 15
#: So many first letters tell most words from forms of names: of words in small letters in generated articles of
#: November 2026, 16% pass by two, 2.0% by three, 0.7% by four, 0.6% by five.
_OPENING = 4
_PLAIN = re.compile(f"[{''.join(_APOSTROPHES)}{PLAIN_LETTERS}]+")
_PLAIN_LETTERS = re.compile(f"[{PLAIN_LETTERS}]+")


class Lemma(NamedTuple):
    """A folded form; the last `outside` characters of the word form stand behind an apostrophe: no part of it."""

    form: str
    outside: int


class Stems(NamedTuple):
    """Words of which other words may be case forms, told fast: a longer look is for those that pass.

    Either set may hold other strings besides (`kzling.text.hashed`), so that more pass.

    Args:
        words: the words, folded.
        openings: the first letters that they and their forms can have.
    """

    words: Set[str] | Hashed
    openings: Set[str] | Hashed

    @classmethod
    def of(cls, words: Iterable[str]) -> Self:
        """Make them of words."""
        every = frozenset(words)
        return cls(every, openings(every))

    def may_have(self, form: str) -> bool:
        """Say whether a plain folded form is one of the words, or may be one of them with an ending."""
        return form[:_OPENING] in self.openings and (form in self.words or self.may_inflect(form))

    def may_inflect(self, form: str) -> bool:
        """Say whether a plain folded form is one of the words with an ending of any language.

        What must stand before an ending is not looked at, so that some forms pass that are no case form.
        """
        words = self.words
        tails, longest = _tails()
        for length in range(1, min(longest, len(form) - 1) + 1):
            for tail in tails.get(form[-length:], ()):
                if form[:-length] + tail in words:
                    return True
        return False


def openings(words: Iterable[str]) -> frozenset[str]:
    """Give the first letters that the words and their forms can have."""
    return frozenset(_openings(words))


def _openings(words: Iterable[str]) -> Iterator[str]:
    shares = _shares()
    for word in words:
        yield word[:_OPENING]
        # Of a short stem, an ending begins before the opening is over.
        for size in range(1, min(_OPENING, len(word) + 1)):
            yield from (word[:size] + share for share in shares[size].get(word[size:], ()))


@lru_cache(maxsize=1)
def _tails() -> tuple[dict[str, set[str]], int]:
    """Give, by ending of any language, what may stand in its place in the base form, and the longest's length."""
    tails: dict[str, set[str]] = {}
    for table in endings():
        for ending, cuts in table.cuts.items():
            tails.setdefault(fold(ending), set()).update(fold(cut.tail) for cut in cuts)
    return tails, max(map(len, tails), default=0)


@lru_cache(maxsize=1)
def _shares() -> dict[int, dict[str, set[str]]]:
    """Give, by the size of a stem, by what an ending may stand in place of, what an opening has of the ending."""
    shares: dict[int, dict[str, set[str]]] = {size: defaultdict(set) for size in range(1, _OPENING)}
    for ending, tails in _tails()[0].items():
        for size, by_tail in shares.items():
            for tail in tails:
                by_tail[tail].add(ending[: _OPENING - size])
    return shares


def plain_fold(word: str) -> str | None:
    """Fold a word of letters that are folded one by one, None for any other and for what is too long for a name."""
    if len(word) > _LONGEST_WORD:
        return None
    if _PLAIN_LETTERS.fullmatch(word):
        return word.lower().replace("ё", "е")
    return fold(word) if _PLAIN.fullmatch(word) else None


class Lemmas(Forms[tuple[Lemma, ...]]):
    """Word form -> itself, folded, and what else of a vocabulary it may be a case form of; filled as forms are met.

    A form that has nothing to do with the vocabulary has no lemmas.
    """

    def __init__(self, vocabulary: Stems) -> None:
        super().__init__(self._lemmas, most=_MOST_FORMS)
        self._vocabulary = vocabulary

    def _lemmas(self, word: str) -> tuple[Lemma, ...]:
        words = self._vocabulary.words
        if len(word) > _LONGEST_WORD:
            return (Lemma(word, 0),) if word in words else ()
        itself = plain_fold(word)
        if itself is not None and not self._vocabulary.may_inflect(itself):
            return (Lemma(itself, 0),) if itself in words else ()
        cuts = _cuts(word) if itself is None else _plain_cuts(word, itself)
        itself = itself or fold(word)
        found = {itself: 0}
        for lemma, outside in cuts:
            if lemma not in found and lemma in words:
                found[lemma] = outside
        return tuple(starmap(Lemma, found.items())) if len(found) > 1 or itself in words else ()


def _cuts(word: str) -> Iterator[tuple[str, int]]:
    """Give the base forms of a word, folded, with what is no part of them."""
    for analysis in analyses(word):
        if len(analysis.lemma) >= _SHORTEST_LEMMA:
            yield fold(analysis.lemma), _outside(analysis.ending)


def _plain_cuts(word: str, folded: str) -> Iterator[tuple[str, int]]:
    """Give what `_cuts` gives, of a word of plain letters: each is folded by itself."""
    for kept, ending in fitting(word):
        if kept + len(ending.tail) >= _SHORTEST_LEMMA:
            yield folded[:kept] + fold(ending.tail), _outside(word[kept:])


def _outside(ending: str) -> int:
    return len(ending) if ending.startswith(_APOSTROPHES) else 0
