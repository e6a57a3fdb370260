"""What a sequence model sees of a text: tokens, and for each of them the features of its form.

Features are short strings. Each belongs to a form alone, not to its place, so that a tagger has to weigh a form once
for all places where it stands.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from kzling.mentions.found import Found
from kzling.morphology.analysis import lemmas
from kzling.names.generic import senses
from kzling.names.given import known
from kzling.names.shapes import look
from kzling.names.titles import is_title, may_be_title
from kzling.text.tokens import WORD, Word

#: A word, or one mark: models are trained on sentences with punctuation.
_TOKEN = regex.compile(rf"{WORD.pattern}|[\p{{P}}\p{{S}}]")
#: The neighbours that count, by how far they are.
BESIDE = (-2, -1, 1, 2)
#: So many letters of a word count; more are no name (an encoded picture).
_MOST_LETTERS = 40
#: The features of a longer form are those of its first so many letters.
LONGEST = _MOST_LETTERS + 1
_LONGEST_ENDING, _LONGEST_BEGINNING = 6, 6
#: So many base forms of a word, and of a neighbour, are told.
_MOST_LEMMAS, _MOST_LEMMAS_BESIDE = 4, 2


def tokens(text: str) -> list[Word]:
    """Split a text into words and marks, with their offsets in code points.

    >>> [token.text for token in tokens("«Қазақстан темір жолы» АҚ")]
    ['«', 'Қазақстан', 'темір', 'жолы', '»', 'АҚ']
    """
    return [Word(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]


@lru_cache(maxsize=1 << 14)
def shape(form: str) -> str:
    """Say how a form is written: capitals, small letters, digits; of a run of like ones, two are told.

    >>> shape("Нұр-Сұлтан"), shape("ҚТЖ-да"), shape("2022")
    ('Xxx-Xxx', 'XX-xx', 'dd')
    """
    told = ""
    for sign in form[:_MOST_LETTERS]:
        kind = "X" if sign.isupper() else "x" if sign.islower() else "d" if sign.isdecimal() else sign
        if not told.endswith(kind * 2):
            told += kind
    return told


class Features(NamedTuple):
    """The features that a form has for its own place, and fewer that it has for its neighbours."""

    own: tuple[str, ...]
    beside: tuple[str, ...]


def features(form: str, language: str) -> Features:
    """Give the features of a form."""
    small = form[:_MOST_LETTERS].casefold()
    ends = (f"e={small[-size:]}" for size in range(1, min(_LONGEST_ENDING, len(small)) + 1))
    begins = (f"b={small[:size]}" for size in range(2, min(_LONGEST_BEGINNING, len(small)) + 1))
    word, written = f"w={small}", f"s={shape(form)}"
    bases, kinds = _lemmas(form, language), _kinds(form, language)
    return Features(
        ("any", word, written, *ends, *begins, *bases[:_MOST_LEMMAS], *kinds),
        (word, written, f"e={small[-3:]}", *bases[:_MOST_LEMMAS_BESIDE], *kinds),
    )


def _kinds(form: str, language: str) -> list[str]:
    """Say what lists and rules of names know of a form: given name, family name, title, what a body or place is."""
    if len(form) > _MOST_LETTERS or not form[:1].isalpha():
        return []
    told = {f"k={sense}" for sense in senses(form, language)}
    if may_be_title(form) and is_title([form]):
        told.add("title")
    if form[:1].isupper() and not form.isupper():
        seen = look(form)
        told.add(f"f={seen.family}")
        if seen.patronymic is not None:
            told.add("patronymic")
        if any(map(known, lemmas(form, language=language))):
            told.add("given")
    return sorted(told)


def _lemmas(form: str, language: str) -> list[str]:
    if len(form) > _MOST_LETTERS or not form[:1].isalpha():
        return []
    return sorted({f"l={lemma.casefold()}" for lemma in lemmas(form, language=language)})


def listed(tokens: Sequence[Word], found: Iterable[Found]) -> list[str]:
    """Say of each token what the gazetteer found there: "B" or "I", the type, "!" for a form as it is listed."""
    told = [""] * len(tokens)
    place = 0
    for item in found:
        mark = "B"
        while place < len(tokens) and tokens[place].start < item.end:
            if tokens[place].start >= item.start:
                told[place] = f"{mark}{item.type}{'!' if item.exact else ''}"
                mark = "I"
            place += 1
    return told


def all_features(forms: Sequence[str], listed: Sequence[str], language: str) -> Iterator[list[str]]:
    """Give all features of each token of a sentence, as a model is trained with them."""
    shapes = [shape(form) for form in forms]
    every = [features(form, language) for form in forms]
    for place, its in enumerate(every):
        told = [*its.own, f"g={listed[place]}"]
        for step in BESIDE:
            other = place + step
            if 0 <= other < len(forms):
                told += (f"{step}{one}" for one in (*every[other].beside, f"g={listed[other]}"))
            else:
                told.append(f"{step}end")
        if place:
            told.append(f"ss={shapes[place - 1]} {shapes[place]}")
        yield told
