"""Which native spellings a form can stand for, and through which schemes.

Cost: 0 for the form as it stands and one scheme; +0.3 where a case ending was cut off; +0.2 for a second scheme
before the last (kk -> ru -> pl); +0.1 for an output that is listed as an alternative; +0.1 where diacritics or
apostrophes differ; up to +0.5 for a spelling that is much less name-like than the best one found
(`kzling.orthography.likeness`). Among equals a form that is a native spelling itself comes first, then the more
name-like spelling, and one that more schemes of its language write so; then the alphabet decides.
"""

from collections.abc import Iterator
from typing import NamedTuple

import regex

from kzling.answers import Analysis, Reading, Step
from kzling.checks import check_language, check_text
from kzling.orthography.candidates import Candidate, bits, target_language, token
from kzling.orthography.compounds import compounds
from kzling.orthography.inverse import explain, like
from kzling.orthography.lattice import MAX_LENGTH, lattice
from kzling.orthography.ranking import Ranking, Routes, ranking
from kzling.orthography.replay import SEPARATORS
from kzling.orthography.schemes import table
from kzling.text.nfc import nfc
from kzling.text.scripts import script_of

_SEPARATOR = regex.compile(rf"([\s{SEPARATORS.strip().replace('-', '')}\-]+)")
_MAX_TOKENS = 8
# Whoever asks for more readings than this wants rare spellings too.
_THOROUGH = 30
# The part of the readings that is kept for routes over a bridge, which always cost more than those without; and for
# how many readings bridges are followed from one more spelling.
_OVER_BRIDGES = 0.2
_READINGS_OF_ONE = 20
# So many languages show two routes of their best spelling.
_TWICE = 2


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
    parts, separators = pieces[::2], pieces[1::2]
    if limit <= 0 or not all(parts) or len(parts) > _MAX_TOKENS or max(map(len, parts)) > MAX_LENGTH:
        return []
    tokens = [token(part, lang, limit > _THOROUGH) for part in parts]
    if separators:
        script = script_of(text)
        chosen = _chosen(Ranking(compounds(tokens, separators), script), script, limit, over_bridges=0)
    else:
        spellings = ranking(tokens[0], 1 + limit // _READINGS_OF_ONE)
        chosen = _chosen(spellings, tokens[0].script, limit, over_bridges=int(limit * _OVER_BRIDGES))
    return [_reading(one, form) for one in chosen]


def _chosen(spellings: Ranking, script: str, limit: int, *, over_bridges: int) -> list[_Found]:
    """Take the best; so many places are for routes over a bridge, if there are any."""
    direct, bridged = _Shelf(script, limit), _Shelf(script, limit)
    for routes in spellings:
        (bridged if routes.candidate.bridge else direct).add(routes)
        if len(direct.taken) + len(bridged.taken) >= limit:
            if len(bridged.taken) >= over_bridges:
                break
            spellings.keep_bridged()
    kept, more = bridged.taken[:over_bridges], bridged.taken[over_bridges:]
    others = sorted([*direct.taken, *more], key=_by_cost)
    others += sorted([*direct.waiting, *bridged.waiting], key=_by_cost)
    return sorted([*others[: limit - len(kept)], *kept], key=_by_cost)


class _Shelf:
    """Routes that are taken, and routes of the same spellings that wait until there are no other spellings.

    One route of each spelling is taken, and two of the best of the first languages if they cost no more than any.
    """

    def __init__(self, script: str, limit: int) -> None:
        self.taken: list[_Found] = []
        self.waiting: list[_Found] = []
        self._tables = lattice(script).tables
        self._limit = limit
        self._least: float | None = None
        self._best: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._seen: set[tuple[str, str, tuple[str, ...]]] = set()

    def add(self, routes: Routes) -> None:
        """Take the routes of a spelling, or let them wait."""
        one = routes.candidate
        if self._least is None:
            self._least = routes.cost
        best = self._best.setdefault(one.language, one.source) == one.source
        places = 1 + (best and routes.cost <= self._least and len(self._best) <= _TWICE)
        number = self._numbers.get(one.source, 0)
        for route in self._routes(one, routes.schemes):
            if number >= places and len(self.waiting) > self._limit:
                break
            if (one.source, one.language, route) not in self._seen:
                self._seen.add((one.source, one.language, route))
                number += 1
                (self.taken if number <= places else self.waiting).append(_Found(routes.cost, route, one))
        self._numbers[one.source] = number

    def _routes(self, one: Candidate, schemes: int) -> Iterator[tuple[str, ...]]:
        """Give the routes of a spelling over its bridge and some schemes."""
        bridge = (_bridge(one),) if one.bridge else ()
        if not schemes:
            yield ()
        for bit in bits(schemes):
            yield (*bridge, self._tables[bit.bit_length() - 1].id)


def _bridge(one: Candidate) -> str:
    return lattice("Cyrl").tables[one.bridge.bit_length() - 1].id


def _by_cost(found: _Found) -> float:
    return found.cost


def _reading(found: _Found, form: str) -> Reading:
    one = found.candidate
    lemma = one.lemma.text
    source = _cased(lemma, one.source)
    via = _cased(lemma, one.via) if one.bridge else source
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
    forms = _SEPARATOR.split(lemma)
    parts = _SEPARATOR.split(small) if len(forms) > 1 else [small]
    if len(forms) != len(parts):
        return like(lemma, small)
    return "".join(like(form, part) for form, part in zip(forms, parts, strict=True))
