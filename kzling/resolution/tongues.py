"""Whether the name of a people stands for its language: "in Russian, ...", "Russian-speaking"."""

from functools import cache

from kzling import data
from kzling.resolution.beside import Beside
from kzling.text.fold import fold

RESOURCE = "resolution/languages.yml"


def is_spoken(text: str, end: int, words: Beside) -> bool:
    """Say whether the words beside a name that ends at `end` say that it is a language.

    >>> from kzling.resolution.beside import beside
    >>> text = "He wrote in Russian, in Russian cities."
    >>> is_spoken(text, 19, beside(text, 12, 19)), is_spoken(text, 31, beside(text, 24, 31))
    (True, False)
    """
    if words.behind and fold(words.behind[0]) in _cues("behind"):
        return True
    if not words.before or fold(words.before[-1]) not in _cues("before"):
        return False
    # A noun behind it is what the adjective belongs to.
    return not text[end : end + 1].isspace() or not words.behind or fold(words.behind[0]) in _cues("between")


@cache
def _cues(place: str) -> frozenset[str]:
    by_language: dict[str, list[str]] = data.read_yaml(RESOURCE)[place]
    return frozenset(fold(word) for words in by_language.values() for word in words)
