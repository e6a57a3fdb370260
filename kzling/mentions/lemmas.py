"""The words of names that a word form can stand for, told fast for the many forms that stand for none."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from kzling.morphology.analysis import analyses
from kzling.morphology.paradigms import endings
from kzling.text.fold import PLAIN_LETTERS, fold
from kzling.text.forms import Forms

_APOSTROPHES = "'’ʼʻ‘`"
#: A lemma shorter than this is not looked up: cutting endings off short words finds anything.
_SHORTEST_LEMMA = 3
#: A longer word is no name (an encoded picture, say); it is passed over as it is.
_LONGEST_WORD = 80
#: So many forms of a generation are kept with their lemmas (see `Forms`): some 2 MB in all.
_MOST_FORMS = 1 << 13
#: So many first letters tell most words from forms of names: of words in small letters in generated articles of
#: November 2026, 16% pass by two, 2.0% by three, 0.7% by four, 0.6% by five.
_OPENING = 4
_PLAIN = re.compile(f"[{_APOSTROPHES}{PLAIN_LETTERS}]+")
_PLAIN_LETTERS = re.compile(f"[{PLAIN_LETTERS}]+")


class Lemma(NamedTuple):
    """A folded form; the last `outside` characters of the word form stand behind an apostrophe: no part of it."""

    form: str
    outside: int


class Stems:
    """Words of which other words may be case forms, told fast: a longer look is for those that pass.

    Args:
        words: the words, folded.
        openings: what `openings` gave for these words, where it is kept; made anew if not.
    """

    def __init__(self, words: Iterable[str], openings: Iterable[str] | None = None) -> None:
        self.words = frozenset(words)
        self._sorted = sorted(self.words)
        self.openings = frozenset(_openings(self.words) if openings is None else openings)

    def may_have(self, form: str) -> bool:
        """Say whether a plain folded form is one of the words, or may be one of them with an ending."""
        return form[:_OPENING] in self.openings and (form in self.words or self.may_inflect(form))

    def may_inflect(self, form: str) -> bool:
        """Say whether a plain folded form is one of the words with an ending of any language.

        What must stand before an ending is not looked at, so that some forms pass that are no case form.
        """
        size = len(form)
        stem = min(self._longest_beginning(form), size - 1)
        tails, longest = _tails()
        for length in range(size - stem, min(longest, size - 1) + 1):
            for tail in tails.get(form[-length:], ()):
                if form[:-length] + tail in self.words:
                    return True
        return False

    def _longest_beginning(self, form: str) -> int:
        """Give how many first letters of a form are also those of a word."""
        # The words that share most with it stand beside its place.
        place = bisect_left(self._sorted, form)
        return max((_shared(form, word) for word in self._sorted[max(place - 1, 0) : place + 1]), default=0)


def _shared(one: str, other: str) -> int:
    """Give how many first letters two words share."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _openings(words: Iterable[str]) -> Iterator[str]:
    """Give the first letters that the words and their forms can have."""
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
        self._vocabulary = vocabulary.words
        self._stems = vocabulary

    def _lemmas(self, word: str) -> tuple[Lemma, ...]:
        if len(word) > _LONGEST_WORD:
            return (Lemma(word, 0),) if word in self._vocabulary else ()
        itself = plain_fold(word)
        if itself is not None and not self._stems.may_inflect(itself):
            return (Lemma(itself, 0),) if itself in self._vocabulary else ()
        itself = itself or fold(word)
        found = {itself: 0}
        for analysis in analyses(word):
            if len(analysis.lemma) >= _SHORTEST_LEMMA:
                outside = len(analysis.ending) if analysis.ending[:1] in _APOSTROPHES and analysis.ending else 0
                found.setdefault(plain_fold(analysis.lemma) or fold(analysis.lemma), outside)
        if self._vocabulary.isdisjoint(found):
            return ()
        return tuple(Lemma(form, cut) for form, cut in found.items() if form in self._vocabulary or form == itself)
