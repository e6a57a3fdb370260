"""Hard negatives among places: pairs of names that share a stem and belong to two."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

from name_changes import letters_changed, opposites, renewed
from name_data import Pair, chosen, forms, half, random_pairs
from name_forms import LANGUAGES
from rapidfuzz.distance import Levenshtein

#: At most so many pairs of a kind.
EACH = 400
SEED = 5
#: Names of places begin alike if they share so many letters, and are two if they are less alike than this: Орловка and
#: Орловская may be one place in two languages. A name shorter than that is not changed.
_STEM, _ALIKE = 5, 0.7
#: What a place may be numbered with.
_NUMBERS = (2, 3, 5)


def of_places(pairs: Sequence[Pair], *, each: int = EACH, seed: int = SEED) -> list[Pair]:
    """Make pairs of two places of the plain names of settlements."""
    random = Random(seed)
    plain = [pair for pair in pairs if pair.kind == "translit"]
    known = {
        entity: [(form, lang) for form, lang in own if lang in LANGUAGES and form.isalpha() and len(form) >= _STEM]
        for entity, own in sorted(forms(plain).items())
    }
    written = {entity: {form.casefold() for form, _ in own} for entity, own in forms(pairs).items()}
    made: list[Pair] = []
    for entity, own in known.items():
        for (a, lang_a), (b, lang_b) in product(own, own):
            for kind, one, other in _others(a, lang_a, b, lang_b, random):
                if other.casefold() not in written[entity]:
                    made.append(Pair(one, lang_a, other, lang_b, entity, "place", kind, False))
    made += _same_stem(known, written, random)
    return [*chosen(made, each, random), *random_pairs(pairs, each, random)]


def _others(a: str, lang_a: str, b: str, lang_b: str, random: Random) -> Iterator[tuple[str, str, str]]:
    """Make others of `b` that are compared with `a` or with an other of `a`: (kind, one, other)."""
    if new := renewed(b, lang_b, random):
        yield "old and new", a, new
    yield "upper and lower", opposites(a, lang_a)[0], opposites(b, lang_b)[1]
    first, second = random.sample(_NUMBERS, 2)
    yield "numbers", a if random.random() < 0.5 else f"{a}-{first}", f"{b}-{second}"
    if near := letters_changed(b, lang_b, lang_a, random):
        yield "near place", a, near


def _same_stem(
    known: dict[str, list[tuple[str, str]]], written: dict[str, set[str]], random: Random
) -> Iterator[Pair]:
    """Pair places of the data that begin alike: Ивановка and Ивановское."""
    stems: dict[tuple[str, str, int], list[tuple[str, str]]] = defaultdict(list)
    for entity, own in known.items():
        for form, lang in own:
            stems[lang, form[:_STEM].casefold(), half(entity)].append((form, entity))
    for entity, own in known.items():
        for (a, lang_a), (b, lang_b) in product(own, own):
            other, whose = random.choice(stems[lang_b, b[:_STEM].casefold(), half(entity)])
            alike = Levenshtein.normalized_similarity(b.casefold(), other.casefold())
            if whose != entity and alike < _ALIKE and not written[entity] & written[whose]:
                yield Pair(a, lang_a, other, lang_b, entity, "place", "same stem", False)
