"""An office alone ("the president", «премьер-министр Казахстана»): who held it on the day."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from kzling.answers import Evidence
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.roles import Office, country, is_state
from kzling.model import Entity
from kzling.morphology.forms import lemmas
from kzling.resolution.beside import holds, words_of_offices
from kzling.resolution.choice import Option
from kzling.resolution.matches import Match, listed
from kzling.resolution.topics import countries_in
from kzling.text.fold import fold
from kzling.text.tokens import words

# Weights in natural logarithms of odds, set by hand in November 2026: see the README of tests/resolution/gold.
ON_DAY, NOT_ON_DAY = 3.0, -3.0
ITS_COUNTRY, ANOTHER_COUNTRY = 3.0, -6.0
FIRST = 4.0

#: Words before a title that say nothing.
ARTICLES = frozenset({"the", "a", "an", "of", "der", "die", "das", "den", "dem", "des", "von"})
#: Longer texts are no titles.
_LONGEST = 120
# Kazakh makes министрлік, ministry, of министр: no case of it.
_DERIVED = ("лық", "лік", "дық", "дік", "тық", "тік")


class Title(NamedTuple):
    """A title as a text has it: its words, the countries and places that it is of, and which holder's it is."""

    words: tuple[str, ...]
    of: frozenset[str]
    which: Literal["", "first", "former"]


def title(name: str, lang: str | None, base: KnowledgeBase) -> Title | None:
    """Take the title of an office apart; None for what is none that anybody in the base holds or held."""
    if len(name) > _LONGEST:
        return None
    said: list[str] = []
    of: set[str] = set()
    which: Literal["", "first", "former"] = ""
    for word in _pieces(name):
        if countries := countries_in([word]):
            of |= set(countries)
        elif not lemmas(word, lang).isdisjoint(words_of_offices("first")):
            which = "first"
        elif not lemmas(word, lang).isdisjoint(words_of_offices("former")):
            which = "former"
        elif word[:1].isupper() and said and (places := places_named(word, lang, base)):
            of |= places
        else:
            said.append(word)
    found = bool(said) and all(any(base.holding(form) for form in _forms(word, lang)) for word in said)
    return Title(tuple(said), frozenset(of), which) if found else None


def _pieces(name: str) -> Iterator[str]:
    """Give the words of a title but for articles; the name of a country is one, if of two words."""
    left = [word.text for word in words(name) if fold(word.text) not in ARTICLES]
    while left:
        size = 2 if len(left) > 1 and countries_in([" ".join(left[:2])]) else 1
        yield " ".join(left[:size])
        del left[:size]


def holders(
    asked: Title, *, lang: str | None, day: str | None, base: KnowledgeBase
) -> Iterator[tuple[Entity, list[Office]]]:
    """Give the persons who hold or held an office of this title, each with these offices, those of the day first."""
    persons = {entity.id: entity for form in _forms(asked.words[0], lang) for entity in base.holding(form)}
    for entity in persons.values():
        held = holds(entity, " ".join(asked.words), lang)
        if held:
            yield entity, sorted(held, key=lambda office: not office.held_on(day))


def options(
    name: str, asked: Title, *, lang: str | None, day: str | None, near: frozenset[str], base: KnowledgeBase
) -> list[Option]:
    """Give the persons whom a title may mean.

    `near` are countries and ids of places that stand beside the title.
    """
    found = list(holders(asked, lang=lang, day=day, base=base))
    of = asked.of | near
    earliest = _earliest(found, of)
    then = f"on {day}" if day else "today"
    result = []
    for entity, held in found:
        on_day = [office for office in held if office.held_on(day)]
        office = (on_day or held)[0]
        reasons = [
            Evidence("holder", ON_DAY, f"{office.titles[0]} {then}.")
            if on_day
            else Evidence("holder", NOT_ON_DAY, f"{office.titles[0]}, but not {then}.")
        ]
        if of:
            fits = any(_is_of(office, entity, of) for office in on_day or held)
            weight = ITS_COUNTRY if fits else ANOTHER_COUNTRY
            reasons.append(Evidence("country", weight, f"{name} is of {sorted(of)[0]}."))
        if asked.which == "first":
            weight = FIRST if entity is earliest else -FIRST
            reasons = [*reasons[1:], Evidence("first", weight, "The first in office.")]
        elif asked.which == "former":
            before = not on_day and any(office.until and office.until <= (day or "9") for office in held)
            weight = ON_DAY if before else NOT_ON_DAY
            reasons = [*reasons[1:], Evidence("office", weight, "In office before that day.")]
        result.append(Option(Match(entity, entity.names[0], "title", 1.0, fold(name)), tuple(reasons)))
    return result


def places_named(word: str, lang: str | None, base: KnowledgeBase) -> set[str]:
    """Give the countries and ids of places that a word names as listed or in a grammatical case."""
    found = [match.entity for match in listed(word, lang=lang, type="place", base=base)]
    return {(country(entity) if is_state(entity) else None) or entity.id for entity in found}


def _is_of(office: Office, entity: Entity, of: frozenset[str]) -> bool:
    """Say whether an office is one of a country or place; that of a city is not its country's."""
    if office.of in of:
        return True
    cities = any("-" in place for place in of)
    return not cities and country(entity) in of


def _earliest(found: list[tuple[Entity, list[Office]]], of: frozenset[str]) -> Entity | None:
    dated = [
        (office.since, entity.id, entity)
        for entity, held in found
        for office in held
        if office.since and (not of or _is_of(office, entity, of))
    ]
    return min(dated)[2] if dated else None


def _forms(word: str, lang: str | None) -> list[str]:
    folded = fold(word)
    # Possessives and stacked endings of Turkic languages are not all cut by paradigms.
    ends = range(len(folded) - 1, max(len(folded) - 6, 3), -1)
    shorter = [*sorted(lemmas(word, lang) - {folded}), *(folded[:end] for end in ends)]
    return [folded, *(form for form in shorter if not folded.removeprefix(form).startswith(_DERIVED))]
