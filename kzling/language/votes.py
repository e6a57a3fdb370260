"""The words of a text that may vote on its language, and the sum of their votes."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from kzling.language.profiles import ALONE, FOREIGN_LETTER, Table, Vector, letter_votes, tables
from kzling.model import Span
from kzling.text import scripts
from kzling.text.nfc import nfc

#: A span as `model.Span` or as (start, end), in code points.
SpanLike = Span | tuple[int, int]
#: Score by (language, script), in nats.
Scores = dict[tuple[str, str], float]

#: A capitalised word that begins a sentence may be a name: it counts half. Set by hand, as the weights are.
FIRST_WORD = 0.5
#: Letters a word must have before its ending.
_STEM = 2

# The standard library's `re` is faster here than `regex`, and \w knows enough of Unicode.
_STOP = re.compile(r"[.!?…。！？؟۔\n]+")
# Letters alone, apostrophes between them; what touches a digit, an underscore or an opening bracket is code.
_WORD = re.compile(r"\b[^\W\d_]+(?:['’ʼʻ‘`´][^\W\d_]+)*\b(?!\()")
_APOSTROPHE = re.compile("['’ʼʻ‘`´]")
# Web and mail addresses, and codes: words with digits in them. Chinese goes on after a number without a space.
# At most 64 characters before a sign or digit: a longer search would make long strings without spaces slow.
_NO_WORD = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@\d\u3400-\u9fff]{0,64}[@\d][^\s\u3400-\u9fff]*")


class _ScriptOf(dict[str, str]):
    def __missing__(self, letter: str) -> str:
        self[letter] = found = scripts.script_of(letter)
        return found


_SCRIPT_OF = _ScriptOf()


def without(text: str, spans: Iterable[SpanLike]) -> str:
    """Give the text with a space in place of each span; spans may overlap, and what lies outside the text is cut off.

    >>> without("Тоқаев келді", [(0, 6)])
    '  келді'
    """
    pieces, position = [], 0
    for start, end in sorted((s.start, s.end) if isinstance(s, Span) else (s[0], s[1]) for s in spans):
        start, end = max(start, position), max(end, position)
        if end > start:
            pieces += [text[position:start], " "]
            position = end
    return "".join([*pieces, text[position:]])


def ballot(text: str, *, names: bool) -> Counter[str]:
    """Count the words of a text as far as they may vote; web and mail addresses, codes and initials may not.

    Args:
        text: any text.
        names: False leaves out what has the shape of a name: capitalised words inside a sentence. Scripts
            without capitals have no such shape.

    Returns:
        Word -> weight; a capitalised word that begins a sentence, or stands in one written in capitals alone,
        weighs `FIRST_WORD` where names are left out.

    >>> sorted(ballot("Кеше Тоқаев Астанада болды.", names=False).items())
    [('Кеше', 0.5), ('болды', 1)]
    """
    whole: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for piece in _STOP.split(nfc(_NO_WORD.sub(" ", text))):
        words = _WORD.findall(piece)
        if words and len(words[-1]) == 1 and words[-1].isupper():
            words.pop()
        if names:
            whole.update(words)
        elif piece.isupper():
            # All in capitals, names have no shape of their own.
            first.update(words)
        elif words:
            (first if words[0][0].isupper() else whole)[words[0]] += 1
            whole.update([word for word in words[1:] if not word[0].isupper()])
    for word, count in first.items():
        # A Counter holds any number at run time; its stubs know only int.
        whole[word] += count * FIRST_WORD  # type: ignore[assignment]
    return whole


def tally(counted: Counter[str]) -> Scores:
    """Sum the votes of counted words for each language and script that has any vote.

    The cost is that of the distinct words: each is looked up once, whatever its count.
    """
    features: Counter[tuple[str, Vector]] = Counter()
    for word, count in counted.items():
        for feature in _features(word):
            features[feature] += count
    scores: Scores = {}
    for (script, vector), count in features.items():
        for profile, vote in zip(tables()[script].profiles, vector, strict=True):
            key = profile.language, script
            scores[key] = scores.get(key, 0.0) + vote * count
    return scores


def _features(word: str) -> list[tuple[str, Vector]]:
    """Give the votes of a word, each with its script."""
    letters = word.replace("İ", "i").lower()
    if not letters.isalpha():
        letters = _APOSTROPHE.sub("'", letters)
    found = set(map(_SCRIPT_OF.__getitem__, letters.replace("'", "")))
    script = found.pop() if len(found) == 1 else scripts.script_of(letters)
    table = tables().get(script)
    if table is None:
        return []
    if scripts.UNKNOWN in found:
        # Letters of a script that we do not know, for example kana between Chinese characters.
        return [(script, (FOREIGN_LETTER,) * len(table.profiles))]
    if table.lone:
        return [(script, (ALONE,))]
    special = frozenset(letters) - table.common
    votes = [letter_votes(script, special)] if special else []
    return [(script, vote) for vote in (*votes, *_lookups(letters, table))]


def _lookups(word: str, table: Table) -> Sequence[Vector]:
    whole = table.words.get(word)
    if whole is not None:
        return (whole,)
    if word.count("'") == 1:
        # l'année, dell'anno: the article stands before the apostrophe. Kazakh of 2017 has one letter after another so.
        article = table.words.get(word.partition("'")[0])
        if article is not None:
            return (article,)
    for length in range(min(table.longest, len(word) - _STEM), 0, -1):
        ending = table.suffixes.get(word[-length:])
        if ending is not None:
            return (ending,)
    return ()
