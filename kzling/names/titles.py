"""Offices, ranks, degrees and forms of address beside a person's name, read from resources/names/titles.yml."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

import regex

from kzling import data
from kzling.errors import InvalidResource
from kzling.names.keeping import kept
from kzling.text.fold import fold

TITLES = "names/titles.yml"

Phrase = tuple[str, ...]

#: A case ending adds at most so many letters to a title's word, and at most so many of the word give way to it.
_CASE, _LOST = 4, 2
# The base form keeps so many letters before a case ending.
_STEM = 3
# So many letters tell most names from words of titles.
_OPENING = 4
# Last letters of the base form in whose place a case ending may stand: глава, главы.
_GIVES_WAY = "аяоеьйыиіyaeoi"
# "И.О." is a man's initials, "и.о." his office.
_INITIALS = regex.compile(r"(?:\p{Lu}\.)+")


class _Titles(NamedTuple):
    """Titles by their words, and what is known of these words.

    `behind` also stand behind a name with a capital; `names` are given or family names as well, but for the languages
    that are named there.
    """

    phrases: frozenset[Phrase]
    behind: frozenset[Phrase]
    names: Mapping[Phrase, frozenset[str]]
    words: frozenset[str]
    stems: Mapping[str, tuple[str, ...]]
    cases: frozenset[str]
    prefixes: tuple[str, ...]
    openings: frozenset[str]
    longest: int


def at_front(words: Sequence[str], lang: str | None) -> int:
    """Give the number of words of the longest title at the front of a name; 0 if there is none.

    >>> at_front(["Prime", "Minister", "Smith"], None), at_front(["президента", "Токаева"], "ru")
    (2, 1)
    """
    return next((n for n in _lengths(words) if _is_title(words[:n], lang, behind=False)), 0)


def at_end(words: Sequence[str], lang: str | None) -> int:
    """Give the number of words of the longest title behind a name; 0 if there is none.

    With a capital, few titles stand there; most are family names then (John Major).

    >>> at_end(["Абылай", "хан"], "kk"), at_end(["Imran", "Khan"], "en"), at_end(["Ahmet", "Bey"], "tr")
    (1, 0, 1)
    """
    return next((n for n in _lengths(words) if _is_title(words[-n:], lang, behind=True)), 0)


def is_title(words: Sequence[str]) -> bool:
    """Whether words are a title, in any case of letters; words in small letters may have case endings.

    >>> is_title(["Prime", "Minister"]), is_title(["президентом"]), is_title(["Министров"])
    (True, True, False)
    """
    return _is_title(words, None, behind=False)


def may_be_title(word: str) -> bool:
    """Whether a word is one of those of titles: what is not needs no closer look."""
    return (word[:_OPENING].lower() in _titles().openings or word[:1].islower() or "ё" in word) and bool(_bases(word))


def longest_title() -> int:
    """Give the number of words of the longest title."""
    return _titles().longest


def _lengths(words: Sequence[str]) -> range:
    return range(min(_titles().longest, len(words)), 0, -1)


def _is_title(words: Sequence[str], lang: str | None, *, behind: bool) -> bool:
    titles = _titles()
    if not words:
        return False
    small = words[0][:1].islower()
    for phrase in product(*map(_bases, words)):
        if phrase not in titles.phrases:
            continue
        if small or (phrase in titles.behind if behind else lang in titles.names.get(phrase, (lang,))):
            return True
    return False


@kept
def _bases(word: str) -> tuple[str, ...]:
    """Give the words of titles whose form a word can be: itself, or with a case ending or a prefix like ex-."""
    titles = _titles()
    small = fold(word)
    if _INITIALS.fullmatch(word) and (small,) not in titles.behind:
        return ()
    found = []
    for start in (0, *(len(prefix) for prefix in titles.prefixes if small.startswith(prefix))):
        if small[start:] in titles.words:
            found.append(small[start:])
        for end in range(len(small), max(len(small) - _CASE, start + _STEM) - 1, -1):
            bases = titles.stems.get(small[start:end])
            # What is written like a name may only have an ending that is sure, or Министров would be a minister.
            if bases and (word[0].islower() or small[end:] in titles.cases):
                found += bases
    return tuple(dict.fromkeys(found))


@cache
def _titles() -> _Titles:
    raw = data.read_yaml(TITLES)
    try:
        behind = frozenset(map(_phrase, raw["behind"]))
        phrases = behind.union(_phrase(title) for titles in raw["titles"].values() for title in titles)
        words = frozenset(word for phrase in phrases for word in phrase)
        prefixes = tuple(raw["prefixes"].split())
        return _Titles(
            phrases=phrases,
            behind=behind,
            names={_phrase(title): frozenset(found.split()) for title, found in raw["names"].items()},
            words=words,
            stems=_stems(words),
            cases=frozenset(raw["cases"].split()),
            prefixes=prefixes,
            openings=_openings(words, prefixes, raw["cases"].split()),
            longest=max(map(len, phrases)),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidResource(f"resources/{TITLES} does not list titles: {error!r}.") from error


def _phrase(title: str) -> Phrase:
    return tuple(fold(title).split())


def _openings(words: Iterable[str], prefixes: Iterable[str], cases: Iterable[str]) -> frozenset[str]:
    """Give the first letters of words with a capital that can be in titles; short ones with a case ending."""
    short = {stem + case for stem in _stems(words) if len(stem) < _OPENING for case in ("", *cases)}
    return frozenset(word[:_OPENING] for word in (*words, *prefixes, *short))


def _stems(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Give for each stem the words of titles that it may be of: глав of глава, перв of первый."""
    found: dict[str, list[str]] = {}
    for word in words:
        lost = len(word) - len(word.rstrip(_GIVES_WAY))
        for cut in range(min(lost, _LOST, len(word) - _STEM) + 1):
            found.setdefault(word[: len(word) - cut], []).append(word)
    return {stem: tuple(sorted(of)) for stem, of in found.items()}
