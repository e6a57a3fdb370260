"""Hard negatives made from the positives: pairs of names that look like one and belong to two.

Everything is seeded and sorted: the same data give the same pairs. What a name gets from somebody else comes from a
person of the same language, sex and half of the data, so nothing fitted on one half has seen the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from random import Random
from typing import NamedTuple

from name_changes import letters_changed
from name_data import Pair, chosen, forms, half, random_pairs
from name_forms import Name, are_others, father, is_patronymic, other_sex, son, taken_apart

import kzling

SEED = 5
#: At most so many pairs of a kind, taken in turn from the pairs of languages.
EACH = 500
#: Namesakes and siblings of each way of a pair with patronymics on both sides.
DONORS = 5
#: English forms leave patronymics out, though articles do not: how one is written there.
ENGLISH = "ru-en-press"


class Person(NamedTuple):
    """What the data say of one person: the names in all spellings that can be taken apart."""

    entity: str
    names: tuple[Name, ...]
    forms: frozenset[str]


class _Pools(NamedTuple):
    """What others can lend: parts of names with the entity they come from, by language, sex and half."""

    given: dict[tuple[str, str, int], list[tuple[str, str]]]
    patronymic: dict[tuple[str, str, int], list[tuple[str, str]]]


def people(pairs: Sequence[Pair]) -> list[Person]:
    """Take the names of persons apart, each form once."""
    found = forms(pairs)
    listed = [(entity, form, lang) for entity, own in sorted(found.items()) for form, lang in own]
    givens: dict[str, set[str]] = defaultdict(set)
    for _, form, lang in listed:
        name = taken_apart(form, lang)
        if name and (name.patronymic or name.layout == "comma"):
            givens[lang].add(name.given)
    parted: dict[str, list[Name]] = defaultdict(list)
    for entity, form, lang in listed:
        if name := taken_apart(form, lang, givens[lang]):
            parted[entity].append(name)
    return [
        Person(entity, tuple(parted[entity]), frozenset(form for form, _ in own))
        for entity, own in sorted(found.items())
        if parted[entity]
    ]


def of_people(pairs: Sequence[Pair], *, each: int = EACH, seed: int = SEED) -> list[Pair]:
    """Make pairs of two persons: namesakes, relatives, other names that are near, and random ones."""
    random = Random(seed)
    known = people(pairs)
    pools = _pools(known)
    made: list[Pair] = []
    for person in known:
        for a, b in product(person.names, person.names):
            for kind, name in _others(a, b, person, pools, random):
                if name.form not in person.forms:
                    made.append(Pair(a.form, a.lang, name.form, name.lang, person.entity, "person", kind, False))
    made += _same_given(known, random)
    return [*chosen(made, each, random), *random_pairs(pairs, each, random)]


def _pools(known: Iterable[Person]) -> _Pools:
    pools = _Pools(defaultdict(list), defaultdict(list))
    for person in known:
        for name in person.names:
            key = (name.lang, name.sex, half(person.entity))
            pools.given[key].append((name.given, person.entity))
            if name.patronymic:
                pools.patronymic[key].append((name.patronymic, person.entity))
                if name.lang == "ru":
                    english = kzling.transliterate(name.patronymic, ENGLISH)
                    pools.patronymic["en", name.sex, half(person.entity)].append((english, person.entity))
    return pools


def _others(a: Name, b: Name, person: Person, pools: _Pools, random: Random) -> Iterator[tuple[str, Name]]:
    """Make others of `b` that are compared with `a`: (kind, name)."""
    sex = next((name.sex for name in (b, a, *person.names) if name.sex != "u"), "u")
    if sex == "u":
        return
    given = _other_given(b, sex, person, pools, random)
    patronymic = _other_patronymic(b, sex, person, pools, random)
    if a.patronymic and patronymic and (b.patronymic or b.lang == "en"):
        yield "namesake", b._replace(patronymic=patronymic)
    if given:
        yield "sibling", b._replace(given=given)
        fathers = son(b.given, b.lang) if sex == "m" else None
        if fathers and not (b.patronymic and father(b.patronymic) == father(fathers)):
            yield "parent and child", b._replace(given=given, patronymic=fathers)
        if patronymic and b.patronymic:
            yield "relative", b._replace(given=given, patronymic=patronymic)
    if wife := _wife(b, sex, person, pools, random):
        yield "man and wife", wife
    if len(b.family) > 4 and (near := letters_changed(b.family, b.lang, a.lang, random)):
        yield "near family name", b._replace(family=near, patronymic=None)
        if a.patronymic and b.patronymic:
            yield "near family name, patronymic equal", b._replace(family=near)


def _other_given(name: Name, sex: str, person: Person, pools: _Pools, random: Random) -> str | None:
    own = [other.given for other in person.names if other.lang == name.lang]
    return _lent(pools.given[name.lang, sex, half(person.entity)], own, person.entity, random)


def _other_patronymic(name: Name, sex: str, person: Person, pools: _Pools, random: Random) -> str | None:
    own = [father(other.patronymic) for other in person.names if other.patronymic and other.lang == name.lang]
    if name.lang == "en":
        russian = [other.patronymic for other in person.names if other.patronymic and other.lang == "ru"]
        own += [father(kzling.transliterate(patronymic, ENGLISH)) for patronymic in russian]
    pool = pools.patronymic[name.lang, sex, half(person.entity)]
    return _lent(pool, own, person.entity, random) if own else None


def _wife(name: Name, sex: str, person: Person, pools: _Pools, random: Random) -> Name | None:
    family = other_sex(name.family, name.lang)
    other = "f" if sex == "m" else "m"
    if family is None:
        return None
    given = _lent(pools.given[name.lang, other, half(person.entity)], [name.given], person.entity, random)
    patronymic = _lent(pools.patronymic[name.lang, other, half(person.entity)], [], person.entity, random)
    kept = patronymic if name.patronymic else None
    return name._replace(given=given, patronymic=kept, family=family) if given else None


def _lent(pool: Sequence[tuple[str, str]], own: Sequence[str], entity: str, random: Random) -> str | None:
    """Choose from what others can lend: not of the same person, and clearly not a spelling of what stands there."""
    fit = [
        part
        for part, whose in pool
        if whose != entity and all(are_others(father(part) if is_patronymic(part) else part, one) for one in own)
    ]
    return random.choice(fit) if fit else None


def _same_given(known: Sequence[Person], random: Random) -> Iterator[Pair]:
    """Pair persons whose given name is written alike and whose family names are two."""
    bearers: dict[tuple[str, int], list[tuple[Name, str]]] = defaultdict(list)
    for person in known:
        for name in person.names:
            bearers[name.given, half(person.entity)].append((name, person.entity))
    for _, found in sorted(bearers.items()):
        for a, entity in found:
            b, other = random.choice(found)
            if other != entity and are_others(a.family, b.family):
                yield Pair(a.form, a.lang, b.form, b.lang, entity, "person", "same given name", False)


def patronymics(pairs: Sequence[Pair], languages: str = "kk-ru", *, seed: int = SEED) -> list[Pair]:
    """Give the pairs with a patronymic on both sides, and namesakes and siblings made of each side of each.

    Args:
        pairs: positives.
        languages: the two languages, in alphabetical order.
        seed: decides who lends a name.
    """
    random = Random(seed)
    known = {person.entity: person for person in people(pairs)}
    pools = _pools(known.values())
    made: dict[Pair, None] = {}
    for pair in pairs:
        sides = [
            name
            for name in (known[pair.entity].names if pair.entity in known else ())
            if name.patronymic and (name.form, name.lang) in ((pair.form_a, pair.lang_a), (pair.form_b, pair.lang_b))
        ]
        if pair.languages != languages or len(sides) != 2:
            continue
        made[pair._replace(kind="same")] = None
        for a, b in (sides, sides[::-1]):
            for kind, name in _drawn(b, known[pair.entity], pools, random):
                made[Pair(a.form, a.lang, name.form, name.lang, pair.entity, "person", kind, False)] = None
    return list(made)


def _drawn(name: Name, person: Person, pools: _Pools, random: Random) -> Iterator[tuple[str, Name]]:
    for _ in range(DONORS):
        if patronymic := _other_patronymic(name, name.sex, person, pools, random):
            yield "namesake", name._replace(patronymic=patronymic)
        if given := _other_given(name, name.sex, person, pools, random):
            yield "sibling", name._replace(given=given)
