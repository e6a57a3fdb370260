"""trafilatura's vote on which blocks of a page are the article (extra `corpus`).

It is asked only where the caller names it, so that results never depend on what is installed.
"""

import logging
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import regex

from kzling.cleaning.html import Page
from kzling.cleaning.tokenizer import tags
from kzling.errors import MissingExtra

# Its time grows faster than the page, and lxml refuses deep trees: pages beyond these limits get no vote. News pages
# have some 60 levels, 5,000 tags and half a million characters at most (limits set by hand in November 2026).
_LONGEST, _MOST_TAGS, _DEEPEST = 2_000_000, 50_000, 250
#: Looking for all blocks in the extracted text: so many characters at most, about a second.
_MOST_LOOKED_AT = 1_000_000_000
#: Blocks of so many letters are looked for everywhere, shorter ones only between those.
_ANCHOR = 30

# fmt: off
_WITHOUT_END = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "dt", "dd", "tr", "td", "th", "option", "tbody", "thead", "tfoot", "colgroup", "optgroup",
))
# fmt: on
_LETTERS = regex.compile(r"[\p{L}\p{N}]+")


class Vote(NamedTuple):
    """Whether each block of a page was taken as body. None says that there is no vote; `warning` then says why."""

    taken: tuple[bool, ...] | None
    warning: str | None = None


def trafilatura(html: str, page: Page) -> Vote:
    """Ask trafilatura which blocks of a page are its text.

    Args:
        html: the page as it was read.
        page: its blocks.

    Raises:
        MissingExtra: trafilatura is not installed.
    """
    extract = _extract()
    why = _too_large(html)
    if why:
        return Vote(None, f"The page was not given to trafilatura: it has {why}.")
    try:
        text = extract(_encodable(html))
    except Exception as error:  # whatever it or lxml raises on a broken page is no vote, and the record says so
        return Vote(None, f"trafilatura failed on the page: {type(error).__name__}.")
    if not text:
        return Vote(None, "trafilatura found no text in the page.")
    taken = aligned([page.line(block) for block in page.blocks], text)
    return Vote(taken) if taken else Vote(None, "The page was not compared with trafilatura's text: it is too large.")


def aligned(lines: Sequence[str], text: str) -> tuple[bool, ...] | None:
    """Say for each line whether it occurs in an extracted text, in order; letters and digits alone count.

    A short line counts only between the long lines around it. None: comparing them would take too long.

    >>> aligned(["Home", "It snowed on Monday morning in Kostanay."], "It snowed on Monday morning in Kostanay.")
    (False, True)
    """
    keys = [_key(line) for line in lines]
    whole = _key(text)
    if len(keys) * len(whole) > _MOST_LOOKED_AT:
        return None
    found = [False] * len(keys)
    waiting: list[int] = []
    position = 0
    for number, key in enumerate(keys):
        if len(key) < _ANCHOR:
            waiting.append(number)
            continue
        at = whole.find(key, position)
        if at >= 0:
            _between(keys, waiting, whole, position, at, found)
            waiting = []
            found[number] = True
            position = at + len(key)
    _between(keys, waiting, whole, position, len(whole), found)
    return tuple(found)


def _between(keys: Sequence[str], numbers: Sequence[int], whole: str, start: int, end: int, found: list[bool]) -> None:
    for number in numbers:
        at = whole.find(keys[number], start, end) if keys[number] else -1
        if at >= 0:
            found[number] = True
            start = at + len(keys[number])


def _key(text: str) -> str:
    return "".join(_LETTERS.findall(text)).casefold()


def _too_large(html: str) -> str | None:
    if len(html) > _LONGEST:
        return f"more than {_LONGEST:,} characters"
    count = depth = deepest = 0
    for tag in tags(html):
        count += 1
        if tag.name not in _WITHOUT_END and not tag.inner:
            depth = max(0, depth - 1) if tag.closing else depth + bool(tag.name)
            deepest = max(deepest, depth)
    if count > _MOST_TAGS:
        return f"more than {_MOST_TAGS:,} tags"
    return f"more than {_DEEPEST} open elements at once" if deepest > _DEEPEST else None


def _encodable(html: str) -> str:
    return html.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


@lru_cache(maxsize=1)
def _extract() -> Callable[[str], Any]:
    try:
        from trafilatura import extract
    except ImportError as error:
        raise MissingExtra("body='trafilatura' needs trafilatura: pip install 'kzling[corpus]'.") from error
    # It reports each page that it gives up; the record's warning says the same.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    return lambda html: extract(html, include_comments=False, include_tables=True, deduplicate=False)
