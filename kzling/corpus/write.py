"""Stage C, write: final records to Parquet, with the decisions of stage B applied."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import orjson

from kzling.corpus.arrow import arrow_schema, arrow_table, record_row, record_table
from kzling.corpus.decide import Decision, Decisions, split_of
from kzling.corpus.parquet import ConfigWriter, Encoder, SplitSize
from kzling.corpus.removals import without, without_ids
from kzling.corpus.spellings import name_pairs
from kzling.corpus.standoff import stand_off
from kzling.corpus.statistics import Statistics, Tally
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.records import CLUSTER
from kzling.knowledge.standard import canonical
from kzling.model import SCHEMA, SPLITS, Document, Entity, EntityRow, ExternalId
from kzling.record import Record

if TYPE_CHECKING:
    import pyarrow as pa

#: Raised when the form of the output changes.
VERSION = 4

#: Which clusters of unknown persons are one: for whoever builds, unless the configuration publishes it.
PERSONS = "persons.jsonl"


class Written(NamedTuple):
    """What stage C wrote: config -> split -> size, and what is in it."""

    sizes: Mapping[str, Mapping[str, SplitSize]]
    statistics: Statistics


def write_dataset(
    units: Iterable["pa.Table"],
    decisions: Decisions,
    *,
    folder: Path,
    base: KnowledgeBase,
    keep: bool = False,
    removed: frozenset[str] = frozenset(),
    standoff: bool = False,
) -> Written:
    """Write all configs and the lists of what was left out into `folder`.

    Args:
        units: the documents of each unit of stage A, in input order.
        decisions: what stage B decided on them.
        folder: an empty folder.
        base: the knowledge base that the mentions point into.
        keep: whether copies of a text get a row too, marked by `duplicate_of`.
        removed: ids of entities that no row may name.
        standoff: whether the articles' words are left out.
    """
    tally = Tally(base)
    # A cluster may have had another id when somebody asked for its removal.
    removed |= {decisions.cluster(id) for id in removed}
    with Encoder() as encoder:
        writers = {config: ConfigWriter(folder, config, encoder) for config in SCHEMA}
        for split, documents in _decided(units, decisions, keep):
            if _names_any(documents, removed):
                documents = changed(documents, partial(without, entities=removed))
            mentions = mention_rows(documents)
            tally.add(documents, mentions)
            if standoff:
                documents = changed(documents, stand_off)
                mentions = mention_rows(documents)
            writers["documents"].add(split, documents)
            writers["mentions"].add(split, mentions)
        for identity in sorted(tally.mentions):
            entity = base.get(identity)
            # Entities are one collection, not training data: they have one split.
            writers["entities"].add("train", arrow_table("entities", [_entity_row(entity, tally, removed).to_dict()]))
            pairs = list(name_pairs(entity, tally.forms[identity]))
            tally.add_routes(pair.route for pair in pairs)
            writers["names"].add(split_of(identity), arrow_table("names", [pair.to_dict() for pair in pairs]))
        _write_lines(folder / "rejected.jsonl", decisions.rejected_rows())
        _write_lines(folder / "duplicates.jsonl", decisions.duplicate_rows())
        public = (row for row in decisions.redirect_rows() if row.new not in removed)
        _write_lines(folder / "redirects.jsonl", public)
        _write_lines(folder / PERSONS, decisions.redirect_rows(private=True))
        sizes = {config: writer.close() for config, writer in writers.items()}
    return Written(sizes, tally.statistics())


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


def changed(documents: "pa.Table", change: Callable[[Document], Document]) -> "pa.Table":
    """Give rows of the config `documents` with each document changed."""
    rows = (Document.from_dict(record_row(row)) for row in documents.to_pylist())
    return record_table("documents", [change(document) for document in rows])


def _names_any(documents: "pa.Table", entities: frozenset[str]) -> bool:
    """Say whether a document may name one of these entities; evidence can name one that its mention does not mean."""
    import pyarrow.compute as pc

    mentions = documents["mentions"].combine_chunks().flatten()
    if not entities or not len(mentions):
        return False
    reasons = mentions.field("evidence").flatten().field("why")
    meant = not entities.isdisjoint(mentions.field("entity_id").to_pylist())
    return meant or any(pc.any(pc.match_substring(reasons, entity)).as_py() for entity in sorted(entities))


def mention_rows(documents: "pa.Table") -> "pa.Table":
    """Give the mentions of documents as rows of the config `mentions`."""
    import pyarrow as pa

    lists = documents["mentions"].combine_chunks()
    mentions = lists.flatten()
    owners = documents["id"].combine_chunks().take(lists.value_parent_indices())
    schema = arrow_schema("mentions")
    columns = [owners if name == "document_id" else mentions.field(name) for name in schema.names]
    return pa.table(columns, schema=schema)


def _entity_row(entity: Entity, tally: Tally, removed: frozenset[str]) -> EntityRow:
    attributes = without_ids(entity.attributes, removed)
    return EntityRow(
        entity.id,
        entity.type,
        canonical(entity, language="en"),
        entity.names,
        entity.weight,
        orjson.dumps(attributes, option=orjson.OPT_SORT_KEYS).decode(),
        tuple(ExternalId(scheme, value) for scheme, value in sorted(entity.ids.items())),
        tally.mentions[entity.id],
        tally.documents[entity.id],
    )


def _write_lines(path: Path, rows: Iterable[Record]) -> None:
    with path.open("wb") as stream:
        for row in rows:
            stream.write(orjson.dumps(row.to_dict()) + b"\n")
