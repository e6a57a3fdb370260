"""Checks of a knowledge base: what is wrong with each entity by itself (`kzling.knowledge.faults`) and with several.

What concerns several is sorted on disk, in a temporary SQLite database, so that memory does not grow with the base.
"""

import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import combinations, groupby, product
from operator import itemgetter
from typing import Literal, NamedTuple

from kzling.knowledge.faults import faults
from kzling.knowledge.merging import overlap
from kzling.knowledge.records import CLUSTER
from kzling.model import Entity, Name
from kzling.record import Record
from kzling.text.fold import fold

Severity = Literal["error", "warning"]

_KINDS: dict[str, tuple[Severity, str]] = {
    "unreadable-date": ("error", "A date is not written as 2022, 2022-09 or 2022-09-17."),
    "dates-reversed": ("error", "A name ends before or when it begins."),
    "two-official": ("error", "Two names of one language and script are official on one day, but with other dates."),
    "listed-twice": ("warning", "A name is listed twice in one language, as the same kind, for one time."),
    "look-alike-letters": ("error", "A word has letters of another script that look like its own."),
    "look-alike-word": ("warning", "A word in another script than the rest of its name could be of the same script."),
    "mixed-scripts": ("warning", "A word has letters of two scripts."),
    "wrong-script": ("error", "The field `script` does not fit the letters of the name."),
    "foreign-script": ("warning", "An official name is in a script that its language is not written in."),
    "missing-language": ("warning", "A person or place of Kazakhstan has no name in Kazakh or in Russian."),
    "missing-script": ("warning", "A person or place of Kazakhstan has Kazakh names, but none in Cyrillic letters."),
    "not-nfc": ("error", "A name is not in Unicode NFC."),
    "white-space": ("warning", "A name has double spaces, or spaces at its ends."),
    "apostrophe": ("warning", "A name has another apostrophe than the straight one."),
    "shared-name": ("warning", "Two entities of one type bear one name in one language, case and apostrophes aside."),
    "repeated-id": ("error", "Two entities have one id."),
    "unknown-id": ("error", "A redirect or an attribute names an entity that does not exist."),
}

#: Attributes that name entities: an id, a list of ids, or objects with the id in `of`.
REFERENCES = ("parent", "region", "father", "offices", "capital_of", "seat_of")

#: A finding lists so many bearers of a name, the heaviest ones.
_MOST_LISTED = 10
#: Forms of a name that bearers of the name share anyway.
_DERIVED = ("inflected", "misspelling")


@dataclass(frozen=True, slots=True)
class Finding(Record):
    """Something wrong: its kind (see `kinds`), whom it concerns, by which name if it is about one, and why."""

    kind: str
    severity: Severity
    entity_ids: tuple[str, ...]
    name: str | None
    why: str


def kinds() -> dict[str, str]:
    """Give each kind of finding with a sentence that says what it is.

    >>> kinds()["not-nfc"]
    'A name is not in Unicode NFC.'
    """
    return {kind: sentence for kind, (_, sentence) in _KINDS.items()}


def findings(entities: Iterable[Entity], *, redirects: Mapping[str, str] | None = None) -> Iterator[Finding]:
    """Check entities: first each by itself, in their order, then what concerns several.

    Args:
        entities: read once.
        redirects: id -> the id that stands for it now; ids in attributes may be such ones, too.

    >>> entities = [Entity("a", (Name("Абай", "kk"),), "place"), Entity("b", (Name("абай", "kk"),), "place")]
    >>> [(finding.kind, finding.entity_ids) for finding in findings(entities)]
    [('shared-name', ('a', 'b'))]
    """
    # Without a name, SQLite keeps a database in a temporary file that goes when it is closed.
    with closing(sqlite3.connect("", check_same_thread=False)) as ledger:
        ledger.execute("CREATE TABLE entity (id BLOB PRIMARY KEY) WITHOUT ROWID")
        ledger.execute("CREATE TABLE reference (entity BLOB, attribute TEXT, target BLOB)")
        ledger.execute("CREATE TABLE name (form BLOB, weight REAL, entity BLOB, name BLOB)")
        for entity in entities:
            yield from (_finding(fault.kind, [entity.id], fault.name, fault.why) for fault in faults(entity))
            if not _note(entity, ledger):
                yield _finding(
                    "repeated-id", [entity.id], None, "Two entities have this id; merge them or rename one."
                )
        yield from _shared_names(ledger)
        yield from _unknown_ids(ledger, redirects or {})


def _finding(kind: str, entity_ids: Iterable[str], name: str | None, why: str) -> Finding:
    return Finding(kind, _KINDS[kind][0], tuple(entity_ids), name, why)


def _note(entity: Entity, ledger: sqlite3.Connection) -> bool:
    """Write down what is compared with other entities; say whether the id is new."""
    own = _bytes(entity.id)
    if ledger.execute("INSERT OR IGNORE INTO entity VALUES (?)", (own,)).rowcount == 0:
        return False
    stated = entity.attributes.get("ambiguous")
    ambiguous = {fold(form) for form in stated if isinstance(form, str)} if isinstance(stated, (list, tuple)) else ()
    names = (
        (_bytes(f"{form}\0{name.lang}\0{entity.type}"), entity.weight, own, pickle.dumps((name, form in ambiguous)))
        for name in entity.names
        if name.kind not in _DERIVED and (form := fold(name.text))
    )
    ledger.executemany("INSERT INTO name VALUES (?, ?, ?, ?)", names)
    references = ((own, key, _bytes(target)) for key in REFERENCES for target in _targets(entity.attributes.get(key)))
    ledger.executemany("INSERT INTO reference VALUES (?, ?, ?)", references)
    return True


def _shared_names(ledger: sqlite3.Connection) -> Iterator[Finding]:
    rows = ledger.execute("SELECT form, weight, entity, name FROM name ORDER BY form, weight DESC, entity")
    for _, same_form in groupby(rows, key=itemgetter(0)):
        bearers: list[_Bearer] = []
        number = 0
        for own, same_bearer in groupby(same_form, key=itemgetter(2)):
            number += 1
            if number <= _MOST_LISTED:
                listed = list(same_bearer)
                names, ambiguous = zip(*(pickle.loads(row[3]) for row in listed), strict=True)
                bearers.append(_Bearer(_text(own), listed[0][1] or 0.0, names, any(ambiguous)))
        if number > 1:
            first = bearers[0].names[0]
            more = f", {number - _MOST_LISTED} more bear it" if number > _MOST_LISTED else ""
            why = f"In {first.lang} it is the name of all of these{more}; {_told_by(bearers)}."
            yield _finding("shared-name", (bearer.id for bearer in bearers), first.text, why)


class _Bearer(NamedTuple):
    """An entity that bears a name: by which of its names, and whether it lists it as ambiguous."""

    id: str
    weight: float
    names: tuple[Name, ...]
    ambiguous: bool


def _told_by(bearers: Sequence[_Bearer]) -> str:
    """Say what tells the bearers of one name apart, the heaviest one being the first."""
    told = []
    pairs = (pair for a, b in combinations(bearers, 2) for pair in product(a.names, b.names))
    if not any(overlap(a, b) for a, b in pairs):
        told.append("its dates tell them apart")
    if bearers[0].weight > bearers[1].weight:
        told.append(f"by weight {bearers[0].id} goes first")
    if ambiguous := [bearer.id for bearer in bearers if bearer.ambiguous]:
        told.append(f"it is listed as ambiguous by {', '.join(ambiguous)}")
    return "; ".join(told) or "give one a weight of 0.5, give the names dates, or list it in attributes.ambiguous"


def _targets(value: object) -> Iterator[str]:
    """Give the ids in an attribute; two letters are a country, and objects without `of` name no entity of the base."""
    if isinstance(value, str):
        if len(value) > 2:
            yield value
    elif isinstance(value, Mapping):
        yield from _targets(value.get("of"))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _targets(item)


def _unknown_ids(ledger: sqlite3.Connection, redirects: Mapping[str, str]) -> Iterator[Finding]:
    missing = "SELECT entity, attribute, target FROM reference WHERE target NOT IN (SELECT id FROM entity)"
    for own, attribute, target in ledger.execute(missing):
        if _text(target) not in redirects:
            why = f"The attribute {attribute!r} names {_text(target)!r}, which no entity has as its id."
            yield _finding("unknown-id", [_text(own)], None, why)
    for gone, stays in redirects.items():
        known = ledger.execute("SELECT 1 FROM entity WHERE id = ?", (_bytes(stays),)).fetchone()
        if known is None and not stays.startswith(CLUSTER):
            yield _finding(
                "unknown-id", [gone], None, f"It is a redirect to {stays!r}, which no entity has as its id."
            )


# SQLite takes no text with half a surrogate pair.
def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(kept: bytes) -> str:
    return kept.decode("utf-8", "surrogatepass")
