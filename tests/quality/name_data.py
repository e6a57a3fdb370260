"""Pairs of names that names.py measures on: reading those given outside the project, languages, halves."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest
from pathlib import Path
from random import Random
from typing import Literal, NamedTuple

from spelling_data import name_pairs, rows

#: The files of the data and the entity type with which their rows are compared.
FILES = {"person": "people", "place": "places"}
Type = Literal["person", "place"]


class Pair(NamedTuple):
    """Two written forms, of one entity (`same`) or of two; `kind` is the slice of the file or how it was made."""

    form_a: str
    lang_a: str
    form_b: str
    lang_b: str
    entity: str
    type: Type
    kind: str
    same: bool

    @property
    def languages(self) -> str:
        """Give the two languages in alphabetical order: kk-ru for either way."""
        return "-".join(sorted((self.lang_a, self.lang_b)))

    @property
    def half(self) -> int:
        return half(self.entity)


def half(entity: str) -> int:
    """Give the half, 0 or 1, to which an entity belongs for good.

    >>> {half(f"Q{number}") for number in range(20)}
    {0, 1}
    """
    return hashlib.sha256(entity.encode()).digest()[0] % 2


def language(code: str) -> str:
    """Give the bare language: kk_latn is Kazakh.

    >>> language("kk_latn"), language("sr-Cyrl"), language("ru")
    ('kk', 'sr', 'ru')
    """
    return re.split("[-_]", code, maxsplit=1)[0].lower()


def positives(folder: Path, type: Type) -> list[Pair]:
    """Read the pairs of forms of one person or place."""
    return [
        Pair(row.form_a, language(row.lang_a), row.form_b, language(row.lang_b), row.entity, type, row.kind, True)
        for row in name_pairs(folder, FILES[type])
    ]


def given_negatives(folder: Path, type: Type) -> list[Pair]:
    """Read the pairs of similar names of two; the first entity decides the half."""
    return [
        Pair(
            *(row["form_a"], language(row["lang_a"]), row["form_b"], language(row["lang_b"])),
            *(row["entity_ids"].split("|")[0], type, "given", False),
        )
        for row in rows(folder / "names" / f"{FILES[type]}_negative.tsv")
        if row["split"] == "dev"
    ]


def forms(pairs: Iterable[Pair]) -> dict[str, dict[tuple[str, str], None]]:
    """Give the forms of each entity with their languages, each once, in the order of the data."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for pair in pairs:
        own = found.setdefault(pair.entity, {})
        own[pair.form_a, pair.lang_a] = own[pair.form_b, pair.lang_b] = None
    return found


def of_half(pairs: Sequence[Pair], half: int | None) -> list[Pair]:
    """Keep the pairs of one half; None keeps all."""
    return [pair for pair in pairs if half is None or pair.half == half]


def chosen(pairs: Iterable[Pair], each: int, random: Random) -> list[Pair]:
    """Choose so many pairs of each kind, in turn from its pairs of languages: small languages are not drowned."""
    found: dict[str, dict[str, list[Pair]]] = defaultdict(lambda: defaultdict(list))
    for pair in dict.fromkeys(pairs):
        found[pair.kind][pair.languages].append(pair)
    kept: list[Pair] = []
    for _, languages in sorted(found.items()):
        shuffled = [random.sample(own, len(own)) for _, own in sorted(languages.items())]
        turns = chain.from_iterable(zip_longest(*shuffled))
        kept += [pair for pair in turns if pair is not None][:each]
    return kept


def random_pairs(pairs: Sequence[Pair], count: int, random: Random) -> list[Pair]:
    """Pair forms of two entities of one half, drawn without looking."""
    made: dict[Pair, None] = {}
    for _ in range(count * 4):
        a, b = random.choice(pairs), random.choice(pairs)
        if a.entity != b.entity and a.half == b.half and len(made) < count:
            made[a._replace(form_b=b.form_b, lang_b=b.lang_b, kind="random", same=False)] = None
    return list(made)
