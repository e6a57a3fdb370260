"""The stretches of a text, each in one language."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from kzling.language.detect import UNKNOWN
from kzling.language.pieces import judge
from kzling.language.sentences import pieces
from kzling.language.sums import Verdict
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
    return survey(text, ignore=ignore).segments


class Survey(NamedTuple):
    """The segments of a text and the language of the whole."""

    segments: list[Segment]
    whole: Verdict


def survey(text: str, *, ignore: Iterable[SpanLike] = ()) -> Survey:
    """Give what `segment` and `detect` say of a text, at little more than the price of one of them."""
    spans = [(s.start, s.end) if isinstance(s, Span) else (s[0], s[1]) for s in ignore]
    cut = pieces(text)
    found, whole = judge(text, cut, spans)
    told = _settle(found, whole) if len(cut) > 1 else found
    return Survey(_merge(cut, found, told), whole)


def _settle(found: Sequence[Verdict], whole: Verdict) -> list[Verdict]:
    """Replace each unsure detection by that of a neighbour or the whole text in the same script."""
    if all(map(_sure, found)):
        return list(found)
    before = _nearest(found)
    after = _nearest(found[::-1])[::-1]
    settled = []
    for own, left, right in zip(found, before, after, strict=True):
        options = [d for d in (left, right, whole) if d is not None and _may_stand_for(d, own)]
        settled.append(own if _sure(own) or not options else options[0])
    return settled


def _nearest(found: Sequence[Verdict]) -> list[Verdict | None]:
    """Give, for each place, the last sure detection before it."""
    last: Verdict | None = None
    nearest = []
    for own in found:
        nearest.append(last)
        if _sure(own):
            last = own
    return nearest


def _sure(found: Verdict) -> bool:
    return found.language != UNKNOWN and found.confidence >= SURE


def _may_stand_for(other: Verdict, own: Verdict) -> bool:
    # A piece without letters belongs to whatever stands around it.
    return other.language != UNKNOWN and own.script in (other.script, "Zyyy")


def _merge(cut: Sequence[tuple[int, int]], found: Sequence[Verdict], told: Sequence[Verdict]) -> list[Segment]:
    merged = []
    rows = zip(cut, found, told, strict=True)
    for (language, script), group in groupby(rows, key=lambda row: (row[2].language, row[2].script)):
        part = list(group)
        own = [(end - start, d.confidence) for (start, end), d, _ in part if d.language == language]
        length = sum(size for size, _ in own)
        confidence = round(sum(size * share for size, share in own) / length, 4) if length else 0.0
        merged.append(Segment(part[0][0][0], part[-1][0][1], language, script, confidence))
    return merged
