"""The patterns of resources/cleaning/, joined over all languages, since a page mixes them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import regex

from kzling import data
from kzling.errors import InvalidResource

# A person's name of two to four parts, the first letter of each a capital, initials allowed.
_NAME = r"(?-i:\p{Lu}[\p{L}\p{M}'’.-]*(?: \p{Lu}[\p{L}\p{M}'’.-]*){1,3}?)"
# Matches nothing.
_NEVER = "(?!)"
# A letter that no pattern names.
_ANYTHING = "Ꚙ" * 8

#: A line is told by so many characters at its start and end. Of these so many are remembered: those of common lines.
_EDGE, _MOST_EDGES = 4, 1 << 11
#: So many lines up to this length are remembered: those of some pages, and the furniture that they share.
_MOST_LINES, _SHORT = 1 << 11, 300

# In the source of a pattern: groups and sets without others in them, what may be absent, an escaped plus.
_NESTED = re.compile(r"\((?:[^()\\]|\\.)*\)|\[(?:[^\]\\]|\\.)*\]")
_VARIABLE = re.compile(r"\\.|.(?:[?*+]|\{[^}]*\})")
_PLUS = "\0"
# The parts of a pattern: sets of ASCII signs alone and escaped signs, neither absent at times, and any others.
_SIGN = "[!-,./:-@{-~]"
_PARTS = re.compile(rf"(?s)(?:\[(?P<set>{_SIGN}+)\]|\\(?P<sign>{_SIGN}))(?![?*{{])|\\.|\[(?:[^\]\\]|\\.)*\]|.")

#: A byline without "by" is a person's name of two or three parts, alone or with a paper or place behind a comma.
BARE_BYLINE = regex.compile(
    r"(?P<name>\p{Lu}[\p{Ll}\p{M}]+(?:-\p{Lu}\p{Ll}+)?(?: \p{Lu}[\p{Ll}\p{M}]+(?:-\p{Lu}\p{Ll}+)?){1,2})"
    r"(?:\.|, [^.!?]{2,30})?"
)


#: The tables of patterns: of single lines, of what begins the end of a page, of headings of lists of links.
TABLES = ("lines", "tails", "headings")


@dataclass(frozen=True)
class Patterns:
    """Compiled patterns; each matches a whole trimmed line, case aside."""

    lines: "Table"
    tails: "Table"
    headings: "Table"
    suspicion: "Suspicion"
    byline: regex.Pattern[str]
    months: frozenset[str]
    weekdays: frozenset[str]

    def kind(self, table: str, line: str) -> str | None:
        """Give the kind whose pattern in `table` ("lines", "tails", "headings") matches the line."""
        if table not in self.suspicion.of(line):
            return None
        # Furniture is the same from page to page.
        return self._kept(table, line) if len(line) <= _SHORT else self._kind(table, line)

    @cached_property
    def _kept(self) -> Callable[[str, str], str | None]:
        return lru_cache(maxsize=_MOST_LINES)(self._kind)

    def _kind(self, table: str, line: str) -> str | None:
        known: Table = getattr(self, table)
        if not known.any.fit(line):
            return None
        return next((kind for kind, own in known.kinds.items() if own.fit(line)), None)

    @cached_property
    def month_words(self) -> frozenset[str]:
        """The months, in full and cut to three letters as navigation shows them."""
        return self.months | {month[:3] for month in self.months}

    @cached_property
    def begins_calendar(self) -> Callable[[str], bool]:
        """Say whether three characters may begin a row of a calendar: a number, a sign, or a month or weekday."""
        words = self.months | self.weekdays
        starts = frozenset(word[:length] for word in words for length in (2, 3))

        @lru_cache(maxsize=_MOST_EDGES)
        def begins(start: str) -> bool:
            # Two common Latin or Cyrillic letters begin a word.
            word = len(start) > 1 and all(char < "ԯ" and char.isalpha() for char in start[:2])
            small = start.lower()
            return not word or (small if len(small) == 3 and small.isalpha() else start[:2].lower()) in starts

        return begins


class Alternatives(NamedTuple):
    """Patterns joined by what tells them soon: their starts, else their ends, else strings within them."""

    by_start: regex.Pattern[str]
    by_end: regex.Pattern[str]
    open: tuple["Open", ...]

    def fit(self, line: str) -> bool:
        """Say whether any of them matches the whole line."""
        return bool(self.by_start.fullmatch(line) or self.by_end.fullmatch(line)) or self.fit_open(line)

    def fit_open(self, line: str) -> bool:
        """Say whether a pattern that is open at both ends matches the whole line."""
        return any(own.fit(line) for own in self.open)


class Open(NamedTuple):
    """Patterns that may begin and end with anything; each match has a sign of every set and all of the strings."""

    signs: tuple[str, ...]
    strings: tuple[str, ...]
    pattern: regex.Pattern[str]

    def fit(self, line: str) -> bool:
        """Say whether one of the patterns matches the whole line."""
        for signs in self.signs:
            if not any(map(line.__contains__, signs)):
                return False
        folded = line.casefold() if self.strings else ""
        return all(map(folded.__contains__, self.strings)) and self.pattern.fullmatch(line) is not None


class Suspicion:
    """Tells at once most lines that no pattern matches, from their first and last characters.

    The pattern engine says whether a few characters can go on to a match, and since lines begin and end alike, what
    it said is remembered.
    """

    def __init__(self, tables: Mapping[str, Alternatives]) -> None:
        opened = [(key, own) for key, own in tables.items() if own.open]

        @lru_cache(maxsize=_MOST_EDGES)
        def begun(start: str) -> frozenset[str]:
            return frozenset(key for key, own in tables.items() if own.by_start.fullmatch(start, partial=True))

        @lru_cache(maxsize=_MOST_EDGES)
        def ended(end: str) -> frozenset[str]:
            return frozenset(key for key, own in tables.items() if own.by_end.fullmatch(end, partial=True))

        def of(line: str) -> frozenset[str]:
            within = [key for key, own in opened if own.fit_open(line)]
            return (begun(line[:_EDGE]) | ended(line[-_EDGE:])).union(within)

        self._of = of
        # Each table asks about the lines of a page again.
        self._of_short = lru_cache(maxsize=_MOST_LINES)(of)

    def of(self, line: str) -> frozenset[str]:
        """Give the tables that may have a pattern for a line; the others have none."""
        return self._of_short(line) if len(line) <= _SHORT else self._of(line)


class Table(NamedTuple):
    """Patterns by kind, and all of them in one: most lines are of no kind, which is then said at once."""

    any: Alternatives
    kinds: Mapping[str, Alternatives]


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """Load and compile all languages once."""
    files = {path: data.read_yaml(path) for path in data.names("cleaning")}
    lines, tails, headings = (_table(files, key) for key in TABLES)
    return Patterns(
        lines=lines,
        tails=tails,
        headings=headings,
        suspicion=Suspicion({"lines": lines.any, "tails": tails.any, "headings": headings.any}),
        byline=_compiled("bylines", [p for table in files.values() for p in table.get("bylines", ())]),
        months=frozenset(word for table in files.values() for word in table.get("months", ())),
        weekdays=frozenset(word for table in files.values() for word in table.get("weekdays", ())),
    )


def _table(files: Mapping[str, Any], key: str) -> Table:
    kinds = sorted({kind for table in files.values() for kind in table.get(key, {})})
    sources = {kind: [p for table in files.values() for p in table.get(key, {}).get(kind, ())] for kind in kinds}
    return Table(
        _alternatives(key, [source for own in sources.values() for source in own]),
        {kind: _alternatives(f"{key}.{kind}", own) for kind, own in sources.items()},
    )


def _alternatives(where: str, sources: list[str]) -> Alternatives:
    by_start = [source for source in sources if not _open(source)]
    by_end = [source for source in sources if _open(source) and not _open(source, regex.REVERSE)]
    others: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for source in sources:
        if _open(source) and _open(source, regex.REVERSE):
            others.setdefault((_signs(source), _literals(source)), []).append(source)
    return Alternatives(
        _compiled(where, by_start or [_NEVER]),
        _compiled(where, by_end or [_NEVER], regex.REVERSE),
        tuple(Open(*told, _compiled(where, own)) for told, own in others.items()),
    )


@lru_cache
def _open(source: str, flags: int = 0) -> bool:
    """Say whether a pattern may begin (with REVERSE: end) with anything."""
    return _compiled(source, [source], flags).fullmatch(_ANYTHING, partial=True) is not None


def _signs(source: str) -> tuple[str, ...]:
    """Give sets of signs of which each match has one; none of a pattern with alternatives at its top.

    >>> _signs(r"[a-z ]{2,9}[:|](?:vk|ok)[.]?"), _signs(r".{0,80}ctrl ?\\+ ?enter")
    ((':|',), ('+',))
    """
    depth = 0
    found: list[str] = []
    for part in _PARTS.finditer(source):
        depth += {"(": 1, ")": -1}.get(part.group(), 0)
        if depth == 0 and part.group() == "|":
            return ()
        if depth == 0 and (signs := part["set"] or part["sign"]):
            found.append(signs)
    return tuple(found)


def _literals(source: str) -> tuple[str, ...]:
    """Give strings that stand in every match, case folded; none of a pattern with alternatives at its top.

    >>> _literals(r".{0,80}(strg|ctrl) ?\\+ ?enter.{0,20}")
    ('+', 'enter')
    """
    rest = source.replace(r"\+", _PLUS)
    while rest != (rest := _NESTED.sub(" ", rest)):
        pass
    if "|" in rest:
        return ()
    # The engine takes the dotted and the dotless letters of Turkish for one `i`: it is never part of a string.
    parts = re.split(rf"[^\w{_PLUS}]+|[iı_]+", _VARIABLE.sub(" ", rest).casefold())
    return tuple(part.replace(_PLUS, "+") for part in parts if part)


def _compiled(where: str, sources: list[str], flags: int = 0) -> regex.Pattern[str]:
    # `NAME` is a placeholder in bylines only; all groups but `name` are there for grouping alone.
    joined = "|".join(f"(?:{source.replace('NAME', _NAME)})" for source in sources)
    try:
        return regex.compile(joined, regex.IGNORECASE | flags)
    except regex.error as error:
        raise InvalidResource(f"resources/cleaning: a pattern under {where} is broken: {error}") from error
