"""What the parts of a name look like: endings and small words, read from resources/names/shapes.yml."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from kzling import data
from kzling.errors import InvalidResource
from kzling.names.folding import plain
from kzling.names.given import father
from kzling.names.keeping import kept

SHAPES = "names/shapes.yml"

Kind = Literal["slavic", "turkic"]
Sex = Literal["m", "f"]

# A father's name has at least so many letters before its ending, also where it is known to be one.
_FATHER = 2
# A family name has at least so many letters before its ending, and more before one that is to tell: Яков is none.
_FAMILY, _TELLING = 2, 3
_HYPHEN = re.compile("[-‐‑ ]")
# What small letters alone make of a word as `folding.plain` does: no accents, no ё, no signs.
_SIMPLE = re.compile("[a-z\u0430-\u044f\u0452-\u045f\u0490-\u04ff]+")

_T = TypeVar("_T")


class Patronymic(NamedTuple):
    """A patronymic taken apart: Кемелевичем is Кемел + евичем."""

    kind: Kind
    stem: str
    ending: str
    sex: Sex


class _Father(NamedTuple):
    """What an ending of patronymics says, and how many letters stand before it unless they are a given name."""

    kind: Kind
    sex: Sex
    letters: int


class _Endings(NamedTuple, Generic[_T]):
    """What endings of words say, and how long those are that end in the same two letters, the longest first."""

    says: Mapping[str, _T]
    lengths: Mapping[str, Sequence[int]]


class _Shapes(NamedTuple):
    patronymics: _Endings[_Father]
    short: Mapping[str, Patronymic]
    separate: Mapping[str, Sex]
    family: _Endings[int]
    given: frozenset[str]
    family_stems: frozenset[str]
    particles: frozenset[str]
    asian: frozenset[str]
    syllables: re.Pattern[str]


class Look(NamedTuple):
    """What a token looks like by itself.

    `family` says how much its ending speaks for a family name: 2 for itself, 1 if given names have it too, else 0.
    """

    patronymic: Patronymic | None
    separate: Sex | None
    particle: bool
    family: int


def look(token: str) -> Look:
    """Say what a token looks like: a patronymic, the word "son" or "daughter", a particle, a family name.

    >>> look("Токаевым").family, look("Марина").family, look("Абай").family, look("аль-Асад").family
    (2, 1, 0, 2)
    >>> look("уулу").separate, look("von").particle
    ('m', True)
    """
    shapes = _shapes()
    word = _small(token)
    if not token.isalpha() and _HYPHEN.search(token):
        *stem, last = _HYPHEN.split(token)
        sex = shapes.separate.get(_small(last))
        if sex and (folded := _small("".join(stem))):
            return Look(Patronymic("turkic", folded, _small(last), sex), None, False, 0)
        if _small(stem[0]) in shapes.particles:
            return Look(None, None, False, 2)
    found = shapes.short.get(word) or _with_ending(word, shapes.patronymics)
    return Look(found, shapes.separate.get(word), word in shapes.particles, _family(word, shapes))


@kept
def patronymic(token: str) -> Patronymic | None:
    """Take a patronymic apart, also one with a case ending; None for other words.

    The stem is folded (`folding.plain`). Family names like Абрамович have the same shape: the place in the name
    decides, not the shape.

    >>> patronymic("Кемелевичем")
    Patronymic(kind='slavic', stem='кемел', ending='евичем', sex='m')
    >>> patronymic("Кемел ұлы")
    Patronymic(kind='turkic', stem='кемел', ending='ұлы', sex='m')
    >>> patronymic("Nigmatulin"), patronymic("Токаев")
    (None, None)
    """
    return look(token).patronymic


def _small(token: str) -> str:
    """Give `folding.plain`, at once for words that have nothing to fold."""
    small = token.lower()
    return small if _SIMPLE.fullmatch(small) else plain(token)


def _with_ending(word: str, endings: _Endings[_Father]) -> Patronymic | None:
    for length in endings.lengths.get(word[-2:], ()):
        found = endings.says.get(word[-length:])
        if found is not None:
            stem = word[:-length]
            if len(stem) >= found.letters or (len(stem) >= _FATHER and father(stem, None)):
                return Patronymic(found.kind, stem, word[-length:], found.sex)
    return None


def _family(word: str, shapes: _Shapes) -> int:
    for length in shapes.family.lengths.get(word[-2:], ()):
        found = shapes.family.says.get(word[-length:])
        if found is not None and len(word) - length >= _FAMILY:
            return found if len(word) - length >= _TELLING and word not in shapes.given else 1
    return 1 if word in shapes.asian else 0


def is_family_stem(stem: str) -> bool:
    """Whether -ович makes a well-known family name of a given name: Абрам, Абрамович."""
    return stem in _shapes().family_stems


def is_asian(words: Sequence[str]) -> bool:
    """Whether words have the shape of a Chinese or Korean name, the family name in front.

    >>> is_asian(["Си", "Цзиньпин"]), is_asian(["Ban", "Ki-moon"]), is_asian(["Ким", "Вячеслав"])
    (True, True, False)
    """
    shapes = _shapes()
    if _small(words[0]) not in shapes.asian or not 2 <= len(words) <= 3:
        return False
    halves = [half for word in words[1:] for half in _HYPHEN.split(word.lower())]
    return len(halves) <= 2 and all(shapes.syllables.fullmatch(half) for half in halves)


@cache
def _shapes() -> _Shapes:
    raw = data.read_yaml(SHAPES)
    try:
        return _Shapes(
            patronymics=_endings((entry, _father(entry)) for entry in raw["patronymics"]),
            short={
                joint + end: Patronymic("slavic", joint, end, entry["sex"])
                for entry in raw["short"]
                for joint, end in _pairs(entry)
            },
            separate={
                word + case: sex
                for sex, words in raw["separate"]["words"].items()
                for word in words.split()
                for case in ["", *raw["separate"]["cases"].split()]
            },
            family=_endings((entry, 2 if entry.get("strong") else 1) for entry in raw["family"]),
            given=frozenset(raw["given"].split()),
            family_stems=frozenset(raw["family_stems"].split()),
            particles=frozenset(raw["particles"].split()),
            asian=frozenset(raw["asian"]["family"].split()),
            syllables=_syllables(raw["asian"]["syllables"], raw["asian"]["cases"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidResource(f"resources/{SHAPES} does not describe names: {error!r}.") from error


def _syllables(kinds: Iterable[str], cases: str) -> re.Pattern[str]:
    """Give what finds one or two syllables of one kind and a case ending."""
    words = "|".join(f"(?:{kind}){{1,2}}" for kind in kinds)
    return re.compile(f"(?:{words})(?:{'|'.join(cases.split())})?")


def _father(entry: Any) -> _Father:
    return _Father(entry["kind"], entry["sex"], entry.get("letters", _FATHER))


def _endings(entries: Iterable[tuple[Any, _T]]) -> _Endings[_T]:
    # Where two entries have an ending, the first counts.
    says: dict[str, _T] = {}
    for entry, said in entries:
        for joint, end in _pairs(entry):
            says.setdefault(joint + end, said)
    lengths: dict[str, list[int]] = {}
    for length, last in sorted({(len(ending), ending[-2:]) for ending in says}, reverse=True):
        lengths.setdefault(last, []).append(length)
    return _Endings(says, lengths)


def _pairs(entry: Any) -> Iterator[tuple[str, str]]:
    """Give each joint with each of its ends."""
    ends = entry["ends"].split() if "ends" in entry else ["", *entry.get("cases", "").split()]
    return ((joint, end) for joint in entry["joints"].split() for end in ends)
