"""Stage B, decide: what needs the whole corpus, on small keys only. Duplicates, clusters of unknown names, splits.

The keys lie in a SQLite file of the work folder, so that memory does not grow with the corpus.
"""

import hashlib
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kzling.corpus import unknown
from kzling.corpus.plan import Place, RejectedRecord
from kzling.corpus.unknown import UnknownName
from kzling.knowledge.overrides import Overrides
from kzling.model import SPLITS
from kzling.record import Record

#: Raised when a rule changes, here or in `kzling.corpus.unknown`.
VERSION = 4

#: How the reason begins for a record that bears the id of an earlier one with another text.
SAME_ID = "has the id of "
#: The reasons for what the removal list takes out: the record itself, and every other record with its text.
REMOVED, REMOVED_COPY = "on the removal list", "a copy of a text on the removal list"

#: Shares of the splits in hundredths; a document's place follows from its id alone, so rows never move.
_TRAIN, _VALIDATION = 80, 90

_QUOTATION = re.compile(r"'.*'|\".*\"", re.DOTALL)

_NUMBER, _DECLARED = re.compile(r"^\d+ bytes?"), re.compile(r"^declared [^,]*,")

_TABLES = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE document(
    number INTEGER PRIMARY KEY, file TEXT, position INTEGER,
    id TEXT, source TEXT, url TEXT, published TEXT, hash TEXT);
CREATE TABLE rejected(number INTEGER PRIMARY KEY, source TEXT, position INTEGER, reason TEXT);
CREATE TABLE removal(id TEXT PRIMARY KEY) WITHOUT ROWID;
{unknown.TABLES}
"""

_DECISIONS = f"""
-- Tables are declared, not made by CREATE TABLE ... AS: their columns would have no types, and joins no index.
-- Whoever wants a text gone wants all copies of it gone.
CREATE INDEX document_by_id ON document(id, number);
CREATE TABLE gone(hash TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO gone SELECT DISTINCT hash FROM document JOIN removal USING (id);
INSERT INTO rejected
    SELECT number, file, position, iif(removal.id IS NULL, '{REMOVED_COPY}', '{REMOVED}')
    FROM document JOIN gone USING (hash) LEFT JOIN removal USING (id);

-- Of records with the same id the first in input order counts.
CREATE TABLE first(number INTEGER PRIMARY KEY, id TEXT);
INSERT INTO first SELECT min(number), id FROM document WHERE hash NOT IN (SELECT hash FROM gone) GROUP BY id;
CREATE INDEX first_by_id ON first(id);

-- Of documents with the same text the earliest published is kept, then the one with the smallest id ("~" sorts
-- behind every date). The text goes into the most held out split of all its ids: another copy in a later version
-- may take it out of train, but never put it there.
CREATE TABLE ranked AS
    SELECT hash, coalesce(published, '~') || ' ' || document.id AS rank, split_rank(document.id) AS split
    FROM document JOIN first USING (number);
CREATE INDEX ranked_by_hash ON ranked(hash);
CREATE TABLE kept(hash TEXT PRIMARY KEY, id TEXT, split INTEGER) WITHOUT ROWID;
INSERT INTO kept
    SELECT hash, substr(min(rank), instr(min(rank), ' ') + 1) AS id, max(split) AS split FROM ranked GROUP BY hash;
DROP TABLE ranked;

CREATE TABLE duplicate AS
    SELECT document.number, document.id, source, url, kept.id AS duplicate_of, 'same text' AS reason
    FROM document JOIN first USING (number) JOIN kept USING (hash) WHERE kept.id != document.id;
INSERT INTO duplicate
    SELECT document.number, document.id, document.source, document.url, document.id, 'same id'
    FROM document JOIN first USING (id) JOIN document AS earlier ON earlier.number = first.number
    WHERE document.number != first.number AND document.hash = earlier.hash;
CREATE UNIQUE INDEX duplicate_by_number ON duplicate(number);
INSERT INTO rejected
    SELECT document.number, document.file, document.position,
           '{SAME_ID}' || earlier.file || iif(earlier.position, ' line ' || earlier.position, '')
           || ', but another text'
    FROM document JOIN first USING (id) JOIN document AS earlier ON earlier.number = first.number
    WHERE document.number != first.number AND document.hash != earlier.hash
          AND document.hash NOT IN (SELECT hash FROM gone);
"""


class Key(NamedTuple):
    """What is decided on: a document's place and ids, and its clusters of unknown names."""

    place: Place
    id: str
    source: str
    url: str | None
    published: str | None
    text_hash: str
    unknown: tuple[UnknownName, ...] = ()


class Decision(NamedTuple):
    """What becomes of a document: `kept` is the id of the document that stands for its text, itself if nothing else.

    `counts` is False for a later record with the id of an earlier one: it has no row at all.
    """

    counts: bool
    kept: str
    split: str


@dataclass(frozen=True, slots=True)
class RejectedRow(Record):
    """A line of rejected.jsonl: file, line (0: the whole file), and why."""

    source: str
    position: int
    reason: str


@dataclass(frozen=True, slots=True)
class Duplicate(Record):
    """A line of duplicates.jsonl: a record left out because of another; `reason` is "same text" or "same id"."""

    id: str
    source: str
    url: str | None
    duplicate_of: str
    reason: str


@dataclass(frozen=True, slots=True)
class Redirect(Record):
    """A line of redirects.jsonl: the id that a document gave a cluster of unknown names, and the one it has now."""

    old: str
    new: str


class Decisions:
    """What stage B decided; a context manager, since it holds a file open.

    `kept`, `duplicates` and `rejected` count records; together they are `read`.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.rejected = self._count("rejected")
        self.duplicates = self._count("duplicate")
        self.kept = self._count("kept")
        self.read = self.kept + self.duplicates + self.rejected

    def __enter__(self) -> "Decisions":
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def decisions(self) -> Iterator[Decision]:
        """Give the decision on each document, in input order."""
        rows = self._database.execute(
            "SELECT first.number IS NOT NULL, coalesce(kept.id, ''), coalesce(kept.split, 0) FROM document"
            " LEFT JOIN first USING (number) LEFT JOIN kept USING (hash) ORDER BY document.number"
        )
        for counts, kept, split in rows:
            yield Decision(bool(counts), kept, SPLITS[split])

    def cluster(self, own: str) -> str:
        """Give the id that a cluster has in the dataset; `own` is the one that its document gave it."""
        row = self._database.execute("SELECT new FROM redirect WHERE old = ? AND NOT private", (own,)).fetchone()
        return str(row[0]) if row else own

    def redirect_rows(self, *, private: bool = False) -> Iterator[Redirect]:
        """Give all ids of clusters that have become others, in order; or those that only the builder may know."""
        rows = self._database.execute("SELECT old, new FROM redirect WHERE private = ? ORDER BY old", (private,))
        yield from (Redirect(*row) for row in rows)

    def rejected_rows(self) -> Iterator[RejectedRow]:
        """Give all records that cannot be used, in input order."""
        rows = self._database.execute("SELECT source, position, reason FROM rejected ORDER BY number")
        yield from (RejectedRow(*row) for row in rows)

    def reject_reasons(self) -> Mapping[str, int]:
        """Count the rejects by the kind of their reason, without its details."""
        rows = self._database.execute(
            "SELECT kind(reason) AS kind, count(*) FROM rejected GROUP BY kind ORDER BY kind"
        )
        return dict(rows)

    def duplicate_rows(self) -> Iterator[Duplicate]:
        """Give all records left out as copies, in input order."""
        rows = self._database.execute("SELECT id, source, url, duplicate_of, reason FROM duplicate ORDER BY number")
        yield from (Duplicate(*row) for row in rows)

    def has(self, identity: str) -> bool:
        """Say whether a record has this id."""
        row = self._database.execute("SELECT 1 FROM document WHERE id = ? LIMIT 1", (identity,)).fetchone()
        return row is not None

    def has_cluster(self, identity: str) -> bool:
        """Say whether a cluster of unknown names has this id, in its document or in the dataset."""
        asked = "SELECT 1 FROM unknown WHERE id = ?1 UNION ALL SELECT 1 FROM redirect WHERE ?1 IN (old, new) LIMIT 1"
        return self._database.execute(asked, (identity,)).fetchone() is not None

    def _count(self, table: str) -> int:
        return int(self._database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def decide(
    records: Iterable[Key | RejectedRecord],
    database: Path,
    *,
    overrides: Overrides | None = None,
    removed: Collection[str] = (),
    link_persons: bool = True,
) -> Decisions:
    """Decide on the whole corpus.

    Of documents with the same text the earliest published is kept, then the one with the smallest id; of records
    with the same id the first in input order, and a later one with another text is rejected.

    Args:
        records: all records, in any order; their places say in which order they stand in the input.
        database: the file to work in; one that is there is replaced.
        overrides: what people say of clusters of unknown names.
        removed: ids of documents that must go, with all copies of their texts.
        link_persons: whether the dataset may say of an unknown person that two documents name the same one.
    """
    overrides = overrides or Overrides()
    judged = unknown.judged_ids(overrides)
    database.unlink(missing_ok=True)
    connection = sqlite3.connect(database)
    connection.create_function("split_rank", 1, _split_rank, deterministic=True)
    connection.create_function("kind", 1, kind, deterministic=True)
    connection.executescript(_TABLES)
    for record in records:
        number, file, position = record.place
        if isinstance(record, RejectedRecord):
            row = (number, file, position, record.reason)
            connection.execute("INSERT INTO rejected VALUES (?, ?, ?, ?)", row)
        else:
            connection.execute(
                "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (number, file, position, *record[1:6])
            )
            unknown.add(connection, number, record.unknown, judged)
    connection.executemany("INSERT INTO removal VALUES (?)", ((id,) for id in sorted(removed)))
    connection.commit()
    connection.executescript(_DECISIONS)
    unknown.unite(connection, overrides, link_persons=link_persons)
    connection.commit()
    return Decisions(connection)


def split_of(identity: str) -> str:
    """Give the split of a document, entity or story by its id."""
    return SPLITS[_split_rank(identity)]


def kind(reason: str) -> str:
    """Give the kind of a reason: what stands before its details."""
    if reason.startswith(SAME_ID):
        return SAME_ID + "another"
    return reason.partition(":")[0].partition(" (")[0]


def warning_kind(warning: str) -> str:
    """Give the kind of a warning, without the words of the record that it quotes.

    >>> warning_kind("the date '6 brumaire: noon' is not understood"), warning_kind("fields not read: a, b")
    ('the date … is not understood', 'fields not read')
    >>> warning_kind("2 bytes could not be read as utf-8"), warning_kind("declared utf-8, read as koi8-r")
    ('some bytes could not be read as utf-8', 'declared …, read as koi8-r')
    """
    return kind(_DECLARED.sub("declared …,", _NUMBER.sub("some bytes", _QUOTATION.sub("…", warning))))


def _split_rank(identity: str) -> int:
    place = int.from_bytes(hashlib.sha256(f"split\0{identity}".encode()).digest()[:8]) % 100
    return 0 if place < _TRAIN else 1 if place < _VALIDATION else 2
