"""Elements of Turkic given names, in all spellings: Нұр- and -бек make more names than any list has."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from kzling import data
from kzling.names.folding import squeeze

ELEMENTS = "names/elements.yml"

# The rest of a name beside a first or last element has so many letters at least.
_REST = 3


class _Elements(NamedTuple):
    """Elements at the start and at the end of names with the sex that they say; "u" for none."""

    first: dict[str, str]
    last: dict[str, str]


def split(small: str) -> Iterator[tuple[str, str]]:
    """Give what a squeezed token is beside an element, "" if that is one too, each with the sex that the end says.

    >>> list(split("нұрбек")), list(split("қайыргүл")), list(split("токаев"))
    ([('', 'm')], [('қайыр', 'f')], [])
    """
    first, last = _elements()
    for at in range(2, len(small) - 1):
        start, end = small[:at], small[at:]
        if end in last and (start in first or len(start) >= _REST):
            yield "" if start in first else start, last[end]
        elif start in first and len(end) > _REST:
            yield end, "u"


@cache
def _elements() -> _Elements:
    raw: Any = data.read_yaml(ELEMENTS)
    return _Elements(_said(raw["first"]), _said(raw["last"]))


def _said(languages: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in (entry for entries in languages.values() for entry in entries):
        for small in map(squeeze, entry["spellings"]):
            # Elements of two languages that differ in sex say none.
            found[small] = entry["sex"] if found.get(small, entry["sex"]) == entry["sex"] else "u"
    return found
