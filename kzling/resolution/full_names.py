"""Fuller names in a text: of whom it says more elsewhere, or around the very place, than a surname or initials."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import regex

from kzling.morphology.forms import lemmas
from kzling.names.given import known
from kzling.names.shapes import look
from kzling.names.titles import at_front

_INITIAL = r"\p{Lu}\p{Ll}?\.(?:[ \u00a0]?[-‐‑]?\p{Lu}\p{Ll}?\.)*"
_WORD = r"\p{Lu}[\p{L}\p{M}]*(?:['’ʼ‘`\-‐‑]\p{L}[\p{L}\p{M}]*)*"
_PARTICLE = r"(?:ұлы|улы|уулу|оглы|оғлы|қызы|кызы|гызы|uly|ogly|qyzy|kyzy|фон|де|ван|von|van|de|da|bin|ибн)(?!\p{L})"
_PIECE = rf"(?:{_INITIAL}|{_WORD}|{_PARTICLE})"
_BEFORE = regex.compile(rf"(?<![\p{{L}}\p{{M}}])(?:{_PIECE}[ \u00a0]?)*+\Z")
_RUN = regex.compile(rf"{_PIECE}(?:[ \u00a0]?{_PIECE})*+")
_TOKEN = regex.compile(_PIECE)
_SENTENCE = regex.compile(r"(?:\A|[.!?…:\n\"«“„—–])\W*\Z")

#: How far a name is looked for around one of its words, in code points, and how many words it has at most.
_REACH, _MOST_WORDS = 60, 5
#: Longer texts are no names.
_LONGEST = 120
#: First letters that a word and its case forms have in common.
_STEM = 3
#: So many words of a text are looked at for a full name.
_MOST_PLACES = 500


class Token(NamedTuple):
    """A word or a group of initials in a name, at `start`:`end` of the text."""

    start: int
    end: int
    text: str

    @property
    def initial(self) -> bool:
        """Whether these are initials."""
        return self.text.endswith(".")


class FullName(NamedTuple):
    """A person's name of several words in a text."""

    start: int
    end: int
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """The name, one space between its words."""
        return " ".join(token.text for token in self.tokens)


Listed = Callable[[str], bool]


def nobody(name: str) -> bool:
    """Say of no name that it is listed."""
    return False


def tokens(name: str) -> tuple[Token, ...]:
    """Give the words and initials of a name.

    >>> [token.text for token in tokens("К.-Ж. Токаев")]
    ['К.-Ж.', 'Токаев']
    """
    return tuple(Token(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(name))


def around(text: str, start: int, end: int, *, lang: str | None = None, listed: Listed = nobody) -> FullName | None:
    """Give the person's name of several words that the words at `start`:`end` belong to; None if there is none.

    `listed` says whether a name is known to be a person's; others are known by their given name.

    >>> around("Кеше Тимур Умаров келді.", 11, 17, lang="kk").text
    'Тимур Умаров'
    """
    if end - start > _LONGEST:
        return None
    low = max(start - _REACH, 0)
    before = _BEFORE.search(text, low, start)
    begin = before.start() if before else start
    match = _RUN.match(text, begin, min(end + _REACH, len(text)))
    if match is None or match.end() < end:
        return None
    run = [Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, match.start(), match.end())]
    return _person(text, run, start, lang, listed)


def stem(name: str) -> str:
    """Give the first letters that the longest word of a name and its case forms have in common; empty if it has none.

    >>> stem("Т. Умаров")
    'Ума'
    """
    asked = tokens(name) if len(name) <= _LONGEST else ()
    longest = max((token.text for token in asked if not token.initial), key=len, default="")
    return longest[: max(_STEM, len(longest) - 4)]


def full_names(text: str, stem: str, *, lang: str | None = None, listed: Listed = nobody) -> tuple[FullName, ...]:
    """Give the persons' names of several words in a text of which a word has this beginning, ascending.

    Only the first places are looked at: who is often named is named in full early.
    """
    found: dict[int, FullName] = {}
    for place in islice(_beginning(stem).finditer(text), _MOST_PLACES if stem else 0):
        word = _TOKEN.match(text, place.start(), place.start() + _REACH)
        full = word and around(text, word.start(), word.end(), lang=lang, listed=listed)
        if full:
            found.setdefault(full.start, full)
    return tuple(found.values())


def fuller(named: Iterable[FullName], name: str, lang: str | None, *, start: int) -> Iterator[FullName]:
    """Give the full names that a name at `start` may be short for: the nearest before it first, then those behind."""
    asked = tokens(name)
    by_distance = sorted(named, key=lambda full: (full.start >= start, abs(full.start - start)))
    return (full for full in by_distance if is_fuller(full, asked, lang))


def is_fuller(full: FullName, asked: tuple[Token, ...], lang: str | None) -> bool:
    """Say whether a full name has all words of another name, in any case and order, and at least one more."""
    left = list(full.tokens)
    for token in sorted(asked, key=lambda token: token.initial):
        fitting = [other for other in left if _fits(token, other, lang)]
        if not fitting:
            return False
        left.remove(fitting[0])
    return any(not token.initial for token in left) or (bool(left) and not any(token.initial for token in asked))


def _fits(token: Token, other: Token, lang: str | None) -> bool:
    if token.initial or other.initial:
        return token.text[0] == other.text[0]
    theirs = {lemma for part in (other.text, *other.text.split("-")[:1]) for lemma in lemmas(part, lang)}
    return not lemmas(token.text, lang).isdisjoint(theirs)


def _person(text: str, run: list[Token], start: int, lang: str | None, listed: Listed) -> FullName | None:
    """Cut a person's name that covers `start` out of a run of capitalised words."""
    titled = at_front([token.text for token in run], None)
    run = run[titled:] if titled < len(run) else run
    chosen = _by_list(run, start, listed) or _by_given(text, run, lang)
    inside = any(token.start <= start < token.end for token in chosen)
    return FullName(chosen[0].start, chosen[-1].end, tuple(chosen)) if inside and len(chosen) > 1 else None


def _by_list(run: list[Token], start: int, listed: Listed) -> list[Token]:
    """Give the most words around a place that are listed as a person's name."""
    sizes = range(min(len(run), _MOST_WORDS), 1, -1)
    pieces = (run[first : first + size] for size in sizes for first in range(len(run) - size + 1))
    around_start = (piece for piece in pieces if piece[0].start <= start < piece[-1].end)
    return next((piece for piece in around_start if listed(" ".join(token.text for token in piece))), [])


def _by_given(text: str, run: list[Token], lang: str | None) -> list[Token]:
    """Give a name by its given name: what stands behind it, else before it, is the family name."""
    first = next((i for i, token in enumerate(run) if _is_given(token, lang)), None)
    if first is None:
        return []
    last = first + 1
    while last < len(run) and _is_given(run[last], lang):
        last += 1
    before = run[first - 1] if first else None
    if before is not None and (look(before.text).family == 2 or last == len(run)):
        return [before, *run[first:last]] if not _begins_sentence(text, before) else run[first:last]
    while last < len(run) and look(run[last].text).particle:
        last += 1
    return run[first : last + 1]


def _is_given(token: Token, lang: str | None) -> bool:
    if token.initial or look(token.text).patronymic is not None:
        return True
    return look(token.text).family < 2 and any(known(lemma) is not None for lemma in lemmas(token.text, lang))


def _begins_sentence(text: str, token: Token) -> bool:
    return look(token.text).family < 2 and bool(_SENTENCE.search(text, max(token.start - 4, 0), token.start))


@lru_cache(maxsize=1 << 10)
def _beginning(stem: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<![\p{{L}}\p{{M}}]){regex.escape(stem)}")
