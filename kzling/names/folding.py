"""Rough forms of name tokens for comparison: never shown, never stored."""

import unicodedata
from functools import lru_cache

from kzling.text.fold import fold
from kzling.text.nfc import nfc

#: Signs inside names that spellings put in and leave out.
SIGNS = frozenset("'’ʼʻ‘`´ʹʺ\"-‐‑‒–—. \u00ad")

# Rough Latin: one letter a sound. C is the sound of ч, S of ш, Z of ж, c of ц. What spellings mix up is one letter
# from the start: all kinds of i and j, v and w, k and q. Soft and hard signs say nothing.
_LETTERS = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "ґ": "g", "ѓ": "g", "д": "d", "ђ": "dZ", "е": "e",
    "ё": "e", "є": "ie", "э": "e", "ж": "Z", "җ": "Z", "з": "z", "ѕ": "z", "и": "i", "й": "i", "і": "i", "ї": "i",
    "ы": "i", "ј": "i", "к": "k", "қ": "k", "ќ": "k", "л": "l", "љ": "l", "м": "m", "н": "n", "ң": "n", "њ": "n",
    "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ў": "u", "ф": "f",
    "х": "h", "һ": "h", "ҳ": "h", "ц": "c", "ч": "C", "ћ": "C", "ҷ": "Z", "џ": "dZ", "ш": "S", "щ": "SC", "ъ": "",
    "ь": "", "ю": "iu", "я": "ia", "ا": "a", "ە": "e", "ه": "e", "ب": "b", "ۆ": "v", "گ": "g", "ع": "g", "د": "d",
    "ج": "Z", "ز": "z", "ي": "i", "ى": "i", "ك": "k", "ق": "k", "ل": "l", "م": "m", "ن": "n", "ڭ": "n", "و": "o",
    "پ": "p", "ر": "r", "س": "s", "ت": "t", "ۋ": "u", "ۇ": "u", "ف": "f", "ح": "h", "ھ": "h", "چ": "C", "ش": "S",
    "ء": "", "ٴ": "", "č": "C", "ć": "C", "ç": "C", "š": "S", "ś": "S", "ş": "S", "ș": "S", "ž": "Z", "ż": "Z",
    "ź": "z", "đ": "dZ", "ł": "l", "ı": "i", "ə": "a", "ß": "s", "ø": "o", "æ": "e", "ŋ": "n", "w": "v", "q": "k",
    "j": "i", "y": "i", "x": "ks",
}  # fmt: skip
# Letters of several that stand for one sound in English, German, Polish, French or Hungarian; the longest first.
_GROUPS = {
    "schtsch": "SC", "chtch": "SC", "shch": "SC", "szcz": "SC", "dsch": "dZ", "tsch": "C", "tch": "C", "sch": "S",
    "dzh": "dZ", "cz": "C", "ch": "C", "sh": "S", "sz": "S", "zh": "Z", "kh": "h", "gh": "g", "ts": "c", "tz": "c",
    "ph": "f", "ou": "u", "oo": "u", "ee": "i", "ck": "k", "dž": "dZ", "dj": "dZ",
}  # fmt: skip
_LONGEST = max(map(len, _GROUPS))
# No token of a name is longer; the cost of comparing two grows with the product of their lengths.
_MAX_LENGTH = 40


@lru_cache(maxsize=1 << 11)
def squeeze(token: str) -> str:
    """Give the form under which two spellings are simply equal: `text.fold` without the signs inside.

    >>> squeeze("Касым-Жомарт") == squeeze("КАСЫМЖОМАРТ")
    True
    """
    folded = fold(unicodedata.normalize("NFKC", nfc(token)))
    return nfc("".join(letter for letter in folded if letter not in SIGNS))


@lru_cache(maxsize=1 << 11)
def plain(token: str) -> str:
    """Give `squeeze` without the accents of Latin letters, which Cyrillic letters keep (й is not и).

    >>> plain("Kemelūly"), plain("Николай"), plain("oğlu")
    ('kemeluly', 'николай', 'oglu')
    """
    return "".join(_bare(letter) for letter in squeeze(token))


@lru_cache(maxsize=1 << 11)
def rough_latin(token: str) -> str:
    """Give the rough sound of a token in Latin letters, one a sound; other scripts than Latn, Cyrl, Arab give "".

    >>> rough_latin("Щербаков") == rough_latin("Schtscherbakow") == rough_latin("Szczerbakow")
    True
    """
    small = squeeze(token)[:_MAX_LENGTH]
    sounds: list[str] = []
    position = 0
    while position < len(small):
        sound, length = _sound(small, position)
        sounds.append(sound)
        position += length
    joined = "".join(sounds).replace("ie", "e")
    return "".join(letter for i, letter in enumerate(joined) if i == 0 or letter != joined[i - 1])


def _sound(text: str, position: int) -> tuple[str, int]:
    for length in range(_LONGEST, 1, -1):
        group = _GROUPS.get(text[position : position + length])
        if group is not None:
            return group, length
    letter = text[position]
    found = _LETTERS.get(letter)
    if found is None:
        bare = _bare(letter)
        found = _LETTERS.get(bare, bare if "a" <= bare <= "z" else "")
    return found, 1


@lru_cache(maxsize=1 << 12)
def _bare(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    if letter in "ıł":
        return {"ı": "i", "ł": "l"}[letter]
    return base if "a" <= base <= "z" else letter
