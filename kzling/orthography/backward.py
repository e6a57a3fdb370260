"""Writing a text of a scheme back into the script of its source, and saying where that is a guess.

Each word is undone by itself (`kzling.orthography.inverse`): of the source spellings that the scheme writes as exactly
this word the likeliest is taken, and where others are as usual they are told. In Kazakh the vowels of a word agree:
that decides where a script has one letter for two of them. What no source spelling gives (words of other languages,
abbreviations, numbers) stays as it is. Two schemes lead from one spelling of a text to
another: Kazakh Latin back into Cyrillic, and on into Arabic script.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from kzling import data
from kzling.checks import check_text
from kzling.orthography.forward import transliterate as write
from kzling.orthography.harmony import disharmony, foreignness
from kzling.orthography.inverse import explain, invert
from kzling.orthography.likeness import likeness
from kzling.orthography.schemes import table
from kzling.orthography.table import APOSTROPHES
from kzling.record import Record
from kzling.text.nfc import nfc

# Letters with their marks, and what schemes write for soft and hard signs.
_WORD = regex.compile(r"[\p{L}\p{M}'’ʼʻ‘`′″”]+")
_SIGNS = "".join(sorted(APOSTROPHES)) + "′″”"
# Other characters for the hamza and the k of Kazakh in Arabic script that are in use.
_IN_USE = str.maketrans("ءک", "ٴك")
# So many spellings of a word are compared, and so many others told.
_MOST, _MOST_OTHERS = 60, 5
# What breaks a habit of native words makes a spelling so much less likely, in nats; and less likely ones than this are
# not told. Set in November 2026 on 400 sentences of KazNERD in the alphabets of 2018 and in Arabic script.
_FAULT, _FAR = 3.0, 2.0
# A quotation mark alone is so much less likely than a letter with an apostrophe, in nats. Set by hand on the tests.
_STRAY = 4.0
# In a word of capitals with more I than this, those behind are taken for i.
_MOST_DOUBTS = 4
# Addresses are no words.
_ADDRESS = regex.compile(r"\S*(?:://|@|www\.)\S*")


@dataclass(frozen=True, slots=True)
class Loss(Record):
    """A word at `start`:`end` of the given text that has several source spellings; `source` is the one taken."""

    start: int
    end: int
    form: str
    source: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Backward(Record):
    """A text in the script of its source, and the words in which that is a choice."""

    text: str
    losses: tuple[Loss, ...] = ()


def backward(text: str, scheme: str) -> Backward:
    """Write a text that follows a scheme back into the script of its source.

    The result is NFC; a script without capitals gives small letters. For a scheme that is `reversible` it is exactly
    the text that was written by the scheme, as far as that had no words in the target script.

    Args:
        text: any text; words that the scheme cannot have written stay as they are.
        scheme: the id of a scheme, see `schemes`.

    Raises:
        UnknownScheme: there is no such scheme.

    >>> backward("Qazaqstan Respýblıkasy", "kk-latn-2018").text
    'Қазақстан Республикасы'
    """
    check_text(text)
    searched = text.translate(_IN_USE) if table(scheme).target_script == "Arab" else text
    pieces: list[str] = []
    losses: list[Loss] = []
    position = 0
    addresses = [match.span() for match in _ADDRESS.finditer(searched)]
    for match in _WORD.finditer(searched):
        if any(start <= match.start() < end for start, end in addresses):
            continue
        sources, left, right = _sources(match.group(), scheme)
        if sources:
            start, end = match.start() + left, match.end() - right
            pieces += (text[position:start], sources[0])
            position = end
            if len(sources) > 1:
                losses.append(Loss(start, end, text[start:end], sources[0], sources[1:]))
    return Backward(nfc("".join(pieces) + text[position:]), tuple(losses))


class _Core(NamedTuple):
    """A word without `left` and `right` signs at its edges, and its source spellings, the likeliest first."""

    sources: tuple[str, ...]
    left: int
    right: int


@lru_cache(maxsize=1 << 13)
def _sources(word: str, scheme: str) -> _Core:
    """Give the source spellings of a word; a sign at its edge may be a letter (ь) or a quotation mark."""
    language = table(scheme).source_language
    inner = word.strip(_SIGNS)
    cores = [word, word.rstrip(_SIGNS), word.lstrip(_SIGNS), inner]
    if len(inner) + 1 < len(word) and word[0] in _SIGNS and word[-1] in _SIGNS:
        cores = [inner]
    found = [(core, _ranked(core, scheme)) for core in dict.fromkeys(cores) if core]
    given = [(core, sources) for core, sources in found if sources]
    if not given:
        return _Core((), 0, 0)
    core, sources = max(given, key=lambda one: _with_signs(_mark(one[1][0], language), len(one[0]) - len(inner)))
    left = word.index(core)
    cased = dict.fromkeys(_cased(core, source, scheme) for source in sources)
    return _Core(tuple(cased)[: _MOST_OTHERS + 1], left, len(word) - left - len(core))


def _with_signs(mark: tuple[bool, float], signs: int) -> tuple[bool, float]:
    return mark[0], mark[1] + _STRAY * signs


def _ranked(core: str, scheme: str) -> list[str]:
    """Give what a scheme writes as exactly this form, the likeliest first, without those far from it."""
    forms = [form.translate(_apostrophes(scheme)) for form in _small(nfc(core), scheme)]
    # `invert` takes no notice of signs before a word (the Arabic hamza), which tell front vowels from back ones.
    exact = [
        source
        for form in forms
        for source in invert(form, scheme, limit=_MOST)
        if table(scheme).lower(write(source, scheme)) == form
    ]
    return _usual(exact, table(scheme).source_language)


def _small(core: str, scheme: str) -> list[str]:
    """Give a form in small letters; I is the capital of i and of ı where an alphabet has both and no İ."""
    small = table(scheme).lower(core)
    if "I" not in core or table(scheme).capitals or "ı" not in _letters(scheme):
        return [small]
    places = [place for place, char in enumerate(core) if char == "I"]
    if len(places) > _MOST_DOUBTS:
        places = places[:_MOST_DOUBTS]
    forms = [small]
    for place in places:
        forms += [form[:place] + "ı" + form[place + 1 :] for form in forms]
    return forms


@cache
def _letters(scheme: str) -> frozenset[str]:
    return frozenset(char for group in table(scheme).rules.values() for rule in group for char in rule.output)


@cache
def _apostrophes(scheme: str) -> dict[int, str]:
    """Give what puts the apostrophe that a scheme writes in the place of all others."""
    own = sorted(_letters(scheme) & APOSTROPHES)
    return str.maketrans(dict.fromkeys(APOSTROPHES, own[0])) if len(own) == 1 else {}


def _usual(sources: list[str], language: str) -> list[str]:
    """Order spellings by how usual they are, and leave out those far from the first; a common word stands alone."""
    marks = {source: _mark(source, language) for source in sources}
    ranked = sorted(marks, key=lambda source: marks[source], reverse=True)
    if not ranked or marks[ranked[0]][0]:
        return ranked[:1]
    return [source for source in ranked if marks[source][1] >= marks[ranked[0]][1] - _FAR]


def _mark(source: str, language: str) -> tuple[bool, float]:
    """Say whether a spelling is a common word, and how likely it is, in nats."""
    faults = disharmony(source, language) + foreignness(source, language)
    return source.lower() in _listed(language), likeness(source, language) - _FAULT * faults


@cache
def _listed(language: str) -> frozenset[str]:
    """Give the common words of a language, from its profiles in Cyrillic."""
    paths = {f"languages/{language}.yml", f"languages/{language}-Cyrl.yml"}.intersection(data.names("languages"))
    return frozenset(word for path in paths for word in data.read_yaml(path)["words"].split())


def _cased(form: str, source: str, scheme: str) -> str:
    """Give a source spelling the capitals of its form, letter by letter where they stand inside the word."""
    source = source.lower()
    capitals = sum(map(str.isupper, form))
    if not capitals:
        # Also where a script has no capitals: a running text is mostly in small letters.
        return source
    if capitals > 1 and form.isupper():
        return source.upper()
    if capitals == 1 and form[0].isupper():
        return source[0].upper() + source[1:]
    steps = explain(source, nfc(form), table(scheme))
    return "".join(step.source.upper() if _capital(step.output) else step.source for step in steps) or source


def _capital(output: str) -> bool:
    letter = next((char for char in output if char.upper() != char.lower()), "")
    return letter != letter.lower()
