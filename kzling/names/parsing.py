"""The parts of a person's name."""

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

import regex

from kzling.answers import NameOrder, PersonName
from kzling.checks import check_language, check_text
from kzling.morphology.analysis import analyses
from kzling.names.shapes import is_family_like, is_separate, is_title, longest_title, patronymic
from kzling.text.nfc import nfc

# "К.", "К.-Ж.", "Дж.", or a word; a title may end in a full stop too ("Mr."), so titles are looked for first.
_TOKEN = regex.compile(
    r"\p{Lu}\p{Ll}?\.(?:[-‐‑]\p{Lu}\p{Ll}?\.)*"
    r"|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-‐‑'’ʼʻ‘`´][\p{L}\p{N}\p{M}]+)*"
)
_ASIDE = regex.compile(r"\([^()]*\)")
# Where people are addressed by given name and patronymic ("Нурсултан Абишевич"); elsewhere a second word in -ович
# is a family name ("Зоран Живкович").
_ADDRESS_BY_PATRONYMIC = frozenset({"ru", "kk", "ky"})
# Letters of the South Slavic alphabets, where -ович makes family names.
_SOUTH_SLAVIC = frozenset("ђјљњћџѓќѕ")


class _Part(NamedTuple):
    text: str
    kind: str


class _Roles(NamedTuple):
    given: str | None
    patronymic: str | None
    family: str | None
    order: NameOrder


def parse_name(text: str, *, lang: str | None = None) -> PersonName:
    """Find given name, patronymic, family name and titles in a person's name.

    It can read both orders, "Tokayev, Kassym-Jomart", initials, Slavic and Kazakh patronymics in many spellings; it
    goes by shapes alone and cannot yet know a given name when it sees one, so two bare words without a telling
    ending are taken as given name and family name with order "unknown".

    Args:
        text: a name as it stands in a text, also inflected; the parts keep that form.
        lang: language of the text around it, for lemmas and for given name + patronymic; None tries all.

    >>> name = parse_name("Президент Токаев К.-Ж. К.")
    >>> name.given, name.patronymic, name.family, name.titles
    ('К.-Ж.', 'К.', 'Токаев', ('Президент',))
    >>> parse_name("Қасым-Жомарт Кемел ұлы Тоқаев").patronymic
    'Кемел ұлы'
    """
    check_text(text)
    check_language(lang)
    clean = _ASIDE.sub(" ", nfc(text))
    head, _, tail = clean.partition(",")
    before, after = _TOKEN.findall(head), _TOKEN.findall(tail)
    titles, rest = _cut_titles(before, keep=0 if after else 1)
    if after and rest and _all_titles(after):
        titles, after = [*titles, " ".join(after)], []
    if not rest:
        rest, after = after, []
    roles = _after_comma(_parts(rest), _parts(after)) if after else _arranged(_parts(rest), lang)
    return PersonName(*roles[:3], tuple(titles), roles.order, _lemmas(roles, lang))


def _cut_titles(words: list[str], keep: int) -> tuple[list[str], list[str]]:
    """Cut titles off the front, the longest first; `keep` words stay in any case."""
    titles: list[str] = []
    start = 0
    while start < len(words):
        longest = min(longest_title(), len(words) - keep - start)
        length = next((n for n in range(longest, 0, -1) if is_title(words[start : start + n])), 0)
        if not length:
            break
        titles.append(" ".join(words[start : start + length]))
        start += length
    return titles, words[start:]


def _all_titles(words: list[str]) -> bool:
    return not _cut_titles(words, keep=0)[1]


def _parts(words: Sequence[str]) -> list[_Part]:
    """Join what belongs together (Кемел ұлы, von der Leyen) and tell initials, patronymics and other words."""
    parts: list[_Part] = []
    held: list[str] = []
    for i, word in enumerate(words):
        if is_separate(word) and parts and parts[-1].kind == "word" and not held:
            parts[-1] = _Part(f"{parts[-1].text} {word}", "patronymic")
        elif word[0].islower() and i + 1 < len(words):
            held.append(word)
        else:
            parts.append(_Part(" ".join([*held, word]), _kind(word)))
            held = []
    return parts


def _kind(word: str) -> str:
    if word.endswith(".") or len(word) == 1:
        return "initial"
    return "patronymic" if patronymic(word) else "word"


def _after_comma(head: list[_Part], tail: list[_Part]) -> _Roles:
    given, patronymics = _given_and_patronymic(tail)
    return _Roles(given, patronymics, _text(head), "family-first")


def _arranged(parts: list[_Part], lang: str | None) -> _Roles:
    parts = _settle(parts, lang)
    kinds = [part.kind for part in parts]
    if len(parts) < 2:
        return _single(parts)
    if "patronymic" in kinds:
        # Of two in a row the first is one: Иван Петрович Лукашевич; Лукашевич Иван Петрович has them apart.
        place = next((i for i in range(1, len(parts)) if kinds[i] == "patronymic"), 0)
        return _around(parts, place)
    if "initial" in kinds:
        return _with_initials(parts)
    return _bare_words(parts)


def _settle(parts: list[_Part], lang: str | None) -> list[_Part]:
    """Take the second of two words as a family name where its ending says so in most languages (Живкович)."""
    if len(parts) == 2 and parts[1].kind == "patronymic" and parts[0].kind != "patronymic":
        shape = patronymic(parts[1].text)
        if shape is not None and shape.kind == "slavic" and not _addressed(parts, shape.ending, lang):
            return [parts[0], parts[1]._replace(kind="word")]
    return parts


def _addressed(parts: list[_Part], ending: str, lang: str | None) -> bool:
    if ending.endswith(("на", "na")):
        return True
    letters = set("".join(part.text for part in parts).lower())
    if lang is None:
        return any("а" <= letter <= "я" for letter in letters) and not letters & _SOUTH_SLAVIC
    return lang in _ADDRESS_BY_PATRONYMIC


def _single(parts: list[_Part]) -> _Roles:
    if not parts:
        return _Roles(None, None, None, "unknown")
    text, kind = parts[0]
    if kind == "patronymic":
        return _Roles(None, text, None, "unknown")
    if kind == "word" and is_family_like(text):
        return _Roles(None, None, text, "unknown")
    return _Roles(text, None, None, "unknown")


def _around(parts: list[_Part], place: int) -> _Roles:
    before, after = parts[:place], parts[place + 1 :]
    if before and after:
        return _Roles(_text(before), parts[place].text, _text(after), "given-first")
    others = before or after
    if not before or len(others) == 1:
        # Асанбек уулу Чынгыз; Нурсултан Абишевич.
        return _Roles(_text(others), parts[place].text, None, "given-first" if before else "unknown")
    return _Roles(_text(others[1:]), parts[place].text, others[0].text, "family-first")


def _with_initials(parts: list[_Part]) -> _Roles:
    if all(part.kind == "initial" for part in parts):
        given, second = _given_and_patronymic(parts)
        return _Roles(given, second, None, "unknown")
    if parts[0].kind == "initial":
        initials = list(takewhile(lambda part: part.kind == "initial", parts))
        given, second = _given_and_patronymic(initials)
        return _Roles(given, second, _text(parts[len(initials) :]), "given-first")
    if parts[-1].kind == "initial" and sum(part.kind == "word" for part in parts) == 1:
        given, second = _given_and_patronymic(parts[1:])
        return _Roles(given, second, parts[0].text, "family-first")
    # John F. Kennedy: an initial between words goes with the given name.
    return _Roles(_text(parts[:-1]), None, parts[-1].text, "given-first")


def _bare_words(parts: list[_Part]) -> _Roles:
    capitals = [part.text.isupper() for part in parts]
    first, last = is_family_like(parts[0].text), is_family_like(parts[-1].text)
    if capitals[0] and not any(capitals[1:]):
        first, last = True, False
    elif capitals[-1] and not any(capitals[:-1]):
        first, last = False, True
    if first and not last:
        return _Roles(_text(parts[1:]), None, parts[0].text, "family-first")
    order: NameOrder = "given-first" if last and not first else "unknown"
    return _Roles(_text(parts[:-1]), None, parts[-1].text, order)


def _given_and_patronymic(parts: list[_Part]) -> tuple[str | None, str | None]:
    """Split what stands beside a family name: a patronymic by its shape, or the second of two initials."""
    place = next((i for i, part in enumerate(parts) if part.kind == "patronymic"), None)
    if place is None and len(parts) == 2 and parts[1].kind == "initial":
        place = 1
    if place is None:
        return _text(parts), None
    return _text(parts[:place] + parts[place + 1 :]), parts[place].text


def _text(parts: Sequence[_Part]) -> str | None:
    return " ".join(part.text for part in parts) or None


def _lemmas(roles: _Roles, lang: str | None) -> dict[str, tuple[str, ...]]:
    named = {"given": roles.given, "patronymic": roles.patronymic, "family": roles.family}
    return {
        role: tuple(dict.fromkeys(analysis.lemma for analysis in analyses(text, language=lang)))
        for role, text in named.items()
        if text and not text.endswith(".")
    }
