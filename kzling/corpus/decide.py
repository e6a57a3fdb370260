"""Stage B, decide: what needs the whole corpus, on small keys only. Duplicates, clusters of unknown names, splits."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kzling.model import SPLITS
from kzling.record import Record
from kzling.resolution.clusters import clusters

#: Raised when a rule changes.
VERSION = 1

#: How the reason begins for a record that bears the id of an earlier one with another text.
SAME_ID = "has the id of "

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
    """A line of duplicates.jsonl: a record left out because of another; `reason` is "same text" or "same id"."""

    id: str
    source: str
    url: str | None
    duplicate_of: str
    reason: str


@dataclass(frozen=True, slots=True)
class Decisions(Record):
    """What stage B decided.

    Attributes:
        read: how many records there were.
        kept: how many documents get a row of their own.
        skipped: positions, among the documents of stage A, of those whose id came before.
        duplicates: all records left out as copies.
        rejected: all records that cannot be used.
        representatives: id of a copy -> id of the document kept for its text.
        splits: id -> split of the documents kept for several copies; all others follow from their own id.
        clusters: mention id -> cluster id of the unknown names.
    """

    read: int
    kept: int
    skipped: tuple[int, ...]
    duplicates: tuple[Duplicate, ...]
    rejected: tuple[RejectedRow, ...]
    representatives: Mapping[str, str]
    splits: Mapping[str, str]
    clusters: Mapping[str, str]


def decide(keys: Iterable[Mapping[str, Any]]) -> Decisions:
    """Decide on the whole corpus.

    Of documents with the same text the earliest published is kept, then the one with the smallest id; of records
    with the same id the first in input order, and a later one with another text is rejected.

    Args:
        keys: one row a record, in input order, as stage A wrote them.
    """
    rows: list[Mapping[str, Any]] = []
    rejected: list[RejectedRow] = []
    for key in keys:
        if "rejected" in key:
            rejected.append(RejectedRow.from_dict(key["rejected"]))
        else:
            rows.append(key)
    read = len(rows) + len(rejected)
    first: dict[str, Mapping[str, Any]] = {}
    skipped: list[int] = []
    duplicates: list[Duplicate] = []
    for position, row in enumerate(rows):
        before = first.setdefault(row["id"], row)
        if before is row:
            continue
        skipped.append(position)
        if before["text_hash"] == row["text_hash"]:
            duplicates.append(_duplicate(row, row["id"], "same id"))
        else:
            rejected.append(RejectedRow(row["file"], row["position"], f"{SAME_ID}{_place(before)}, but another text"))
    unique = list(first.values())
    kept = _kept(unique)
    copies = {row["id"]: kept[row["text_hash"]] for row in unique if kept[row["text_hash"]] != row["id"]}
    duplicates += [_duplicate(row, copies[row["id"]], "same text") for row in unique if row["id"] in copies]
    named = ((mention, key) for row in unique for mention, key in row["unknown"])
    return Decisions(
        read=read,
        kept=len(unique) - len(copies),
        skipped=tuple(skipped),
        duplicates=tuple(duplicates),
        rejected=tuple(rejected),
        representatives=copies,
        splits=_held_out(copies),
        clusters=clusters(named),
    )


def split_of(identity: str) -> str:
    """Give the split of a document, entity or story by its id."""
    place = int.from_bytes(hashlib.sha256(f"split\0{identity}".encode()).digest()[:8]) % 100
    return "train" if place < _TRAIN else "validation" if place < _VALIDATION else "test"


def _held_out(copies: Mapping[str, str]) -> dict[str, str]:
    """Give the split of a text with copies: the most held out of all its ids.

    Another copy in a later version may take the text out of train, but never put it there.
    """
    splits: dict[str, str] = {}
    for copy, kept in copies.items():
        before = splits.get(kept, split_of(kept))
        splits[kept] = max(before, split_of(copy), key=SPLITS.index)
    return splits


def _kept(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    best: dict[str, tuple[str, str]] = {}
    for row in rows:
        rank = (row["published"] or "~", row["id"])  # "~" sorts behind every date
        best[row["text_hash"]] = min(best.get(row["text_hash"], rank), rank)
    return {digest: identity for digest, (_, identity) in best.items()}


def _place(row: Mapping[str, Any]) -> str:
    return f"{row['file']} line {row['position']}" if row["position"] else str(row["file"])


def _duplicate(row: Mapping[str, Any], of: str, reason: str) -> Duplicate:
    return Duplicate(row["id"], row["source"], row["url"], of, reason)
