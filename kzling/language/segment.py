"""The stretches of a text, each in one language."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from math import inf
from typing import NamedTuple

from kzling.language.detect import UNKNOWN
from kzling.language.pieces import Judged, judge
from kzling.language.sentences import pieces
from kzling.language.sums import Verdict, weighed
from kzling.language.switches import Key, stretches
from kzling.language.votes import SpanLike, bounds, manner, masked
from kzling.model import Segment

#: A piece must be this sure of its language to lend it to its neighbours, and its language this much likelier than
#: theirs, in nats, to keep it. Set in November 2026 on the even rows of tests/language/gold/mixed.jsonl.
SURE, CHANGE = 0.8, 3.0


def segment(text: str, *, ignore: Iterable[SpanLike] = ()) -> list[Segment]:
    """Cut a text where its language changes; the segments cover it without gaps, and an empty text has none.

    Args:
        text: any text.
        ignore: spans that must not vote, as for `detect`.

    Returns:
        Segments in the order of the text. A sentence that tells too little, or for which the language of its
        neighbours or of the whole text is not much less likely, takes that; the confidence is the mean over what
        tells for itself, weighed by length, 0 where nothing does. A quotation begins with the sign that opens it.

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
    how = manner(text)
    cut = pieces(text, simple=how.plain)
    visible = masked(text, bounds(ignore))
    judged = judge(visible, cut, how)
    return Survey(_merge(list(_refined(visible, cut, judged, _settle(judged)))), judged.whole)


def _settle(judged: Judged) -> list[Key]:
    """Give the language of each piece: its own, unless that of a neighbour or of the whole text is not much worse."""
    found = judged.pieces
    keys = [(own.language, own.script) for own in found]
    if len({*keys, (judged.whole.language, judged.whole.script)}) == 1:
        return keys
    told = list(keys)
    # What is unknown has a confidence of 0.
    sure = [place for place, own in enumerate(found) if own.confidence >= SURE]
    for place, own in enumerate(found):
        before, after = bisect_left(sure, place), bisect_right(sure, place)
        near = [found[sure[other]] for other in (before - 1, after) if 0 <= other < len(sure)]
        options = [(other.language, other.script) for other in (*near, judged.whole) if other.language != UNKNOWN]
        if keys[place] not in options:
            told[place] = _likelier(own, judged.votes[place], options)
    return told


def _likelier(own: Verdict, votes: int, options: Sequence[Key]) -> Key:
    key = (own.language, own.script)
    if own.language == UNKNOWN:
        # A piece without letters belongs to whatever stands around it.
        return next((option for option in options if own.script in (option[1], "Zyyy")), key)
    likely = weighed(votes)
    best = max(options, key=lambda option: likely.get(option, -inf), default=key)
    return best if likely.get(best, -inf) >= likely.get(key, 0.0) - CHANGE else key


class _Part(NamedTuple):
    """A stretch of one language, and the confidence in it, 0 where others told its language."""

    start: int
    end: int
    key: Key
    confidence: float


def _refined(text: str, cut: Sequence[tuple[int, int]], judged: Judged, told: Sequence[Key]) -> Iterator[_Part]:
    """Give the pieces, cut once more where a sentence changes its language."""
    for (start, end), own, key, mixed in zip(cut, judged.pieces, told, judged.mixed, strict=True):
        parts = stretches(text[start:end], key) if mixed else []
        for part, other in zip_longest(parts, parts[1:]):
            yield _Part(start + part.start, start + other.start if other else end, part.key, part.confidence)
        if not parts:
            yield _Part(start, end, key, own.confidence if key == (own.language, own.script) else 0.0)


def _merge(parts: Sequence[_Part]) -> list[Segment]:
    merged = []
    for (language, script), group in groupby(parts, key=lambda part: part.key):
        run = list(group)
        own = [(part.end - part.start, part.confidence) for part in run if part.confidence]
        length = sum(size for size, _ in own)
        confidence = round(sum(size * share for size, share in own) / length, 4) if length else 0.0
        merged.append(Segment(run[0].start, run[-1].end, language, script, confidence))
    return merged
