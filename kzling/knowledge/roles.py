"""Offices of persons and seats of governments, as attributes of entities tell of them.

Attributes that are read here, all optional:

- `offices` of a person: a list of `{"title": {LANGUAGE: TEXT}, "of": COUNTRY or ID, "since": DATE, "until": DATE}`;
- `capital_of` of a place: a list of `{"of": COUNTRY, "since": DATE, "until": DATE}`;
- `seat_of` of a building: `{"of": ID}`, the body that is meant where the building speaks;
- `kind: government` of an organization, with `country`.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kzling.knowledge.dates import valid_on
from kzling.model import Entity, Name
from kzling.text.fold import fold

#: What keys of offices and of governments begin with, beside those of `kzling.knowledge.lookup`.
OFFICE, GOVERNMENT = "@", "!"
#: Attributes that say that a place also stands for a body.
SEATS = ("capital_of", "seat_of")


class Office(NamedTuple):
    """An office that a person holds or held; `titles` are folded, `of` is a country or an entity's id."""

    titles: tuple[str, ...]
    of: str
    since: str | None
    until: str | None

    def held_on(self, day: str | None) -> bool:
        """Say whether it was held on a day; None asks for today."""
        return valid_on(Name("-", since=self.since, until=self.until), day)


def offices(entity: Entity) -> tuple[Office, ...]:
    """Give the offices of a person, as listed."""
    return tuple(_offices(entity.attributes.get("offices")))


def seats(entity: Entity, day: str | None) -> tuple[tuple[str, bool], ...]:
    """Give what a place stands for where it acts: a country or an entity's id, and whether it did so on the day."""
    found: list[tuple[str, bool]] = []
    for attribute in SEATS:
        stated = entity.attributes.get(attribute)
        for item in stated if isinstance(stated, list) else [stated]:
            if isinstance(item, Mapping) and _text(item, "of"):
                period = Name("-", since=_text(item, "since"), until=_text(item, "until"))
                found.append((str(item["of"]), valid_on(period, day)))
    return tuple(found)


def country(entity: Entity) -> str | None:
    """Give the country of an entity."""
    return _text(entity.attributes, "country")


def is_state(entity: Entity) -> bool:
    """Say whether an entity is a state, by its attribute `kind`."""
    return entity.type == "place" and entity.attributes.get("kind") in ("state", "country")


def filed_under(entity: Entity) -> set[str]:
    """Give the keys under which holders of offices and governments are found."""
    found: set[str] = set()
    for office in offices(entity):
        for title in office.titles:
            # «Премьер-министр» is «премьер», too.
            parts = (part for word in title.split() for part in (word, *word.split("-")))
            found |= {OFFICE + title, *(OFFICE + part for part in parts)}
    if entity.type == "organization" and entity.attributes.get("kind") == "government" and country(entity):
        found.add(f"{GOVERNMENT}{country(entity)}")
    return found


def _offices(stated: object) -> Iterator[Office]:
    for item in stated if isinstance(stated, list) else ():
        if isinstance(item, Mapping) and isinstance(item.get("title"), Mapping):
            titles = tuple(dict.fromkeys(fold(str(title)) for title in item["title"].values()))
            yield Office(titles, _text(item, "of") or "", _text(item, "since"), _text(item, "until"))


def _text(item: Mapping[str, Any], field: str) -> str | None:
    value = item.get(field)
    return value if isinstance(value, str) and value else None
