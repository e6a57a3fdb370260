"""A token of a name as a row of sounds, so that spellings of any script can be laid over each other."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from kzling import data
from kzling.names.folding import squeeze
from kzling.names.keeping import KEPT

SOUNDS = "names/sounds.yml"

# What small letters alone make of a word as `squeeze` does: no signs, and no ё.
_SIMPLE = re.compile("[a-zà-öø-\u012f\u0142-\u0148\u014a-\u017e\u0430-\u044f\u0452-\u0481\u048b-\u04ff]+")
# Vowels before which an i is no vowel of its own.
_VOWELS = frozenset("aeou")
#: No token of a name is longer; what stands behind is not heard.
LONGEST = 120


class Sounds(NamedTuple):
    """What a token sounds like: `line` has one letter a sound; `letters` says which letters stand for each sound.

    A letter of several sounds has its later ones numbered: щ is щ and щ1.
    """

    line: str
    letters: tuple[str, ...]


def squeezed(token: str) -> str:
    """Give `folding.squeeze`, at once for words that have nothing to fold.

    >>> squeezed("Токаев"), squeezed("Қасым-Жомарт")
    ('токаев', 'қасымжомарт')
    """
    lower = token.lower()
    return lower if _SIMPLE.fullmatch(lower) else squeeze(token)


def sounds(token: str, lang: str | None = None) -> Sounds:
    """Give the sounds of a token; letters of other scripts than Latn, Cyrl and Arab have none.

    Args:
        token: a token; its first 120 letters are heard.
        lang: language of the text around it: Dutch oe is u, Swedish tj is ч.

    >>> sounds("Щербаков").line == sounds("Schtscherbakow").line == sounds("Szczerbakow").line
    True
    >>> sounds("Żanna")
    Sounds(line='Zana', letters=('ż', 'a', 'n', 'a'))
    """
    return heard(squeezed(token), lang)


def heard(small: str, lang: str | None) -> Sounds:
    """Give the sounds of a token that is squeezed already."""
    return _heard(small[:LONGEST], lang if lang in table()["own"] else None)


@lru_cache(maxsize=KEPT)
def _heard(small: str, lang: str | None) -> Sounds:
    pieces, spoken = _system(lang)
    line: list[str] = []
    letters: list[str] = []
    last = ""
    for piece in pieces.findall(small):
        for sound, letter, whole in spoken[piece]:
            if last == "i" and sound in _VOWELS:
                # я, ja, ya, ia and ия are one vowel: which of them it is, the letters tell.
                line[-1] = last = sound
                letters[-1] = whole or letters[-1] + letter
            elif sound != last or sound in _VOWELS:
                # A double consonant sounds like a single one.
                line.append(sound)
                letters.append(letter)
                last = sound
    return Sounds("".join(line), tuple(letters))


# A sound of a letter or a group of letters: what stands for it, and for it with an i before it (as in я). A plain
# tuple, since it is taken apart all the time.
_Piece = tuple[str, str, str]


class _Pieces(dict[str, tuple[_Piece, ...]]):
    """Letter or group -> its sounds; a letter that is not listed sounds like its base letter, others not at all."""

    def __init__(self, listed: Mapping[str, str]) -> None:
        super().__init__({piece: _split(piece, heard) for piece, heard in listed.items()})
        self._listed = listed

    def __missing__(self, letter: str) -> tuple[_Piece, ...]:
        base = unicodedata.normalize("NFD", letter)[0]
        heard = self._listed.get(base, base if "a" <= base <= "z" else "")
        self[letter] = found = _split(letter, heard)
        return found


def _split(piece: str, heard: str) -> tuple[_Piece, ...]:
    if len(heard) == len(piece):
        return tuple((sound, letter, "") for sound, letter in zip(heard, piece, strict=True))
    return tuple(
        (sound, f"{piece}{number}" if number else piece, piece if number else "") for number, sound in enumerate(heard)
    )


@cache
def table() -> Any:
    """Give the file of sounds as plain data."""
    return data.read_yaml(SOUNDS)


@cache
def _system(lang: str | None) -> tuple[re.Pattern[str], _Pieces]:
    """Give how a language writes, or how most do: what finds the pieces of a word, and how they sound."""
    own: dict[str, str] = table()["own"][lang] if lang else {}
    listed = table()["letters"] | table()["groups"] | own
    groups = sorted((piece for piece in listed if len(piece) > 1), key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, groups), "."]), re.DOTALL), _Pieces(listed)
