"""What words in small letters beside a name, and the usual words in names, say of it: resources/mentions/words.yml."""

from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple, get_args

from kzling import data
from kzling.errors import InvalidResource
from kzling.morphology.analysis import analyses
from kzling.names.generic import LEGAL, ORGANISATIONS, PLACES, senses
from kzling.names.keeping import kept
from kzling.names.titles import is_title, may_be_title
from kzling.orthography.backward import backward

WORDS = "mentions/words.yml"

Kind = Literal["say", "act", "jobs", "relatives", "body", "place", "facility", "capital", "open"]
#: Kinds of words, and those that other lists know.
Sense = Kind | Literal["title", "legal", "street"]

#: Kinds of places that are called after persons, and kinds that are buildings.
_STREETS = ("street", "avenue", "boulevard", "lane", "passage", "square", "embankment", "park", "public-garden")
_BUILDINGS = (
    "bridge",
    "dam",
    "station",
    "airport",
    "airfield",
    "port",
    "stadium",
    "cemetery",
    "fortress",
    "cosmodrome",
)

#: Languages whose legal forms stand in texts of others.
_ABROAD = ("en", "de")

_KAZAKH_LATIN = "kk-latn-2021-apr"
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzäöüñğşūīABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜÑĞŞŪĪıİ")

#: Lists that have the forms of their words: Wien is no form of "wie".
_IN_FULL: frozenset[Sense] = frozenset({"open", "say", "act"})
_NONE: frozenset[Sense] = frozenset()


class _Lists(NamedTuple):
    """The phrases of a language with what they are, and the number of words of the longest."""

    phrases: dict[str, frozenset[Sense]]
    longest: int


def languages() -> frozenset[str]:
    """Give the languages that have lists of words."""
    return frozenset(_lists())


@kept
def word_senses(word: str, lang: str) -> frozenset[Sense]:
    """Say what a word is in a language, whatever its case and whatever its capitals.

    >>> sorted(word_senses("адвоката", "ru")), sorted(word_senses("University", "en"))
    (['title'], ['body'])
    """
    if not word:
        return _NONE
    word = _spelt(word, lang)
    small = word.casefold()
    found = _phrase(small, lang)
    if not found and word[:1].isalpha():
        for analysis in analyses(small, language=lang)[1:]:
            found |= _phrase(analysis.lemma, lang) - _IN_FULL
    for concept in senses(word, lang) | senses(small, lang):
        found |= _concepts().get(concept, _NONE)
    # Names travel with their legal forms: Lindhorst GmbH.
    if any("legal" in _concepts().get(concept, _NONE) for abroad in _ABROAD for concept in senses(word, abroad)):
        found |= {"legal"}
    # A title's word may have any case ending: "her" looks like one of them.
    if "open" not in found and may_be_title(word) and is_title([word]):
        found |= {"title"}
    return found


@kept
def opens(word: str, lang: str) -> bool:
    """Say whether a word is one of those that open sentences in a language, whatever its capitals.

    >>> opens("Однако", "ru"), opens("Астана", "ru")
    (True, False)
    """
    return bool(word) and "open" in _phrase(_spelt(word, lang).casefold(), lang)


def is_word(small: str) -> bool:
    """Say whether a word in small letters is one of a list of some language.

    >>> is_word("сказал"), is_word("токаев")
    (True, False)
    """
    return any(small in lists.phrases for lists in _lists().values())


def before(words: Sequence[str], lang: str) -> frozenset[Sense]:
    """Say what the last words of some are: those of the longest phrase, or the last one alone."""
    for size in range(min(_longest(lang), len(words)), 1, -1):
        last = [_spelt(word, lang) for word in words[-size:]]
        found = _phrase(" ".join(last).casefold(), lang)
        if found:
            return found
        if is_title(last):
            return frozenset({"title"})
    return word_senses(words[-1], lang) if words else _NONE


def after(words: Sequence[str], lang: str) -> frozenset[Sense]:
    """Say what the first words of some are: those of the longest phrase, or the first one alone."""
    for size in range(min(_longest(lang), len(words)), 1, -1):
        found = _phrase(" ".join([_spelt(word, lang) for word in words[:size]]).casefold(), lang)
        if found:
            return found
    return word_senses(words[0], lang) if words else _NONE


def _spelt(word: str, lang: str) -> str:
    """Give a word in the letters of the lists: Kazakh ones are in Cyrillic."""
    return backward(word, _KAZAKH_LATIN).text if lang == "kk" and word[:1] in _LATIN else word


def _phrase(small: str, lang: str) -> frozenset[Sense]:
    lists = _lists().get(lang)
    return lists.phrases.get(small, _NONE) if lists else _NONE


def _longest(lang: str) -> int:
    lists = _lists().get(lang)
    return lists.longest if lists else 1


@cache
def _lists() -> dict[str, _Lists]:
    raw = data.read_yaml(WORDS)
    try:
        found: dict[str, dict[str, frozenset[Sense]]] = {}
        for kind in get_args(Kind):
            for lang, phrases in raw.get(kind, {}).items():
                for phrase in phrases:
                    own = found.setdefault(lang, {})
                    own[phrase] = own.get(phrase, _NONE) | {kind}
        return {
            lang: _Lists(phrases, max(len(phrase.split()) for phrase in phrases)) for lang, phrases in found.items()
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidResource(f"resources/{WORDS} does not list words: {error!r}.") from error


@cache
def _concepts() -> dict[str, frozenset[Sense]]:
    """Give what the ids of legal forms and of kinds of organisations and places are here."""
    kinds: dict[str, frozenset[Sense]] = {
        **dict.fromkeys(data.read_yaml(PLACES)["words"], frozenset({"place"})),
        **dict.fromkeys(data.read_yaml(ORGANISATIONS)["words"], frozenset({"body"})),
        **dict.fromkeys(data.read_yaml(LEGAL)["words"], frozenset({"legal"})),
    }
    return (
        kinds
        | dict.fromkeys(_STREETS, frozenset({"place", "street"}))
        | dict.fromkeys(_BUILDINGS, frozenset({"facility"}))
    )
