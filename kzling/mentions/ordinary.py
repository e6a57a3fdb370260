"""Words of a language that are also names: at the beginning of a sentence a capital says nothing."""

from collections.abc import Mapping
from functools import cache

import regex

from kzling import data
from kzling.text.fold import fold

ORDINARY = "mentions/ordinary.yml"

_SENTENCE = regex.compile(r"(?:\A|[.!?…:\n])[\s—–-]*\Z")
_REACH = 6


def is_ordinary(word: str, lang: str | None) -> bool:
    """Say whether a word is an ordinary one of a language, or of any language if that is not known.

    >>> is_ordinary("Правда", "ru"), is_ordinary("Правда", "kk"), is_ordinary("Алматы", None)
    (True, False, False)
    """
    languages = _ordinary().get(fold(word), frozenset())
    return bool(languages) if lang is None else lang in languages


def says_nothing(text: str, start: int, end: int, lang: str | None) -> bool:
    """Say whether an ordinary word has its capital, or none, for no other reason than being one.

    >>> says_nothing("Правда в том, что денег нет.", 0, 6, "ru"), says_nothing("В газете Правда", 9, 15, "ru")
    (True, False)
    """
    if not is_ordinary(text[start:end], lang):
        return False
    return text[start].islower() or _SENTENCE.search(text, max(start - _REACH, 0), start) is not None


@cache
def _ordinary() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for lang, listed in data.read_yaml(ORDINARY)["ordinary"].items():
        for word in listed:
            found.setdefault(fold(word), set()).add(lang)
    return {word: frozenset(languages) for word, languages in found.items()}
