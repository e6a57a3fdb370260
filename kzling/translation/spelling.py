"""Which spelling the names of a text follow, and which of them follow another than that of the text."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kzling.knowledge.memo import kept
from kzling.model import Entity, Mention, Span
from kzling.resolution.links import Linked
from kzling.text.fold import fold
from kzling.translation.signs import Sign, sign

#: Languages whose spelling of a name in a text of another one says something.
SOURCES = ("pl", "de", "cs", "fr", "uk", "ru", "kk", "tr")
#: What such a name weighs in texts that are not in English, where more foreign spellings are in use.
_ELSEWHERE = 3.0
#: So many names, and languages of one, are told of in a profile.
_MOST_TOLD = 5
#: Languages that write names of the region in one script and spelling so often alike that it says nothing.
_CYRILLIC = frozenset({"ru", "uk", "be", "kk", "ky", "bg", "sr", "mk", "mn", "tg", "tt", "ba"})


class _Spelt(NamedTuple):
    """A name with the languages that write its entity so."""

    mention: Mention
    languages: tuple[str, ...]


def foreign_spellings(linked: Sequence[Linked], language: str) -> Iterator[Sign]:
    """Give the resolved names whose form the base lists for other languages than the document's alone, each once.

    Before them comes the profile of the text, if it has such names: how many names follow which spelling.
    """
    names = list(_spelt(linked, language))
    odd = [name for name in names if language not in name.languages]
    if not odd:
        return
    first = Span(odd[0].mention.start, odd[0].mention.end)
    yield sign("spelling-profile", first, (), why=_profile(names, odd, language))
    for mention, languages in odd:
        sources = tuple(one for one in languages if one in SOURCES and (one not in _CYRILLIC or one == "kk"))
        if sources:
            weight = None if language == "en" else _ELSEWHERE
            span, said = Span(mention.start, mention.end), " or ".join(sources)
            shown = mention.canonical or mention.surface
            yield sign("foreign-spelling", span, sources, weight=weight, canonical=shown, language=said)


def _spelt(linked: Sequence[Linked], language: str) -> Iterator[_Spelt]:
    """Give the names of which a spelling can be told, each surface once.

    Where the base does not know how the document's language writes a name in this script (Kazakh in Latin letters),
    nothing can be said of its spelling.
    """
    seen: set[str] = set()
    for item in linked:
        mention = item.mention
        if item.entity is None or item.name is None or mention.restored is not None or mention.surface in seen:
            continue
        # An inflected form, and one that a spelling system makes of a name in another script, is in no list.
        if not item.exact or item.name.script != mention.script:
            continue
        if any(name.lang == language and name.script == mention.script for name in item.entity.names):
            seen.add(mention.surface)
            yield _Spelt(mention, _languages(item.entity, item.name.text))


def _profile(names: Sequence[_Spelt], odd: Sequence[_Spelt], language: str) -> str:
    usual = len(names) - len(odd)
    told = [f"{name.mention.surface} ({', '.join(name.languages[:_MOST_TOLD]) or 'und'})" for name in odd[:_MOST_TOLD]]
    more = f" and {len(odd) - _MOST_TOLD} more" if len(odd) > _MOST_TOLD else ""
    return f"{usual} of {len(names)} names as {language} writes them; otherwise {', '.join(told)}{more}"


@kept(most=1 << 13)
def _languages(entity: Entity, name: str) -> tuple[str, ...]:
    form = fold(name)
    return tuple(dict.fromkeys(other.lang for other in entity.names if fold(other.text) == form))
