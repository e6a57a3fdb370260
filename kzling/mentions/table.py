"""The table of forms in which the gazetteer looks: in memory, or, of the default base, compiled to a file.

The names of the default base have some hundred thousand forms. They are compiled once, to a SQLite file beside that of
the base, and read from there as words are met. A form is found by its first word, or by its first two: a given name
alone begins thousands.
"""

import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Protocol

import orjson

from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.connections import Connections
from kzling.knowledge.default import COMPILING, cannot_be_kept, forms_path
from kzling.mentions.lemmas import Stems, openings
from kzling.mentions.listed import Listed, listed
from kzling.model import Entity, Name
from kzling.text.hashed import Hashed

_TABLES = """
CREATE TABLE form (key TEXT PRIMARY KEY, entries BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE hashed (name TEXT PRIMARY KEY, bits BLOB NOT NULL);
"""
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
        words = _words(self.forms)
        self.all, self.first, self.small = (Stems.of(words[part]) for part in _PARTS)

    def named(self, *words: str) -> Sequence[Listed]:
        """Give the forms that one word is, or that two words begin."""
        return self.forms.get(" ".join(words), ())

    def bearer(self, entry: Listed) -> tuple[Entity, Name]:
        """Give the entity that has a form, and the name that this is a form of."""
        entity = self._entities[entry.entity]
        return entity, entity.names[entry.place]


class FileTable:
    """A table in a file, of a base that does not change."""

    def __init__(self, path: Path, base: KnowledgeBase) -> None:
        self._connections = Connections(path)
        self._base = base
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
        entity = self._base.get(entry.entity)
        return entity, entity.names[entry.place]

    def _rows(self, question: str, *values: str) -> list[Any]:
        return self._connections.own().sqlite.execute(question, values).fetchall()


def form_table(base: KnowledgeBase) -> FormTable:
    """Give the table of a base: of the default one from its file, which is compiled when first asked for."""
    if base.fixed_file is None:
        return MemoryTable(base)
    path = forms_path(base.fixed_file)
    # What is damaged is made anew, as is what is not there.
    with suppress(sqlite3.Error, LookupError):
        return FileTable(path, base)
    table = MemoryTable(base)
    try:
        _write(path, table)
        return FileTable(path, base)
    except (OSError, sqlite3.Error):
        cannot_be_kept(path.parent)
        return table


def order(entry: Listed) -> tuple[int, int, float, str, int]:
    """Give what entries are ordered by: longer ones first, then as listed before re-spelt, then the heaviest."""
    return -len(entry.words), len(entry.route), -entry.weight, entry.entity, entry.number


def _write(path: Path, table: MemoryTable) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=COMPILING) as folder:
        made = Path(folder, path.name)
        with closing(sqlite3.connect(made)) as connection, connection:
            connection.executescript(_TABLES)
            rows = ((key, orjson.dumps(list(map(_row, found)))) for key, found in sorted(table.forms.items()))
            connection.executemany("INSERT INTO form VALUES (?, ?)", rows)
            sets = ((name, Hashed.of(strings).bits) for name, strings in _sets(table.forms).items())
            connection.executemany("INSERT INTO hashed VALUES (?, ?)", sets)
        made.replace(path)


def _sets(forms: Mapping[str, Sequence[Listed]]) -> dict[str, Collection[str]]:
    """Give the sets that are kept of a table: the keys, the words, and the openings of their forms."""
    words = _words(forms)
    return {"keys": forms.keys(), **words, **{f"openings, {part}": openings(its) for part, its in words.items()}}


def _words(forms: Mapping[str, Sequence[Listed]]) -> dict[str, set[str]]:
    """Give the words of forms by part of the table (see `FormTable`)."""
    entries = [entry for found in forms.values() for entry in found]
    return {
        "all": {word for entry in entries for word in entry.words},
        "first": {entry.words[0] for entry in entries},
        # With a small letter a word can begin few names: most words of a text are told by that.
        "small": {entry.words[0] for entry in entries if not (entry.capital or entry.abbreviation)},
    }


def _row(entry: Listed) -> tuple[Any, ...]:
    """Give an entry as it is kept: without the words that are the key."""
    return (entry.words[2:], *entry[1:])


def _read(words: tuple[str, ...], row: list[Any]) -> Listed:
    rest, gaps, form, entity, weight, place, capital, abbreviation, route, number = row
    return Listed(
        (*words, *rest), tuple(gaps), form, entity, weight, place, capital, abbreviation, tuple(route), number
    )
