"""Stage B, decide: what needs the whole corpus, on small keys only. Duplicates, clusters of unknown names, splits."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kzling.corpus.readers import Rejected
from kzling.record import Record
from kzling.resolution.clusters import clusters

#: Raised when a rule changes.
VERSION = 1

#: Shares of the splits in hundredths; a document's place follows from its id alone, so rows never move.
_TRAIN, _VALIDATION = 80, 90


@dataclass(frozen=True, slots=True)
class RejectedRow(Record):
    """A line of rejected.jsonl: file, line (0: the whole file), and why."""

    source: str
    position: int
    reason: str


@dataclass(frozen=True, slots=True)
class Duplicate(Record):
    """A record left out because of another; `reason` is "same text" or "same id"."""

    id: str
    source: str
    url: str | None
    duplicate_of: str
    reason: str


@dataclass(frozen=True, slots=True)
class Decisions(Record):
    """What stage B decided.

    `rows` counts the records that stage A turned into documents. `skipped` are positions among them whose id
    came before; `duplicates` lists all records left out, `representatives` maps the id of a copy to the id kept.
    """

    read: int
    rows: int
    skipped: tuple[int, ...]
    duplicates: tuple[Duplicate, ...]
    representatives: Mapping[str, str]
    clusters: Mapping[str, str]
    rejected: tuple[RejectedRow, ...]


def decide(keys: Iterable[Mapping[str, Any]]) -> Decisions:
    """Decide on the whole corpus.

    Args:
        keys: one row a record, in input order, as stage A wrote them.

    Of documents with the same text the earliest published is kept, then the one with the smallest id; of records
    with the same id the first in input order.
    """
    rows: list[Mapping[str, Any]] = []
    rejected: list[RejectedRow] = []
    for key in keys:
        if "rejected" in key:
            rejected.append(RejectedRow(*Rejected(**key["rejected"])))
        else:
            rows.append(key)
    first: dict[str, int] = {}
    for position, row in enumerate(rows):
        first.setdefault(row["id"], position)
    skipped = tuple(position for position, row in enumerate(rows) if first[row["id"]] != position)
    unique = [rows[position] for position in sorted(first.values())]
    kept = _kept(unique)
    copies = {row["id"]: kept[row["text_hash"]] for row in unique if kept[row["text_hash"]] != row["id"]}
    duplicates = [_duplicate(rows[p], rows[p]["id"], "same id") for p in skipped]
    duplicates += [_duplicate(row, copies[row["id"]], "same text") for row in unique if row["id"] in copies]
    named = ((mention, key) for row in unique if row["id"] not in copies for mention, key in row["unknown"])
    return Decisions(
        len(rows) + len(rejected), len(rows), skipped, tuple(duplicates), copies, clusters(named), tuple(rejected)
    )


def split_of(identity: str) -> str:
    """Give the split of a document, entity or story by its id."""
    place = int.from_bytes(hashlib.sha256(f"split\0{identity}".encode()).digest()[:8]) % 100
    return "train" if place < _TRAIN else "validation" if place < _VALIDATION else "test"


def _kept(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    best: dict[str, tuple[str, str]] = {}
    for row in rows:
        rank = (row["published"] or "~", row["id"])  # "~" sorts behind every date
        best[row["text_hash"]] = min(best.get(row["text_hash"], rank), rank)
    return {digest: identity for digest, (_, identity) in best.items()}


def _duplicate(row: Mapping[str, Any], of: str, reason: str) -> Duplicate:
    return Duplicate(row["id"], row["source"], row["url"], of, reason)
