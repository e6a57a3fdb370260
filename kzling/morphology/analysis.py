"""From a form to the base forms it may belong to."""

from collections.abc import Iterator
from functools import lru_cache

from kzling.answers import Analysis
from kzling.morphology.paradigms import merged
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
    # A cut can be in the tables twice.
    cuts = dict.fromkeys(_cuts(text, language))
    return (itself, *(Analysis(form, *cut) for cut in cuts))


def _cuts(text: str, language: str | None) -> Iterator[tuple[str, str, str, str]]:
    """Give the lemma, language, case and ending of each cut."""
    # The capital of the Turkish i has two characters in small letters, which would shift the places.
    small = text.replace("İ", "i").lower()
    size = len(text)
    if len(small) != size:
        small = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    capitals = text.isupper()
    endings, longest = merged(language, script_of(text))
    fitting = [ending for start in range(max(size - longest, 0), size) for ending in endings.get(small[start:], ())]
    for _, length, after, tail, its_language, case in sorted(fitting):
        kept = size - length
        if not kept or kept + len(tail) < _SHORTEST_LEMMA or (after is not None and small[kept - 1] not in after):
            continue
        lemma = text[:kept] + (tail.upper() if capitals else tail)
        if lemma != text:
            yield lemma, its_language, case, text[kept:]
