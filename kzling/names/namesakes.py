"""Which of several people of one name is meant: Николай II, George Bush Jr."""

import re
from functools import cache

from kzling import data
from kzling.names.arrangement import is_given
from kzling.names.generic import numeral
from kzling.names.keeping import LONGEST_KEPT
from kzling.names.shapes import SHAPES

# Numerals of one letter are initials as well: they count only behind a given name.
_ROMAN = "[IVXІХ]{2,6}|[IVXІ]"


def numbered(text: str) -> tuple[str, str]:
    """Take the number of a ruler, or "junior" or "senior", out of a name; "" if there is none.

    >>> numbered("Николай II"), numbered("Bush, George, Jr."), numbered("Putin V")
    (('Николай', '2'), ('Bush, George', 'junior'), ('Putin V', ''))
    """
    capitals = text.isupper()
    for found in _marks().finditer(text):
        start, end = found.span()
        number = _said(found, text[max(0, start - LONGEST_KEPT) : start].split()[-1], capitals=capitals)
        if number:
            return text[:start] + text[end:], number
    return text, ""


def _said(found: re.Match[str], before: str, *, capitals: bool) -> str:
    """Give which one a mark behind a word says, "" if it may be a name or an initial itself: XI JINPING, Putin V."""
    if not found["roman"]:
        return "junior" if found["junior"] else "senior"
    if capitals or (len(found["roman"]) == 1 and not is_given(before)):
        return ""
    return numeral(found["roman"])


@cache
def _marks() -> re.Pattern[str]:
    said = data.read_yaml(SHAPES)["generations"]
    words = "(?i:" + "|".join(f"(?P<{name}>{'|'.join(said[name].split())})" for name in ("junior", "senior")) + ")"
    # "Иванов, старший лейтенант" is no elder one: the words stand at the end, numerals also before a family name.
    mark = rf"(?P<roman>{_ROMAN})\.?(?=[\s,]|$)|{words}\.?(?=\s*(?:,|$))"
    return re.compile(rf"(?<=[^\s\-‐‑,])[\s\-‐‑,]+(?:{mark})")
