"""Stage A, map: every work unit to spool files, in worker processes."""

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from kzling.corpus.arrow import record_table
from kzling.corpus.config import BuildConfig
from kzling.corpus.readers.prepare import prepared
from kzling.corpus.readers.records import Article, Rejected
from kzling.corpus.spool import Entry, Spool, write_unit
from kzling.corpus.units import Unit
from kzling.corpus.unknown import UnknownName
from kzling.corpus.workers import Begin, Workers
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.records import CLUSTER
from kzling.mentions.gazetteer import gazetteer
from kzling.model import Document, Mention
from kzling.pipeline import analyze
from kzling.resolution.clusters import Unknown, full_name


class Analysis(NamedTuple):
    """What a worker does with a unit: analyse its articles, write the spool files."""

    folder: Path
    config: BuildConfig
    knowledge: str = ""  # sha256 of the knowledge base's file

    def base(self) -> KnowledgeBase:
        """Give the knowledge base, loaded once a process."""
        return _base(self.config.knowledge, self.knowledge)

    def __call__(self, unit: Unit, left_out: Mapping[int, str], begin: Begin) -> Entry:
        """Work on one unit; `left_out` names the articles that a worker died or hung at."""
        base = self.base()
        _without_collector()
        documents: list[Document] = []
        keys: list[bytes] = []
        seconds: defaultdict[str, float] = defaultdict(float)
        characters = 0
        for index, article in enumerate(unit.articles):
            begin(index)
            reason = left_out.get(index)
            made = f"cannot be analysed: {reason}" if reason else self._analyze(article, base, seconds)
            if isinstance(made, str):
                keys.append(orjson.dumps({"rejected": made}))
            else:
                documents.append(made)
                keys.append(orjson.dumps(_keys(made)))
                characters += len(made.raw)
        begin(-1)
        started = time.perf_counter()
        table = record_table("documents", documents)
        files = write_unit(self.folder, unit.digest, table, b"".join(key + b"\n" for key in keys))
        seconds["spool"] += time.perf_counter() - started
        rejected = len(unit.articles) - len(documents)
        if rejected or any(article.format == "html" for article in unit.articles):
            gc.collect()
        return Entry(unit.digest, *files, len(unit.articles), rejected, characters, dict(seconds), len(left_out))

    def _analyze(self, article: Article, base: KnowledgeBase, seconds: defaultdict[str, float]) -> Document | str:
        """Give the document of an article, or the reason why there is none."""
        options = self.config
        started = time.perf_counter()
        try:
            ready = prepared(article, encoding=options.encoding)
            if isinstance(ready, Rejected):
                return ready.reason
            seconds["decode"] += time.perf_counter() - started
            document = analyze(
                str(ready.content),
                lang=options.language,
                kb=base,
                clean=options.clean,
                format=ready.format,
                body=options.vote(ready.format),
                mask=options.mask,
                origin=ready.origin,
                seconds=seconds,
            )
        except Exception as error:
            # A build of days does not end at one record: whatever happens to it, it is named among the rejects.
            return f"cannot be analysed: {type(error).__name__}: {error}"
        return document if document.text.strip() else "nothing is left of the text after cleaning"


def run_map(
    units: Iterable[Unit],
    *,
    spool: Spool,
    analysis: Analysis,
    processes: int,
    done: Callable[[Entry], None],
    stopped: Callable[[], bool],
) -> None:
    """Work on all units that the spool does not hold yet, and tell `done` of every unit.

    Raises:
        WorkerDied: worker processes die again and again outside any record.
        OSError: a spool file cannot be written.
    """

    def missing() -> Iterator[Unit]:
        for unit in units:
            if stopped():
                return
            entry = spool.entry(unit.digest)
            if entry is None or entry.left_out:
                yield unit
            else:
                done(entry)

    # Loaded before the workers are made, so that they share it.
    gazetteer(analysis.base())
    with Workers(analysis, processes=processes, timeout=analysis.config.timeout) as workers:
        for entry in workers.run(missing(), stopped=stopped):
            spool.add(entry)
            done(entry)


@lru_cache(maxsize=1)
def _base(path: str | None, _: str) -> KnowledgeBase:
    return KnowledgeBase.open(path) if path else KnowledgeBase.default()


@lru_cache(maxsize=1)
def _without_collector() -> None:
    """Let the cyclic garbage collector rest in this process.

    The analysis of a text makes no cycles (tests/corpus/test_map_stage.py), yet looking for them costs a fifth of
    its time. Errors and page parsers may make some: they are collected after the unit.
    """
    gc.freeze()
    gc.disable()


def _keys(document: Document) -> dict[str, Any]:
    """The small facts on a document that decisions for the whole corpus are made on."""
    clusters: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in document.mentions:
        if mention.entity_id is not None and mention.entity_id.startswith(CLUSTER):
            clusters[mention.entity_id].append(mention)
    unknown = [tuple(_unknown(identity, mentions)) for identity, mentions in clusters.items()]
    return {
        "id": document.id,
        "source": document.source,
        "url": document.url,
        "published": document.published,
        "text_hash": document.provenance.text_hash,
        "unknown": unknown,
    }


def _unknown(identity: str, mentions: Sequence[Mention]) -> UnknownName:
    """Give a cluster of a document, by its first mention and its fullest name."""
    first = mentions[0]
    full = full_name(Unknown(m.surface, m.lemma, m.language, m.type, m.start) for m in mentions)
    return UnknownName(identity, first.id, full.lemma if full else "", (full or first).language, first.type)
