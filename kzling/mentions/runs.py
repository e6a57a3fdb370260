"""Runs of words with capitals, which names are made of, and the words around them."""

from collections.abc import Iterator
from typing import NamedTuple

import regex

from kzling.text.tokens import Word

#: Small words inside names of persons, and those that are behind a name alone (son, daughter).
_INSIDE = "von|van|der|den|de|di|da|al|el|bin|ibn|фон|ван|де|ди|аль|эль|бин|ибн"
_BEHIND = "uly|ұлы|улы|qyzy|kyzy|qızı|қызы|кызы|гызы|оглы|оғлы|ogly|oglu|oğlu|uulu|уулу|zade|заде"
# A word with a capital, without an English 's. Behind a hyphen stands another capital or a small word of names: in
# "Astana-based" it is Astana.
_CAPITAL = (
    r"(?:(?:al|el|ad|as|аль|эль|ад|ас)[-‐‑])?\p{Lu}[\p{L}\p{M}]*+"
    r"(?:['’ʼʻ‘`](?!s(?!\p{L}))\p{L}[\p{L}\p{M}]*+|[-‐‑]\p{Lu}[\p{L}\p{M}]*+"
    rf"|[-‐‑](?:{_BEHIND}|{_INSIDE})(?!\p{{L}})){{0,4}}+"
)
_INITIAL = r"\p{Lu}\.(?!\p{L}{2,}\.)"
_GAP = r"[ \u00a0]"
_SON = rf"(?:{_BEHIND})(?!\p{{L}})"
_RUN = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}\p{{N}}@#_/&])(?:{_INITIAL}{_GAP}?){{0,4}}+{_CAPITAL}"
    rf"(?:{_GAP}?(?:{_INITIAL}{_GAP}?){{1,4}}+(?:{_CAPITAL})?|{_GAP}(?:(?:{_INSIDE}){_GAP}){{0,2}}{_CAPITAL}|{_GAP}{_SON}){{0,12}}+"
)
_WORD = regex.compile(rf"{_INITIAL}|{_CAPITAL}|{_SON}|(?:{_INSIDE})(?!\p{{L}})")
_SMALL = r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’ʼ-]*+"
# Behind few letters a full stop is one of an abbreviation: г. Абай, Dr. Abai.
_LEFT = regex.compile(rf"(?<![\p{{L}}\p{{M}}\p{{N}}])(?:(?:{_SMALL}|(?:\p{{Ll}}{{1,4}}|\p{{Lu}}\p{{Ll}})\.){_GAP})+\Z")
_RIGHT = regex.compile(rf"(?:{_GAP}{_SMALL})+")
#: So many characters on either side of a name are looked at.
_REACH = 72
_SENTENCE_ENDS = frozenset(".!?…\n:;•")
_OPENING = frozenset(" \u00a0\t\"«“„'‘(—–-[*")


class Run(NamedTuple):
    """Words with a capital in a row, with initials and the small words of names; `opens`: it begins a sentence."""

    words: tuple[Word, ...]
    opens: bool

    @property
    def start(self) -> int:
        """Where it begins, in code points."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.words[-1].end


def runs(text: str, start: int, end: int) -> Iterator[Run]:
    """Give the runs of a stretch of a text.

    >>> text = "Кеше Б.Қ. Төленшиев пен Omar al-Bashir."
    >>> [[word.text for word in run.words] for run in runs(text, 0, len(text))]
    [['Кеше', 'Б.', 'Қ.', 'Төленшиев'], ['Omar', 'al-Bashir']]
    """
    for match in _RUN.finditer(text, start, end):
        begin, stop = match.span()
        words = tuple([Word(m.start(), m.end(), m.group()) for m in _WORD.finditer(text, begin, stop)])
        if words:
            yield Run(words, _opens(text, begin))


def words_before(text: str, place: int) -> list[str]:
    """Give the words that stand directly before a place, parted by blanks alone.

    >>> words_before("Мария, аким города Абай", 19)
    ['аким', 'города']
    """
    found = _LEFT.search(text, max(place - _REACH, 0), place)
    return found.group().split() if found else []


def words_behind(text: str, place: int) -> list[str]:
    """Give the words that stand directly behind a place, parted by blanks alone.

    >>> words_behind("Абай ауданының әкімі, деп", 4)
    ['ауданының', 'әкімі']
    """
    found = _RIGHT.match(text, place, place + _REACH)
    return found.group().split() if found else []


def _opens(text: str, start: int) -> bool:
    """Say whether a sentence begins here: nothing but openings stands between this and the end of another one."""
    at = start
    while at and text[at - 1] in _OPENING:
        at -= 1
    return not at or text[at - 1] in _SENTENCE_ENDS
