"""Which words of a person's name are given name, patronymic and family name, from what each of them looks like."""

import re
from collections.abc import Sequence
from itertools import takewhile
from operator import itemgetter
from typing import Literal, NamedTuple

from kzling.answers import NameOrder
from kzling.morphology.analysis import analyses
from kzling.names.given import father, halves, known
from kzling.names.keeping import kept
from kzling.names.shapes import Patronymic, is_asian, is_family_stem

Kind = Literal["word", "initial", "patronymic"]

# Where a second word in -ович is a family name whatever stands before it, and where people are spoken of by given name
# and patronymic ("Нурсултан Абишевич") so often that even an unknown father is one.
_SOUTH_SLAVIC = frozenset({"sr", "hr", "bs", "sl", "mk", "sh"})
_BY_PATRONYMIC = frozenset({"ru", "kk", "ky"})
# Letters before -ович at which no given name that is not listed ends: Янукович, Станкевич.
_OF_FAMILIES = frozenset("кцkc")
_HUNGARIAN = "hu"
# What speaks for and against a family name, in the units of `shapes.Look.family`: set by hand in November 2026. On the
# first, third, fifth ... name of tests/names/gold_parts.tsv half and twice as much make no difference.
_GIVEN, _CAPITALS, _USUAL = 1.5, 3.0, 0.5
# Given names of fewer letters are syllables of Chinese and Korean names as well.
_LONG = 4
# Bounds for odd texts: words in which given names are looked for, letters of a given name, base forms of a word.
_MOST_WORDS, _LONGEST, _MOST_CASES = 8, 40, 6
_ROMAN = re.compile("[IVX]{2,5}")


class Piece(NamedTuple):
    """A word of a name, with what belongs to it once that is joined (Кемел ұлы, von der Leyen).

    `family` is `shapes.Look.family`; `joins` says that it belongs to the word before it (ұлы) or behind it (von).
    """

    text: str
    kind: Kind
    shape: Patronymic | None = None
    family: int = 0
    capitals: bool = False
    joins: Literal["", "before", "behind"] = ""
    may_be_title: bool = False
    bare: bool = True


class Roles(NamedTuple):
    """The pieces of a name by what they are."""

    given: Sequence[Piece] = ()
    patronymic: Piece | None = None
    family: Sequence[Piece] = ()
    order: NameOrder = "unknown"


def arrange(pieces: Sequence[Piece], lang: str | None, *, titled: bool) -> Roles:
    """Tell the parts of a name without a comma; `titled` says that a title stands beside it."""
    if len(pieces) < 2:
        return _single(pieces, lang, titled=titled)
    kinds = [piece.kind for piece in pieces]
    if "initial" in kinds:
        return _with_initials(pieces)
    if "patronymic" in kinds:
        return _with_patronymic(pieces, lang)
    return _words(pieces, lang)


def after_comma(head: Sequence[Piece], tail: Sequence[Piece]) -> Roles:
    """Tell the parts of a name whose family name stands before a comma."""
    return Roles(*_given_and_patronymic(tail), head, "family-first")


def _single(pieces: Sequence[Piece], lang: str | None, *, titled: bool) -> Roles:
    if not pieces:
        return Roles()
    piece = pieces[0]
    if piece.kind == "patronymic" and not titled:
        return Roles(patronymic=piece)
    if piece.kind == "initial" or (piece.family < 2 and (is_given(piece.text) or _is_case_of_given(piece.text, lang))):
        return Roles(given=pieces)
    return Roles(family=pieces)


def _with_initials(pieces: Sequence[Piece]) -> Roles:
    if all(piece.kind == "initial" for piece in pieces):
        return Roles(*_given_and_patronymic(pieces))
    if pieces[0].kind == "initial":
        initials = list(takewhile(lambda piece: piece.kind == "initial", pieces))
        rest = pieces[len(initials) :]
        if len(initials) == 1 and len(rest) > 1 and rest[0].kind == "patronymic":
            return Roles(initials, rest[0], rest[1:], "given-first")
        return Roles(*_given_and_patronymic(initials), rest, "given-first")
    words = list(takewhile(lambda piece: piece.kind != "initial", pieces))
    if all(piece.kind == "initial" for piece in pieces[len(words) :]):
        return _words_before_initials(words, pieces[len(words) :])
    # John F. Kennedy: an initial between words goes with the given name.
    return Roles(pieces[:-1], None, pieces[-1:], "given-first")


def _words_before_initials(words: Sequence[Piece], initials: Sequence[Piece]) -> Roles:
    if len(words) > 1 and len(initials) == 1 and words[-1].family < words[0].family:
        # Токаев Касым-Жомарт К.
        return Roles(words[1:], initials[0], words[:1], "family-first")
    return Roles(*_given_and_patronymic(initials), words, "family-first")


def _with_patronymic(pieces: Sequence[Piece], lang: str | None) -> Roles:
    # Of two in a row the first is one: Иван Петрович Лукашевич; Лукашевич Иван Петрович has them apart.
    place = next((i for i in range(1, len(pieces)) if pieces[i].kind == "patronymic"), 0)
    piece, before, after = pieces[place], pieces[:place], pieces[place + 1 :]
    if before and after:
        return Roles(before, piece, after, "given-first")
    if len(pieces) == 2:
        return _two_with_patronymic(pieces, place, lang)
    if (
        before
        and not _is_sure(piece)
        and before[0].family < 2
        and _ends_like_family(piece)
        and not _is_father(piece, lang)
    ):
        # Anna Maria Janukowicz.
        return Roles(before, None, (piece,), "given-first")
    if before:
        # Гарсия Маркес Иван Петрович: a second family name has to look like one.
        families = 2 if len(before) > 2 and before[1].family == 2 else 1
        return Roles(before[families:], piece, before[:families], "family-first")
    if _is_sure(piece):
        return Roles(after[:1], piece, after[1:], "given-first")
    return Roles(after, None, pieces[:1], "family-first")


def _two_with_patronymic(pieces: Sequence[Piece], place: int, lang: str | None) -> Roles:
    piece, other = pieces[place], pieces[1 - place]
    if place == 0 and other.family == 2 and is_given(piece.text):
        # Gurbanguly is a given name, though it ends like "son of Gurbang".
        return Roles((piece,), None, (other,), "given-first")
    if _is_sure(piece) or (place == 1 and _is_father(piece, lang)):
        return Roles((other,), piece, (), "given-first" if place else "unknown")
    return Roles((other,), None, (piece,), "given-first" if place else "family-first")


def _is_sure(piece: Piece) -> bool:
    """Whether a patronymic cannot be a family name by its shape: all but those in -ович."""
    return piece.shape is not None and (piece.shape.kind == "turkic" or piece.shape.sex == "f")


def _is_father(piece: Piece, lang: str | None) -> bool:
    """Whether a word in -ович beside a given name is more likely the patronymic (Иванович) than a name (Янукович)."""
    if piece.shape is None or lang in _SOUTH_SLAVIC or is_family_stem(piece.shape.stem):
        return False
    if father(piece.shape.stem, lang):
        return True
    cyrillic = "а" <= piece.shape.stem[-1] <= "ӿ"
    return not _ends_like_family(piece) and (lang in _BY_PATRONYMIC or (lang is None and cyrillic))


def _ends_like_family(piece: Piece) -> bool:
    return piece.shape is not None and piece.shape.stem[-1] in _OF_FAMILIES


def _words(pieces: Sequence[Piece], lang: str | None) -> Roles:
    """Tell the parts of a name of full words without a patronymic."""
    first, last = pieces[0], pieces[-1]
    if _ROMAN.fullmatch(last.text):
        # Иоанн Павел II.
        return Roles(given=pieces)
    two = len(pieces) == 2 and first.capitals == last.capitals
    if two and (first.family == 2) != (last.family == 2):
        # Most names: the ending of one word tells, and no other needs a look.
        return _given_first(pieces, 1) if last.family == 2 else _family_first(pieces)
    words = [piece.text for piece in pieces]
    if is_asian(words) and not any(len(word) >= _LONG and known(word) for word in words[1:]):
        return _family_first(pieces)
    usual = _USUAL if lang != _HUNGARIAN else -_USUAL
    if two:
        # A look at what is most often the given name comes first: it costs.
        if last.family - first.family + usual > 0:
            given_first = is_given(first.text) or not is_given(last.text)
        else:
            given_first = not is_given(last.text) and is_given(first.text)
        return _given_first(pieces, 1) if given_first else _family_first(pieces)
    weights = _weights(pieces[:_MOST_WORDS])
    # A word in front or behind is the family name; with the first as given name, more than one behind can be it.
    splits = [(place, usual + sum(weights[place:]) - sum(weights[:place])) for place in range(1, len(pieces))]
    place, best = max(splits, key=itemgetter(1))
    if weights[0] - sum(weights[1:]) > best:
        return _family_first(pieces)
    return _given_first(pieces, place)


def _weights(pieces: Sequence[Piece]) -> list[float]:
    """Say how much each word looks like a family name (above 0) or a given name (below 0)."""
    mixed = any(piece.capitals for piece in pieces) and not all(piece.capitals for piece in pieces)
    return [
        piece.family - (_GIVEN if is_given(piece.text) else 0.0) + (_CAPITALS if mixed and piece.capitals else 0.0)
        for piece in pieces
    ]


def _given_first(pieces: Sequence[Piece], place: int) -> Roles:
    return Roles(pieces[:place], None, pieces[place:], "given-first")


def _family_first(pieces: Sequence[Piece]) -> Roles:
    return Roles(pieces[1:], None, pieces[:1], "family-first")


@kept
def is_given(word: str) -> bool:
    """Whether a word is a given name, or one half of it is: Қасым-Жомарт."""
    return known(word) is not None or any(known(half) is not None for half in halves(word)[:2] if half != word)


@kept
def _is_case_of_given(word: str, lang: str | None) -> bool:
    """Whether a word is a given name with a case ending; without a language, too many words could be one."""
    if lang is None or len(word) > _LONGEST:
        return False
    return any(is_given(analysis.lemma) for analysis in analyses(word, language=lang)[:_MOST_CASES])


def _given_and_patronymic(pieces: Sequence[Piece]) -> tuple[Sequence[Piece], Piece | None]:
    """Split what stands beside a family name: a patronymic by its shape, or the second of two initials."""
    place = next((i for i, piece in enumerate(pieces) if piece.kind == "patronymic"), None)
    if place is None and len(pieces) == 2 and pieces[1].kind == "initial":
        place = 1
    if place is None:
        return pieces, None
    return [*pieces[:place], *pieces[place + 1 :]], pieces[place]
