"""What speaks for and against an entity beside the form of a name: the words around it and the text as a whole."""

from collections.abc import Iterator

from kzling.answers import Evidence
from kzling.knowledge.roles import country, is_state
from kzling.mentions.ordinary import is_ordinary
from kzling.model import Entity
from kzling.resolution.beside import kinds_of, office_beside
from kzling.resolution.matches import Match
from kzling.resolution.source import home_of
from kzling.resolution.surroundings import Spot, Surroundings
from kzling.resolution.tongues import is_spoken
from kzling.resolution.topics import topics_of

# Weights in natural logarithms of odds, set by hand in November 2026: see the README of tests/resolution/gold.
OFFICE, FORMER_OFFICE = 2.5, 1.5
BESIDE = 2.0
HOME, IN_TEXT, ELSEWHERE, OF_TITLES = 0.7, 2.0, -1.0, 1.5
KIND, OTHER_KIND, SPOKEN = 1.5, -7.0, 4.0
PARENT, OTHER_PARENT = 1.5, -12.0
SMALL_WORD, SMALL, SMALL_NAME, WORD = -7.0, -4.7, -2.5, -5.5
TOPIC, OTHER_TOPIC = 3.0, -1.0


def signs(match: Match, spot: Spot, around: Surroundings, *, rivals: bool) -> Iterator[Evidence]:
    """Give the reasons for and against an entity that stand in the text.

    Args:
        match: the entity, and by which name.
        spot: where the name stands.
        around: the text.
        rivals: whether others may be meant, too; without them what the text is about decides nothing.
    """
    entity = match.entity
    yield from _at_the_spot(match, spot, around)
    if around.holds_other_names(entity, match, spot):
        yield Evidence("beside", BESIDE, "Other names of it stand in the text.")
    if rivals or match.how not in ("exact", "inflected"):
        yield from _of_the_text(match, spot, around)


def _at_the_spot(match: Match, spot: Spot, around: Surroundings) -> Iterator[Evidence]:
    """Weigh the words right beside the name, and how it is written."""
    entity = match.entity
    if entity.type == "person":
        held = office_beside(entity, spot.beside, spot.lang)
        if held is not None:
            on_day = held.held_on(spot.day)
            yield Evidence("office", OFFICE if on_day else FORMER_OFFICE, f"Beside it stands {held.titles[0]}.")
    if entity.attributes.get("kind") == "language" and is_spoken(spot.text, spot.end, spot.beside):
        yield Evidence("kind", SPOKEN, "It is spoken or written here.")
    if spot.kinds:
        own = kinds_of(entity)
        if own & spot.kinds:
            yield Evidence("kind", KIND, f"It is called {', '.join(sorted(spot.kinds & own))}.")
            if match.how != "head":
                yield from _inside(entity, spot, around)
        elif entity.type == "person" or own:
            yield Evidence("kind", OTHER_KIND, f"It is called {', '.join(sorted(spot.kinds))}.")
    if match.how not in ("title", "head"):
        if spot.surface[:1].islower() and match.name.text[:1].isupper():
            yield Evidence("small", _small(match, spot), "It is written with a small letter.")
        elif spot.is_ordinary:
            yield Evidence("ordinary", WORD, "It is an ordinary word at the beginning of a sentence.")


def _small(match: Match, spot: Spot) -> float:
    """Give what a small letter weighs: ordinary words have one always, on social media persons have, too."""
    if is_ordinary(spot.surface, None):
        return SMALL_WORD
    return SMALL_NAME if match.how == "exact" and match.entity.type == "person" else SMALL


def _of_the_text(match: Match, spot: Spot, around: Surroundings) -> Iterator[Evidence]:
    """Weigh what the text is about, and of which countries it speaks."""
    entity = match.entity
    if around.topics and (own_topics := topics_of(entity)):
        said = sum(around.topics[topic] for topic in own_topics) / sum(around.topics.values())
        yield Evidence("topic", round(TOPIC * said, 3) if said else OTHER_TOPIC, "What the text is about.")
    at = country(entity)
    if at is not None:
        if at == (around.origin or home_of(spot.lang)):
            yield Evidence("origin", HOME, f"The text is, or may well be, from {at}.")
        countries = around.countries_beside(spot)
        # A title alone is of the country that the text speaks of, if it says no other.
        much = OF_TITLES if match.how == "title" else 1.0
        if share := countries.get(at):
            yield Evidence("country", round(IN_TEXT * share * much, 3), f"The text speaks of {at}.")
        elif countries:
            yield Evidence("country", ELSEWHERE * much, f"The text speaks of other countries than {at}.")


def _inside(entity: Entity, spot: Spot, around: Surroundings) -> Iterator[Evidence]:
    """Weigh where a street or district is: there is an Abai Street in every town."""
    parent = entity.attributes.get("parent")
    places = {named.entity.id for named in around.elsewhere(spot) if named.entity.type == "place"}
    states = {named.entity.id for named in around.named if is_state(named.entity)}
    if parent in places:
        yield Evidence("parent", PARENT, "The text names the place that it is in.")
    elif isinstance(parent, str) and places - states:
        yield Evidence("parent", OTHER_PARENT, "The text names another place than the one that it is in.")
