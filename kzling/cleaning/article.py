"""A page of HTML as `analyze` takes it: its text, what of it is not the article, and its facts."""

from itertools import islice
from typing import NamedTuple

from kzling.cleaning import votes
from kzling.cleaning.body import judge
from kzling.cleaning.facts import Facts
from kzling.cleaning.html import Page, page
from kzling.cleaning.top import date_of, title_of
from kzling.errors import UsageError

#: The title and date of an article stand among so many of its first lines.
_TOP = 12


class Furniture(NamedTuple):
    """A block at `start`:`end` of the text that is not the article, and what it is instead."""

    start: int
    end: int
    kind: str


class Article(NamedTuple):
    """The text of a page, its furniture in order, its facts, and sentences on what could not be done."""

    raw: str
    furniture: tuple[Furniture, ...] = ()
    facts: Facts = Facts()
    warnings: tuple[str, ...] = ()


def article(html: str, *, body: str | None = None) -> Article:
    """Read a page and find its article.

    Args:
        html: any string.
        body: "trafilatura" takes its vote in (extra `corpus`); None decides alone.

    Returns:
        The Article. A block is named as furniture only if the votes against it are clear.

    Raises:
        UsageError: `body` is not known.
        MissingExtra: trafilatura is not installed.

    >>> found = article("<nav><a href=/>Home</a></nav><h1>Snow</h1><p>It snowed.</p>")
    >>> found.raw, found.furniture
    ('Home\\nSnow\\nIt snowed.', (Furniture(start=0, end=4, kind='navigation'),))
    """
    if body not in (None, "trafilatura"):
        raise UsageError(f"body must be None or 'trafilatura', not {body!r}.")
    read = page(html)
    vote = votes.trafilatura(html, read) if body else votes.Vote(None)
    judged = judge(read, taken=vote.taken)
    furniture = (Furniture(*read.blocks[item.block][1:3], item.kind) for item in judged)
    facts = _seen(read, {item.block for item in judged})
    return Article(read.text, tuple(furniture), facts, (vote.warning,) if vote.warning else ())


def _seen(read: Page, removed: set[int]) -> Facts:
    """Add to what the page states of itself what its article shows."""
    kept = (number for number in range(len(read.blocks)) if number not in removed)
    top = list(islice(kept, _TOP))
    lines = [read.line(read.blocks[number]) for number in top]
    facts = read.facts
    if facts.window:
        heading = next((line for number, line in zip(top, lines, strict=True) if number in read.headings), None)
        facts = facts._replace(title=heading or title_of(lines) or facts.title)
    if not facts.published:
        facts = facts._replace(published=date_of(lines, language=facts.language))
    return facts
