"""The table of forms in which the gazetteer looks: in memory, or, of the default base, compiled to a file.

The names of the default base have some hundred thousand forms. They are compiled once, to a SQLite file beside that of
the base, and read from there as words are met.
"""

import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Protocol

import orjson

from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.connections import Connections
from kzling.knowledge.default import COMPILING, cannot_be_kept, forms_path
from kzling.mentions.lemmas import Stems
from kzling.mentions.listed import Listed, entry_of, listed

_TABLES = """
CREATE TABLE form (word TEXT PRIMARY KEY, entries BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE words (words BLOB NOT NULL, parts BLOB NOT NULL);
CREATE TABLE openings (part TEXT PRIMARY KEY, openings BLOB NOT NULL);
"""
#: What `parts` says of a word: forms begin with it, and it may have a small letter in a text.
_FIRST, _SMALL = 1, 2


class FormTable(Protocol):
    """The forms of all names, by their first word."""

    #: All words of forms; those that forms begin with; those of them that may have a small letter in a text.
    all: Stems
    first: Stems
    small: Stems

    def beginning(self, word: str) -> Sequence[Listed]:
        """Give the forms that begin with a folded word: longer ones first, then as listed before re-spelt."""


class MemoryTable:
    """A table in memory."""

    def __init__(self, entries: Iterable[Listed]) -> None:
        by_word: dict[str, list[Listed]] = defaultdict(list)
        for entry in entries:
            by_word[entry.words[0]].append(entry)
        self.forms = {word: sorted(found, key=_order) for word, found in by_word.items()}
        self.all = Stems(word for found in self.forms.values() for entry in found for word in entry.words)
        self.first = Stems(self.forms)
        # With a small letter a word can begin few names: most words of a text are told by that.
        self.small = Stems(
            word for word, found in self.forms.items() if not all(e.capital or e.abbreviation for e in found)
        )

    def beginning(self, word: str) -> Sequence[Listed]:
        """Give the forms that begin with a folded word: longer ones first, then as listed before re-spelt."""
        return self.forms.get(word, ())


class FileTable:
    """A table in a file, of a base that does not change."""

    def __init__(self, path: Path, base: KnowledgeBase) -> None:
        self._connections = Connections(path)
        self._base = base
        [(words, parts)] = self._rows("SELECT words, parts FROM words WHERE ?", 1)
        every = orjson.loads(words)
        # The same strings in all three: they are what takes the memory.
        first = [word for word, part in zip(every, parts, strict=True) if part >= _FIRST]
        small = [word for word, part in zip(every, parts, strict=True) if part >= _SMALL]
        self.all, self.first, self.small = (
            Stems(own, self._openings(part)) for own, part in ((every, "all"), (first, "first"), (small, "small"))
        )

    def beginning(self, word: str) -> Sequence[Listed]:
        """Give the forms that begin with a folded word: longer ones first, then as listed before re-spelt."""
        if word not in self.first.words:
            return ()
        [(entries,)] = self._rows("SELECT entries FROM form WHERE word = ?", word)
        return [self._listed(*entry) for entry in orjson.loads(entries)]

    def _openings(self, part: str) -> Any:
        [(openings,)] = self._rows("SELECT openings FROM openings WHERE part = ?", part)
        return orjson.loads(openings)

    def _listed(self, entity_id: str, place: int, form: str, route: list[str], number: int) -> Listed:
        entity = self._base.get(entity_id)
        entry = entry_of(entity, entity.names[place], form, tuple(route), number)
        # Only forms with words are written.
        assert entry is not None
        return entry

    def _rows(self, question: str, value: str | int) -> list[Any]:
        return self._connections.own().sqlite.execute(question, (value,)).fetchall()


def form_table(base: KnowledgeBase) -> FormTable:
    """Give the table of a base: of the default one from its file, which is compiled when first asked for."""
    if base.fixed_file is None:
        return MemoryTable(listed(base))
    path = forms_path(base.fixed_file)
    # What is damaged is made anew, as is what is not there.
    with suppress(sqlite3.Error, ValueError):
        return FileTable(path, base)
    table = MemoryTable(listed(base))
    try:
        _write(path, table)
        return FileTable(path, base)
    except (OSError, sqlite3.Error):
        cannot_be_kept(path.parent)
        return table


def _write(path: Path, table: MemoryTable) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=COMPILING) as folder:
        made = Path(folder, path.name)
        with closing(sqlite3.connect(made)) as connection, connection:
            connection.executescript(_TABLES)
            every = sorted(table.all.words)
            parts = bytes((word in table.first.words) + (word in table.small.words) for word in every)
            connection.execute("INSERT INTO words VALUES (?, ?)", (orjson.dumps(every), parts))
            for part, stems in (("all", table.all), ("first", table.first), ("small", table.small)):
                connection.execute("INSERT INTO openings VALUES (?, ?)", (part, orjson.dumps(sorted(stems.openings))))
            rows = ((word, orjson.dumps(list(map(_row, found)))) for word, found in sorted(table.forms.items()))
            connection.executemany("INSERT INTO form VALUES (?, ?)", rows)
        made.replace(path)


def _row(entry: Listed) -> list[Any]:
    place = next(place for place, name in enumerate(entry.entity.names) if name is entry.name)
    return [entry.entity.id, place, entry.form, entry.route, entry.number]


def _order(entry: Listed) -> tuple[int, int, float, str]:
    return -len(entry.words), len(entry.route), -entry.entity.weight, entry.entity.id
