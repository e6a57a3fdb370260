"""Where a sentence changes its language: the likeliest course of languages through its words (Viterbi's algorithm)."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import pairwise
from math import exp, inf
from operator import and_
from typing import NamedTuple

from kzling.language import sums
from kzling.language.profiles import prior
from kzling.language.votes import NO_WORD, Sentence, vote
from kzling.text.forms import Forms

#: A language in a script.
Key = tuple[str, str]

# What a change costs, in nats of the votes of words: inside a clause, at a comma or dash, at a quotation mark, bracket
# or the end of a sentence. A stretch must gain more than the two changes around it. Set in November 2026 on the even
# rows of tests/language/gold/mixed.jsonl.
INSIDE, AT_CLAUSE, AT_QUOTE = 5.0, 3.0, 2.0
#: A word in another script than a language's speaks so much against it.
OTHER_SCRIPT = 2.0
#: Languages that so many words in a row speak for are looked at, so many of them, the most frequent; two of a row must
#: speak against the language of the whole, by so much less of their votes than the best language has.
_ROW, _MOST_LANGUAGES, _NEAR = 3, 6, 2.0
#: So many words of a generation are kept with their votes (see `Forms`).
_MOST_WORDS = 1 << 13
#: A sign that ends a sentence is looked for among so many characters before a word.
_BEFORE = 8
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼʻ‘`´][^\W\d_]+)*")
_QUOTE = re.compile(r"""["«»“”„‹›()\[\].!?…:;\n]| [/|] """)
_OPENING = frozenset("«“„‹([")
_CLAUSE = re.compile(r"[,–—]| - ")


class Stretch(NamedTuple):
    """A stretch of a text in one language; it begins with a word, or the sign that opens it, and ends at the next."""

    start: int
    key: Key
    confidence: float


def _votes(word: str) -> Mapping[Key, float]:
    return sums.scores(2 * vote(word))


_voted = Forms(_votes, most=_MOST_WORDS).__getitem__


def may_change(sentences: Iterable[Sentence], whole: Key) -> bool:
    """Say whether there may be a stretch of another language: told fast, since in most sentences there is none."""
    bit = 1 << sums.place(whole)
    for words, capitals in sentences:
        # In capitals, names have no shape of their own.
        fitting = list(map(_fits, map(str.lower, words) if capitals else words))
        if not reduce(and_, fitting) & bit:
            against = [place for place, languages in enumerate(fitting) if not languages & bit]
            if any(other - one < _ROW for one, other in pairwise(against)):
                return True
    return False


def _fitting(word: str) -> int:
    """Give a bit for each language that a word may be of; a name may be in any."""
    if word[0].isupper() or not (voted := _votes(word)):
        return -1
    least = max(voted.values()) - _NEAR
    return sum(1 << sums.place(key) for key, own in voted.items() if own >= least)


_fits = Forms(_fitting, most=4 * _MOST_WORDS).__getitem__


def stretches(text: str, whole: Key) -> list[Stretch]:
    """Give the stretches of a sentence, ascending; none where nothing speaks for another language than `whole`.

    Words that have the shape of a name (capitals inside a sentence), addresses and codes have no vote.
    """
    words = list(_WORD.finditer(NO_WORD.sub(lambda found: " " * len(found[0]), text)))
    capitals = text.isupper()
    voted = [_vote(text, word, capitals=capitals) for word in words]
    keys = _possible(voted, whole)
    if len(keys) == 1:
        return []
    path = _path(voted, [_change(text, one.end(), other.start()) for one, other in pairwise(words)], keys)
    begins = [0, *(place for place in range(1, len(path)) if path[place] != path[place - 1])]
    if path[0] == whole and len(begins) == 1:
        return []
    return [
        Stretch(
            _opened(text, words[first].start()) if first else 0,
            path[first],
            _share(_summed(voted[first:last]), path[first]),
        )
        for first, last in zip(begins, [*begins[1:], len(path)], strict=True)
    ]


def _opened(text: str, start: int) -> int:
    """Give where a word begins, with what opens a quotation or bracket before it."""
    while text[start - 1] in _OPENING:
        start -= 1
    return start


def _share(votes: Mapping[Key, float], key: Key) -> float:
    """Give the share of a language among all and none."""
    if key not in votes:
        return 0.0
    own = votes[key] + prior(key)
    others = [value + prior(other) - own for other, value in votes.items()]
    return round(1 / sum(map(exp, [*others, -own])), 4)


def _vote(text: str, word: re.Match[str], *, capitals: bool) -> Mapping[Key, float]:
    if not word[0][0].isupper():
        return _voted(word[0])
    before = text[max(word.start() - _BEFORE, 0) : word.start()].rstrip()
    # A word that begins a sentence may be a name: it counts half.
    if capitals or not before or _QUOTE.match(before[-1]):
        return {key: own / 2 for key, own in _voted(word[0]).items()}
    return {}


def _possible(voted: Sequence[Mapping[Key, float]], whole: Key) -> list[Key]:
    """Give the languages that a few words in a row speak for, and that of the whole."""
    telling = [own for own in voted if own]
    against = [own.get(whole, -inf) < max(own.values()) - _NEAR for own in telling]
    best: Counter[Key] = Counter()
    for place in range(len(telling) - _ROW + 1):
        if not any(against[place : place + _ROW]):
            continue
        row = _summed(telling[place : place + _ROW])
        key = max(row, key=lambda key: (row[key] + prior(key), key))
        best[key] += row[key] > 0
    found = [key for key, number in best.most_common(_MOST_LANGUAGES) if number and key != whole]
    return [whole, *found]


def _summed(row: Iterable[Mapping[Key, float]]) -> dict[Key, float]:
    found: dict[Key, float] = {}
    for own in row:
        for key, value in own.items():
            found[key] = found.get(key, 0.0) + value
    return found


def _change(text: str, end: int, start: int) -> float:
    gap = text[end:start]
    if _QUOTE.search(gap):
        return AT_QUOTE
    return AT_CLAUSE if _CLAUSE.search(gap) else INSIDE


def _path(voted: Sequence[Mapping[Key, float]], changes: Sequence[float], keys: Sequence[Key]) -> list[Key]:
    gained = {key: prior(key) + _gain(voted[0], key) for key in keys}
    back: list[dict[Key, Key]] = []
    for own, change in zip(voted[1:], changes, strict=True):
        best = max(keys, key=lambda key: gained[key])
        came = {key: key if gained[key] >= gained[best] - change + prior(key) else best for key in keys}
        gained = {
            key: (gained[key] if came[key] == key else gained[best] - change + prior(key)) + _gain(own, key)
            for key in keys
        }
        back.append(came)
    path = [max(keys, key=lambda key: gained[key])]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _gain(own: Mapping[Key, float], key: Key) -> float:
    return own.get(key, -OTHER_SCRIPT) if own else 0.0
