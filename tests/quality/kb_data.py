"""What the measurements of resolution.py share: queries, records of small bases, gold files, shares with intervals."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

from name_data import Pair, Type, positives
from name_scores import Hit, by_languages, interval
from spelling_data import mean

from kzling import KnowledgeBase
from kzling.model import Resolution

#: Verdicts that say whose name it is.
LINKED = frozenset({"same", "likely"})
#: The share of entities that are taken out of a base.
REMOVED = 0.3
#: What an ordered pair of languages needs to count.
LEAST_QUERIES = 20


class Query(NamedTuple):
    """A written form whose entity is known, with another language in which the base lists that entity."""

    form: str
    lang: str
    base_lang: str
    entity: str
    type: Type

    @property
    def languages(self) -> str:
        return f"{self.base_lang}>{self.lang}"


def forms(pairs: Iterable[Pair]) -> dict[str, dict[str, list[str]]]:
    """Give entity -> language -> its forms, each once."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for pair in pairs:
        for form, lang in ((pair.form_a, pair.lang_a), (pair.form_b, pair.lang_b)):
            if form not in found[pair.entity][lang]:
                found[pair.entity][lang].append(form)
    return found


def transcribed(folder: Path, type: Type) -> list[Pair]:
    """Read the pairs of forms that a base has to find: all of people, of places those that transcribe each other."""
    return [pair for pair in positives(folder, type) if type == "person" or pair.kind == "translit"]


def queries(pairs: Sequence[Pair], type: Type) -> dict[str, list[Query]]:
    """Give by language of the base what it is asked, of ordered pairs of languages with enough queries.

    People are asked in every language they have a form in; a place in the forms that a row sets beside one in the
    language of the base: other names of it are no spellings.
    """
    found: dict[str, dict[Query, None]] = defaultdict(dict)
    if type == "person":
        for entity, own in forms(pairs).items():
            for base_lang in own:
                for lang, written in own.items():
                    if lang != base_lang:
                        found[base_lang].update((Query(form, lang, base_lang, entity, type), None) for form in written)
    else:
        for pair in pairs:
            if pair.lang_a != pair.lang_b:
                found[pair.lang_a][Query(pair.form_b, pair.lang_b, pair.lang_a, pair.entity, type)] = None
                found[pair.lang_b][Query(pair.form_a, pair.lang_a, pair.lang_b, pair.entity, type)] = None
    return {base_lang: list(_enough(own)) for base_lang, own in sorted(found.items())}


def _enough(asked: Iterable[Query]) -> Iterator[Query]:
    by_lang: dict[str, list[Query]] = defaultdict(list)
    for query in asked:
        by_lang[query.lang].append(query)
    for _, own in sorted(by_lang.items()):
        if len(own) >= LEAST_QUERIES:
            yield from own


def record(entity: str, type: str, names: Mapping[str, Iterable[str]], kind: str = "alias") -> dict[str, Any]:
    """Make a record of names by language."""
    listed = [{"text": form, "lang": lang, "kind": kind} for lang, own in names.items() for form in own]
    return {"id": entity, "type": type, "names": listed}


def base_of(records: Iterable[Mapping[str, Any]]) -> KnowledgeBase:
    return KnowledgeBase.from_records(records)


def is_removed(entity: str) -> bool:
    """Say whether an entity is among those taken out; for good, whatever the run.

    >>> 250 < sum(is_removed(f"Q{number}") for number in range(1000)) < 350
    True
    """
    return int.from_bytes(hashlib.sha256(f"removed {entity}".encode()).digest()[:4]) < REMOVED * 2**32


def linked(answer: Resolution) -> str | None:
    """Give the id an answer links to; an entity with another verdict is no link."""
    return answer.entity.id if answer.entity is not None and answer.verdict in LINKED else None


def first(answer: Resolution) -> str | None:
    """Give the id that comes first, whatever the verdict."""
    if answer.entity is not None:
        return answer.entity.id
    return answer.candidates[0].entity_id if answer.candidates else None


def macro(hits: Sequence[Hit]) -> tuple[float, float, float]:
    """Give the mean over pairs of languages with the bounds of its 95 % interval."""
    return (mean(by_languages(hits, least=1).values()), *interval(hits, least=1)) if hits else (0.0, 0.0, 0.0)


def jsonl(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def percentile(values: Iterable[float], part: float) -> float:
    """Give the value that so large a part does not exceed.

    >>> percentile([3, 1, 2, 4], 0.5), percentile([3, 1, 2, 4], 0.99)
    (2, 4)
    """
    ordered = sorted(values)
    return ordered[max(0, ceil(part * len(ordered)) - 1)] if ordered else 0.0
