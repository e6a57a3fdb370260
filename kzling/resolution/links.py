"""From findings to mentions: each finding gets an entity of the base or a cluster of its own."""

from collections.abc import Sequence
from typing import NamedTuple

from kzling.ids import cluster_id, mention_id
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.standard import canonical, standard_name
from kzling.mentions.found import Found
from kzling.model import Entity, Mention, Name, Resolution, Restored
from kzling.resolution.resolve import EXACT, INFLECTED, choose, resolve
from kzling.text.scripts import script_of

#: A literally translated name needs another body or network within so many code points: "Classmates" alone
#: are classmates.
_COMPANY = 80
#: The language whose names translators take literally in this region.
LITERAL_FROM = "ru"


class Linked(NamedTuple):
    """A mention with what it was made from; `entity` and `name` are None for an unknown name."""

    mention: Mention
    entity: Entity | None
    name: Name | None
    exact: bool


def credible(found: Sequence[Found]) -> list[Found]:
    """Drop literal translations of names that stand without company of their kind."""
    bodies = [item for item in found if item.type == "organization"]

    def stands(item: Found) -> bool:
        return any(
            other is not item and other.start <= item.end + _COMPANY and other.end >= item.start - _COMPANY
            for other in bodies
        )

    return [item for item in found if not _literal(item) or stands(item)]


def link(text: str, item: Found, *, document: str, language: str, date: str | None, base: KnowledgeBase) -> Linked:
    """Make a mention of a finding: resolve it, or give it a cluster of its own.

    Args:
        text: the clean text.
        item: the finding in it.
        document: the id of the document.
        language: the language around the finding.
        date: ISO date of the document, if known.
        base: the knowledge base.
    """
    surface = text[item.start : item.end]
    script = script_of(surface)
    if item.bearers:
        score, why = (EXACT, "written as listed: {name}") if item.exact else (INFLECTED, "case form of {name}")
        why = f"{item.lemma}, by {' + '.join(item.route)} from {{name}}" if item.route else why
        answer = choose(item.bearers, score=score, why=why, date=date, context=text if len(item.bearers) > 1 else None)
    else:
        answer = resolve(item.lemma, lang=language, type=item.type, date=date, kb=base)
    name = _bearer(item, answer)
    identity = mention_id(document, item.start, item.end)
    mention = Mention(
        id=identity,
        start=item.start,
        end=item.end,
        surface=surface,
        type=answer.entity.type if answer.entity else item.type,
        lemma=item.lemma,
        language=language,
        script=script,
        by=item.by,
        entity_id=answer.entity.id if answer.entity else cluster_id((identity,)),
        canonical=canonical(answer.entity, language=language, script=script) if answer.entity else item.lemma,
        score=answer.score,
        verdict=answer.verdict,
        route=item.route,
        restored=_restored(answer.entity, item),
        evidence=answer.evidence,
    )
    return Linked(mention, answer.entity, name, item.exact)


def _bearer(item: Found, answer: Resolution) -> Name | None:
    if answer.entity is None:
        return None
    return next((name for entity, name in item.bearers if entity.id == answer.entity.id), None)


def _literal(item: Found) -> bool:
    return bool(item.bearers) and all(name.kind == "literal" for _, name in item.bearers)


def _restored(entity: Entity | None, item: Found) -> Restored | None:
    if entity is None or not _literal(item):
        return None
    native = standard_name(entity, language=LITERAL_FROM)
    return Restored(native.text, LITERAL_FROM, 0.9) if native else None
