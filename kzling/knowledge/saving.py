"""Saving: a whole base to one file, in one step."""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from kzling.errors import InvalidRecord, UnwritableOutput
from kzling.knowledge.connections import reading
from kzling.knowledge.file import File, index_path
from kzling.knowledge.formats.output import check_regular
from kzling.knowledge.overrides import Overrides
from kzling.knowledge.writer import PATIENCE, Writer
from kzling.model import Entity

#: Bases of more entities than this get a compiled index. Set by hand in November 2026: in a base of 100,000 one made
#: looking for candidates ten times as fast where names are common.
COMPILED_FROM = 20_000
#: The first bytes of a SQLite file.
_MAGIC = b"SQLite format 3\0"
#: What SQLite says of a file that is none of its own or damaged, or of a database without our tables.
_FOREIGN = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR)


def write(
    path: Path,
    given: Iterable[Entity],
    *,
    overrides: Overrides | None = None,
    redirects: Mapping[str, str] | None = None,
    compiled: bool = False,
) -> int:
    """Write a base to a new file that nobody reads yet; give the number of entities.

    Args:
        path: where to.
        given: the entities as they came, before overrides.
        overrides: what people have judged otherwise.
        redirects: id before -> id now of entities that were merged; read last, so that it may grow meanwhile.
        compiled: write the compiled index even if the base is small.

    Raises:
        InvalidRecord: two entities have one id, or one cannot be written as JSON.
        UnwritableOutput: the file cannot be written.
    """
    with Writer(path, safe=False) as writer:
        writer.override(overrides or Overrides())
        for entity in given:
            if writer.put(entity) != "added":
                raise InvalidRecord(f"Two entities have the id {entity.id!r}; merge them or rename one.")
        for before, now in (redirects or {}).items():
            writer.redirect(before, now)
        writer.commit()
        if compiled or writer.count >= COMPILED_FROM:
            writer.compile()
        return writer.count


def copy(source: File, path: Path) -> None:
    """Save a base as it lies in another file, with its index.

    Raises:
        UnwritableOutput: the file cannot be written.
    """
    with _beside(path) as temporary:
        _overwrite(source.path, temporary)
        if index_path(source.path).exists():
            shutil.copyfile(index_path(source.path), index_path(temporary))


def save(
    path: Path,
    given: Iterable[Entity],
    *,
    overrides: Overrides | None = None,
    redirects: Mapping[str, str] | None = None,
    compiled: bool = False,
) -> int:
    """Write a base to a file, in the place of one that is there; arguments and errors are those of `write`.

    Whoever has a base open that is replaced sees the new one at the next call.
    """
    with _beside(path) as temporary:
        return write(temporary, given, overrides=overrides, redirects=redirects, compiled=compiled)


def check_output(path: Path) -> bool:
    """Make sure that a base may be written there; say whether one is there already.

    Raises:
        UnwritableOutput: what is there is neither a base nor an empty file, or cannot be read.
    """
    check_regular(path)
    try:
        if _is_base(path):
            return True
        if not path.exists() or path.stat().st_size == 0:
            return False
    except (OSError, sqlite3.Error) as error:
        raise _unwritable(path, error) from error
    raise UnwritableOutput(f"{path} is no knowledge base; name another file or remove it.")


def is_sqlite(path: Path) -> bool:
    """Say whether a file is one of SQLite, by its first bytes."""
    with path.open("rb") as stream:
        return stream.read(len(_MAGIC)) == _MAGIC


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Give a path where a base is to be written, and put it from there into its place at the end."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        if _is_base(path):
            _overwrite(temporary, path)
        else:
            _move(temporary, path)
        # Last, so that a base that stays keeps its index; beside another base an index is left alone.
        _put_index(temporary, path)
    except (OSError, sqlite3.Error) as error:
        raise _unwritable(path, error) from error
    finally:
        for ending in ("", "-wal", "-shm", ".index"):
            left = temporary.with_name(temporary.name + ending)
            if left.exists():
                left.unlink()


def _unwritable(path: Path, error: Exception) -> UnwritableOutput:
    why = "another process holds it; try again when that has ended" if "locked" in str(error) else str(error)
    return UnwritableOutput(f"The knowledge base cannot be written to {path}: {why}.")


def _is_base(path: Path) -> bool:
    """Say whether a base is there, of any version; what cannot be asked (locked, unreadable) is an error."""
    if not path.exists():
        return False
    try:
        with closing(reading(path)) as connection:
            return bool(connection.execute("SELECT 1 FROM meta WHERE key = 'schema_version'").fetchall())
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in _FOREIGN:
            return False
        raise


def _overwrite(source: Path, target: Path) -> None:
    """Copy all pages of a base over those of another, as one change that its readers see."""
    # A renamed file would leave them with the old one, and the changes that lie beside that with the new one.
    end = time.monotonic() + PATIENCE

    def wait(status: int, remaining: int, total: int) -> None:
        if status == sqlite3.SQLITE_BUSY and time.monotonic() > end:
            raise sqlite3.OperationalError("another process is writing to it; try again when that has ended")

    with closing(reading(source)) as new, closing(sqlite3.connect(target)) as old:
        new.backup(old, progress=wait)
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _put_index(source: Path, target: Path) -> None:
    """Put the index of a base that is in its place beside it."""
    if not index_path(source).exists():
        index_path(target).unlink(missing_ok=True)
        return
    index_path(source).replace(index_path(target))
    # Readers take notice of any change, and so find the index. Who writes meanwhile makes such a change, too.
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(target)) as connection, connection:
        # SQLite would not write a row that stays as it is.
        connection.execute("DELETE FROM meta WHERE key = 'compiled'")
        connection.execute("INSERT INTO meta SELECT 'compiled', value FROM meta WHERE key = 'edition'")


def _move(source: Path, target: Path) -> None:
    with source.open("rb") as stream:
        os.fsync(stream.fileno())
    for left in ("-wal", "-shm"):
        target.with_name(target.name + left).unlink(missing_ok=True)
    source.replace(target)
