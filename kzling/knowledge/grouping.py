"""Grouping: which entities of several bases are one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product, zip_longest

from kzling.errors import UnreadableInput
from kzling.model import Entity

#: A base: a function that gives its entities, since they are read more than once.
Base = Callable[[], Iterable[Entity]]


class Groups:
    """Which entities are one; an entity is known by its position in all bases, one after the other."""

    def __init__(self, bases: Sequence[Base], by: Sequence[str], apart: Callable[[str, str], bool] | None) -> None:
        #: Position -> that of the first of its group, for all others of the group.
        self.root: dict[int, int] = {}
        self._ids: list[str] = []
        self._members: dict[int, list[int]] = {}
        self._notes: dict[int, list[str]] = {}
        self._apart = apart
        by_id: dict[str, int] = {}
        by_outside: dict[tuple[str, str, str], int] = {}
        size_of_first: int | None = None
        for base in bases:
            for entity in base():
                position = len(self._ids)
                self._ids.append(entity.id)
                self._join(position, by_id.setdefault(entity.id, position))
                for where in by:
                    if (there := entity.ids.get(where)) is not None:
                        same = by_outside.setdefault((where, there, entity.type), position)
                        self._join_by(f"{where} {there}", position, same, size_of_first)
            if size_of_first is None:
                size_of_first = len(self._ids)

    def again(self, bases: Sequence[Base]) -> Iterator[tuple[int, Entity]]:
        """Read all bases anew, each entity with its position."""
        entities = (entity for base in bases for entity in base())
        for position, (entity, known) in enumerate(zip_longest(entities, self._ids)):
            if entity is None or entity.id != known:
                raise UnreadableInput("A base was changed while it was merged; start again.")
            yield position, entity

    def notes_of(self, root: int) -> list[str]:
        """Give what speaks for one more entity in the group, and why it is not in it."""
        members = self._members.get(root, (root,)) if self._notes else ()
        return [note for member in members for note in self._notes.get(member, ())]

    def _join_by(self, what: str, position: int, other: int, size_of_first: int | None) -> None:
        """Join two groups by an id elsewhere, if nothing speaks against it."""
        one, two = self._root_of(position), self._root_of(other)
        if one == two:
            return
        why = None
        if size_of_first is None or max(one, two) < size_of_first:
            why = "two entities of the first base stay two without an override"
        elif self._apart is not None and any(
            self._apart(self._ids[a], self._ids[b]) for a, b in product(self._group(one), self._group(two))
        ):
            why = "an override says that they are different"
        if why is None:
            self._join(position, other)
        else:
            note = f"{self._ids[position]} has the same {what} as {self._ids[two]}, but {why}."
            self._notes.setdefault(position, []).append(note)

    def _join(self, position: int, other: int) -> None:
        kept, gone = sorted((self._root_of(position), self._root_of(other)))
        if kept == gone:
            return
        joining = self._members.pop(gone, [gone])
        self._members.setdefault(kept, [kept]).extend(joining)
        self.root |= dict.fromkeys(joining, kept)

    def _root_of(self, position: int) -> int:
        return self.root.get(position, position)

    def _group(self, root: int) -> Sequence[int]:
        return self._members.get(root, (root,))
