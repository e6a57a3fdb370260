"""Work units: runs of articles, cut by their content, so that they are the same on every machine and in every build.

A unit ends behind an article whose digest says so, not after a fixed number: an article that is added, changed or
taken away disturbs the unit it stands in and at most the next one, and all others are found done already.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import orjson

from kzling.corpus.readers.records import Article

#: A unit has at least and at most so many articles, or at most so many bytes of content (UTF-8), whichever comes
#: first: a tenth or two of a second of work, and what a worker holds in memory at once.
LEAST_RECORDS, MOST_RECORDS = 32, 96
MOST_BYTES = 4_000_000
#: Behind one article in so many a unit may end.
_ONE_IN = 32


class Unit(NamedTuple):
    """Articles that are worked on together; `digest` names their content and everything that decides the result."""

    digest: str
    articles: tuple[Article, ...]


def units(articles: Iterable[Article], *, recipe: str) -> Iterator[Unit]:
    """Cut a stream of articles into units.

    Args:
        articles: in input order.
        recipe: names what else decides the result: configuration, code and data versions.
    """
    run: list[Article] = []
    total, size = hashlib.sha256(recipe.encode()), 0
    for article in articles:
        content = _bytes(article.content)
        digest = hashlib.sha256(orjson.dumps(_known(article)) + content).digest()
        total.update(digest)
        run.append(article)
        size += len(content)
        ends = len(run) >= LEAST_RECORDS and int.from_bytes(digest[:4]) % _ONE_IN == 0
        if ends or len(run) >= MOST_RECORDS or size >= MOST_BYTES:
            yield Unit(total.hexdigest()[:32], tuple(run))
            run = []
            total, size = hashlib.sha256(recipe.encode()), 0
    if run:
        yield Unit(total.hexdigest()[:32], tuple(run))


def _known(article: Article) -> list[object]:
    """What is known of an article beside its content; its line may change without changing anything."""
    origin = article.origin
    known = [origin.source, origin.url, origin.title, origin.author, origin.publisher, origin.published]
    return [*known, list(origin.warnings), article.format, article.charset, isinstance(article.content, str)]


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
