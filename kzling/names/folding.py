"""Folded forms of name tokens for comparison: never shown, never stored."""

import unicodedata
from functools import lru_cache

from kzling.text.fold import fold
from kzling.text.nfc import nfc

#: Signs inside names that spellings put in and leave out.
SIGNS = frozenset("'’ʼʻ‘`´ʹʺ\"-‐‑‒–—. \u00ad")
_NO_SIGNS = str.maketrans(dict.fromkeys(SIGNS))


@lru_cache(maxsize=1 << 11)
def squeeze(token: str) -> str:
    """Give the form under which two spellings are simply equal: `text.fold` without the signs inside.

    >>> squeeze("Касым-Жомарт") == squeeze("КАСЫМЖОМАРТ")
    True
    """
    # Once more before: NFKC makes an accent of the sign in Mar´yana.
    folded = fold(unicodedata.normalize("NFKC", nfc(token.translate(_NO_SIGNS))))
    return nfc(folded.translate(_NO_SIGNS))


@lru_cache(maxsize=1 << 11)
def plain(token: str) -> str:
    """Give `squeeze` without the accents of Latin letters, which Cyrillic letters keep (й is not и).

    >>> plain("Kemelūly"), plain("Николай"), plain("oğlu")
    ('kemeluly', 'николай', 'oglu')
    """
    return "".join(_bare(letter) for letter in squeeze(token))


@lru_cache(maxsize=1 << 12)
def _bare(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    if letter in "ıł":
        return {"ı": "i", "ł": "l"}[letter]
    return base if "a" <= base <= "z" else letter
