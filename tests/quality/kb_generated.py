"""A base of any size out of common names: people, places and organisations, each written in five languages.

The same seed gives the same entities, whatever the number asked for: they come in blocks of their own. Spellings are
written by kzling's own schemes, so that a base says how fast kzling is and how much it needs, not how good it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, islice
from random import Random
from typing import Any, Literal, NamedTuple

from name_forms import other_sex, son

import kzling
from kzling import data

SEED = 11
LANGUAGES = ("ru", "kk", "en", "uk", "pl")
#: Entities that are made at once.
BLOCK = 1_000
#: The share of each type, and of the natives of each language.
TYPES = {"person": 0.6, "place": 0.2, "organization": 0.2}
NATIVES = {"kk": 0.5, "ru": 0.35, "uk": 0.15}
#: The schemes that a native word passes through on its way to each language.
ROUTES: dict[str, dict[str, tuple[str, ...]]] = {
    "kk": {
        "kk": (),
        "ru": ("kk-ru",),
        "en": ("kk-ru", "ru-en-press"),
        "uk": ("kk-ru", "ru-uk"),
        "pl": ("kk-ru", "ru-pl"),
    },
    "ru": {"ru": (), "kk": (), "en": ("ru-en-press",), "uk": ("ru-uk",), "pl": ("ru-pl",)},
    "uk": {"uk": (), "ru": ("uk-ru",), "kk": ("uk-ru",), "en": ("uk-en-2010",), "pl": ("uk-pl",)},
}
#: Weights of names by rank are 1 / (rank + so much): the most frequent family name has about 1 % of all people, the
#: most frequent given name about 3 %, as in Kazakhstan and Russia; set by hand in November 2026.
_FLAT = {"family": 10, "given_men": 4, "given_women": 4, "fathers": 4, "places": 50}
_WOMEN = 0.3
_PLACE_ENDINGS = {"ru": ("овка", "ово", "овское"), "kk": ("тау", "көл", "бұлақ"), "uk": ("івка", "ове", "івське")}
_BEFORE_PLACES = {
    "ru": ("", "", "", "Ново", "Старо", "Верхне", "Нижне"),
    "kk": ("", "", "", "Жаңа", "Қара", "Ақ", "Сары"),
    "uk": ("", "", "", "Ново", "Старо", "Верхньо", "Нижньо"),
}
_TRADES = [
    *("Строй", "Сервис", "Транс", "Агро", "Нефть", "Газ", "Банк", "Медиа", "Инвест", "Энерго", "Металл", "Снаб"),
    *("Торг", "Дом", "Люкс", "Плюс", "Групп", "Фарм", "Мед", "Тех", "Авто", "Связь", "Проект", "Монтаж", "Ресурс"),
    *("Капитал", "Трейд", "Логистик", "Продукт", "Мебель", "Текстиль", "Химия", "Цемент", "Кабель", "Прибор"),
    *("Зерно", "Молоко", "Хлеб", "Вода", "Лес"),
]
_COMPANY = {"ru": "ТОО «{}»", "kk": "«{}» ЖШС", "en": "{} LLP", "uk": "ТОВ «{}»", "pl": "{} sp. z o.o."}

Kind = Literal["listed", "spelling", "inflected", "stranger"]
KINDS: tuple[Kind, ...] = ("listed", "spelling", "inflected", "stranger")
#: Spellings of Russian names that the base does not list.
_OTHER_SPELLINGS = {"de": "ru-de", "fr": "ru-fr", "cs": "ru-cs", "tr": "ru-tr", "hu": "ru-hu"}
#: Russian endings and what stands for them in other cases; the first that fits.
_CASES = (
    (("ский", "цкий"), 2, ("ого", "ому", "им")),
    (("ская", "цкая", "ова", "ева", "ина"), None, ()),
    (("а",), 1, ("ы", "е", "ой")),
    (("ов", "ев", "ин"), 0, ("а", "у", "ым")),
    (tuple("бвгдзклмнпрстфх"), 0, ("а", "у", "ом")),
    (tuple("жшчщц"), 0, ("а", "у", "ем")),
    (("й",), 1, ("я", "ю", "ем")),
)


class Asked(NamedTuple):
    """A name as it is asked; `entity` is None for a stranger, who may bear the name of somebody by chance."""

    form: str
    lang: str
    kind: Kind
    entity: str | None


def records(count: int, *, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """Give records of so many entities, each with five names.

    >>> [record["id"] for record in records(2)], len(next(records(1))["names"])
    (['gen-0', 'gen-1'], 5)
    """
    blocks = range(-(-count // BLOCK))
    return islice((record for block in blocks for record in _block(block, seed)), count)


def _block(block: int, seed: int) -> Iterator[dict[str, Any]]:
    random = Random(f"{seed} {block}")
    types = random.choices(list(TYPES), list(TYPES.values()), k=BLOCK)
    natives = random.choices(list(NATIVES), list(NATIVES.values()), k=BLOCK)
    for number, (type, native) in enumerate(zip(types, natives, strict=True), start=block * BLOCK):
        names = {"person": _person, "place": _place, "organization": _company}[type](native, random)
        listed = [{"text": text, "lang": lang} for lang, text in zip(LANGUAGES, names, strict=True)]
        yield {"id": f"gen-{number}", "type": type, "names": listed}


def _person(native: str, random: Random) -> list[str]:
    man = random.random() > _WOMEN
    given = _drawn(native, "given_men" if man else "given_women", random)
    family, father = _drawn(native, "family", random), _drawn(native, "fathers", random)
    patronymic = son(father, native) or ""
    if not man:
        family, patronymic = other_sex(family, native) or family, _daughter(patronymic)
    full, short = (given, patronymic, family), (given, family)
    return [_written(short if lang in ("en", "pl") else full, native, lang) for lang in LANGUAGES]


def _daughter(patronymic: str) -> str:
    for man, woman in (("ұлы", "қызы"), ("ович", "овна"), ("евич", "евна"), ("ьович", "івна")):
        if patronymic.endswith(man):
            return patronymic.removesuffix(man) + woman
    return patronymic


def _place(native: str, random: Random) -> list[str]:
    before, name = random.choice(_BEFORE_PLACES[native]), _drawn(native, "places", random)
    return [_written((before + name.lower() if before else name,), native, lang) for lang in LANGUAGES]


def _company(native: str, random: Random) -> list[str]:
    name = _drawn(native, "family" if random.random() < 0.2 else "places", random)
    trade = random.choice(_TRADES)
    return [_COMPANY[lang].format(f"{_word(name, native, lang)} {_word(trade, 'ru', lang)}") for lang in LANGUAGES]


def _written(words: Iterable[str], native: str, lang: str) -> str:
    return " ".join(_word(word, native, lang) for word in words if word)


@cache
def _word(word: str, native: str, lang: str) -> str:
    for scheme in ROUTES[native][lang]:
        word = kzling.transliterate(word, scheme)
    return word


def _drawn(native: str, kind: str, random: Random) -> str:
    words, weights = _ranked(native, kind)
    return random.choices(words, cum_weights=weights)[0]


@cache
def _ranked(native: str, kind: str) -> tuple[list[str], list[float]]:
    """Give the words of a kind in an order drawn for good, with their summed weights."""
    words = [word for word in _words(native, kind) if "-" not in word]
    Random(f"{SEED} {native} {kind}").shuffle(words)
    flat = _FLAT[kind]
    return words, list(accumulate(1 / (rank + flat) for rank in range(1, len(words) + 1)))


def _words(native: str, kind: str) -> list[str]:
    raw = data.read_yaml(f"names/common/{native}.yml")
    men = raw["given_men"].split()
    fathers = [name for name in men if son(name, native)]
    if kind == "fathers":
        return fathers
    listed: list[str] = raw[kind].split()
    if kind == "family":
        listed += [f"{name}ов" for name in fathers]
    if kind == "places":
        listed += [name + ending for name in fathers for ending in _PLACE_ENDINGS[native]]
    return list(dict.fromkeys(listed))


def asked(entities: Sequence[dict[str, Any]], count: int, *, seed: int = SEED) -> list[Asked]:
    """Make names to ask for, no form twice: listed forms, other spellings, case forms and strangers, a fourth each."""
    random = Random(f"{seed} asked")
    strangers = list(records(max(BLOCK, count), seed=seed + 1))
    found: dict[str, Asked] = {}
    for kind in KINDS:
        own = random.sample(strangers if kind == "stranger" else entities, k=min(count // 2, len(entities)))
        made = (_asked(record, kind, random) for record in own)
        wanted = len(found) + count // len(KINDS)
        for one in made:
            if one is not None and one.form not in found and len(found) < wanted:
                found[one.form] = one
    listed = list(found.values())
    random.shuffle(listed)
    return listed


def _asked(record: dict[str, Any], kind: Kind, random: Random) -> Asked | None:
    if kind in ("listed", "stranger"):
        name = random.choice(record["names"])
        return Asked(name["text"], name["lang"], kind, record["id"] if kind == "listed" else None)
    russian = next((name["text"] for name in record["names"] if name["lang"] == "ru"), "")
    if kind == "spelling":
        lang, scheme = random.choice(list(_OTHER_SPELLINGS.items()))
        written = [_other(word, scheme) for word in russian.replace("ТОО ", "").strip("«»").split()]
    else:
        case = random.randrange(len(_CASES[0][2]))
        lang, written = "ru", [_in_case(word, case) for word in russian.split()]
    form = " ".join(written)
    listed = any(form == name["text"] for name in record["names"])
    return Asked(form, lang, kind, record["id"]) if all(written) and form and not listed else None


@cache
def _other(word: str, scheme: str) -> str:
    return kzling.transliterate(word, scheme)


def _in_case(word: str, case: int) -> str:
    """Put a Russian word into a case; "" where no ending of the table fits."""
    for endings, cut, others in _CASES:
        if word.endswith(endings):
            return word if cut is None else word[: len(word) - cut] + others[case]
    return ""


def stream(entities: Sequence[dict[str, Any]], count: int, *, seed: int = SEED) -> list[tuple[str, str]]:
    """Give form and language of so many mentions; the entity of rank n is named in proportion to 1/n."""
    random = Random(f"{seed} stream")
    ranked = random.sample(entities, k=len(entities))
    weights = list(accumulate(1 / rank for rank in range(1, len(ranked) + 1)))
    names = (random.choice(one["names"]) for one in random.choices(ranked, cum_weights=weights, k=count))
    return [(name["text"], name["lang"]) for name in names]
