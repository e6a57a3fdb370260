"""The stretches of a text, each in one language."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from kzling.language.detect import UNKNOWN
from kzling.language.pieces import Judged, judge
from kzling.language.sentences import pieces
from kzling.language.sums import Verdict
from kzling.language.switches import stretches
from kzling.language.votes import SpanLike, manner, masked
from kzling.model import Segment, Span

#: A piece must be this sure of its language to keep it against its neighbours.
#: Set by hand in November 2026 on the examples of tests/language.
SURE = 0.8


def segment(text: str, *, ignore: Iterable[SpanLike] = ()) -> list[Segment]:
    """Cut a text where its language changes; the segments cover it without gaps, and an empty text has none.

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
    visible = masked(text, spans)
    judged = judge(visible, cut, how)
    told = _settle(judged.pieces, judged.whole) if len(cut) > 1 else judged.pieces
    return Survey(_merge(list(_refined(visible, cut, judged, told))), judged.whole)


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


class _Part(NamedTuple):
    """A stretch of one language, and the confidence in it, 0 where others told its language."""

    start: int
    end: int
    key: tuple[str, str]
    confidence: float


def _refined(text: str, cut: Sequence[tuple[int, int]], judged: Judged, told: Sequence[Verdict]) -> Iterator[_Part]:
    """Give the pieces, cut once more where a sentence changes its language."""
    for (start, end), own, verdict, mixed in zip(cut, judged.pieces, told, judged.mixed, strict=True):
        key = (verdict.language, verdict.script)
        if not mixed or verdict.language == UNKNOWN:
            yield _Part(start, end, key, own.confidence if key == (own.language, own.script) else 0.0)
            continue
        parts = stretches(text[start:end], key)
        borders = [*(start + part.start for part in parts), end]
        for part, (first, last) in zip(parts, pairwise(borders), strict=True):
            sure = own.confidence if part.key == (own.language, own.script) else 0.0
            yield _Part(first, last, part.key, sure)


def _merge(parts: Sequence[_Part]) -> list[Segment]:
    merged = []
    for (language, script), group in groupby(parts, key=lambda part: part.key):
        run = list(group)
        own = [(part.end - part.start, part.confidence) for part in run if part.confidence]
        length = sum(size for size, _ in own)
        confidence = round(sum(size * share for size, share in own) / length, 4) if length else 0.0
        merged.append(Segment(run[0].start, run[-1].end, language, script, confidence))
    return merged
