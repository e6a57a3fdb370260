"""A knowledge base in one SQLite file, as readers see it: many at a time, in threads and forked processes.

The file keeps each entity as one record, numbered in the order of coming, and the keys (`kzling.knowledge.lookup`)
under which it is found. Beside it may lie a compiled index (`kzling.knowledge.index`). What writes is in
`kzling.knowledge.writer`.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from kzling.errors import MissingInput, UnreadableInput
from kzling.knowledge import lookup
from kzling.knowledge.connections import Connections
from kzling.knowledge.index import Index, Stamp
from kzling.knowledge.layout import SCHEMA_VERSION, TYPES, State, complaint, hashed, read_state, signed
from kzling.knowledge.originals import from_lines, touched
from kzling.knowledge.overrides import Overrides
from kzling.knowledge.records import unpacked
from kzling.model import Entity, EntityType


class File:
    """A knowledge-base file that is read.

    Raises:
        MissingInput: there is no such file.
        UnreadableInput: the file is no knowledge base, damaged, or of a version that this kzling does not know.
    """

    def __init__(self, path: Path) -> None:
        if path.is_dir():
            raise UnreadableInput(f"{path} is a folder; name the file of a knowledge base.")
        if not path.exists():
            raise MissingInput(f"There is no knowledge base at {path}; make one with `KnowledgeBase.save`.")
        self.path = path
        self._connections = Connections(path)
        self._take_notice()

    def refresh(self) -> bool:
        """Take notice of what was written since; say whether something was.

        Raises:
            UnreadableInput: another kzling has brought the file to its own version.
        """
        connection = self._connections.own()
        version = self.rows("PRAGMA data_version")[0][0]
        if connection.seen == [version]:
            return False
        connection.seen[:] = [version]
        before = self.state
        self._take_notice()
        if self.is_outdated:
            raise UnreadableInput(f"{self.path} was made anew by another version of kzling; open it again.")
        return self.state != before

    @property
    def is_outdated(self) -> bool:
        """Whether the file is of another version, whose keys are of no use: its entities have to be filed anew."""
        return (self.state.schema, self.state.lookup) != (SCHEMA_VERSION, lookup.VERSION)

    @property
    def is_compiled(self) -> bool:
        """Whether look-ups are by the compiled index."""
        return self._index is not None

    def numbers(self, key: str, limit: int, type: EntityType | None = None) -> Sequence[int]:
        """Give the numbers of at most so many entities under a key, heaviest first."""
        kind = None if type is None else TYPES.index(type)
        index = self._index
        if index is None:
            found = self.rows(
                "SELECT n FROM posting JOIN entity ON n = entity WHERE key = ? AND (? IS NULL OR type = ?)"
                " ORDER BY weight DESC, id LIMIT ?",
                (signed(key), kind, kind, limit),
            )
            return [number for (number,) in found]
        numbers, types = index.numbers(hashed(key)), index.types
        return numbers[:limit] if kind is None else list(islice((n for n in numbers if types[n] == kind), limit))

    def read(self, numbers: Sequence[int]) -> Iterator[tuple[int, Entity]]:
        """Give entities by number, each with its number, in no order, but those that have been taken out since."""
        marks = ",".join("?" * len(numbers))
        found = self.rows(f"SELECT n, record FROM entity WHERE n IN ({marks})", tuple(numbers))
        return ((number, self._unpacked(record)) for number, record in found)

    def number(self, entity_id: str) -> int | None:
        """Give the number of an entity by its id."""
        found: int | None = self._of_id("SELECT n FROM entity WHERE id = ?", entity_id)
        return found

    def redirected(self, entity_id: str) -> str | None:
        """Give the id of the entity with which the one of this id was merged."""
        found: str | None = self._of_id("SELECT target FROM redirect WHERE id = ?", entity_id)
        return found

    def entities(self) -> Iterator[Entity]:
        """Give all entities in the order of coming."""
        return self._all("entity", "n" if self.state.schema == SCHEMA_VERSION else "position")

    def given(self) -> Iterator[Entity]:
        """Give the entities as they came, before overrides."""
        changed = touched(self.overrides)
        yield from (entity for entity in self.entities() if entity.id not in changed)
        if self.state.schema == SCHEMA_VERSION:
            yield from self._all("original", "n")

    def redirects(self) -> dict[str, str]:
        """Give id before -> id now of entities that were merged with another, but for those that overrides unite."""
        return dict(self.rows("SELECT id, target FROM redirect")) if self.state.schema == SCHEMA_VERSION else {}

    @property
    def count(self) -> int:
        """The number of entities."""
        return self.state.entities

    @property
    def digest(self) -> str:
        """A hash of all that the base holds."""
        return self.state.digest

    def rows(self, question: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """Ask the file.

        Raises:
            UnreadableInput: it is damaged, or no file of SQLite.
        """
        try:
            return self._connections.own().sqlite.execute(question, values).fetchall()
        except sqlite3.Error as error:
            raise UnreadableInput(complaint(self.path, error)) from error

    def _of_id(self, question: str, entity_id: str) -> Any:
        try:
            found = self.rows(question, (entity_id,))
        except UnicodeEncodeError:
            # A lone surrogate: the file is UTF-8, so nobody has such an id.
            return None
        return found[0][0] if found else None

    def _all(self, table: str, place: str) -> Iterator[Entity]:
        last = -1
        # Not one long reading: it would keep writers from tidying up for as long as the caller takes.
        question = f"SELECT {place}, record FROM {table} WHERE {place} > ? ORDER BY {place} LIMIT 1000"
        while rows := self.rows(question, (last,)):
            last = rows[-1][0]
            yield from (self._unpacked(record) for _, record in rows)

    def _unpacked(self, record: bytes) -> Entity:
        try:
            return unpacked(record)
        except (ValueError, TypeError, KeyError) as error:
            raise UnreadableInput(complaint(self.path, error)) from error

    def _take_notice(self) -> None:
        self.state = self._read_state()
        lines = self.rows("SELECT record FROM override ORDER BY n") if self.state.schema == SCHEMA_VERSION else ()
        self.overrides: Overrides = from_lines(line for (line,) in lines)
        self._index = Index.open(index_path(self.path), Stamp(self.state.edition, self.state.lookup))

    def _read_state(self) -> State:
        return read_state(dict(self.rows("SELECT key, value FROM meta")), self.path)


def index_path(path: Path) -> Path:
    """Give where the compiled index of a file lies."""
    return path.with_name(f"{path.name}.index")
