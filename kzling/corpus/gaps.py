"""What a dataset shows that its knowledge base lacks: unknown names, near misses, names outside their dates.

The most frequent come first: whoever mends a base begins with those.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.records import CLUSTER
from kzling.model import EntityType
from kzling.orthography.forward import transliterate
from kzling.record import Record
from kzling.resolution.resolve import resolve
from kzling.text.fold import fold

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
    `draft` is a record (kind unknown) or a line of overrides (kind near) for a person to review, None where there is
    nothing to write down.
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
        base: the base that the dataset was built with, or a later one: unknown names that it knows by now are no gap.
        most: so many of each kind, if given.
    """
    unknown: dict[str, _Seen] = defaultdict(_Seen)
    dated: dict[tuple[str, str], _Seen] = defaultdict(_Seen)
    for row in rows:
        entity_id = row["entity_id"] or ""
        if not row["lemma"].strip():
            continue
        if entity_id.startswith(CLUSTER):
            unknown[entity_id].add(row)
        elif why := _outside_its_dates(row["evidence"]):
            dated[entity_id, row["lemma"]].add(row, why)
    found = [
        *_most(_unknown(unknown.values(), base), ("unknown", "near"), most),
        *_most(_dated(dated), ("dates",), most),
    ]
    yield from _numbered(sorted(found, key=lambda gap: (-gap.documents, -gap.mentions, gap.name)))


def _most(several: Iterable[Gap], kinds: Sequence[str], most: int | None) -> Iterator[Gap]:
    """Give so many gaps of each kind, and look for no more than that."""
    taken: Counter[str] = Counter()
    for gap in several:
        taken[gap.kind] += 1
        if most is None or taken[gap.kind] <= most:
            yield gap
        if most is not None and all(taken[kind] >= most for kind in kinds):
            return


def _numbered(found: Iterable[Gap]) -> Iterator[Gap]:
    """Give drafts that have one id a number."""
    ids: Counter[str] = Counter()
    for gap in found:
        if gap.kind != "unknown" or gap.draft is None:
            yield gap
            continue
        own = gap.draft["id"]
        ids[own] += 1
        yield gap if ids[own] == 1 else replace(gap, draft={**gap.draft, "id": f"{own}-{ids[own]}"})


def _unknown(several: Iterable[_Seen], base: KnowledgeBase) -> Iterator[Gap]:
    for seen in sorted(several, key=_order):
        (name, language), _ = seen.spellings.most_common(1)[0]
        kind = seen.types.most_common(1)[0][0]
        answer = resolve(name, lang=language, type=kind, kb=base)
        if answer.entity is not None:
            continue
        near = [one for one in answer.candidates if one.score >= NEAR]
        if not near:
            yield _gap("unknown", seen, kind, None, "No entity of the base is written like this.", _draft(seen, kind))
            continue
        may = " or ".join(f"{one.entity_id} ({one.score:.2f})" for one in near[:2])
        why = f"It may be {may}; its spelling, or what the text says, leaves it open."
        first = near[0].entity_id
        listed = {"text": name, "lang": language, "kind": "alias", "source": _source(seen)}
        borne = any(fold(other.text) == fold(name) for other in base.get(first).names)
        draft = None if borne else {"op": "name", "entity": first, "name": listed}
        yield _gap("near", seen, kind, first, why, draft)


def _dated(several: Mapping[tuple[str, str], _Seen]) -> Iterator[Gap]:
    for (entity_id, _), seen in sorted(several.items(), key=lambda item: (*_order(item[1]), item[0])):
        kind = seen.types.most_common(1)[0][0]
        yield _gap("dates", seen, kind, entity_id, seen.reasons.most_common(1)[0][0], None)


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


def _order(seen: _Seen) -> tuple[int, int, str]:
    return -len(seen.documents), -seen.spellings.total(), seen.spellings.most_common(1)[0][0][0]
