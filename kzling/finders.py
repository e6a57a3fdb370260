"""The finders that a caller can choose for names beside those of the gazetteer."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from kzling.checks import check_span, check_type
from kzling.errors import UsageError
from kzling.mentions.found import Found
from kzling.model import EntityType

#: A tagger of one's own: takes the clean text, gives (start, end, type) for each name.
Tagger = Callable[[str], Iterable[tuple[int, int, EntityType]]]


class Finder(NamedTuple):
    """A tagger, and what mentions that it found say in `by`."""

    name: str
    tag: Tagger

    def find(self, text: str) -> list[Found]:
        """Find names of a text.

        Raises:
            UsageError: the tagger gives something else than names of this text.
        """
        return [_found(text, self.name, one) for one in self.tag(text) or ()]


def _nothing(_: str) -> list[tuple[int, int, EntityType]]:
    return []


#: No other finders than those that are built in, or than the gazetteer.
BUILT_IN = Finder("", _nothing)
GAZETTEER_ALONE = Finder("gazetteer", _nothing)


def chosen_finder(finder: str | Tagger | None, language: str | None) -> Finder:
    """Give the finder that a caller means.

    Args:
        finder: what `analyze` takes.
        language: of the whole text, where it is known.

    Raises:
        UsageError: there is no such finder.
        MissingExtra, MissingInput, UnreadableInput: it needs a package or a model that is not there.
    """
    if finder is None:
        return BUILT_IN
    if finder == "gazetteer":
        return GAZETTEER_ALONE
    if callable(finder):
        return Finder("tagger", finder)
    kind, _, path = str(finder).partition(":")
    if kind == "slovnet" and not path:
        from kzling.plugins import slovnet

        return Finder(kind, slovnet.tagger(everywhere=language == "ru"))
    if kind == "spacy" and path:
        from kzling.plugins import spacy

        return Finder(kind, spacy.tagger(path))
    if kind == "stanza" and path:
        from kzling.plugins import stanza

        return Finder(kind, stanza.tagger(path))
    raise UsageError(
        f"This version has no finder {finder!r}; use 'gazetteer', 'slovnet', 'spacy:NAME', 'stanza:PATH' or a "
        "function from text to names."
    )


def _found(text: str, by: str, told: tuple[int, int, EntityType]) -> Found:
    if not isinstance(told, (tuple, list)) or len(told) != 3:
        raise UsageError(f"A finder gives (start, end, type) for each name, not {told!r}.")
    start, end, kind = told
    check_span(start, end, len(text))
    check_type(kind)
    return Found(start, end, text[start:end], kind, by)
