"""Which native spellings a form can stand for, and through which schemes.

Cost: 0 for the form as it stands and one scheme; +0.3 where a case ending was cut off; +0.2 for a second scheme
before the last (kk -> ru -> pl); +0.1 for an output that is listed as an alternative; +0.1 where diacritics or
apostrophes differ; up to +0.5 for a spelling that is much less name-like than the best one found
(`kzling.orthography.likeness`). Among equals a form that is a native spelling itself comes first, then the more
name-like spelling, then the alphabet decides.

Spellings wait in the order of the least that they can cost, and what they do cost is worked out when their turn
comes: so the time goes to those that are shown.
"""

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush
from typing import NamedTuple

import regex

from kzling.answers import Analysis, Reading, Step
from kzling.checks import check_language, check_text
from kzling.orthography.candidates import (
    COST_BRIDGE,
    COST_ENDING,
    Candidate,
    Lemma,
    behind,
    bits,
    candidates,
    nearness,
    target_language,
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
_THOROUGH = 100
# Routes shown of one spelling while other spellings wait.
_ROUTES = 2
# Spellings of a language that a bridge leads behind.
_BRIDGED = 3
# Partial names kept while tokens are put together, for each language and bridge.
_PARTIAL = 4


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

    Where the limit cuts, two routes of one spelling are kept as long as other spellings wait.

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
    thorough = limit > _THOROUGH
    found = candidates(tokens[0], lang, thorough)
    if separators:
        found = (*found, *behind(_vias(found, script)))
    for separator, token in zip(separators, tokens[1:], strict=True):
        right = candidates(token, lang, thorough)
        found = tuple(_combined(found, separator, (*right, *behind(_vias(right, script)))))
    queue = _Queue(found, script, bridged=bool(separators))
    return [_reading(one, form) for one in _chosen(queue.routes(), limit)]


class _Queue:
    """Candidates in the order of what they cost."""

    def __init__(self, found: Iterable[Candidate], script: str, *, bridged: bool) -> None:
        self._script = script
        self._tables = lattice(script).tables
        self._found = list(found)
        self._best = max((one.likeness for one in self._found), default=0.0)
        self._waiting: list[_Entry] = [self._entry(one, one.cost, 0) for one in self._found]
        heapify(self._waiting)
        # What may stand behind a bridge is looked up when nothing cheaper is left.
        self._stages = [] if bridged else [COST_BRIDGE, COST_BRIDGE + COST_ENDING]

    def routes(self) -> Iterator[_Found]:
        """Give all routes, cheapest first."""
        while self._waiting or self._stages:
            if self._stages and (not self._waiting or self._waiting[0][0] >= self._stages[0]):
                self._look_behind(self._stages.pop(0) - COST_BRIDGE)
                continue
            cost, _, _, _, _, known, _, one = heappop(self._waiting)
            if not one.schemes:
                yield _Found(cost, (), one)
            elif known:
                bridge = (_bridge(one),) if one.bridge else ()
                for bit in bits(known):
                    yield _Found(cost, (*bridge, self._tables[bit.bit_length() - 1].id), one)
            else:
                for more, schemes in _prices(one, self._script):
                    heappush(self._waiting, self._entry(one, one.cost + more, schemes))

    def _look_behind(self, cost: float) -> None:
        into = (one for one in self._found if one.cost == cost)
        for one in behind(_vias(into, self._script)):
            heappush(self._waiting, self._entry(one, one.cost, 0))

    def _entry(self, one: Candidate, cost: float, known: int) -> "_Entry":
        steps = int(max(0.0, self._best - one.likeness - _AS_LIKELY) / _STEP)
        cost = round(cost + COST_UNLIKELY * min(steps, _STEPS), 3)
        return (cost, bool(one.schemes), -one.likeness, one.source, one.language, known, one.bridge, one)


# Cost, whether it is written by a scheme, unlikeness, source, language, schemes that are known to write it at this
# cost (0: to be worked out), bridge, the candidate.
_Entry = tuple[float, bool, float, str, str, int, int, Candidate]


def _prices(one: Candidate, script: str) -> Iterator[tuple[float, int]]:
    """Give the schemes that do write a candidate, by what each takes on top."""
    bridge = 0.0
    if one.bridge:
        bridge = next((price for price, _ in _steps(nearness("Cyrl", one.source, one.via, one.bridge))), -1.0)
        if bridge < 0:
            return
    for price, schemes in _steps(nearness(script, one.via, one.small, one.schemes)):
        yield bridge + price, schemes


def _steps(near: Closeness) -> Iterator[tuple[float, int]]:
    steps = (
        (0.0, near.exact),
        (COST_ALTERNATIVE, near.other & ~near.exact),
        (COST_BARE, near.bare & ~near.other),
        (COST_ALTERNATIVE + COST_BARE, near.bare_other & ~near.bare & ~near.other),
    )
    return ((price, schemes) for price, schemes in steps if schemes)


def _vias(found: Iterable[Candidate], script: str) -> Iterator[Candidate]:
    """Give the best spellings of each language, as far as some scheme does write them."""
    spellings: dict[str, set[str]] = {}
    for one in sorted(found, key=lambda one: (one.cost, -one.likeness, one.source)):
        known = spellings.setdefault(one.language, set())
        wanted = one.schemes and (one.source in known or len(known) < _BRIDGED)
        if wanted and nearness(script, one.via, one.small, one.schemes).bare_other:
            known.add(one.source)
            yield one


def _bridge(one: Candidate) -> str:
    return lattice("Cyrl").tables[one.bridge.bit_length() - 1].id


def _chosen(routes: Iterable[_Found], limit: int) -> list[_Found]:
    """Take the best, but of one spelling no more than `_ROUTES` while others wait."""
    taken: list[tuple[int, _Found]] = []
    waiting: list[tuple[int, _Found]] = []
    numbers: dict[tuple[str, str], int] = {}
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    for rank, found in enumerate(routes):
        if len(taken) >= limit:
            break
        spelling = (found.candidate.source, found.candidate.language)
        if (*spelling, found.route) not in seen:
            seen.add((*spelling, found.route))
            numbers[spelling] = numbers.get(spelling, 0) + 1
            (taken if numbers[spelling] <= _ROUTES else waiting).append((rank, found))
    both = [*taken, *waiting[: max(0, limit - len(taken))]]
    return [found for _, found in sorted(both, key=lambda one: one[0])]


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
