"""Names of persons in ru, kk, uk and en taken apart and put together: what the generated negatives are made with.

It is on purpose no part of kzling: what kzling is measured on does not move with it. Only plain forms are taken apart
(a given name, one patronymic or none, one family name), all others are left out.
"""

import re
from collections.abc import Collection
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

LANGUAGES = ("ru", "kk", "uk", "en")
Layout = Literal["given-first", "family-first", "comma"]
Sex = Literal["m", "f", "u"]

_SONS = (
    r"(?<=[бвгджзклмнпрстфхцчшщ])(?:ович|ич)|ьевич|иевич|евич|йович|ьович|ович|ұлы|улы|оглы"
    r"|yovych|yovich|yevich|evich|ovych|ovich|uly|ulu"
)
_DAUGHTERS = r"ьевна|иевна|евна|овна|инична|ьична|івна|ївна|қызы|кызы|yevna|evna|ovna|ivna|qyzy|kyzy"
_PATRONYMIC = re.compile(rf"(?P<stem>.{{3,}}?)(?:(?P<m>{_SONS})|(?P<f>{_DAUGHTERS}))")
# A family name in -ич has the place of one; -ович alone at the end of three words is a patronymic where no word
# before it is one.
_MEN = re.compile(r".{2,}(?:[оеё]в|єв|[иы]н|ін|[сц]кий|[сц]ький|ov|ev|yov|in|sk[iy]y?)")
_WOMEN = re.compile(r".{2,}(?:[оеё]ва|єва|[иы]на|іна|[сц]кая|[сц]ька|ova|eva|yova|ina|sk[ay]ya|ska)")
_FAMILY = re.compile(rf"{_MEN.pattern}|{_WOMEN.pattern}|.{{2,}}(?:ко|чук|юк|ко|ян|дзе|ko|chuk|yuk|yan)")
_TOKEN = re.compile(r"[^\W\d_]+(?:[-’'ʼ][^\W\d_]+)*")
#: Endings of men's family names and of their wives', by language.
_PAIRS = {
    "ru": (
        ("ский", "ская"),
        ("цкий", "цкая"),
        ("ов", "ова"),
        ("ев", "ева"),
        ("ёв", "ёва"),
        ("ин", "ина"),
        ("ын", "ына"),
    ),
    "uk": (
        ("ський", "ська"),
        ("цький", "цька"),
        ("ов", "ова"),
        ("ев", "ева"),
        ("єв", "єва"),
        ("ін", "іна"),
        ("ин", "ина"),
    ),
    "en": (("skiy", "skaya"), ("skyi", "ska"), ("sky", "skaya"), ("ov", "ova"), ("ev", "eva"), ("in", "ina")),
}
_PAIRS["kk"] = _PAIRS["ru"]
#: Names less alike than this, letter by letter, are two: Микола and Ніколай stay one, Сергей and Алексей are two.
#: Set by hand in November 2026 on given names and stems of patronymics that occur in the data.
_OTHER = 0.5


class Name(NamedTuple):
    """A form taken apart."""

    lang: str
    given: str
    patronymic: str | None
    family: str
    layout: Layout

    @property
    def sex(self) -> Sex:
        found = _PATRONYMIC.fullmatch((self.patronymic or "").lower())
        if found:
            return "m" if found["m"] else "f"
        family = self.family.lower()
        return "m" if _MEN.fullmatch(family) else "f" if _WOMEN.fullmatch(family) else "u"

    @property
    def form(self) -> str:
        called = f"{self.given} {self.patronymic}" if self.patronymic else self.given
        if self.layout == "given-first":
            return f"{called} {self.family}"
        return f"{self.family}{',' if self.layout == 'comma' else ''} {called}"


def taken_apart(form: str, lang: str, givens: Collection[str] = ()) -> Name | None:
    """Take a plain form apart; None for what is not plain or not certain.

    Args:
        form: the name.
        lang: its language; None comes back for others than `LANGUAGES`.
        givens: given names known from forms that leave no doubt, for those of two words.

    >>> taken_apart("Токаев, Касым-Жомарт Кемелевич", "ru")
    Name(lang='ru', given='Касым-Жомарт', patronymic='Кемелевич', family='Токаев', layout='comma')
    >>> taken_apart("Алмазбек Атамбаев", "kk").family
    'Атамбаев'
    """
    head, comma, tail = form.partition(",")
    first, rest = _words(head), _words(tail)
    if lang not in LANGUAGES or first is None or rest is None:
        return None
    if comma:
        if len(first) == 1 and len(rest) in (1, 2) and not is_patronymic(rest[0]):
            patronymic = rest[1] if len(rest) == 2 else None
            return Name(lang, rest[0], patronymic, first[0], "comma") if _fits(patronymic) else None
        return None
    if len(first) == 3:
        return _of_three(first, lang)
    return _of_two(first, lang, givens) if len(first) == 2 else None


def _words(text: str) -> list[str] | None:
    found = text.split()
    return found if all(_TOKEN.fullmatch(word) and len(word) > 1 and not word.isupper() for word in found) else None


def _fits(patronymic: str | None) -> bool:
    return patronymic is None or is_patronymic(patronymic)


def _of_three(words: list[str], lang: str) -> Name | None:
    if is_patronymic(words[1]):
        return Name(lang, words[0], words[1], words[2], "given-first")
    return Name(lang, words[1], words[2], words[0], "family-first") if is_patronymic(words[2]) else None


def _of_two(words: list[str], lang: str, givens: Collection[str]) -> Name | None:
    if any(map(is_patronymic, words)):
        return None
    known = [word in givens for word in words]
    like = [_FAMILY.fullmatch(word.lower()) is not None for word in words]
    if (known[0] and not known[1]) or (like[1] and not like[0] and not known[1]):
        return Name(lang, words[0], None, words[1], "given-first")
    return Name(lang, words[1], None, words[0], "family-first") if known[1] and not known[0] else None


def is_patronymic(word: str) -> bool:
    return _PATRONYMIC.fullmatch(word.lower()) is not None


def father(patronymic: str) -> str:
    """Give the stem of a patronymic in small letters.

    >>> father("Әбішұлы"), father("Николаевна")
    ('әбіш', 'никола')
    """
    found = _PATRONYMIC.fullmatch(patronymic.lower())
    return found["stem"] if found else patronymic.lower()


def son(given: str, lang: str) -> str | None:
    """Make the patronymic of a man's son; None where it takes more than an ending to know it.

    >>> son("Юрий", "ru"), son("Дмитрий", "ru"), son("Нұрлан", "kk"), son("Сергій", "uk"), son("Илья", "ru")
    ('Юрьевич', 'Дмитриевич', 'Нұрланұлы', 'Сергійович', None)
    """
    word = given.lower()
    consonant = word[-1] in "бвгджзклмнпрстфхцчшщққғңһ"
    if "-" in word or len(word) < 3 or word in ("павел", "пётр", "петр", "лев"):
        return None
    if lang == "kk":
        return f"{given}ұлы"
    if lang == "ru":
        if word.endswith("ий"):
            return given[:-2] + ("ьевич" if word[-4] in "аеиоуыэюя" else "иевич")
        if word[-1] in "йь":
            return f"{given[:-1]}евич"
        return given + ("евич" if word[-1] in "жшщчц" else "ович") if consonant else None
    if lang == "uk":
        if word[-1] in "йь":
            return f"{given}ович"
        return f"{given}ович" if consonant else None
    return f"{given}ovich" if word[-1] in "bdgklmnprtvz" else None


def other_sex(family: str, lang: str) -> str | None:
    """Give a family name in the form of the other sex; None for those that have one form or an unknown one.

    >>> other_sex("Назарбаева", "ru"), other_sex("Зеленський", "uk"), other_sex("Ющенко", "uk")
    ('Назарбаев', 'Зеленська', None)
    """
    for man, woman in _PAIRS[lang]:
        if family.endswith(woman):
            return family[: -len(woman)] + man
        if family.endswith(man):
            return family[: -len(man)] + woman
    return None


def are_others(a: str, b: str) -> bool:
    """Whether two given names, stems or family names are clearly not spellings of one.

    >>> are_others("Микола", "Ніколай"), are_others("Нурлан", "Серик")
    (False, True)
    """
    return Levenshtein.normalized_similarity(a.lower(), b.lower()) < _OTHER
