"""The table of forms in which the gazetteer looks: in memory, or, of a large base, compiled to a file.

The names of the default base have some hundred thousand forms. They are compiled once, to a SQLite file in the user's
cache, and read from there as words are met. A form is found by its first word, or by its first two: a given name alone
begins thousands. Of a base that may change the file keeps the entities, too: it tells of one state of the base, by
whose digest it is called.
"""

import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol

import orjson

from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.connections import Connections
from kzling.knowledge.default import COMPILING, cannot_be_kept, forms_path, kept_forms_path, used
from kzling.knowledge.records import packed, unpacked
from kzling.mentions.lemmas import Stems, openings
from kzling.mentions.listed import Listed, listed
from kzling.model import Entity, Name
from kzling.text.forms import Forms
from kzling.text.hashed import Hashed

_TABLES = """
CREATE TABLE form (key TEXT PRIMARY KEY, entries BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE hashed (name TEXT PRIMARY KEY, bits BLOB NOT NULL);
CREATE TABLE entity (id TEXT PRIMARY KEY, record BLOB NOT NULL);
CREATE TEMP TABLE coming (key TEXT NOT NULL, entry BLOB NOT NULL);
"""
#: Tables of bases with fewer entities are made in memory, in a second or two. Set by hand in November 2026.
_COMPILED_FROM = 20_000
#: So many entities of a generation are kept in memory (see `Forms`): some 10 MB in all.
_MOST_ENTITIES = 1 << 11
_PARTS = ("all", "first", "small")


class FormTable(Protocol):
    """The forms of all names, by their first words."""

    #: All words of forms; those that forms begin with; those of them that may have a small letter in a text.
    all: Stems
    first: Stems
    small: Stems

    def named(self, *words: str) -> Sequence[Listed]:
        """Give the forms of one word that a folded word is, or those of more words that two folded words begin.

        Longer ones first, then as listed before re-spelt.
        """

    def bearer(self, entry: Listed) -> tuple[Entity, Name]:
        """Give the entity that has a form, and the name that this is a form of."""


class MemoryTable:
    """A table in memory."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities = {entity.id: entity for entity in entities}
        by_key: dict[str, list[Listed]] = defaultdict(list)
        for entry in listed(self._entities.values()):
            by_key[" ".join(entry.words[:2])].append(entry)
        self.forms = {key: sorted(found, key=order) for key, found in by_key.items()}
        words = _Words()
        for entry in chain.from_iterable(self.forms.values()):
            words.add(entry)
        self.all, self.first, self.small = map(Stems.of, words.parts().values())

    def named(self, *words: str) -> Sequence[Listed]:
        """Give the forms that one word is, or that two words begin."""
        return self.forms.get(" ".join(words), ())

    def bearer(self, entry: Listed) -> tuple[Entity, Name]:
        """Give the entity that has a form, and the name that this is a form of."""
        entity = self._entities[entry.entity]
        return entity, entity.names[entry.place]


class FileTable:
    """A table in a file.

    Args:
        path: of the file.
        get: gives an entity by its id; None: the file has the entities.
    """

    def __init__(self, path: Path, get: Callable[[str], Entity] | None) -> None:
        self._connections = Connections(path)
        self._get = get or Forms(self._entity, most=_MOST_ENTITIES).__getitem__
        sets = {name: Hashed(bits) for name, bits in self._rows("SELECT name, bits FROM hashed")}
        self._keys = sets["keys"]
        self.all, self.first, self.small = (Stems(sets[part], sets[f"openings, {part}"]) for part in _PARTS)

    def named(self, *words: str) -> Sequence[Listed]:
        """Give the forms that one word is, or that two words begin."""
        key = " ".join(words)
        if key not in self._keys:
            return ()
        # None where the key was there by chance.
        rows = self._rows("SELECT entries FROM form WHERE key = ?", key)
        return [_read(words, row) for (entries,) in rows for row in orjson.loads(entries)]

    def bearer(self, entry: Listed) -> tuple[Entity, Name]:
        """Give the entity that has a form, and the name that this is a form of."""
        entity = self._get(entry.entity)
        return entity, entity.names[entry.place]

    def _entity(self, entity_id: str) -> Entity:
        [(record,)] = self._rows("SELECT record FROM entity WHERE id = ?", entity_id)
        return unpacked(record)

    def _rows(self, question: str, *values: str) -> list[Any]:
        return self._connections.own().sqlite.execute(question, values).fetchall()


def form_table(base: KnowledgeBase) -> FormTable:
    """Give the table of a base as it is now: of a large one from its file, which is compiled when first asked for."""
    path = _path(base)
    if path is None:
        return MemoryTable(base)
    get = None if base.fixed_file is None else base.get
    # What is damaged is made anew, as is what is not there.
    with suppress(sqlite3.Error, LookupError):
        table = FileTable(path, get)
        used(path)
        return table
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return FileTable(path, get) if _write(path, base) else MemoryTable(base)
    except (OSError, sqlite3.Error):
        cannot_be_kept(path.parent)
        return MemoryTable(base)


def _path(base: KnowledgeBase) -> Path | None:
    """Give where the table of a base as it is now is kept; None where it is in memory."""
    if base.fixed_file is not None:
        return forms_path(base.fixed_file)
    return kept_forms_path(base.digest) if len(base) >= _COMPILED_FROM else None


def order(entry: Listed) -> tuple[int, int, float, str, int]:
    """Give what entries are ordered by: longer ones first, then as listed before re-spelt, then the heaviest."""
    return -len(entry.words), len(entry.route), -entry.weight, entry.entity, entry.number


def _write(path: Path, base: KnowledgeBase) -> bool:
    """Compile the table of a base; False where it was written to meanwhile, so that nothing is kept."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=COMPILING) as folder:
        made = Path(folder, path.name)
        with closing(sqlite3.connect(made)) as connection, connection:
            connection.executescript(_TABLES)
            _fill(connection, base)
        if _path(base) != path:
            return False
        made.replace(path)
        return True


def _fill(connection: sqlite3.Connection, base: KnowledgeBase) -> None:
    """Write the forms of a base, which may be too many for the memory: SQLite puts them in order."""
    words = _Words()
    connection.executemany("INSERT INTO coming VALUES (?, ?)", _coming(_kept(base, connection), words))
    rows = connection.execute("SELECT key, entry FROM coming ORDER BY key")
    keys = []
    for key, group in groupby(rows, itemgetter(0)):
        beginning = tuple(key.split(" "))
        found = sorted((_read(beginning, orjson.loads(entry)) for _, entry in group), key=order)
        connection.execute("INSERT INTO form VALUES (?, ?)", (key, orjson.dumps(list(map(_row, found)))))
        keys.append(key)
    parts = words.parts()
    sets = {"keys": keys, **parts, **{f"openings, {part}": openings(its) for part, its in parts.items()}}
    bits = ((name, Hashed.of(strings).bits) for name, strings in sets.items())
    connection.executemany("INSERT INTO hashed VALUES (?, ?)", bits)


def _coming(entities: Iterable[Entity], words: "_Words") -> Iterator[tuple[str, bytes]]:
    for entry in listed(entities):
        words.add(entry)
        yield " ".join(entry.words[:2]), orjson.dumps(_row(entry))


def _kept(base: KnowledgeBase, connection: sqlite3.Connection) -> Iterator[Entity]:
    """Give the entities of a base, and write them where it may change."""
    for entity in base:
        if base.fixed_file is None:
            connection.execute("INSERT INTO entity VALUES (?, ?)", (entity.id, packed(entity)))
        yield entity


class _Words:
    """The words of forms by part of the table (see `FormTable`)."""

    def __init__(self) -> None:
        self._all: set[str] = set()
        self._first: set[str] = set()
        self._small: set[str] = set()

    def add(self, entry: Listed) -> None:
        """Take in a form."""
        self._all.update(entry.words)
        self._first.add(entry.words[0])
        # With a small letter a word can begin few names: most words of a text are told by that.
        if not (entry.capital or entry.abbreviation):
            self._small.add(entry.words[0])

    def parts(self) -> dict[str, set[str]]:
        """Give them by the name of the part."""
        return dict(zip(_PARTS, (self._all, self._first, self._small), strict=True))


def _row(entry: Listed) -> tuple[Any, ...]:
    """Give an entry as it is kept: without the words that are the key."""
    return (entry.words[2:], *entry[1:])


def _read(words: tuple[str, ...], row: list[Any]) -> Listed:
    rest, gaps, form, entity, weight, place, capital, abbreviation, route, number = row
    return Listed(
        (*words, *rest), tuple(gaps), form, entity, weight, place, capital, abbreviation, tuple(route), number
    )
