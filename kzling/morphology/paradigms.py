"""The case paradigms of resources/morphology/, compiled to tables of endings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import count, product
from typing import Any, NamedTuple

from kzling import data
from kzling.errors import InvalidResource

_FOLDER = "morphology"
_FILE_KEYS = {"language", "script", "consonants", "slots", "paradigms", "tests", "notes"}
_PARADIGM_KEYS = {"id", "ending", "cut", "sep", "add", "chains", "note"}


class Cut(NamedTuple):
    """How one ending is taken off: `stem` must remain before it, `tail` is then put back, `case` is what it was."""

    stem: str
    tail: str
    case: str


@dataclass(frozen=True, slots=True)
class Endings:
    """All endings of a language in one script, by their letters."""

    language: str
    script: str
    consonants: frozenset[str]
    cuts: Mapping[str, tuple[Cut, ...]]
    tests: tuple[tuple[str, str], ...]


class Ending(NamedTuple):
    """One cut of one language: `length` letters are taken off and `tail` is put back; see `Cut`.

    `after` is the letters of which one must stand before those (None: any). Lower `rank` comes first in an analysis.
    """

    rank: int
    length: int
    after: frozenset[str] | None
    tail: str
    language: str
    case: str


#: In `Cut.stem`: any consonant of the language.
CONSONANT = "C"


@lru_cache(maxsize=1)
def endings() -> tuple[Endings, ...]:
    """Give the compiled endings of every language and script, in the order of the file names.

    Raises:
        InvalidResource: a file breaks the format; the message names file and paradigm.
    """
    return tuple(map(_endings, _files()))


@cache
def endings_of(language: str | None, script: str) -> tuple[Endings, ...]:
    """Give the endings of a language (None: all) that are written in this script."""
    # A paradigm is compiled only where it is asked for.
    return tuple(
        _endings(path)
        for path, raw in _files().items()
        if raw["script"] == script and language in (None, raw["language"])
    )


@cache
def merged(language: str | None, script: str) -> tuple[Mapping[str, tuple[Ending, ...]], int]:
    """Give the endings of a language (None: all) by what a form with them ends in, and the most letters of that.

    These letters are what must stand before an ending and the ending itself, so that one look for each number of
    letters finds the endings of all languages. They rank language by language, the longest first.
    """
    found: dict[str, tuple[Ending, ...]] = {}
    rank = count()
    for table in endings_of(language, script):
        for ending in sorted(table.cuts, key=len, reverse=True):
            for cut in table.cuts[ending]:
                after, stem = (table.consonants, "") if cut.stem == CONSONANT else (None, cut.stem)
                row = Ending(next(rank), len(ending), after, cut.tail, table.language, cut.case)
                found[stem + ending] = (*found.get(stem + ending, ()), row)
    return found, max(map(len, found), default=0)


@lru_cache(maxsize=1)
def _files() -> Mapping[str, Mapping[str, Any]]:
    return {path: data.read_yaml(path) for path in data.names(_FOLDER)}


@cache
def _endings(path: str) -> Endings:
    return _compile(_files()[path], path)


def _compile(raw: Mapping[str, Any], path: str) -> Endings:
    unknown = sorted(set(raw) - _FILE_KEYS)
    if unknown:
        raise InvalidResource(f"resources/{path}: unknown key {unknown[0]}.")
    cuts: dict[str, tuple[Cut, ...]] = {}
    for paradigm in raw["paradigms"]:
        place = f"resources/{path}, paradigm {paradigm.get('id')}"
        unknown = sorted(set(paradigm) - _PARADIGM_KEYS)
        if unknown:
            raise InvalidResource(f"{place}: unknown key {unknown[0]}.")
        for ending, cut in _cuts(paradigm, raw.get("slots", {}), place):
            known = cuts.get(ending, ())
            if cut not in known:
                cuts[ending] = (*known, cut)
    return Endings(
        language=raw["language"],
        script=raw["script"],
        consonants=frozenset(raw.get("consonants", "")),
        cuts=cuts,
        tests=tuple((form, lemma) for form, lemma in raw["tests"]),
    )


def _cuts(paradigm: Mapping[str, Any], slots: Mapping[str, Any], place: str) -> Iterator[tuple[str, Cut]]:
    cut = paradigm.get("cut", 0)
    # Columns that differ elsewhere give many suffixes twice.
    rows = dict.fromkeys((case, suffix) for case, suffix in paradigm.get("add", ()))
    for chain in paradigm.get("chains", ()):
        rows |= dict.fromkeys(_chained(chain, slots, place))
    separators = paradigm.get("sep", [""])
    for lemma_ending in paradigm["ending"]:
        if lemma_ending == "*":
            stem, tail = "", ""
        else:
            if cut > len(lemma_ending):
                raise InvalidResource(f"{place}: cut {cut} is longer than the ending {lemma_ending}.")
            kept = len(lemma_ending) - cut
            stem, tail = lemma_ending[:kept], lemma_ending[kept:]
        cuts = {case: Cut(stem, tail, case) for case, _ in rows}
        for case, suffix in rows:
            for separator in separators:
                yield separator + suffix, cuts[case]


def _chained(chain: list[str], slots: Mapping[str, Any], place: str) -> Iterator[tuple[str, str]]:
    """Put suffixes one after another; the columns of a slot (back and front vowels) never mix in one chain."""
    missing = [slot for slot in chain if slot not in slots]
    if missing:
        raise InvalidResource(f"{place}: no slot is called {missing[0]}.")
    width = min(len(row) for slot in chain for row in slots[slot])
    cases, *columns = ([[row[column] for row in slots[slot]] for slot in chain] for column in range(width))
    names = list(map("+".join, product(*cases)))
    for column in columns:
        yield from zip(names, map("".join, product(*column)), strict=True)
