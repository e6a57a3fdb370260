"""Which languages a text is near to by the countries of its names: Donbass shows a milieu, not a translation."""

from collections.abc import Mapping, Sequence
from functools import cache

from kzling import data
from kzling.knowledge.memo import kept
from kzling.model import Entity
from kzling.resolution.links import Linked
from kzling.translation.signs import FOLDER


def near(linked: Sequence[Linked]) -> Mapping[str, int]:
    """Count the names of a text that are of the countries whose news are written in a language, by language."""
    counted = dict.fromkeys(_milieus(), 0)
    for item in linked:
        for language in _near(item.entity) if item.entity is not None else ():
            counted[language] += 1
    return counted


def leaning(linked: Sequence[Linked]) -> Mapping[str, float]:
    """Give the share of the known names of a text that are near to a language, by language."""
    known = sum(item.entity is not None for item in linked) or 1
    return {language: count / known for language, count in near(linked).items()}


@kept(most=1 << 13)
def _near(entity: Entity) -> tuple[str, ...]:
    """Give the languages of the countries that an entity is of, or a citizen of."""
    said = [entity.attributes.get(key) for key in ("country", "citizenship")]
    countries = {entity.id.split("-", 1)[0], *(one for one in said if isinstance(one, str))}
    return tuple(language for language, its in _milieus().items() if not countries.isdisjoint(its))


@cache
def _milieus() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = data.read_yaml(f"{FOLDER}/contexts.yml")["milieu"]
    return found
