"""Resolution of one name: exact forms first, then spellings that share a key, judged by comparison.

What it weighs today: form, type, date and weight, and other names of a candidate in the context. It does not yet
follow a document's own chain of mentions, offices or metonyms.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from weakref import WeakKeyDictionary

from kzling.answers import Comparison, Evidence, Verdict
from kzling.checks import check_language, check_text, check_type
from kzling.errors import UsageError
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.dates import iso_date, valid_on
from kzling.knowledge.memo import kept
from kzling.mentions.found import Bearers
from kzling.model import Candidate, Document, Entity, EntityType, Name, Resolution
from kzling.morphology.analysis import analyses
from kzling.names.compare import compare
from kzling.names.parsing import parse_name
from kzling.text.fold import fold

#: Raised when the rules change.
VERSION = 2

# Hand-set in November 2026 on the examples of the tests; not calibrated.
EXACT = 1.0
INFLECTED = 0.95
#: Verdicts of a comparison with which a name is taken for an entity's.
FOUND = frozenset({"same", "likely"})
_MOST_CANDIDATES = 10
#: So many answers to names without a listed form are kept for each base (about 4 MB), then all are dropped.
_MOST_ANSWERS = 1 << 11
_BY_KEY: WeakKeyDictionary[KnowledgeBase, dict[tuple[str, str | None, EntityType | None], Resolution]] = (
    WeakKeyDictionary()
)


def resolve(
    name: str,
    *,
    lang: str | None = None,
    type: EntityType | None = None,
    date: str | None = None,
    context: str | Document | None = None,
    kb: KnowledgeBase | None = None,
) -> Resolution:
    """Say which entity a name belongs to.

    Args:
        name: in any language, script and grammatical case.
        lang: its language, if known; it decides which case endings are cut.
        type: keep to entities of this type.
        date: ISO date on which the name was used: names in use on that day go first.
        context: the text (or document) around the name: candidates with another name in it go first.
        kb: the knowledge base; None takes the default one.

    Returns:
        The entity with score, verdict and evidence; `entity` is None when nobody, or no single one, fits.

    Raises:
        UsageError: `lang` is no language, `type` no type, or `date` no ISO date.

    >>> resolve("Nur-Sultan").entity.id
    'kz-place-astana'
    """
    check_text(name)
    check_language(lang)
    check_type(type)
    if date is not None and iso_date(date) is None:
        raise UsageError(f"{date!r} is no date; write it as 2022, 2022-09 or 2022-09-17.")
    base = kb if kb is not None else KnowledgeBase.default()
    day = iso_date(date)
    for form, score, why in _forms(name, lang):
        bearers = [(e, n) for e, n in base.forms.get(form, ()) if type is None or e.type == type]
        if bearers:
            return choose(bearers, score=score, why=why, date=day, context=context)
    # Without a listed form neither date nor context counts, and names of no entity come again (authors, say).
    answers = _BY_KEY.setdefault(base, {})
    asked = (name, lang, type)
    if asked not in answers:
        if len(answers) >= _MOST_ANSWERS:
            answers.clear()
        answers[asked] = _by_key(name, lang, type, base)
    return answers[asked]


class Surroundings:
    """The text around names: which entities have other names in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._seen: dict[tuple[str, str], bool] = {}
        self._beside: dict[int, tuple[Bearers, tuple[bool, ...]]] = {}

    def hold(self, entity: Entity, name: Name) -> bool:
        """Say whether a name of the entity other than this one stands in the text."""
        own = fold(name.text)
        key = (entity.id, own)
        if key not in self._seen:
            text = self._folded
            self._seen[key] = bool(text) and any(form in text for form in _written(entity) if form != own)
        return self._seen[key]

    def beside(self, bearers: Bearers) -> tuple[bool, ...]:
        """Say for each bearer of a form whether other names of its stand in the text."""
        # Equal findings share their bearers, which are kept here, so that no others take their id.
        known = self._beside.get(id(bearers))
        if known is None:
            known = self._beside[id(bearers)] = (bearers, tuple(self.hold(*bearer) for bearer in bearers))
        return known[1]

    @cached_property
    def _folded(self) -> str:
        return fold(self._text)


def choose(
    bearers: Sequence[tuple[Entity, Name]],
    *,
    score: float,
    why: str,
    date: str | None = None,
    context: str | Document | None = None,
) -> Resolution:
    """Pick one of the entities that bear a form: by use on the day, by context, by weight.

    `bearers` are (entity, the name of it that matched), at least one; `date` is an ISO date or None.
    """
    around = Surroundings(context.text if isinstance(context, Document) else context or "")
    return pick(bearers, [around.hold(*bearer) for bearer in bearers], score=score, why=why, date=date)


def pick(
    bearers: Sequence[tuple[Entity, Name]],
    around: Sequence[bool],
    *,
    score: float,
    why: str,
    date: str | None = None,
) -> Resolution:
    """Do what `choose` does where it is known for each bearer whether other names of its stand around."""
    best: dict[str, tuple[tuple[bool, bool, float], Entity, Name]] = {}
    for (entity, name), beside in zip(bearers, around, strict=True):
        rank = (valid_on(name, date), beside, entity.weight)
        if entity.id not in best or rank > best[entity.id][0]:
            best[entity.id] = (rank, entity, name)
    ranked = sorted(best.values(), key=lambda item: (*(-part for part in item[0]), item[1].id))
    rank, entity, name = ranked[0]
    candidates = tuple(Candidate(e.id, n.text, score) for _, e, n in ranked[:_MOST_CANDIDATES])
    evidence = (Evidence("form", score, why.format(name=name.text)), *_dated(name, date))
    if len(ranked) > 1 and ranked[1][0] == rank:
        return Resolution(None, score / len(ranked), "unclear", candidates, evidence)
    verdict: Verdict = "same" if len(ranked) == 1 and score >= INFLECTED else "likely"
    return Resolution(entity, score, verdict, candidates, evidence)


@kept(most=1 << 13)
def _written(entity: Entity) -> tuple[str, ...]:
    """Give the forms of an entity's names, folded, each once."""
    return tuple(dict.fromkeys(fold(name.text) for name in entity.names))


@lru_cache(maxsize=1 << 11)
def _forms(name: str, lang: str | None) -> tuple[tuple[str, float, str], ...]:
    return tuple(dict.fromkeys(_all_forms(name, lang)))


def _all_forms(name: str, lang: str | None) -> Iterable[tuple[str, float, str]]:
    yield fold(name), EXACT, "written as listed: {name}"
    lemmas = [[analysis.lemma for analysis in analyses(word, language=lang)] for word in name.split()]
    if 0 < len(lemmas) <= 4:
        for position in range(max(map(len, lemmas))):
            # Parts of a name stand in one case; where a part has fewer analyses, its first is taken.
            parts = [options[position] if position < len(options) else options[0] for options in lemmas]
            yield fold(" ".join(parts)), INFLECTED, "case form of {name}"
        for options in lemmas[-1:]:
            for lemma in options:
                yield fold(" ".join([*name.split()[:-1], lemma])), INFLECTED, "case form of {name}"


def _dated(name: Name, date: str | None) -> Iterable[Evidence]:
    if not (name.since or name.until):
        return
    when = f"in use from {name.since or 'long ago'} to {name.until or 'today'}"
    fits = valid_on(name, date)
    then = f"on {date}" if date else "today"
    yield Evidence("date", 0.1 if fits else -0.1, f"{name.text}: {when}, {'also' if fits else 'not'} {then}")


def _without_patronymic(name: str, lang: str | None) -> str:
    """Drop the patronymic, which a base may not have; the comparison still weighs it."""
    patronymic = parse_name(name, lang=lang).patronymic
    return " ".join(name.replace(patronymic, " ").split()) if patronymic else name


def _by_key(name: str, lang: str | None, type: EntityType | None, base: KnowledgeBase) -> Resolution:
    scored: list[tuple[Comparison, Entity, Name]] = []
    near = base.candidates(name)
    if not near and (shorter := _without_patronymic(name, lang)) != name:
        near = base.candidates(shorter)
    for entity in near:
        if type is not None and entity.type != type:
            continue
        comparisons = ((compare(name, n.text, lang_a=lang, lang_b=n.lang, type=entity.type), n) for n in entity.names)
        best, bearer = max(comparisons, key=lambda item: item[0].score)
        scored.append((best, entity, bearer))
    scored.sort(key=lambda item: (-item[0].score, -item[1].weight, item[1].id))
    candidates = tuple(Candidate(entity.id, n.text, one.score) for one, entity, n in scored[:_MOST_CANDIDATES])
    if not scored:
        return Resolution(None, 0.0, "different", candidates)
    found, entity, _ = scored[0]
    if found.verdict not in FOUND or (len(scored) > 1 and scored[1][0].score == found.score):
        return Resolution(None, found.score, "unclear", candidates)
    return Resolution(entity, found.score, "likely", candidates, found.evidence)


def resolve_many(
    names: Iterable[str],
    *,
    lang: str | None = None,
    type: EntityType | None = None,
    date: str | None = None,
    context: str | Document | None = None,
    kb: KnowledgeBase | None = None,
) -> list[Resolution]:
    """Resolve each name; the options are those of `resolve`."""
    return [resolve(name, lang=lang, type=type, date=date, context=context, kb=kb) for name in names]
