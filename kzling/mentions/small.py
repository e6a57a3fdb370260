"""Texts without capitals, as people write in comments and messages: names are looked for there as if they had some."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import regex

from kzling.knowledge.base import KnowledgeBase
from kzling.mentions.found import Found
from kzling.mentions.ordinary import is_ordinary
from kzling.mentions.words import is_word
from kzling.orthography.backward import backward
from kzling.text.fold import fold
from kzling.text.scripts import script_of

# Hyphens part words of names: нур-султан. What stands in links, tags and addresses is left as it is.
_WORD = regex.compile(r"(?<![\p{L}\p{M}\p{N}@#_./’'])\p{Ll}[\p{L}\p{M}]++(?![@_])")
_CAPITAL = regex.compile(r"(?<![\p{L}\p{M}\p{N}])\p{Lu}\p{Ll}")
_SMALL = regex.compile(r"(?<![\p{L}\p{M}\p{N}])\p{Ll}{2}")
#: A text has no capitals if not more than one of so many words has one: people write "putin met Tokayev", too.
_ONE_OF = 20
#: So much of a text tells most texts with capitals.
_BEGINNING = 500
#: A single word of fewer letters is more often a word; so is a case form of the name of a place or body that is less
#: often in the news, and the abbreviation of a body in which vowels and consonants alternate (газ, оқу). Set in
#: November 2026 on news in small letters: half of such findings were wrong.
_SHORTEST, _LONGEST_ABBREVIATION, _LEAST_WEIGHT = 4, 6, 1.0
#: The spelling system of Kazakh in Arabic script, which has no capitals at all.
_ARABIC = "kk-arab"
_VOWELS = frozenset("аеёиоуыэюяіїєәөұүaeiouyäöüı")


def has_no_capitals(text: str) -> bool:
    """Say whether hardly a word of a text begins with a capital.

    >>> has_no_capitals("putin met tokayev in astana, lol"), has_no_capitals("He met him in Astana.")
    (True, False)
    """
    return all(
        len(_CAPITAL.findall(part)) * _ONE_OF <= len(_SMALL.findall(part)) for part in (text[:_BEGINNING], text)
    )


def with_capitals(text: str, base: KnowledgeBase) -> str:
    """Write each word with a capital, abbreviations of the base in capitals; offsets stay the same.

    >>> with_capitals("putin said to nato: lol", KnowledgeBase.default())
    'Putin Said To NATO: Lol'
    """
    capitals: str = _WORD.sub(lambda found: _with_capital(found.group(), base), text)
    return capitals


def without_words(scanned: Sequence[Found], text: str) -> list[Found]:
    """Leave out what the gazetteer finds in a text without capitals, and is more often a word than a name.

    Args:
        scanned: what it found in the text `with_capitals`.
        text: the text as it is.
    """
    return [item for item in scanned if not _may_be_word(item, text[item.start : item.end])]


def at_names(text: str, capitals: str, found: Iterable[Found]) -> str:
    """Give a text with capitals in its names alone: `capitals` is the text with all of them."""
    pieces, at = [], 0
    for item in found:
        pieces += [text[at : item.start], capitals[item.start : item.end]]
        at = item.end
    return "".join(pieces) + text[at:]


def _with_capital(word: str, base: KnowledgeBase) -> str:
    upper = word.upper()
    if len(upper) != len(word):
        return word
    short = len(word) <= _LONGEST_ABBREVIATION
    if short and any(name.text == upper for _, name in base.known_bearers(fold(word))):
        return upper
    return word.capitalize()


def _may_be_word(item: Found, surface: str) -> bool:
    if not surface.isalpha() or surface != surface.lower():
        return False
    # Words are listed in Cyrillic.
    small = backward(item.lemma, _ARABIC).text if script_of(surface) == "Arab" else surface.casefold()
    if is_word(small) or is_ordinary(small, None):
        return True
    if item.lemma.isupper():
        sounds = [letter in _VOWELS for letter in small]
        return item.type != "place" and len(small) < _SHORTEST and all(one != other for one, other in pairwise(sounds))
    if len(small) < _SHORTEST:
        return True
    rare = all(entity.weight < _LEAST_WEIGHT for entity, _ in item.bearers)
    return rare and not item.exact and item.type in ("place", "organization")
