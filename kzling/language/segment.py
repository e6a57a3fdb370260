"""The stretches of a text, each in one language."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from kzling.answers import Detection
from kzling.language.detect import UNKNOWN, detect
from kzling.language.sentences import pieces
from kzling.language.votes import SpanLike
from kzling.model import Segment, Span

#: A piece must be this sure of its language to keep it against its neighbours.
#: Set by hand in November 2026 on the examples of tests/language.
SURE = 0.8


def segment(text: str, *, ignore: Iterable[SpanLike] = ()) -> list[Segment]:
    """Cut a text where its language changes; the segments cover it without gaps, and an empty text has none.

    It can tell sentences and lines apart; it cannot yet see a change inside a sentence.

    Args:
        text: any text.
        ignore: spans that must not vote, as for `detect`.

    Returns:
        Segments in the order of the text. A piece that tells too little takes the language of the piece before
        it, else of the one after it, else of the whole text, where the scripts agree; the confidence is the mean
        over the pieces that tell for themselves, weighed by their length.

    >>> [(part.language, part.end) for part in segment("Это новый закон о языке. Бұл жаңа заң емес.")]
    [('ru', 25), ('kk', 43)]
    """
    spans = [(s.start, s.end) if isinstance(s, Span) else (s[0], s[1]) for s in ignore]
    cut = pieces(text)
    found = [
        detect(text[start:end], ignore=inside) for (start, end), inside in zip(cut, _inside(cut, spans), strict=True)
    ]
    told = _settle(found, detect(text, ignore=spans)) if len(cut) > 1 else found
    return _merge(cut, found, told)


def _inside(cut: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Give the spans that touch each piece, counted from its start."""
    ordered = sorted(spans)
    inside: list[list[tuple[int, int]]] = []
    next_span = 0
    carried: list[tuple[int, int]] = []
    for start, end in cut:
        while next_span < len(ordered) and ordered[next_span][0] < end:
            carried.append(ordered[next_span])
            next_span += 1
        carried = [span for span in carried if span[1] > start]
        inside.append([(low - start, high - start) for low, high in carried])
    return inside


def _settle(found: Sequence[Detection], whole: Detection) -> list[Detection]:
    """Replace each unsure detection by that of a neighbour or the whole text in the same script."""
    before = _nearest(found)
    after = _nearest(found[::-1])[::-1]
    settled = []
    for own, left, right in zip(found, before, after, strict=True):
        options = [d for d in (left, right, whole) if d is not None and _may_stand_for(d, own)]
        settled.append(own if _sure(own) or not options else options[0])
    return settled


def _nearest(found: Sequence[Detection]) -> list[Detection | None]:
    """Give, for each place, the last sure detection before it."""
    last: Detection | None = None
    nearest = []
    for own in found:
        nearest.append(last)
        if _sure(own):
            last = own
    return nearest


def _sure(found: Detection) -> bool:
    return found.language != UNKNOWN and found.confidence >= SURE


def _may_stand_for(other: Detection, own: Detection) -> bool:
    # A piece without letters belongs to whatever stands around it.
    return other.language != UNKNOWN and own.script in (other.script, "Zyyy")


def _merge(cut: Sequence[tuple[int, int]], found: Sequence[Detection], told: Sequence[Detection]) -> list[Segment]:
    merged = []
    rows = zip(cut, found, told, strict=True)
    for (language, script), group in groupby(rows, key=lambda row: (row[2].language, row[2].script)):
        part = list(group)
        own = [(end - start, d.confidence) for (start, end), d, _ in part if d.language == language]
        length = sum(size for size, _ in own)
        confidence = round(sum(size * share for size, share in own) / length, 4) if length else 0.0
        merged.append(Segment(part[0][0][0], part[-1][0][1], language, script, confidence))
    return merged
