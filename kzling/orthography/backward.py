"""Writing a text of a scheme back into the script of its source, and saying where that is a guess.

Each word is undone by itself (`kzling.orthography.inverse`): of the source spellings that the scheme writes as exactly
this word the likeliest is taken, and where others are as usual they are told. In Kazakh the vowels of a word agree:
that decides where a script has one letter for two of them. What no source spelling gives (words of other languages,
abbreviations, numbers) stays as it is. Two schemes lead from one spelling of a text to
another: Kazakh Latin back into Cyrillic, and on into Arabic script.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

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

    The result is NFC. For a scheme that is `reversible` it is exactly the text that was written by the scheme, as far
    as that had no words in the target script.

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
    for match in _WORD.finditer(searched):
        sources, left, right = _sources(match.group(), scheme)
        if sources:
            start, end = match.start() + left, match.end() - right
            pieces += (text[position:start], sources[0])
            position = end
            if len(sources) > 1:
                losses.append(Loss(start, end, text[start:end], sources[0], sources[1:]))
    return Backward(nfc("".join(pieces) + text[position:]), tuple(losses))


@lru_cache(maxsize=1 << 13)
def _sources(word: str, scheme: str) -> tuple[tuple[str, ...], int, int]:
    """Give the source spellings of a word, and how many signs at its edges are no part of it."""
    compiled = table(scheme)
    inner = word.strip(_SIGNS)
    # A sign at the edge may be a letter (the soft sign of many standards) or a quotation mark.
    for core in dict.fromkeys((word, word.rstrip(_SIGNS), word.lstrip(_SIGNS), inner)):
        # `invert` takes no notice of signs before a word (the Arabic hamza), which tell front vowels from back ones.
        form = compiled.lower(nfc(core)).translate(_apostrophes(scheme))
        exact = [one for one in invert(form, scheme, limit=_MOST) if compiled.lower(write(one, scheme)) == form]
        found = _usual(exact, compiled.source_language)
        if found:
            left = word.index(core)
            cased = dict.fromkeys(_cased(core, source, scheme) for source in found)
            return tuple(cased)[: _MOST_OTHERS + 1], left, len(word) - left - len(core)
    return (), 0, 0


@cache
def _apostrophes(scheme: str) -> dict[int, str]:
    """Give what puts the apostrophe that a scheme writes in the place of all others."""
    written = {char for group in table(scheme).rules.values() for rule in group for char in rule.output}
    own = sorted(written & APOSTROPHES)
    return str.maketrans(dict.fromkeys(APOSTROPHES, own[0])) if len(own) == 1 else {}


def _usual(sources: list[str], language: str) -> list[str]:
    """Order spellings by how usual they are, and leave out those far from the first; a common word stands alone."""
    listed = [source for source in sources if source.lower() in _listed(language)]
    marks = {source: _likely(source, language) for source in listed or sources}
    ranked = sorted(marks, key=lambda source: -marks[source])
    return [source for source in ranked if marks[source] >= marks[ranked[0]] - _FAR]


def _likely(source: str, language: str) -> float:
    return likeness(source, language) - _FAULT * (disharmony(source, language) + foreignness(source, language))


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
