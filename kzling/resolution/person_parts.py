"""Whether some words and initials are a part of a person's name, and how much such a part says."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kzling.model import Name
from kzling.names.parsing import parts
from kzling.orthography.keys import skeleton
from kzling.resolution.forms import lemmas
from kzling.resolution.full_names import Token
from kzling.text.fold import fold

#: How sure a part of a name makes whose it is, where nothing else is known: of a hundred names in the news that are
#: written so and fit one listed person, so many may be meant for him. Set by hand in November 2026.
FAMILY, GIVEN, PATRONYMIC = 0.8, 0.55, 0.3
#: The given name's initial beside the family name, and that of the patronymic, too.
ONE_INITIAL, ALL_INITIALS = 0.93, 0.98
GIVEN_AND_PATRONYMIC = 0.97


_VOWEL = skeleton("а")


class Roles(NamedTuple):
    """The words of a person's name by their role, folded."""

    given: tuple[str, ...]
    patronymic: tuple[str, ...]
    family: tuple[str, ...]


def best_share(asked: tuple[Token, ...], names: Sequence[Name], lang: str | None) -> tuple[float, Name]:
    """Give the name of a person of which words and initials are a part, and how sure that is; 0 if of none.

    Initials of given name and patronymic are held against the names with patronymics, where there are such.
    """
    known = [(name, None if name.lang == "und" else name.lang) for name in names]
    if sum(len(_letters(token.text)) for token in asked if token.initial) > 1:
        known = [each for each in known if roles_of(each[0].text, each[1]).patronymic] or known
    shares = [(share(asked, name.text, its_lang, lang), name) for name, its_lang in known]
    return max(shares, key=lambda each: each[0])


def share(asked: tuple[Token, ...], name: str, name_lang: str | None, lang: str | None) -> float:
    """Say how sure words and initials make that they stand for another, fuller name; 0 if they do not fit.

    >>> from kzling.resolution.full_names import tokens
    >>> share(tokens("А.Е. Сагындыков"), "Арман Ахметович Сагындыков", "ru", "ru")
    0.0
    >>> share(tokens("Токаева"), "Касым-Жомарт Токаев", "ru", "ru")
    0.8
    """
    roles = roles_of(name, name_lang)
    words = [token for token in asked if not token.initial]
    initials = [letter for token in asked if token.initial for letter in _letters(token.text)]
    if not words:
        return 0.0
    held = [_role(token, roles, lang) for token in words]
    if not all(held):
        return 0.0
    if initials:
        return _by_initials(initials, roles) if "family" in held and len(held) == 1 else 0.0
    if "family" in held:
        return FAMILY if len(held) == 1 else GIVEN_AND_PATRONYMIC
    if "given" in held and "patronymic" in held:
        return GIVEN_AND_PATRONYMIC
    return GIVEN if "given" in held else PATRONYMIC


@lru_cache(maxsize=1 << 13)
def roles_of(name: str, lang: str | None) -> Roles:
    """Give the words of a person's name by their role."""
    found = parts(name, lang)
    patronymic = (fold(found.patronymic),) if found.patronymic else ()
    return Roles(tuple(map(fold, found.given)), patronymic, tuple(map(fold, found.family)))


def _role(token: Token, roles: Roles, lang: str | None) -> str:
    forms = lemmas(token.text, lang)
    for role in ("family", "given", "patronymic"):
        if any(word in forms for word in getattr(roles, role)):
            return role
    return ""


def _by_initials(initials: list[str], roles: Roles) -> float:
    given = [letter for word in roles.given for letter in _first_letters(word)]
    father = [letter for word in roles.patronymic for letter in _first_letters(word)]
    if not given or not _same_letter(initials[0], given[0]):
        return 0.0
    if len(initials) == 1 or not father:
        return ONE_INITIAL
    return ALL_INITIALS if _same_letter(initials[-1], father[0]) or len(initials) == len(given) else 0.0


def _same_letter(a: str, b: str) -> bool:
    """Say whether two letters may begin one name: Қ and К may."""
    return a == b or (not skeleton(a).isdisjoint(skeleton(b)) and skeleton(a) != _VOWEL)


def _letters(initials: str) -> list[str]:
    return [fold(piece)[:1] for piece in initials.replace("-", ".").replace("‐", ".").split(".") if piece.strip()]


def _first_letters(word: str) -> list[str]:
    return [piece[:1] for piece in word.split("-") if piece]
