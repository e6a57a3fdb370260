"""Phrases of the lists of signs in a text: what copies another language, and what only native writers write."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kzling import data
from kzling.model import Span
from kzling.translation.signs import FOLDER, Sign, sign, weights

#: The lists, by the class of their signs: target, sources, phrase, what it copies, strength.
LISTS = {"calque": "calques.tsv", "page-word": "page-words.tsv", "residual-word": "residual-words.tsv"}
NATIVE, MEDIA, BYLINES = "native.tsv", "media.tsv", "bylines.tsv"
_WORD = re.compile(r"\w+")
# What stands right before or behind an outlet that a text rests on; so many code points before it are looked at.
_CITED = re.compile(
    r"(?:according to|citing|told|quoted by|by|source:|with reference to|(?:reports?|writes|informs),?) (?:the )?\Z"
)
_CITES = re.compile(r" (?:reports?|reported|writes|wrote|informs|notes|reminds|learned)(?!\w)")
_REACH = 24
#: Any ending of a word.
_STAR = "*"


class Phrase(NamedTuple):
    """A phrase of a list with its pattern, the languages that it may come from, and what it copies.

    `words` are those that stand in a text as they are.
    """

    kind: str
    text: str
    sources: tuple[str, ...]
    original: str
    weight: float
    pattern: re.Pattern[str]
    words: frozenset[str]


class Index(NamedTuple):
    """Phrases by a word of theirs that stands in a text as it is; those that have none."""

    by_word: dict[str, list[Phrase]]
    others: tuple[Phrase, ...]

    def may_be_in(self, words: frozenset[str]) -> Iterator[Phrase]:
        """Give the phrases whose words are among these."""
        for word in sorted(words & self.by_word.keys()):
            yield from (phrase for phrase in self.by_word[word] if phrase.words <= words)
        yield from self.others


def rows(name: str) -> Iterator[list[str]]:
    """Give the rows of a list."""
    for line in data.read_text(f"{FOLDER}/{name}").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def phrases(text: str, language: str) -> Iterator[Sign]:
    """Find the phrases of the lists for a language; of one inside another the longer one.

    >>> [found.cue.why for found in phrases("It opened within the framework of his trip.", "en")]
    ['"within the framework of" copies в рамках']
    """
    small = _small(text)
    there = _index(language).may_be_in(frozenset(_WORD.findall(small)))
    found = [(start, -end, phrase) for phrase in there for start, end in _places(phrase, small)]
    furthest = 0
    for start, last, phrase in sorted(found, key=lambda one: one[:2]):
        end = -last
        if end > furthest:
            furthest = end
            span, said = Span(start, end), text[start:end]
            yield sign(phrase.kind, span, phrase.sources, weight=phrase.weight, phrase=said, original=phrase.original)


def outlets(text: str) -> Iterator[Sign]:
    """Find the outlets on which a text rests, each once.

    >>> [found.sources for found in outlets("The fire is out, TASS reports.")]
    [('ru',)]
    """
    for phrase in _outlets().may_be_in(frozenset(_WORD.findall(text))):
        for start, end in _places(phrase, text):
            if _CITED.search(text, max(start - _REACH, 0), start) or _CITES.match(text, end):
                yield sign("source", Span(start, end), phrase.sources, phrase=phrase.text)
                break


def byline(author: str | None, language: str, span: Span | None) -> Iterator[Sign]:
    """Give the sign of a reporter's given name in the spelling of another language."""
    known = _given_names()
    for word in _WORD.findall(author or ""):
        for source in known.get(word, ()):
            if source != language:
                weight = weights().bylines.get(source, weights().classes["byline"].weight)
                yield sign("byline", span or Span(0, 0, "raw"), (source,), weight=weight, phrase=word)


def _places(phrase: Phrase, text: str) -> Iterator[tuple[int, int]]:
    """Give where a phrase stands in whole words."""
    for found in phrase.pattern.finditer(text):
        start = found.start()
        if start == 0 or not (text[start - 1].isalnum() and text[start].isalnum()):
            yield start, found.end()


def compiled(phrase: str) -> re.Pattern[str]:
    """Make a pattern of a phrase, from its beginning: whole words, any space between them, a star for any ending.

    What stands before it is looked at by itself: a pattern that begins with letters is found far faster.

    >>> bool(compiled("священн* земл*").search("на священной  земле"))
    True
    """
    words = (re.escape(word[:-1]) + r"\w*" if word.endswith(_STAR) else re.escape(word) for word in phrase.split())
    return re.compile(r"\s+".join(words) + (r"(?!\w)" if phrase[-1:].isalnum() else ""))


def _small(text: str) -> str:
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


@cache
def _index(language: str) -> Index:
    strengths = weights().strengths
    found = [
        _phrase(kind, _small(text), tuple(sources.split("/")), original, strengths[strength])
        for kind, name in LISTS.items()
        for target, sources, text, original, strength in rows(name)
        if target == language
    ]
    native = weights().classes["native"].weight
    found += [_phrase("native", text, (), "", native) for target, text in rows(NATIVE) if target == language]
    return _by_word(found)


@cache
def _outlets() -> Index:
    return _by_word([_phrase("source", name, (language,), "", 0.0) for language, name in rows(MEDIA)])


def _phrase(kind: str, text: str, sources: tuple[str, ...], original: str, weight: float) -> Phrase:
    whole = [word for part in text.split() if not part.endswith(_STAR) for word in _WORD.findall(part)]
    return Phrase(kind, text, sources, original, weight, compiled(text), frozenset(whole))


@cache
def _given_names() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, name in rows(BYLINES):
        found[name] = (*found.get(name, ()), language)
    return found


def _by_word(found: Sequence[Phrase]) -> Index:
    by_word: dict[str, list[Phrase]] = {}
    for phrase in found:
        if phrase.words:
            by_word.setdefault(max(sorted(phrase.words), key=len), []).append(phrase)
    return Index(by_word, tuple(phrase for phrase in found if not phrase.words))
