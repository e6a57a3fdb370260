"""What a finder gives, and how the findings of several finders become one flat list."""

from collections.abc import Iterable
from typing import NamedTuple

from kzling.model import Entity, EntityType, Name


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
    bearers: tuple[tuple[Entity, Name], ...] = ()
    exact: bool = True
    route: tuple[str, ...] = ()


def merge(findings: Iterable[Found]) -> list[Found]:
    """Keep, of findings that overlap, the longest; of equally long ones the first given. Ascending by offset.

    >>> merge([Found(0, 6, "Astana", "place", "a"), Found(0, 13, "Astana summit", "event", "b")])[0].type
    'event'
    """
    ranked = sorted(enumerate(findings), key=lambda item: (item[1].start - item[1].end, item[0]))
    kept: list[Found] = []
    taken: set[int] = set()
    for _, found in ranked:
        span = range(found.start, found.end)
        if span and not taken.intersection(span):
            taken.update(span)
            kept.append(found)
    return sorted(kept, key=lambda found: found.start)
