"""A small knowledge base in memory: what `kzling.knowledge.file.File` gives of a file, of a list of entities."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from kzling.errors import InvalidRecord
from kzling.knowledge import lookup
from kzling.knowledge.originals import lines, touched
from kzling.knowledge.overrides import Overrides
from kzling.knowledge.records import Tally, override_part, packed, redirect_part
from kzling.model import Entity, EntityType
from kzling.text.fold import fold


class Memory:
    """Entities in memory, numbered in the order of coming, those that overrides change last; they never change.

    Raises:
        InvalidRecord: two entities have one id, or the overrides leave one without a name.
    """

    def __init__(
        self, given: Iterable[Entity], overrides: Overrides | None = None, redirects: Mapping[str, str] | None = None
    ) -> None:
        self.overrides = overrides or Overrides()
        self._redirects = dict(redirects or {})
        self._originals: dict[str, Entity] = {}
        kept: dict[str, Entity] = {}
        changed = touched(self.overrides)
        for entity in given:
            place = self._originals if self.overrides.current(entity.id) in changed else kept
            if entity.id in place:
                raise InvalidRecord(f"Two entities have the id {entity.id!r}; merge them or rename one.")
            place[entity.id] = entity
        self._unchanged = len(kept)
        self._entities = [*kept.values(), *self.overrides.applied(self._originals.values())]
        self._numbers = {entity.id: number for number, entity in enumerate(self._entities)}

    @property
    def count(self) -> int:
        """The number of entities."""
        return len(self._entities)

    @cached_property
    def digest(self) -> str:
        """A hash of all that the base holds."""
        tally = Tally()
        for entity in self._entities:
            tally.add(packed(entity))
        for before, now in self._redirects.items():
            tally.add(redirect_part(before, now))
        for place, line in enumerate(lines(self.overrides)):
            tally.add(override_part(place, line))
        return tally.digest

    def refresh(self) -> bool:
        """Say whether anything was written since: never."""
        return False

    def numbers(self, key: str, limit: int, type: EntityType | None = None) -> Sequence[int]:
        """Give the numbers of at most so many entities under a key, heaviest first."""
        # Forms alone tell most names; the other keys take longer to make.
        found = (self._forms if key.startswith(lookup.FORM) else self._keys).get(key, ())
        if type is not None:
            return list(islice((number for number in found if self._entities[number].type == type), limit))
        return found[:limit]

    def read(self, numbers: Sequence[int]) -> Iterator[tuple[int, Entity]]:
        """Give entities by number, each with its number."""
        return ((number, self._entities[number]) for number in numbers)

    def number(self, entity_id: str) -> int | None:
        """Give the number of an entity by its id."""
        return self._numbers.get(entity_id)

    def redirected(self, entity_id: str) -> str | None:
        """Give the id of the entity with which the one of this id was merged."""
        return self._redirects.get(entity_id)

    def entities(self) -> Iterator[Entity]:
        """Give all entities in the order of coming."""
        return iter(self._entities)

    def given(self) -> Iterator[Entity]:
        """Give the entities as they came, before overrides."""
        yield from self._entities[: self._unchanged]
        yield from self._originals.values()

    def redirects(self) -> dict[str, str]:
        """Give id before -> id now of entities that were merged with another, but for those that overrides unite."""
        return self._redirects

    @cached_property
    def _forms(self) -> dict[str, tuple[int, ...]]:
        return self._filed(lambda entity: {lookup.form_key(fold(name.text)) for name in entity.names})

    @cached_property
    def _keys(self) -> dict[str, tuple[int, ...]]:
        return self._filed(lookup.filed_under)

    def _filed(self, keys: Callable[[Entity], Iterable[str]]) -> dict[str, tuple[int, ...]]:
        index: defaultdict[str, list[int]] = defaultdict(list)
        heaviest_first = sorted(range(self.count), key=lambda n: (-self._entities[n].weight, self._entities[n].id))
        for number in heaviest_first:
            for key in keys(self._entities[number]):
                index[key].append(number)
        return {key: tuple(numbers) for key, numbers in index.items()}
