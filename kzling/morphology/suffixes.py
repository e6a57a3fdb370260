"""Kazakh endings: what stands behind a name, and the same endings behind another name, by harmony and assimilation."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import regex

from kzling import data
from kzling.text.nfc import nfc

RESOURCE = "inflection/kk.yml"

_FRONT = frozenset("әөүіеэ")
_FRONTED = {"қ": "к", "ғ": "г"}
_VOWELS = frozenset("аәеёиоөуұүыіэя")
#: What a name in Latin letters is once it is written in Cyrillic ones.
_READ = regex.compile(r"[\p{Cyrillic}\P{L}]*")
_HYPHEN = "-"
#: Longer words in capitals are words.
_LONGEST_ABBREVIATION = 6
_SOFT = "ь"


class Ending(NamedTuple):
    """One ending: behind what it may stand, and what it makes of the word; see resources/inflection/README.md."""

    id: str
    behind: frozenset[str]
    gives: str
    form: str


class Endings(NamedTuple):
    """The endings of the language, and how their letters agree with the word before them."""

    endings: tuple[Ending, ...]
    harmony: Mapping[str, tuple[str, str]]
    sounds: Mapping[str, str]
    initial: Mapping[str, Mapping[str, str]]
    with_i: tuple[str, ...]
    particles: Mapping[str, str]
    latin: Mapping[str, str]


class Tail(NamedTuple):
    """What stands behind a name: its endings in order, and whether they have front vowels."""

    endings: tuple[Ending, ...]
    front: bool


def has_front_vowels(word: str) -> bool:
    """Say whether endings behind a word have front vowels.

    The last vowel decides; и and у agree with those before them. Family names in -ов and -ев follow their stem.

    >>> [has_front_vowels(name) for name in ("Өскемен", "Тоқаев", "Бектенов", "Путин")]
    [True, False, True, True]
    """
    small = word.lower().rstrip("ъ")
    if small.endswith(_SOFT) or small.endswith(endings().with_i):
        return True
    stem = small[:-2] if small.endswith(("ов", "ев")) and _decides(small[:-2]) else small
    closed = bool(stem) and stem[-1] not in "аәеёиоөуұүыіэюя"
    for place in range(len(stem) - 1, -1, -1):
        char = stem[place]
        if char in "аоұыяёю":
            return False
        if char in _FRONT:
            return True
        if char == "и" and (closed or place == len(stem) - 1) and not set("қғ") & set(stem):
            return True
    return False


def _decides(stem: str) -> bool:
    return any(char in _FRONT or char in "аоұыяёюи" for char in stem)


def attached(word: str, ending: Ending, *, front: bool) -> str:
    """Put an ending behind a word.

    >>> endings_by = {e.id: e for e in endings().endings if "word" in e.behind}
    >>> attached("Астана", endings_by["loc"], front=False), attached("Минск", endings_by["dat"], front=True)
    ('Астанада', 'Минскіге')
    """
    return word + _written(word, ending.form, front=front)


def written_behind(word: str, form: str) -> str:
    """Give the small word of a kind that stands behind a word: ма or ме, ба or бе, па or пе.

    >>> written_behind("Шымкент", "Mен"), written_behind("Астана", "PA")
    ('пен', 'ма')
    """
    return _written(word, form, front=has_front_vowels(word))


def _written(word: str, form: str, *, front: bool) -> str:
    table = endings()
    link = "і" if word.lower().endswith(table.with_i) else ""
    sound = "vowel" if link else _sound(word)
    pieces = [link]
    for char in form:
        char = table.initial.get(char, {}).get(sound, char)
        if char in table.harmony:
            char = table.harmony[char][front]
        elif front:
            char = _FRONTED.get(char, char)
        pieces.append(char)
    return "".join(pieces)


def _sound(word: str) -> str:
    last = next((char for char in reversed(word.lower()) if char.isalpha() and char not in "ьъ"), "")
    return next((sound for sound, letters in endings().sounds.items() if last and last in letters), "voiceless")


def tail(surface: str, word: str, *, possessed: bool) -> Tail | None:
    """Say which endings a form has behind a word; None where it is no form of it.

    >>> [one.id for one in tail("Астанадағылардың", "Астана", possessed=False).endings]
    ['local', 'pl', 'gen']

    Args:
        surface: the form.
        word: the word, without endings.
        possessed: whether the word has the ending of possession already: Алматы облысы.
    """
    if not surface.startswith(word):
        return None
    state, usual = "possessed" if possessed else "word", has_front_vowels(word)
    for front in (usual, not usual):
        found = next(_tails(surface, word, state, front), None)
        if found is not None:
            return Tail(found, front)
    return None


def _tails(surface: str, word: str, state: str, front: bool) -> Iterator[tuple[Ending, ...]]:
    if surface == word:
        yield ()
        return
    for one in endings().endings:
        if state in one.behind:
            longer = attached(word, one, front=front)
            if longer != word and surface.startswith(longer):
                yield from ((one, *others) for others in _tails(surface, longer, one.gives, front))


def with_tail(word: str, tail: Sequence[Ending], *, front: bool, possessed: bool = False) -> str | None:
    """Put endings behind a word, one after another, as they are there; None where one cannot stand there.

    Behind an abbreviation stands a hyphen first.

    >>> with_tail("Шымкент", tail("Астанадағыларға", "Астана", possessed=False).endings, front=True)
    'Шымкенттегілерге'
    >>> with_tail("Алматы облысы", tail("Астанада", "Астана", possessed=False).endings, front=False, possessed=True)
    'Алматы облысында'
    """
    state, size = "possessed" if possessed else "word", len(word)
    joint = _HYPHEN if tail and is_abbreviation(word) else ""
    for asked in tail:
        one = next((one for one in endings().endings if one.id == asked.id and state in one.behind), None)
        if one is None:
            return None
        word, state = attached(word, one, front=front), one.gives
    return word[:size] + joint + word[size:]


def in_cyrillic(name: str) -> str | None:
    """Write a name in the Latin letters of Kazakh so that endings can be put behind it: letter by letter.

    >>> in_cyrillic("Abai"), in_cyrillic("Şymkent"), in_cyrillic("Québec")
    ('абай', 'шымкент', None)
    """
    letters = endings().latin
    small = [letters.get(char, char) for char in nfc(name).lower()]
    # Behind a vowel, the letter of и is that of й.
    pairs = zip(["", *small], small, strict=False)
    said = "".join("й" if char == "и" and before in _VOWELS else char for before, char in pairs)
    return None if set(letters) & set(said) or not _READ.fullmatch(said) else said


def in_latin(ending: str) -> str:
    """Write an ending in Latin letters.

    >>> in_latin("дағы"), in_latin("тің")
    ('dağy', 'tıñ')
    """
    letters = {cyrillic: latin for latin, cyrillic in reversed([*endings().latin.items()])}
    return "".join(letters.get(char, char) for char in ending)


def is_abbreviation(word: str) -> bool:
    """Say whether a word is written in capitals because it is an abbreviation.

    >>> is_abbreviation("АҚШ"), is_abbreviation("Астана"), is_abbreviation("ҚАЗАҚСТАН")
    (True, False, False)
    """
    return word.isupper() and word.isalpha() and 1 < len(word) <= _LONGEST_ABBREVIATION


@cache
def endings() -> Endings:
    """Give the endings of Kazakh."""
    raw = data.read_yaml(RESOURCE)
    return Endings(
        tuple(Ending(one["id"], frozenset(one["behind"]), one["gives"], one["form"]) for one in raw["endings"]),
        {letter: (back, front) for letter, (back, front) in raw["harmony"].items()},
        raw["sounds"],
        raw["initial"],
        tuple(raw["with_i"]),
        {word: form for words, form in zip(raw["particles"], raw["particle_forms"], strict=True) for word in words},
        raw["latin"],
    )
