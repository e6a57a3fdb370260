"""Folding: which differences between two written forms never matter for looking a name up."""

import re
from functools import lru_cache

from kzling.text.nfc import nfc

# One hyphen, one apostrophe, one space; Russian writes ё or е as it pleases.
_UNIFIED = str.maketrans(
    {**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("’ʼʻ‘`´ʹ", "'"), "\u00a0": " ", "ё": "е", "ک": "ك"}
)
# Kazakh in Arabic script has a hamza before words with front vowels, which falls off where an ending tells them.
_HAMZA = re.compile(r"(?<!\w)[\u0674\u0621](?=\w)")
#: Letters, as a set for `re`, that stay one letter, by themselves, whether made small, folded or normalised: no İ, ß,
#: ŉ or ſ, no marks.
PLAIN_LETTERS = "0-9A-Za-zÀ-ÖØ-Þà-öø-\u012f\u0134-\u0137\u0139-\u0148\u014a-\u017e\u0400-\u0481\u048a-\u04ff"
# Most names have no others, so that small letters and one look for what is unified are enough.
_PLAIN = re.compile(f"[ -~’ʼʻ‘{PLAIN_LETTERS}]*")
_TO_UNIFY = re.compile("[’ʼʻ‘`ё]")
#: Longer texts are no names: they are folded each time anew, lest whole articles are kept in memory.
_LONGEST_KEPT = 120


def fold(text: str) -> str:
    """Give the form under which a name is looked up; letters keep their script and their diacritics.

    >>> fold("НҰР‑СҰЛТАН"), fold("Горбачёв"), fold("ٴاليا")
    ('нұр-сұлтан', 'горбачев', 'اليا')
    """
    return _kept(text) if len(text) <= _LONGEST_KEPT else _folded(text)


def _folded(text: str) -> str:
    if _PLAIN.fullmatch(text):
        small = text.lower()
        return " ".join((small.translate(_UNIFIED) if _TO_UNIFY.search(small) else small).split())
    folded = nfc(text).casefold()
    # In a long text a look for each of a few characters is faster than a look at each of its characters.
    for char, plain in _UNIFIED.items():
        folded = folded.replace(chr(char), plain)
    if "\u0674" in folded or "\u0621" in folded:
        folded = _HAMZA.sub("", folded)
    return " ".join(nfc(folded).split())


#: About 4 MB when full.
_kept = lru_cache(maxsize=1 << 14)(_folded)
