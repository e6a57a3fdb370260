"""The spool: what stage A leaves for B and C, safe against being killed at any moment.

A unit is two files, an Arrow table of its documents and the small keys that decisions are made on. Each file is
written under a temporary name, synced and renamed; then one line in the journal says that the unit is complete,
with the digests of both. What the journal does not say has not happened.
"""

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

if TYPE_CHECKING:
    import pyarrow as pa

_JOURNAL = "journal.jsonl"


class Entry(NamedTuple):
    """A completed unit.

    `digest` names it, `documents` and `keys` are the sha256 of its two files. `records`, `rejected` and
    `characters` count what went in, what of it was refused, and the text that came out; `seconds` says what each
    step took. `left_out` counts the records that workers died or hung at: another time they may not.
    """

    digest: str
    documents: str
    keys: str
    records: int
    rejected: int
    characters: int
    seconds: Mapping[str, float]
    left_out: int = 0


class Spool:
    """A folder of completed units."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._entries = {entry.digest: entry for entry in self._journal()}

    def entry(self, digest: str) -> Entry | None:
        """Give the entry of a unit, None if it has not been done or its files are not what they were."""
        entry = self._entries.get(digest)
        if entry is None:
            return None
        files = zip(_paths(self.folder, digest), (entry.documents, entry.keys), strict=True)
        return (
            entry if all(path.is_file() and _sha256(path.read_bytes()) == sha256 for path, sha256 in files) else None
        )

    def add(self, entry: Entry) -> None:
        """Note a unit as complete."""
        with (self.folder / _JOURNAL).open("ab") as stream:
            stream.write(orjson.dumps(list(entry)) + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        self._entries[entry.digest] = entry

    def documents(self, digest: str) -> "pa.Table":
        """Give the documents of a unit as a table of the schema of the config `documents`."""
        import pyarrow as pa

        # Threads would each keep memory of their own.
        alone = pa.ipc.IpcReadOptions(use_threads=False)
        with pa.ipc.open_file(_paths(self.folder, digest)[0], options=alone) as reader:
            return reader.read_all()

    def keys(self, digest: str) -> Iterator[dict[str, Any]]:
        """Give the keys of a unit, one an article, refused ones included."""
        with _paths(self.folder, digest)[1].open("rb") as stream:
            yield from map(orjson.loads, stream)

    def has_more_than(self, digests: Collection[str]) -> bool:
        """Say whether units are complete that are not named."""
        return not self._entries.keys() <= set(digests)

    def forget_all_but(self, digests: Collection[str]) -> None:
        """Remove the units that are not named: they belong to other input or to an older configuration."""
        stale = [digest for digest in self._entries if digest not in digests]
        for digest in stale:
            del self._entries[digest]
        if stale:
            lines = b"".join(orjson.dumps(list(entry)) + b"\n" for entry in self._entries.values())
            write_file(self.folder / _JOURNAL, lines)
        known = {path for digest in self._entries for path in _paths(self.folder, digest)}
        for path in sorted(set(self.folder.iterdir()) - known - {self.folder / _JOURNAL}):
            path.unlink()

    def _journal(self) -> Iterator[Entry]:
        path = self.folder / _JOURNAL
        content = path.read_bytes() if path.exists() else b""
        whole = content[: content.rfind(b"\n") + 1]
        if whole != content:
            # A kill in the middle of a line: that unit is not complete, and the next line must begin afresh.
            write_file(path, whole)
        for line in whole.splitlines():
            try:
                yield Entry(*orjson.loads(line))
            except (orjson.JSONDecodeError, TypeError):
                # A damaged line, or one of another version: its unit is worked on again.
                continue


def write_unit(folder: Path, digest: str, documents: "pa.Table", keys: bytes) -> tuple[str, str]:
    """Write the two files of a unit and give their digests; runs in the worker, the journal is kept by the parent."""
    table = _serialised(documents)
    for path, content in zip(_paths(folder, digest), (table, keys), strict=True):
        write_file(path, content)
    return _sha256(table), _sha256(keys)


def write_file(path: Path, content: bytes) -> None:
    """Write a file in one step: it is there whole, or not at all."""
    # Two processes may be at the same unit, if its articles stand in the input twice.
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)


def _serialised(table: "pa.Table") -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as writer:
        writer.write_table(table)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _paths(folder: Path, digest: str) -> tuple[Path, Path]:
    return folder / f"{digest}.arrow", folder / f"{digest}.keys.jsonl"
