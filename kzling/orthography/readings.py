"""Which native spellings a form can stand for, and through which schemes.

Cost: 0 for the form as it stands and one scheme; +0.3 where a case ending was cut off; +0.2 for a second scheme
before the last (kk -> ru -> pl); +0.1 for an output that is listed as an alternative; +0.1 where diacritics or
apostrophes differ; up to +0.5 for a spelling that is much less name-like than the best one found
(`kzling.orthography.likeness`). Among equals a form that is a native spelling itself comes first, then the more
name-like spelling, and one that more schemes of its language write so; then the alphabet decides.

Spellings wait in the order of the least that they can cost, and what they do cost is worked out when their turn
comes: so the time goes to those that are shown.
"""

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush
from math import log
from typing import NamedTuple

import regex

from kzling.answers import Analysis, Reading, Step
from kzling.checks import check_language, check_text
from kzling.orthography.candidates import (
    COST_BRIDGE,
    COST_ENDING,
    Candidate,
    Lemma,
    Token,
    behind,
    bits,
    bridging,
    nearness,
    target_language,
    token,
)
from kzling.orthography.inverse import explain, like
from kzling.orthography.lattice import MAX_LENGTH, lattice
from kzling.orthography.replay import SEPARATORS, Closeness
from kzling.orthography.schemes import table
from kzling.text.nfc import nfc
from kzling.text.scripts import script_of

COST_ALTERNATIVE = 0.1
COST_BARE = 0.1
COST_UNLIKELY = 0.1

# A spelling may be so much less name-like than the best one (in natural logarithms) at no cost, and each further
# step costs once, at most so often.
_AS_LIKELY = 4.0
_STEP = 2.0
_STEPS = 5
_SEPARATOR = regex.compile(rf"([\s{SEPARATORS.strip().replace('-', '')}\-]+)")
_MAX_TOKENS = 8
# Whoever asks for more readings than this wants rare spellings too.
_THOROUGH = 30
# The part of the readings that is for routes over a bridge; and how many spellings are looked at behind bridges, for
# a token of several and for so many readings of one.
_OVER_BRIDGES = 0.2
_BRIDGED = 3
_READINGS_OF_ONE = 10
# So many languages show two routes of their best spelling.
_TWICE = 2
# A spelling that more of the schemes of its language write so is likelier: what the logarithm of their part counts.
_SUPPORT = 0.5
# Partial names kept while tokens are put together, for each language and bridge.
_PARTIAL = 4


class _Routes(NamedTuple):
    """A spelling with all schemes that write it at one cost (none for a form that is a native spelling itself)."""

    cost: float
    schemes: int
    candidate: Candidate


class _Found(NamedTuple):
    """A reading before its trace is made."""

    cost: float
    route: tuple[str, ...]
    candidate: Candidate


def readings(form: str, *, lang: str | None = None, limit: int = 10) -> list[Reading]:
    """Give the native spellings that a form can stand for, best first.

    A reading says through which schemes its source becomes exactly the lemma of its analysis. `route` is empty for a
    form that is a native spelling itself. `trace` holds the steps of every scheme of the route, one after the other:
    offsets start anew with each scheme, and the outputs of the last one are the lemma. All tokens of a name of
    several go one route; a name of mixed provenance (Kassym-Jomart Tokayev) is better asked token by token.

    Where the limit cuts, one route of each spelling is kept as long as other spellings wait, two of the best ones, and
    a fifth of the places is for routes of two schemes.

    >>> best = readings("Tokajewem", lang="pl")[0]
    >>> best.source, best.route, best.analysis.lemma, best.analysis.case
    ('Токаев', ('ru-pl',), 'Tokajew', 'ins')

    Args:
        form: a name of one token, or of up to eight joined by spaces or hyphens; more give no readings.
        lang: in which language's spelling the form is (pl, de, en). None takes all, and also standards that belong to
            no language (ICAO, ISO 9).
        limit: at most so many.
    """
    check_text(form)
    check_language(lang)
    text = nfc(form).strip()
    pieces = _SEPARATOR.split(text)
    tokens, separators = pieces[::2], pieces[1::2]
    if not all(tokens) or len(tokens) > _MAX_TOKENS or max(map(len, tokens)) > MAX_LENGTH:
        return []
    script = script_of(text)
    named = [token(one, lang, limit > _THOROUGH) for one in tokens]
    queue = _joined(named, separators, script) if separators else _Queue(named[0].as_is, script, later=named[0])
    return [_reading(one, form) for one in _chosen(queue, limit)]


class _Queue:
    """Candidates in the order of what they cost."""

    def __init__(self, found: Iterable[Candidate], script: str, *, later: Token | None = None) -> None:
        """Take candidates: of one token, whose base forms are looked at when nothing cheaper is left, or of several.

        What is joined of several has routes over bridges among its candidates.
        """
        self._script = script
        self.tables = lattice(script).tables
        self._sizes = {language: its.bit_count() for language, its in lattice(script).sources.items()}
        self._later = later
        self._found = list(found)
        self.joined = later is None
        if later is not None and later.seems_inflected():
            self._found += later.inflected
            self._later = None
        self._best = max((one.likeness for one in self._found), default=0.0)
        self._waiting = [self._entry(one, one.cost, 0) for one in self._found]
        heapify(self._waiting)

    def routes(self) -> Iterator[_Routes]:
        """Give all routes without bridges, cheapest first."""
        while True:
            if self._later is not None and (not self._waiting or self._waiting[0][0] >= COST_ENDING):
                inflected = self._later.inflected
                self._later = None
                self._found += inflected
                for one in inflected:
                    heappush(self._waiting, self._entry(one, one.cost, 0))
            if not self._waiting:
                return
            yield from self._next()

    def bridged(self, vias: int) -> Iterator[_Routes]:
        """Give the routes over a bridge, cheapest first."""
        found = list(self._found)
        for cost in (0.0, COST_ENDING):
            if cost and self._later is not None:
                found += self._later.inflected
            for one in behind(_vias((one for one in found if one.cost == cost), self._script, vias)):
                heappush(self._waiting, self._entry(one, one.cost, 0))
            while self._waiting and (cost or self._waiting[0][0] < COST_BRIDGE + COST_ENDING):
                yield from self._next()

    def behind(self) -> "_Queue":
        """Give a queue for routes over a bridge, with the same measure of what is likely."""
        other = _Queue(self._found, self._script)
        other._waiting = []
        other._best, other._later = self._best, self._later
        return other

    def written(self, one: Candidate, schemes: int) -> Iterator[tuple[str, ...]]:
        """Give the routes of a spelling over its bridge and some schemes."""
        bridge = (_bridge(one),) if one.bridge else ()
        if not schemes:
            yield ()
        for bit in bits(schemes):
            yield (*bridge, self.tables[bit.bit_length() - 1].id)

    def _next(self) -> Iterator[_Routes]:
        cost, _, _, _, _, known, _, one = heappop(self._waiting)
        if known or not one.schemes:
            yield _Routes(cost, known, one)
        else:
            for more, schemes in _prices(one, self._script):
                heappush(self._waiting, self._entry(one, one.cost + more, schemes))

    def _entry(self, one: Candidate, cost: float, known: int) -> "_Entry":
        evidence = one.likeness
        writing = known or one.schemes
        if writing and not one.bridge:
            evidence += _SUPPORT * log(writing.bit_count() / self._sizes[one.language])
        steps = int(max(0.0, self._best - evidence - _AS_LIKELY) / _STEP)
        cost = round(cost + COST_UNLIKELY * min(steps, _STEPS), 3)
        return (cost, bool(one.schemes), -evidence, one.source, one.language, known, one.bridge, one)


# Cost, whether it is written by a scheme, unlikeness, source, language, schemes that are known to write it at this
# cost (0: to be worked out), bridge, the candidate.
_Entry = tuple[float, bool, float, str, str, int, int, Candidate]


def _prices(one: Candidate, script: str) -> Iterator[tuple[float, int]]:
    """Give the schemes that do write a candidate, by what each takes on top."""
    bridge = 0.0
    if one.bridge:
        bridge = next((price for price, _ in _steps(nearness("Cyrl", one.source, one.via), one.bridge)), -1.0)
        if bridge < 0:
            return
    for price, schemes in _steps(nearness(script, one.via, one.small), one.schemes):
        yield bridge + price, schemes


def _steps(near: Closeness, asked: int) -> Iterator[tuple[float, int]]:
    steps = (
        (0.0, near.exact),
        (COST_ALTERNATIVE, near.other & ~near.exact),
        (COST_BARE, near.bare & ~near.other),
        (COST_ALTERNATIVE + COST_BARE, near.bare_other & ~near.bare & ~near.other),
    )
    return ((price, schemes & asked) for price, schemes in steps if schemes & asked)


def _vias(found: Iterable[Candidate], script: str, number: int) -> Iterator[Candidate]:
    """Give the best spellings that a bridge may lead to, as far as some scheme does write them."""
    spellings: set[tuple[str, str]] = set()
    for one in sorted(found, key=lambda one: -one.likeness):
        if len(spellings) >= number:
            return
        bridgeable = one.schemes and one.language in bridging()
        if bridgeable and nearness(script, one.via, one.small).bare_other & one.schemes:
            spellings.add((one.source, one.language))
            yield one


def _bridge(one: Candidate) -> str:
    return lattice("Cyrl").tables[one.bridge.bit_length() - 1].id


def _chosen(queue: _Queue, limit: int) -> list[_Found]:
    """Take the best; some places are for routes over a bridge, which always cost more than those without."""
    direct = _varied(queue.routes(), queue, limit)
    if queue.joined:
        return direct
    least = int(limit * _OVER_BRIDGES)
    wanted = max(least, limit - sum(found.cost < COST_BRIDGE for found in direct))
    vias = 1 + limit // _READINGS_OF_ONE
    bridged = _varied(queue.behind().bridged(vias), queue, wanted, base=COST_BRIDGE)
    others = sorted([*direct, *bridged[least:]], key=_by_cost)[: limit - len(bridged[:least])]
    return sorted([*others, *bridged[:least]], key=_by_cost)


def _by_cost(found: _Found) -> float:
    return found.cost


def _varied(spellings: Iterable[_Routes], queue: _Queue, limit: int, *, base: float = 0.0) -> list[_Found]:
    """Take the best, but while other spellings wait one route of each, and two of the best of the first languages.

    Only a spelling that costs no more than `base` has two.
    """
    taken: list[tuple[int, _Found]] = []
    waiting: list[tuple[int, _Found]] = []
    best: dict[str, str] = {}
    numbers: dict[str, int] = {}
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    if limit <= 0:
        return []
    for rank, (cost, schemes, one) in enumerate(spellings):
        spelling = (one.source, one.language)
        first = best.setdefault(one.language, one.source) == one.source and cost <= base and len(best) <= _TWICE
        for route in queue.written(one, schemes):
            if (*spelling, route) not in seen:
                seen.add((*spelling, route))
                numbers[one.source] = numbers.get(one.source, 0) + 1
                (taken if numbers[one.source] <= 1 + first else waiting).append((rank, _Found(cost, route, one)))
            if len(waiting) > limit and numbers[one.source] > 1 + first:
                break
        if len(taken) >= limit:
            break
    both = [*taken[:limit], *waiting[: max(0, limit - len(taken))]]
    return [found for _, found in sorted(both, key=_by_rank)]


def _by_rank(found: tuple[int, _Found]) -> int:
    return found[0]


def _joined(named: list[Token], separators: list[str], script: str) -> _Queue:
    """Put the tokens of a name together; they go one route."""
    found = [_all(one, script) for one in named]
    joined = found[0]
    for separator, right in zip(separators, found[1:], strict=True):
        joined = list(_combined(joined, separator, right))
    return _Queue(joined, script)


def _all(one: Token, script: str) -> list[Candidate]:
    direct = (*one.as_is, *one.inflected)
    return [*direct, *behind(_vias(direct, script, _BRIDGED))]


def _combined(left: Iterable[Candidate], separator: str, right: Iterable[Candidate]) -> Iterator[Candidate]:
    """Put the next token behind partial names that go the same route."""
    partners = _grouped(right)
    for key, group in _grouped(left).items():
        for one in group:
            for other in partners.get(key, ()):
                lemma = _agreed(one.lemma, separator, other.lemma)
                schemes = one.schemes & other.schemes
                if lemma is not None and (schemes or not one.schemes):
                    yield Candidate(
                        one.source + separator + other.source,
                        one.language,
                        lemma,
                        one.small + separator + other.small,
                        schemes,
                        max(one.cost, other.cost),
                        one.likeness + other.likeness,
                        one.via + separator + other.via,
                        one.bridge,
                    )


def _grouped(found: Iterable[Candidate]) -> dict[tuple[str, bool, int], list[Candidate]]:
    groups: dict[tuple[str, bool, int], list[Candidate]] = {}
    for one in sorted(found, key=lambda one: (one.cost, -one.likeness, one.source, one.lemma.text)):
        group = groups.setdefault((one.language, bool(one.schemes), one.bridge), [])
        if len(group) < _PARTIAL:
            group.append(one)
    return groups


def _agreed(one: Lemma, separator: str, other: Lemma) -> Lemma | None:
    """Join two lemmas whose cases agree; an uninflected token agrees with every case (Касым-Жомарта)."""
    text = one.text + separator + other.text
    if not (one.ending and other.ending):
        inflected = one if one.ending else other
        return Lemma(text, inflected.language, inflected.case, inflected.ending)
    cases = [case for case in one.case.split("/") if case in other.case.split("/")]
    if not cases or one.language != other.language:
        return None
    return Lemma(text, one.language, "/".join(cases), other.ending)


def _reading(found: _Found, form: str) -> Reading:
    one = found.candidate
    lemma = one.lemma.text
    source, via = _cased(lemma, one.source), _cased(lemma, one.via)
    last = table(found.route[-1]) if found.route else None
    language = one.lemma.language or (one.language if last is None else target_language(last)) or "und"
    steps: list[Step] = []
    if one.bridge:
        steps += explain(source, via, table(found.route[0]))
    if last is not None:
        steps += explain(via, lemma, last)
    analysis = Analysis(form, lemma, language, one.lemma.case, one.lemma.ending)
    return Reading(source, one.language, analysis, found.route, tuple(steps), found.cost)


def _cased(lemma: str, small: str) -> str:
    """Give a spelling the case of its lemma, token by token."""
    if lemma == small:
        return lemma
    forms, parts = _SEPARATOR.split(lemma), _SEPARATOR.split(small)
    if len(forms) != len(parts):
        return like(lemma, small)
    return "".join(like(form, part) for form, part in zip(forms, parts, strict=True))
