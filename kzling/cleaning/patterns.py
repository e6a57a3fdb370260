"""The patterns of resources/cleaning/, joined over all languages, since a page mixes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from kzling import data
from kzling.errors import InvalidResource

# A person's name of two to four parts, the first letter of each a capital, initials allowed.
_NAME = r"(?-i:\p{Lu}[\p{L}\p{M}'’.-]*(?: \p{Lu}[\p{L}\p{M}'’.-]*){1,3}?)"


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled patterns; each matches a whole trimmed line, case aside."""

    lines: Mapping[str, regex.Pattern[str]]
    tails: Mapping[str, regex.Pattern[str]]
    headings: Mapping[str, regex.Pattern[str]]
    byline: regex.Pattern[str]
    months: frozenset[str]
    weekdays: frozenset[str]

    def kind(self, table: str, line: str) -> str | None:
        """Give the kind whose pattern in `table` ("lines", "tails", "headings") matches the line."""
        patterns: Mapping[str, regex.Pattern[str]] = getattr(self, table)
        return next((kind for kind, pattern in patterns.items() if pattern.fullmatch(line)), None)


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """Load and compile all languages once."""
    files = {path: data.read_yaml(path) for path in data.names("cleaning")}
    return Patterns(
        lines=_tables(files, "lines"),
        tails=_tables(files, "tails"),
        headings=_tables(files, "headings"),
        byline=_compiled("bylines", [p for table in files.values() for p in table.get("bylines", ())]),
        months=frozenset(word for table in files.values() for word in table.get("months", ())),
        weekdays=frozenset(word for table in files.values() for word in table.get("weekdays", ())),
    )


def _tables(files: Mapping[str, Any], key: str) -> dict[str, regex.Pattern[str]]:
    kinds = sorted({kind for table in files.values() for kind in table.get(key, {})})
    return {
        kind: _compiled(f"{key}.{kind}", [p for table in files.values() for p in table.get(key, {}).get(kind, ())])
        for kind in kinds
    }


def _compiled(where: str, sources: list[str]) -> regex.Pattern[str]:
    # `NAME` is a placeholder in bylines only; all groups but `name` are there for grouping alone.
    joined = "|".join(f"(?:{source.replace('NAME', _NAME)})" for source in sources)
    try:
        return regex.compile(joined, regex.IGNORECASE)
    except regex.error as error:
        raise InvalidResource(f"resources/cleaning: a pattern under {where} is broken: {error}") from error
