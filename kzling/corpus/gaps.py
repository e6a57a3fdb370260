"""What a dataset shows that its knowledge base lacks: unknown names, near misses, names outside their dates.

The most frequent come first: whoever mends a base begins with those.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.records import CLUSTER
from kzling.model import EntityType
from kzling.orthography.forward import transliterate
from kzling.record import Record
from kzling.resolution.resolve import resolve

#: An unknown name is a near miss where an entity of the base was this likely to be meant, among all. Set by hand in
#: November 2026: below it stand entities that share one word with the name.
NEAR = 0.1
#: Spellings of an unknown name that its draft lists in each language.
_MOST_NAMES = 5
#: The schemes by which Cyrillic letters of a name are written in an id.
_KAZAKH, _CYRILLIC = "kk-en-kz", "ru-en-press"
_NOT_IN_IDS = re.compile("[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Gap(Record):
    """A name that the base does not know, nearly knows (`unclear` which entity), or knows for other days.

    `entity_id` is the entity that may be meant, or is; `mentions` and `documents` count how often the name comes;
    `draft` is a record (kind unknown) or a line of overrides (near, dates) for a person to review, None where
    there is nothing to write down.
    """

    kind: Literal["unknown", "near", "dates"]
    name: str
    type: EntityType
    languages: tuple[str, ...]
    mentions: int
    documents: int
    entity_id: str | None
    why: str
    draft: Mapping[str, Any] | None


@dataclass(slots=True)
class _Seen:
    """How often a name was met: its spellings by language, its types, its documents, the reasons that were given."""

    spellings: Counter[tuple[str, str]] = field(default_factory=Counter)
    types: Counter[EntityType] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, row: Mapping[str, Any], why: str = "") -> None:
        self.spellings[row["lemma"], row["language"]] += 1
        self.types[row["type"]] += 1
        self.documents.add(row["document_id"])
        self.reasons[why] += 1


def gaps(rows: Iterable[Mapping[str, Any]], base: KnowledgeBase, *, most: int | None = None) -> Iterator[Gap]:
    """Give the gaps that the mentions of a dataset show, those in most documents first.

    Args:
        rows: rows of the config `mentions` (see `kzling.hub.load.mention_rows`), read once.
        base: the base that the dataset was built with, or a later one: what that knows by now is no gap.
        most: so many of each kind, if given.
    """
    unknown: dict[str, _Seen] = defaultdict(_Seen)
    dated: dict[tuple[str, str], _Seen] = defaultdict(_Seen)
    for row in rows:
        entity_id = row["entity_id"] or ""
        if entity_id.startswith(CLUSTER):
            unknown[entity_id].add(row)
        elif why := _outside_its_dates(row["evidence"]):
            dated[entity_id, why].add(row, why)
    found = [
        *(_unknown(seen, base) for seen in islice(_frequent(unknown.values()), most)),
        *(_dated(entity_id, seen) for (entity_id, _), seen in islice(_frequent_items(dated), most)),
    ]
    yield from sorted((gap for gap in found if gap), key=lambda gap: (-gap.documents, -gap.mentions, gap.name))


def _unknown(seen: _Seen, base: KnowledgeBase) -> Gap | None:
    (name, language), _ = seen.spellings.most_common(1)[0]
    kind = seen.types.most_common(1)[0][0]
    answer = resolve(name, lang=language, type=kind, kb=base)
    if answer.entity is not None:
        return None
    near = next((one for one in answer.candidates if one.score >= NEAR), None)
    if near is None:
        return _gap("unknown", seen, kind, None, "No entity of the base is written like this.", _draft(seen, kind))
    listed = {"text": name, "lang": language, "kind": "alias", "source": _source(seen)}
    why = f"It may be {near.entity_id} ({near.score:.2f}); its spelling, or what the text says, leaves it open."
    return _gap("near", seen, kind, near.entity_id, why, {"op": "name", "entity": near.entity_id, "name": listed})


def _dated(entity_id: str, seen: _Seen) -> Gap:
    kind = seen.types.most_common(1)[0][0]
    return _gap("dates", seen, kind, entity_id, seen.reasons.most_common(1)[0][0], None)


def _gap(
    kind: Literal["unknown", "near", "dates"],
    seen: _Seen,
    type: EntityType,
    entity_id: str | None,
    why: str,
    draft: Mapping[str, Any] | None,
) -> Gap:
    (name, _), _ = seen.spellings.most_common(1)[0]
    languages = tuple(sorted({language for _, language in seen.spellings}))
    return Gap(kind, name, type, languages, seen.spellings.total(), len(seen.documents), entity_id, why, draft)


def _draft(seen: _Seen, kind: EntityType) -> dict[str, Any]:
    """Give a record with the spellings that were met; its id is to be read over as well."""
    listed: Counter[str] = Counter()
    names = []
    for (spelling, language), _ in seen.spellings.most_common():
        listed[language] += 1
        if listed[language] <= _MOST_NAMES:
            names.append({"text": spelling, "lang": language, "kind": "alias", "source": _source(seen)})
    return {"id": f"draft-{kind}-{_slug(*seen.spellings.most_common(1)[0][0])}", "type": kind, "names": names}


def _source(seen: _Seen) -> str:
    return f"met {seen.spellings.total()} times in {len(seen.documents)} documents"


def _slug(name: str, language: str) -> str:
    """Give a name in small ASCII letters, as far as it has any."""
    latin = transliterate(name, _KAZAKH if language == "kk" else _CYRILLIC)
    plain = unicodedata.normalize("NFKD", latin).casefold().encode("ascii", "ignore").decode()
    return _NOT_IN_IDS.sub("-", plain).strip("-") or "name"


def _outside_its_dates(evidence: Iterable[Mapping[str, Any]]) -> str:
    """Give the reason that counted against a link since the name was not in use on the day."""
    return next((one["why"] for one in evidence if one["kind"] in ("date", "former") and one["weight"] < 0), "")


def _frequent(several: Iterable[_Seen]) -> list[_Seen]:
    return sorted(several, key=_order)


def _frequent_items(several: Mapping[tuple[str, str], _Seen]) -> list[tuple[tuple[str, str], _Seen]]:
    return sorted(several.items(), key=lambda item: (*_order(item[1]), item[0]))


def _order(seen: _Seen) -> tuple[int, int, str]:
    return -len(seen.documents), -seen.spellings.total(), seen.spellings.most_common(1)[0][0][0]
