"""Whose name it is by its letters, where the language of its text is not known."""

import re
from functools import cache

from kzling import data
from kzling.names.keeping import kept

#: The Cyrillic alphabets that a name is looked for in, in this order: the languages of the region's news first. A name
#: that plain Russian letters can write is taken for Russian, whatever else it may be.
ORDER = ("ru", "uk", "kk", "be", "ky", "bg", "sr", "mk", "uz", "tg", "tt", "mn")

# Russian has ъ before soft vowels alone, Bulgarian as a vowel: Първанов.
_VOWEL = re.compile("ъ(?![еёюя])")
_CYRILLIC = re.compile("[а-яѐ-ӿ]")


@kept
def likely_language(name: str) -> str | None:
    """Give the first language whose alphabet has all Cyrillic letters of a name; None for no letters or no language.

    Alphabets are those of resources/alphabets.yml.

    >>> [likely_language(name) for name in ("Токаев", "Әлихан Смайылов", "Мірча", "Лукашэнка Ўладзімір", "Първанов")]
    ['ru', 'kk', 'uk', 'be', 'bg']
    """
    letters = frozenset(_CYRILLIC.findall(name.lower()))
    if not letters:
        return None
    if _VOWEL.search(name.lower()):
        return "bg" if letters <= _alphabets()["bg"] else None
    return next((language for language in ORDER if letters <= _alphabets()[language]), None)


@cache
def _alphabets() -> dict[str, frozenset[str]]:
    letters = data.read_yaml("alphabets.yml")["letters"]
    return {language: frozenset(letters[f"{language}-Cyrl"]) for language in ORDER}
