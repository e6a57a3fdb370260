"""Faults that one entity shows by itself: dates, names that contradict each other, letters, missing languages."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

import regex

from kzling import data
from kzling.knowledge.dates import iso_date, valid_on
from kzling.knowledge.merging import overlap
from kzling.model import Entity, Name
from kzling.text.lookalikes import replacements
from kzling.text.nfc import is_nfc, nfc
from kzling.text.scripts import SCRIPTS, count, script_of
from kzling.text.tokens import words

#: Apostrophes that names are not written with: a base has the straight one.
_APOSTROPHES = "’ʼʻ‘`´ʹ"
_HYPHENS = regex.compile("[-‐‑]")
_ROMAN = regex.compile("[IVXLCDM]+")
#: For a script, a letter of the other script that is not written with letters of this one.
_OTHER = {"Latn": "Ж", "Cyrl": "Q"}
#: Shorter words are too often abbreviations that look like another script by chance (IT, TV).
_SHORTEST = 3
#: Languages that every person and place of Kazakhstan has a name in.
_OF_KAZAKHSTAN = ("kk", "ru")


class Fault(NamedTuple):
    """A kind of finding (`kzling.knowledge.check.kinds`), the name it is about, if it is about one, and why."""

    kind: str
    name: str | None
    why: str


def faults(entity: Entity) -> Iterator[Fault]:
    """Give the faults of an entity.

    >>> [fault.kind for fault in faults(Entity("x", (Name("Aстана", "ru", since="2022", until="2019"),)))]
    ['dates-reversed', 'look-alike-letters']
    """
    for name in entity.names:
        for check in (_dates, _writing, _letters, _script):
            yield from (Fault(kind, name.text, why) for kind, why in check(name))
    yield from _names_together(entity.names)
    if entity.type in ("person", "place") and _is_of(entity, "kz"):
        yield from _missing(entity.names)


# What is wrong with a name: the kind, and why.
_Found = Iterator[tuple[str, str]]


def _dates(name: Name) -> _Found:
    for day in (name.since, name.until):
        if day is not None and iso_date(day) != day:
            yield "unreadable-date", f"{day!r} is no date; write 2022, 2022-09 or 2022-09-17."
    if name.since is not None and name.until is not None and not valid_on(name, name.since):
        yield (
            "dates-reversed",
            f"It ends ({name.until}) before or when it begins ({name.since}), so it is never valid.",
        )


def _writing(name: Name) -> _Found:
    text = name.text
    if not is_nfc(text):
        yield "not-nfc", f"Write {nfc(text)!r} in Unicode NFC."
    if text != " ".join(text.split()):
        yield "white-space", f"Write {' '.join(text.split())!r}: single spaces, none at the ends."
    if odd := "".join(char for char in _APOSTROPHES if char in text):
        yield "apostrophe", f"Write the straight apostrophe (') for {odd}."


def _letters(name: Name) -> _Found:
    counts = count(name.text)
    if len(counts) < 2:
        return
    if changes := list(replacements(name.text)):
        at = ", ".join(f"{change.after!r} for the letter at {change.start}" for change in changes)
        yield "look-alike-letters", f"Write {at}: it only looks alike."
        return
    majority = script_of(name.text)
    for word in words(name.text):
        for part in _HYPHENS.split(word.text):
            scripts = count(part)
            if len(scripts) > 1:
                yield "mixed-scripts", f"{part!r} has letters of {' and '.join(scripts)}."
            elif majority not in scripts and _only_twins(part):
                yield "look-alike-word", f"Every letter of {part!r} ({script_of(part)}) also looks like {majority}."


def _only_twins(word: str) -> bool:
    """Say whether a word of one script could be of the other: all its letters look like letters of that."""
    other = _OTHER.get(script_of(word))
    if other is None or len(word) < _SHORTEST or _ROMAN.fullmatch(word):
        return False
    # Within a word of more letters of the other script, look-alikes are found if the letters are nothing else.
    return word.isalpha() and any(replacements(other * len(word) + word + other))


def _script(name: Name) -> _Found:
    written = script_of(name.text)
    if written not in SCRIPTS:
        return
    # Codes like Jpan stand for several scripts.
    if name.script in SCRIPTS and name.script != written:
        yield "wrong-script", f"The script is said to be {name.script}, but the letters are {written}."
    expected = _scripts().get(name.lang)
    if name.kind == "official" and expected and written not in expected:
        scripts = " or ".join(sorted(expected))
        yield "foreign-script", f"An official name in {name.lang} is written in {scripts}, not {written}."


@cache
def _scripts() -> dict[str, set[str]]:
    """Language -> the scripts it is or was written in, for the languages that have a file in resources/."""
    scripts: dict[str, set[str]] = defaultdict(set)
    for path in data.names("languages"):
        table = data.read_yaml(path)
        scripts[table["language"]].add(table["script"])
    for alphabet in data.read_yaml("alphabets.yml")["letters"]:
        language, script = alphabet.split("-")
        scripts[language].add(script)
    return dict(scripts)


def _names_together(names: Sequence[Name]) -> Iterator[Fault]:
    official: dict[object, list[Name]] = defaultdict(list)
    equal: dict[object, list[Name]] = defaultdict(list)
    for name in names:
        equal[name.text, name.lang, name.kind].append(name)
        if name.kind == "official":
            official[name.lang, script_of(name.text)].append(name)
    for one, _ in _at_one_time(equal):
        yield Fault("listed-twice", one.text, f"In {one.lang}, as {one.kind}, it is listed twice for one time.")
    for a, b in _at_one_time(official):
        # Equal dates are those of one act: it may name a state in full and in short.
        if a.text != b.text and (a.since, a.until) != (b.since, b.until):
            yield Fault("two-official", a.text, f"In {a.lang} {b.text!r} has other dates, but is official on one day.")


def _at_one_time(groups: dict[object, list[Name]]) -> Iterator[tuple[Name, Name]]:
    """Give each two names of a group that share a day; by law and in force a name may begin on different days."""
    for group in groups.values():
        for a, b in combinations(group, 2):
            if (a.basis is None or b.basis is None or a.basis == b.basis) and overlap(a, b):
                yield a, b


def _missing(names: Sequence[Name]) -> Iterator[Fault]:
    languages = {name.lang for name in names}
    for language in _OF_KAZAKHSTAN:
        if language not in languages:
            yield Fault("missing-language", None, f"A person or place of Kazakhstan has a name in {language}; add it.")
    if "kk" in languages and not any(name.lang == "kk" and script_of(name.text) == "Cyrl" for name in names):
        yield Fault("missing-script", None, "No Kazakh name is in Cyrillic letters; add it.")


def _is_of(entity: Entity, country: str) -> bool:
    stated = entity.attributes.get("country")
    return stated == country or (isinstance(stated, (list, tuple)) and country in stated)
