"""What a derivation states that a match does not: endings and schemes of the gazetteer, roles of words, the office."""

from functools import lru_cache, reduce
from typing import Literal

from kzling.answers import Analysis
from kzling.knowledge.roles import Office, offices
from kzling.mentions.listed import WORD
from kzling.model import Entity
from kzling.morphology.analysis import analyses
from kzling.morphology.forms import known
from kzling.orthography.forward import transliterate
from kzling.orthography.schemes import schemes
from kzling.resolution.beside import holds
from kzling.resolution.full_names import tokens
from kzling.resolution.matches import core_of
from kzling.resolution.person_parts import ROLES, roles_of
from kzling.text.fold import fold
from kzling.text.tokens import words

#: Of a person's name; a place's name has a core beside the word that says what it is (Akmola region).
Role = Literal["given", "patronymic", "family", "initials", "core"]


@lru_cache(maxsize=1 << 12)
def led(
    surface: str, lang: str | None, name: str, name_lang: str, stated: tuple[str, ...]
) -> tuple[tuple[Analysis, ...], tuple[str, ...]]:
    """Give the endings and schemes that lead from a listed name to one in a text, which the gazetteer has found.

    It states one route for all names that are written so, and from each of them another scheme may lead there.
    """
    own = [(one,) for one, scheme in schemes().items() if scheme.source_language == name_lang] if stated else []
    # Another language's scheme may write the name alike, but not because it is this name.
    routes = [(), *([stated] if stated[:1] in own else ()), *own]
    for route in dict.fromkeys(routes):
        cuts = _cuts(surface, lang, reduce(transliterate, route, name))
        if cuts is not None:
            return cuts, route
    return (), stated


def _cuts(surface: str, lang: str | None, form: str) -> tuple[Analysis, ...] | None:
    """Give the endings, rather of this language, without which a name is a form, word by word; None if it never is."""
    asked, listed = WORD.findall(surface), WORD.findall(form)
    if len(asked) != len(listed):
        return None
    found: list[Analysis] = []
    for word, other in zip(asked, map(fold, listed), strict=True):
        if fold(word) != other:
            fitting = [one for one in analyses(word)[1:] if fold(one.lemma) == other]
            if not fitting:
                return None
            found.append(next((one for one in fitting if one.language == lang), fitting[0]))
    return tuple(found)


@lru_cache(maxsize=1 << 12)
def roles_in(
    surface: str, lang: str | None, name: str, name_lang: str
) -> tuple[tuple[Role, ...], tuple[Analysis, ...]]:
    """Give what each word of a name is in a fuller name, and the endings that were cut off for that."""
    roles: list[Role] = []
    cuts: list[Analysis] = []
    by_role = roles_of(name, name_lang)
    for token in tokens(surface):
        if token.initial:
            roles.append("initials")
            continue
        for role in ROLES:
            listed = getattr(by_role, role)
            found = next((one for one in analyses(token.text, language=lang) if fold(one.lemma) in listed), None)
            if found is not None:
                roles.append(role)
                cuts += [found] if found.ending else []
                break
    return tuple(roles), tuple(cuts)


def core_in(
    surface: str, lang: str | None, name: str, name_lang: str
) -> tuple[tuple[Role, ...], tuple[Analysis, ...]]:
    """Give the role of a word that is the core of a place's name, and the ending that was cut off for that."""
    core = core_of(name, known(name_lang))
    found = next((one for one in analyses(surface, language=lang) if fold(one.lemma) == core), None)
    return ((), ()) if found is None else (("core",), (found,) if found.ending else ())


def office(entity: Entity, title: str, lang: str | None, day: str | None) -> Office | None:
    """Give the office of a person that a title means, one of that day first."""
    asked = [held for word in words(title) if (held := holds(entity, word.text, lang))]
    fitting = [one for one in offices(entity) if asked and all(one in held for held in asked)]
    return max(fitting, key=lambda one: one.held_on(day), default=None)
