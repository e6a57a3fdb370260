"""Stage C, write: final records to Parquet, with the decisions of stage B applied."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from kzling.corpus.decide import Decisions, split_of
from kzling.corpus.parquet import ConfigWriter, SplitSize
from kzling.corpus.spellings import name_pairs
from kzling.corpus.spool import write_file
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.standard import canonical
from kzling.model import SCHEMA, Entity, EntityRow, ExternalId

#: Raised when the form of the output changes.
VERSION = 1


class Written(NamedTuple):
    """What stage C wrote: config -> split -> size, and documents and mentions counted by language and type."""

    sizes: Mapping[str, Mapping[str, SplitSize]]
    languages: Mapping[str, int]
    types: Mapping[str, int]


class _Tally:
    """How often the entities of the base occur, and in which base forms."""

    def __init__(self) -> None:
        self.mentions: Counter[str] = Counter()
        self.documents: Counter[str] = Counter()
        self.forms: dict[str, set[tuple[str, str, str]]] = defaultdict(set)

    def add(self, document: Mapping[str, Any], base: KnowledgeBase) -> None:
        known = [mention for mention in document["mentions"] if mention["entity_id"] in base]
        self.mentions.update(mention["entity_id"] for mention in known)
        self.documents.update({mention["entity_id"] for mention in known})
        for mention in known:
            form = (mention["lemma"], mention["language"], mention["script"])
            self.forms[mention["entity_id"]].add(form)


def write_dataset(
    documents: Iterable[dict[str, Any]], decisions: Decisions, *, folder: Path, base: KnowledgeBase, keep: bool
) -> Written:
    """Write all configs and the lists of what was left out into `folder`.

    Args:
        documents: all documents of stage A in order, as plain data.
        decisions: what stage B decided on them.
        folder: an empty folder.
        base: the knowledge base that the mentions point into.
        keep: whether copies of a text get a row too, marked by `duplicate_of`.
    """
    writers = {config: ConfigWriter(folder, config) for config in SCHEMA}
    tally = _Tally()
    languages: Counter[str] = Counter()
    types: Counter[str] = Counter()
    for document in _decided(documents, decisions, keep):
        kept = document["duplicate_of"] or document["id"]
        split = decisions.splits.get(kept) or split_of(kept)
        writers["documents"].add(split, document)
        for mention in document["mentions"]:
            writers["mentions"].add(split, {**mention, "document_id": document["id"]})
        tally.add(document, base)
        languages[f"{document['language']}-{document['script']}"] += 1
        types.update(mention["type"] for mention in document["mentions"])
    for identity in sorted(tally.mentions):
        entity = base.get(identity)
        # Entities are one collection, not training data: they have one split.
        writers["entities"].add("train", _entity_row(entity, tally).to_dict())
        for pair in name_pairs(entity, tally.forms[identity]):
            writers["names"].add(split_of(identity), pair.to_dict())
    write_file(folder / "rejected.jsonl", _jsonl(row.to_dict() for row in decisions.rejected))
    write_file(folder / "duplicates.jsonl", _jsonl(row.to_dict() for row in decisions.duplicates))
    return Written({config: writer.close() for config, writer in writers.items()}, languages, types)


def _decided(documents: Iterable[dict[str, Any]], decisions: Decisions, keep: bool) -> Iterator[dict[str, Any]]:
    skipped = frozenset(decisions.skipped)
    for position, document in enumerate(documents):
        copy_of = decisions.representatives.get(document["id"])
        if position in skipped or (copy_of and not keep):
            continue
        document["duplicate_of"] = copy_of
        for mention in document["mentions"]:
            mention["entity_id"] = decisions.clusters.get(mention["id"], mention["entity_id"])
        yield document


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


def _jsonl(rows: Iterable[dict[str, Any]]) -> bytes:
    return b"".join(orjson.dumps(row) + b"\n" for row in rows)
