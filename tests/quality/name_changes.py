"""Small changes that make another name of a name: a letter of the stem, Ново-, Верхний, a number."""

import re
from collections.abc import Iterator
from random import Random

#: Letters that stand for different sounds in every language a name may pass through, by the language that is changed.
#: Left out is what spellings of one name mix up: ы for и beside Ukrainian, kk е for а, п for б (Сатыпалды) ...
#: Set by hand in November 2026.
_SWAPS = {
    "ru": "ао оа ау уа оу уо иа еа еу мн нм лр рл нр рн нл тс ст кт тк бд дб бм",
    "kk": "ао оа аұ ұа оұ ұо ау уа иа әо еұ мн нм лр рл нр рн нл тс ст кт тк бд дб бм",
    "uk": "ао оа ау уа оу уо иа еа еу мн нм лр рл нр рн нл тс ст кт тк бд дб бм",
    "en": "ao oa au ua ou uo ia ea eu mn nm lr rl nr rn nl kt tk bd db bm",
}
#: The same where both languages keep и and ы apart.
_HARD_I = {"ru": "иы ыи", "en": "iy yi"}
_KEEPS_HARD_I = frozenset({"ru", "kk", "en"})
_VOWELS = frozenset("аеёиоуыэюяіїєәөұүaeiouy")
#: Signs of which Latin letters are but a part (sh, kh, ts, ck) or that change the letter before (ь).
_JOINED = frozenset("hsckzwjьъ'’ʼ-")
#: Алшынбаев is Алшымбаев.
_NASALS, _LIPS = frozenset("мнmn"), frozenset("бпbp")
#: A change stands after the first letter and before so many of the last, where the ending begins.
_ENDING = 2
#: Little or much of a name: villages named after others. Cyrillic ones are joined, the rest stand apart.
_ATTACHED = {"ru": ("Ново", "Старо"), "uk": ("Ново", "Старо"), "en": ("Novo", "Staro")}
_APART = {"kk": ("Жаңа", "Ескі")}
_OPPOSITES = {
    "ru": (("Верхн", "Нижн"), {"а": "яя", "я": "яя", "о": "ее", "е": "ее", "и": "ие", "ы": "ие"}, "ий"),
    "uk": (("Верхн", "Нижн"), {"а": "я", "я": "я", "о": "є", "е": "є", "и": "і", "і": "і"}, "ій"),
    "kk": (("Жоғарғы", "Төменгі"), {}, ""),
    "en": (("Verkhn", "Nizhn"), {"a": "yaya", "o": "eye", "e": "eye", "i": "iye", "y": "iye"}, "iy"),
}
_NEW = re.compile(r"(?:ново|старо|нова|стара|novo|staro|nova|stara)-?(?=[^\W\d_]{4})", re.IGNORECASE)


def letters_changed(word: str, lang: str, beside: str, random: Random) -> str | None:
    """Change one letter of a stem so that it is another name; None where no letter can be changed.

    Args:
        word: a family name or the name of a place.
        lang: its language, one of ru, kk, uk, en.
        beside: the language of the name it will be compared with.
        random: decides which of the changes it is.

    >>> letters_changed("Абу", "ru", "ru", Random(0)), letters_changed("Маратов", "ru", "kk", Random(1))
    (None, 'Малатов')
    """
    swaps = _SWAPS[lang].split()
    if {lang, beside} <= _KEEPS_HARD_I:
        swaps += _HARD_I.get(lang, "").split()
    found = list(_changes(word, [(swap[0], swap[1]) for swap in swaps]))
    return random.choice(found) if found else None


def _changes(word: str, swaps: list[tuple[str, str]]) -> Iterator[str]:
    small = word.lower()
    for place in range(1, len(word) - _ENDING):
        before, letter, after = small[place - 1 : place + 2]
        vowel = letter in _VOWELS
        # Two vowels may be one sound (ye, ua), two equal consonants are one, h makes another of the one before.
        if (vowel and (before in _VOWELS or after in _VOWELS)) or letter in (before, after) or "h" in (before, after):
            continue
        if not vowel and (after in _JOINED or before in _JOINED):
            continue
        if letter in _NASALS and after in _LIPS:
            continue
        for old, new in swaps:
            if letter == old and new not in (before, after) and (vowel or not {before, after} <= _JOINED):
                yield word[:place] + new + word[place + 1 :]


def renewed(place: str, lang: str, random: Random) -> str | None:
    """Name the village after which another is named, or the one named after it.

    >>> renewed("Ивановка", "ru", Random(0)), renewed("Новоивановка", "ru", Random(0))
    ('Староивановка', 'Ивановка')
    """
    if found := _NEW.match(place):
        rest = place[found.end() :].strip()
        return rest[:1].upper() + rest[1:] if len(rest) > 3 else None
    if lang in _APART:
        return f"{random.choice(_APART[lang])} {place}"
    # Novoivanovka and Novo-Ivanovka: vowels that meet are left to the Cyrillic languages.
    if not place.isalpha() or (lang == "en" and place[0].lower() in _VOWELS):
        return None
    return random.choice(_ATTACHED[lang]) + place.lower()


def opposites(place: str, lang: str) -> tuple[str, str]:
    """Name the upper and the lower of two places.

    >>> opposites("Ивановка", "ru"), opposites("Тоғай", "kk")
    (('Верхняя Ивановка', 'Нижняя Ивановка'), ('Жоғарғы Тоғай', 'Төменгі Тоғай'))
    """
    (upper, lower), endings, other = _OPPOSITES[lang]
    ending = endings.get(place[-1], other)
    return f"{upper}{ending} {place}", f"{lower}{ending} {place}"
