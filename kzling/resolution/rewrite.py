"""Writing standard names into a text, each in the grammatical case of the name that stood there."""

from collections.abc import Iterable
from typing import Literal

import regex

from kzling.knowledge.dates import valid_on
from kzling.knowledge.memo import kept
from kzling.knowledge.standard import standard_name
from kzling.model import Entity, Left, Normalized, Span
from kzling.names.shapes import patronymic
from kzling.orthography.forward import transliterate
from kzling.orthography.keys import are_spellings, skeleton
from kzling.resolution.agreement import Refused, beside, fitting, is_of_another_name
from kzling.resolution.links import Linked
from kzling.resolution.recast import LATIN, Recast, recast
from kzling.resolution.styles import Style, styled
from kzling.text.edits import Replacement, apply
from kzling.text.fold import fold

Quotations = Literal["rewrite", "keep"]

# The word before may begin a sentence; then its capital says nothing.
_BEFORE = regex.compile(r"(?<=[^.!?…:\n\"«“„] )(?:\p{Lu}[\p{L}\p{M}'’-]*)[ -]\Z")
_AFTER = regex.compile(r"[ -](?:\p{Lu}[\p{L}\p{M}'’-]*)")

# A region may keep the name that its city has given up: Leningrad region, Dnipropetrovsk oblast.
_REGION = regex.compile(r"[ -](?:regions?|oblasts?|provinces?|districts?|areas?|облыс\p{L}*|област\p{L}*)\b")
_ADJECTIVE = regex.compile(r"\w+(?:[иыо]й|[ая]я|[ое]е|ськ[ае])")
_SMALL = regex.compile(r"[ \u00a0]\p{Ll}")
_QUOTED = regex.compile(r"«[^«»\n]*»|“[^“”\n]*”|„[^„”“\n]*[”“]|(?<!\w)\"[^\"\n]*\"(?!\w)")

#: How far a neighbouring word is looked for, in code points; longer words are no names.
_REACH = 40

_STATES = frozenset({"state", "country"})
_REGIONS = _STATES | {"region", "oblast", "province", "krai", "republic", "voivodeship", "land"}

#: From this score on, a likely link is sure enough if the name is as listed. Set by hand in November 2026: that much
#: has a former name that nothing else bears.
_LISTED = 0.75

#: Stands for every day where an entity's names have no dates.
_ANY_DAY = "2000"

#: Raised when the rule changes.
VERSION = 2


def rewrite(
    text: str,
    linked: Iterable[Linked],
    *,
    language: str,
    script: str,
    on: str | None,
    quotations: Quotations = "rewrite",
    style: Style = "press",
) -> Normalized:
    """Put names into the standard form of the text's language and script, in the case in which they stand.

    Names stay whose link is not certain; places beside another capitalised word or a word for a region (they may be
    part of a longer name: Astana Arena); names for which the base has no standard form of the same number of words (a
    surname is not blown up to a full name); and names where it is not sure that the new one fits: `Normalized.left`
    says which and why.

    Args:
        text: the text.
        linked: its mentions, ascending.
        language: the language of the text.
        script: the script of the text.
        on: ISO date whose names count; None takes today's.
        quotations: whether names between quotation marks are rewritten, too.
        style: the house spelling, see `kzling.resolution.styles`.
    """
    items = list(linked)
    quoted = [match.span() for match in _QUOTED.finditer(text)] if quotations == "keep" else []
    around = zip([None, *items], items, [*items[1:], None], strict=False)
    replacements: list[Replacement] = []
    left: list[Left] = []
    for before, item, after in around:
        start, end = item.mention.start, item.mention.end
        target = _wanted(item, language, script, on, style)
        if target is None or any(low < start and end < high for low, high in quoted) or item.entity is None:
            continue
        form = _form(text, item, target, language) if not _crowded(text, before, item, after) else _LONGER
        if isinstance(form, Refused):
            left.append(Left(Span(start, end), item.mention.surface, target, form.why, item.entity.id))
        elif form != item.mention.surface:
            own = Replacement(start, end, form, "standard name", item.entity.id)
            replacements += sorted([own, *beside(text, start, end, form, lang=language)])
    edited, edits = apply(text, replacements)
    return Normalized(edited, edits, tuple(left))


_LONGER = Refused("it may be part of a longer name")
_UNKNOWN = Refused("its case is not known")


def _form(text: str, item: Linked, target: str, language: str) -> str | Refused:
    """Give the standard name in the case in which the name stands."""
    mention, entity = item.mention, item.entity
    assert entity is not None
    name = item.name.text if item.name else mention.lemma
    # A name that is spelt otherwise than any listed one has its own base form.
    for source in dict.fromkeys((name, mention.lemma) if are_spellings(mention.lemma, name) else (name,)):
        found = _recast(entity, mention.surface, source, target, language)
        if found is not None:
            return fitting(found, text, mention.start, mention.end, lang=language)
    return _UNKNOWN


@kept(most=1 << 12)
def _recast(entity: Entity, surface: str, source: str, target: str, language: str) -> Recast | None:
    sex = entity.attributes.get("sex")
    return recast(surface, source, target, lang=language, type=entity.type, sex=sex if isinstance(sex, str) else None)


def _crowded(text: str, before: Linked | None, item: Linked, after: Linked | None) -> bool:
    """Say whether a capitalised word that is no name of its own and begins no sentence stands beside a place."""
    start, end = item.mention.start, item.mention.end
    if is_of_another_name(text, start, end) or (after is not None and _is_elsewhere(text, item, after)):
        return True
    if item.mention.type != "place":
        return False
    if _is_adjective(item) and _SMALL.match(text, end):
        # «Южный поток» has nothing to do with the town of Южный.
        return True
    if item.mention.surface.isupper() and (text[start - 2 : start].isupper() or text[end : end + 3].isupper()):
        # All words have capitals here.
        return bool(_REGION.match(text.lower(), end, end + _REACH))
    # Only what lies between the neighbouring names is looked at, and of that not more than a word.
    low = max(before.mention.end if before else 0, start - _REACH)
    high = min(after.mention.start if after else len(text), end + _REACH)
    return bool(_BEFORE.search(text, low, start) or _AFTER.match(text, end, high) or _REGION.match(text, end, high))


def _is_adjective(item: Linked) -> bool:
    """Say whether a place that is seldom in the news is called by an adjective."""
    return item.entity is not None and item.entity.weight < 1 and bool(_ADJECTIVE.fullmatch(item.mention.lemma))


def _is_elsewhere(text: str, item: Linked, after: Linked) -> bool:
    """Say whether the region or state right behind a place is not the one that it is in: Odessa, Texas."""
    place, region = item.entity, after.entity
    gap = text[item.mention.end : after.mention.start]
    if place is None or region is None or gap not in (" ", ", ", " ("):
        return False
    kind = region.attributes.get("kind")
    if kind not in _REGIONS:
        return False
    own, other = (entity.attributes.get("country") for entity in (place, region))
    here = place.attributes.get("region")
    return (own is not None and other is not None and own != other) or (
        kind not in _STATES and here is not None and here != region.id
    )


def _wanted(item: Linked, language: str, script: str, on: str | None, style: Style) -> str | None:
    """Give the standard name that should stand in the place of a name, None where the name stays."""
    if item.entity is None or item.name is None or not _is_sure(item):
        return None
    if item.mention.restored is not None or item.name.kind in ("nickname", "literal"):
        return None
    if item.entity.type not in ("person", "place", "organization"):
        return None
    if item.mention.script != script and language == "kk":
        return None
    # Microsoft is not respelt in a Russian text.
    written = "Latn" if item.mention.script == "Latn" else script
    return _target(item.entity, item.name.text, item.mention.lemma, language, written, on, style)


def _is_sure(item: Linked) -> bool:
    """Say whether a link is certain: a name that is no longer in use is only likely, though it is as listed."""
    mention = item.mention
    listed = any(reason.kind == "form" for reason in mention.evidence)
    return mention.verdict == "same" or (mention.verdict == "likely" and listed and mention.score >= _LISTED)


@kept(most=1 << 13)
def _target(
    entity: Entity, name: str, lemma: str, language: str, script: str, on: str | None, style: Style
) -> str | None:
    """Give the standard name in the place of a listed one (`lemma`: as it is spelt here), None where that stays.

    A person's has as many words; a place's or body's as many if there is one, else any number.
    """
    day = on if on is None or any(other.since or other.until for other in entity.names) else _ANY_DAY
    size = len(lemma.split())
    # Few Kazakh names are listed in Latin letters, where one alphabet is enough for all.
    spelt = script if (language, script) != ("kk", "Latn") else "Cyrl"
    target = standard_name(entity, language=language, on=day, script=spelt, words=size)
    if target is None and entity.type != "person":
        target = standard_name(entity, language=language, on=day, script=spelt)
    if target is None:
        return None
    written = target.text if spelt == script else transliterate(target.text, LATIN)
    house = styled(entity, written, style=style, language=language, on=day)
    if house != written and are_spellings(lemma, house):
        # The press spells it otherwise, and is standard nowhere here.
        return house if house != lemma else None
    written = house
    if fold(written) == fold(lemma) or not _may_give_way(entity, name, lemma, target.text, language, on):
        return None
    return written


def _may_give_way(entity: Entity, name: str, lemma: str, target: str, language: str, on: str | None) -> bool:
    """Say whether a name is to be replaced: another spelling, a former name, a place's or person's other full name."""
    own = [other for other in entity.names if other.lang == language and fold(other.text) == fold(name)]
    if any((other.since or other.until) and other.kind != "misspelling" and valid_on(other, on) for other in own):
        # It is the name of that day.
        return False
    if are_spellings(lemma, target):
        return True
    if entity.type == "person":
        return bool(own) and _is_fuller_spelling(lemma, target)
    if own and not any(valid_on(other, on) for other in own):
        return True
    # Short forms in use stay: РФ, Петербург, Босния.
    return entity.type == "place" and lemma.isupper() == target.isupper() and lemma not in target


def _is_fuller_spelling(one: str, other: str) -> bool:
    """Say whether two full names differ in one of their words: Ахмет Байтұрсынов, Ахмет Байтұрсынұлы."""
    ours, theirs = one.split(), other.split()
    if len(ours) < 2 or len(ours) != len(theirs) or any("." in word or _is_fathers(word) for word in (*ours, *theirs)):
        return False
    return sum(bool(skeleton(a) & skeleton(b)) for a, b in zip(ours, theirs, strict=True)) == len(ours) - 1


def _is_fathers(word: str) -> bool:
    found = patronymic(word)
    return found is not None and found.kind == "slavic"
