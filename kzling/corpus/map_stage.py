"""Stage A, map: every work unit to a spool file, in one process or several."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from kzling.corpus.config import BuildConfig
from kzling.corpus.readers.records import Article, Rejected
from kzling.corpus.spool import Entry, Spool, write_unit
from kzling.corpus.units import Unit
from kzling.errors import WorkerDied
from kzling.knowledge.base import KnowledgeBase
from kzling.mentions.gazetteer import gazetteer
from kzling.model import Document
from kzling.pipeline import analyze
from kzling.resolution.clusters import cluster_key

#: Units that wait for each worker, so that none idles and memory stays bounded.
_AHEAD = 2


class Worker(NamedTuple):
    """What a process needs to work on units; made once a process."""

    folder: Path
    config: BuildConfig
    base: KnowledgeBase

    def run(self, unit: Unit) -> Entry:
        """Work on one unit and write its spool files."""
        documents: list[bytes] = []
        keys: list[bytes] = []
        for record in unit.records:
            made = record if isinstance(record, Rejected) else self._analyze(record)
            if isinstance(made, Rejected):
                keys.append(orjson.dumps({"rejected": made._asdict()}))
            else:
                documents.append(orjson.dumps(made.to_dict()))
                keys.append(orjson.dumps(self._keys(made, record)))
        return write_unit(self.folder, unit, _lines(documents), _lines(keys))

    def _analyze(self, article: Article) -> Document | Rejected:
        options = self.config
        try:
            document = analyze(
                article.content, lang=options.language, kb=self.base, clean=options.clean, origin=article.origin
            )
        except Exception as error:
            # A build of days does not end at one record: whatever happens to it, it is named among the rejects.
            return Rejected(article.source, article.position, f"cannot be analysed: {type(error).__name__}: {error}")
        if not document.text.strip():
            return Rejected(article.source, article.position, "nothing is left of the text after cleaning")
        return document

    def _keys(self, document: Document, record: Article | Rejected) -> dict[str, Any]:
        """The small facts on a document that decisions for the whole corpus are made on."""
        unknown = [m for m in document.mentions if m.entity_id not in self.base]
        return {
            "id": document.id,
            "source": document.source,
            "file": record.source,
            "position": record.position,
            "url": document.url,
            "published": document.published,
            "text_hash": document.provenance.text_hash,
            "unknown": [[m.id, cluster_key(m.lemma)] for m in unknown],
        }


def run_map(
    units: Iterable[Unit], *, spool: Spool, worker: Worker, processes: int, done: Callable[[], None]
) -> list[tuple[int, str]]:
    """Work on all units that the spool does not hold yet.

    Returns:
        The number and digest of every unit, in order: what B and C read.
    """
    order: list[tuple[int, str]] = []

    def missing() -> Iterator[Unit]:
        for unit in units:
            order.append((unit.number, unit.digest))
            if spool.complete(unit):
                done()
            else:
                yield unit

    work = _alone if processes == 1 else _together
    for entry in work(missing(), worker, processes):
        spool.add(entry)
        done()
    return order


def _alone(units: Iterable[Unit], worker: Worker, _: int) -> Iterator[Entry]:
    yield from map(worker.run, units)


def _together(units: Iterable[Unit], worker: Worker, processes: int) -> Iterator[Entry]:
    # A forked worker shares the base and the gazetteer; elsewhere each makes its own.
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    _HERE[:] = [worker]
    arguments = (worker.folder, worker.config)
    try:
        with ProcessPoolExecutor(processes, mp_context=context, initializer=_start, initargs=arguments) as pool:
            running: set[Future[Entry]] = set()
            for unit in units:
                running.add(pool.submit(_run, unit))
                if len(running) >= processes * _AHEAD:
                    ready, running = wait(running, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in ready)
            yield from (future.result() for future in running)
    except BrokenProcessPool as error:
        raise WorkerDied(
            "A worker process was killed, perhaps for want of memory; start the same command again to go on, "
            "with fewer processes if it happens again."
        ) from error


def new_worker(folder: Path, config: BuildConfig) -> Worker:
    """Make a worker with its knowledge base and gazetteer."""
    base = KnowledgeBase.open(config.knowledge) if config.knowledge else KnowledgeBase.default()
    gazetteer(base)
    return Worker(folder, config, base)


#: The worker of this process.
_HERE: list[Worker] = []


def _start(folder: Path, config: BuildConfig) -> None:
    # Ctrl-C reaches every process of a terminal: the parent decides, workers finish what they hold.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if not _HERE:
        _HERE.append(new_worker(folder, config))


def _end_with_parent() -> None:
    # A pool whose parent is killed would wait for work forever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run(unit: Unit) -> Entry:
    return _HERE[0].run(unit)


def _lines(rows: list[bytes]) -> bytes:
    return b"".join(row + b"\n" for row in rows)
