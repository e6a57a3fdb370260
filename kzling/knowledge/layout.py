"""The layout of a knowledge-base file: its tables, what it says of its state, how keys are numbered in it."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, get_args

from kzling.errors import UnreadableInput
from kzling.model import EntityType

#: Raised when the layout of the file changes.
SCHEMA_VERSION = 2

TYPES: tuple[EntityType, ...] = get_args(EntityType)

# `original` has the entities that overrides change or unite, as they came; `entity` has what became of them. `stays`
# is the id of that one, `stale` says that it has yet to be made.
TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entity (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type INTEGER NOT NULL, weight REAL NOT NULL, record BLOB NOT NULL);
CREATE TABLE posting (key INTEGER, entity INTEGER, PRIMARY KEY (key, entity)) WITHOUT ROWID;
CREATE TABLE original (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, stays TEXT NOT NULL, stale INTEGER NOT NULL, record BLOB NOT NULL);
CREATE TABLE redirect (id TEXT PRIMARY KEY, target TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE override (n INTEGER PRIMARY KEY, record BLOB NOT NULL);
"""

_SIGN = 1 << 63
#: Numbers of keys that are kept (2 MB).
_NUMBERS_KEPT = 1 << 14


class State(NamedTuple):
    """Of which state a file is.

    `schema` and `lookup` are the versions of its layout and of its keys, `digest` is a hash of what it holds,
    `edition` one of the steps by which this was written, `entities` the number of entities.
    """

    schema: int
    lookup: int
    digest: str
    edition: str
    entities: int


def read_state(meta: dict[str, str], path: Path) -> State:
    """Give the state that a file says of itself.

    Raises:
        UnreadableInput: the file is of a version that this kzling does not know, or damaged.
    """
    schema = meta.get("schema_version", "none")
    if schema not in ("1", str(SCHEMA_VERSION)):
        raise UnreadableInput(
            f"{path} has schema version {schema}, this kzling reads {SCHEMA_VERSION}; make it anew, or update kzling."
        )
    try:
        version, count = (int(meta.get(key, 0)) for key in ("lookup_version", "count"))
    except ValueError as error:
        raise UnreadableInput(complaint(path, error)) from error
    return State(int(schema), version, meta.get("digest", "0"), meta.get("edition", ""), count)


def complaint(path: Path, error: Exception) -> str:
    """Give the sentence that says why a file cannot be read."""
    if "locked" in str(error):
        return f"{path} is held by another program; try again when that has ended."
    return f"{path} is not a knowledge base of kzling, or damaged ({error}); make it anew from its sources."


@lru_cache(maxsize=_NUMBERS_KEPT)
def hashed(key: str) -> int:
    """Give the number that stands for a key: 64 bits, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def signed(key: str) -> int:
    """Give the number of a key as SQLite keeps it, which knows no numbers beyond 63 bits; the order is the same."""
    return hashed(key) - _SIGN


def unsigned(kept: int) -> int:
    """Give the number of a key from what SQLite keeps."""
    return kept + _SIGN
