"""The language of a text, by votes of its letters, function words and endings."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from math import exp

from kzling.answers import Detection, LanguageScore
from kzling.errors import UsageError
from kzling.language import backends
from kzling.language.profiles import profiles
from kzling.language.sums import MIN_SCORE
from kzling.language.votes import Scores, SpanLike, ballot, tally, without
from kzling.text import scripts

UNKNOWN = "und"
#: How many alternatives an answer names, and how likely each must be at least.
MAX_ALTERNATIVES = 5
MIN_ALTERNATIVE = 0.001

#: Raised when a rule of detection changes.
VERSION = 1


def detect(text: str, *, ignore: Iterable[SpanLike] = (), backend: str | None = None) -> Detection:
    """Tell the language of a text; the same text always gets the same answer.

    It can tell the languages of resources/languages/ in sentences; it cannot yet tell them surely in two or three
    words, and a language that it has no file for is "und" or its nearest relative. The confidence is a share of
    hand-set votes and not calibrated.

    Args:
        text: any text, also empty.
        ignore: spans that must not vote (names found before), as `Span` or (start, end) in code points. What has
            the shape of a name, a capitalised word inside a sentence, never votes, unless nothing else tells.
        backend: None for our own votes; "langdetect" asks that package, with a fixed seed.

    Returns:
        The language with its script and a confidence from 0 to 1; "und" with confidence 0 where there is too
        little evidence: numbers, codes, addresses, most single names.

    Raises:
        MissingExtra: the backend's package is not installed.
        UsageError: no backend has this name.

    >>> detect("Тоқаев Астанада үкімет мүшелерімен кездесті").language
    'kk'
    >>> detect("2022")
    Detection(language='und', script='Zyyy', confidence=0.0, alternatives=())
    """
    visible = without(text, ignore)
    if backend is not None:
        return _backend(backend)(visible)
    scores = tally(ballot(visible, names=False))
    if _best(scores) < MIN_SCORE:
        scores = tally(ballot(visible, names=True))
    if _best(scores) < MIN_SCORE:
        return Detection(UNKNOWN, scripts.script_of(visible), 0.0)
    return _answer(scores)


def detect_many(
    texts: Iterable[str], *, ignore: Sequence[Iterable[SpanLike]] | None = None, backend: str | None = None
) -> list[Detection]:
    """Tell the language of each text; `ignore` holds the spans of each text, in the same order.

    Raises:
        MissingExtra: the backend's package is not installed.
        UsageError: no backend has this name, or `ignore` has another length than `texts`.

    >>> [found.language for found in detect_many(["Бұл жаңа заң", "Это новый закон"])]
    ['kk', 'ru']
    """
    asked = list(texts)
    if ignore is not None and len(ignore) != len(asked):
        raise UsageError(f"ignore holds the spans of {len(ignore)} texts, but there are {len(asked)} texts.")
    spans: Iterable[Iterable[SpanLike]] = repeat(()) if ignore is None else ignore
    return [detect(text, ignore=own, backend=backend) for text, own in zip(asked, spans, strict=False)]


def _backend(name: str) -> backends.Backend:
    try:
        return backends.BACKENDS[name]
    except KeyError:
        known = ", ".join(sorted(backends.BACKENDS))
        raise UsageError(f"No language detection backend is called {name!r}; there are None and {known}.") from None


def _best(scores: Scores) -> float:
    return max(scores.values(), default=0.0)


def _answer(scores: Scores) -> Detection:
    """Turn scores into shares; "no language that we know" takes part with a score of 0."""
    weighed = {
        (p.language, p.script): scores[p.language, p.script] + p.prior
        for p in profiles()
        if (p.language, p.script) in scores
    }
    highest = max(weighed.values())
    shares = {key: exp(value - highest) for key, value in weighed.items()}
    total = sum(shares.values()) + exp(-max(highest, 0.0))
    # Ties go to the language whose file comes first, so that equal texts have equal answers.
    ranked = sorted(shares, key=lambda key: (-shares[key], key))
    first, *others = [LanguageScore(*key, round(shares[key] / total, 4)) for key in ranked]
    likely = tuple(score for score in others[:MAX_ALTERNATIVES] if score.confidence >= MIN_ALTERNATIVE)
    return Detection(first.language, first.script, first.confidence, likely)
