"""From a form to the base forms it may belong to."""

from functools import lru_cache

from kzling.answers import Analysis
from kzling.morphology.paradigms import CONSONANT, Endings, endings_of
from kzling.text.nfc import nfc
from kzling.text.scripts import script_of

# Nothing that short is a name with an ending cut off.
_SHORTEST_LEMMA = 2
# Longer strings are no names; they are not looked at.
_LONGEST_FORM = 80


@lru_cache(maxsize=1 << 10)
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
    itself = Analysis(form, form, language or "und", "nom", "")
    text = nfc(form)
    if not _SHORTEST_LEMMA < len(text) <= _LONGEST_FORM:
        return (itself,)
    found = {itself: None}
    for paradigm in endings_of(language, script_of(text)):
        for analysis in _cut(form, text, paradigm):
            if analysis.lemma != text:
                found[analysis] = None
    return tuple(found)


def _cut(form: str, text: str, endings: Endings) -> list[Analysis]:
    # The capital of the Turkish i has two characters in small letters, which would shift the places.
    small = text.replace("İ", "i").lower()
    if len(small) != len(text):
        small = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    capitals = text.isupper()
    found = []
    for length in range(min(endings.longest, len(text) - 1), 0, -1):
        cuts = endings.cuts.get(small[-length:])
        if cuts is None:
            continue
        stem = small[:-length]
        for cut in cuts:
            if not (stem[-1] in endings.consonants if cut.stem == CONSONANT else stem.endswith(cut.stem)):
                continue
            if len(stem) + len(cut.tail) >= _SHORTEST_LEMMA:
                tail = cut.tail.upper() if capitals else cut.tail
                found.append(Analysis(form, text[:-length] + tail, endings.language, cut.case, text[-length:]))
    return found
