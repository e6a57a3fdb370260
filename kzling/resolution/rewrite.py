"""Writing standard names into a text, where that is safe without grammar."""

from collections.abc import Iterable, Iterator

import regex

from kzling.knowledge.dates import valid_on
from kzling.knowledge.memo import kept
from kzling.knowledge.standard import standard_name
from kzling.model import Entity, Name, Normalized
from kzling.resolution.links import Linked
from kzling.text.edits import Replacement, apply
from kzling.text.fold import fold

# The word before may begin a sentence; then its capital says nothing.
_BEFORE = regex.compile(r"(?<=[^.!?…:\n\"«“„] )(?:\p{Lu}[\p{L}\p{M}'’-]*)[ -]\Z")
_AFTER = regex.compile(r"[ -](?:\p{Lu}[\p{L}\p{M}'’-]*)")

# A region may keep the name that its city has given up: Leningrad region, Dnipropetrovsk oblast.
_REGION = regex.compile(r"[ -](?:regions?|oblasts?|provinces?|districts?|areas?|облыс\p{L}*|област\p{L}*)\b")

#: In these languages the base form of a masculine place is its accusative too («в Целиноград»), and verbs agree
#: with its gender: a name is only replaced by one that ends alike.
_GENDERED = frozenset(["ru", "uk", "be", "pl", "cs", "sk", "bg", "sr", "hr", "lt", "lv"])
_VOWELS = frozenset("аеёиоуыэюяіїєўaeiouyąęáéíóúýäöüьй")

#: How far a neighbouring word is looked for, in code points; longer words are no names.
_REACH = 40

#: Stands for every day where an entity's names have no dates.
_ANY_DAY = "2000"

#: Raised when the rule changes.
VERSION = 1


def rewrite(text: str, linked: Iterable[Linked], *, language: str, script: str, on: str | None) -> Normalized:
    """Put names into the standard form of the text's language and script.

    Left as they are: names in another case than the base form, names that are standard already, links that are
    not certain, names whose standard form ends otherwise in a language with genders, places beside another
    capitalised word or a word for a region (they may be part of a longer name: Astana Arena), and names for which
    the base has no standard form of the same number of words (a surname is not blown up to a full name).

    Args:
        text: the text.
        linked: its mentions, ascending.
        language: the language of the text.
        script: the script of the text.
        on: ISO date whose names count; None takes today's.
    """
    items = list(linked)
    around = zip([None, *items], items, [*items[1:], None], strict=False)
    return Normalized(*apply(text, _replacements(text, around, language, script, on)))


def _crowded(text: str, before: Linked | None, item: Linked, after: Linked | None) -> bool:
    """Say whether a capitalised word that is no name of its own and begins no sentence stands beside a place."""
    start, end = item.mention.start, item.mention.end
    if item.mention.type != "place":
        return False
    # Only what lies between the neighbouring names is looked at, and of that not more than a word.
    low = max(before.mention.end if before else 0, start - _REACH)
    high = min(after.mention.start if after else len(text), end + _REACH)
    return bool(_BEFORE.search(text, low, start) or _AFTER.match(text, end, high) or _REGION.match(text, end, high))


def _replacements(
    text: str,
    around: Iterable[tuple[Linked | None, Linked, Linked | None]],
    language: str,
    script: str,
    on: str | None,
) -> Iterator[Replacement]:
    for before, item, after in around:
        if item.entity is None or item.name is None or not item.exact or item.mention.verdict != "same":
            continue
        target = _target(item.entity, item.name.text, language, script, on)
        if target is None or _crowded(text, before, item, after):
            continue
        surface = item.mention.surface
        standard = target.upper() if surface.isupper() and not item.name.text.isupper() else target
        yield Replacement(item.mention.start, item.mention.end, standard, "standard name", item.entity.id)


def _target(entity: Entity, name: str, language: str, script: str, on: str | None) -> str | None:
    """Give the standard form in the place of a name, None where the name stays."""
    if any(valid_on(other, on) for other in _own(entity, name, language)):
        return None
    return _standard(entity, name, language, script, on if _dated(entity) or on is None else _ANY_DAY)


@kept(most=1 << 13)
def _own(entity: Entity, name: str, language: str) -> tuple[Name, ...]:
    form = fold(name)
    return tuple(
        other
        for other in entity.names
        if other.lang == language and other.kind in ("official", "alias", "former") and fold(other.text) == form
    )


@kept(most=1 << 12)
def _dated(entity: Entity) -> bool:
    return any(name.since or name.until for name in entity.names)


@kept(most=1 << 13)
def _standard(entity: Entity, name: str, language: str, script: str, on: str | None) -> str | None:
    target = standard_name(entity, language=language, on=on, script=script, words=len(name.split()))
    if target is None and entity.type == "place":
        target = standard_name(entity, language=language, on=on, script=script)
    if target is None or fold(target.text) == fold(name):
        return None
    if language in _GENDERED and not _same_pattern(name, target.text):
        return None
    return target.text


def _same_pattern(one: str, other: str) -> bool:
    """Say whether two names end alike, so that one can stand wherever the other's base form stands."""
    a, b = one[-1].lower(), other[-1].lower()
    return a == b or (a not in _VOWELS and b not in _VOWELS)
