"""Writing a knowledge-base file: one writer at a time, in whole batches, so that a killed one leaves the last batch.

What is written stays readable all the time. `Writer.compile` makes the index for large bases at the end. What writes a
whole base in one step is in `kzling.knowledge.saving`.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from kzling.errors import UnreadableInput, UnwritableOutput
from kzling.knowledge import index, lookup
from kzling.knowledge.file import index_path
from kzling.knowledge.layout import SCHEMA_VERSION, TABLES, TYPES, State, read_state, signed, unsigned
from kzling.knowledge.originals import from_lines, lines, touched
from kzling.knowledge.overrides import Overrides
from kzling.knowledge.records import Tally, override_part, packed, redirect_part, unpacked
from kzling.model import Entity

Outcome = Literal["added", "changed", "unchanged"]

_RECORD = "SELECT record FROM entity WHERE id = ?"
#: Seconds that a writer waits for another one.
PATIENCE = 10.0
#: KiB of pages that a writer keeps: postings come in no order, so most of their table should be at hand.
_CACHE = 400_000
#: Entities that are written in one step: the postings of so many are put in order together.
BATCH = 50_000
#: A step ends sooner where so many postings wait (they take 150 MB).
_MOST_WAITING = 2_000_000


class Writer:
    """A knowledge-base file that is written, as a context: what was put is kept batch by batch, the rest at the end.

    A file that is not there is made. Where an error ends the context, the last batch is not kept.

    Args:
        path: the file.
        patience: seconds to wait for another writer.
        batch: so many entities are written in one step.
        safe: keep the file readable, and whole if the process is killed. Without that, a new file is written faster.

    Raises:
        UnwritableOutput: the file cannot be written, or another process is writing to it.
        UnreadableInput: the file is no knowledge base, or of another version.
    """

    def __init__(self, path: Path, *, patience: float = PATIENCE, batch: int = BATCH, safe: bool = True) -> None:
        self.path = path
        self._batch = batch
        #: Number of an entity -> the keys under which it will be filed.
        self._postings: dict[int, list[int]] = {}
        self._waiting = 0
        self._pending = 0
        self._edition = "none yet"
        # SQLite would try for ten seconds where a killed writer has left something.
        if path.exists() and not os.access(path, os.W_OK):
            raise UnwritableOutput(f"The knowledge base cannot be written to {path}: the file is read-only.")
        with self._told():
            self._connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
        try:
            self._prepare(safe)
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self, safe: bool) -> None:
        with self._told():
            self._run(f"PRAGMA cache_size = -{_CACHE}")
            if not self._run("SELECT 1 FROM sqlite_master"):
                self._lay_out()
            self._state()
            self._run(f"PRAGMA journal_mode = {'WAL' if safe else 'OFF'}")
            self._run(f"PRAGMA synchronous = {'NORMAL' if safe else 'OFF'}")
            self._begin()

    def _begin(self) -> None:
        self._run("BEGIN IMMEDIATE")
        # Another process may have written since this one began, or since its last batch.
        state = self._state()
        if state.edition == self._edition:
            return
        self._overrides = from_lines(line for (line,) in self._run("SELECT record FROM override ORDER BY n"))
        self._changed = touched(self._overrides)
        self._next = (self._run("SELECT max(n) FROM entity")[0][0] or 0) + 1
        self._tally, self._count = Tally(state.digest), state.entities
        self._edition = state.edition
        self._steps = hashlib.sha256(state.edition.encode())

    def _lay_out(self) -> None:
        self._run("BEGIN IMMEDIATE")
        # Another process may have done it meanwhile.
        if not self._run("SELECT 1 FROM sqlite_master"):
            for statement in TABLES.split(";"):
                self._run(statement)
            versions = {"schema_version": str(SCHEMA_VERSION), "lookup_version": str(lookup.VERSION)}
            self._connection.executemany("INSERT INTO meta VALUES (?, ?)", versions.items())
        self._run("COMMIT")

    def _state(self) -> State:
        if not self._run("SELECT 1 FROM sqlite_master WHERE name = 'meta'"):
            raise UnreadableInput(f"{self.path} is not a knowledge base of kzling; name another file.")
        state = read_state(dict(self._run("SELECT key, value FROM meta")), self.path)
        if (state.schema, state.lookup) != (SCHEMA_VERSION, lookup.VERSION):
            raise UnreadableInput(f"{self.path} is of another version; `kzling kb build` brings it to this one.")
        return state

    @property
    def count(self) -> int:
        """The number of entities there are; those that overrides change are counted at the end."""
        return self._count

    @property
    def overrides(self) -> Overrides:
        """The overrides of the file."""
        return self._overrides

    def put(self, entity: Entity) -> Outcome:
        """Write an entity; one that is there with this id is replaced. Overrides are applied to it."""
        outcome = self._put(entity)
        if self._pending >= self._batch or self._waiting >= _MOST_WAITING:
            self._commit()
        return outcome

    def remove(self, entity_id: str) -> bool:
        """Take an entity out; say whether it was there."""
        stays = self._overrides.current(entity_id)
        if stays not in self._changed:
            return self._drop(entity_id)
        with self._told():
            known = self._run("DELETE FROM original WHERE id = ? RETURNING record", entity_id)
            left = self._run("UPDATE original SET stale = 1 WHERE stays = ? RETURNING id", stays)
        for (record,) in known:
            self._did(b"-" + record)
        if not left:
            self._drop(stays)
        return bool(known)

    def redirect(self, before: str, now: str) -> None:
        """Note that an entity was merged with another one, whose id stays."""
        with self._told():
            known = self._run("SELECT target FROM redirect WHERE id = ?", before)
            self._run("INSERT OR REPLACE INTO redirect VALUES (?, ?)", before, now)
        for (former,) in known:
            self._tally.remove(redirect_part(before, former))
        self._tally.add(redirect_part(before, now))
        self._did(redirect_part(before, now))

    def override(self, overrides: Overrides) -> None:
        """Put overrides in the place of those there are, and apply them to the entities as they came."""
        with self._told():
            originals = [unpacked(record) for (record,) in self._run("SELECT record FROM original ORDER BY n")]
            self._run("DELETE FROM original")
            for entity_id in sorted(self._changed):
                self._drop(entity_id)
            for place, (line,) in enumerate(self._run("SELECT record FROM override ORDER BY n")):
                self._tally.remove(override_part(place, line))
            self._run("DELETE FROM override")
            for place, line in enumerate(lines(overrides)):
                self._run("INSERT INTO override (record) VALUES (?)", line)
                self._tally.add(override_part(place, line))
                self._did(line)
            self._did(b"overrides")
            self._overrides, self._changed = overrides, touched(overrides)
            for entity_id in sorted(self._changed | overrides.redirects.keys()):
                originals += [unpacked(kept) for (kept,) in self._run(_RECORD, entity_id)]
                self._drop(entity_id)
        for entity in originals:
            self._put(entity)

    def commit(self) -> None:
        """Make what was put so far visible to readers, and safe."""
        self._unite()
        self._commit()

    def compile(self) -> None:
        """Write the compiled index of what is there now."""
        self.commit()
        with self._told():
            ranks, types = [0] * self._next, bytearray(self._next)
            heaviest = self._connection.execute("SELECT n FROM entity ORDER BY weight DESC, id")
            for rank, (number,) in enumerate(heaviest):
                ranks[number] = rank
            for number, kind in self._connection.execute("SELECT n, type FROM entity"):
                types[number] = kind
            postings = self._connection.execute("SELECT key, entity FROM posting ORDER BY key, entity")
            pairs = ((unsigned(key), number) for key, number in postings)
            stamp = index.Stamp(self._edition, lookup.VERSION)
            index.write(index_path(self.path), stamp, pairs, types, ranks.__getitem__)
            # Readers take notice of any change, and so find the index.
            self._run("INSERT OR REPLACE INTO meta VALUES ('compiled', ?)", self._edition)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._unite()
                self._finish()
                with self._told():
                    self._run("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._connection.close()

    def _put(self, entity: Entity) -> Outcome:
        stays = self._overrides.current(entity.id)
        return self._keep_original(entity, stays) if stays in self._changed else self._file(entity)

    def _keep_original(self, entity: Entity, stays: str) -> Outcome:
        record = packed(entity)
        with self._told():
            known = self._run("SELECT record FROM original WHERE id = ?", entity.id)
            self._run(
                "INSERT INTO original (id, stays, stale, record) VALUES (?, ?, 1, ?)"
                " ON CONFLICT (id) DO UPDATE SET stale = 1, record = excluded.record",
                *(entity.id, stays, record),
            )
        self._did(record)
        return "added" if not known else "unchanged" if known[0][0] == record else "changed"

    def _unite(self) -> None:
        """Make what overrides make of originals."""
        stale = "SELECT record FROM original WHERE stays IN (SELECT stays FROM original WHERE stale) ORDER BY n"
        with self._told():
            originals = [unpacked(record) for (record,) in self._run(stale)]
            self._run("UPDATE original SET stale = 0 WHERE stale")
        for entity in self._overrides.applied(originals):
            self._file(entity)

    def _file(self, entity: Entity) -> Outcome:
        record = packed(entity)
        with self._told():
            known = self._run("SELECT n, record FROM entity WHERE id = ?", entity.id)
            if known and known[0][1] == record:
                return "unchanged"
            number = known[0][0] if known else self._next
            row = (number, entity.id, TYPES.index(entity.type), entity.weight, record)
            self._run("INSERT OR REPLACE INTO entity VALUES (?, ?, ?, ?, ?)", *row)
        for _, former in known:
            self._unfile(number, former)
        self._postings[number] = [signed(key) for key in lookup.filed_under(entity)]
        self._waiting += len(self._postings[number])
        self._tally.add(record)
        self._did(record)
        if known:
            return "changed"
        self._next += 1
        self._count += 1
        return "added"

    def _drop(self, entity_id: str) -> bool:
        with self._told():
            known = self._run("DELETE FROM entity WHERE id = ? RETURNING n, record", entity_id)
        for number, record in known:
            self._unfile(number, record)
            self._count -= 1
            self._did(b"-" + record)
        return bool(known)

    def _unfile(self, number: int, record: bytes) -> None:
        self._tally.remove(record)
        if self._postings.pop(number, None) is None:
            rows = [(signed(key), number) for key in lookup.filed_under(unpacked(record))]
            with self._told():
                self._connection.executemany("DELETE FROM posting WHERE key = ? AND entity = ?", rows)

    def _did(self, step: bytes) -> None:
        self._steps.update(step)
        self._pending += 1

    def _commit(self) -> None:
        self._finish()
        with self._told():
            self._begin()

    def _finish(self) -> None:
        with self._told():
            rows = sorted((key, number) for number, keys in self._postings.items() for key in keys)
            self._connection.executemany("INSERT OR IGNORE INTO posting VALUES (?, ?)", rows)
            if self._pending:
                # The next batch and the next writer go on from here: the same steps give the same edition.
                self._edition = self._steps.hexdigest()
                self._steps = hashlib.sha256(self._edition.encode())
            state = {"digest": self._tally.digest, "edition": self._edition, "count": str(self._count)}
            self._connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", state.items())
            self._run("COMMIT")
        self._postings, self._waiting, self._pending = {}, 0, 0

    def _run(self, statement: str, *values: Any) -> list[Any]:
        return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            locked = "locked" in str(error)
            why = "another process is writing to it; try again when that has ended" if locked else str(error)
            raise UnwritableOutput(f"The knowledge base cannot be written to {self.path}: {why}.") from error
