"""Which of a text's names of persons whom nobody in the base is are one person's."""

from bisect import bisect, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from kzling.morphology.forms import base_forms, known, lemmas
from kzling.names.compare import compare
from kzling.orthography.keys import skeleton
from kzling.resolution.full_names import Token, tokens
from kzling.resolution.person_parts import Roles, roles_of, share
from kzling.text.fold import fold

if TYPE_CHECKING:
    from kzling.resolution.clusters import Unknown

#: A name is held against so many different forms of one person.
_MOST_FORMS = 4
#: A name is held against so many groups that share a word with it. Set in November 2026: 11,000 capitalised names in
#: articles are grouped as without a bound, and 1,000 namesakes in a text take a second.
_MOST_GROUPS = 16


class _Person(NamedTuple):
    """A person's name at a place: its base forms if it is a full one, its words as they stand, and by their role."""

    place: int
    start: int
    text: str
    folded: str
    forms: frozenset[str]
    lang: str | None
    tokens: tuple[Token, ...]
    roles: Roles

    @property
    def rank(self) -> int:
        """How little it says: below 0 for full names, least for that of most words; single words say least."""
        if is_full(self.roles):
            return -len(self.tokens)
        initials = any(token.initial for token in self.tokens)
        return 1 if initials and self.roles.family else 2 if len(self.tokens) > 1 else 3

    @property
    def words(self) -> list[str]:
        """The words of which it consists, folded."""
        return [word for role in self.roles for word in role]


class _Group(NamedTuple):
    """The names of one person, the first of each folded form of them, and by rank where they begin, ascending."""

    members: list[_Person]
    forms: dict[str, _Person]
    starts: defaultdict[int, list[int]]

    def add(self, person: _Person) -> None:
        """Take one more name in."""
        self.members.append(person)
        self.forms.setdefault(person.folded, person)
        self.starts[person.rank].append(person.start)

    def shown(self) -> list[_Person]:
        """Give the forms that others are held against."""
        return list(islice(self.forms.values(), _MOST_FORMS))

    def distance(self, person: _Person) -> tuple[bool, int]:
        """Say how far the person's fuller names are from a name: one before it is nearer than any behind it."""
        fuller = [starts for rank, starts in self.starts.items() if rank < person.rank]
        return min(_nearest(starts, person.start) for starts in fuller or self.starts.values())


def _nearest(starts: Sequence[int], start: int) -> tuple[bool, int]:
    at = bisect(starts, start)
    return (False, start - starts[at - 1]) if at else (True, starts[0] - start)


class Index:
    """Groups of names by the keys that names share; each key has a group once, where its first name begins."""

    def __init__(self) -> None:
        self._places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self._filed: set[tuple[str, int]] = set()

    def add(self, keys: Iterable[str], start: int, number: int) -> None:
        """File a group's name that begins at `start` under its keys."""
        for key in keys:
            if (key, number) not in self._filed:
                self._filed.add((key, number))
                insort(self._places[key], (start, number))

    def near(self, keys: Collection[str], start: int) -> list[int]:
        """Give the groups under any of the keys, under rare ones first, then those nearest before `start`; not all."""
        found: dict[int, None] = {}
        for _, key in sorted((len(self._places[key]), key) for key in keys if key in self._places):
            places = self._places[key]
            at = bisect(places, (start,))
            before, behind = places[max(at - _MOST_GROUPS, 0) : at], places[at : at + _MOST_GROUPS]
            found.update(dict.fromkeys(number for _, number in (*reversed(before), *behind)))
            if len(found) >= _MOST_GROUPS:
                break
        return list(islice(found, _MOST_GROUPS))

    def shared(self, keys: Iterable[str], number: int) -> int:
        """Count the keys that a group is filed under."""
        return sum((key, number) in self._filed for key in keys)


def is_full(roles: Roles) -> bool:
    """Say whether a name has a family name and a given name that is no initial."""
    return bool(roles.family) and any(not word.endswith(".") for word in roles.given)


def by_person(names: Iterable[tuple[int, "Unknown"]]) -> list[list[int]]:
    """Group the places of persons' names, each given with its place, by whose they are.

    Those that say more come first, so that the others find whom they stand for.
    """
    groups: list[_Group] = []
    indexes = (Index(), Index(), Index())
    persons = [_person(place, name) for place, name in names]
    for person in sorted(persons, key=lambda person: (person.rank, person.start)):
        keys = _keys(person)
        near = [index.near(own, person.start) for own, index in zip(keys, indexes, strict=True)]
        number = _fitting(person, groups, near)
        if number is None:
            number = len(groups)
            groups.append(_Group([], {}, defaultdict(list)))
        groups[number].add(person)
        for own, index in zip(keys, indexes, strict=True):
            index.add(own, person.start, number)
    return [[person.place for person in group.members] for group in groups]


def _person(place: int, name: "Unknown") -> _Person:
    # The base form of a surname may come without the initials before it.
    text = name.surface if "." in name.surface and "." not in name.lemma else name.lemma
    lang = known(name.language)
    found = tokens(text)
    roles = roles_of(text, lang)
    # Titles have no role.
    kept = tuple(t for t in found if t.initial or any(fold(t.text) in role for role in roles))
    forms = frozenset(form.text for form in base_forms(text, lang)) if is_full(roles) else frozenset()
    return _Person(place, name.start, text, fold(text), forms, lang, kept or found, roles)


def _keys(person: _Person) -> tuple[set[str], set[str], set[str]]:
    """Give what names of one person share: words as they stand, else their base forms, else their sound."""
    written = {person.folded, *person.words}
    cases = {form for word in written for form in lemmas(word, person.lang)}
    # Of many namesakes only these may be the ones.
    short = {f"{given[:1]}. {family}" for given in person.roles.given for family in person.roles.family}
    return written | short, cases | person.forms, {key for word in written for key in skeleton(word)}


def _fitting(person: _Person, groups: Sequence[_Group], near: Sequence[Sequence[int]]) -> int | None:
    """Give the number of the group that a name belongs to, of those that are near by their words, cases or sound."""
    for kind, numbers in enumerate(near):
        fits = [number for number in numbers if _fits(person, groups[number], as_written=kind == 0)]
        if fits:
            return min(fits, key=lambda number: groups[number].distance(person))
    return None


def _fits(person: _Person, group: _Group, *, as_written: bool) -> bool:
    """Say whether a name is one of a group's, or short for one; `as_written` looks at no cases and other spellings."""
    if person.folded in group.forms:
        return True
    if person.rank >= 0:
        return any(_is_part(person, one, as_written=as_written) for one in group.shown())
    if any(not person.forms.isdisjoint(one.forms) for one in group.shown()):
        return True
    if as_written:
        return False
    pairs = ((person.text, one.text, person.lang, one.lang) for one in group.shown())
    found = [compare(a, b, lang_a=lang_a, lang_b=lang_b).verdict for a, b, lang_a, lang_b in pairs]
    return found[0] in ("same", "likely") and "different" not in found


def _is_part(person: _Person, one: _Person, *, as_written: bool) -> bool:
    asked = person.tokens
    if person.roles.patronymic and not one.roles.patronymic:
        # A patronymic that nobody has told before contradicts nothing.
        asked = tuple(token for token in asked if fold(token.text) not in person.roles.patronymic)
    if not as_written:
        asked = tuple(_spelled_as_in(one, token, person.lang) for token in asked)
    elif any(not token.initial and fold(token.text) not in one.words for token in asked):
        return False
    return share(asked, one.text, one.lang, person.lang) > 0


def _spelled_as_in(one: _Person, token: Token, lang: str | None) -> Token:
    """Give a word of a name as it is written in another name, if they are cases or spellings of one."""
    if token.initial:
        return token
    forms, sounds = lemmas(token.text, lang), skeleton(token.text)
    cases = (word for word in one.words if not forms.isdisjoint(lemmas(word, one.lang)))
    alike = (word for word in one.words if not sounds.isdisjoint(skeleton(word)))
    spellings = (w for w in alike if compare(token.text, w.title(), lang_a=lang, lang_b=one.lang).verdict == "same")
    return token._replace(text=next(chain(cases, spellings), token.text))
