"""Which blocks of a page are the article: a weighed sum of votes. A block is kept in doubt.

The votes come from what the elements call themselves, links, the place between title and last paragraph, and, where
the caller asks for it, from another extractor. Lines that only their words give away ("Share on Facebook") are left
to kzling.cleaning.furniture.
"""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from kzling.cleaning.frame import Frame, frame_of, is_prose, is_teaser
from kzling.cleaning.furniture import is_dateline
from kzling.cleaning.html import Block, Page
from kzling.cleaning.patterns import BARE_BYLINE, patterns

# Weights and limits were set by hand in November 2026 on pages made after the templates of the region's sites.
#: So many such blocks on end are a list; a single one inside the article may be a reference.
_LIST = 3
#: Dates and captions above the title, bylines and captions behind the last paragraph: within so many lines, and as
#: short as this.
_ABOVE, _BEHIND, _SHORT = 3, 3, 100
#: A byline stands within so many lines below the title, a lead between them or not.
_BELOW_TITLE = 6

#: Addresses of pages on one author. Of a line's links the first ones are looked at.
_AUTHOR = regex.compile(r"[/?&=](?:authors?|avtor[yi]?|journalists?|profile|users?)(?:[/=?.-]|$)", regex.IGNORECASE)
#: "3/12", "3 of 12" below a picture.
_COUNTER = regex.compile(r"\d{1,3} ?(?:/|из|of|z|von|з) ?\d{1,3}")
#: A count of readers beside a picture of an eye.
_NUMBER = regex.compile(r"\d{1,3}(?:[ \u00a0.,]?\d{3})*(?:[.,]\d)? ?[KkКкMМ]?")
_SENTENCE_END = regex.compile(r"[.!?…;][»”\"')\]]*$")
_LONGEST_SECTION = 40
_LONGEST_ADDRESS, _MOST_LINKS = 500, 3

_CALLED_FURNITURE = -3.0
_OUTSIDE = -1.0
# Outside the element that was found to hold the article; less for prose, so that another extractor's vote saves it.
_FAR_OUTSIDE, _PROSE_OUTSIDE = -1.6, -1.4
_INSIDE = 1.0
_IS_PROSE = 1.0
_LINKS = -1.5
_TITLE = 4.0
_TOP_LINE = 2.5  # a date, byline or caption
_END = 1.5
_ASIDE_FROM_BODY = -1.5
_LABEL = -1.0
#: What another extractor adds for a block that it took, and for one that it left.
_TAKEN, _LEFT = 1.5, -1.0
_TAKEN_SHORT, _LEFT_SHORT = 0.4, -0.4  # of blocks that are not prose: extractors guess there


class Judged(NamedTuple):
    """A block that is not the article: its number, the kind of furniture, and the sum of its votes."""

    block: int
    kind: str
    score: float


def judge(page: Page, *, taken: Sequence[bool] | None = None) -> list[Judged]:
    """Find the blocks that are not the article.

    Args:
        page: the page.
        taken: whether another extractor took each block as body; None if none was asked.

    Returns:
        The blocks that are to be removed, in order.

    >>> from kzling.cleaning.html import page
    >>> [judged.kind for judged in judge(page("<nav><a href=/>Home</a></nav><h1>Snow</h1><p>It snowed.</p>"))]
    ['navigation']
    """
    blocks = page.blocks
    frame = frame_of(page)
    listed = _listed(blocks, frame.links)
    labels = _labels(page, frame, listed)
    scores = [_score(page, number, frame, number in listed) for number in range(len(blocks))]
    scores = [_LABEL if number in labels and score < _TITLE else score for number, score in enumerate(scores)]
    if taken is not None:
        scores = [score + _vote(page, blocks[number], taken[number]) for number, score in enumerate(scores)]
    return [
        Judged(number, _kind(blocks[number], number, frame), score) for number, score in enumerate(scores) if score < 0
    ]


def _vote(page: Page, block: Block, taken: bool) -> float:
    if is_prose(page, block):
        return _TAKEN if taken else _LEFT
    return _TAKEN_SHORT if taken else _LEFT_SHORT


def _listed(blocks: Sequence[Block], most: float) -> set[int]:
    """Find the blocks in runs of links."""
    found: set[int] = set()
    run: list[int] = []
    for number in range(len(blocks) + 1):
        if number < len(blocks) and blocks[number].linked > most:
            run.append(number)
            continue
        if len(run) >= _LIST:
            found.update(run)
        run = []
    return found


def _labels(page: Page, frame: Frame, listed: set[int]) -> set[int]:
    """Find the labels: headings of lists of links, names of sections beside the date, counters of a gallery."""
    blocks = page.blocks
    sections = {
        page.text[link.start : link.end].casefold()
        for block in blocks[: frame.title]
        for link in block.links
        if link.end - link.start <= _LONGEST_SECTION
    }
    found: set[int] = set()
    for number, block in enumerate(blocks):
        line = page.line(block)
        if number == frame.title or len(line) > _SHORT or _SENTENCE_END.search(line):
            continue
        above_links = number > frame.title and number + 1 in listed and number not in listed
        beside_date = frame.title - _ABOVE <= number < frame.first and line.casefold() in sections
        counter = block.kind not in ("cell", "heading") and _COUNTER.fullmatch(line)
        counter = counter or (not frame.first <= number <= frame.last and _NUMBER.fullmatch(line))
        if above_links or beside_date or counter:
            found.add(number)
    return found


def _score(page: Page, number: int, frame: Frame, listed: bool) -> float:
    block = page.blocks[number]
    if number == frame.title and block.kind == "heading":
        return _TITLE
    score = 0.0
    if block.furniture:
        score += _CALLED_FURNITURE
    between = frame.title <= number <= frame.last
    score += _INSIDE if between else _outside(page, number, frame)
    if between and number > frame.first and block.zone not in frame.inside:
        score += _ASIDE_FROM_BODY
    if between and is_prose(page, block):
        score += _IS_PROSE
    if block.linked > frame.links and not (_near_title(number, block, frame) and _names_author(page, block)):
        score += _LINKS + (_OUTSIDE if listed else 0)
    elif score < 0 and _belongs(page, number, frame):
        score += _TOP_LINE
    elif number > frame.last and block.zone in frame.inside and (frame.found or number - frame.last <= _BEHIND):
        score += _END  # a signature, the short items of a list
    return score


def _near_title(number: int, block: Block, frame: Frame) -> bool:
    short = block.end - block.start <= _SHORT
    return short and frame.title < number < max(frame.first, frame.title + _BELOW_TITLE)


def _names_author(page: Page, block: Block) -> bool:
    """Say whether a line of links below the title is the byline."""
    author = page.facts.author
    stated = author is not None and author.casefold() in page.line(block).casefold()
    return stated or any(_AUTHOR.search(link.href[:_LONGEST_ADDRESS]) for link in block.links[:_MOST_LINKS])


def _outside(page: Page, number: int, frame: Frame) -> float:
    block = page.blocks[number]
    if not frame.found or number < frame.title or block.zone in frame.inside:
        return _OUTSIDE
    return _PROSE_OUTSIDE if is_prose(page, block) and not is_teaser(page.blocks, number) else _FAR_OUTSIDE


def _belongs(page: Page, number: int, frame: Frame) -> bool:
    """Say whether a block is a caption, date or byline of the article."""
    block, line = page.blocks[number], page.line(page.blocks[number])
    if block.furniture or not frame.title - _ABOVE <= number <= frame.last + _BEHIND:
        return False
    if number < frame.title and block.region == "header":
        return False  # the date of today
    if block.kind == "caption":
        return True
    if len(line) > _SHORT:
        return False
    signed = patterns().byline.fullmatch(line) or (number > frame.title and BARE_BYLINE.fullmatch(line))
    return bool(signed) or (number < frame.last and is_dateline(line))


def _kind(block: Block, number: int, frame: Frame) -> str:
    if block.furniture:
        return block.furniture
    if number < frame.title or block.region == "header":
        return "navigation"
    return "related" if block.linked > 0 or number <= frame.last else "other"
