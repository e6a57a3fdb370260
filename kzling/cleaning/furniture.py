"""Which lines of a page are furniture, and of what kind.

The rules look at one page alone: patterns of single lines, headings with lists of links, a comment block at the
end, calendars, lines that stand twice, a first sentence repeated and cut. A body sentence is kept in doubt.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import regex

from kzling.cleaning.patterns import TABLES, Patterns, patterns

# The lengths and shares below were set by hand in November 2026 on the templates of the region's sites.
#: Furniture lines are short; longer lines are never looked at by the patterns.
_LONGEST = 260
#: A title that is repeated stands among the first lines.
_TOP = 6
#: What may stand before a repeated title, fused to it: the name of a section ("News").
_LONGEST_SECTION = 30
#: Shorter lines than these may well recur in a body ("Yes.", "* * *").
_SHORTEST_REPEAT = 20
_SHORTEST_TEASER = 30
#: Lines are compared with a teaser only if they begin with the same characters, and so many of them at most.
_TEASER_KEY, _MOST_ALIKE = 20, 20
#: This much of a teaser begins another line; the rest may differ, since translators meet it twice.
_TEASER_SHARE = 0.8
#: A title of a link is a short line without a full stop.
_LONGEST_LINK = 150
#: A row of labels and counters: "Print | Read: 318 times", "1 204 views 20 comments".
_LONGEST_ROW = 120
_ROW = regex.compile(r"\s*[|•·/]\s*|(?<=\p{L}|\)) (?=\d)|(?<=\d) (?=\p{Lu})")
# What a row has at least, in ranges that `re` scans fast: a bar or a digit; of other blocks anything goes.
_ROW_SIGN = re.compile("[|•·/0-9]|[^\x00-\u052f\u2010-\u2027\u2030-\u205e]")
#: A comment block begins behind this share of the page's characters.
_TAIL_FROM = 0.4

#: Rows of tags stand within so many filled lines of the top or the end, with so many items or more.
_TAG_LINES = 10
_FEWEST_TAGS = 4
_TAG = regex.compile(r"[\p{Lu}\d][\p{L}\p{M}\d'’-]*(?: [\p{L}\d][\p{L}\p{M}\d'’-]*){0,2}")

_SENTENCE_END = (".", "!", "?", "…", ":", ";", "»", "”", '"')
_WORDS = regex.compile(r"\p{L}+")
_NUMBER_ROW = regex.compile(r"[•\s]*+\d[•\s\d]*+")
_CUT_MARKS = ("...", "…")
_CUT = regex.compile(r"\s*(?:\.\.\.|…)$")
_NAVIGATION = regex.compile(r"[•«»\"\s←→<>]*+\p{L}++[•«»\"\s←→<>]*+(?:\d{4}[•«»\"\s←→<>]*+)?")


class _Page(NamedTuple):
    """The lines of a page, and what each rule asks about them."""

    lines: Sequence[str]
    filled: Sequence[int]  # the numbers of the lines that are not empty
    known: frozenset[int]
    suspects: Mapping[str, frozenset[int]]  # the lines that a pattern may match, by the table of patterns


def furniture(lines: Sequence[str], *, known: frozenset[int] = frozenset()) -> dict[int, str]:
    """Give line number -> kind for the lines (trimmed, some may be empty) that are furniture.

    `known` are lines that were furniture already and are empty here: a list of links ends with them.
    """
    filled = [number for number, line in enumerate(lines) if line]
    suspicions = [(number, found) for number in filled if (found := patterns().suspicion.of(lines[number]))]
    suspects = {key: frozenset(number for number, found in suspicions if key in found) for key in TABLES}
    page = _Page(lines, filled, known, suspects)
    kinds: dict[int, str] = {}
    for rule in (_titles, _repeats, _teasers, _calendar, _links, _single_lines, _tags, _tail):
        for number, kind in rule(page).items():
            kinds.setdefault(number, kind)
    return kinds


def is_dateline(line: str) -> bool:
    """Say whether a line is only a date, such as "Monday, April 25, 2022" or "6 наурыз 2022, 10:15"."""
    if len(line) > 60 or not any(c.isdigit() for c in line):
        return False
    table = patterns()
    words = [word.lower() for word in _WORDS.findall(line)]
    stems = {month[:3] for month in table.months}
    return len(words) <= 5 and all(len(word) < 3 or word[:3] in stems or word in table.weekdays for word in words)


def _titles(page: _Page) -> dict[int, str]:
    lines, filled = page.lines, page.filled
    if not filled:
        return {}
    for other in filled[1:_TOP]:
        longer, shorter = (filled[0], other) if len(lines[filled[0]]) > len(lines[other]) else (other, filled[0])
        fused = lines[longer].endswith(lines[shorter]) and len(lines[shorter]) >= _SHORTEST_REPEAT
        if fused and len(lines[longer]) - len(lines[shorter]) <= _LONGEST_SECTION:
            return {longer: "repeated_title"}
    return {}


def _repeats(page: _Page) -> dict[int, str]:
    if len({page.lines[number] for number in page.filled}) == len(page.filled):
        return {}
    seen: set[str] = set()
    found: dict[int, str] = {}
    last = ""
    for number in page.filled:
        line = page.lines[number]
        # A sentence may come again in a body, as a refrain; right below itself it is a repeated caption.
        if (
            len(line) >= _SHORTEST_REPEAT
            and line in seen
            and (line == last or not line.endswith((".", "!", "?", "…")))
        ):
            found[number] = "repeated_caption"
        seen.add(line)
        last = line
    return found


def _teasers(page: _Page) -> dict[int, str]:
    lines, filled = page.lines, page.filled
    cut = [number for number in filled if lines[number].endswith(_CUT_MARKS)]
    if not cut:
        return {}
    by_start: dict[str, list[int]] = defaultdict(list)
    for number in filled:
        if len(by_start[lines[number][:_TEASER_KEY]]) < _MOST_ALIKE:
            by_start[lines[number][:_TEASER_KEY]].append(number)
    found: dict[int, str] = {}
    for number in cut:
        start = _CUT.sub("", lines[number])
        if len(start) < _SHORTEST_TEASER:
            continue
        longer = (lines[n] for n in by_start[start[:_TEASER_KEY]] if len(lines[n]) > len(lines[number]))
        if any(_common(start, line) >= _TEASER_SHARE * len(start) for line in longer):
            found[number] = "teaser"
    return found


def _common(one: str, other: str) -> int:
    """Count the characters at the start that two lines share."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _calendar(page: _Page) -> dict[int, str]:
    table = patterns()
    lines, begins = page.lines, table.begins_calendar
    rows = {number for number in page.filled if begins(lines[number][:3]) and _calendar_row(lines[number], table)}
    if not rows:
        return {}
    found: dict[int, str] = {}
    block: list[int] = []
    for number in [*page.filled, len(lines)]:
        if number in rows:
            block.append(number)
            continue
        if any(_weekday_row(lines[n], table) for n in block):
            found |= dict.fromkeys(block, "calendar")
        block = []
    return found


def _calendar_row(line: str, table: Patterns) -> bool:
    if _NUMBER_ROW.fullmatch(line) or _weekday_row(line, table):
        return True
    small = line.lower()
    # The first word tells most lines of prose; the others are not looked for then.
    if _first_word(small) not in table.month_words:
        return False
    # Navigation shows months in full or cut to three letters: "« Sep", "May 2024".
    return len(_WORDS.findall(small)) == 1 and _NAVIGATION.fullmatch(line) is not None


def _weekday_row(line: str, table: Patterns) -> bool:
    small = line.lower()
    if _first_word(small) not in table.weekdays:
        return False
    words = _WORDS.findall(small)
    return len(words) >= 5 and all(word in table.weekdays for word in words)


def _first_word(line: str) -> str:
    found = _WORDS.search(line)
    return found.group() if found else ""


def _links(page: _Page) -> dict[int, str]:
    table, lines, known, suspects = patterns(), page.lines, page.known, page.suspects["headings"]
    if not suspects:
        return {}
    found: dict[int, str] = {}
    below: str | None = None  # the kind of the heading that the lines stand below
    for number in sorted({*page.filled, *known}) if known else page.filled:
        line = lines[number]
        if number in known:
            below = None
            continue
        heading = table.kind("headings", line) if number in suspects and len(line) <= _LONGEST else None
        below = heading or (None if len(line) > _LONGEST_LINK or line.endswith(_SENTENCE_END) else below)
        if below:
            found[number] = below
    return found


def _single_lines(page: _Page) -> dict[int, str]:
    table, suspects = patterns(), page.suspects["lines"]
    found: dict[int, str] = {}
    for number in page.filled:
        line = page.lines[number]
        kind = table.kind("lines", line) if number in suspects and len(line) <= _LONGEST else None
        if kind := kind or _row_kind(line, table):
            found[number] = kind
    return found


def _row_kind(line: str, table: Patterns) -> str | None:
    """Give the kind of a row of labels and counters if each of them is furniture by itself."""
    if len(line) > _LONGEST_ROW or not (_ROW_SIGN.search(line) and _ROW.search(line)):
        return None
    kinds = [table.kind("lines", part) for part in _ROW.split(line) if part]
    return kinds[0] if kinds and all(kinds) else None


def _tags(page: _Page) -> dict[int, str]:
    """Find rows of tags without a label: a list of short capitalised items at the top or the end of a page."""
    lines, filled = page.lines, page.filled
    edges = filled if len(filled) <= 2 * _TAG_LINES else [*filled[:_TAG_LINES], *filled[-_TAG_LINES:]]
    listed = [number for number in edges if lines[number].count(", ") >= _FEWEST_TAGS - 1]
    return {number: "tags" for number in listed if _is_tags(lines[number])}


def _is_tags(line: str) -> bool:
    return len(line) <= _LONGEST and all(_TAG.fullmatch(item) for item in line.split(", "))


def _tail(page: _Page) -> dict[int, str]:
    table, lines, filled, suspects = patterns(), page.lines, page.filled, page.suspects["tails"]
    if not suspects:
        return {}
    total = sum(len(lines[number]) for number in filled)
    before = 0
    for position, number in enumerate(filled):
        late = number in suspects and before >= _TAIL_FROM * total
        kind = table.kind("tails", lines[number]) if late else None
        if kind:
            return dict.fromkeys(filled[position:], kind)
        before += len(lines[number])
    return {}
