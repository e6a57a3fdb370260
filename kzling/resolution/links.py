"""From findings to mentions: each finding gets an entity of the base or a cluster of its own."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from kzling.answers import Evidence, Verdict
from kzling.ids import cluster_id, mention_id
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.memo import kept
from kzling.knowledge.roles import SEATS
from kzling.knowledge.standard import canonical, standard_name
from kzling.mentions.found import Bearers, Found
from kzling.mentions.kazakh import NAME as KAZAKH
from kzling.mentions.ordinary import is_ordinary
from kzling.mentions.rules import NAME as RULES
from kzling.model import Entity, Mention, Name, Restored
from kzling.resolution.beside import kinds_beside, kinds_of, shared_noun
from kzling.resolution.chains import surnames_alone
from kzling.resolution.choice import Choice, by_form, chosen, is_ambiguous
from kzling.resolution.clusters import Unknown, in_document
from kzling.resolution.judgement import by_override
from kzling.resolution.matches import EXACT, INFLECTED, How, Match, matches
from kzling.resolution.proof import derivation
from kzling.resolution.story import Story
from kzling.resolution.surroundings import Named, Surroundings
from kzling.text.fold import fold
from kzling.text.scripts import UNKNOWN, script_of, scripts_in

#: A literally translated name needs another body or network within so many code points: "Classmates" alone
#: are classmates.
_COMPANY = 80
#: What stands right behind a name where others are listed with it.
_BEFORE_OTHERS = (",", " ")
#: The language whose names translators take literally in this region.
LITERAL_FROM = "ru"

#: So many forms with their bearers and so many answers (dates differ from article to article) are known at a time:
#: about 8 MB when full, then all are dropped.
_MOST_CASES, _MOST_ANSWERS = 1 << 12, 1 << 13
_CASES: dict[int, "_Case"] = {}
_ANSWERS: dict[tuple[object, ...], tuple[Bearers, "_Answer"]] = {}


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
    text: str,
    found: Iterable[tuple[Found, str]],
    *,
    read: str | None = None,
    document: str,
    date: str | None,
    base: KnowledgeBase,
    origin: str | None = None,
) -> list[Linked]:
    """Make mentions of findings: resolve each, or give it a cluster of its own.

    Surnames of persons whom the text names in full become mentions, too.

    Args:
        text: the clean text.
        found: the findings in it, ascending, each with the language around it.
        read: the text with the capitals that it should have, if it has none.
        document: the id of the document.
        date: ISO date of the document, if known.
        base: the knowledge base.
        origin: country of the publisher, if known.
    """
    base.refresh()
    items = list(found)
    named = [
        Named(item.start, item.end, item.bearers[0][0])
        for item, _ in items
        if item.bearers and _case(item.bearers).alone
    ]
    usual = Counter(language for _, language in items).most_common(1)
    lang = usual[0][0] if usual else None
    story = Story(Surroundings(read or text, lang=lang, date=date, base=base, origin=origin, named=named))
    borders = [0, *(border for item, _ in items for border in (item.start, item.end)), len(text)]
    spoken = [
        (_whole(item, story, language, borders[2 * number], borders[2 * number + 3]), language)
        for number, (item, language) in enumerate(items)
    ]
    linked = [_link(text, item, document, language, date, story) for item, language in spoken]
    return _with_clusters(_with_surnames(text, linked, document, date, story), text)


def _whole(item: Found, story: Story, language: str, low: int, high: int) -> Found:
    """Give a finding with the person's full name around it, where only a part was found, within `low` and `high`."""
    # Rules have looked at what stands around.
    if item.type != "person" or item.by == RULES or (item.bearers and _case(item.bearers).alone):
        return item
    full = story.around(item.start, item.end, language)
    if full is None or not (low <= full.start <= item.start and item.end <= full.end <= high):
        return item
    if (full.start, full.end) == (item.start, item.end):
        return item
    return item._replace(start=full.start, end=full.end, lemma=full.text, bearers=(), exact=False)


def _with_surnames(text: str, linked: list[Linked], document: str, date: str | None, story: Story) -> list[Linked]:
    full = [
        (item.mention.lemma if " " in item.mention.lemma else item.mention.surface, item.mention.language)
        for item in linked
        if item.mention.type == "person" and " " in item.mention.surface
    ]
    taken = [(item.mention.start, item.mention.end) for item in linked]
    languages = dict(full)
    more = [
        _link(text, item, document, languages.get(item.lemma, full[0][1]), date, story)
        for item in surnames_alone(story.text, full, taken, said=story.said if full else ())
    ]
    return sorted([*linked, *more], key=lambda item: item.mention.start) if more else linked


def _with_clusters(linked: list[Linked], text: str) -> list[Linked]:
    """Give unknown names that are one in this text the cluster of the first of them."""
    unknown = [place for place, item in enumerate(linked) if item.entity is None]
    if len(unknown) < 2:
        return linked
    mentions = [linked[place].mention for place in unknown]
    groups = in_document([Unknown(m.surface, m.lemma, m.language, m.type, m.start) for m in mentions])
    for place, first in zip(unknown, groups, strict=True):
        mention = replace(linked[place].mention, entity_id=cluster_id((mentions[first].id,)))
        linked[place] = linked[place]._replace(mention=mention)
    return linked


def _link(text: str, item: Found, document: str, language: str, date: str | None, story: Story) -> Linked:
    surface = text[item.start : item.end]
    script = _script_of(surface)
    judged = _judged(item, surface, language, script, document, date, story)
    answer = judged or _answered(item, surface, language, script, date, story)
    entity = answer.entity
    identity = mention_id(document, item.start, item.end)
    mention = Mention(
        id=identity,
        start=item.start,
        end=item.end,
        surface=surface,
        type=entity.type if entity is not None else item.type,
        lemma=item.lemma,
        language=language,
        script=script,
        by=item.by,
        entity_id=entity.id if entity is not None else cluster_id((identity,)),
        canonical=answer.canonical,
        score=answer.score,
        verdict=answer.verdict,
        route=item.route,
        restored=answer.restored,
        evidence=answer.evidence,
    )
    return Linked(mention, entity, answer.name, item.exact)


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
    """A finding's bearers, and whether what stands around decides nothing: one entity that is nothing else."""

    bearers: Bearers  # kept, so that no other tuple takes their id
    alone: bool


def _case(bearers: Bearers) -> _Case:
    case = _CASES.get(id(bearers))
    if case is None:
        if len(_CASES) >= _MOST_CASES:
            _CASES.clear()
        case = _CASES[id(bearers)] = _Case(bearers, _alone(bearers))
    return case


def _alone(bearers: Bearers) -> bool:
    entity = bearers[0][0]
    plain = (other.id == entity.id and not is_ambiguous(other, name) for other, name in bearers)
    if not all(plain) or any(is_ordinary(name.text, None) for _, name in bearers):
        return False
    if entity.type == "person":
        return " " in bearers[0][1].text
    return not any(attribute in entity.attributes for attribute in SEATS)


def _judged(
    item: Found, surface: str, language: str, script: str, document: str, date: str | None, story: Story
) -> _Answer | None:
    """Answer what people have said that a name means here."""
    if not len(story.base.overrides):
        return None
    kind = None if item.bearers else item.type
    found = by_override(surface, lang=language, type=kind, day=date, document=document, base=story.base)
    if found is None:
        return None
    entity = found.entity
    shown = item.lemma if entity is None else _canonical(entity, language, script)
    return _Answer(entity, None, shown, found.score, found.verdict, None, found.evidence)


def _answered(item: Found, surface: str, language: str, script: str, date: str | None, story: Story) -> _Answer:
    """Answer what a finding means; what was answered for the same reasons is answered again."""
    if not item.bearers or not _case(item.bearers).alone or _is_called_otherwise(item, language, story):
        return _answer(_meant(item, surface, language, story), item, surface, language, script)
    reasons = (id(item.bearers), surface, item.lemma, item.exact, item.route, language, script, date)
    known = _ANSWERS.get(reasons)
    if known is None:
        if len(_ANSWERS) >= _MOST_ANSWERS:
            _ANSWERS.clear()
        options = (by_form(match, lang=language, date=date) for match in _listed(item))
        # With the bearers, so that no other tuple takes their id.
        known = _ANSWERS[reasons] = (
            item.bearers,
            _answer(chosen(options)._replace(day=date), item, surface, language, script),
        )
    return known[1]


def _is_called_otherwise(item: Found, language: str, story: Story) -> bool:
    """Say whether a noun behind a list of places makes this one something else: Lviv in "Lviv and Odesa regions"."""
    if item.type != "place" or story.text[item.end : item.end + 1] not in _BEFORE_OTHERS:
        return False
    if shared_noun(story.text, item.end) is None:
        return False
    kinds = kinds_beside(story.text, item.start, item.end, language)
    return bool(kinds) and kinds.isdisjoint(kinds_of(item.bearers[0][0]))


def _meant(item: Found, surface: str, language: str, story: Story) -> Choice:
    if not item.bearers:
        name = item.lemma if item.by != "chain" else surface
        # The gazetteer has seen those that are listed.
        unlisted = item.by == RULES or (item.by == KAZAKH and item.type == "person")
        return story.meant(item.start, item.end, name=name, lang=language, type=item.type, unlisted=unlisted)
    found = matches(surface, lang=language, type=None, base=story.base)
    known = {(match.entity.id, match.name) for match in found}
    more = (match for match in _listed(item) if (match.entity.id, match.name) not in known)
    return story.meant(item.start, item.end, lang=language, found=(*found, *more))


def _listed(item: Found) -> list[Match]:
    how: How = "exact" if item.exact else "inflected"
    score = EXACT if item.exact else INFLECTED
    return [Match(entity, name, how, score, fold(item.lemma)) for entity, name in item.bearers]


def _answer(choice: Choice, item: Found, surface: str, language: str, script: str) -> _Answer:
    found, match = choice.resolution, choice.match
    if found.entity is None or match is None:
        return _Answer(None, None, item.lemma, found.score, found.verdict, None, found.evidence)
    proof = derivation(
        match, surface=surface, lang=language, day=choice.day, route=item.route, full=match.full, place=match.place
    )
    evidence = (*found.evidence, proof)
    shown = _canonical(found.entity, language, script)
    restored = _restored(found.entity, item)
    return _Answer(found.entity, match.name, shown, found.score, found.verdict, restored, evidence)


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
