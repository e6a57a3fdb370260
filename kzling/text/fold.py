"""Folding: which differences between two written forms never matter for looking a name up."""

from functools import lru_cache

from kzling.text.nfc import nfc

# One hyphen, one apostrophe, one space; Russian writes ё or е as it pleases.
_UNIFIED = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("’ʼʻ‘`´ʹ", "'"), "\u00a0": " ", "ё": "е"})


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Give the form under which a name is looked up; letters keep their script and their diacritics.

    >>> fold("НҰР‑СҰЛТАН"), fold("Горбачёв")
    ('нұр-сұлтан', 'горбачев')
    """
    folded = nfc(text).casefold().translate(_UNIFIED)
    return " ".join(nfc(folded).split())
