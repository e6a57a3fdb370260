"""The plan: which units a corpus consists of, in order, and what the readers refused; kept on disk, not in memory.

It is written anew whenever the input is read, and only read once it is complete.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import orjson

from kzling.corpus.readers.records import Article, Rejected


class Place(NamedTuple):
    """Where an article stands: its number among all records of the input, its file, its line in it."""

    number: int
    file: str
    position: int


class PlannedUnit(NamedTuple):
    """A unit by its digest, with the places of its articles in order."""

    digest: str
    places: tuple[Place, ...]


class RejectedRecord(NamedTuple):
    """A record that no unit holds, because no reader could use it."""

    place: Place
    reason: str


class PlanWriter:
    """Writes a plan while the input is read: `sort` numbers the records, `add` closes a unit."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("wb")
        self._places: list[Place] = []
        self.records = 0
        self.rejected = 0

    def sort(self, records: Iterable[Article | Rejected]) -> Iterator[Article]:
        """Give the articles of a stream; the rejects are noted."""
        for record in records:
            place = Place(self.records, record.source, record.position)
            self.records += 1
            if isinstance(record, Article):
                self._places.append(place)
                yield record
            else:
                self.rejected += 1
                self._write([*place, record.reason])

    def add(self, digest: str, size: int) -> None:
        """Note a unit of the next `size` articles."""
        places, self._places = self._places[:size], self._places[size:]
        self._write([digest, [list(place) for place in places]])

    def __enter__(self) -> "PlanWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def _write(self, row: list[object]) -> None:
        self._stream.write(orjson.dumps(row) + b"\n")


def read_plan(path: Path) -> Iterator[PlannedUnit | RejectedRecord]:
    """Give what a plan holds: the units in order, with the rejects in between."""
    with path.open("rb") as stream:
        for line in stream:
            row = orjson.loads(line)
            if isinstance(row[0], str):
                yield PlannedUnit(row[0], tuple(Place(*place) for place in row[1]))
            else:
                yield RejectedRecord(Place(*row[:3]), row[3])
