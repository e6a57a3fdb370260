"""Which spelling the names of a text follow, and which of them follow another than that of the text."""

from collections.abc import Iterator, Sequence

from kzling.knowledge.memo import kept
from kzling.model import Entity, Span
from kzling.resolution.links import Linked
from kzling.text.fold import fold
from kzling.translation.signs import Sign, sign

#: Languages whose spelling of a name in a text of another one says something.
SOURCES = ("pl", "de", "cs", "fr", "uk", "ru", "kk", "tr")
#: What such a name weighs in texts that are not in English, where more foreign spellings are in use.
_ELSEWHERE = 3.0
#: Languages that write names of the region in one script and spelling so often alike that it says nothing.
_CYRILLIC = frozenset({"ru", "uk", "be", "kk", "ky", "bg", "sr", "mk", "mn", "tg", "tt", "ba"})


def foreign_spellings(linked: Sequence[Linked], language: str) -> Iterator[Sign]:
    """Give the resolved names whose form the base lists for other languages than the document's alone, each once.

    Where the base does not know how the document's language writes a name in this script (Kazakh in Latin letters),
    nothing can be said of its spelling.
    """
    seen: set[str] = set()
    for item in linked:
        mention = item.mention
        if item.entity is None or item.name is None or mention.restored is not None or mention.surface in seen:
            continue
        listed = _languages(item.entity, item.name.text)
        judged = any(name.lang == language and name.script == mention.script for name in item.entity.names)
        if not judged or language in listed:
            continue
        sources = tuple(one for one in listed if one in SOURCES and (one not in _CYRILLIC or one == "kk"))
        if sources:
            seen.add(mention.surface)
            span = Span(mention.start, mention.end)
            weight = None if language == "en" else _ELSEWHERE
            said = " or ".join(sources)
            yield sign(
                "foreign-spelling", span, sources, weight=weight, canonical=mention.canonical or "", language=said
            )


@kept(most=1 << 13)
def _languages(entity: Entity, name: str) -> tuple[str, ...]:
    form = fold(name)
    return tuple(dict.fromkeys(other.lang for other in entity.names if fold(other.text) == form))
