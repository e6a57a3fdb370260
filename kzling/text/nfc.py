"""NFC in linear time: sorting one letter's thousands of marks, which no writing system has, would take hours."""

import unicodedata

import regex

#: The longest run of marks that is normalised as a whole (that of Unicode's stream-safe text format, UAX 15).
LONGEST_RUN = 30

_LONG = regex.compile(rf"\p{{M}}{{{LONGEST_RUN + 1}}}")
_PIECES = regex.compile(rf"\P{{M}}+\p{{M}}{{0,{LONGEST_RUN}}}|\p{{M}}{{1,{LONGEST_RUN}}}")


def nfc(text: str) -> str:
    """Give a text in NFC; runs of more than 30 marks are normalised piece by piece.

    >>> nfc("и\\u0306")
    'й'
    """
    if not _LONG.search(text):
        return unicodedata.normalize("NFC", text)
    return "".join(unicodedata.normalize("NFC", piece) for piece in _PIECES.findall(text))


def is_nfc(text: str) -> bool:
    """Say whether a text is in NFC and has no run of more than 30 marks."""
    return not _LONG.search(text) and unicodedata.is_normalized("NFC", text)
