"""From the base form of a name to its cases: persons word by word, bodies and places by their nouns."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Literal, NamedTuple, cast, get_args

from kzling.errors import UsageError
from kzling.model import EntityType
from kzling.morphology.declension import Forms, Gender, Number, declined, language_of, noun, unchanged
from kzling.morphology.suffixes import endings, has_front_vowels, in_cyrillic, in_latin, is_abbreviation, with_tail
from kzling.text.scripts import script_of

Case = Literal["nom", "gen", "dat", "acc", "loc", "abl", "ins", "voc", "poss"]
Sex = Literal["m", "f"]

#: Languages whose nouns have classes, and how the words of a place are joined that stands on a river.
SLAVIC = frozenset({"ru", "uk", "pl"})
_AT = frozenset({"на", "над", "под", "під", "nad", "pod"})
_INITIAL = re.compile(r"\w\.(?:-?\w\.)*")
_SMALL = re.compile(
    r"(?:von|van|der|den|de|di|da|al|el|bin|ibn|фон|ван|де|ди|да|аль|эль|ель|бин|ибн|ад|ас|ль)", re.IGNORECASE
)
_CASES: Mapping[str, tuple[str, ...]] = {
    "ru": ("nom", "gen", "dat", "acc", "ins", "loc"),
    "uk": ("nom", "gen", "dat", "acc", "ins", "loc", "voc"),
    "pl": ("nom", "gen", "dat", "acc", "ins", "loc", "voc"),
    "kk": ("nom", "gen", "dat", "acc", "loc", "abl", "ins"),
    "en": ("nom", "poss"),
}
#: Longer texts are no names.
_LONGEST = 200


def _patterns(told: Mapping[str, Mapping[Gender, str]]) -> Mapping[str, Mapping[Gender, re.Pattern[str]]]:
    """Make patterns of the ends of words, by language and gender."""
    return {
        lang: {gender: re.compile(rf"..+(?:{end})", re.IGNORECASE) for gender, end in ends.items()}
        for lang, ends in told.items()
    }


class Inflected(NamedTuple):
    """All forms of a name, with the gender that words around it agree with (None: it has none, or it is unknown)."""

    forms: Forms
    gender: Gender | None


def inflect(
    name: str,
    *,
    lang: str,
    case: str,
    number: Number = "sg",
    type: EntityType = "person",
    sex: Sex | None = None,
) -> str | None:
    """Put a name into a grammatical case.

    >>> inflect("Касым-Жомарт Токаев", lang="ru", case="ins")
    'Касым-Жомартом Токаевым'
    >>> inflect("Шымкент", lang="kk", case="loc", type="place"), inflect("Львів", lang="uk", case="gen", type="place")
    ('Шымкентте', 'Львова')

    Args:
        name: in its base form; a person's in the order that it is written in.
        lang: kk, ru, uk, pl or en.
        case: nom, gen, dat, acc, ins, loc; in Kazakh abl, too, in Ukrainian and Polish voc; in English poss.
        number: "pl" for all who bear a family name: Токаевы.
        type: what it is the name of.
        sex: of a person; without it a man's name is taken for granted where forms differ, unless its ending says that
            it is a woman's.

    Returns:
        The usual form, or None where it is not sure what it is.

    Raises:
        UsageError: there is no such language, case or number.
    """
    if lang not in _CASES:
        raise UsageError(f"Names are not inflected in {lang!r}; use one of {', '.join(sorted(_CASES))}.")
    if case not in _CASES[lang]:
        raise UsageError(f"{case!r} is no case of {lang}; use one of {', '.join(_CASES[lang])}.")
    if number not in get_args(Number):
        raise UsageError(f"number must be 'sg' or 'pl', not {number!r}.")
    found = inflected(name, lang, type, sex) if len(name) <= _LONGEST else None
    forms = found.forms.get((number, case), ()) if found else ()
    return forms[0] if forms else None


@lru_cache(maxsize=1 << 13)
def inflected(name: str, lang: str, type: EntityType, sex: Sex | None = None) -> Inflected | None:
    """Give all forms of a name, the usual one of a case first; None where it is not sure what they are."""
    if not name.strip() or script_of(name) not in ("Cyrl", "Latn"):
        return None
    if lang in SLAVIC:
        if script_of(name) != language_script(lang) or is_abbreviation(name):
            return Inflected(unchanged(name, lang), None)
        if type == "person":
            return _person(name, lang, sex)
        return (_people(name, lang) if type == "group" else None) or _thing(name, lang)
    if lang == "kk":
        forms = _kazakh(name, type) if script_of(name) == "Cyrl" else _kazakh_latin(name, type)
        return Inflected(forms, None) if forms else None
    return Inflected(_english(name), None) if lang == "en" else None


def language_script(lang: str) -> str:
    """Give the script in which names are declined."""
    return "Latn" if lang in ("pl", "en") else "Cyrl"


# Slavic languages.


def _person(name: str, lang: str, sex: Sex | None) -> Inflected | None:
    words = name.split(" ")
    gender: Gender = sex or _sex_by_ending(words, lang)
    last = len(words) - 1
    # Ким Чен Ына
    fixed = last if last == _EASTERN - 1 and words[0].lower() in language_of(lang).eastern else 0
    parts = [
        unchanged(word, lang) if place < fixed else _part_of_person(word, lang, gender, place == 0, place == last)
        for place, word in enumerate(words)
    ]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return Inflected(_joined(known, " "), gender)


#: So many words have names of Korea and Vietnam.
_EASTERN = 3
# How women's patronymics end, and their family names.
_WOMANS = {
    "ru": (("вна", "ична", "кызы", "қызы"), ("ова", "ева", "ёва", "ина", "ына", "ская", "цкая")),
    "uk": (("вна", "кызы", "кизи"), ("ова", "ева", "єва", "іна", "їна", "ська", "цька")),
    "pl": (("wna", "kyzy"), ("owa", "ewa", "ska", "cka")),
}


def _sex_by_ending(words: Sequence[str], lang: str) -> Gender:
    fathers, families = _WOMANS[lang]
    small = [word.lower() for word in words]
    return "f" if any(word.endswith(fathers) for word in small) or small[-1].endswith(families) else "m"


def _part_of_person(word: str, lang: str, gender: Gender, first: bool, last: bool) -> Forms | None:
    if _INITIAL.fullmatch(word) or _SMALL.fullmatch(word):
        return unchanged(word, lang)
    halves = re.split("([-‐‑])", word)
    known: list[Forms] = []
    for place, half in enumerate(halves[::2]):
        is_end = place == len(halves[::2]) - 1
        forms = declined(half, lang, "person", gender, first=first, last=last) if half else unchanged(half, lang)
        if not is_end and not _is_adjectival(forms):
            # Of a double given name the last part alone is declined: Касым-Жомарта.
            forms = unchanged(half, lang)
        if forms is None:
            return None
        known.append(forms)
    return _joined(known, halves[1] if len(halves) > 1 else "-")


def _is_adjectival(forms: Forms | None) -> bool:
    """Say whether a family name has endings of its own, as in Салтыков-Щедрин."""
    return (
        forms is not None and ("pl", "nom") in forms and forms["sg", "ins"][0].endswith(("ым", "им", "ой", "ою", "m"))
    )


def _people(name: str, lang: str) -> Inflected | None:
    """Decline the name of a people, or an adjective that says of which people something is."""
    before, _, last = name.rpartition(" ")
    by_gender = {gender: declined(last, lang, "adjective", gender) for gender in get_args(Gender)}
    if by_gender["m"] is not None and _agrees(last, lang, "m") and not before:
        return _adjective(last, lang, by_gender["m"])
    if by_gender["f"] is not None and _agrees(last, lang, "f") and not before:
        return Inflected(by_gender["f"], "f")
    people = declined(last, lang, "people", None)
    if people is None:
        return None
    if not before:
        return Inflected(people, None)
    adjective = declined(before, lang, "adjective", "pl" if last[-1:] in "ыие" else "m")
    return Inflected(_joined([adjective, people], " "), None) if adjective else None


# How adjectives end in the masculine, then in the feminine, the neuter and the plural; the same behind к г х ж ч ш щ.
_BY_GENDER: Mapping[str, tuple[str, tuple[str, str, str], tuple[str, str, str]]] = {
    "ru": (r"[иыо]й\Z", ("ая", "ое", "ые"), ("ая", "ое", "ие")),
    "uk": (r"ий\Z", ("а", "е", "і"), ("а", "е", "і")),
}


def _adjective(word: str, lang: str, masculine: Forms) -> Inflected | None:
    """Give an adjective's forms of all genders; None where the language's are not known."""
    if lang not in _BY_GENDER:
        return None
    masculines, ends, hard = _BY_GENDER[lang]
    stem = re.sub(masculines, "", word)
    forms = dict(masculine)
    forms["sg", "acc"] = (*forms["sg", "acc"], *forms["sg", "gen"])
    genders: tuple[Gender, Gender, Gender] = ("f", "n", "pl")
    for gender, end in zip(genders, hard if stem.endswith(tuple("кгхжчшщ")) else ends, strict=True):
        other = declined(stem + end, lang, "adjective", gender) or {}
        for (_, case), spelt in other.items():
            forms["pl" if gender == "pl" else "sg", case if gender == "pl" else f"{gender}+{case}"] = spelt
    if ("pl", "acc") in forms:
        forms["pl", "acc"] = (*forms["pl", "acc"], *forms["pl", "gen"])
    return Inflected(forms, None)


def _thing(name: str, lang: str) -> Inflected | None:
    words = name.split(" ")
    if len(words) == 1:
        found = _noun(name, lang)
        return None if found is None else Inflected(found[1], found[0])
    most = next((place for place, word in enumerate(words[:-1]) if not _agrees(word, lang)), len(words) - 1)
    # A noun may end like an adjective.
    tried = (_phrase(words, size, lang) for size in range(most, -1, -1))
    return next((found for found in tried if found is not None), None)


def _phrase(words: Sequence[str], size: int, lang: str) -> Inflected | None:
    """Decline a name that has so many adjectives before its noun, and others behind that, or what depends on it."""
    found = _noun(words[size], lang)
    if found is None and size == 0 and is_abbreviation(words[0]):
        # МЧС России
        return Inflected(unchanged(" ".join(words), lang), None)
    if found is None:
        return None
    gender, forms = found
    before, rest = words[:size], words[size + 1 :]
    if before and gender is None:
        return None
    behind = list(takewhile(lambda word: lang in _ADJECTIVES_BEHIND and _agrees(word, lang, gender), rest))
    rest = rest[len(behind) :]
    if (rest and not is_head(words[size], lang)) or not all(_agrees(word, lang, gender) for word in before):
        return None
    parts = [declined(word, lang, "adjective", gender) for word in (*before, *behind)]
    parts.insert(size, forms)
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return Inflected(_joined([*known, *(unchanged(word, lang) for word in rest)], " "), gender)


def _noun(word: str, lang: str) -> tuple[Gender | None, Forms] | None:
    if is_abbreviation(word):
        return None
    whole = noun(word, lang)
    halves = re.split("[-‐‑]", word)
    if len(halves) == 1:
        return whole or _adjectival(word, lang)
    return None if not all(halves) else _hyphenated(word, halves, lang) or whole


def _hyphenated(word: str, halves: Sequence[str], lang: str) -> tuple[Gender | None, Forms] | None:
    hyphen = word[len(halves[0])]
    if len(halves) == 3 and halves[1].lower() in _AT:
        found, rest = noun(halves[0], lang), halves[1:]
        return found and (found[0], _joined([found[1], *(unchanged(one, lang) for one in rest)], hyphen))
    if len(halves) == 2 and halves[1].isdecimal():
        # Формула-1
        found = noun(halves[0], lang)
        return found and (found[0], _joined([found[1], unchanged(halves[1], lang)], hyphen))
    last = noun(halves[-1], lang)
    adjective = _adjectival(halves[-1], lang) if last is None else None
    if adjective is not None and len(halves) == 2 and (first := noun(halves[0], lang)) and first[0] == adjective[0]:
        return first[0], _joined([first[1], adjective[1]], hyphen)
    found = last or adjective
    return found and (found[0], _joined([*(unchanged(one, lang) for one in halves[:-1]), found[1]], hyphen))


def _adjectival(word: str, lang: str) -> tuple[Gender, Forms] | None:
    """Decline a name that is surely an adjective itself: Грозный, Кропивницький."""
    for gender, ends in _ADJECTIVE_NAMES[lang].items():
        forms = declined(word, lang, "adjective", gender) if ends.fullmatch(word) else None
        if forms is not None:
            return gender, forms
    return None


# Names of places that are adjectives, by gender; others are listed.
_ENDS_OF_NAMES: Mapping[str, Mapping[Gender, str]] = {
    "ru": {"m": "[сц]кий|[нв]ый|ний", "f": "[сц]кая", "n": "[сц]кое|ное|вое"},
    "uk": {"m": "[сцз]ький|[нв]ий", "f": "[сцз]ька", "n": "[сцз]ьке|не|ве"},
    "pl": {"m": "[sc]ki", "f": "[sc]ka", "n": "[sc]kie"},
}
_ADJECTIVE_NAMES = _patterns(_ENDS_OF_NAMES)
#: Languages in which adjectives stand behind the noun, too: Unia Europejska.
_ADJECTIVES_BEHIND = frozenset({"pl"})
# By gender, how adjectives end that names have. Others may end so, too: a noun of that gender has to stand there.
_ENDS: Mapping[str, Mapping[Gender, str]] = {
    "ru": {"m": "[иыо]й", "f": "ая|яя", "n": "ое|ее", "pl": "ые|ие"},
    "uk": {
        "m": "ий|ій",
        "f": "[сзц]ька|[влн]а|ня|[жчш]а",
        "n": "[сзц]ьке|[влн]е|нє|[жчш]е",
        "pl": "[сзц]ькі|[влн]і|[жчш]і",
    },
    "pl": {
        "m": "[kg]i|[^aeiou]y|ni",
        "f": "[scl]ka|[nw]a|nia|ża|sza|ga|da|[rł]a",
        "n": "[sc]kie|ne|we|nie|że|sze|gie|de",
        "pl": "[sc]kie|ne|we|nie|że|sze",
    },
}
_ADJECTIVES = _patterns(_ENDS)


def _agrees(word: str, lang: str, gender: Gender | None = None) -> bool:
    """Say whether a word has the ending of an adjective, beside a noun of a gender (None: of any)."""
    ends = _ADJECTIVES[lang]
    return any(ends[one].fullmatch(word) for one in ([gender] if gender else ends))


def is_head(word: str, lang: str) -> bool:
    """Say whether a word says what a body or place is, so that what is behind it depends on it: Банк развития."""
    return word.lower() in language_of(lang).heads


def _joined(parts: Sequence[Forms], between: str) -> Forms:
    """Put the forms of words together, all in one case and, as far as there are several, of one kind."""
    keys = set.intersection(*(set(part) for part in parts))
    found: dict[tuple[Number, str], tuple[str, ...]] = {}
    for key in keys:
        most = max(len(part[key]) for part in parts)
        rows = (between.join(part[key][min(place, len(part[key]) - 1)] for part in parts) for place in range(most))
        found[key] = tuple(dict.fromkeys(rows))
    return found


# Kazakh and English.


def _kazakh(name: str, type: EntityType) -> Forms:
    possessed, front = is_possessed(name, type), has_front_vowels(name)
    found: dict[tuple[Number, str], tuple[str, ...]] = {("sg", "nom"): (name,)}
    by_id = {one.id: one for one in endings().endings}
    plural = by_id["pl"]
    for case in _CASES["kk"]:
        ends = [by_id[case]] if case in by_id else []
        for number, tail in (("sg", ends), ("pl", [plural, *ends])):
            form = with_tail(name, tail, front=front, possessed=possessed)
            if form is not None:
                found[cast("Number", number), case] = (form,)
    return found


def _kazakh_latin(name: str, type: EntityType) -> Forms | None:
    """Put the endings behind a name in Latin letters that stand behind it in Cyrillic ones."""
    read = in_cyrillic(name)
    if read is None:
        return None
    read = read.upper() if is_abbreviation(name) else read
    return {
        key: tuple(name + in_latin(form[len(read) :]) for form in forms) for key, forms in _kazakh(read, type).items()
    }


def is_possessed(name: str, type: EntityType) -> bool:
    """Say whether the last word of a Kazakh name has the ending of possession: Алматы облысы.

    >>> is_possessed("Алматы облысы", "place"), is_possessed("Алматы", "place")
    (True, False)
    """
    words = name.lower().split()
    if type == "person":
        return bool(words) and words[-1].endswith(("ұлы", "қызы"))
    return len(words) > 1 and words[-1].endswith(("ы", "і"))


def _english(name: str) -> Forms:
    forms = (f"{name}'s", f"{name}'") if name.endswith(("s", "S")) else (f"{name}'s",)
    return {
        ("sg", "nom"): (name,),
        ("sg", "poss"): forms,
        ("pl", "nom"): (f"{name}s",),
        ("pl", "poss"): (f"{name}s'",),
    }
