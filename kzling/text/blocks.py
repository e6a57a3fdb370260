"""The blocks of Unicode that most texts of the region keep to, and patterns that read them faster.

Scanning is most of the work on a word, and the standard library's `re` is fast with a set of characters written out,
slow with a class such as "letters". So patterns come in two forms: a general one, and one for texts in these blocks
alone (Latin, Greek, Cyrillic and Armenian letters, common signs, no combining marks). Both read such a text alike.
The five characters of these blocks that NFC replaces (Greek numeral sign, question mark and middle dot, and two
spaces) are left out, so that such a text is in NFC.
"""

import re
from collections.abc import Callable

#: Anything outside these blocks.
_OUTSIDE = re.compile(
    "[^\x00-\u02ff\u0370-\u0373\u0375-\u037d\u037f-\u0386\u0388-\u0482\u048a-\u058f\u2002-\u206f\u20a0-\u20bf\u2116]"
)
_INSIDE = [chr(code) for code in (*range(0x300), *range(0x370, 0x483), *range(0x48A, 0x590))]


def plain(text: str) -> bool:
    """Say whether a text keeps to these blocks.

    >>> plain("№ 5, «Тоқаев» — Tokayev"), plain("توقاەۆ"), plain("и\\u0306")
    (True, False, False)
    """
    return _OUTSIDE.search(text) is None


def spelt_out(belongs: Callable[[str], object]) -> str:
    """Give, as a set for `re`, the characters of these blocks for which a condition holds."""
    return f"[{re.escape(''.join(char for char in _INSIDE if belongs(char)))}]"
