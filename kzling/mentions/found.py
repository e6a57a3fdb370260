"""What a finder gives, and how the findings of several finders become one flat list."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kzling.model import Entity, EntityType, Name

#: Entities of the base that bear a form, each with the name that has it.
Bearers = tuple[tuple[Entity, Name], ...]


class Found(NamedTuple):
    """A name at `start`:`end` of a text, as one finder sees it.

    `lemma` is the base form; `bearers` are the entities of the base that bear it, each with the name that
    matched (empty: the finder does not know); `exact` says that the text has the form as listed, not inflected;
    `route` names the schemes that lead from a listed form to this one.
    """

    start: int
    end: int
    lemma: str
    type: EntityType
    by: str
    bearers: Bearers = ()
    exact: bool = True
    route: tuple[str, ...] = ()


class Findings:
    """Findings of a text by place: ascending, without overlaps."""

    def __init__(self, found: Sequence[Found]) -> None:
        self._found = found
        self._starts = [item.start for item in found]

    def at(self, start: int, end: int) -> Sequence[Found]:
        """Give those that touch a stretch.

        >>> [item.lemma for item in Findings([Found(0, 6, "Astana", "place", "a")]).at(5, 9)]
        ['Astana']
        """
        first = bisect_right(self._starts, start)
        first -= first > 0 and self._found[first - 1].end > start
        return self._found[first : bisect_left(self._starts, end)]


def apart(findings: Iterable[Found], others: Sequence[Found]) -> list[Found]:
    """Give the findings that touch none of others, which are ascending and do not overlap.

    >>> apart([Found(0, 6, "Astana", "place", "a")], [Found(3, 9, "ana", "person", "b")])
    []
    """
    there = Findings(others)
    return [item for item in findings if not there.at(item.start, item.end)]


def merge(findings: Iterable[Found]) -> list[Found]:
    """Keep, of findings that overlap, the longest; of equally long ones the first given. Ascending by offset.

    >>> merge([Found(0, 6, "Astana", "place", "a"), Found(0, 13, "Astana summit", "event", "b")])[0].type
    'event'
    """
    alone: list[Found] = []
    group: list[tuple[int, Found]] = []  # findings that hang together by overlaps, with their ranks
    end = 0
    present = ((rank, found) for rank, found in enumerate(findings) if found.start < found.end)
    for rank, found in sorted(present, key=lambda item: item[1].start):
        if group and found.start >= end:
            alone += _longest(group)
            group = []
        group.append((rank, found))
        end = max(end, found.end) if len(group) > 1 else found.end
    return alone + _longest(group)


def _longest(group: Sequence[tuple[int, Found]]) -> list[Found]:
    if len(group) == 1:
        return [group[0][1]]
    kept: list[Found] = []
    for _, found in sorted(group, key=lambda item: (item[1].start - item[1].end, item[0])):
        place = bisect_left(kept, found.start, key=lambda other: other.start)
        before = place > 0 and kept[place - 1].end > found.start
        after = place < len(kept) and kept[place].start < found.end
        if not before and not after:
            kept.insert(place, found)
    return kept
