"""Work units: runs of records, cut by number and size alone, so that they are the same on every machine."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import orjson

from kzling.corpus.readers.records import Article, Rejected

#: A unit ends with this many records or this many bytes of text (UTF-8), whichever comes first: a minute of work,
#: and what a worker holds in memory at once.
MOST_RECORDS = 256
MOST_BYTES = 4_000_000


class Unit(NamedTuple):
    """Records that are worked on together; `digest` names their content and everything that decides the result."""

    number: int
    digest: str
    records: tuple[Article | Rejected, ...]


def units(records: Iterable[Article | Rejected], *, recipe: str) -> Iterator[Unit]:
    """Cut a stream of records into units.

    Args:
        records: in input order.
        recipe: digest of what else decides the result: configuration, code and data versions.
    """
    run: list[Article | Rejected] = []
    size = number = 0
    for record in records:
        run.append(record)
        size += len(_bytes(record.content)) if isinstance(record, Article) else 0
        if len(run) >= MOST_RECORDS or size >= MOST_BYTES:
            yield _unit(number, run, recipe)
            run, size, number = [], 0, number + 1
    if run:
        yield _unit(number, run, recipe)


def _unit(number: int, run: list[Article | Rejected], recipe: str) -> Unit:
    total = hashlib.sha256(recipe.encode())
    for record in run:
        total.update(orjson.dumps(_content(record)) + b"\n")
        if isinstance(record, Article):
            total.update(_bytes(record.content) + b"\n")
    return Unit(number, total.hexdigest()[:32], tuple(run))


def _content(record: Article | Rejected) -> list[object]:
    if isinstance(record, Rejected):
        return ["rejected", *record]
    origin = record.origin
    known = [origin.source, origin.url, origin.title, origin.author, origin.publisher, origin.published]
    form = [record.format, record.charset]
    return ["article", *known, list(origin.warnings), *form]


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
