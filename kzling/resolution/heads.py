"""Common nouns that take up an entity named before: "Amanat held its congress. The party ..." """

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from kzling import data
from kzling.knowledge.memo import kept
from kzling.model import Entity
from kzling.morphology.forms import lemmas
from kzling.text.fold import fold

HEADS = "resolution/heads.yml"

#: Attributes of an entity that say in English what it is.
SAYING = ("kind", "occupation")


class _Heads(NamedTuple):
    """Concepts by noun, folded, and by the English term that describes entities."""

    nouns: Mapping[str, frozenset[str]]
    terms: Mapping[str, frozenset[str]]


def concepts(noun: str, lang: str | None) -> frozenset[str]:
    """Give what a common noun may stand for, in any case.

    >>> sorted(concepts("партиясы", "kk"))
    ['party']
    """
    return _concepts(noun, lang)


@kept(most=1 << 12)
def concepts_of(entity: Entity) -> frozenset[str]:
    """Give what an entity is, by its attributes and, of a body or place, by the nouns in its names.

    >>> sorted(concepts_of(Entity("x", (), attributes={"kind": "party"})))
    ['party']
    """
    said = (entity.attributes.get(name) for name in SAYING)
    texts = [text.lower() for text in said if isinstance(text, str)]
    found = (concepts for term, concepts in _heads().terms.items() if any(term in text for text in texts))
    return frozenset().union(*found, *_by_names(entity))


def _by_names(entity: Entity) -> Iterator[frozenset[str]]:
    if entity.type in ("organization", "place"):
        for name in entity.names:
            # Of one word, a name is a name: Парус.
            yield from (concepts(word, name.lang) for word in name.text.split() if " " in name.text)


@lru_cache(maxsize=1 << 12)
def _concepts(noun: str, lang: str | None) -> frozenset[str]:
    nouns = _heads().nouns
    return frozenset().union(*(nouns.get(form, frozenset()) for form in {fold(noun), *lemmas(noun, lang)}))


@cache
def _heads() -> _Heads:
    nouns: dict[str, set[str]] = {}
    terms: dict[str, set[str]] = {}
    for concept, said in data.read_yaml(HEADS)["heads"].items():
        for noun in (noun for listed in said["words"].values() for noun in listed):
            nouns.setdefault(fold(noun), set()).add(concept)
        for term in said["terms"]:
            terms.setdefault(term, set()).add(concept)
    return _Heads({n: frozenset(c) for n, c in nouns.items()}, {t: frozenset(c) for t, c in terms.items()})
