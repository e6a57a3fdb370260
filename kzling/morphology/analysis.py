"""From a form to the base forms it may belong to."""

from collections.abc import Iterator
from functools import lru_cache

from kzling.answers import Analysis
from kzling.morphology.paradigms import Ending, merged
from kzling.text.nfc import nfc
from kzling.text.scripts import script_of

# Nothing that short is a name with an ending cut off.
_SHORTEST_LEMMA = 2
# Longer strings are no names; they are not looked at.
_LONGEST_FORM = 80


@lru_cache(maxsize=1 << 12)
def analyses(form: str, *, language: str | None = None) -> tuple[Analysis, ...]:
    """Give the base forms that a form may belong to: the form itself, then every cut that a paradigm allows.

    There is no dictionary: Токаева is the genitive of Токаев and a woman's name, and both stay. Cuts come language
    by language, the longest ending first. Where case is the same in several cases, they are joined by a slash
    ("gen/acc"), and stacked suffixes by a plus ("pl+loc").

    >>> [(a.lemma, a.case) for a in analyses("Tokajewem", language="pl")][:2]
    [('Tokajewem', 'nom'), ('Tokajew', 'ins')]

    Args:
        form: one word; a hyphenated name is inflected at its end.
        language: whose endings are cut; None tries all languages of the form's script. With a language that has
            no paradigms only the form itself is given.
    """
    # A cut can be in the tables twice.
    cuts = dict.fromkeys(_cuts(nfc(form), language))
    return (Analysis(form, form, language or "und", "nom", ""), *(Analysis(form, *cut) for cut in cuts))


@lru_cache(maxsize=1 << 13)
def lemmas(form: str, *, language: str | None = None) -> tuple[str, ...]:
    """Give the form itself and the base forms of its `analyses`, each once.

    >>> lemmas("Tokajewem", language="pl")[:2]
    ('Tokajewem', 'Tokajew')
    """
    text = nfc(form)
    cuts = (_lemma(text, kept, ending) for kept, ending in fitting(text, language))
    return tuple(dict.fromkeys((form, *cuts)))


def fitting(text: str, language: str | None = None) -> Iterator[tuple[int, Ending]]:
    """Give how many letters of a form (in NFC) each cut keeps that a paradigm allows, in the order of `analyses`.

    >>> (5, "а") in [(kept, ending.tail) for kept, ending in fitting("Москве", "ru")]
    True
    """
    size = len(text)
    if not _SHORTEST_LEMMA < size <= _LONGEST_FORM:
        return
    # The capital of the Turkish i has two characters in small letters, which would shift the places.
    small = text.replace("İ", "i").lower()
    if len(small) != size:
        small = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    endings, longest = merged(language, script_of(text))
    found = [ending for start in range(max(size - longest, 0), size) for ending in endings.get(small[start:], ())]
    for ending in sorted(found):
        kept = size - ending.length
        stands = ending.after is None or small[kept - 1] in ending.after
        if kept and stands and kept + len(ending.tail) >= _SHORTEST_LEMMA:
            yield kept, ending


def _cuts(text: str, language: str | None) -> Iterator[tuple[str, str, str, str]]:
    """Give the lemma, language, case and ending of each cut."""
    for kept, ending in fitting(text, language):
        lemma = _lemma(text, kept, ending)
        if lemma != text:
            yield lemma, ending.language, ending.case, text[kept:]


def _lemma(text: str, kept: int, ending: Ending) -> str:
    return text[:kept] + (ending.tail.upper() if ending.tail and text.isupper() else ending.tail)
