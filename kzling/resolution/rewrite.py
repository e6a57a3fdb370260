"""Writing standard names into a text, where that is safe without grammar."""

from collections.abc import Iterable, Iterator, Sequence

import regex

from kzling.knowledge.dates import valid_on
from kzling.knowledge.standard import standard_name
from kzling.model import Entity, Name, Normalized
from kzling.resolution.links import Linked
from kzling.text.edits import Replacement, apply
from kzling.text.fold import fold

# The word before may begin a sentence; then its capital says nothing.
_BEFORE = regex.compile(r"(?<=[^.!?…:\n\"«“„] )(?P<word>\p{Lu}[\p{L}\p{M}'’-]*)[ -]\Z")
_AFTER = regex.compile(r"[ -](?P<word>\p{Lu}[\p{L}\p{M}'’-]*)")

#: Raised when the rule changes.
VERSION = 1


def rewrite(text: str, linked: Iterable[Linked], *, language: str, script: str, on: str | None) -> Normalized:
    """Put names into the standard form of the text's language and script.

    Left as they are: names in another case than the base form, names that are standard already, links that are
    not certain, places beside another capitalised word (they may be part of a longer name: Astana Arena), and
    names for which the base has no standard form of the same number of words (a surname is not blown up to a
    full name).

    Args:
        text: the text.
        linked: its mentions, ascending.
        language: the language of the text.
        script: the script of the text.
        on: ISO date whose names count; None takes today's.
    """
    items = list(linked)
    alone = [item for item in items if item.mention.type != "place" or not _crowded(text, item, items)]
    return Normalized(*apply(text, _replacements(alone, language, script, on)))


def _crowded(text: str, item: Linked, items: Sequence[Linked]) -> bool:
    """Say whether a capitalised word that is no name of its own and begins no sentence stands beside a name."""
    before = _BEFORE.search(text, 0, item.mention.start)
    after = _AFTER.match(text, item.mention.end)
    taken = [(other.mention.start, other.mention.end) for other in items if other is not item]
    words = [match.span("word") for match in (before, after) if match]
    return any(not any(start < b and a < end for a, b in taken) for start, end in words)


def _replacements(linked: Iterable[Linked], language: str, script: str, on: str | None) -> Iterator[Replacement]:
    for item in linked:
        if item.entity is None or item.name is None or not item.exact or item.mention.verdict != "same":
            continue
        target = _target(item.entity, item.name, language, script, on)
        if target is None:
            continue
        surface = item.mention.surface
        after = target.text.upper() if surface.isupper() and not item.name.text.isupper() else target.text
        yield Replacement(item.mention.start, item.mention.end, after, "standard name", item.entity.id)


def _target(entity: Entity, name: Name, language: str, script: str, on: str | None) -> Name | None:
    form = fold(name.text)
    own = [other for other in entity.names if other.lang == language and fold(other.text) == form]
    if any(valid_on(other, on) and other.kind in ("official", "alias", "former") for other in own):
        return None
    words = len(name.text.split())
    target = standard_name(entity, language=language, on=on, script=script, words=words)
    if target is None and entity.type == "place":
        target = standard_name(entity, language=language, on=on, script=script)
    return None if target is None or fold(target.text) == form else target
