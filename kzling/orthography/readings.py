"""Which native spellings a form can stand for, and through which schemes.

Cost, in this order of weight: 0 for the form as it stands and one scheme; +0.3 where a case ending was cut off;
+0.2 for a second scheme before the last (kk -> ru -> pl); +0.1 for an output that is listed as an alternative. Among
equals a form that is a native spelling itself comes first, then the more name-like spelling
(`kzling.orthography.likeness`), then the alphabet decides. Spellings with odd pairs of letters (Токаъев) are left
out where others have none: the rules allow them, the language does not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from kzling.answers import Analysis, Reading, Step
from kzling.checks import check_language, check_text
from kzling.morphology.analysis import analyses
from kzling.orthography.inverse import MAX_LENGTH, explain, like, preimages
from kzling.orthography.likeness import likeness, oddness
from kzling.orthography.schemes import schemes, table, tables
from kzling.orthography.table import Table, lower
from kzling.text.nfc import nfc
from kzling.text.scripts import script_of

COST_ENDING = 0.3
COST_BRIDGE = 0.2
COST_ALTERNATIVE = 0.1

_SEPARATOR = regex.compile(r"([\s\-‐‑]+)")
_MAX_TOKENS = 8
# Preimages taken over from one scheme, and beginnings kept on the way to them: enough for the true one to be among
# them in all examples of the schemes but a handful, and a token stays within some ten milliseconds.
_PER_SCHEME = 6
_BEAM = 24
# Spellings that a second scheme looks behind.
_BRIDGED = 6
# So many more unknown letter pairs than the best spelling may another have.
_MORE_ODD = 1
# Routes shown of one spelling while other spellings wait.
_ROUTES = 3
# Partial names kept while tokens are put together, for each route.
_PARTIAL = 4


@dataclass(frozen=True, slots=True)
class _Found:
    """A reading before its trace is made."""

    source: str
    language: str
    analysis: Analysis
    route: tuple[str, ...]
    cost: float
    via: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[float, bool, float, str, str, tuple[str, ...], str]:
        likely = likeness(self.source, self.language)
        return (self.cost, bool(self.route), -likely, self.source, self.language, self.route, self.analysis.lemma)

    @property
    def oddness(self) -> int:
        return oddness(self.source, self.language)


def readings(form: str, *, lang: str | None = None, limit: int = 10) -> list[Reading]:
    """Give the native spellings that a form can stand for, best first.

    A reading says through which schemes its source becomes exactly the lemma of its analysis. `route` is empty for a
    form that is a native spelling itself. `trace` holds the steps of every scheme of the route, one after the other:
    offsets start anew with each scheme, and the outputs of the last one are the lemma. All tokens of a name of
    several go one route; a name of mixed provenance (Kassym-Jomart Tokayev) is better asked token by token.

    Where the limit cuts, three routes of one spelling are kept as long as other usual spellings wait.

    >>> [(r.source, r.route, r.analysis.case) for r in readings("Tokajewem", lang="pl") if r.source == "Токаев"]
    [('Токаев', ('ru-pl',), 'ins')]

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
    found: Iterable[_Found] = _token(tokens[0], lang)
    for separator, token in zip(separators, tokens[1:], strict=True):
        found = _combined(found, separator, _token(token, lang))
    return [_reading(one, form) for one in _chosen(_plausible(_merged(found)), limit)]


@lru_cache(maxsize=1 << 14)
def _token(form: str, lang: str | None) -> tuple[_Found, ...]:
    script = script_of(form)
    direct = [*_native(form, lang, script), *_direct(form, lang, script)]
    return tuple(_merged([*direct, *_bridged(direct)]))


def _native(form: str, lang: str | None, script: str) -> Iterator[_Found]:
    letters = set(lower(form))
    for language, alphabet in _alphabets(script).items():
        if lang in (None, language) and letters <= alphabet:
            for analysis, cost in _lemmas(form, language):
                if set(lower(analysis.lemma)) <= alphabet:
                    yield _Found(analysis.lemma, language, analysis, (), cost)


def _direct(form: str, lang: str | None, script: str) -> Iterator[_Found]:
    for compiled in tables():
        language = target_language(compiled)
        if compiled.target_script != script or lang not in (None, language):
            continue
        for analysis, cost in _lemmas(form, language):
            for source, alternatives in _inverted(compiled.lower(analysis.lemma), compiled.id):
                price = cost + COST_ALTERNATIVE * alternatives
                yield _Found(like(analysis.lemma, source), compiled.source_language, analysis, (compiled.id,), price)


def _bridged(direct: list[_Found]) -> Iterator[_Found]:
    """Look one scheme further back: what a Russian spelling stands for in Kazakh."""
    for bridge in _bridges():
        into = [one for one in direct if one.route and one.language == bridge.target]
        best = sorted({(one.cost, -likeness(one.source, one.language), one.source) for one in into})
        wanted = list(dict.fromkeys(source for _, _, source in best))[:_BRIDGED]
        for one in into:
            if one.source not in wanted:
                continue
            for source, alternatives in _inverted(lower(one.source), bridge.id):
                cost = one.cost + COST_BRIDGE + COST_ALTERNATIVE * alternatives
                yield _Found(
                    like(one.source, source),
                    bridge.source_language,
                    one.analysis,
                    (bridge.id, *one.route),
                    cost,
                    (one.source,),
                )


@lru_cache(maxsize=1 << 16)
def _inverted(small: str, scheme: str) -> tuple[tuple[str, int], ...]:
    found = preimages(small, table(scheme), limit=_PER_SCHEME, beam=_BEAM, for_reading=True)
    return tuple((preimage.source, preimage.alternatives) for preimage in found)


def _lemmas(form: str, language: str | None) -> list[tuple[Analysis, float]]:
    found = analyses(form, language=language or "und")
    return [(analysis, COST_ENDING if analysis.ending else 0.0) for analysis in found]


@cache
def _alphabets(script: str) -> dict[str, frozenset[str]]:
    """Give the letters of each language that some scheme writes from this script."""
    found: dict[str, frozenset[str]] = {}
    for compiled in tables():
        if compiled.source_script == script:
            known = found.get(compiled.source_language, frozenset("’'"))
            found[compiled.source_language] = known | compiled.letters
    return found


@lru_cache(maxsize=1)
def _bridges() -> tuple[Table, ...]:
    """Give the schemes whose output is what other schemes write from, as far as nearly everybody follows them.

    That is kk-ru. Over ru-uk a Russian name reaches the world too, but rarely; it would double every Russian route.
    """
    onward = {(compiled.source_language, compiled.source_script) for compiled in tables()}
    return tuple(
        compiled
        for compiled in tables()
        if (compiled.target, compiled.target_script) in onward and schemes()[compiled.id].attestation == "very-high"
    )


def target_language(compiled: Table) -> str | None:
    """Give the language whose spelling a scheme writes; None for standards that belong to no language.

    >>> [target_language(table(scheme)) for scheme in ("ru-pl", "ru-en-kz", "kk-latn-2021", "ru-iso9")]
    ['pl', 'en', 'kk', None]
    """
    head = compiled.target.partition("-")[0]
    return head if len(head) == 2 else None


def _combined(left: Iterable[_Found], separator: str, right: Iterable[_Found]) -> list[_Found]:
    """Put the next token behind partial names that go the same route."""
    partners: dict[tuple[str, tuple[str, ...]], list[_Found]] = {}
    for one in right:
        partners.setdefault((one.language, one.route), []).append(one)
    found: dict[tuple[str, tuple[str, ...]], list[_Found]] = {}
    for one in left:
        for other in partners.get((one.language, one.route), ())[:_PARTIAL]:
            analysis = _joined(one.analysis, separator, other.analysis)
            if analysis is not None:
                via = tuple(a + separator + b for a, b in zip(one.via, other.via, strict=True))
                cost = max(one.cost, other.cost)
                source = one.source + separator + other.source
                found.setdefault((one.language, one.route), []).append(
                    _Found(source, one.language, analysis, one.route, cost, via)
                )
    return [one for group in found.values() for one in sorted(group, key=lambda one: one.rank)[:_PARTIAL]]


def _joined(left: Analysis, separator: str, right: Analysis) -> Analysis | None:
    """Join two analyses whose cases agree; an uninflected token agrees with every case (Касым-Жомарта)."""
    case, other = (analysis.case if analysis.ending else "" for analysis in (left, right))
    if case and other:
        both = [one for one in case.split("/") if one in other.split("/")]
        case = "/".join(both)
        if not both:
            return None
    return Analysis(
        left.form + separator + right.form,
        left.lemma + separator + right.lemma,
        left.language if left.ending else right.language,
        case or other or "nom",
        right.ending or left.ending,
    )


def _merged(found: Iterable[_Found]) -> list[_Found]:
    """Keep the cheapest of those with the same source, language and route."""
    best: dict[tuple[str, str, tuple[str, ...]], _Found] = {}
    for one in sorted(found, key=lambda one: one.rank):
        best.setdefault((one.source, one.language, one.route), one)
    return list(best.values())


def _plausible(ranked: list[_Found]) -> list[_Found]:
    most = min((one.oddness for one in ranked), default=0) + _MORE_ODD
    return [one for one in ranked if not one.route or one.oddness <= most]


def _chosen(ranked: list[_Found], limit: int) -> list[_Found]:
    if len(ranked) <= limit:
        return ranked
    least = min(one.oddness for one in ranked)
    routes: dict[tuple[str, str], int] = {}
    buckets: tuple[list[_Found], ...] = ([], [], [])
    for one in ranked:
        routes[one.source, one.language] = routes.get((one.source, one.language), 0) + 1
        usual = one.oddness == least or not one.route
        buckets[(0 if usual else 1) if routes[one.source, one.language] <= _ROUTES else 2].append(one)
    return sorted([one for bucket in buckets for one in bucket][: max(limit, 0)], key=lambda one: one.rank)


def _reading(found: _Found, form: str) -> Reading:
    analysis = found.analysis
    steps: list[Step] = []
    spellings = (found.source, *found.via, analysis.lemma)
    for scheme, source, output in zip(found.route, spellings, spellings[1:], strict=False):
        steps += explain(source, output, table(scheme))
    analysis = Analysis(form, analysis.lemma, analysis.language, analysis.case, analysis.ending)
    return Reading(found.source, found.language, analysis, found.route, tuple(steps), round(found.cost, 3))
