"""NFC in linear time: sorting one letter's thousands of marks, which no writing system has, would take hours."""

import re
import unicodedata

import regex

#: The longest run of marks that is normalised as a whole (that of Unicode's stream-safe text format, UAX 15).
LONGEST_RUN = 30

# Blocks without any mark, in a set that `re` scans fast: most texts hold nothing else and need no closer look.
_MAYBE_MARKED = re.compile("[^\x00-\u02ff\u0370-\u0482\u048a-\u0590\u2000-\u20cf\u2100-\u2bff]")
_LONG = regex.compile(rf"\p{{M}}{{{LONGEST_RUN + 1}}}")
_PIECES = regex.compile(rf"\P{{M}}+\p{{M}}{{0,{LONGEST_RUN}}}|\p{{M}}{{1,{LONGEST_RUN}}}")


def nfc(text: str) -> str:
    """Give a text in NFC; runs of more than 30 marks are normalised piece by piece.

    >>> nfc("и\\u0306")
    'й'
    """
    if text.isascii():
        return text
    if not _has_long_run(text):
        return unicodedata.normalize("NFC", text)
    return "".join(unicodedata.normalize("NFC", piece) for piece in _PIECES.findall(text))


def is_nfc(text: str) -> bool:
    """Say whether a text is in NFC and has no run of more than 30 marks."""
    return text.isascii() or (not _has_long_run(text) and unicodedata.is_normalized("NFC", text))


def _has_long_run(text: str) -> bool:
    first = _MAYBE_MARKED.search(text)
    return first is not None and _LONG.search(text, first.start()) is not None
