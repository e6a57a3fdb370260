"""Which lines read like running text, not like labels, links or legal lines."""

from collections.abc import Sequence

import regex

# Limits were set by hand in November 2026 on pages made after the templates of the region's sites.
#: Prose: so many characters outside links, or so many that end as a sentence does.
_PROSE, _SENTENCE = 80, 40
_SENTENCE_END = regex.compile(r"[.!?…:;][»”\"')\]]*$")
_LEGAL = regex.compile(r"(?:©|\(c\)|copyright\b)", regex.IGNORECASE)


def is_prose(line: str, free: float) -> bool:
    """Say whether a line is prose.

    Args:
        line: the line.
        free: how many of its characters are outside links.

    >>> is_prose("It snowed in Kostanay on Monday, and on Tuesday.", 48), is_prose("All news of the day", 19)
    (True, False)
    """
    if free < _SENTENCE or _LEGAL.match(line):
        return False
    return free >= _PROSE or _SENTENCE_END.search(line) is not None


def prose_of(lines: Sequence[str], free: Sequence[int]) -> list[int]:
    """Give the numbers of the lines of prose; on a page without any, those of all lines.

    >>> prose_of(["Home", "Snow"], [0, 4])
    [0, 1]
    """
    found = [number for number, line in enumerate(lines) if is_prose(line, free[number])]
    return found or list(range(len(lines)))
