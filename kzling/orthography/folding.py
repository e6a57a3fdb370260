"""What is left of a spelling where diacritics and apostrophes do not count (Ławrow: Lawrow, Kolʹčugin: Kolcugin)."""

import unicodedata
from functools import lru_cache

from kzling.orthography.table import APOSTROPHES

_APOSTROPHE = "'"
_SIGNS = dict.fromkeys([*APOSTROPHES, "ʹ", "′"], _APOSTROPHE)
_STROKES = {"ł": "l", "đ": "d", "ı": "i", "ø": "o"}
_SILENT = str.maketrans("", "", _APOSTROPHE + "ʺ″”")


class _Letters(dict[int, str]):
    """Code point -> its letter without diacritics, for `str.translate`; filled as letters are met."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        found = _SIGNS.get(char) or _STROKES.get(char) or unicodedata.normalize("NFD", char)[0]
        if len(self) < _KEPT:
            self[point] = found
        return found


_KEPT = 1 << 12
_LATIN = _Letters()
# In Cyrillic script only ё loses its dots: й is no и.
_CYRILLIC = {ord(sign): _APOSTROPHE for sign in _SIGNS} | {ord("ё"): "е"}


@lru_cache(maxsize=1 << 12)
def bare(small: str, script: str) -> str:
    """Give a spelling in small letters without diacritics, and with one kind of apostrophe; the length stays.

    >>> bare("žuravlʹ", "Latn"), bare("ёй", "Cyrl")
    ("zuravl'", 'ей')
    """
    if script == "Latn":
        return small.translate(_LATIN)
    return small.translate(_CYRILLIC) if script == "Cyrl" else small


@lru_cache(maxsize=1 << 12)
def folded(output: str, script: str) -> tuple[str, ...]:
    """Give what remains of an output where diacritics do not count, and where apostrophes are dropped as well.

    >>> folded("ž", "Latn"), folded("t’", "Latn"), folded("n͡g", "Latn")
    (('z',), ("t'", 't'), ('n͡g', 'ng'))
    """
    level = bare(output, script)
    loose = "".join(char for char in level if not unicodedata.combining(char))
    return tuple(dict.fromkeys((level, loose, loose.translate(_SILENT))))
