"""Resolution of one name: which entity of a base it means, on its day and in its text."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import regex

from kzling.checks import check_language, check_text, check_type
from kzling.errors import UsageError
from kzling.knowledge.base import KnowledgeBase, base_or_default
from kzling.knowledge.dates import iso_date
from kzling.knowledge.memo import Answers
from kzling.mentions.gazetteer import gazetteer
from kzling.model import Document, EntityType, Resolution
from kzling.resolution.choice import Choice, by_form, chosen
from kzling.resolution.full_names import around
from kzling.resolution.judgement import by_override
from kzling.resolution.matches import alone
from kzling.resolution.proof import derivation
from kzling.resolution.source import country_of_source
from kzling.resolution.story import Story
from kzling.resolution.surroundings import Named, Surroundings

#: Raised when the rules change.
VERSION = 3

#: In bases of at most so many entities all names in a context are looked for; in larger ones that of the name alone.
_SCANNED = 20_000
#: Longer texts are no names.
_LONGEST = 120
#: So many answers of each base are kept, the latest asked for, and so many texts, with their bases.
_MOST_ANSWERS, _MOST_STORIES = 1 << 13, 8
#: So many places of a name in its text are looked at, from the end.
_MOST_PLACES = 200

_Asked = tuple[str, str | None, EntityType | None, str | None]
_ANSWERS: Answers[_Asked, Resolution] = Answers(_MOST_ANSWERS)


def resolve(
    name: str,
    *,
    lang: str | None = None,
    type: EntityType | None = None,
    date: str | None = None,
    context: str | Document | None = None,
    kb: KnowledgeBase | None = None,
) -> Resolution:
    """Say which entity a name means.

    Args:
        name: in any language, script and grammatical case; with a context also a title alone ("the president").
        lang: its language, if known; it decides which case endings are cut.
        type: keep to entities of this type.
        date: ISO date on which the name was used; names in use on that day weigh more, a former name is still known.
            None takes the date of the document, else today.
        context: the text (or document) around the name: fuller names, offices and countries in it count.
        kb: the knowledge base; None takes the default one.

    Returns:
        The entity with score, verdict and evidence; `entity` is None when nobody, or no single one, fits. `candidates`
        are ranked in any case. The weights of the evidence are logarithms of odds and add up.

    Raises:
        UsageError: `lang` is no language, `type` no type, `date` no ISO date, `context` no text, `kb` no base.

    >>> resolve("Nur-Sultan").entity.id
    'kz-place-astana'
    """
    check_text(name)
    check_language(lang)
    check_type(type)
    if not isinstance(context, str | Document | None):
        raise UsageError(f"A context is a text or a Document, not {context.__class__.__name__}.")
    if date is not None and iso_date(date) is None:
        raise UsageError(f"{date!r} is no date; write it as 2022, 2022-09 or 2022-09-17.")
    base = base_or_default(kb)
    return _resolved(name, lang, type, iso_date(date), context, base)


def resolve_many(
    names: Iterable[str],
    *,
    lang: str | None = None,
    type: EntityType | None = None,
    date: str | None = None,
    context: str | Document | None = None,
    kb: KnowledgeBase | None = None,
) -> list[Resolution]:
    """Resolve each name; the options are those of `resolve`."""
    return [resolve(name, lang=lang, type=type, date=date, context=context, kb=kb) for name in names]


def _resolved(
    name: str,
    lang: str | None,
    type: EntityType | None,
    day: str | None,
    context: str | Document | None,
    base: KnowledgeBase,
) -> Resolution:
    if isinstance(context, Document):
        day = day or iso_date(context.published)
        lang = lang or (context.language if context.language != "und" else None)
    document = context.id if isinstance(context, Document) else None
    judged = by_override(name, lang=lang, type=type, day=day, document=document, base=base)
    if judged is not None:
        return judged
    text = context.text if isinstance(context, Document) else context
    if not text:
        return _by_itself(name, lang, type, day, base)
    start, whole = _place(name, text)
    origin = country_of_source(context.url) if isinstance(context, Document) else None
    base.refresh()
    story = _story(whole, lang, day, origin, base, base.changes)
    choice = story.meant(start, start + len(name), type=type)
    return _proved(choice, name, lang, choice.day)


def _by_itself(
    name: str, lang: str | None, type: EntityType | None, day: str | None, base: KnowledgeBase
) -> Resolution:
    base.refresh()

    def find() -> Resolution:
        found = alone(name, lang=lang, type=type, base=base)
        options = (by_form(match, lang=lang, date=day, type=type) for match in found)
        return _proved(chosen(options), name, lang, day)

    return _ANSWERS.get(base, (name, lang, type, day), find)


def _proved(choice: Choice, name: str, lang: str | None, day: str | None) -> Resolution:
    """Give what was chosen, with the derivation of the link, if there is one."""
    found, match = choice.resolution, choice.match
    if found.entity is None or match is None:
        return found
    proof = derivation(match, surface=name, lang=lang, day=day, full=match.full, place=match.place)
    return replace(found, evidence=(*found.evidence, proof))


def _place(name: str, text: str) -> tuple[int, str]:
    """Give where a name stands in a text, and the text; where it does not, the text with the name behind it.

    Of several places the last one counts that is not part of a longer name.
    """
    places = [match.start() for match in _written(name).finditer(text)] if len(name) <= _LONGEST else []
    if not places:
        return len(text) + 1, f"{text}\n{name}"
    last = reversed(places[-_MOST_PLACES:])
    return next((place for place in last if not _is_part(text, place, place + len(name))), places[-1]), text


def _is_part(text: str, start: int, end: int) -> bool:
    found = around(text, start, end)
    return found is not None and (found.start < start or found.end > end)


@lru_cache(maxsize=1 << 9)
def _written(name: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<![\p{{L}}\p{{M}}]){regex.escape(name)}(?![\p{{L}}\p{{M}}])")


@lru_cache(maxsize=_MOST_STORIES)
def _story(
    text: str, lang: str | None, day: str | None, origin: str | None, base: KnowledgeBase, changes: int
) -> Story:
    """Give a text with the names in it; `changes` is of the base, of which the story knows the present state."""
    return Story(Surroundings(text, lang=lang, date=day, origin=origin, base=base, named=_named(text, base)))


def _named(text: str, base: KnowledgeBase) -> list[Named]:
    """Give the names in a text that are one entity's alone."""
    if len(base) > _SCANNED:
        return []
    found = ((item, {entity.id: entity for entity, _ in item.bearers}) for item in gazetteer(base).scan(text))
    alone = ((item, bearers) for item, bearers in found if len(bearers) == 1)
    return [Named(item.start, item.end, next(iter(bearers.values()))) for item, bearers in alone]
