"""The spool: what stage A leaves for B and C, safe against being killed at any moment.

A unit is two files, one with documents and one with the small keys that decisions are made on. Each file is
written under a temporary name, synced and renamed; then one line in the journal says that the unit is complete,
with the digests of both. What the journal does not say has not happened.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from kzling.corpus.units import Unit

_JOURNAL = "journal.jsonl"


class Entry(NamedTuple):
    """A completed unit: its number and digest, and the digests of its two files."""

    number: int
    digest: str
    documents: str
    keys: str


class Spool:
    """A folder of completed units."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._entries = {(entry.number, entry.digest): entry for entry in self._journal()}

    def complete(self, unit: Unit) -> bool:
        """Say whether a unit has been done already and its files are what they were."""
        entry = self._entries.get((unit.number, unit.digest))
        if entry is None:
            return False
        return all(
            path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest
            for path, digest in zip(_paths(self._folder, unit.number, unit.digest), entry[2:], strict=True)
        )

    def add(self, entry: Entry) -> None:
        """Note a unit as complete."""
        with (self._folder / _JOURNAL).open("ab") as stream:
            stream.write(orjson.dumps(list(entry)) + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        self._entries[entry.number, entry.digest] = entry

    def documents(self, units: Iterable[tuple[int, str]]) -> Iterator[dict[str, Any]]:
        """Give the documents of these units (number, digest), in order, as plain data."""
        return self._rows(0, units)

    def keys(self, units: Iterable[tuple[int, str]]) -> Iterator[dict[str, Any]]:
        """Give the keys of these units, in order: one a record, rejected records included."""
        return self._rows(1, units)

    def _rows(self, which: int, units: Iterable[tuple[int, str]]) -> Iterator[dict[str, Any]]:
        for number, digest in units:
            with _paths(self._folder, number, digest)[which].open("rb") as stream:
                yield from map(orjson.loads, stream)

    def _journal(self) -> Iterator[Entry]:
        path = self._folder / _JOURNAL
        content = path.read_bytes() if path.exists() else b""
        whole = content[: content.rfind(b"\n") + 1]
        if whole != content:
            # A kill in the middle of a line: that unit is not complete, and the next line must begin afresh.
            write_file(path, whole)
        for line in whole.splitlines():
            yield Entry(*orjson.loads(line))


def write_unit(folder: Path, unit: Unit, documents: bytes, keys: bytes) -> Entry:
    """Write the two files of a unit; runs in the worker, the journal is kept by the parent."""
    paths = _paths(folder, unit.number, unit.digest)
    for path, content in zip(paths, (documents, keys), strict=True):
        write_file(path, content)
    digests = [hashlib.sha256(content).hexdigest() for content in (documents, keys)]
    return Entry(unit.number, unit.digest, *digests)


def write_file(path: Path, content: bytes) -> None:
    """Write a file in one step: it is there whole, or not at all."""
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)


def _paths(folder: Path, number: int, digest: str) -> tuple[Path, Path]:
    stem = f"{number:06d}-{digest}"
    return folder / f"{stem}.documents.jsonl", folder / f"{stem}.keys.jsonl"
