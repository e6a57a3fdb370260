"""Conflicts: overrides that do not hold because later ones contradict them. All are given in order of time."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeVar

from kzling.knowledge.judgements import Link, NameChange, Override, Same, TypeChange
from kzling.knowledge.merging import overlap
from kzling.knowledge.unions import Refused
from kzling.text.fold import fold

_Kind = TypeVar("_Kind", bound=Override)


class Conflict(NamedTuple):
    """Lines that contradict each other: those that hold, and the earlier one that does not."""

    kind: Literal["same", "link", "type", "name"]
    holding: tuple[Override, ...]
    dropped: Override
    why: str


def same_conflicts(refused: Iterable[Refused]) -> Iterator[Conflict]:
    """Give the conflicts on which entities are one."""
    for dropped, holding in refused:
        said, others = ("one", "different") if isinstance(dropped, Same) else ("different", "one")
        why = f"{dropped.a} and {dropped.b} are said to be {said}, but later lines make them {others}."
        yield Conflict("same", holding, dropped, why)


def link_conflicts(links: Iterable[Link], current: Callable[[str], str]) -> Iterator[Conflict]:
    """Give the conflicts of links of equal scope; `current` gives the id that stands for another one now."""

    def contradict(a: Link, b: Link) -> bool:
        one, other = (None if link.entity is None else current(link.entity) for link in (a, b))
        return one != other and overlap(a.period, b.period)

    scopes: dict[object, list[Link]] = defaultdict(list)
    for link in links:
        scopes[fold(link.name), link.narrowness, link.lang, link.type, link.document].append(link)
    for scope in scopes.values():
        for dropped, holding in _contradicted(scope, contradict):
            why = f"{dropped.name!r} is linked to {_said(dropped)}, but a later line says {_said(holding)}."
            yield Conflict("link", (holding,), dropped, why)


def change_conflicts(entity_id: str, changes: Sequence[TypeChange | NameChange]) -> Iterator[Conflict]:
    """Give the conflicts on the type and the names of an entity."""
    types = [change for change in changes if isinstance(change, TypeChange)]
    for old, new in _contradicted(types, lambda a, b: a.type != b.type):
        why = f"{entity_id} is said to be of type {old.type}, but a later line says {new.type}."
        yield Conflict("type", (new,), old, why)
    names = [change for change in changes if isinstance(change, NameChange)]
    for dropped, holding in _contradicted(names, _undo):
        said, later = ("removed", "adds") if dropped.remove else ("added", "removes")
        why = f"The name {dropped.name['text']!r} of {entity_id} is {said}, but a later line {later} it."
        yield Conflict("name", (holding,), dropped, why)


def _contradicted(lines: Sequence[_Kind], contradict: Callable[[_Kind, _Kind], bool]) -> Iterator[tuple[_Kind, _Kind]]:
    """Give each line that a later one contradicts, with the latest of these."""
    for place, dropped in enumerate(lines):
        holding = next((line for line in reversed(lines[place + 1 :]) if contradict(dropped, line)), None)
        if holding is not None:
            yield dropped, holding


def _undo(a: NameChange, b: NameChange) -> bool:
    removing, adding = (a, b) if a.remove else (b, a)
    return removing.remove and not adding.remove and removing.agrees(adding.added())


def _said(link: Link) -> str:
    return "nobody" if link.entity is None else link.entity
