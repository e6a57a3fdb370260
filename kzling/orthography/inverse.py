"""Undoing one scheme for one name: which source spellings it writes as exactly this form.

The rules are turned round (output -> sources) and laid over the form from left to right, keeping the most
name-like beginnings at every place; what reaches the end is rendered forward again, and only what gives the form
is an answer. Letters that a scheme drops (ь, ъ, an apostrophe) leave no trace: at most two of them are put back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kzling.answers import Step
from kzling.orthography.likeness import EDGE, Model, model
from kzling.orthography.schemes import table
from kzling.orthography.table import APOSTROPHES, Rule, Table
from kzling.text.nfc import nfc

#: Longer tokens are no names; they have no preimages.
MAX_LENGTH = 40
#: The most preimages of one form.
MAX_PREIMAGES = 200

_MAX_DROPPED = 2
# Beginnings kept at each place. 1,200 finds every example's source; the time for 40 letters stays under a second.
_BEAM = 1200
# Of the apostrophes that a scheme drops alike, the typographic one stands for all.
_APOSTROPHE = "’"


class Preimage(NamedTuple):
    """A source spelling in small letters, and how many alternative outputs its rendering takes."""

    source: str
    alternatives: int


class _Start(NamedTuple):
    """A beginning of a source: negative likeness first, so that tuples sort best first."""

    badness: float
    source: str
    dropped: int
    alternatives: int


class _Arc(NamedTuple):
    rule: Rule
    alternative: bool


@dataclass(frozen=True, slots=True)
class _Inverted:
    arcs: dict[str, tuple[_Arc, ...]]
    lengths: tuple[int, ...]
    dropped: tuple[Rule, ...]
    silents: frozenset[str]


def invert(form: str, scheme: str, *, limit: int = MAX_PREIMAGES) -> list[str]:
    """Give the source spellings that a scheme writes as exactly this form, most name-like first.

    Case is not compared; the sources take the case of the form (ТОКАЕВ for TOKAJEW). A token of more than 40
    characters has none, and no token has more than 200.

    >>> invert("Szczuka", "ru-pl")[0]
    'Щука'

    Args:
        form: one token: a name without spaces (a hyphen divides words inside it).
        scheme: the id of a scheme.
        limit: at most so many.

    Raises:
        UnknownScheme: there is no such scheme.
    """
    form = nfc(form)
    compiled = table(scheme)
    found = preimages(compiled.lower(form), compiled, limit=min(limit, MAX_PREIMAGES), beam=_BEAM)
    return [like(form, preimage.source) for preimage in found]


def preimages(small: str, compiled: Table, *, limit: int, beam: int, for_reading: bool = False) -> list[Preimage]:
    """Give the verified preimages of a form in small letters, those without alternative outputs first.

    Args:
        small: the form, NFC, lowered by the table's `lower`.
        compiled: the scheme.
        limit: at most so many with, and as many without an alternative output.
        beam: beginnings kept at each place.
        for_reading: also use one alternative output (`alt`, `letter_alt`), and put dropped letters back only where
            names have them (ь after л, not after о).
    """
    small = _without_prefix(small, compiled)
    if not small or len(small) > MAX_LENGTH:
        return []
    inverted = _inverted(compiled.id)
    reachable = _reachable(small, inverted)
    if not reachable[0]:
        return []
    ends = _search(small, compiled, inverted, reachable, beam=beam, for_reading=for_reading)
    found: list[Preimage] = []
    counts = [0, 0]
    for end in ends:
        if counts[end.alternatives] < limit and renders(end.source, small, compiled) == end.alternatives:
            counts[end.alternatives] += 1
            found.append(Preimage(end.source, end.alternatives))
    return sorted(found, key=lambda preimage: preimage.alternatives)


def renders(source: str, small: str, compiled: Table) -> int | None:
    """Give the least number of alternative outputs with which a source becomes the form; None if it does not."""
    path = _path(source, small, compiled)
    return None if path is None else sum(output != rule.output for rule, _, _, output in path)


def explain(source: str, form: str, compiled: Table) -> tuple[Step, ...]:
    """Give the steps that write `form` for `source`; their outputs, concatenated, are the form to its case.

    Offsets are code points of `source`; what the scheme copies has the rule "keep". Empty if it does not write it.
    """
    form = nfc(form)
    small = compiled.lower(form)
    bare = _without_prefix(small, compiled)
    lead = len(small) - len(bare)
    path = _path(compiled.lower(source), bare, compiled)
    if path is None:
        return ()
    prefix = compiled.word_rules[0] if lead else None
    steps = [] if prefix is None else [Step(0, 0, "", form[:lead], prefix.name)]
    written = lead
    for rule, start, end, output in path:
        after = written + len(output)
        steps.append(Step(start, end, source[start:end], form[written:after], rule.name))
        written = after
    return tuple(steps)


def like(form: str, small: str) -> str:
    """Give a spelling the case of a form: capitals, a capital at the head of each part, or small letters.

    A script without case (Arabic) tells nothing; what stands in it counts as a name.

    >>> like("Nur-Sultan", "нур-султан"), like("TOKAJEW", "токаев"), like("توقاەۆ", "тоқаев")
    ('Нур-Султан', 'ТОКАЕВ', 'Тоқаев')
    """
    if len(form) > 1 and form.isupper():
        return small.upper()
    caseless = form.upper() == form.lower()
    heads = [caseless or part[:1].isupper() for part in form.split("-")]
    parts = small.split("-")
    if len(parts) != len(heads):
        heads = heads[:1] * len(parts)
    return "-".join(part[:1].upper() + part[1:] if head else part for head, part in zip(heads, parts, strict=True))


@cache
def _inverted(scheme: str) -> _Inverted:
    arcs: dict[str, list[_Arc]] = {}
    dropped: list[Rule] = []
    for group in table(scheme).rules.values():
        for rule in group:
            if rule.source in APOSTROPHES and rule.source != _APOSTROPHE:
                continue
            if not rule.output:
                dropped.append(rule)
            for output in dict.fromkeys((rule.output, *rule.alternatives)):
                if output:
                    arcs.setdefault(output, []).append(_Arc(rule, output != rule.output))
    arcs["-"] = [_Arc(Rule("-", "-", "keep"), False)]
    silents = frozenset(rule.source for rule in dropped)
    lengths = tuple(sorted({len(output) for output in arcs}))
    return _Inverted({output: tuple(group) for output, group in arcs.items()}, lengths, tuple(dropped), silents)


def _without_prefix(small: str, compiled: Table) -> str:
    for rule in compiled.word_rules:
        small = small.removeprefix(rule.prefix)
    return small


def _reachable(small: str, inverted: _Inverted) -> list[bool]:
    reachable = [False] * len(small) + [True]
    for i in range(len(small) - 1, -1, -1):
        reachable[i] = any(
            i + length <= len(small) and reachable[i + length] and small[i : i + length] in inverted.arcs
            for length in inverted.lengths
        )
    return reachable


def _search(
    small: str, compiled: Table, inverted: _Inverted, reachable: list[bool], *, beam: int, for_reading: bool
) -> list[_Start]:
    counted = model(compiled.source_language)
    places: list[dict[tuple[str, int], _Start]] = [{} for _ in range(len(small) + 1)]
    places[0][("", 0)] = _Start(0.0, "", 0, 0)
    for i in range(len(small)):
        if not places[i]:
            continue
        starts = _best(places[i], beam)
        for length in inverted.lengths:
            end = i + length
            if end > len(small) or not reachable[end]:
                continue
            for arc in inverted.arcs.get(small[i:end], ()):
                for start in starts:
                    if arc.alternative and (start.alternatives or not for_reading):
                        continue
                    for longer in _extended(start, arc, inverted, counted, for_reading):
                        places[end].setdefault((longer.source, longer.alternatives), longer)
    finished = [
        start._replace(badness=start.badness - counted.pair(start.source[-1], EDGE))
        for start in places[-1].values()
        if not for_reading or start.source[-1] not in inverted.silents or start.source[-2:] in counted.endings
    ]
    return sorted(finished)[: 4 * beam]


def _best(place: dict[tuple[str, int], _Start], beam: int) -> list[_Start]:
    """Keep the best with and the best without an alternative output: neither may crowd the other out."""
    ranked = sorted(place.values())
    if len(ranked) <= beam:
        return ranked
    return [start for number in (0, 1) for start in [s for s in ranked if s.alternatives == number][:beam]]


def _extended(start: _Start, arc: _Arc, inverted: _Inverted, counted: Model, for_reading: bool) -> Iterator[_Start]:
    rule = arc.rule
    if for_reading and start.source[-1:] in inverted.silents and not counted.knows(start.source[-1], rule.source[0]):
        return
    if not rule.fits_behind(start.source, len(start.source)):
        return
    longer = _with(start, rule.source, counted)._replace(alternatives=start.alternatives + arc.alternative)
    yield longer
    if longer.dropped < _MAX_DROPPED:
        for silent in inverted.dropped:
            if for_reading and not counted.knows(longer.source[-1], silent.source[0]):
                continue
            if silent.fits_behind(longer.source, len(longer.source)):
                yield _with(longer, silent.source, counted)._replace(dropped=longer.dropped + 1)


def _with(start: _Start, letters: str, counted: Model) -> _Start:
    badness = start.badness
    last = start.source[-1:] or EDGE
    for letter in letters:
        badness -= counted.pair(last, letter)
        last = letter
    return start._replace(badness=badness, source=start.source + letters)


_Path = list[tuple[Rule, int, int, str]]


def _path(source: str, small: str, compiled: Table) -> _Path | None:
    """Render forward, allowing alternative outputs: the path to `small` that takes the fewest of them."""
    # How far the output may have come -> the cheapest way there. Canonical first, so ties keep the rule's output.
    ways: dict[int, tuple[int, _Path]] = {0: (0, [])}
    position = 0
    while position < len(source):
        rule = compiled.match(source, position)
        if rule is None:
            rule = Rule(source[position], source[position], "keep")
        end = position + len(rule.source)
        further: dict[int, tuple[int, _Path]] = {}
        for written, (cost, path) in ways.items():
            for number, output in enumerate((rule.output, *rule.alternatives)):
                if small.startswith(output, written):
                    reached = written + len(output)
                    price = cost + (number > 0)
                    if reached not in further or price < further[reached][0]:
                        further[reached] = (price, [*path, (rule, position, end, output)])
        ways = further
        position = end
    return ways[len(small)][1] if len(small) in ways else None
