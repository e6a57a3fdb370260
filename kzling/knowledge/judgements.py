"""Judgements: what people may say in a file of overrides, one class for each kind of line.

Each says who (`by`), when (`when`, an ISO date) and why (`why`). Ids may be those of clusters of an unknown name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from kzling.checks import is_language
from kzling.errors import InvalidRecord
from kzling.knowledge.dates import iso_date, valid_on
from kzling.knowledge.records import checked
from kzling.model import Entity, EntityType, Name
from kzling.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Override(Record):
    """What all judgements have; making one raises InvalidRecord where a field holds what it cannot mean."""

    op: str
    by: str
    when: str
    why: str

    def __post_init__(self) -> None:
        stated = {field.name: getattr(self, field.name) for field in fields(self)}
        for field, value in stated.items():
            if isinstance(value, str) and not value.strip():
                raise InvalidRecord(f"{field!r} may not be empty.")
        for field in ("when", "since", "until"):
            if (day := stated.get(field)) is not None and iso_date(day) != day:
                raise InvalidRecord(f"{field!r} is {day!r}, which is no date; write 2022, 2022-09 or 2022-09-17.")
        if (lang := stated.get("lang")) is not None and not is_language(lang):
            raise InvalidRecord(f"'lang' is {lang!r}, which is no language; write two or three small letters.")
        if "a" in stated and stated["a"] == stated["b"]:
            raise InvalidRecord(f"'a' and 'b' are both {stated['a']!r}; name two ids.")

    def line(self) -> dict[str, Any]:
        """Give the object of the override's line: what is not stated is left out."""
        return {key: value for key, value in self.to_dict().items() if key == "entity" or value not in (None, False)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Same(Override):
    """Two entities are one; `b` becomes a redirect to `a`."""

    op: Literal["same"] = "same"
    a: str
    b: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Different(Override):
    """Two entities are never one."""

    op: Literal["different"] = "different"
    a: str
    b: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Override):
    """A name means an entity, or (None) nobody in the base: everywhere, or only where the other fields say."""

    op: Literal["link"] = "link"
    name: str
    entity: str | None
    lang: str | None = None
    type: EntityType | None = None
    document: str | None = None
    since: str | None = None
    until: str | None = None

    @property
    def period(self) -> Name:
        """The name with the dates of the link, as functions on dates take it."""
        return Name(self.name, since=self.since, until=self.until)

    @property
    def narrowness(self) -> tuple[bool, bool, bool, bool]:
        """Of two links that fit, the greater one is followed: document, dates, type, language."""
        dated = (self.since, self.until) != (None, None)
        return self.document is not None, dated, self.type is not None, self.lang is not None

    def fits(self, *, lang: str | None, type: str | None, date: str | None, document: str | None) -> bool:
        """Say whether the link holds there; what is not known about a place fits no link that asks for it."""
        within = valid_on(self.period, date) if date is not None else (self.since, self.until) == (None, None)
        asked = ((self.lang, lang), (self.type, type), (self.document, document))
        return within and all(own in (None, there) for own, there in asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeChange(Override):
    """An entity is of this type."""

    op: Literal["type"] = "type"
    entity: str
    type: EntityType


@dataclass(frozen=True, slots=True, kw_only=True)
class NameChange(Override):
    """An entity has one more name; with `remove` it has none that agrees with `name` in all fields stated there.

    To change a name, remove it and add it anew; `"until": null` in the removed one keeps it to names without end.
    """

    op: Literal["name"] = "name"
    entity: str
    name: Mapping[str, Any]
    remove: bool = False

    def __post_init__(self) -> None:
        Override.__post_init__(self)
        self.added()

    def added(self) -> Name:
        """Give the name, its script filled in."""
        return checked(Entity(self.entity, (Name.from_dict(self.name),)), "'name'").names[0]

    def agrees(self, name: Name) -> bool:
        """Say whether a name has all that is stated in `name`."""
        return all(getattr(name, field) == value for field, value in self.name.items())


_KINDS: dict[str, type[Override]] = {
    "same": Same,
    "different": Different,
    "link": Link,
    "type": TypeChange,
    "name": NameChange,
}


def override_of(record: Any) -> Override:
    """Give the override of a line's object.

    Raises:
        InvalidRecord: it is none; the message names the field.

    >>> override_of({"op": "same", "a": "x", "b": "y", "by": "ann", "when": "2026-11-03", "why": "one man"}).b
    'y'
    """
    op = record.get("op") if isinstance(record, Mapping) else None
    kind = _KINDS.get(op) if isinstance(op, str) else None
    if kind is None:
        raise InvalidRecord(f"An override is an object whose 'op' is one of {', '.join(_KINDS)}.")
    return kind.from_dict(record)
