"""Edit maps: what was changed in a text, exactly, so that every offset leads back to the source."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from kzling.model import Edit


class Replacement(NamedTuple):
    """Put `after` in the place of `start`:`end`; replacements of one text never overlap."""

    start: int
    end: int
    after: str
    reason: str
    entity_id: str | None = None


def apply(text: str, replacements: Iterable[Replacement]) -> tuple[str, tuple[Edit, ...]]:
    """Carry out replacements, given in ascending order, and say where each of them ended up.

    >>> apply("a  b", [Replacement(1, 3, " ", "white space")])
    ('a b', (Edit(start=1, end=2, raw_start=1, raw_end=3, before='  ', reason='white space', entity_id=None),))
    """
    pieces: list[str] = []
    edits: list[Edit] = []
    position = length = 0
    for raw_start, raw_end, after, reason, entity_id in replacements:
        before = text[raw_start:raw_end]
        if before == after:
            continue
        start = length + raw_start - position
        pieces += (text[position:raw_start], after)
        length = start + len(after)
        position = raw_end
        edits.append(Edit(start, length, raw_start, raw_end, before, reason, entity_id))
    return "".join(pieces) + text[position:], tuple(edits)


def to_raw(edits: Sequence[Edit], start: int, end: int) -> tuple[int, int]:
    """Give the raw span of `start`:`end` of the edited text.

    A span that cuts into an edit takes all of it in; what was deleted right at a border stays outside.
    """
    low = _raw_start(edits, start)
    return (low, low) if start >= end else (low, _raw_end(edits, end))


def _raw_start(edits: Sequence[Edit], position: int) -> int:
    index = bisect_right(edits, position, key=lambda edit: edit.end)
    if index < len(edits) and edits[index].start < position:
        return edits[index].raw_start
    return position if index == 0 else edits[index - 1].raw_end + position - edits[index - 1].end


def _raw_end(edits: Sequence[Edit], position: int) -> int:
    index = bisect_left(edits, position, key=lambda edit: edit.start)
    if index == 0:
        return position
    last = edits[index - 1]
    return last.raw_end + max(0, position - last.end)


def to_edited(edits: Sequence[Edit], start: int, end: int) -> tuple[int, int]:
    """Give the span of the edited text that `start`:`end` of the raw one became.

    A span that cuts into an edit takes all of it in.

    >>> text, edits = apply("to Nur-Sultan", [Replacement(3, 13, "Astana", "standard name")])
    >>> to_edited(edits, 3, 13), to_edited(edits, 0, 2)
    ((3, 9), (0, 2))
    """
    first = bisect_right(edits, start, key=lambda edit: edit.raw_end)
    last = bisect_left(edits, end, key=lambda edit: edit.raw_start)
    if first < len(edits) and edits[first].raw_start < start:
        low = edits[first].start
    else:
        low = start if first == 0 else edits[first - 1].end + start - edits[first - 1].raw_end
    if last == 0:
        high = end
    else:
        before = edits[last - 1]
        high = before.end + max(0, end - before.raw_end)
    return (low, low) if start >= end else (low, high)


def compose(
    raw: str, first: Sequence[Edit], middle: str, second: Sequence[Replacement]
) -> tuple[str, tuple[Edit, ...]]:
    """Join `first` (raw -> middle) and `second` (replacements in middle) to one text with edits that lead to raw.

    Changes that touch each other become one edit, with the reason of the later step.
    """
    if not first and _apart(second):
        return apply(raw, second)
    if not second and _apart(first):
        return middle, tuple(first)
    marks: list[tuple[int, int, Edit | Replacement]] = [(edit.start, edit.end, edit) for edit in first]
    marks += [(change.start, change.end, change) for change in second]
    marks.sort(key=itemgetter(0, 1))  # of two at one place, that of the first step stays in front
    groups: list[tuple[int, int, list[Edit | Replacement]]] = []
    for start, end, change in marks:
        if groups and start <= groups[-1][1]:
            low, high, members = groups[-1]
            members.append(change)
            groups[-1] = (low, max(high, end), members)
        else:
            groups.append((start, end, [change]))
    return apply(raw, _joined(groups, middle))


def _apart(changes: Iterable[Edit | Replacement]) -> bool:
    """Say whether no change touches the next one."""
    return all(one.end < other.start for one, other in pairwise(changes))


def _joined(groups: Sequence[tuple[int, int, list[Edit | Replacement]]], middle: str) -> Iterator[Replacement]:
    shift = 0  # raw offset minus middle offset behind the groups seen so far
    for low, high, members in groups:
        raw_low = low + shift
        pieces: list[str] = []
        position = low
        label: Edit | Replacement = members[0]
        for change in members:
            if isinstance(change, Edit):
                shift += (change.raw_end - change.raw_start) - (change.end - change.start)
            else:
                pieces += (middle[position : change.start], change.after)
                position = change.end
                label = change
        after = "".join(pieces) + middle[position:high]
        yield Replacement(raw_low, high + shift, after, label.reason, label.entity_id)
