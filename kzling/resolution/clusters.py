"""Names that nobody in the base bears: which of those in one text are one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kzling.knowledge.lookup import alone
from kzling.model import EntityType
from kzling.morphology.forms import base_forms, known
from kzling.names.compare import compare
from kzling.names.ready import thing
from kzling.resolution.person_parts import roles_of
from kzling.resolution.same_person import Index, by_person, is_full
from kzling.text.fold import fold
from kzling.text.tokens import words

#: Raised when a rule changes.
VERSION = 2

#: An abbreviation has so many letters; words of so few small letters are left out of it (of, for, по).
_SHORTEST, _LONGEST, _LINKING = 2, 8, 3
#: An abbreviation that begins so few code points behind a name stands in brackets behind it.
_BRACKET = 3
#: A name is held against so many different forms of one group.
_MOST_FORMS = 4


class Unknown(NamedTuple):
    """An unknown name in a text: as it stands there, its base form if known, where it begins."""

    surface: str
    lemma: str
    language: str
    type: EntityType
    start: int


def in_document(names: Sequence[Unknown]) -> list[int]:
    """Give for each unknown name of a text the place among them of the first that it is one with.

    A person is one under the full name, the surname, initials and surname, given name and patronymic, in any case and
    spelling; where a part fits several persons it is that of the nearest before. A woman's surname is no man's, unless
    it is a case form of it. An organisation is one with the initials of its words, and without its legal form.

    >>> names = ("Arman Shaikenov", "A. Shaikenov", "Shaikenova")
    >>> in_document([Unknown(name, name, "en", "person", start) for start, name in enumerate(names)])
    [0, 0, 2]
    """
    groups = [
        *by_person((place, name) for place, name in enumerate(names) if name.type == "person"),
        *_things([(place, name) for place, name in enumerate(names) if name.type != "person"]),
    ]
    first = list(range(len(names)))
    for group in groups:
        for place in group:
            first[place] = min(group)
    return first


def full_name(names: Iterable[Unknown]) -> Unknown | None:
    """Give the fullest of a cluster's names, by which it is known in other texts; None if none is full.

    A person's full name has a given name and a family name: single words, initials and patronymics are shared by
    strangers. Other names have two words. Of names that say as much, that counts of which most others may be cases.

    >>> given = [Unknown(n, n, "ru", "person", 0) for n in ("Сидоров", "Ивана Сидорова", "Иван Сидоров")]
    >>> full_name(given).lemma, full_name(given[:1])
    ('Иван Сидоров', None)
    """
    full = list({name.lemma: name for name in reversed(list(names)) if _says_who(name)}.values())[::-1]
    if len(full) < 2:
        return full[0] if full else None
    cases = Counter(form.text for name in full for form in base_forms(name.lemma, known(name.language)))
    return max(full, key=lambda name: (len(name.lemma.split()), cases[fold(name.lemma)]))


def _says_who(name: Unknown) -> bool:
    if len(name.lemma.split()) < 2:
        return False
    return name.type != "person" or is_full(roles_of(name.lemma, name.language))


# Organisations, places and all others.


def _things(names: Sequence[tuple[int, Unknown]]) -> list[list[int]]:
    """Group names of things of a type that share a form and may be one, and organisations with their initials."""
    groups: list[list[tuple[int, Unknown]]] = []
    index = Index()
    # The longer names come first, so that abbreviations find them.
    for place, name in sorted(names, key=lambda each: (-len(each[1].lemma), each[1].start)):
        forms = {f"{name.type} {form}" for form in _forms(name)}
        # Only names that share a form are worth comparing; an abbreviation shares none.
        near = index.near(forms, name.start) or index.near(_abbreviated(name), name.start)
        near.sort(key=lambda number: (-index.shared(forms, number), number))
        number = next((n for n in near if any(_one(name, other) for _, other in groups[n][:_MOST_FORMS])), None)
        if number is None:
            number = len(groups)
            groups.append([])
        groups[number].append((place, name))
        index.add(forms | _abbreviations(name), name.start, number)
    return [[place for place, _ in group] for group in groups]


def _forms(name: Unknown) -> set[str]:
    """Give what names of one thing have in common: base forms, sound, organisations also words without legal form."""
    lang = known(name.language)
    found = {form.text for form in base_forms(name.lemma, lang)} | alone(name.lemma)
    if name.type == "organization":
        found.add(" ".join(fold(part.token.text) for part in thing(name.lemma, lang, name.type).parts))
    return found


def _one(a: Unknown, b: Unknown) -> bool:
    if fold(a.lemma) == fold(b.lemma):
        return True
    if _is_abbreviation(a):
        return _abbreviates(a, b)
    found = compare(a.lemma, b.lemma, lang_a=known(a.language), lang_b=known(b.language), type=a.type)
    return found.verdict in ("same", "likely")


def _is_abbreviation(name: Unknown) -> bool:
    short = _SHORTEST <= len(name.lemma) <= _LONGEST
    return name.type == "organization" and short and name.lemma.isalpha() and name.lemma.isupper()


def _abbreviations(name: Unknown) -> set[str]:
    """Give under what an abbreviation finds an organisation: initials, and where brackets behind it would stand."""
    if name.type != "organization":
        return set()
    end = name.start + len(name.surface)
    behind = {f"at {end + gap}" for gap in range(1, _BRACKET + 1)}
    return behind | {f"initials {letters}" for letters in _initials(name.lemma)}


def _abbreviated(name: Unknown) -> set[str]:
    return {f"at {name.start}", f"initials {fold(name.lemma)}"} if _is_abbreviation(name) else set()


def _abbreviates(short: Unknown, full: Unknown) -> bool:
    """Say whether a name is the initials of another's words; in brackets behind it, it may leave out some of them."""
    letters, initials = fold(short.lemma), _initials(full.lemma)
    gap = short.start - full.start - len(full.surface)
    left = iter(initials[0])
    in_order = 0 < gap <= _BRACKET and all(letter in left for letter in letters)
    return full.type == short.type and (letters in initials or in_order)


def _initials(name: str) -> tuple[str, str]:
    """Give the first letters of all words of a name, and of its capitalised or longer ones alone.

    >>> _initials("Institute of Nuclear Physics")
    ('ionp', 'inp')
    """
    found = [part for word in words(name) for part in word.text.split("-") if part]
    telling = [part for part in found if part[0].isupper() or len(part) > _LINKING]
    return fold("".join(part[0] for part in found)), fold("".join(part[0] for part in telling))
