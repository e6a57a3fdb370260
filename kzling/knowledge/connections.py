"""Connections of readers to a knowledge-base file: one for each thread, none taken over by a forked process."""

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from weakref import WeakSet

#: Seconds that a reader waits where a writer holds the file.
_PATIENCE = 10.0


class Connection(NamedTuple):
    """A connection of one thread, and which version of the file the thread has last seen."""

    sqlite: sqlite3.Connection
    seen: list[int]


class Connections:
    """The connections of one process to a file; they are closed with it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        #: SQLite's connections may not be used by two threads at a time, nor behind a fork.
        self.by_thread: dict[int, Connection] = {}
        _OPEN.add(self)

    def own(self) -> Connection:
        """Give the connection of this thread."""
        thread = threading.get_ident()
        connection = self.by_thread.get(thread)
        if connection is None:
            connection = self.by_thread[thread] = Connection(reading(self._path), [])
        return connection


def reading(path: Path) -> sqlite3.Connection:
    """Give a connection that reads a file, also on a disk that cannot be written."""
    place = path.resolve()
    where, own = f"{place.as_uri()}?mode=ro", []
    if place.with_name(f"{place.name}-journal").exists() and os.access(place, os.W_OK):
        _take_back(place)
    # Where the folder cannot be written, the files through which readers and writers talk cannot be made; nor need
    # they be where nobody writes. But what a killed writer has left in its log has to be read.
    if not place.with_name(f"{place.name}-wal").exists():
        where += "" if os.access(place.parent, os.W_OK) else "&immutable=1"
    elif os.statvfs(place.parent).f_flag & os.ST_RDONLY:
        where, own = where + "&vfs=unix-none", ["PRAGMA locking_mode = EXCLUSIVE"]
    # The thread that closes a connection is not always the one that has used it.
    connection = sqlite3.connect(where, uri=True, timeout=_PATIENCE, check_same_thread=False)
    for statement in own:
        connection.execute(statement)
    return connection


def _take_back(place: Path) -> None:
    """Undo a change that a killed writer has not ended: who only reads may not, and could not read the file."""
    with closing(sqlite3.connect(place, timeout=_PATIENCE)) as connection:
        connection.execute("SELECT 1 FROM sqlite_master").fetchall()


#: Connections of a parent process: kept, since closing them here would meddle with its locks.
_INHERITED: list[dict[int, Connection]] = []
_OPEN: WeakSet[Connections] = WeakSet()


def _leave_to_parent() -> None:
    for connections in list(_OPEN):
        _INHERITED.append(connections.by_thread)
        connections.by_thread = {}


os.register_at_fork(after_in_child=_leave_to_parent)
