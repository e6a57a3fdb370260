"""What people have said that a name means: it goes before all that the machine weighs."""

from kzling.answers import Evidence
from kzling.knowledge.base import KnowledgeBase
from kzling.model import Candidate, EntityType, Resolution
from kzling.resolution.proof import judged


def by_override(
    name: str,
    *,
    lang: str | None,
    type: EntityType | None,
    day: str | None,
    document: str | None,
    base: KnowledgeBase,
) -> Resolution | None:
    """Give what the overrides of a base say of a name; None where they say nothing, or of another type or base.

    Args:
        name: as it stands in the text: an override holds for this form.
        lang: the language around it, if known.
        type: keep to entities of this type.
        day: ISO date of the text, if known.
        document: the id of the document, if any.
        base: the knowledge base.
    """
    link = base.overrides.link(name, lang=lang, type=type, date=day, document=document)
    if link is None:
        return None
    why = Evidence("override", 0.0, f"{link.by}, {link.when}: {link.why}")
    if link.entity is None:
        return Resolution(None, 1.0, "different", (), (why,))
    if link.entity not in base:
        return None
    entity = base.get(link.entity)
    if type not in (None, entity.type):
        return None
    proof = judged(link, entity.id, surface=name, lang=lang, day=day)
    return Resolution(entity, 1.0, "same", (Candidate(entity.id, link.name, 1.0),), (why, proof))
