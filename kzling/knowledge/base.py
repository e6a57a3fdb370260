"""KnowledgeBase: entities by id, by written form, and by the key that spellings of one name share."""

import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Self

import orjson

from kzling.checks import is_language
from kzling.errors import InvalidRecord, MissingInput, UnknownEntity, UnreadableInput, UnwritableOutput
from kzling.knowledge.dates import iso_date
from kzling.knowledge.loading import default_records
from kzling.model import Entity, Name
from kzling.orthography.keys import skeleton
from kzling.text.fold import fold
from kzling.text.scripts import script_of
from kzling.text.tokens import words

#: Raised when the layout of the SQLite file changes.
SCHEMA_VERSION = 1


class KnowledgeBase:
    """Entities with all their names; immutable once made, safe to share between threads and forks.

    Look-ups are by exact folded form and by skeleton key, all in memory; the file is read whole when opened.

    >>> base = KnowledgeBase.from_records([{"id": "x", "names": [{"text": "Nur-Sultan", "lang": "en"}]}])
    >>> base.search("NUR-SULTAN")[0].id
    'x'
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities: dict[str, Entity] = {}
        for entity in entities:
            if entity.id in self._entities:
                raise InvalidRecord(f"Two entities have the id {entity.id!r}; merge them or rename one.")
            self._entities[entity.id] = entity

    @classmethod
    def default(cls) -> "KnowledgeBase":
        """Give the base that ships with kzling; made once a process."""
        return _default()

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, Any]]) -> Self:
        """Build a base from records: plain data with the fields of `kzling.model.Entity`, names with those of `Name`.

        Required are `id` and `names[].text`. Others: `type`, `weight`, `attributes`, `ids`; `names[].lang`, `script`,
        `kind`, `since`, `until`, `basis`, `source`. Within one language the first name in use is the standard one.

        Raises:
            InvalidRecord: a record breaks the schema; the message names record and field.
        """
        return cls(_entity(record, number) for number, record in enumerate(records, start=1))

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open a file that `save` wrote.

        Raises:
            MissingInput: there is no such file.
            UnreadableInput: the file is no knowledge base, or of another version.
        """
        if not Path(path).is_file():
            raise MissingInput(f"There is no knowledge base at {path}; make one with `KnowledgeBase.save`.")
        try:
            connection = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
            with connection:
                version = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
                rows = connection.execute("SELECT record FROM entity ORDER BY position").fetchall()
            connection.close()
        except sqlite3.DatabaseError as error:
            raise UnreadableInput(f"{path} is not a knowledge base of kzling: {error}.") from error
        if version != (str(SCHEMA_VERSION),):
            raise UnreadableInput(f"{path} has schema version {version}, this kzling reads {SCHEMA_VERSION}.")
        return cls.from_records(orjson.loads(row[0]) for row in rows)

    def save(self, path: str | Path) -> None:
        """Write the base to one SQLite file; an existing file is replaced in one step.

        Raises:
            InvalidRecord: an attribute cannot be written as JSON.
            UnwritableOutput: the file cannot be written.
        """
        target = Path(path)
        temporary = target.with_name(target.name + ".tmp")
        try:
            rows = [(n, entity.id, orjson.dumps(entity.to_dict())) for n, entity in enumerate(self)]
        except TypeError as error:
            raise InvalidRecord(f"An attribute of an entity cannot be written as JSON: {error}.") from error
        try:
            temporary.unlink(missing_ok=True)
            connection = sqlite3.connect(temporary)
            with connection:
                connection.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
                connection.execute("CREATE TABLE entity (position INTEGER PRIMARY KEY, id TEXT UNIQUE, record BLOB)")
                connection.execute("INSERT INTO meta VALUES ('schema_version', ?)", (str(SCHEMA_VERSION),))
                connection.executemany("INSERT INTO entity VALUES (?, ?, ?)", rows)
            connection.close()
            temporary.replace(target)
        except (OSError, sqlite3.Error) as error:
            raise UnwritableOutput(f"The knowledge base cannot be written to {target}: {error}.") from error

    def records(self) -> Iterator[dict[str, Any]]:
        """Give the records that `from_records` takes."""
        return (entity.to_dict() for entity in self)

    def get(self, entity_id: str) -> Entity:
        """Give an entity.

        Raises:
            UnknownEntity: no entity has this id; also a KeyError.
        """
        if entity_id not in self._entities:
            raise UnknownEntity(f"No entity has the id {entity_id!r}; `search` finds entities by name.")
        return self._entities[entity_id]

    def search(self, name: str) -> list[Entity]:
        """Give the entities that bear exactly this written form, case and apostrophes aside; heaviest first."""
        return self._by_weight({entity.id for entity, _ in self.forms.get(fold(name), ())})

    def candidates(self, name: str) -> list[Entity]:
        """Give the entities of which one name could be another spelling of this one (recall, not precision)."""
        sets = [set().union(*(self.keys.get(key, frozenset()) for key in skeleton(word.text))) for word in words(name)]
        return self._by_weight(set.intersection(*sets)) if sets else []

    def __contains__(self, entity_id: object) -> bool:
        return entity_id in self._entities

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._entities.values())

    def __len__(self) -> int:
        return len(self._entities)

    @cached_property
    def forms(self) -> Mapping[str, tuple[tuple[Entity, Name], ...]]:
        """Folded form -> the entities that bear it, each with the name as written in its record."""
        index: dict[str, list[tuple[Entity, Name]]] = defaultdict(list)
        for entity in self:
            for name in entity.names:
                index[fold(name.text)].append((entity, name))
        return {form: tuple(bearers) for form, bearers in index.items()}

    @cached_property
    def keys(self) -> Mapping[str, frozenset[str]]:
        """Skeleton key of a name's word -> ids of the entities with such a word in a name."""
        index: dict[str, set[str]] = defaultdict(set)
        for entity in self:
            for word in {word.text for name in entity.names for word in words(name.text)}:
                for key in skeleton(word):
                    index[key].add(entity.id)
        return {key: frozenset(ids) for key, ids in index.items()}

    def _by_weight(self, ids: Iterable[str]) -> list[Entity]:
        return sorted((self._entities[i] for i in ids), key=lambda entity: (-entity.weight, entity.id))


@cache
def _default() -> KnowledgeBase:
    return KnowledgeBase.from_records(default_records())


def _entity(record: Mapping[str, Any], number: int) -> Entity:
    try:
        entity = Entity.from_dict(record)
    except InvalidRecord as error:
        known = record.get("id", "without id") if isinstance(record, Mapping) else "not an object"
        raise InvalidRecord(f"Record {number} ({known}): {error}") from error
    if not entity.names or not all(name.text.strip() for name in entity.names):
        raise InvalidRecord(f"Record {number} ({entity.id}): needs at least one name, and no name may be empty.")
    dates = [day for name in entity.names for day in (name.since, name.until) if day is not None]
    wrong = [day for day in dates if iso_date(day) != day]
    foreign = [name.lang for name in entity.names if not is_language(name.lang)]
    where = f"Record {number} ({entity.id})"
    if wrong:
        raise InvalidRecord(f"{where}: {wrong[0]!r} is no date; write 2022, 2022-09 or 2022-09-17.")
    if foreign:
        raise InvalidRecord(f"{where}: {foreign[0]!r} is no language; write two or three small letters, or und.")
    if not entity.id.strip() or entity.id.startswith("cluster-") or not math.isfinite(entity.weight):
        raise InvalidRecord(f"{where}: an id may be neither empty nor begin with 'cluster-', a weight is a number.")
    return replace(entity, names=tuple(_with_script(name) for name in entity.names))


def _with_script(name: Name) -> Name:
    return name if name.script else replace(name, script=script_of(name.text))
