"""diff: what changed between two versions of a dataset, in its documents, the links of its names, and spellings."""

import hashlib
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import orjson

from kzling.hub.load import located, rows
from kzling.record import Record

#: So many changes are shown as examples, the first in the order of the newer version.
MOST_EXAMPLES = 100

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE document(id TEXT PRIMARY KEY, text BLOB, links BLOB, seen INTEGER DEFAULT 0) WITHOUT ROWID;
CREATE TABLE name(id TEXT PRIMARY KEY, seen INTEGER DEFAULT 0) WITHOUT ROWID;
"""
_Links = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Change(Record):
    """A change of one document: it came, went, has another text, or a name in it stands for something else.

    For a link, `name` is the surface and `before` and `after` are entity ids, "" where there is none.
    """

    kind: Literal["added", "removed", "text", "link"]
    document: str
    name: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Difference(Record):
    """What changed from one version to the next; the counts have the keys that their names say.

    Attributes:
        documents: added, removed, text (another one), links (the same text, other links), same.
        links: added, removed, changed, of the documents that both versions have.
        spellings: added, removed rows of the config `names`.
        examples: the first changes.
    """

    documents: Mapping[str, int]
    links: Mapping[str, int]
    spellings: Mapping[str, int]
    examples: tuple[Change, ...]


def diff(
    old: str | Path, new: str | Path, *, old_revision: str | None = None, new_revision: str | None = None
) -> Difference:
    """Say what changed between two versions of a dataset; memory does not grow with them.

    Args:
        old: a dataset folder, or "owner/name" of a dataset on the Hub.
        new: the other version.
        old_revision: version, branch or commit, where `old` is on the Hub.
        new_revision: the same for `new`.

    Raises:
        MissingInput, UnreadableInput, UsageError, MissingExtra: as `kzling.load`.
    """
    before, after = located(old, old_revision, "documents", "names"), located(new, new_revision, "documents", "names")
    with tempfile.TemporaryDirectory() as folder:
        known = sqlite3.connect(Path(folder) / "known.sqlite")
        try:
            known.executescript(_TABLES)
            _remember(known, before)
            return _compared(known, after)
        finally:
            known.close()


def _remember(known: sqlite3.Connection, folder: Path) -> None:
    told = ((row["id"], _digest(row), orjson.dumps(_links(row))) for row in rows(folder, "documents"))
    known.executemany("INSERT OR IGNORE INTO document(id, text, links) VALUES (?, ?, ?)", told)
    known.executemany("INSERT OR IGNORE INTO name(id) VALUES (?)", ((row["id"],) for row in _pairs(folder)))


def _compared(known: sqlite3.Connection, folder: Path) -> Difference:
    documents = Counter(dict.fromkeys(("added", "removed", "text", "links", "same"), 0))
    links = Counter(dict.fromkeys(("added", "removed", "changed"), 0))
    spellings = Counter({"added": 0, "removed": 0})
    examples: list[Change] = []

    def tell(changes: Iterable[Change]) -> None:
        examples.extend(change for change in changes if len(examples) < MOST_EXAMPLES)

    for row in rows(folder, "documents"):
        identity = str(row["id"])
        found = known.execute("SELECT text, links FROM document WHERE id = ?", (identity,)).fetchone()
        if found is None:
            documents["added"] += 1
            tell([Change("added", identity)])
            continue
        known.execute("UPDATE document SET seen = 1 WHERE id = ?", (identity,))
        changes = list(_link_changes(identity, orjson.loads(found[1]), _links(row)))
        links.update(_kind(change) for change in changes)
        if found[0] != _digest(row):
            documents["text"] += 1
            tell([Change("text", identity)])
        else:
            documents["links" if changes else "same"] += 1
        tell(changes)
    gone = known.execute("SELECT id FROM document WHERE NOT seen ORDER BY id")
    for (identity,) in gone:
        documents["removed"] += 1
        tell([Change("removed", identity)])
    for pair in _pairs(folder):
        changed = known.execute("UPDATE name SET seen = 1 WHERE id = ?", (pair["id"],)).rowcount
        spellings["added"] += not changed
    spellings["removed"] = known.execute("SELECT count(*) FROM name WHERE NOT seen").fetchone()[0]
    return Difference(dict(documents), dict(links), dict(spellings), tuple(examples))


def _pairs(folder: Path) -> Iterator[Mapping[str, Any]]:
    # A config without rows has one row of nulls, since `datasets` cannot load nothing.
    return (row for row in rows(folder, "names") if row["id"] is not None)


def _digest(row: Mapping[str, Any]) -> bytes:
    return hashlib.blake2b(str(row["text"]).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _links(row: Mapping[str, Any]) -> _Links:
    """Give what each name of a document stands for, by its surface and how often that came before."""
    often: Counter[str] = Counter()
    found: _Links = {}
    for mention in row["mentions"] or ():
        surface = mention["surface"]
        found[f"{often[surface]} {surface}"] = mention["entity_id"]
        often[surface] += 1
    return found


def _link_changes(document: str, before: _Links, after: _Links) -> Iterator[Change]:
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key) or "", after.get(key) or ""
        if was != now:
            yield Change("link", document, key.split(" ", 1)[1], was, now)


def _kind(change: Change) -> str:
    if change.before and change.after:
        return "changed"
    return "removed" if change.before else "added"
