"""The stretches of a text, each in one language."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from kzling.language.detect import UNKNOWN
from kzling.language.pieces import judge
from kzling.language.sentences import pieces
from kzling.language.sums import Verdict
from kzling.language.votes import SpanLike, manner
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
    how = manner(text)
    cut = pieces(text, simple=how.plain)
    found, whole = judge(text, cut, spans, how)
    told = _settle(found, whole) if len(cut) > 1 else found
    return Survey(_merge(cut, found, told), whole)


def _settle(found: Sequence[Verdict], whole: Verdict) -> list[Verdict]:
    """Replace each unsure detection by that of a neighbour or the whole text in the same script."""
    told = list(found)
    # What is unknown has a confidence of 0.
    sure = [place for place, own in enumerate(found) if own.confidence >= SURE]
    if len(sure) < len(found):
        for place in sorted({*range(len(found))}.difference(sure)):
            after = bisect_left(sure, place)
            options = [*(found[near] for near in sure[max(after - 1, 0) : after + 1]), whole]
            told[place] = next((other for other in options if _may_stand_for(other, found[place])), found[place])
    return told


def _may_stand_for(other: Verdict, own: Verdict) -> bool:
    # A piece without letters belongs to whatever stands around it.
    return other.language != UNKNOWN and own.script in (other.script, "Zyyy")


def _merge(cut: Sequence[tuple[int, int]], found: Sequence[Verdict], told: Sequence[Verdict]) -> list[Segment]:
    merged = []
    rows = zip(cut, found, told, strict=True)
    for (language, script), group in groupby(rows, key=lambda row: row[2][:2]):
        part = list(group)
        own = [(end - start, d.confidence) for (start, end), d, _ in part if d.language == language]
        length = sum(size for size, _ in own)
        confidence = round(sum(size * share for size, share in own) / length, 4) if length else 0.0
        merged.append(Segment(part[0][0][0], part[-1][0][1], language, script, confidence))
    return merged
