"""Names of Russian text by slovnet: `analyze(text, finder=kzling.plugins.slovnet.tagger())`, extra `ru`.

The weights lie in the wheel of the package natasha. Its folder alone is used; its code is never imported, since that
needs pymorphy2 and by it setuptools.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import regex

from kzling.errors import MissingExtra, UnreadableInput
from kzling.language.segment import survey
from kzling.language.sentences import pieces
from kzling.model import EntityType

Tagged = tuple[int, int, EntityType]

#: The labels of the model.
LABELS: dict[str, EntityType] = {"PER": "person", "LOC": "place", "ORG": "organization"}

# slovnet pads every sentence of a batch to the longest one, and razdel looks at all of a word again for each of its
# signs. Text without any full stop or a word of a million letters would take all memory or time; no name is that long.
MAX_CHARACTERS = 1000
MAX_LETTERS = 64

# Sentences at once: a tenth faster than slovnet's own 8; of 64 the arrays are slow again.
_BATCH = 16
_WEIGHTS = Path("data", "model", "slovnet_ner_news_v1.tar")
_VECTORS = Path("data", "emb", "navec_news_v1_1B_250K_300d_100q.tar")
_ENDLESS = regex.compile(rf"(?<![\w\p{{M}}])[\w\p{{M}}]{{{MAX_LETTERS + 1},}}")
# The model takes "Джоэл Саймон (Joel Simon)" and "ООН (ФАО)" for one name each; there are two.
_PART = regex.compile(r"[^()\s](?:[^()]*[^()\s])?")
_INSTALL = "pip install 'kzling[ru]'"


def tagger(*, everywhere: bool = False) -> Callable[[str], list[Tagged]]:
    """Load slovnet's NER model of Russian news; it is loaded once, however often this is called.

    Nothing is downloaded, neither here nor by the tagger.

    Args:
        everywhere: True takes all of every text for Russian. Otherwise names are only looked for in the stretches that
            `kzling.language.segment` takes for Russian, since of Kazakh the model makes rubbish; a headline, or a line
            of names alone, is often too short to be known.

    Returns:
        A function from a text to (start, end, type) of its names, ascending, in code points.

    Raises:
        MissingExtra: a package of the extra is not installed, or natasha without its weights.
        UnreadableInput: slovnet cannot read the weights.
    """
    # First of all, so that who lacks a package hears of it although the weights are loaded.
    _packages()
    return partial(_tag, _load(_folder()), everywhere)


class _Packages(NamedTuple):
    """What is used of slovnet and navec."""

    ner: Any
    navec: Any


def _packages() -> _Packages:
    # Names of their own, not `import slovnet`: that also finds any folder of this name on the path.
    try:
        from navec import Navec
        from slovnet import NER
    except ImportError as error:
        raise MissingExtra(f"The finder 'slovnet' needs slovnet, navec and razdel: {_INSTALL}.") from error
    return _Packages(NER, Navec)


def _folder() -> Path:
    """Give the folder of the package natasha, without importing it."""
    spec = find_spec("natasha")
    for place in (spec.submodule_search_locations if spec else None) or ():
        if all(Path(place, part).is_file() for part in (_WEIGHTS, _VECTORS)):
            return Path(place)
    raise MissingExtra(f"The finder 'slovnet' needs the weights that the package natasha brings: {_INSTALL}.")


@lru_cache(maxsize=1)
def _load(folder: Path) -> Any:
    slovnet = _packages()
    try:
        vectors = slovnet.navec.load(folder / _VECTORS)
        return slovnet.ner.load(folder / _WEIGHTS, batch_size=_BATCH).navec(vectors)
    except Exception as error:  # tarfile, gzip, json and numpy each have errors of their own for a bad file
        raise UnreadableInput(f"slovnet cannot read the weights in {folder}: {error}") from error


def _tag(model: Any, everywhere: bool, text: str) -> list[Tagged]:
    stretches = [(0, len(text))] if everywhere else _russian(text)
    # Sentences of one length together: less of a batch is padding.
    sentences = sorted(_sentences(text, stretches), key=lambda sentence: sentence[1] - sentence[0])
    marked = model.map(text[start:end] for start, end in sentences)
    found: list[Tagged] = []
    for (start, _), names in zip(sentences, marked, strict=True):
        for name in names.spans:
            parts = _PART.finditer(text, start + name.start, start + name.stop)
            found += [(part.start(), part.end(), LABELS[name.type]) for part in parts]
    return sorted(found)


def _russian(text: str) -> list[tuple[int, int]]:
    return [(segment.start, segment.end) for segment in survey(text).segments if segment.language == "ru"]


def _sentences(text: str, stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut stretches of a text into pieces that are short enough; none is blank."""
    for first, last in stretches:
        for start, end in pieces(text[first:last]):
            yield from _short(text, first + start, first + end)


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Leave out endless words, and cut what is still too long, at blanks where there are any."""
    position = start
    for left, right in [*(match.span() for match in _ENDLESS.finditer(text, start, end)), (end, end)]:
        while position < left:
            stop = left
            if left - position > MAX_CHARACTERS:
                stop = position + MAX_CHARACTERS
                stop = text.rfind(" ", position, stop) + 1 or stop
            if not text[position:stop].isspace():
                yield position, stop
            position = stop
        position = right
