"""Clusters of unknown names across the corpus: which names of several documents are one, in the tables of stage B.

A document hands in each of its clusters with the fullest name it has (`kzling.resolution.clusters.full_name`). Equal
names are one, and so are persons' names that `compare` takes for the same in any language and script, if nothing
speaks against it: a member of one group that is different from a member of the other, a name that fits two strangers,
an override. The id of a cluster is that of its member with the smallest mention id, or of the entity that overrides
say it is; all other ids are redirected to it.

Every step works on sorted rows, so that the result does not depend on the order in which documents came.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import NamedTuple

from kzling.answers import Comparison
from kzling.knowledge.judgements import Different, Same
from kzling.knowledge.lookup import PAIR, filed_under
from kzling.knowledge.overrides import Overrides
from kzling.knowledge.records import CLUSTER
from kzling.model import Entity, Name
from kzling.morphology.forms import base_forms
from kzling.names.compare import compare
from kzling.orthography.keys import skeleton
from kzling.text.fold import fold
from kzling.text.tokens import words

#: Names that meet under a key are sorted by their consonants; each is compared with so many behind it. So the time is
#: linear even where thousands have one given name and one family name, and spellings of one name stand side by side.
_WINDOW = 30
#: Of two groups so many names each are compared before they are united.
_MOST_NAMES = 4

#: `judged` is the id of a cluster that an override names, and empty for all others.
TABLES = """
CREATE TABLE unknown(
    id TEXT, mention TEXT, name TEXT, language TEXT, type TEXT, folded TEXT, judged TEXT, number INTEGER);
"""

_NODES = """
-- A node is a name in a language, wherever it occurs; of its spellings in capitals and small letters one counts.
-- Nodes are numbered by their smallest mentions, so that the first of a group has the group's id.
CREATE TABLE node(
    node INTEGER PRIMARY KEY, root INTEGER, id TEXT, name TEXT, words INTEGER,
    language TEXT, type TEXT, folded TEXT, judged TEXT);
INSERT INTO node
    SELECT number, number, substr(rank, instr(rank, ' ') + 1), name, length(name) - length(replace(name, ' ', '')) + 1,
           language, type, folded, judged FROM (
        SELECT row_number() OVER (ORDER BY min(mention)) AS number, min(mention || ' ' || unknown.id) AS rank,
               max(name) AS name, language, type, folded, judged
        FROM unknown JOIN first USING (number) GROUP BY folded, type, language, judged);
CREATE UNIQUE INDEX node_by_name ON node(folded, type, language, judged);
CREATE INDEX node_by_root ON node(root);
CREATE TABLE key(key TEXT, rank TEXT, node INTEGER);
CREATE TABLE pair(one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE compared(one INTEGER, other INTEGER, same INTEGER, score REAL, PRIMARY KEY (one, other)) WITHOUT ROWID;
"""

_COMPARABLE = """
SELECT one, other, a.name, a.language, b.name, b.language
FROM pair JOIN node AS a ON a.node = one JOIN node AS b ON b.node = other
WHERE a.folded != b.folded ORDER BY one, other
"""

# A name that fits two strangers who are named more fully is put with neither: Иван Сидоров beside Иван Петрович and
# Иван Олегович Сидоров.
_UNCLEAR = """
CREATE TABLE fuller(one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
INSERT INTO fuller
    SELECT iif(a.words < b.words, one, other), iif(a.words < b.words, other, one)
    FROM compared JOIN node AS a ON a.node = one JOIN node AS b ON b.node = other WHERE same AND a.words != b.words;
CREATE TABLE unclear(one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
INSERT OR IGNORE INTO unclear
    SELECT min(a.one, a.other), max(a.one, a.other)
    FROM fuller AS a JOIN fuller AS b USING (one)
    JOIN compared ON compared.one = min(a.other, b.other) AND compared.other = max(a.other, b.other)
    WHERE a.other != b.other AND NOT compared.same;
"""

_EQUAL = """
SELECT a.node, b.node FROM node AS a JOIN node AS b USING (folded, type)
WHERE a.node < b.node AND folded != '' ORDER BY a.node, b.node
"""

_ALIKE = """
SELECT one, other FROM compared LEFT JOIN unclear USING (one, other) WHERE same AND unclear.one IS NULL
ORDER BY score DESC, one, other
"""

_REDIRECT_TABLE = "CREATE TABLE redirect(old TEXT PRIMARY KEY, new TEXT, private INTEGER) WITHOUT ROWID"

_REDIRECTS = f"""
INSERT INTO redirect
    SELECT DISTINCT unknown.id, top.id,
           NOT :link_persons AND 'person' IN (unknown.type, top.type) AND top.id LIKE '{CLUSTER}%'
    FROM unknown JOIN first USING (number) JOIN node USING (folded, type, language, judged)
    JOIN node AS top ON top.node = node.root WHERE unknown.id != top.id
"""


class UnknownName(NamedTuple):
    """A cluster of one document: its id, its first mention, its full name ("" if it has none)."""

    id: str
    mention: str
    name: str
    language: str
    type: str


def add(database: sqlite3.Connection, number: int, names: Iterable[UnknownName], judged: frozenset[str]) -> None:
    """Note the clusters of the document of this number; those without a full name count only if they are judged."""
    rows = (
        (*name, fold(name.name), name.id if name.id in judged else "", number)
        for name in names
        if name.name or name.id in judged
    )
    database.executemany("INSERT INTO unknown VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def judged_ids(overrides: Overrides) -> frozenset[str]:
    """Give the ids that overrides call the same as others or different from them."""
    return frozenset(id for one in overrides if isinstance(one, (Same, Different)) for id in (one.a, one.b))


def unite(database: sqlite3.Connection, overrides: Overrides, *, link_persons: bool) -> None:
    """Unite the names in the table `unknown`, and note in `redirect` which id stands for which others.

    Without `link_persons` what unites unknown persons is marked as private.
    """
    database.executescript(_NODES)
    database.executemany("INSERT INTO key VALUES (?, ?, ?)", _keys(database))
    under = database.execute("SELECT key, node FROM key ORDER BY key, rank, node")
    database.executemany("INSERT OR IGNORE INTO pair VALUES (?, ?)", _pairs(under))
    database.executemany("INSERT INTO compared VALUES (?, ?, ?, ?)", _compared(database.execute(_COMPARABLE)))
    database.executescript(_UNCLEAR)
    groups = _Groups(database, overrides)
    groups.join(groups.said())
    groups.join(database.execute(_EQUAL), apart=groups.judged_apart)
    groups.join(database.execute(_ALIKE), apart=groups.strangers)
    groups.name()
    database.execute(_REDIRECT_TABLE)
    database.execute(_REDIRECTS, {"link_persons": link_persons})


def _keys(database: sqlite3.Connection) -> Iterator[tuple[str, str, int]]:
    """Give the keys under which persons' names meet: those of two of their words, in any of their cases."""
    rows = database.execute("SELECT node, name, language FROM node WHERE type = 'person' AND name != ''")
    for node, name, language in rows:
        forms = {name, *(form.text for form in base_forms(name, _lang(language)))}
        person = Entity("", tuple(map(Name, sorted(forms))), type="person")
        rank = " ".join(sorted(min(skeleton(word.text), default="") for word in words(name)))
        yield from ((key, rank, node) for key in filed_under(person) if key.startswith(PAIR))


def _pairs(rows: Iterable[tuple[str, int]]) -> Iterator[tuple[int, int]]:
    """Give the nodes that stand near each other under one key, the smaller number first."""
    near: deque[int] = deque(maxlen=_WINDOW)
    last = ""
    for key, node in rows:
        if key != last:
            near.clear()
            last = key
        yield from ((other, node) if other < node else (node, other) for other in near)
        near.append(node)


def _compared(rows: Iterable[tuple[int, int, str, str, str, str]]) -> Iterator[tuple[int, int, bool, float]]:
    """Give what is the same and what is different; in between there is nothing to go by."""
    for one, other, *names in rows:
        found = _comparison(*names)
        if found.verdict in ("same", "different"):
            yield one, other, found.verdict == "same", found.score


def _comparison(a: str, lang_a: str, b: str, lang_b: str) -> Comparison:
    return compare(a, b, lang_a=_lang(lang_a), lang_b=_lang(lang_b), type="person")


def _lang(language: str) -> str | None:
    return None if language == "und" else language


class _Groups:
    """The groups of nodes: a node's `root` is the first node of its group."""

    def __init__(self, database: sqlite3.Connection, overrides: Overrides) -> None:
        self._database, self._overrides = database, overrides
        rows = database.execute("SELECT judged, node FROM node WHERE judged != '' ORDER BY node")
        self._judged: dict[str, int] = dict(rows)

    def said(self) -> Iterator[tuple[int, int]]:
        """Give the nodes that overrides unite."""
        first: dict[str, int] = {}
        for id, node in self._judged.items():
            yield first.setdefault(self._overrides.current(id), node), node

    def join(self, pairs: Iterable[tuple[int, int]], *, apart: Callable[[int, int], bool] = lambda *_: False) -> None:
        """Unite the groups of two nodes, pair by pair, unless the groups are apart."""
        for pair in pairs:
            kept, gone = sorted(self._root(node) for node in pair)
            if kept != gone and not apart(kept, gone):
                self._database.execute("UPDATE node SET root = ? WHERE root = ?", (kept, gone))

    def judged_apart(self, one: int, other: int) -> bool:
        """Say whether overrides part two groups, or give each to another entity."""
        if not self._judged:
            return False
        return any(self._never_one(a, b) for a, b in product(self._judged_in(one), self._judged_in(other)))

    def strangers(self, one: int, other: int) -> bool:
        """Say whether overrides part two groups, or they have names that are different.

        Of a group that people have put together the names say nothing.
        """
        if self.judged_apart(one, other):
            return True
        if self._put_together(one) or self._put_together(other):
            return False
        pairs = product(self._names(one), self._names(other))
        return any(_comparison(*a, *b).verdict == "different" for a, b in pairs)

    def name(self) -> None:
        """Give the groups that overrides say are an entity the id of that."""
        for id, node in self._judged.items():
            stands = self._overrides.current(id)
            if not stands.startswith(CLUSTER):
                self._database.execute("UPDATE node SET id = ? WHERE node = ?", (stands, self._root(node)))

    def _root(self, node: int) -> int:
        (root,) = self._database.execute("SELECT root FROM node WHERE node = ?", (node,)).fetchone()
        return int(root)

    def _names(self, root: int) -> list[tuple[str, str]]:
        rows = self._database.execute(
            "SELECT name, language FROM node WHERE root = ? AND name != '' ORDER BY node LIMIT ?", (root, _MOST_NAMES)
        )
        return rows.fetchall()

    def _judged_in(self, root: int) -> list[str]:
        rows = self._database.execute("SELECT judged FROM node WHERE root = ? AND judged != ''", (root,))
        return [id for (id,) in rows]

    def _put_together(self, root: int) -> bool:
        judged = self._judged_in(root) if self._judged else ()
        return len(judged) > len({self._overrides.current(id) for id in judged})

    def _never_one(self, a: str, b: str) -> bool:
        entities = {now for id in (a, b) if not (now := self._overrides.current(id)).startswith(CLUSTER)}
        return len(entities) > 1 or self._overrides.apart(a, b)
