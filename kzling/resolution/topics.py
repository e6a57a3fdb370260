"""What a text is about, as far as that tells bearers of one name apart: sport, literature; and which countries."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from kzling import data
from kzling.mentions.lemmas import Lemmas, Stems
from kzling.model import Entity
from kzling.morphology.forms import base_forms
from kzling.resolution.heads import SAYING
from kzling.text.fold import fold

TOPICS, COUNTRIES = "resolution/topics.yml", "resolution/countries.yml"

#: These are countries in capitals alone.
_ABBREVIATIONS = {"US": "us", "USA": "us", "UK": "gb", "UAE": "ae", "РК": "kz", "ҚР": "kz"}
#: Endings that no paradigm cuts off add at most so many letters to a word, which has at least so many itself; so many
#: at its beginning never change: «Южная», «Южной».
_ENDING, _STEM, _BEGINNING = 5, 4, 3


_SCORE = re.compile(r"(?<![\d:.,\-–])\d[:\-–]\d(?![\d:.,\-–]*\d)")


def topics_of(entity: Entity) -> frozenset[str]:
    """Give the topics of an entity by its attributes.

    >>> sorted(topics_of(Entity("x", (), attributes={"kind": "football club"})))
    ['sport']
    """
    said = [str(entity.attributes[name]).lower() for name in SAYING if isinstance(entity.attributes.get(name), str)]
    return frozenset(topic for text in said for term, topic in _terms().items() if term in text)


def topics_in(words: Iterable[str]) -> Counter[str]:
    """Count the words that speak for each topic, each word once.

    >>> topics_in(["Бразилия", "матче", "гол"])["sport"]
    2
    """
    return Counter(topic for word in sorted(set(words)) if (topic := _topic(word)))


def country_codes() -> frozenset[str]:
    """Give the codes of the countries that are known."""
    return frozenset(_raw_countries())


def scored(text: str) -> bool:
    """Say whether a text has the score of a game, 2:1 or 2-1, which speaks of sport."""
    return _SCORE.search(text) is not None


def countries_in(words: Iterable[str]) -> Counter[str]:
    """Count the words that name a country or say of which country something is, by country.

    >>> countries_in(["президент", "Казахстана", "польский"])
    Counter({'kz': 1, 'pl': 1})
    """
    said = list(words)
    phrases = [f"{one} {other}" for one, other in pairwise(said) if _may_go_on(one)]
    return Counter(filter(None, map(_country, [*said, *phrases])))


class _Words:
    """Words of any language that say something, known in all their forms."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = table
        self._forms = Lemmas(Stems.of(table))
        self._beginnings = frozenset(word[:_BEGINNING] for word in table)
        #: How the first word of an entry of two words begins.
        self.first = frozenset(word.split()[0][:_BEGINNING] for word in table if " " in word)

    def said(self, word: str) -> str | None:
        """Give what a word says, in any form; None if nothing."""
        folded = fold(word)
        if folded[:_BEGINNING] not in self._beginnings:
            return None
        # Both words of an entry of two are declined: «Северной Кореи».
        two = " " in folded
        forms = (each.text for each in base_forms(word, None)) if two else (each.form for each in self._forms[word])
        found = next((self._table[form] for form in forms if form in self._table), None)
        if found is None and not two and len(folded) > _STEM:
            # Possessives, and endings upon endings.
            ends = range(len(folded) - 1, max(len(folded) - _ENDING, _STEM) - 1, -1)
            found = next((self._table[folded[:end]] for end in ends if folded[:end] in self._table), None)
        return found


@lru_cache(maxsize=1 << 14)
def _topic(word: str) -> str | None:
    return _topic_words().said(word)


@lru_cache(maxsize=1 << 14)
def _may_go_on(word: str) -> bool:
    """Say whether a word may be the first of the name of a country."""
    return fold(word)[:_BEGINNING] in _country_words().first


@lru_cache(maxsize=1 << 14)
def _country(phrase: str) -> str | None:
    return _ABBREVIATIONS.get(phrase) or _country_words().said(phrase)


@cache
def _topic_words() -> _Words:
    words: dict[str, str] = {}
    for topic, said in _raw_topics().items():
        for word in (word for group in said["words"].values() for word in group):
            # A word of two topics tells none.
            words[fold(word)] = topic if words.get(fold(word), topic) == topic else ""
    return _Words({word: topic for word, topic in words.items() if topic})


@cache
def _terms() -> Mapping[str, str]:
    return {term: topic for topic, said in _raw_topics().items() for term in said["terms"]}


@cache
def _country_words() -> _Words:
    return _Words(
        {
            fold(word): code
            for code, languages in _raw_countries().items()
            for said in languages.values()
            for word in (*said.get("names", ()), *said.get("adjectives", ()))
        }
    )


@cache
def _raw_countries() -> Mapping[str, Mapping[str, Any]]:
    raw: Mapping[str, Mapping[str, Any]] = data.read_yaml(COUNTRIES)["countries"]
    return raw


@cache
def _raw_topics() -> Mapping[str, Mapping[str, Any]]:
    raw: Mapping[str, Mapping[str, Any]] = data.read_yaml(TOPICS)["topics"]
    return raw
