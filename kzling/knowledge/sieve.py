"""The sieve of an import: entities of rows pass, rows that are none go to a file of rejects."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Self

import orjson

from kzling.errors import Interrupted, InvalidRecord, KzlingError, UnwritableOutput
from kzling.knowledge.formats.rows import Line, Rejected, objects, reject
from kzling.knowledge.records import entity_of
from kzling.model import Entity, EntityType

#: Is told how many records were read, and how many rows could not be.
Watch = Callable[[int, int], None]

#: Rows between two words to a watcher.
_EVERY = 1_000


class Sieve:
    """Gives the entities of rows, and puts the rows that are none aside, in a file that `keep` puts into its place.

    Args:
        aside: the file of the rejects.
        type: the type of records that state none.
        watch: is told how far the import is.
        stopped: says whether to stop.

    Raises:
        UnwritableOutput: as a context, where the rejects cannot be written, or what is there is something else.
    """

    def __init__(self, aside: Path, type: EntityType | None, watch: Watch | None, stopped: Callable[[], bool]) -> None:
        self.rejected = 0
        self._passed = 0
        self._file: IO[bytes] | None = None
        self._aside, self._watch, self._stopped = aside, watch, stopped
        self._target = Path(os.path.realpath(aside))
        self._temporary = self._target.with_name(f"{self._target.name}.{os.getpid()}.tmp")
        self._usual = {} if type is None else {"type": type}

    def __enter__(self) -> Self:
        if not self._aside.parent.is_dir() or self._aside.is_dir():
            raise UnwritableOutput(f"The rejects cannot be written to {self._aside}; name a file in another folder.")
        if self._aside.exists() and not (self._aside.is_file() and _is_of_rejects(self._aside)):
            raise UnwritableOutput(f"{self._aside} holds no rejects of an import; name another file for them.")
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
            self._temporary.unlink(missing_ok=True)

    def keep(self) -> None:
        """Put the rejects, if there are any, in the place of those of the import before."""
        if self._file is not None:
            with self._told():
                self._file.close()
                self._temporary.replace(self._target)

    def entities(self, sources: Sequence[tuple[str, Iterator[dict[str, Any] | Rejected]]]) -> Iterator[Entity]:
        """Give the entities of sources, each with its name, until it is time to stop."""
        for source, rows in sources:
            for position, row in enumerate(rows, start=1):
                if self._stopped():
                    return
                found = row if isinstance(row, Rejected) else _entity({**self._usual, **row}, position)
                if isinstance(found, Rejected):
                    self._put(source, found)
                else:
                    self._passed += 1
                    yield found
                if self._watch and (self._passed + self.rejected) % _EVERY == 0:
                    self._watch(self._passed, self.rejected)

    def check(self) -> None:
        """Raise Interrupted if it was time to stop."""
        if self._stopped():
            raise Interrupted("The import was stopped; what was read is kept, start the same command again to go on.")

    def _put(self, source: str, rejected: Rejected) -> None:
        with self._told():
            if self._file is None:
                self._file = self._temporary.open("wb")
            self._file.write(orjson.dumps({"source": source, **rejected._asdict()}) + b"\n")
            # Whoever kills the import still wants to see them.
            self._file.flush()
        self.rejected += 1

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UnwritableOutput(f"The rejects cannot be written to {self._aside}: {error.strerror}.") from error


def _is_of_rejects(path: Path) -> bool:
    """Say whether a file was written by an import, or is empty."""
    try:
        first = next(objects(path), None)
    # What cannot even be read as lines.
    except KzlingError:
        return False
    # Other files have a "why", too: those of overrides.
    return first is None or (not isinstance(first, Rejected) and first[1].keys() == {"source", *Rejected._fields})


def _entity(record: dict[str, Any], position: int) -> Entity | Rejected:
    try:
        return entity_of(record, position)
    except InvalidRecord as error:
        return reject(Line(position, orjson.dumps(record, default=str)), str(error))
