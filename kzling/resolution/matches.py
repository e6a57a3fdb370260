"""Whose name a name can be, by its form alone: what the text around it and the day say is weighed elsewhere.

Forms that are listed, as written or in a grammatical case, come first; where there are none, entities that share
recall keys with the name are compared with it.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Literal, NamedTuple

import regex

from kzling.answers import Analysis, Comparison
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.memo import Answers
from kzling.mentions.plausible import is_form_of
from kzling.model import Entity, EntityType, Name
from kzling.morphology.forms import base_forms, known, lemmas
from kzling.names.compare import compare
from kzling.names.generic import plain
from kzling.names.shapes import patronymic
from kzling.orthography.keys import skeleton
from kzling.resolution.full_names import tokens
from kzling.resolution.person_parts import best_share
from kzling.text.fold import fold
from kzling.text.scripts import script_of
from kzling.text.tokens import words

How = Literal["exact", "inflected", "spelling", "part", "title", "head"]

#: How sure a form as listed and a case form of one make the name, from 0 to 1.
EXACT, INFLECTED = 1.0, 0.95
#: How sure the name of a place without its kind makes which one it is; the words beside it must say the kind.
CORE = 0.4
#: Verdicts of a comparison with which a name is taken for an entity's.
FOUND = frozenset({"same", "likely"})
#: Longer words in capitals are words.
_LONGEST_ABBREVIATION = 6
_LETTERS = regex.compile(r"\p{L}")
#: So many entities of each group of candidates are compared with a name, each by so many of its names that look most
#: like it. Set in November 2026 on a base of a million entities: so many take some ms.
MOST_COMPARED, _NAMES_EACH = (12, 6, 8, 6), 2
#: So many candidates are looked at for names of which this one is a part: of a frequent surname there are more, but
#: then it says nobody.
_MOST_PARTS = 12
_Find = Callable[[str, str | None, EntityType | None, KnowledgeBase], "list[Match]"]
_Asked = tuple[_Find, str, str | None, EntityType | None]
#: Longer texts are no name that is not listed.
_LONGEST = 500
#: Of each base so many names are kept with their matches; longer names are not kept.
_MOST_KEPT, _LONGEST_KEPT = 1 << 11, 120
_ANSWERS: Answers[_Asked, tuple["Match", ...]] = Answers(_MOST_KEPT)


class Match(NamedTuple):
    """An entity whose name a name can be.

    Attributes:
        entity: the entity.
        name: the name of its record.
        how: whether it is written as listed, in a grammatical case, otherwise, or is a part of a person's name.
        score: how alike the two are, from 0 to 1; what `kzling.names.compare` gives if they are spelt differently.
        form: the base form that was found, folded.
        cuts: the endings that were cut off for it.
        comparison: the comparison of names that are spelt differently.
        full: the fuller name, or the name before it, in the same text, of which all this is said.
        place: the id of the capital or seat whose name it is, where the entity is a body.
    """

    entity: Entity
    name: Name
    how: How
    score: float
    form: str
    cuts: tuple[Analysis, ...] = ()
    comparison: Comparison | None = None
    full: str | None = None
    place: str | None = None

    @property
    def is_name(self) -> bool:
        """Whether the name is taken for the entity's, if nothing else speaks against it."""
        return self.comparison is None or self.comparison.verdict in FOUND

    @property
    def is_near(self) -> bool:
        """Whether the name could be the entity's."""
        return self.comparison is None or self.comparison.verdict != "different"


def matches(name: str, *, lang: str | None, type: EntityType | None, base: KnowledgeBase) -> tuple[Match, ...]:
    """Give the entities whose name a name can be, with each name that it may be, or a part of it; in no order.

    As of the last `refresh` of the base.

    Args:
        name: as it stands in a text.
        lang: the language of the text, if known: it decides which endings are cut.
        type: keep to entities of this type.
        base: the knowledge base.
    """
    return _remembered(_matches, name, lang, type, base)


def close(name: str, *, lang: str | None, type: EntityType | None, base: KnowledgeBase) -> tuple[Match, ...]:
    """Give of what `matches` gives what may be the name by its form alone: names that sound alike word by word."""
    return _remembered(_close, name, lang, type, base)


def alone(name: str, *, lang: str | None, type: EntityType | None, base: KnowledgeBase) -> tuple[Match, ...]:
    """Give what `matches` gives, but no parts of longer names where one is listed: without a text they say little."""
    return listed(name, lang=lang, type=type, base=base) or matches(name, lang=lang, type=type, base=base)


def listed(name: str, *, lang: str | None, type: EntityType | None, base: KnowledgeBase) -> tuple[Match, ...]:
    """Give the entities that bear a name as written or in a grammatical case."""
    return _remembered(_listed, name, lang, type, base)


def parts_of_persons(name: str, *, lang: str | None, base: KnowledgeBase) -> tuple[Match, ...]:
    """Give the persons of whose name this is a part: a surname, initials and surname, given name and patronymic."""
    return _remembered(_parts_of_persons, name, lang, "person", base)


def _matches(name: str, lang: str | None, type: EntityType | None, base: KnowledgeBase) -> list[Match]:
    return _found(name, lang, type, base, groups=len(MOST_COMPARED))


def _close(name: str, lang: str | None, type: EntityType | None, base: KnowledgeBase) -> list[Match]:
    # The first group shares pairs of words with a name.
    return _found(name, lang, type, base, groups=1 if len(words(name)) > 1 else len(MOST_COMPARED))


def _found(name: str, lang: str | None, type: EntityType | None, base: KnowledgeBase, *, groups: int) -> list[Match]:
    found = [*listed(name, lang=lang, type=type, base=base)]
    if len(name) > _LONGEST:
        return found
    said = words(name)
    if len(said) > 1 and found:
        return found
    # A comparison takes given name and patronymic for less than a name.
    fathers = len(said) == 2 and any(patronymic(word.text) for word in said)
    if len(said) > 1 and "." not in name and not fathers:
        return _spelt_or_declined(name, lang, type, base, groups)
    parts = [*parts_of_persons(name, lang=lang, base=base)] if type in (None, "person") else []
    parts += parts_of_places(name, lang=lang, base=base) if type in (None, "place") else []
    there = {match.entity.id for match in found}
    found += [match for match in parts if match.entity.id not in there]
    return found or _compared(name, lang, type, base, groups)


def _spelt_or_declined(
    name: str, lang: str | None, type: EntityType | None, base: KnowledgeBase, groups: int
) -> list[Match]:
    """Compare a name of several words; if it is nobody's so, its words may be parts of one in cases that are rare."""
    found = _compared(name, lang, type, base, groups)
    if type not in (None, "person") or any(match.is_name for match in found):
        return found
    parts = parts_of_persons(name, lang=lang, base=base)
    there = {match.entity.id for match in parts}
    return [*parts, *(match for match in found if match.entity.id not in there)]


def _listed(name: str, lang: str | None, type: EntityType | None, base: KnowledgeBase) -> list[Match]:
    written = fold(name)
    found = [
        Match(entity, bearer, "exact", EXACT, written) for entity, bearer in base.known_bearers(written, type=type)
    ]
    other = type
    if found and " " in written:
        # Names of several words that are listed are no case forms of others, but places that are named after persons:
        # Бауыржана Момышулы.
        if type is not None or any(match.entity.type != "place" for match in found):
            return found
        other = "person"
    for form in base_forms(name, lang)[1:]:
        for entity, bearer in base.known_bearers(form.text, type=other):
            # An abbreviation keeps its capitals before an ending: Цой is no case of ЦА.
            capitals = not _is_abbreviation(bearer.text) or name[: len(bearer.text)].isupper()
            if capitals and is_form_of(name, bearer, entity, lang):
                found.append(Match(entity, bearer, "inflected", INFLECTED, form.text, form.cuts))
    return found


def _is_abbreviation(name: str) -> bool:
    return 1 < len(name) <= _LONGEST_ABBREVIATION and name.isupper()


def _parts_of_persons(name: str, lang: str | None, type: EntityType | None, base: KnowledgeBase) -> list[Match]:
    # What has digits is no part of a person's name: G7 is not an initial.
    if any(char.isdigit() for char in name):
        return []
    asked = tokens(name) if len(name) <= _LONGEST else ()
    spelt = " ".join(token.text for token in asked if not token.initial)
    if not spelt or _LETTERS.findall("".join(token.text for token in asked)) != _LETTERS.findall(name):
        return []
    forms = {word.text: sorted(lemmas(word.text, lang)) for word in words(spelt)}
    found: list[Match] = []
    for entity in _nearest(spelt, type, forms, base):
        best, bearer = best_share(asked, entity.names, lang)
        if best:
            found.append(Match(entity, bearer, "part", best, fold(name)))
    return found


def parts_of_places(name: str, *, lang: str | None, base: KnowledgeBase) -> list[Match]:
    """Give the places whose name this is without the word that says what it is: Акмолинская (область)."""
    asked = words(name)
    if len(asked) != 1:
        return []
    forms = lemmas(name, lang)
    found: list[Match] = []
    for entity in _nearest(name, "place", {name: sorted(forms)}, base):
        cores = ((bearer, core_of(bearer.text, known(bearer.lang))) for bearer in entity.names)
        bearer = next((bearer for bearer, core in cores if core and core in forms), None)
        if bearer is not None:
            found.append(Match(entity, bearer, "part", CORE, fold(name)))
    return found


def _nearest(name: str, type: EntityType | None, forms: dict[str, list[str]], base: KnowledgeBase) -> Iterator[Entity]:
    """Give the entities that may have a name of which this is a part; of several words they share the most pairs."""
    groups = base.candidate_groups(name, type=type, forms=forms, most=_MOST_PARTS)
    return islice(chain.from_iterable(groups if len(forms) == 1 else islice(groups, 1)), _MOST_PARTS)


@lru_cache(maxsize=1 << 12)
def core_of(name: str, lang: str | None) -> str | None:
    """Give the one word of a place's name that is left without what says what it is; None for other names."""
    found = plain(name, lang, "place")
    return fold(found.tokens[0]) if found.kinds and len(found.tokens) == 1 else None


def _compared(name: str, lang: str | None, type: EntityType | None, base: KnowledgeBase, groups: int) -> list[Match]:
    found: list[Match] = []
    forms = {word.text: sorted(lemmas(word.text, lang)) for word in words(name)}
    asked = [frozenset().union(*map(skeleton, options)) for options in forms.values()]
    script = script_of(name)
    candidates = base.candidate_groups(name, type=type, forms=forms, most=MOST_COMPARED[0])
    for most, near in zip(MOST_COMPARED[:groups], candidates, strict=False):
        for entity in near[:most]:
            found += _compared_with(entity, _most_alike(asked, lang, script, entity), name, lang, len(forms))
        if any(match.is_name for match in found):
            break
    return found


def _compared_with(entity: Entity, names: Sequence[Name], name: str, lang: str | None, size: int) -> Iterator[Match]:
    """Compare a name of so many words with names of an entity, as far as they say anything."""
    for bearer in names:
        comparison = compare(name, bearer.text, lang_a=lang, lang_b=known(bearer.lang), type=entity.type)
        yield Match(entity, bearer, "spelling", comparison.score, fold(bearer.text), comparison=comparison)
        # A name with a patronymic that contradicts says more than the short one without.
        fuller = comparison.verdict == "different" and len(words(bearer.text)) >= size
        if comparison.verdict == "same" or fuller:
            return


def _most_alike(asked: Sequence[frozenset[str]], lang: str | None, script: str, entity: Entity) -> Sequence[Name]:
    """Give the names of an entity to compare with: of that language, else of that script, those that share most words.

    `asked` are the recall keys of each word of the name.
    """
    own = [name for name in entity.names if name.lang == lang]
    names = own or [name for name in entity.names if name.script == script] or entity.names
    if len(names) == 1:
        return names

    def rank(name: Name) -> tuple[float, ...]:
        theirs = _word_keys(name.text)
        shared = sum(not keys.isdisjoint(theirs) for keys in asked)
        return (shared, -abs(len(asked) - len(words(name.text))))

    return sorted(names, key=rank, reverse=True)[:_NAMES_EACH]


def _remembered(
    find: _Find, name: str, lang: str | None, type: EntityType | None, base: KnowledgeBase
) -> tuple[Match, ...]:
    """Give what is found in a base; what was found before it changed is forgotten."""
    if len(name) > _LONGEST_KEPT:
        return tuple(find(name, lang, type, base))
    return _ANSWERS.get(base, (find, name, lang, type), lambda: tuple(find(name, lang, type, base)))


@lru_cache(maxsize=1 << 13)
def _word_keys(name: str) -> frozenset[str]:
    return frozenset().union(*(skeleton(word.text) for word in words(name)))
