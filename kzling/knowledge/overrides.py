"""Overrides: what people know better than the machine, in a file of their own that no rebuild touches.

`overrides.jsonl` holds a JSON object a line (`kzling.knowledge.judgements`), each with `by`, `when` and `why`:

    {"op": "same", "a": ID, "b": ID}                    the two are one, `b` becomes a redirect to `a`
    {"op": "different", "a": ID, "b": ID}               the two are never one
    {"op": "link", "name": TEXT, "entity": ID or null}  the name means this entity, or nobody in the base; optional
                                                        "lang", "type", "document", "since", "until" keep it to these
    {"op": "type", "entity": ID, "type": TYPE}          the entity is of this type
    {"op": "name", "entity": ID, "name": {...}}         the entity has this name; with "remove": true it has it not

Where lines contradict each other, the later one holds, by `when`, then by place in the file.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Any, Self, TypeVar

import orjson

from kzling.errors import InvalidRecord, MissingInput, UnreadableInput
from kzling.knowledge.conflicts import Conflict, change_conflicts, link_conflicts, same_conflicts
from kzling.knowledge.dates import iso_date
from kzling.knowledge.formats.output import as_json, replacing
from kzling.knowledge.judgements import Different, Link, NameChange, Override, Same, TypeChange, override_of
from kzling.knowledge.merging import merged
from kzling.knowledge.records import CLUSTER
from kzling.knowledge.unions import unite
from kzling.model import Entity, Name
from kzling.text.fold import fold

_Kind = TypeVar("_Kind", bound=Override)


class Overrides:
    """The overrides of a file or a sequence; immutable, and empty if nothing is handed in.

    >>> said = {"by": "ann", "when": "2026-11-03", "why": "the desk asked"}
    >>> overrides = Overrides.from_records([said | {"op": "link", "name": "Elbasy", "entity": "kz-person-nazarbayev"}])
    >>> overrides.link("ELBASY").entity
    'kz-person-nazarbayev'
    """

    def __init__(self, overrides: Iterable[Override] = ()) -> None:
        self._given = tuple(overrides)
        self._in_time = sorted(self._given, key=lambda override: override.when)
        self._unions = unite([one for one in self._in_time if isinstance(one, (Same, Different))])
        self._changes: dict[str, list[TypeChange | NameChange]] = defaultdict(list)
        for change in self._in_time:
            if isinstance(change, (TypeChange, NameChange)):
                self._changes[self.current(change.entity)].append(change)
        # The narrowest first; of links of equal scope, the latest.
        self._links: dict[str, list[Link]] = defaultdict(list)
        for link in reversed(self._of(Link)):
            self._links[fold(link.name)].append(link)
        for links in self._links.values():
            links.sort(key=lambda link: link.narrowness, reverse=True)

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, Any]]) -> Self:
        """Make overrides of the objects of lines.

        Raises:
            InvalidRecord: one is no override; the message names its number and field.
        """
        return cls(_numbered(records, "Override"))

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a file; empty lines are left out.

        Raises:
            MissingInput: there is no such file.
            UnreadableInput: the file cannot be read.
            InvalidRecord: a line is no override; the message names file and line.
        """
        try:
            lines = Path(path).read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
        except FileNotFoundError as error:
            raise MissingInput(f"There is no file of overrides at {path}.") from error
        except OSError as error:
            raise UnreadableInput(f"The overrides in {path} cannot be read: {error}.") from error
        return cls(_numbered(lines, f"{path}, line"))

    def write(self, path: str | Path) -> None:
        """Write a file that `read` takes; an existing one is replaced in one step.

        Raises:
            InvalidRecord: a text cannot be written as UTF-8.
            UnwritableOutput: the file cannot be written.
        """
        content = b"".join(as_json(record) + b"\n" for record in self.records())
        with replacing(path) as temporary:
            temporary.write_bytes(content)

    def records(self) -> list[dict[str, Any]]:
        """Give the objects of the lines, in the order in which they were handed in."""
        return [override.line() for override in self]

    def __iter__(self) -> Iterator[Override]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)

    @property
    def redirects(self) -> Mapping[str, str]:
        """Id -> the id that stands for it now, for all that became one with another."""
        return self._unions.redirects

    def current(self, entity_id: str) -> str:
        """Give the id that stands for this one now: most often itself."""
        return self._unions.redirects.get(entity_id, entity_id)

    def apart(self, a: str, b: str) -> bool:
        """Say whether two ids are never one."""
        return frozenset((self.current(a), self.current(b))) in self._unions.apart

    def link(
        self,
        name: str,
        *,
        lang: str | None = None,
        type: str | None = None,
        date: str | None = None,
        document: str | None = None,
    ) -> Link | None:
        """Give the narrowest link of a name, whatever its case; `current` tells which entity its id stands for now."""
        links = self._links.get(fold(name)) if self._links else None
        day = iso_date(date)
        fitting = (one for one in links or () if one.fits(lang=lang, type=type, date=day, document=document))
        return next(fitting, None)

    def applied(self, entities: Iterable[Entity]) -> Iterator[Entity]:
        """Give the entities with the overrides applied: names, types, and those that are one united.

        In memory are only entities that others are united with, until all of these have come. The id that stays is
        that of the united entity even where the base has no entity of this id (`unknown` tells of it).

        Raises:
            InvalidRecord: the last name of an entity is removed.
        """
        waiting: dict[str, dict[str, Entity]] = defaultdict(dict)
        for entity in entities:
            stays = self.current(entity.id)
            members = [one for one in self._unions.groups.get(stays, ()) if not one.startswith(CLUSTER)]
            waiting[stays][entity.id] = entity
            if len(waiting[stays]) >= len(members):
                yield self._changed(_united(stays, members, waiting.pop(stays)))
        # Of these, the base does not have all.
        for stays, met in waiting.items():
            yield self._changed(_united(stays, self._unions.groups[stays], met))

    def unknown(self, has: Callable[[str], bool]) -> tuple[str, ...]:
        """Give the ids, each once, that no entity has; clusters of unknown names are not asked for.

        Args:
            has: says whether there is an entity of this id before overrides are applied.
        """
        fields = (getattr(one, field, None) for one in self for field in ("a", "b", "entity"))
        ids = dict.fromkeys(one for one in fields if one is not None and not one.startswith(CLUSTER))
        return tuple(one for one in ids if not has(one))

    def conflicts(self) -> tuple[Conflict, ...]:
        """Give the lines that do not hold because later ones contradict them."""
        return (
            *same_conflicts(self._unions.refused),
            *link_conflicts(self._of(Link), self.current),
            *(conflict for changes in self._changes.items() for conflict in change_conflicts(*changes)),
        )

    def _of(self, kind: type[_Kind]) -> list[_Kind]:
        return [one for one in self._in_time if isinstance(one, kind)]

    def _changed(self, entity: Entity) -> Entity:
        for change in self._changes.get(entity.id, ()):
            if isinstance(change, TypeChange):
                entity = replace(entity, type=change.type)
            elif change.remove:
                entity = replace(entity, names=tuple(name for name in entity.names if not change.agrees(name)))
            elif not any(_equal(change.added(), name) for name in entity.names):
                entity = replace(entity, names=(*entity.names, change.added()))
        if not entity.names:
            raise InvalidRecord(f"The overrides remove the last name of {entity.id!r}; add the right one.")
        return entity


def _equal(a: Name, b: Name) -> bool:
    """Say whether two names are one, from whatever source."""
    return replace(a, script=None, source="") == replace(b, script=None, source="")


def _united(stays: str, members: Iterable[str], met: Mapping[str, Entity]) -> Entity:
    # What contradicts is told by `merged`; here a person has said that they are one.
    entity = reduce(lambda a, b: merged(a, b)[0], [met[one] for one in members if one in met] or met.values())
    return entity if entity.id == stays else replace(entity, id=stays)


def _numbered(lines: Iterable[Any], where: str) -> Iterator[Override]:
    """Give the overrides of objects, or of lines as bytes; `where` and the number begin the messages of errors."""
    for number, line in enumerate(lines, start=1):
        if isinstance(line, bytes) and not line.strip():
            continue
        try:
            yield override_of(orjson.loads(line) if isinstance(line, bytes) else line)
        except (InvalidRecord, orjson.JSONDecodeError) as error:
            what = str(error).removesuffix(".")
            raise InvalidRecord(f"{where} {number}: {what}; correct it or take it out.") from error
