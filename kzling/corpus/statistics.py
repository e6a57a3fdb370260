"""What a dataset holds, counted while it is written: the figures and pictures of its card, and statistics.json."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kzling.corpus.decide import warning_kind
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.standard import canonical
from kzling.record import Record

if TYPE_CHECKING:
    import pyarrow as pa

#: So many entities and sources are listed, those that come most often.
MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Named(Record):
    """An entity of the base with how often it is named, and in how many documents."""

    id: str
    name: str
    type: str
    mentions: int
    documents: int


_MAKERS = {True: "machine", False: "human", None: "unclear"}


@dataclass(frozen=True, slots=True)
class Statistics(Record):
    """What a dataset holds.

    Attributes:
        documents: rows of the config `documents`.
        characters: code points of their clean texts, by language and script ("kk-Cyrl").
        languages: documents by language and script.
        periods: documents by month ("2021-04", "" where the day is not known), then by language and script.
        sources: documents by publisher, or host of the address, of the largest sources; `other_sources` are the
            documents of all others, `unnamed_sources` those that name none.
        types: mentions by type; `linked` are those of them that stand for an entity of the base.
        entities: how many different entities are named, by type; `top` are those named in most documents.
        spellings: rows of the config `names` by the spelling system that leads from one form to the other, "" where
            none of ours does.
        translations: documents by verdict; `translated_from` those called translations, by language.
        removed: stretches of page furniture taken out of the texts, by kind.
        removed_characters: their code points.
        warnings: documents by kind of warning.
        by_machine: documents called translations, by who made them: "machine", "human", "unclear".
        signs: documents called translations, by the classes of signs that speak for it.
        restored: mentions that a translator took word for word, by the language of the name.
    """

    documents: int
    characters: Mapping[str, int]
    languages: Mapping[str, int]
    periods: Mapping[str, Mapping[str, int]]
    sources: Mapping[str, int]
    other_sources: int
    unnamed_sources: int
    types: Mapping[str, int]
    linked: Mapping[str, int]
    entities: Mapping[str, int]
    top: tuple[Named, ...]
    spellings: Mapping[str, int]
    translations: Mapping[str, int]
    translated_from: Mapping[str, int]
    removed: Mapping[str, int]
    removed_characters: int
    warnings: Mapping[str, int]
    by_machine: Mapping[str, int] = field(default_factory=dict)
    signs: Mapping[str, int] = field(default_factory=dict)
    restored: Mapping[str, int] = field(default_factory=dict)


class Tally:
    """Counts rows as they are written, and keeps in which base forms the entities of the base occur."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._count: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._periods: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._documents = self._removed_characters = 0
        self.mentions: Counter[str] = Counter()
        self.documents: Counter[str] = Counter()
        self.forms: defaultdict[str, set[tuple[str, str, str]]] = defaultdict(set)

    def add(self, documents: "pa.Table", mentions: "pa.Table") -> None:
        """Count the rows of both configs."""
        self._documents += documents.num_rows
        self._add_texts(documents)
        self._add_furniture(documents)
        self._add_names(mentions)

    def add_routes(self, routes: Iterable[Sequence[str]]) -> None:
        """Count the spelling systems of pairs of names."""
        self._count["spellings"].update(route[0] if route else "" for route in routes)

    def statistics(self) -> Statistics:
        """Give what was counted."""
        count = self._count
        named = [self._named(id) for id in sorted(self.mentions)]
        sources = sorted(count["sources"].items(), key=lambda item: (-item[1], item[0]))
        return Statistics(
            documents=self._documents,
            characters=_sorted(count["characters"]),
            languages=_sorted(count["languages"]),
            periods={month: _sorted(tags) for month, tags in sorted(self._periods.items())},
            sources=dict(sources[:MOST_LISTED]),
            other_sources=sum(number for _, number in sources[MOST_LISTED:]),
            unnamed_sources=self._documents - sum(count["sources"].values()),
            types=_sorted(count["types"]),
            linked=_sorted(count["linked"]),
            entities=_sorted(Counter(entity.type for entity in named)),
            top=tuple(sorted(named, key=lambda one: (-one.documents, -one.mentions, one.id))[:MOST_LISTED]),
            spellings=_sorted(count["spellings"]),
            translations=_sorted(count["translations"]),
            translated_from=_sorted(count["translated_from"]),
            removed=_sorted(count["removed"]),
            removed_characters=self._removed_characters,
            warnings=_sorted(count["warnings"]),
            by_machine=_sorted(count["by_machine"]),
            signs=_sorted(count["signs"]),
            restored=_sorted(count["restored"]),
        )

    def _add_texts(self, documents: "pa.Table") -> None:
        import pyarrow.compute as pc

        names = ("language", "script", "published", "publisher", "url")
        rows = zip(*(documents[name].to_pylist() for name in names), strict=True)
        lengths = pc.utf8_length(documents["text"]).to_pylist()
        for (language, script, published, publisher, url), length in zip(rows, lengths, strict=True):
            tag = f"{language}-{script}"
            self._count["languages"][tag] += 1
            self._count["characters"][tag] += length
            self._periods[published.isoformat()[:7] if published else ""][tag] += 1
            if source := publisher or _host(url):
                self._count["sources"][source] += 1
        for found in documents["translation"].to_pylist():
            self._count["translations"][found["verdict"]] += 1
            if found["verdict"] == "translated":
                self._count["translated_from"][found["source_language"] or "und"] += 1
                self._count["by_machine"][_MAKERS[found["by_machine"]]] += 1
                self._count["signs"].update({one["cue"] for one in found["evidence"] if one["weight"] > 0})
        warnings = documents["provenance"].combine_chunks().field("warnings").flatten()
        self._count["warnings"].update(map(warning_kind, warnings.to_pylist()))

    def _add_furniture(self, documents: "pa.Table") -> None:
        removed = documents["removed"].combine_chunks().flatten()
        self._count["removed"].update(removed.field("kind").to_pylist())
        spans = removed.field("span")
        ends, starts = spans.field("end").to_pylist(), spans.field("start").to_pylist()
        self._removed_characters += sum(ends) - sum(starts)

    def _add_names(self, mentions: "pa.Table") -> None:
        columns = ("document_id", "entity_id", "lemma", "language", "script", "type")
        rows = list(zip(*(mentions[column].to_pylist() for column in columns), strict=True))
        known = [row for row in rows if row[1] in self._base]
        self._count["types"].update(row[5] for row in rows)
        restored = mentions["restored"].combine_chunks().drop_null()
        self._count["restored"].update(restored.field("language").to_pylist())
        self._count["linked"].update(row[5] for row in known)
        self.mentions.update(row[1] for row in known)
        self.documents.update(entity for _, entity in {row[:2] for row in known})
        for _, entity, *form, _ in known:
            self.forms[entity].add((form[0], form[1], form[2]))

    def _named(self, id: str) -> Named:
        entity = self._base.get(id)
        return Named(id, canonical(entity, language="en"), entity.type, self.mentions[id], self.documents[id])


def _sorted(counter: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counter.items()))


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    except ValueError:  # brackets that are no IPv6 address
        return ""
