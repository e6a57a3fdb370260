"""Resolution of one name: exact forms first, then spellings that share a key, judged by comparison.

What it weighs today: form, type, date and weight, and other names of a candidate in the context. It does not yet
follow a document's own chain of mentions, offices or metonyms.
"""

from collections.abc import Iterable, Sequence

from kzling.answers import Evidence, Verdict
from kzling.checks import check_language, check_text, check_type
from kzling.errors import UsageError
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.dates import iso_date, valid_on
from kzling.model import Candidate, Document, Entity, EntityType, Name, Resolution
from kzling.morphology.analysis import analyses
from kzling.names.compare import compare
from kzling.names.parsing import parse_name
from kzling.text.fold import fold

#: Raised when the rules change.
VERSION = 1

# Hand-set in November 2026 on the examples of the tests; not calibrated.
EXACT = 1.0
INFLECTED = 0.95
_LIKELY_FLOOR = 0.75
_MOST_CANDIDATES = 10


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
    return _by_key(name, lang, type, base)


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
    text = fold(context.text if isinstance(context, Document) else context or "")
    best: dict[str, tuple[tuple[bool, bool, float], Entity, Name]] = {}
    for entity, name in bearers:
        around = bool(text) and any(fold(n.text) in text for n in entity.names if fold(n.text) != fold(name.text))
        rank = (valid_on(name, date), around, entity.weight)
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


def _forms(name: str, lang: str | None) -> Iterable[tuple[str, float, str]]:
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
    scored: list[tuple[float, Verdict, Entity, Name]] = []
    for entity in base.candidates(name) or base.candidates(_without_patronymic(name, lang)):
        if type is not None and entity.type != type:
            continue
        comparisons = ((compare(name, n.text, lang_a=lang, lang_b=n.lang, type=entity.type), n) for n in entity.names)
        best, bearer = max(comparisons, key=lambda item: item[0].score)
        scored.append((best.score, best.verdict, entity, bearer))
    scored.sort(key=lambda item: (-item[0], -item[2].weight, item[2].id))
    candidates = tuple(Candidate(e.id, n.text, score) for score, _, e, n in scored[:_MOST_CANDIDATES])
    if not scored or scored[0][0] < _LIKELY_FLOOR or scored[0][1] not in ("same", "likely"):
        return Resolution(None, scored[0][0] if scored else 0.0, "unclear" if scored else "different", candidates)
    score, _, entity, bearer = scored[0]
    if len(scored) > 1 and scored[1][0] == score:
        return Resolution(None, score, "unclear", candidates)
    evidence = compare(name, bearer.text, lang_a=lang, lang_b=bearer.lang, type=entity.type).evidence
    return Resolution(entity, score, "likely", candidates, evidence)


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
