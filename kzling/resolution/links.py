"""From findings to mentions: each finding gets an entity of the base or a cluster of its own."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from kzling.answers import Evidence, Verdict
from kzling.ids import cluster_id, mention_id
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.memo import kept
from kzling.knowledge.standard import canonical, standard_name
from kzling.mentions.found import Bearers, Found
from kzling.model import Entity, Mention, Name, Resolution, Restored
from kzling.resolution.resolve import EXACT, INFLECTED, Surroundings, pick, resolve
from kzling.text.fold import fold
from kzling.text.scripts import UNKNOWN, script_of, scripts_in

#: A literally translated name needs another body or network within so many code points: "Classmates" alone
#: are classmates.
_COMPANY = 80
#: The language whose names translators take literally in this region.
LITERAL_FROM = "ru"

#: So many forms with their bearers and so many answers (dates differ from article to article) are known at a time:
#: about 8 MB when full, then all are dropped.
_MOST_CASES, _MOST_ANSWERS = 1 << 12, 1 << 13
_CASES: dict[int, "_Case"] = {}
_ANSWERS: dict[tuple[object, ...], "_Answer"] = {}


class Linked(NamedTuple):
    """A mention with what it was made from; `entity` and `name` are None for an unknown name."""

    mention: Mention
    entity: Entity | None
    name: Name | None
    exact: bool


def credible(found: Sequence[Found]) -> list[Found]:
    """Drop literal translations of names that stand without company of their kind.

    `found` is in ascending order, without overlaps.
    """
    if not any(map(_literal, found)):
        return list(found)
    bodies = [item for item in found if item.type == "organization"]
    starts, ends = [item.start for item in bodies], [item.end for item in bodies]

    def stands(item: Found) -> bool:
        near = bisect_right(starts, item.end + _COMPANY) - bisect_left(ends, item.start - _COMPANY)
        return near > (item.type == "organization")

    return [item for item in found if not _literal(item) or stands(item)]


def link(
    text: str, found: Iterable[tuple[Found, str]], *, document: str, date: str | None, base: KnowledgeBase
) -> list[Linked]:
    """Make mentions of findings: resolve each, or give it a cluster of its own.

    Args:
        text: the clean text.
        found: the findings in it, each with the language around it.
        document: the id of the document.
        date: ISO date of the document, if known.
        base: the knowledge base.
    """
    around = Surroundings(text)
    return [_link(text, item, document, language, date, base, around) for item, language in found]


def _link(
    text: str,
    item: Found,
    document: str,
    language: str,
    date: str | None,
    base: KnowledgeBase,
    around: Surroundings,
) -> Linked:
    start, end, lemma, kind, by, bearers, exact, route = item
    surface = text[start:end]
    script = _script_of(surface)
    if bearers:
        answer = _known(item, language, script, date, around)
    else:
        answer = _answer(resolve(lemma, lang=language, type=kind, date=date, kb=base), item, language, script)
    entity = answer.entity
    identity = mention_id(document, start, end)
    mention = Mention(
        id=identity,
        start=start,
        end=end,
        surface=surface,
        type=entity.type if entity is not None else kind,
        lemma=lemma,
        language=language,
        script=script,
        by=by,
        entity_id=entity.id if entity is not None else cluster_id((identity,)),
        canonical=answer.canonical,
        score=answer.score,
        verdict=answer.verdict,
        route=route,
        restored=answer.restored,
        evidence=answer.evidence,
    )
    return Linked(mention, entity, answer.name, exact)


class _Answer(NamedTuple):
    """What a mention says of its entity, wherever it stands."""

    entity: Entity | None
    name: Name | None
    canonical: str
    score: float
    verdict: Verdict
    restored: Restored | None
    evidence: tuple[Evidence, ...]


class _Case(NamedTuple):
    """A finding's bearers, with what an answer depends on."""

    bearers: Bearers  # kept, so that no other tuple takes their id
    dated: bool
    rivals: bool


def _known(item: Found, language: str, script: str, date: str | None, around: Surroundings) -> _Answer:
    """Choose one of the bearers of a finding; what was chosen before for the same reasons is chosen again."""
    _, _, lemma, _, _, bearers, exact, route = item
    which = id(bearers)
    case = _CASES.get(which)
    if case is None:
        _make_room()
        case = _CASES[which] = _case(bearers)
    beside = around.beside(bearers) if case.rivals else ()
    # Where no name has dates, only whether there is a date counts.
    reasons = (which, lemma, exact, route, language, script, date if case.dated else date is None, beside)
    answer = _ANSWERS.get(reasons)
    if answer is None:
        _make_room()
        _CASES[which] = case
        resolution = _chosen(item, date, beside or (False,) * len(bearers))
        answer = _ANSWERS[reasons] = _answer(resolution, item, language, script)
    return answer


def _make_room() -> None:
    # Both at once: an answer is known by the id of bearers that its case keeps.
    if len(_CASES) >= _MOST_CASES or len(_ANSWERS) >= _MOST_ANSWERS:
        _CASES.clear()
        _ANSWERS.clear()


def _answer(resolution: Resolution, item: Found, language: str, script: str) -> _Answer:
    entity, score, verdict, evidence = resolution.entity, resolution.score, resolution.verdict, resolution.evidence
    name = _bearer(item, resolution)
    if entity is None:
        return _Answer(None, name, item.lemma, score, verdict, None, evidence)
    shown = _canonical(entity, language, script)
    return _Answer(entity, name, shown, score, verdict, _restored(entity, item), evidence)


def _case(bearers: Bearers) -> _Case:
    dated = any(name.since or name.until for _, name in bearers)
    # Among names of one entity that are written alike, what stands around them decides nothing.
    rivals = len(bearers) > 1 and len({(entity.id, fold(name.text)) for entity, name in bearers}) > 1
    return _Case(bearers, dated, rivals)


def _chosen(item: Found, date: str | None, beside: Sequence[bool]) -> Resolution:
    score, why = (EXACT, "written as listed: {name}") if item.exact else (INFLECTED, "case form of {name}")
    why = f"{item.lemma}, by {' + '.join(item.route)} from {{name}}" if item.route else why
    return pick(item.bearers, beside, score=score, why=why, date=date)


def _bearer(item: Found, answer: Resolution) -> Name | None:
    if answer.entity is None:
        return None
    return next((name for entity, name in item.bearers if entity.id == answer.entity.id), None)


def _literal(item: Found) -> bool:
    # The first bearer tells most names.
    return (
        bool(item.bearers)
        and item.bearers[0][1].kind == "literal"
        and all(name.kind == "literal" for _, name in item.bearers)
    )


def _restored(entity: Entity, item: Found) -> Restored | None:
    if not _literal(item):
        return None
    native = standard_name(entity, language=LITERAL_FROM)
    return Restored(native.text, LITERAL_FROM, 0.9) if native else None


@lru_cache(maxsize=1 << 12)
def _script_of(surface: str) -> str:
    # Letters are only counted where there are several scripts.
    scripts = scripts_in(surface) - {UNKNOWN}
    return scripts.pop() if len(scripts) == 1 else script_of(surface)


@kept(most=1 << 13)
def _canonical(entity: Entity, language: str, script: str) -> str:
    return canonical(entity, language=language, script=script)
