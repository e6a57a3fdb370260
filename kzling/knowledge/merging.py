"""Merging: two records of one entity as one, and several bases as one base."""

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from tempfile import TemporaryFile
from typing import Any, NamedTuple

from kzling.errors import UsageError
from kzling.knowledge.dates import valid_on
from kzling.knowledge.grouping import Base, Groups
from kzling.model import Entity, Name

#: Ids elsewhere by which two entities are known to be one: registers that give one thing one id.
OUTSIDE = ("wikidata", "geonames")


class Merged(NamedTuple):
    """An entity of the merged base, the other ids that it was known under, and what the records disagreed on."""

    entity: Entity
    redirects: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()


def merged(a: Entity, b: Entity) -> tuple[Entity, tuple[str, ...]]:
    """Give two records of one entity as one, and a sentence for each thing that they contradict each other in.

    The id and the order of names are the first one's, and so is what holds where they contradict each other. A name
    in the same language over the same time is one name: the finer dates are taken, and a name without dates says
    nothing new beside one with dates. Lists among the attributes are joined; the weight is the greater one.

    >>> entity, against = merged(Entity("a", (Name("Astana"),)), Entity("b", (Name("Astana", since="1998"),)))
    >>> entity.id, entity.names[0].since, against
    ('a', '1998', ())
    """
    names, against = _joined_names(a.names, b.names)
    attributes, contradicting = _joined(a.attributes, b.attributes, "the attribute")
    ids, other_ids = _joined(a.ids, b.ids, "the id")
    against += contradicting + other_ids
    if a.type != b.type and "other" not in (a.type, b.type):
        against.append(f"the type is {a.type} or {b.type}")
    entity = replace(
        a,
        names=names,
        type=b.type if a.type == "other" else a.type,
        weight=max(a.weight, b.weight),
        attributes=attributes,
        ids=ids,
    )
    return entity, tuple(f"{a.id} and {b.id} disagree: {what}; the former holds." for what in against)


def overlap(a: Name, b: Name) -> bool:
    """Say whether there is a day on which both names are valid.

    >>> overlap(Name("Akmola", until="1998-05-06"), Name("Astana", since="1998-05-06"))
    False
    """
    # Of two stretches of time that share a day, one begins within the other.
    return valid_on(a, b.since or "0000") or valid_on(b, a.since or "0000")


def merge(
    bases: Iterable[Base], *, by: Sequence[str] = OUTSIDE, apart: Callable[[str, str], bool] | None = None
) -> Iterator[Merged]:
    """Merge bases into one, in the order of the bases; the id that is met first stays.

    One are entities with one id, and entities of one type with an equal id elsewhere. Two entities of the first base
    are never united by an id elsewhere: whoever made it told them apart (`Overrides.applied` unites them).

    In memory are the ids alone; records that go into others wait in a temporary file.

    Args:
        bases: functions that each give the entities of a base, the same ones at every call.
        by: which ids elsewhere count, the most trusted one first.
        apart: says of two ids that they are never one, as `Overrides.apart` does.

    Raises:
        UsageError: a base is no function.
        UnreadableInput: a base was changed meanwhile.
    """
    given = tuple(bases)
    if not all(callable(base) for base in given):
        raise UsageError(
            "A base is handed in as a function that gives its entities; write merge([lambda: base, ...])."
        )
    return _merge(given, Groups(given, by, apart))


def _merge(bases: Sequence[Base], groups: Groups) -> Iterator[Merged]:
    with TemporaryFile() as waiting:
        places: dict[int, list[int]] = defaultdict(list)
        if groups.root:
            for position, entity in groups.again(bases):
                if position in groups.root:
                    places[groups.root[position]].append(waiting.tell())
                    pickle.dump(entity, waiting)
        for position, entity in groups.again(bases):
            if position not in groups.root:
                others = (_read(waiting, place) for place in places.get(position, ()))
                yield _united(entity, others, groups.notes_of(position))


def _united(entity: Entity, others: Iterable[Entity], notes: Sequence[str]) -> Merged:
    redirects: dict[str, None] = {}
    contradictions: list[str] = []
    for other in others:
        entity, against = merged(entity, other)
        contradictions += against
        if other.id != entity.id:
            redirects[other.id] = None
    return Merged(entity, tuple(redirects), (*contradictions, *notes))


def _read(stream: Any, place: int) -> Entity:
    stream.seek(place)
    entity: Entity = pickle.load(stream)
    return entity


def _joined_names(names: Sequence[Name], more: Iterable[Name]) -> tuple[tuple[Name, ...], list[str]]:
    """Give the names of both, each once, and what their dates contradict each other in."""
    joined = list(names)
    against: list[str] = []
    places: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(joined):
        places[name.text].append(place)
    for name in more:
        own = [place for place in places[name.text] if name.lang in (joined[place].lang, "und")]
        dates = (name.since, name.until)
        if own and (dates == (None, None) or any(dates == (joined[i].since, joined[i].until) for i in own)):
            continue
        if (at := next((i for i in own if _agree(joined[i], name)), None)) is not None:
            joined[at] = _refined(joined[at], name)
        elif other := next((joined[i] for i in own if overlap(joined[i], name)), None):
            against.append(f"the name {name.text!r} ({name.lang}) is valid {_period(other)} or {_period(name)}")
        else:
            places[name.text].append(len(joined))
            joined.append(name)
    return tuple(joined), against


def _agree(a: Name, b: Name) -> bool:
    return overlap(a, b) and _same_day(a.since, b.since) and _same_day(a.until, b.until)


def _same_day(a: str | None, b: str | None) -> bool:
    """Say whether two dates can be one day: one of them is open, or coarser and does not contradict the other."""
    return a is None or b is None or a.startswith(b) or b.startswith(a)


def _refined(name: Name, other: Name) -> Name:
    """Give a name with the finer dates of both, and the source of either."""
    since, until = _finer(name.since, other.since), _finer(name.until, other.until)
    if (since, until) == (name.since, name.until):
        return name
    source = "; ".join(dict.fromkeys(filter(None, (name.source, other.source))))
    return replace(name, since=since, until=until, basis=name.basis or other.basis, source=source)


def _finer(a: str | None, b: str | None) -> str | None:
    return b if len(a or "") < len(b or "") else a


def _joined(mine: Mapping[str, Any], others: Mapping[str, Any], what: str) -> tuple[dict[str, Any], list[str]]:
    """Give the entries of both, lists joined, and what they contradict each other in."""
    joined = dict(mine)
    against: list[str] = []
    for key, value in others.items():
        own = joined.setdefault(key, value)
        if isinstance(own, list) and isinstance(value, list):
            joined[key] = own + [item for item in value if item not in own]
        elif own != value:
            against.append(f"{what} {key!r} is {own!r:.60} or {value!r:.60}")
    return joined, against


def _period(name: Name) -> str:
    return f"from {name.since or 'ever'} until {name.until or 'today'}"
