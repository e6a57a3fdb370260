"""What ties two words that may be spellings of one: a case ending, a spelling scheme, the table of given names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache, reduce

from kzling.morphology.analysis import analyses
from kzling.morphology.forms import known, lemmas
from kzling.names.equivalents import SAME, given_names
from kzling.names.folding import squeeze
from kzling.names.routes import ways
from kzling.names.spelling import token
from kzling.orthography.forward import transliterate
from kzling.orthography.keys import skeleton
from kzling.text.fold import fold

#: Possessives and stacked endings that no paradigm has add at most so many letters to a word of a title.
_ENDING = 5


def tie(word: str, listed: str, lang: str | None, listed_lang: str, native: Iterable[tuple[str, str]] = ()) -> str:
    """Say by what a word of a text is the listed word; "" if by nothing that is in a table.

    The word may have an ending of its language; then its base form is tied to the listed word.

    >>> tie("Tokajewem", "Токаев", "pl", "ru")
    'Tokajewem is Tokajew (pl ins), Токаев is Tokajew by ru-pl.'
    >>> tie("Tokajew", "Tokayev", "pl", "en", [("Токаев", "ru")])
    'Токаев is Tokajew by ru-pl, Tokayev by ru-en-bgn.'

    Args:
        word: a word of a text.
        listed: a word of a listed name.
        lang: the language of the text, if known.
        listed_lang: that of the listed name.
        native: words of other listed names with their languages, from which schemes may write both.
    """
    for one in analyses(word, language=lang):
        case = f"{word} is {one.lemma} ({one.language} {one.case}), " if one.ending else ""
        if why := _same((one.lemma, lang), (listed, listed_lang), tuple(native)):
            return f"{case}{why}"
    return ""


_Word = tuple[str, str | None]


@lru_cache(maxsize=1 << 12)
def _same(word: _Word, listed: _Word, native: tuple[_Word, ...]) -> str:
    (lemma, _), (other, _) = word, listed
    if fold(lemma) == fold(other):
        return f"{lemma} is {other}."
    if both := _given(lemma) & _given(other):
        return f"{lemma} and {other} are listed as forms of {min(both)}."
    # Looking for schemes takes long, and all that they write of one name shares a key.
    if skeleton(lemma).isdisjoint(skeleton(other)):
        return ""
    for source, target in ((word, listed), (listed, word)):
        if way := _way(source, target):
            return f"{source[0]} is {target[0]} by {way}."
    for source in native:
        if (way := _way(source, word)) and (on := _way(source, listed)):
            return f"{source[0]} is {lemma} by {way}, {other} by {on}."
    return ""


def _way(source: _Word, target: _Word) -> str:
    """Give the schemes that write one word from the other, "" if none does."""
    if skeleton(source[0]).isdisjoint(skeleton(target[0])):
        return ""
    spelt = [token(text, known(lang)) for text, lang in (source, target)]
    written = fold(target[0])
    return next(
        (" + ".join(way) for way in ways(*spelt) if fold(reduce(transliterate, way, source[0])) == written), ""
    )


def _given(word: str) -> frozenset[str]:
    return _given_names().get(squeeze(word), frozenset())


@cache
def _given_names() -> Mapping[str, frozenset[str]]:
    """Give squeezed form -> the given names that it is a full form of."""
    found: dict[str, set[str]] = defaultdict(set)
    for group in given_names():
        for form in group.forms:
            if form.grade == SAME:
                found[squeeze(form.text)].add(group.name)
    return {form: frozenset(names) for form, names in found.items()}


def has_form(part: str, word: str, lang: str | None) -> bool:
    """Say whether a word may be a form of a folded word of a title; endings may be stacked.

    >>> has_form("президент", "президентінің", "kk"), has_form("министр", "президент", "ru")
    (True, False)
    """
    folded = fold(word)
    stacked = folded.startswith(part) and len(part) > 2 and len(folded) - len(part) <= _ENDING
    return stacked or not lemmas(word, lang).isdisjoint(lemmas(part, lang))
