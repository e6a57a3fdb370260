"""Words in names that say what is named: legal forms, kinds of organisations and of places, and the numbers.

The words are in resources/names/legal.yml, organisations.yml and places.yml. A word counts in texts of any language,
since names travel with theirs (Siemens AG); a sense that it has in the language of the text goes before others.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from kzling import data
from kzling.morphology.analysis import analyses
from kzling.names.keeping import kept
from kzling.text.nfc import nfc

LEGAL, ORGANISATIONS, PLACES = "names/legal.yml", "names/organisations.yml", "names/places.yml"

# Abbreviations of no more letters count only as they are listed: АО is no "а.о." and "г." no "Г.".
_SHORT = 2
# The base form of a word shares so many first letters with its other cases; a word with a capital has to share more,
# for Республики is the genitive of a type and Горы a name.
_STEM, _TELLING = 3, 5
# A day's names are some ten thousand, with as many words.
_KEPT = 1 << 15
_LETTER = r"[^\W\d_]"
_MARKED = r"[\w\u0300-\u036f\u064b-\u065f]"
# "S.A.", "п.г.т.", "с/о", or a word; an abbreviation ends in a full stop, and a number behind a hyphen stands apart.
_TOKEN = re.compile(
    rf"(?:{_LETTER}\.){{2,}}(?:{_LETTER}(?!\w))?|{_LETTER}/{_LETTER}(?!\w)"
    rf"|\w{_MARKED}*(?:[-‐‑'’ʼʻ‘`´](?![0-9]+\b)\w{_MARKED}*)*\.?"
)
_ASIDE = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
_FOLDED = str.maketrans({**dict.fromkeys("’ʼʻ‘`´", "'"), **dict.fromkeys("‐‑", "-"), "ё": "е", "\u0307": ""})
# "District d'Abaï", but not L'viv.
_ELISION = re.compile(r"\bd['’](?=\w)")
_STOPS = str.maketrans("", "", ". ")
# 5, 2-й, 5-ші, 3rd.
_NUMBER = re.compile(r"([0-9]+)(?:[-‐‑][^\W\d_A-ZА-Я]{1,5}|st|nd|rd|th)?\.?")
# Roman ones up to 39: with more letters they are words as well (MD, CD).
_NUMERALS = frozenset("0123456789IVXІХ")
_ROMAN = re.compile("(?=.)(X{0,3})(IX|IV|V?I{0,3})")
_LATIN_TWINS = str.maketrans("ІХ", "IX")
_ONES = {"IX": 9, "IV": 4}
_NUMBER_MARKS = frozenset({"no", "nr", "n", "n.", "номер", "нөмір"})

# The ends of adjectives in -ский and -цкий: East Slavic ones in their cases, and -ский in Latin letters.
_RELATION = r"(?P<suffix>[сцз]ь?к)(?:[иыо]й|[ае]я|ое|ае|[оа]го|[оа]му|[иыо]м|ую|ага|і|а|е|у|ої|ій|ою|ай)"
_RELATION_LATIN = r"(?P<latin>sk)(?:iy|ij|ii|yy|yi|yj|y|i|aya|aja|aia|oye|oje|oe|(?<!ask)a)"
_ADJECTIVE = re.compile(rf"(?:{_RELATION}|{_RELATION_LATIN})$")
# What stands before -ск- beside the name itself: Алмат-ин-ский, Жаксы-н-ский.
_LINKING = re.compile("[иыіiy]([нn])$")


class Plain(NamedTuple):
    """A name without what says what is named.

    Attributes:
        tokens: the words of the name itself, as they stand; all words of a name that has no others.
        kinds: ids of the legal forms and types that its other words stand for (llc, region); a word with several
            senses gives them all.
        numbers: its numbers, Arabic, Roman or as ordinals, in plain digits.
    """

    tokens: tuple[str, ...]
    kinds: frozenset[str]
    numbers: tuple[str, ...]


class _Word(NamedTuple):
    """A word of a name: as it stands, as it is looked up, the number that it is or "", whether in small letters."""

    text: str
    key: str
    number: str
    small: bool


class _Use(NamedTuple):
    """One sense of a phrase: what it says in which language, and beside what it stands.

    `short` is an abbreviation as it is listed. `always` says that it is no part of a name even with a capital,
    `capital` that it is none behind a name then, `place` that it also counts in names of places. A `tie` goes only
    after others have gone.
    """

    concept: str
    lang: str
    short: str = ""
    before: bool = True
    after: bool = True
    capital: bool = True
    always: bool = True
    place: bool = False
    tie: bool = False


class _Sense(NamedTuple):
    """The senses of a phrase in one name together."""

    size: int
    kinds: frozenset[str]
    before: bool
    after: bool
    capital: bool
    always: bool
    tie: bool


class _Phrases(NamedTuple):
    """The phrases, how many words those have that begin or end in a word, the longest first, and their words."""

    uses: Mapping[str, Sequence[_Use]]
    first: Mapping[str, Sequence[int]]
    last: Mapping[str, Sequence[int]]
    words: frozenset[str]
    stems: frozenset[str]


def plain(text: str, lang: str | None, type: str | None) -> Plain:
    """Tell the name itself from the words that say what is named, and from its numbers.

    In the name of an organisation such words go wherever they stand, in others at both ends alone. A type of place
    behind the name goes only in small letters, as an abbreviation, if it is a unit of administration, or in the
    languages that always write it with a capital: Красная Поляна is a name as it is. What stands in brackets is left
    out, but counts for the kinds if it is such words alone.

    Args:
        text: a name as it stands in a text, also inflected.
        lang: language of the text around it.
        type: "place" knows types of places alone; all others also legal forms and kinds of organisations.

    >>> plain("ТОО «Алтын Дән»", "ru", "organization").tokens, plain("Altyn Dan LLP", "en", "organization").kinds
    (('Алтын', 'Дән'), frozenset({'llc'}))
    >>> plain("Жаксынского района", "ru", "place")
    Plain(tokens=('Жаксынского',), kinds=frozenset({'district'}), numbers=())
    >>> plain("Школа № 5 имени Абая", "ru", "organization")
    Plain(tokens=('Абая',), kinds=frozenset({'school'}), numbers=('5',))
    """
    text = nfc(text)
    asides: list[str] = []
    if "(" in text or "[" in text:
        outside = _ASIDE.sub(" ", text)
        if _TOKEN.search(outside):
            asides, text = _ASIDE.findall(text), outside
    every = _words(text, lang)
    words, numbers = _without_numbers(every) if any(word.number for word in every) else (every, ())
    core, kinds = _core(words, lang, type)
    for aside in asides:
        beside, its_kinds = _core(_words(aside, lang), lang, type)
        if not beside:
            kinds |= its_kinds
    return Plain(tuple([word.text for word in core or words or every]), kinds, numbers)


def senses(token: str, lang: str) -> frozenset[str]:
    """Give the ids of the legal forms and types that a word by itself says of what is named, in any case.

    >>> sorted(senses("университетінде", "kk")), sorted(senses("ТОО", "ru"))
    (['university'], ['llc'])
    """
    uses = _phrases().uses.get(_word(token, lang).key, ())
    return frozenset(use.concept for use in uses if use.lang == lang and use.concept and use.short in ("", token))


def stem(token: str) -> tuple[str, ...]:
    """Give the words that an adjective in -ский may be made of; none for other words.

    Rules alone: Челябинская is of Челябинск, Костанайская of Костанай, Жаксынский of Жаксы, and of Алматинская only
    "Алмат" is left. The first is without -ск- alone.

    >>> stem("Жаксынский"), stem("Zaysanskiy")
    (('Жаксын', 'Жаксы', 'Жакс', 'Жаксынск'), ('Zaysan', 'Zaysansk'))
    """
    found = _ADJECTIVE.search(token.lower())
    suffix = found and (found["suffix"] or found["latin"])
    if not found or not suffix or len(token.lower()) != len(token):
        return ()
    # The first letter of -цк- is that of the name: Донец-кий.
    root = token[: found.start() + (suffix[0] in "цз")]
    linking = _LINKING.search(root)
    shorter = (root[:-1], root[:-2]) if linking else ()
    forms = (root.removesuffix("ь"), *shorter, token[: found.start() + len(suffix)])
    return tuple(dict.fromkeys(form for form in forms if len(form) > _SHORT))


def _words(text: str, lang: str | None) -> list[_Word]:
    if "_" in text:
        text = text.replace("_", " ")
    if lang == "fr":
        text = _ELISION.sub(" ", text)
    return [_word(token, lang) for token in _TOKEN.findall(text)]


@kept
def _word(token: str, lang: str | None) -> _Word:
    small = token[0].islower()
    key = _key(token)
    phrases = _phrases()
    if key not in phrases.words and key[: _STEM if small else _TELLING] in phrases.stems:
        bases = (analysis.lemma for analysis in analyses(key, language=lang))
        key = next((base for base in bases if base in phrases.words), key)
    return _Word(token, key, _number(token), small)


def _key(token: str) -> str:
    small = token.lower().translate(_FOLDED)
    # Of a single letter the full stop says that it is an abbreviation.
    return small if len(small) <= _SHORT else small.replace(".", "")


def _number(token: str) -> str:
    if token[0] not in _NUMERALS:
        return ""
    if found := _NUMBER.fullmatch(token):
        return found[1].lstrip("0") or "0"
    return numeral(token)


def numeral(token: str) -> str:
    """Give a Roman numeral up to 39 in plain digits, "" for what is none.

    >>> numeral("XIV"), numeral("MD")
    ('14', '')
    """
    roman = _ROMAN.fullmatch(token.translate(_LATIN_TWINS))
    if not roman:
        return ""
    tens, ones = roman.groups()
    return str(10 * len(tens) + (_ONES.get(ones) or 5 * ones.count("V") + ones.count("I")))


def _without_numbers(words: Sequence[_Word]) -> tuple[list[_Word], tuple[str, ...]]:
    following = [*(word.number for word in words[1:]), ""]
    rest = [
        word
        for word, number in zip(words, following, strict=True)
        if not word.number and not (number and word.key in _NUMBER_MARKS)
    ]
    return rest, tuple(word.number for word in words if word.number)


def _core(words: Sequence[_Word], lang: str | None, type: str | None) -> tuple[Sequence[_Word], frozenset[str]]:
    """Give the words of the name itself, none if there are only others, and what the others say."""
    phrases = _phrases()
    if not any(word.key in phrases.words for word in words):
        return words, frozenset()
    return _anywhere(words, lang) if type == "organization" else _at_ends(words, lang, type == "place")


def _at_ends(words: Sequence[_Word], lang: str | None, places: bool) -> tuple[Sequence[_Word], frozenset[str]]:
    start, end = 0, len(words)
    kinds: frozenset[str] = frozenset()
    while start < end:
        if found := _at_front(words, start, end, lang, places):
            start += found.size
        elif found := _at_back(words, start, end, lang, places):
            end -= found.size
        else:
            break
        kinds |= found.kinds
    return words[start:end], kinds


def _at_front(words: Sequence[_Word], start: int, end: int, lang: str | None, places: bool) -> _Sense | None:
    for size in _phrases().first.get(words[start].key, ()):
        sense = _sense(tuple(words[start : start + size]), lang, places) if size <= end - start else None
        if sense and sense.before and (start or not sense.tie):
            return sense
    return None


def _at_back(words: Sequence[_Word], start: int, end: int, lang: str | None, places: bool) -> _Sense | None:
    for size in _phrases().last.get(words[end - 1].key, ()):
        sense = _sense(tuple(words[end - size : end]), lang, places) if size <= end - start else None
        if (
            sense
            and sense.after
            and (sense.capital or words[end - size].small)
            and (end < len(words) or not sense.tie)
        ):
            return sense
    return None


def _anywhere(words: Sequence[_Word], lang: str | None) -> tuple[Sequence[_Word], frozenset[str]]:
    rest, kinds = _once(words, lang, tied=False)
    size = len(words)
    # What stood apart may be a phrase without the words between.
    while len(rest) < size:
        size = len(rest)
        rest, more = _once(rest, lang, tied=True)
        kinds |= more
    return rest, kinds


def _once(words: Sequence[_Word], lang: str | None, *, tied: bool) -> tuple[Sequence[_Word], frozenset[str]]:
    """Take the phrases out of a name, from its beginning to its end; ties only if others have gone before."""
    rest: list[_Word] = []
    kinds: frozenset[str] = frozenset()
    at = 0
    while at < len(words):
        sizes = _phrases().first.get(words[at].key, ())
        senses = (_sense(tuple(words[at : at + size]), lang, False) for size in sizes if size <= len(words) - at)
        fits = (sense for sense in senses if sense and (sense.always or words[at].small) and (tied or not sense.tie))
        if found := next(fits, None):
            kinds |= found.kinds
            at += found.size
        else:
            rest.append(words[at])
            at += 1
    return rest, kinds


@lru_cache(maxsize=_KEPT)
def _sense(words: tuple[_Word, ...], lang: str | None, places: bool) -> _Sense | None:
    """Give what words say together, if they are a phrase of the lists."""
    surface = " ".join([word.text for word in words])
    uses = [
        use
        for use in _phrases().uses.get(" ".join([word.key for word in words]), ())
        if (use.place or not places)
        and (not use.short or _is_short(surface, use.short))
        and (not use.tie or lang is None or use.lang == lang)
    ]
    # АО is a legal form before it is an autonomous okrug.
    uses = (not places and [use for use in uses if not use.place]) or uses
    uses = [use for use in uses if use.lang == lang] or uses
    if not uses:
        return None
    return _Sense(
        len(words),
        frozenset([use.concept for use in uses if use.concept]),
        any(use.before for use in uses),
        any(use.after for use in uses),
        any(use.capital for use in uses),
        any(use.always for use in uses),
        all(use.tie for use in uses),
    )


def _is_short(surface: str, short: str) -> bool:
    """Whether words are an abbreviation: one of few letters only as it is listed, capitals also without full stops."""
    bare = short.translate(_STOPS)
    return surface == short or len(bare) > _SHORT or (bare.isupper() and surface.translate(_STOPS) == bare)


@cache
def _phrases() -> _Phrases:
    uses: dict[str, list[_Use]] = {}
    for form, use in _read():
        found = uses.setdefault(" ".join(map(_key, _TOKEN.findall(_ASIDE.sub(" ", form)))), [])
        if use not in found:
            found.append(use)
    first: dict[str, set[int]] = {}
    last: dict[str, set[int]] = {}
    for phrase in uses:
        words = phrase.split(" ")
        first.setdefault(words[0], set()).add(len(words))
        last.setdefault(words[-1], set()).add(len(words))
    every = frozenset([word for phrase in uses for word in phrase.split(" ")])
    stems = frozenset([word[:size] for word in every for size in (_STEM, _TELLING) if len(word) >= size])
    return _Phrases(uses, _longest_first(first), _longest_first(last), every, stems)


def _longest_first(sizes: Mapping[str, set[int]]) -> dict[str, tuple[int, ...]]:
    return {word: tuple(sorted(found, reverse=True)) for word, found in sizes.items()}


def _read() -> Iterator[tuple[str, _Use]]:
    for concept, lang, length, forms in _rows(data.read_yaml(LEGAL)["words"]):
        for form in forms:
            yield form, _Use(concept, lang, form if length == "short" else "")
    organisations = data.read_yaml(ORGANISATIONS)
    for concept, lang, length, forms in _rows(organisations["words"]):
        for form in forms:
            yield form, _Use(concept, lang, form if length == "short" else "")
    for group in ("named", "ties"):
        for lang, forms in organisations[group].items():
            for form in forms:
                yield form, _Use("", lang, place=True, tie=group == "ties")
    places = data.read_yaml(PLACES)
    administrative = frozenset(places["administrative"])
    for concept, lang, place, forms in _rows(places["words"]):
        *short, side = place.split()
        before, after, unit = side != "after", side != "before", concept in administrative
        always = unit or bool(short)
        capital = always or lang in places["capitals"]
        for form in forms:
            yield form, _Use(concept, lang, form if short else "", before, after, capital, always, place=True)


def _rows(words: Mapping[str, Mapping[str, Mapping[str, list[str]]]]) -> Iterator[tuple[str, str, str, list[str]]]:
    for concept, languages in words.items():
        for lang, groups in languages.items():
            for group, forms in groups.items():
                yield concept, lang, group, forms
