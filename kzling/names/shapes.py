"""What the parts of a name look like: endings and title words, read from resources/names/."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from kzling import data
from kzling.errors import InvalidResource
from kzling.names.folding import plain

SHAPES = "names/shapes.yml"
TITLES = "names/titles.yml"

Kind = Literal["slavic", "turkic"]
#: A father's name has at least so many letters before its ending.
_STEM = 2
#: A case ending adds at most so many letters to a title.
_CASE = 3


class Patronymic(NamedTuple):
    """A patronymic taken apart: Кемелевич is Кемел + евич."""

    kind: Kind
    stem: str
    ending: str


class _Shapes(NamedTuple):
    patronymics: tuple[tuple[Kind, re.Pattern[str]], ...]
    separate: frozenset[str]
    family: tuple[str, ...]


@lru_cache(maxsize=1 << 11)
def patronymic(token: str) -> Patronymic | None:
    """Take a patronymic apart, also one with a case ending; None for other words.

    The stem is folded (`folding.plain`). Family names like Живкович have the same shape: the place in the name
    decides, not the shape.

    >>> patronymic("Кемелевичем"), patronymic("Токаев")
    (Patronymic(kind='slavic', stem='кемел', ending='евич'), None)
    """
    words = token.split()
    if len(words) > 1 and is_separate(words[-1]):
        return Patronymic("turkic", plain("".join(words[:-1])), plain(words[-1]))
    for kind, pattern in _shapes().patronymics:
        if found := pattern.fullmatch(plain(token)):
            return Patronymic(kind, found["stem"], found["ending"])
    return None


def is_separate(word: str) -> bool:
    """Whether a word is "son" or "daughter" after the father's name, as in Кемел ұлы."""
    return plain(word) in _shapes().separate


@lru_cache(maxsize=1 << 11)
def is_family_like(token: str) -> bool:
    """Whether a word has a usual ending of family names.

    >>> is_family_like("Токаев"), is_family_like("Абай")
    (True, False)
    """
    word = plain(token)
    return any(word.endswith(ending) and len(word) > len(ending) + 1 for ending in _shapes().family)


def is_title(words: Iterable[str]) -> bool:
    """Whether words are a title, in any case of letters; its last word in small letters may have a case ending.

    >>> is_title(["Prime", "Minister"]), is_title(["президента"]), is_title(["Министров"])
    (True, True, False)
    """
    given = list(words)
    phrase = " ".join(given).lower().replace("’", "'").replace("ʼ", "'")
    if phrase in _titles():
        return True
    # Only what is not written like a name may be a title with a case ending, or Министров would be a minister.
    return (
        bool(given)
        and given[0][:1].islower()
        and any(
            phrase[:-cut].rstrip() in stems for cut in range(1, _CASE + 1) for stems in (_titles(), _title_stems())
        )
    )


@lru_cache(maxsize=1)
def longest_title() -> int:
    """Give the number of words of the longest title."""
    return max(len(title.split()) for title in _titles())


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    raw = data.read_yaml(TITLES)
    return frozenset(title for titles in raw["titles"].values() for title in titles)


@lru_cache(maxsize=1)
def _title_stems() -> frozenset[str]:
    # глава, главы: the last vowel of the base form gives way to the ending.
    return frozenset(title[:-1] for title in _titles() if len(title) > 3 and title[-1] in "аяоеьйyae")


@lru_cache(maxsize=1)
def _shapes() -> _Shapes:
    raw = data.read_yaml(SHAPES)
    try:
        return _Shapes(
            patronymics=(
                ("slavic", _pattern(f".{{{_STEM},}}?", raw["patronymic"]["slavic"], raw["cases"]["slavic"])),
                ("slavic", _pattern(_any_of(raw["short"]["stems"]), raw["short"]["endings"], raw["cases"]["slavic"])),
                ("turkic", _pattern(f".{{{_STEM},}}?", raw["patronymic"]["turkic"], raw["cases"]["turkic"])),
            ),
            separate=frozenset(raw["separate"].split()),
            family=tuple(raw["family"].split()),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidResource(f"resources/{SHAPES} does not describe names: {error!r}.") from error


def _pattern(stem: str, endings: str, cases: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<stem>{stem})(?P<ending>{_any_of(endings)})(?:{_any_of(cases)})?")


def _any_of(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))
