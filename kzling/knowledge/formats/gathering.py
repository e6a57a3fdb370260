"""Rows gathered under their keys, in a temporary file: for files in which what belongs together stands apart."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Self

from kzling.errors import UnwritableOutput

#: What SQLite holds in memory, in KB, before it writes to the disk.
_CACHE = 65_536


class Groups:
    """Groups of rows by key, in the order in which the keys came; use it as a context manager.

    Memory stays the same whatever the number of rows. The temporary file has no name and goes with its owner; its
    folder is that of the environment's SQLITE_TMPDIR or TMPDIR.

    Raises:
        UnwritableOutput: the temporary file cannot be written.

    >>> with Groups() as groups:
    ...     for key, row in (("a", b"1"), ("b", b"2"), ("a", b"3")):
    ...         groups.add(key, row)
    ...     list(groups)
    [[b'1', b'3'], [b'2']]
    """

    def __init__(self) -> None:
        # SQLite takes an empty name for a database of its own, on disk, deleted at the end.
        self._db = sqlite3.connect("")
        self._db.executescript(
            f"PRAGMA cache_size = -{_CACHE}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE key (number INTEGER PRIMARY KEY, key TEXT UNIQUE);"
            "CREATE TABLE row (position INTEGER PRIMARY KEY, number INTEGER, content BLOB);"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, traceback: object) -> None:
        self._db.close()
        if isinstance(error, sqlite3.OperationalError):
            raise UnwritableOutput(f"A temporary file cannot be written ({error}); set TMPDIR to another folder.")

    def add(self, key: str, content: bytes) -> None:
        """Add a row to the group of a key, which begins with its first row."""
        if not self.begin(key, content):
            self.join(key, content)

    def begin(self, key: str, content: bytes) -> bool:
        """Begin the group of a key; where there is one, nothing changes. Says whether it was begun."""
        begun = self._db.execute("INSERT OR IGNORE INTO key (key) VALUES (?)", (key,)).rowcount == 1
        if begun:
            self.join(key, content)
        return begun

    def join(self, key: str, content: bytes) -> None:
        """Add a row to a group that there is; a row of another key is dropped."""
        statement = "INSERT INTO row (number, content) SELECT number, ? FROM key WHERE key = ?"
        self._db.execute(statement, (content, key))

    def __iter__(self) -> Iterator[list[bytes]]:
        rows = self._db.execute("SELECT number, content FROM row ORDER BY number, position")
        for _, group in groupby(rows, key=itemgetter(0)):
            yield [content for _, content in group]
