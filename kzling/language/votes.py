"""The words of a text that may vote on its language, and the sum of their votes."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from kzling.errors import UsageError
from kzling.language import sums
from kzling.language.words import votes
from kzling.model import Span
from kzling.text.blocks import plain, spelt_out
from kzling.text.forms import Forms
from kzling.text.invisible import INVISIBLE
from kzling.text.nfc import is_nfc, nfc

#: A span as `model.Span` or as (start, end), in code points.
SpanLike = Span | tuple[int, int]
#: Score by (language, script), in nats.
Scores = dict[tuple[str, str], float]

#: The words of a sentence, and whether it is all in capitals.
Sentence = tuple[list[str], bool]

#: A capitalised word that begins a sentence may be a name: it counts half. Between .3 and .6 held-out snippets are
#: told best (November 2026).
FIRST_WORD = 0.5

# The standard library's `re` is faster here than `regex`, and \w knows enough of Unicode.
_STOP = re.compile(r"[.!?…。！？؟۔\n]")
# Letters alone, apostrophes between them; what touches a digit, an underscore or an opening bracket is code.
_WORD = re.compile(r"\b[^\W\d_]+(?:['’ʼʻ‘`´][^\W\d_]+)*\b(?!\()")
_LETTER = spelt_out(re.compile(r"[^\W\d_]").match)
_LETTERS = re.compile(rf"{_LETTER}++(?:['’ʼʻ‘`´]{_LETTER}++)*+")  # enough where no digit, underscore or bracket stands
_PLAIN_WORD = re.compile(rf"\b{_LETTER}+(?:['’ʼʻ‘`´]{_LETTER}+)*\b(?!\()")
# Web and mail addresses, and codes: words with digits in them. Chinese goes on after a number without a space.
# At most 64 characters before a sign or digit: a longer search would make long strings without spaces slow.
NO_WORD = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@\d\u3400-\u9fff]{0,64}[@\d][^\s\u3400-\u9fff]*")
_INVISIBLE = re.compile(rf"[{INVISIBLE}]")
# What all matches of `NO_WORD` but links have, or an invisible character.
_CODE = re.compile(rf"[@\d{INVISIBLE}]")
#: So many words of a generation are kept with their votes (see `Forms`): about 200 bytes each.
_MOST_WORDS = 1 << 15


def bounds(spans: Iterable[SpanLike]) -> list[tuple[int, int]]:
    """Give (start, end) of each span.

    Raises:
        UsageError: one is neither a `Span` nor a pair of numbers.
    """
    found = []
    for span in spans:
        match span:
            case Span():
                found.append((span.start, span.end))
            case (int(start), int(end)):
                found.append((start, end))
            case _:
                raise UsageError(f"A span to ignore is a Span or (start, end) in code points, not {span!r}.")
    return found


def without(text: str, spans: Iterable[SpanLike]) -> str:
    """Give the text with a space in place of each span; spans may overlap, and what lies outside the text is cut off.

    >>> without("Тоқаев келді", [(0, 6)])
    '  келді'
    """
    pieces, position = [], 0
    for start, end in sorted(bounds(spans)):
        start, end = max(start, position), max(end, position)
        if end > start:
            pieces += [text[position:start], " "]
            position = end
    return "".join([*pieces, text[position:]])


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Give the text with spaces in place of each span, so that what lies outside keeps its place; else as `without`.

    >>> masked("Тоқаев келді", [(0, 6)])
    '       келді'
    """
    pieces, position = [], 0
    for start, end in sorted(spans):
        start, end = max(start, position), min(end, len(text))
        if end > start:
            pieces += [text[position:start], " " * (end - start)]
            position = end
    return "".join([*pieces, text[position:]])


def ballot(text: str, *, names: bool) -> Counter[str]:
    """Count the words of a text as far as they may vote; web and mail addresses, codes and initials may not.

    Args:
        text: any text.
        names: False leaves out what has the shape of a name: capitalised words inside a sentence. Scripts
            without capitals have no such shape.

    Returns:
        Word -> weight; a capitalised word that may vote weighs `FIRST_WORD`.

    >>> sorted(ballot("Кеше Тоқаев Астанада болды.", names=False).items())
    [('Кеше', 0.5), ('болды', 1)]
    """
    whole: list[str] = []
    half: list[str] = []
    for words, capitals in read(text, manner(text)):
        if capitals:
            half += words
        else:
            (half if words[0][0].isupper() else whole).append(words[0])
            whole += [word for word in words[1:] if not word[0].isupper()]
            if names:
                half += [word for word in words[1:] if word[0].isupper()]
    counted: Counter[str] = Counter(whole)
    for word, count in Counter(half).items():
        # A Counter holds any number at run time; its stubs know only int.
        counted[word] += count * FIRST_WORD  # type: ignore[assignment]
    return counted


class Manner(NamedTuple):
    """What must be done with a text before its words can be read; what holds for a text holds for its pieces."""

    codes: bool  # it may hold addresses, codes and characters without a shape
    signs: bool  # it may hold opening brackets and underscores
    ready: bool  # it is in NFC
    plain: bool  # it keeps to the blocks of `kzling.text.blocks`


def manner(text: str) -> Manner:
    """Find out once for a text how it and its pieces are to be read."""
    simple = plain(text)
    return Manner(_coded(text), "(" in text or "_" in text, simple or is_nfc(text), simple)


def poll(sentences: Iterable[Sentence], *, names: bool = False) -> int:
    """Sum the votes that `ballot` counts, as an integer for `kzling.language.sums`.

    The sentences are what `read` gives for a text of `sums.MOST_CHARACTERS` at most.
    """
    whole = half = 0
    for words, capitals in sentences:
        # Many words have no votes; adding nothing to a large integer would copy it.
        if capitals:
            half += sum(filter(None, map(vote, words)))
        else:
            whole += sum(filter(None, map(_vote_inside, words)))
            if names:
                half += sum(vote(word) for word in words if word[0].isupper())
            elif words[0][0].isupper():
                half += vote(words[0])
    return 2 * whole + half


def _coded(text: str) -> bool:
    """Say whether anything of `NO_WORD` or `_INVISIBLE` may be in a text: faster than to search for it."""
    return _CODE.search(text) is not None or "http" in text or "www." in text


def read(text: str, how: Manner) -> list[Sentence]:
    """Give the words of each sentence that has any, and whether it is all in capitals; a last initial is left out.

    `how` is the `manner` of this text or of one that it is a piece of.
    """
    coded = how.codes and _coded(text)
    if coded:
        text = NO_WORD.sub(" ", _INVISIBLE.sub("", text))
    if not how.ready:
        text = nfc(text)
    if not (how.plain and how.ready):
        find = _WORD.findall
    else:
        find = (_PLAIN_WORD if coded or (how.signs and ("(" in text or "_" in text)) else _LETTERS).findall
    sentences = []
    for piece in filter(None, _STOP.split(text.rstrip())):
        words = find(piece)
        if words:
            last = words[-1]
            if len(last) == 1 and last.isupper():
                words.pop()
            # Letters alone are no words of any language: x = y + 1.
            if any(len(word) > 1 for word in words):
                # All in capitals, names have no shape of their own.
                sentences.append((words, piece.isupper()))
    return sentences


def tally(counted: Counter[str]) -> Scores:
    """Sum the votes of counted words for each language and script that has any vote.

    The cost is that of the distinct words: each is looked up once, whatever its count.
    """
    if counted.total() <= sums.MOST_CHARACTERS:
        return sums.scores(sum(int(count / FIRST_WORD) * vote(word) for word, count in counted.items()))
    found: Scores = {}
    for word, count in counted.items():
        for key, own in sums.scores(vote(word)).items():
            found[key] = found.get(key, 0.0) + own * count / FIRST_WORD
    return found


def _inside(word: str) -> int:
    # Inside a sentence a capital is the shape of a name and silences a word.
    return 0 if word[0].isupper() else votes(word)


#: Gives the votes of a word, kept: see `words.votes`.
vote = Forms(votes, most=_MOST_WORDS).__getitem__
_vote_inside = Forms(_inside, most=_MOST_WORDS).__getitem__
