"""Whether some words and initials are a part of a person's name, and how much such a part says."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from kzling.model import Name
from kzling.morphology.forms import known, lemmas
from kzling.names.parsing import parts
from kzling.orthography.keys import skeleton
from kzling.resolution.full_names import Token
from kzling.text.fold import fold

#: How sure a part of a name makes whose it is, where nothing else is known: of a hundred names in the news that are
#: written so and fit one listed person, so many may be meant for him. Set by hand in November 2026.
FAMILY, GIVEN, PATRONYMIC = 0.8, 0.55, 0.3
#: The given name's initial beside the family name, and that of the patronymic, too.
ONE_INITIAL, ALL_INITIALS = 0.93, 0.98
GIVEN_AND_PATRONYMIC = 0.97

#: The roles of a word in the order in which they are tried.
ROLES: tuple[Literal["family", "given", "patronymic"], ...] = ("family", "given", "patronymic")
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
    if sum(len(_letters(token.text)) for token in asked if token.initial) > 1:
        names = [name for name in names if roles_of(name.text, name.lang).patronymic] or names
    shares = [(share(asked, name.text, name.lang, lang), name) for name in names]
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
    initials = [token.text for token in asked if token.initial]
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
    found = parts(name, known(lang))
    patronymic = (fold(found.patronymic),) if found.patronymic else ()
    return Roles(tuple(map(fold, found.given)), patronymic, tuple(map(fold, found.family)))


def _role(token: Token, roles: Roles, lang: str | None) -> str:
    forms = lemmas(token.text, lang)
    return next((role for role in ROLES if not forms.isdisjoint(getattr(roles, role))), "")


def same_initials(initials: Sequence[str], roles: Roles) -> bool | None:
    """Say whether initials are those of a given name, with or without a patronymic; None if not all can be checked.

    Of a double given name the first letter may stand alone. A patronymic that the name does not say may be any.

    >>> same_initials(["К.-Ж."], roles_of("Қасым-Жомарт Тоқаев", "kk"))
    True
    >>> same_initials(["К.", "А."], roles_of("Касым-Жомарт Кемелевич Токаев", "ru"))
    False
    """
    asked = [letter for one in initials for letter in _letters(one)]
    given = [letter for word in roles.given for letter in _letters(word)]
    father = [word[:1] for word in roles.patronymic]
    sizes = range(1, len(given) + 1)
    if any(_alike(asked, given[:size] + rest) for size in sizes for rest in ([], father)):
        return True
    open_end = not father and any(_alike(asked[:-1], given[:size]) for size in sizes)
    return None if open_end else False


def _by_initials(initials: Sequence[str], roles: Roles) -> float:
    fit = same_initials(initials, roles)
    if fit and roles.patronymic and sum(len(_letters(one)) for one in initials) > 1:
        return ALL_INITIALS
    return 0.0 if fit is False else ONE_INITIAL


def _alike(asked: Sequence[str], letters: Sequence[str]) -> bool:
    return len(asked) == len(letters) and all(map(_same_letter, asked, letters))


def _same_letter(a: str, b: str) -> bool:
    """Say whether two letters may begin one name: Қ and К may; of two vowels it counts which they are."""
    keys = skeleton(a), skeleton(b)
    return a == b or (not keys[0].isdisjoint(keys[1]) and keys[0] | keys[1] != _VOWEL)


def _letters(words: str) -> list[str]:
    """Give the first letters of initials, or of the parts of a word with hyphens."""
    return [piece[:1] for piece in fold(words).replace(".", " ").replace("-", " ").split()]
