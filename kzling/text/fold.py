"""Folding: which differences between two written forms never matter for looking a name up."""

from functools import lru_cache

from kzling.text.nfc import nfc

# One hyphen, one apostrophe, one space; Russian writes ё or е as it pleases.
_UNIFIED = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("’ʼʻ‘`´ʹ", "'"), "\u00a0": " ", "ё": "е"})
#: Longer texts are no names: they are folded each time anew, lest whole articles are kept in memory.
_LONGEST_KEPT = 120


def fold(text: str) -> str:
    """Give the form under which a name is looked up; letters keep their script and their diacritics.

    >>> fold("НҰР‑СҰЛТАН"), fold("Горбачёв")
    ('нұр-сұлтан', 'горбачев')
    """
    return _kept(text) if len(text) <= _LONGEST_KEPT else _folded(text)


def _folded(text: str) -> str:
    folded = nfc(text).casefold()
    # In a long text a look for each of a few characters is faster than a look at each of its characters.
    for char, plain in _UNIFIED.items():
        folded = folded.replace(chr(char), plain)
    return " ".join(nfc(folded).split())


#: About 1 MB when full.
_kept = lru_cache(maxsize=1 << 14)(_folded)
