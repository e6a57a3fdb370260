"""Names that do not follow the spelling of the text they stand in."""

from collections.abc import Sequence

from kzling.resolution.links import LITERAL_FROM, Linked
from kzling.text.fold import fold
from kzling.translation.cues import ForeignName


def foreign_names(linked: Sequence[Linked], language: str) -> list[ForeignName]:
    """Give the resolved names whose form the base lists for other languages than the document's alone."""
    found: list[ForeignName] = []
    for item in linked:
        if item.entity is None or item.name is None:
            continue
        literal = item.name.kind == "literal"
        form = fold(item.name.text)
        languages = tuple(dict.fromkeys(name.lang for name in item.entity.names if fold(name.text) == form))
        if literal or language not in languages:
            origin = (LITERAL_FROM,) if literal else languages
            m = item.mention
            found.append(ForeignName(m.start, m.end, m.surface, m.canonical or "", origin, literal))
    return found
