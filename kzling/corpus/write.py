"""Stage C, write: final records to Parquet, with the decisions of stage B applied."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import orjson

from kzling.corpus.arrow import arrow_schema, arrow_table
from kzling.corpus.decide import Decision, Decisions, split_of, warning_kind
from kzling.corpus.parquet import ConfigWriter, Encoder, SplitSize
from kzling.corpus.spellings import name_pairs
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.records import CLUSTER
from kzling.knowledge.standard import canonical
from kzling.model import SCHEMA, SPLITS, Entity, EntityRow, ExternalId
from kzling.record import Record

if TYPE_CHECKING:
    import pyarrow as pa

#: Raised when the form of the output changes.
VERSION = 3


class Written(NamedTuple):
    """What stage C wrote: config -> split -> size; documents by language, mentions by type, warnings by kind."""

    sizes: Mapping[str, Mapping[str, SplitSize]]
    languages: Mapping[str, int]
    types: Mapping[str, int]
    warnings: Mapping[str, int]


class _Tally:
    """What the rows are counted by, and in which base forms the entities of the base occur."""

    def __init__(self) -> None:
        self.languages: Counter[str] = Counter()
        self.types: Counter[str] = Counter()
        self.warnings: Counter[str] = Counter()
        self.mentions: Counter[str] = Counter()
        self.documents: Counter[str] = Counter()
        self.forms: dict[str, set[tuple[str, str, str]]] = defaultdict(set)

    def add(self, documents: "pa.Table", mentions: "pa.Table", base: KnowledgeBase) -> None:
        tags = zip(documents["language"].to_pylist(), documents["script"].to_pylist(), strict=True)
        self.languages.update(f"{language}-{script}" for language, script in tags)
        self.types.update(mentions["type"].to_pylist())
        warnings = documents["provenance"].combine_chunks().field("warnings").flatten()
        self.warnings.update(map(warning_kind, warnings.to_pylist()))
        columns = ("document_id", "entity_id", "lemma", "language", "script")
        rows = zip(*(mentions[column].to_pylist() for column in columns), strict=True)
        known = [row for row in rows if row[1] in base]
        self.mentions.update(entity for _, entity, *_ in known)
        self.documents.update(entity for _, entity in {(document, entity) for document, entity, *_ in known})
        for _, entity, *form in known:
            self.forms[entity].add((form[0], form[1], form[2]))


def write_dataset(
    units: Iterable["pa.Table"], decisions: Decisions, *, folder: Path, base: KnowledgeBase, keep: bool
) -> Written:
    """Write all configs and the lists of what was left out into `folder`.

    Args:
        units: the documents of each unit of stage A, in input order.
        decisions: what stage B decided on them.
        folder: an empty folder.
        base: the knowledge base that the mentions point into.
        keep: whether copies of a text get a row too, marked by `duplicate_of`.
    """
    tally = _Tally()
    with Encoder() as encoder:
        writers = {config: ConfigWriter(folder, config, encoder) for config in SCHEMA}
        for split, documents in _decided(units, decisions, keep):
            mentions = _mention_rows(documents)
            writers["documents"].add(split, documents)
            writers["mentions"].add(split, mentions)
            tally.add(documents, mentions, base)
        for identity in sorted(tally.mentions):
            entity = base.get(identity)
            # Entities are one collection, not training data: they have one split.
            writers["entities"].add("train", arrow_table("entities", [_entity_row(entity, tally).to_dict()]))
            pairs = [pair.to_dict() for pair in name_pairs(entity, tally.forms[identity])]
            writers["names"].add(split_of(identity), arrow_table("names", pairs))
        _write_lines(folder / "rejected.jsonl", decisions.rejected_rows())
        _write_lines(folder / "duplicates.jsonl", decisions.duplicate_rows())
        _write_lines(folder / "redirects.jsonl", decisions.redirect_rows())
        sizes = {config: writer.close() for config, writer in writers.items()}
    return Written(sizes, tally.languages, tally.types, tally.warnings)


def _decided(units: Iterable["pa.Table"], decisions: Decisions, keep: bool) -> Iterator[tuple[str, "pa.Table"]]:
    """Give the documents that have a row, as tables of one split each, with copies marked and clusters filled in."""
    import pyarrow as pa

    stream = decisions.decisions()
    for unit in units:
        ids = unit["id"].to_pylist()
        own = [next(stream) for _ in ids]
        copies = [None if decision.kept == one else decision.kept for one, decision in zip(ids, own, strict=True)]
        place = unit.schema.get_field_index("duplicate_of")
        marked = unit.set_column(place, "duplicate_of", pa.array(copies, type=pa.string()))
        marked = _clustered(marked, decisions)
        for split in SPLITS:
            rows = [n for n, one in enumerate(own) if one.split == split and _has_row(one, copies[n], keep)]
            if rows:
                yield split, marked.take(rows)


def _has_row(decision: Decision, copy_of: str | None, keep: bool) -> bool:
    return decision.counts and (keep or copy_of is None)


def _clustered(documents: "pa.Table", decisions: Decisions) -> "pa.Table":
    """Give every unknown name the id that its cluster has in the corpus."""
    import pyarrow as pa

    lists = documents["mentions"].combine_chunks()
    mentions = lists.flatten()
    own = mentions.field("entity_id").to_pylist()
    clusters = {one: decisions.cluster(one) for one in dict.fromkeys(own) if one and one.startswith(CLUSTER)}
    if all(one == now for one, now in clusters.items()):
        return documents
    ids = pa.array([clusters.get(one, one) for one in own], type=pa.string())
    columns = [ids if f.name == "entity_id" else mentions.field(f.name) for f in mentions.type]
    filled = pa.StructArray.from_arrays(columns, fields=list(mentions.type))
    starts = lists.offsets.to_pylist()
    offsets = pa.array([start - starts[0] for start in starts], type=pa.int32())
    place = documents.schema.get_field_index("mentions")
    return documents.set_column(place, documents.schema.field(place), pa.ListArray.from_arrays(offsets, filled))


def _mention_rows(documents: "pa.Table") -> "pa.Table":
    """Give the mentions of documents as rows of the config `mentions`."""
    import pyarrow as pa

    lists = documents["mentions"].combine_chunks()
    mentions = lists.flatten()
    owners = documents["id"].combine_chunks().take(lists.value_parent_indices())
    schema = arrow_schema("mentions")
    columns = [owners if name == "document_id" else mentions.field(name) for name in schema.names]
    return pa.table(columns, schema=schema)


def _entity_row(entity: Entity, tally: _Tally) -> EntityRow:
    return EntityRow(
        entity.id,
        entity.type,
        canonical(entity, language="en"),
        entity.names,
        entity.weight,
        orjson.dumps(dict(entity.attributes), option=orjson.OPT_SORT_KEYS).decode(),
        tuple(ExternalId(scheme, value) for scheme, value in sorted(entity.ids.items())),
        tally.mentions[entity.id],
        tally.documents[entity.id],
    )


def _write_lines(path: Path, rows: Iterable[Record]) -> None:
    with path.open("wb") as stream:
        for row in rows:
            stream.write(orjson.dumps(row.to_dict()) + b"\n")
