"""KnowledgeBase: entities by id, by written form, and by the keys that spellings of one name share."""

import os
import shutil
import tempfile
import weakref
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from kzling.errors import UnknownEntity, UsageError
from kzling.knowledge import lookup, roles
from kzling.knowledge.file import File
from kzling.knowledge.memory import Memory
from kzling.knowledge.overrides import Overrides
from kzling.knowledge.records import CLUSTER, entity_of
from kzling.knowledge.saving import copy, save, write
from kzling.knowledge.writer import Outcome, Writer
from kzling.model import Entity, EntityType, Name
from kzling.text.fold import fold

if TYPE_CHECKING:
    from kzling.knowledge.exchange import Imported

#: Entities of which one name could be meant; more are not compared. Set in November 2026 on a base of a million
#: entities: so many are compared in 10 ms.
MOST_CANDIDATES = 64
#: Of bearers of one written form so many are read: of more, form and day do not tell one.
MOST_BEARERS = 16

#: Bases of more names than this are kept in a file, not in memory: in memory they take about 100 MB.
_MOST_IN_MEMORY = 200_000
#: So many entities and forms of a file are kept in memory (about 15 MB), then all are dropped.
_MOST_KEPT = 1 << 12

#: Entities of the base that bear a form, each with the name that has it.
Bearers = tuple[tuple[Entity, Name], ...]


class Added(NamedTuple):
    """What became of records: so many entities were new, replaced another record, or were there already."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


class _Known:
    """What was read of one state of a base."""

    def __init__(self) -> None:
        self.entities: dict[int, Entity] = {}
        self.bearers: dict[tuple[str, EntityType | None], Bearers] = {}


class KnowledgeBase:
    """Entities with all their names, in memory or in one SQLite file; safe to share between threads and forks.

    A base in memory never changes. A base in a file can be written to by one process at a time, and whoever has it
    open sees what was written at the next call.

    >>> base = KnowledgeBase.from_records([{"id": "x", "names": [{"text": "Nur-Sultan", "lang": "en"}]}])
    >>> base.search("NUR-SULTAN")[0].id
    'x'
    """

    #: The file of a base that never changes: what is compiled from it may lie beside.
    fixed_file: Path | None = None
    #: So many entities and forms of the file are kept in memory.
    most_kept = _MOST_KEPT

    def __init__(self, store: Memory | File) -> None:
        self._store = store
        self._known = _Known()
        #: Grows when the file was written to: what was derived from the base before is out of date.
        self.changes = 0

    @classmethod
    def default(cls) -> "KnowledgeBase":
        """Give the base that ships with kzling.

        When it is first asked for on a machine, it is compiled to a file in the user's cache, which takes some
        twenty seconds; the environment variable `KZLING_CACHE` names another folder.
        """
        from kzling.knowledge.built_in import built_in

        return built_in()

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, Any]], *, overrides: Overrides | None = None) -> Self:
        """Build a base from records: plain data with the fields of `kzling.model.Entity`, names with those of `Name`.

        Required are `id` and `names[].text`. Others: `type`, `weight`, `attributes`, `ids`; `names[].lang`, `script`,
        `kind`, `since`, `until`, `basis`, `source`. Within one language the first name in use is the standard one.

        Args:
            records: as many as there are; large bases are kept in a temporary file as long as the base is in use.
            overrides: what people have judged otherwise.

        Raises:
            InvalidRecord: a record breaks the schema; the message names record and field.
        """
        return cls._of((entity_of(record, number) for number, record in enumerate(records, start=1)), overrides, {})

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open a file that `save` or `kzling kb` wrote.

        A file of another version is read whole, into memory or a temporary file; `rebuild` spares that.

        Raises:
            MissingInput: there is no such file.
            UnreadableInput: the file is no knowledge base, damaged, or of a version that this kzling does not know.
        """
        file = File(Path(path))
        return cls._of(file.given(), file.overrides, file.redirects()) if file.is_outdated else cls(file)

    def save(self, path: str | Path) -> None:
        """Write the base to one SQLite file; an existing file is replaced in one step.

        Large bases get a compiled index beside it (`PATH.index`), which may be deleted.

        Raises:
            InvalidRecord: an attribute cannot be written as JSON.
            UnwritableOutput: the file cannot be written.
        """
        if isinstance(self._store, File):
            copy(self._store, Path(path))
        else:
            save(Path(path), self.given(), overrides=self.overrides, redirects=self.redirects())

    def add(self, records: Iterable[Mapping[str, Any]]) -> Added:
        """Write records to the file of the base; one with the id of an entity that is there replaces it.

        What is added has no place in a compiled index: look-ups take longer until `rebuild` makes it anew.

        Raises:
            UsageError: the base is in memory.
            InvalidRecord: a record breaks the schema; of the last 50,000 records nothing is written then.
            UnwritableOutput: the file cannot be written, or another process is writing to it.
        """
        outcomes: Counter[Outcome] = Counter()
        with Writer(self._file().path) as writer:
            for number, record in enumerate(records, start=1):
                outcomes[writer.put(entity_of(record, number))] += 1
        return Added(outcomes["added"], outcomes["changed"], outcomes["unchanged"])

    def import_from(self, path: str | Path, *, format: str | None = None, **options: Any) -> "Imported":
        """Write the entities of a file to the file of the base, as `kzling kb import` does.

        Args:
            path: a file of a format in `kzling.knowledge.formats.registry`, compressed or not.
            format: its name there; None guesses by the name of the file.
            options: what the format's `read` takes (types, countries, languages, columns ...).

        Raises:
            UsageError: the base is in memory; a format or option that is not known.
            UnwritableOutput: the file cannot be written, or another process is writing to it.
        """
        from kzling.knowledge.exchange import import_records

        return import_records(self._file().path, [path], format=format, **options)

    def export_to(self, path: str | Path, *, format: str | None = None, **options: Any) -> int:
        """Write all entities to a file of another format, as `kzling kb export` does; gives their number.

        Raises:
            UsageError: a format or option that is not known.
            UnwritableOutput: the file cannot be written.
        """
        from kzling.knowledge.exchange import export

        return export(self, path, format=format, **options)

    def records(self) -> Iterator[dict[str, Any]]:
        """Give the records that `from_records` takes."""
        return (entity.to_dict() for entity in self)

    def given(self) -> Iterator[Entity]:
        """Give the entities as they came, before overrides were applied."""
        return self._store.given()

    def redirects(self) -> dict[str, str]:
        """Give id before -> id now of entities that were merged with another, but for those that overrides unite."""
        return self._store.redirects()

    @property
    def overrides(self) -> Overrides:
        """What people have judged otherwise."""
        self.refresh()
        return self._store.overrides

    def get(self, entity_id: str) -> Entity:
        """Give an entity by its id, or by one that it had before it was united with another.

        Raises:
            UnknownEntity: no entity has this id; also a KeyError.
        """
        number = self._number(entity_id)
        found = [] if number is None else self._entities_of([number])
        if not found:
            raise UnknownEntity(f"No entity has the id {entity_id!r}; `search` finds entities by name.")
        return found[0]

    def search(self, name: str) -> list[Entity]:
        """Give the entities that bear exactly this written form, case and apostrophes aside; heaviest first."""
        return list({entity.id: entity for entity, _ in self.bearers(fold(name))}.values())

    def bearers(self, form: str, *, type: EntityType | None = None) -> Bearers:
        """Give the entities that bear a folded form (`kzling.text.fold`), each with the names so written.

        At most `MOST_BEARERS`, the heaviest first; with `type`, only those of the type.
        """
        self.refresh()
        return self.known_bearers(form, type=type)

    def known_bearers(self, form: str, *, type: EntityType | None = None) -> Bearers:
        """Give what `bearers` gives, as of the last `refresh`: for look-ups of many forms in a row."""
        known = self._known.bearers
        found = known.get((form, type))
        if found is None:
            numbers = self._store.numbers(lookup.form_key(form), MOST_BEARERS, type)
            bearers = self._entities_of(numbers) if numbers else ()
            found = tuple([(entity, name) for entity in bearers for name in entity.names if fold(name.text) == form])
            self._keep(known, (form, type), found)
        return found

    def candidates(
        self, name: str, *, type: EntityType | None = None, forms: Mapping[str, Iterable[str]] | None = None
    ) -> list[Entity]:
        """Give the first of the `candidate_groups` that has any entities."""
        self.refresh()
        return next(filter(None, self.candidate_groups(name, type=type, forms=forms)), [])

    def candidate_groups(
        self,
        name: str,
        *,
        type: EntityType | None = None,
        forms: Mapping[str, Iterable[str]] | None = None,
        most: int = MOST_CANDIDATES,
    ) -> Iterator[list[Entity]]:
        """Give the entities of which one name could be another spelling of this one (recall, not precision).

        As of the last `refresh`.

        Args:
            name: as written.
            type: keep to entities of this type.
            forms: word of the name -> its base forms, which count like the word itself.
            most: so many entities a group, at most `MOST_CANDIDATES`; each is read from the file.

        Yields:
            Four groups, each looked for when it is asked for: the entities that are the name in one word or share the
            most pairs of words with it; those that share fewer pairs; those that share one word; and, but for persons,
            those of which a name of one word differs in one consonant. In a group those go first whose shared words
            fewest others have, then the heaviest.
        """
        store = self._store
        for numbers in lookup.groups(
            name, forms or {}, lambda key, most: store.numbers(key, most, type), limit=MOST_CANDIDATES
        ):
            yield self._entities_of(numbers[:most])

    def holding(self, title: str) -> list[Entity]:
        """Give the persons who hold or held an office with this title, or this word in its title; folded."""
        return self._under(roles.OFFICE + title)

    def governments(self, country: str) -> list[Entity]:
        """Give the organizations that are listed as a country's government."""
        return self._under(roles.GOVERNMENT + country)

    def refresh(self) -> None:
        """Take notice of what another process, or `add`, has written to the file."""
        if self._store.refresh():
            # Not cleared: another thread may be putting into it what it has read before.
            self._known = _Known()
            self.changes += 1

    @property
    def digest(self) -> str:
        """A hash of all that the base holds: what was computed with another one is not reused."""
        self.refresh()
        return self._store.digest

    def __contains__(self, entity_id: object) -> bool:
        return isinstance(entity_id, str) and self._number(entity_id) is not None

    def __iter__(self) -> Iterator[Entity]:
        return self._store.entities()

    def __len__(self) -> int:
        self.refresh()
        return self._store.count

    def __reduce__(self) -> tuple[Any, ...]:
        # Another process opens the file for itself.
        store = self._store
        return (KnowledgeBase.open, (store.path,)) if isinstance(store, File) else (KnowledgeBase, (store,))

    def _under(self, key: str) -> list[Entity]:
        self.refresh()
        return self._entities_of(self._store.numbers(key, MOST_CANDIDATES))

    def _number(self, entity_id: str) -> int | None:
        self.refresh()
        redirects = self._store.overrides.redirects
        passed: set[str] = set()
        now: str | None = entity_id
        while now is not None and now not in passed:
            passed.add(now)
            if not now.startswith(CLUSTER) and (number := self._store.number(now)) is not None:
                return number
            now = redirects.get(now) or self._store.redirected(now)
        return None

    def _entities_of(self, numbers: Sequence[int]) -> list[Entity]:
        known = self._known.entities
        found = {number: entity for number in numbers if (entity := known.get(number)) is not None}
        if len(found) < len(numbers):
            for number, entity in self._store.read([number for number in numbers if number not in found]):
                self._keep(known, number, entity)
                found[number] = entity
        # What has been taken out since is not there.
        return [found[number] for number in numbers if number in found]

    def _keep(self, known: dict[Any, Any], key: object, value: object) -> None:
        if len(known) >= self.most_kept:
            known.clear()
        known[key] = value

    def _file(self) -> File:
        if not isinstance(self._store, File):
            raise UsageError("A knowledge base in memory does not change; `save` it and `open` the file to add to it.")
        return self._store

    @classmethod
    def _of(cls, given: Iterable[Entity], overrides: Overrides | None, redirects: Mapping[str, str]) -> Self:
        """Give a base in memory, or a large one in a temporary file."""
        coming = iter(given)
        first: list[Entity] = []
        names = 0
        for entity in coming:
            first.append(entity)
            names += len(entity.names)
            if names > _MOST_IN_MEMORY:
                return cls._in_temporary_file(chain(first, coming), overrides, redirects)
        return cls(Memory(first, overrides, redirects))

    @classmethod
    def _in_temporary_file(
        cls, given: Iterable[Entity], overrides: Overrides | None, redirects: Mapping[str, str]
    ) -> Self:
        folder = tempfile.mkdtemp(prefix="kzling-")
        try:
            path = Path(folder, "base.sqlite")
            write(path, given, overrides=overrides, redirects=redirects)
            base = cls(File(path))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        weakref.finalize(base, _remove, folder, os.getpid())
        return base


def base_or_default(kb: KnowledgeBase | None) -> KnowledgeBase:
    """Give the base that a caller handed in, or the default one.

    Raises:
        UsageError: it is no base, but a path, say.
    """
    if kb is None:
        return KnowledgeBase.default()
    if not isinstance(kb, KnowledgeBase):
        raise UsageError(f"kb is a KnowledgeBase, not {type(kb).__name__}; open a file with KnowledgeBase.open(path).")
    return kb


def rebuild(path: str | Path) -> None:
    """Bring a file to the present version and make its compiled index anew; overrides and redirects stay.

    Raises:
        MissingInput: there is no such file.
        UnreadableInput: the file is no knowledge base, damaged, or of a version that this kzling does not know.
        UnwritableOutput: the file cannot be written, or another process is writing to it.
    """
    if File(Path(path)).is_outdated:
        KnowledgeBase.open(path).save(path)
    with Writer(Path(path)) as writer:
        writer.compile()


def _remove(folder: str, owner: int) -> None:
    # A forked process has the base, too, and ends sooner.
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
