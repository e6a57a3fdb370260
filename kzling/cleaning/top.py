"""What the first and last lines of an article say: its title, who wrote it, and when."""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from kzling.cleaning.furniture import is_dateline
from kzling.cleaning.patterns import BARE_BYLINE, patterns
from kzling.language.dates import written_time

# Limits were set by hand in November 2026 on the templates of the region's sites.
#: Bylines stand among the first lines, those without "by" right below the title and its captions; signatures among
#: the last lines.
_TOP, _BELOW_TITLE, _LAST = 12, 6, 2
_LONGEST_TITLE, _LONGEST_BYLINE, _LONGEST_DATELINE = 200, 100, 80
#: The title is one of so many first lines, the date stands in one of those.
_TITLE_LINES, _DATE_LINES = 3, 8
#: A date with its weekday, time, zone and place has so many words at most; a sentence has more.
_MOST_WORDS = 6
#: Between the date, the author and the place of one line.
_PARTS = regex.compile(r"\s+[|·•—–-]\s+|(?<=[\p{L}\d)])\.\s+(?=\p{Lu})|\s*\|\s*")
_SENTENCE_END = (".", "!", "?", "…")


class Author(NamedTuple):
    """An author's name, at `start`:`end` of line number `line`."""

    line: int
    start: int
    end: int
    name: str


def title_of(lines: Sequence[str]) -> str | None:
    """Give the title: a line near the top that is no date, sentence or byline.

    >>> title_of(["6 March 2022", "Snow in Kostanay", "It snowed."])
    'Snow in Kostanay'
    """
    for line in lines[:_TITLE_LINES]:
        if len(line) > _LONGEST_TITLE or line.endswith((".", ":", "…", "]")) or _signed(line):
            return None
        if not is_dateline(line):
            return line
    return None


def author_of(lines: Sequence[str], title: str | None) -> Author | None:
    """Give the author of a byline near the top, else of a signature below the last sentence.

    Args:
        lines: the lines of the article.
        title: its title; without one a name alone is no byline.

    >>> author_of(["Snow in Kostanay", "Text: Aigul Sadyk", "It snowed."], "Snow in Kostanay").name
    'Aigul Sadyk'
    """
    top = list(enumerate(lines[:_TOP]))
    end = list(enumerate(lines))[max(_TOP, len(lines) - _LAST) :]
    if found := _first(top, signed=True):
        return found
    below_title = [(number, line) for number, line in top[:_BELOW_TITLE] if line != title]
    if title is not None and (found := _first(below_title, signed=False)):
        return found
    if found := _first(end, signed=True):
        return found
    if title is not None and len(lines) > _TITLE_LINES and lines[-2].endswith(_SENTENCE_END):
        return _first([(len(lines) - 1, lines[-1])], signed=False)
    return None


def _first(numbered: Sequence[tuple[int, str]], *, signed: bool) -> Author | None:
    for number, line in numbered:
        name = _signed(line) if signed else _bare(line)
        if name:
            start = line.index(name)
            return Author(number, start, start + len(name), name)
    return None


def _signed(line: str) -> str | None:
    match = patterns().byline.fullmatch(line) if len(line) <= _LONGEST_BYLINE else None
    return match.group("name").rstrip(".") if match else None


def _bare(line: str) -> str | None:
    match = BARE_BYLINE.fullmatch(line)
    return match.group("name") if match else None


def date_of(lines: Sequence[str], *, language: str | None = None) -> str | None:
    """Give the date of the article as "YYYY-MM-DDTHH:MM:SSZ", from the first short line that is a dateline.

    Beside the date there may be a place, an author or the time of a change, but no sentence.

    Args:
        lines: the lines of the article; the first ones are looked at.
        language: BCP 47 code, for words that mean different months.

    >>> date_of(["Snow in Kostanay", "6 March 2022. Updated on 7 March 2022", "It snowed."])
    '2022-03-06T00:00:00Z'
    >>> date_of(["Snow in Kostanay", "On 6 March 2022 it snowed in Kostanay all day."]) is None
    True
    """
    for line in lines[:_DATE_LINES]:
        if len(line) > _LONGEST_DATELINE or not any(c.isdigit() for c in line):
            continue
        for part in (line, *_PARTS.split(line)):
            words = sum(any(c.isalpha() for c in word) for word in part.split())
            time = written_time(part, language=language) if words <= _MOST_WORDS else None
            if time:
                return time
    return None
