"""Pairs of names that need nothing outside the project: people and places put together from resources/names/common.

The spellings of other languages are written by kzling's own schemes, so these pairs are easier than those of the world
and say nothing about how good kzling is; they show when it gets worse.
"""

from collections.abc import Iterator
from itertools import combinations
from random import Random

from name_data import FILES, Pair, Type
from name_forms import son

import kzling
from kzling import data

SEED = 3
#: Entities of each language and type.
COUNT = 120
#: The schemes that a name of a language passes through: language of the form, schemes one after the other.
ROUTES = {
    "kk": {"kk": (), "ru": ("kk-ru",), "en": ("kk-ru", "ru-en-press"), "pl": ("kk-ru", "ru-pl")},
    "ru": {"ru": (), "en": ("ru-en-press",), "pl": ("ru-pl",), "de": ("ru-de",), "fr": ("ru-fr",), "nl": ("ru-nl",)},
    "uk": {"uk": (), "en": ("uk-en-2010",), "pl": ("uk-pl",), "de": ("uk-de",)},
}


def positives(type: Type, *, count: int = COUNT, seed: int = SEED) -> list[Pair]:
    """Invent people or places and pair their forms.

    >>> positives("place", count=1)[0].languages
    'kk-ru'
    """
    pairs = []
    for native, routes in ROUTES.items():
        random = Random(f"{seed} {native} {type}")
        for number, name in enumerate(
            _people(native, count, random) if type == "person" else _places(native, count, random)
        ):
            forms = [(_written(name, lang, schemes), lang) for lang, schemes in routes.items()]
            entity = f"{native}-{FILES[type]}-{number}"
            pairs += [
                Pair(a, lang_a, b, lang_b, entity, type, "translit", True)
                for (a, lang_a), (b, lang_b) in combinations(forms, 2)
            ]
    return pairs


def _people(native: str, count: int, random: Random) -> Iterator[tuple[str, ...]]:
    """Give the parts of names: given name, father's given name, family name."""
    listed = _listed(native)
    men = [name for name in listed["given_men"] if son(name, native)]
    for _ in range(count):
        yield random.choice(men), random.choice(men), random.choice(listed["family"])


def _places(native: str, count: int, random: Random) -> Iterator[tuple[str, ...]]:
    return ((place,) for place in random.sample([one for one in _listed(native)["places"] if one.isalpha()], count))


def _listed(native: str) -> dict[str, list[str]]:
    raw = data.read_yaml(f"names/common/{native}.yml")
    return {kind: raw[kind].split() for kind in ("given_men", "family", "places")}


def _written(parts: tuple[str, ...], lang: str, schemes: tuple[str, ...]) -> str:
    """Write a name in a language; only ru, kk and uk give a patronymic, each its own of the father's name."""
    written = [_through(part, schemes) for part in parts]
    if len(written) == 1:
        return written[0]
    given, father, family = written
    patronymic = son(father, lang) if lang in ("ru", "kk", "uk") else None
    if lang == "ru":
        return f"{family}, {given} {patronymic}" if patronymic else f"{family}, {given}"
    return " ".join(part for part in (given, patronymic, family) if part)


def _through(name: str, schemes: tuple[str, ...]) -> str:
    for scheme in schemes:
        name = kzling.transliterate(name, scheme)
    return name
