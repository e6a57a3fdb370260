"""What the words of a run say: parts of a person's name, words of titles, kinds of bodies and places."""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from kzling.mentions.words import Sense, word_senses
from kzling.morphology.analysis import analyses
from kzling.names.given import known
from kzling.names.keeping import kept
from kzling.names.shapes import look
from kzling.text.tokens import Word

_ADJECTIVE = regex.compile(
    r"(?:(?:[сзц]к|[нвл])(?:[ыи]й|ой|ая|ое|[ыи]е|[ое]го|[ое]му|[оеыи]м|[уюею]ю|[ыи]х|[ыи]ми)"
    r"|(?:[сзц]ьк|[нвл])(?:ий|ого|ому|ої|ій|ою|их|ими?)|[сзц]ьк[аеіу]"
    r"|(?:[sc]|dz)k(?:i|a|ie|iego|iemu|im|ą|iej|ich|imi)|[nw](?:y|ego|emu|ym|ej|ych|ymi))\Z",
    regex.IGNORECASE,
)
_ITS = regex.compile(
    r"[ыіyı](?:н[ыі]ң|n[yı]ñ|н[ае]|n[ae]|н[дғ][аеы]н?|nd[ae]n?|ндағы|ндегі|н|n|мен|men)?\Z", regex.IGNORECASE
)
#: No such ending is longer.
_ENDING = 7


#: Longer words are no names (an encoded picture).
_LONGEST = 60


class Shape(NamedTuple):
    """What speaks in a word for a part of a person's name, and what lists of ordinary words say of it.

    `family` is 2 for an ending of family names alone, 1 for one that given names have too; `father` says that it is a
    patronymic, or the word "son" or "daughter"; `joint` that it is a small word of names (von, bin).
    """

    initial: bool = False
    given: bool = False
    family: int = 0
    father: bool = False
    joint: bool = False
    senses: frozenset[Sense] = frozenset()

    @property
    def of_person(self) -> bool:
        """Whether the word by itself looks like a part of a person's name."""
        return self.given or self.family == 2 or self.father

    @property
    def of_name(self) -> bool:
        """Whether it is a part of a person's name by itself, or stands in such names alone."""
        return self.of_person or self.initial or self.joint


class Part(NamedTuple):
    """A word of a run with its shape."""

    word: Word
    shape: Shape

    @property
    def text(self) -> str:
        """The word."""
        return self.word.text


class Stretch(NamedTuple):
    """Words of a run that may be a name: no ordinary ones, and no part of another name.

    Args:
        parts: the words.
        left: the words directly before them, the nearest last.
        right: the words directly behind them.
        lang: language of the text around.
        opens: the first word begins a sentence.
        loud: capitals say nothing here: all is in capitals, or each word of a headline begins with one.
        aged: somebody's age stands behind: Tursynbek, 71.
    """

    parts: Sequence[Part]
    left: Sequence[str]
    right: Sequence[str]
    lang: str
    opens: bool
    loud: bool
    aged: bool


def part(word: Word, lang: str) -> Part:
    """Look at a word of a run."""
    return Part(word, _shape(word.text, lang))


@kept
def _shape(text: str, lang: str) -> Shape:
    if text.endswith("."):
        return Shape(initial=True)
    if len(text) > _LONGEST:
        return Shape()
    seen = look(text)
    senses = frozenset() if text[0].islower() else word_senses(text, lang)
    joint = seen.separate is None and not senses and (seen.particle or text[0].islower())
    return Shape(
        given=not senses and any(known(one.lemma) for one in analyses(text, language=lang) if "pl" not in one.case),
        family=seen.family,
        father=seen.patronymic is not None or seen.separate is not None,
        joint=joint,
        senses=senses,
    )


def has_its(words: Sequence[str]) -> bool:
    """Say whether the first of Kazakh words has the ending "its", as kinds of bodies and places behind a name have.

    >>> has_its(["ауданында"]), has_its(["қаланың"]), has_its([])
    (True, False, False)
    """
    return bool(words) and _ITS.search(words[0]) is not None


def is_adjective(word: str) -> bool:
    """Say whether a word has an ending of Slavic adjectives that names of places and bodies are made with."""
    return _ADJECTIVE.search(word, max(len(word) - _ENDING, 0)) is not None
