"""What the words beside a name say of it: an office, a kind of place, that a capital acts as a government."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import regex

from kzling import data
from kzling.knowledge.roles import Office, offices
from kzling.model import Entity
from kzling.morphology.forms import lemmas
from kzling.names.generic import plain
from kzling.text.fold import fold

CUES, OFFICES = "resolution/metonyms.yml", "resolution/offices.yml"

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’ʼ‘`\-‐‑]*")
_END = regex.compile(r"[.!?…\n]")
#: How far words beside a name are looked at, in code points, and how many of them.
_REACH, _NEAR = 90, 7
#: No sentence is looked through for its verb any farther.
_SENTENCE = 400
#: Languages whose sentences end in their verb.
VERB_LAST = frozenset({"kk", "ky", "uz", "tt", "tr", "az", "tk", "ug"})
#: Towns and villages are told apart by law alone: a word for one fits all.
_SETTLEMENTS = frozenset(
    {
        "city",
        "federal-city",
        "town",
        "urban-settlement",
        "village",
        "stanitsa",
        "khutor",
        "rural-settlement",
        "settlement",
    }
)
#: A phrase of the cues has at most so many words, and a verb stands so near behind its subject.
_PHRASE, _VERB = 3, 3
#: Words between names that share a word.
_AND = frozenset({"и", "та", "і", "й", "және", "мен", "пен", "бен", "and", "i", "oraz", "und"})
_GENITIVE = ("ның", "нің", "дың", "дің", "тың", "тің")
#: A name as others are listed behind it, up to the small word behind the last: at most so many as a text lists.
_LISTED = regex.compile(
    r"(?:(?:,\s*+|,?\s+(?:и|та|і|й|және|мен|пен|бен|and|i|oraz|und)\s+)\p{Lu}[\p{L}\p{M}'’\-]*+){1,30}+"
    r"\s+(?P<noun>\p{Ll}[\p{L}\p{M}]*+)"
)
#: Endings of nouns that are plural beyond doubt: English; Russian, Ukrainian, Belarusian; Kazakh; Polish.
_PLURAL_NOUN = (
    *("s", "ах", "ях", "ам", "ям", "ами", "ями", "ей", "ach", "om", "ami"),
    *(f"{plural}ары{case}" for plural in "лдт" for case in ("", "н", "на", "нда", "нан", "ның", "мен")),
    *(f"{plural}ері{case}" for plural in "лдт" for case in ("", "н", "не", "нде", "нен", "нің", "мен")),
)
#: Endings of verbs in the past, Russian, Ukrainian, Polish, English, and how long such verbs are at least; reflexive
#: verbs say what becomes of a building.
_LEAST_VERB = 5
_PAST = ("л", "ла", "ло", "ли", "ив", "ав", "ał", "ała", "ił", "iła", "ło", "ed")
#: In the plural of Slavic verbs nobody in particular is the subject.
_PLURAL = ("ли", "li", "ły", "ют", "ут", "ят", "ат", "ють", "уть", "ять", "ать")
#: A case ending or possessive adds at most so many letters to a word of a title.
_ENDING = 5


class Beside(NamedTuple):
    """The words before and behind a name in its sentence, as they stand; the nearest is last, and first.

    `last` are the last two words of the sentence.
    """

    before: tuple[str, ...]
    behind: tuple[str, ...]
    last: tuple[str, ...] = ()


class Cues(NamedTuple):
    """Words by which a capital is its government: see resources/resolution/metonyms.yml."""

    official: frozenset[str]
    speech: frozenset[str]
    relations: frozenset[str]
    place: frozenset[str]


def beside(text: str, start: int, end: int, *, stop: int | None = None) -> Beside:
    """Give the words beside `start`:`end`; `stop` is where what is looked at ends.

    >>> beside("Вчера. Президент Токаев заявил об этом.", 17, 23)
    Beside(before=('Президент',), behind=('заявил', 'об', 'этом'), last=('об', 'этом'))
    """
    before = _END.split(text[max(start - _REACH, 0) : start])[-1]
    behind = _WORD.findall(
        _END.split(text[end : min(end + _SENTENCE, len(text) if stop is None else stop)], maxsplit=1)[0]
    )
    return Beside(tuple(_WORD.findall(before)[-_NEAR:]), tuple(behind[:_NEAR]), tuple(behind[-2:]))


def office_beside(entity: Entity, words: Beside, lang: str | None) -> Office | None:
    """Give the office of a person that stands beside the name, the one with the longest title; None if none does."""
    found = [
        (len(title), office)
        for office in offices(entity)
        for title in office.titles
        if _stands(title.split(), (*words.before, *words.behind), lang)
    ]
    return max(found, key=lambda item: item[0])[1] if found else None


def holds(entity: Entity, noun: str, lang: str | None) -> tuple[Office, ...]:
    """Give the offices of a person that a noun may stand for: "президент", "министр"."""
    asked = noun.split()
    return tuple(
        office for office in offices(entity) if any(_titled(asked, title.split(), lang) for title in office.titles)
    )


def kinds_beside(text: str, start: int, end: int, lang: str | None) -> frozenset[str]:
    """Give the kinds of places (street, region) that the words right beside a name say that it is.

    >>> sorted(kinds_beside("на проспекте Абая", 13, 17, "ru"))
    ['avenue']
    """
    words = beside(text, start, end)
    name = text[start:end]
    found: frozenset[str] = frozenset()
    if words.before and len(name) < _REACH:
        found |= _kinds(f"{words.before[-1]} {name}", lang)
    # In Kazakh what is called by a name stands behind its base form, what belongs to it behind the genitive.
    owner = lang in VERB_LAST and name.endswith(_GENITIVE)
    if words.behind and not owner and text[end : end + 1].isspace() and len(name) < _REACH:
        found |= _kinds(f"{name} {words.behind[0]}", lang)
    said = shared_noun(text, end) or _coordinated(words.before[::-1])
    if said is not None and not found:
        found |= _kinds(f"{name} {said}", lang) | _kinds(f"{said} {name}", lang)
    return found | _kinds(name, lang)


def shared_noun(text: str, end: int) -> str | None:
    """Give the noun in the plural that says what a name and those listed behind it are; None where there is none.

    >>> shared_noun("in the Lviv, Rivne and Odesa regions", 11)
    'regions'
    >>> shared_noun("from Lviv, Rivne and Odesa region", 9) is None
    True
    """
    listed = _LISTED.match(text, end)
    noun = listed["noun"] if listed else ""
    return noun if noun.endswith(_PLURAL_NOUN) else None


def _coordinated(words: tuple[str, ...]) -> str | None:
    """Give the word that says what several names are: «Акмолинской и Костанайской областях»."""
    others = 0
    for word in words:
        if word[:1].isupper():
            others += 1
        elif fold(word) not in _AND:
            return word if others else None
    return None


def kinds_of(entity: Entity) -> frozenset[str]:
    """Give the kinds of places that an entity is, by its names and its attribute `kind`."""
    stated = entity.attributes.get("kind")
    found = frozenset({stated}) | _kinds(f"X {stated}", "en") if isinstance(stated, str) else frozenset()
    found = found.union(*(_kinds(name.text, name.lang) for name in entity.names[:8]))
    return found | _SETTLEMENTS if found & _SETTLEMENTS else found


def acts(words: Beside, *, lang: str | None, nominative: bool, building: bool = False) -> bool:
    """Say whether the words beside the name of a capital or seat speak of its government.

    `nominative` says that the name may be the subject of its sentence, `building` that it is a building, which does
    little by itself: any verb in the past right behind it will do.
    """
    cues = _cues()
    before, behind = [fold(word) for word in words.before], [fold(word) for word in words.behind]
    if _ends(before, cues.official) or _ends(before, cues.relations) or _begins(behind, cues.relations):
        return True
    spoken = next((verb for at in range(_VERB) if (verb := _begins(behind[at:], cues.speech))), None)
    if spoken is None and lang in VERB_LAST and not before:
        spoken = _ends([fold(word) for word in words.last], cues.speech)
    if spoken is None and building and behind and len(behind[0]) >= _LEAST_VERB:
        endings = _PLURAL if _ends(before, cues.place) else _PAST
        spoken = behind[0] if behind[0].endswith(endings) else None
    if spoken is None or _begins(behind, cues.place):
        return False
    if _ends(before, cues.place):
        # «В Москве заявили»: they who speak there.
        return spoken.endswith(_PLURAL)
    return nominative


def _ends(words: list[str], phrases: frozenset[str]) -> str | None:
    """Give the phrase that the words end in."""
    found = (" ".join(words[-size:]) for size in range(_PHRASE, 0, -1) if len(words) >= size)
    return next((phrase for phrase in found if phrase in phrases), None)


def _begins(words: list[str], phrases: frozenset[str]) -> str | None:
    """Give the phrase that the words begin with."""
    found = (" ".join(words[:size]) for size in range(_PHRASE, 0, -1) if len(words) >= size)
    return next((phrase for phrase in found if phrase in phrases), None)


def _titled(asked: list[str], title: list[str], lang: str | None) -> bool:
    """Say whether a title, or some words of one, are asked for; a deputy's office is another one."""
    deputies = words_of_offices("deputy")
    other = deputies.intersection(title) and deputies.isdisjoint(map(fold, asked))
    return not other and _stands(asked, tuple(title), lang)


def _stands(title: list[str], words: tuple[str, ...], lang: str | None) -> bool:
    """Say whether all words of a title stand among others; «премьер» stands in «премьер-министр»."""
    options = [part for word in words for part in (word, *word.split("-")[:-1])]
    return bool(title) and all(any(like(option, asked, lang) for option in options) for asked in title)


@lru_cache(maxsize=1 << 13)
def like(word: str, part: str, lang: str | None) -> bool:
    """Say whether a word may be a form of a word of a title: possessives and stacked endings are taken as they are."""
    folded = fold(word)
    return (
        folded == part
        or part in lemmas(word, lang)
        or (folded.startswith(part) and len(folded) - len(part) <= _ENDING and len(part) > 2)
        or bool(lemmas(word, lang) & lemmas(part, lang))
    )


@lru_cache(maxsize=1 << 13)
def _kinds(name: str, lang: str | None) -> frozenset[str]:
    return plain(name, lang, "place").kinds


@cache
def words_of_offices(what: Literal["first", "former", "deputy"]) -> frozenset[str]:
    """Give words beside titles, see resources/resolution/offices.yml; folded."""
    return frozenset(fold(word) for words in data.read_yaml(OFFICES)[what].values() for word in words)


@cache
def _cues() -> Cues:
    raw: Mapping[str, Mapping[str, list[str]]] = data.read_yaml(CUES)["cues"]
    found = ((fold(word) for words in raw[kind].values() for word in words) for kind in Cues._fields)
    return Cues(*map(frozenset, found))
