"""Names that do not follow the spelling of the text they stand in."""

from collections.abc import Sequence

from kzling.knowledge.memo import kept
from kzling.model import Entity
from kzling.resolution.links import LITERAL_FROM, Linked
from kzling.text.fold import fold
from kzling.translation.cues import ForeignName


def foreign_names(linked: Sequence[Linked], language: str) -> list[ForeignName]:
    """Give the resolved names whose form the base lists for other languages than the document's alone.

    Where the base does not know how the document's language writes a name in this script (Kazakh in Latin letters),
    nothing can be said of its spelling.
    """
    found: list[ForeignName] = []
    for item in linked:
        if item.entity is None or item.name is None:
            continue
        literal = item.name.kind == "literal"
        languages = _languages(item.entity, item.name.text)
        judged = any(name.lang == language and name.script == item.mention.script for name in item.entity.names)
        if literal or (judged and language not in languages):
            origin = (LITERAL_FROM,) if literal else languages
            m = item.mention
            found.append(ForeignName(m.start, m.end, m.surface, m.canonical or "", origin, literal))
    return found


@kept(most=1 << 13)
def _languages(entity: Entity, name: str) -> tuple[str, ...]:
    form = fold(name)
    return tuple(dict.fromkeys(other.lang for other in entity.names if fold(other.text) == form))
