"""Where on a page the article stands: its title, its first and last paragraph, the element that holds it."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kzling.cleaning import prose as _prose
from kzling.cleaning.facts import agree
from kzling.cleaning.html import Block, Page
from kzling.cleaning.zones import Mark, Zone, totals

# Limits were set by hand in November 2026 on pages made after the templates of the region's sites.
#: A block is made of links if they are more than this share of it.
LINKED = 0.6
#: An element is the article if it holds this share of the prose around it. If it says so itself, the lower share is
#: enough; inside one that says so, only nearly all, because parts of it lie in elements that say nothing.
_SHARE, _OWN_SHARE, _NEARLY_ALL = 0.7, 0.4, 0.95
#: An element tells the article from the rest if it holds no more than this share of the blocks.
_PART = 0.7
#: Without such an element, so many blocks of links part the article from what follows, if that has less than this
#: share of its prose.
_PARTING, _LESS = 4, 0.5
#: An element with less paragraphs than this is no article.
_FEWEST = 2
#: Prose that is a link as a whole has so many characters and ends like this; titles of other articles do not.
_LINKED_PROSE, _FULL_STOPS = 80, (".", "!", "?", "…", "»", "”")
#: Without a title the article begins so many short lines above its prose at most.
_UNTITLED = 5


class Frame(NamedTuple):
    """Where the article stands: the blocks of its title, first and last prose, and the zones inside it.

    `found` says whether an element was found that holds the article and not the rest of the page. A block is made of
    links if they are more than the share `links` of it: on a page without other prose, links are no sign.
    """

    title: int
    first: int
    last: int
    inside: frozenset[int]
    found: bool
    links: float = LINKED


def frame_of(page: Page) -> Frame:
    """Find the article of a page."""
    blocks = page.blocks
    able = [n for n, block in enumerate(blocks) if not block.furniture and block.kind != "heading"]
    prose = [number for number in able if is_prose(page, blocks[number]) and not is_teaser(blocks, number)]
    links = LINKED
    if not prose:
        prose = [number for number in able if _reads_like_prose(page, blocks[number])]
        links = 1.0 if prose else LINKED
    article = _article(page, prose)
    inside = _inside(page.zones, article)
    prose = [number for number in prose if blocks[number].zone in inside]
    found = _within_article(page.zones, article)
    if not found:
        found = sum(block.zone in inside for block in blocks) <= _PART * len(blocks)
        prose = _largest(blocks, prose) if links < 1 else prose
    title = _title(page, prose[0] if prose else None)
    if prose:
        return Frame(title, prose[0], _with_lists(blocks, prose[-1]), inside, found, links)
    # A page of a sentence or two: all that is not called furniture may be the article.
    rest = [number for number, block in enumerate(blocks) if not block.furniture and number > title]
    return Frame(title, rest[0] if rest else title, rest[-1] if rest else title, inside, False)


def _with_lists(blocks: Sequence[Block], last: int) -> int:
    """Give the last item of the lists that follow the last prose right away, with their headings: a recipe."""
    for number in range(last + 1, len(blocks)):
        block = blocks[number]
        if not _is_free(block) or block.kind not in ("item", "heading"):
            break
        last = number if block.kind == "item" else last
    return last


def _reads_like_prose(page: Page, block: Block) -> bool:
    line = page.line(block)
    return block.end - block.start >= _LINKED_PROSE and _prose.is_prose(line, len(line)) and line[-1] in _FULL_STOPS


def is_prose(page: Page, block: Block) -> bool:
    """Say whether a block reads like text, not like a label, a link or the legal line of a footer."""
    line = page.line(block)
    return _prose.is_prose(line, len(line) * (1 - block.linked))


def is_teaser(blocks: Sequence[Block], number: int) -> bool:
    """Say whether a block stands right below a heading that is a link: it announces another page."""
    above = blocks[number - 1] if number else None
    return above is not None and above.kind == "heading" and above.linked > LINKED


def _article(page: Page, prose: Sequence[int]) -> int:
    """Give the zone of the innermost element that holds most of the prose."""
    amounts: Counter[int] = Counter()
    counts: Counter[int] = Counter()
    for number in prose:
        block = page.blocks[number]
        amounts[block.zone] += block.end - block.start
        counts[block.zone] += 1
    amount, count = totals(page.zones, amounts), totals(page.zones, counts)
    first = _first_of_several(page, count)
    article = 0
    # Parents come before their children, so one pass leads down from element to element.
    for number, (parent, mark) in enumerate(page.zones):
        if parent != article or count[number] < _FEWEST:
            continue
        share = _OWN_SHARE if _says_article(mark) else _SHARE
        if not _says_article(mark) and _says_article(page.zones[article].mark):
            share = _NEARLY_ALL
        if amount[number] >= share * amount[article] or number == first:
            article = number
            if number == first:
                break
    return article


def _first_of_several(page: Page, count: Sequence[int]) -> int | None:
    """Give the zone of the first of several articles, if the page has loaded more of them one below the other.

    They are elements of one kind side by side, each with a main heading and prose of its own.
    """
    titled = totals(page.zones, Counter(page.blocks[number].zone for number in page.headings))
    alike: dict[tuple[int, Mark], list[int]] = {}
    for number, (parent, mark) in enumerate(page.zones):
        if titled[number] and count[number] >= _FEWEST:
            alike.setdefault((parent, mark), []).append(number)
    stated = page.facts.title
    same = (block.zone for block in page.blocks if stated and agree(page.line(block), stated))
    zone = next(same, -1)
    while zone >= 0:
        around = alike.get((page.zones[zone].parent, page.zones[zone].mark), [])
        if len(around) > 1 and zone in around:
            return zone
        zone = page.zones[zone].parent
    return None


def _inside(zones: Sequence[Zone], article: int) -> frozenset[int]:
    found = {article}
    for number, (parent, _) in enumerate(zones):
        if parent in found:
            found.add(number)
    return frozenset(found)


def _says_article(mark: Mark) -> bool:
    return mark.kind == "body" or mark.region in ("article", "main")


def _within_article(zones: Sequence[Zone], zone: int) -> bool:
    while zone >= 0:
        if _says_article(zones[zone].mark):
            return True
        zone = zones[zone].parent
    return False


def _largest(blocks: Sequence[Block], prose: Sequence[int]) -> list[int]:
    """Leave out prose that many links part from the most of it: teasers, the small print of a footer."""
    if not prose:
        return []
    parts: list[list[int]] = [[prose[0]]]
    for above, below in pairwise(prose):
        links = sum(block.linked > LINKED for block in blocks[above + 1 : below])
        if links >= _PARTING:
            parts.append([])
        parts[-1].append(below)
    sizes = [sum(blocks[number].end - blocks[number].start for number in part) for part in parts]
    return [number for part, size in zip(parts, sizes, strict=True) if size >= _LESS * max(sizes) for number in part]


def _title(page: Page, first: int | None) -> int:
    """Find the block of the title: the one that agrees with the page's facts, else a heading above the prose."""
    above = range(len(page.blocks) if first is None else first + 1)
    stated = page.facts.title
    if stated:
        same = [number for number in above if agree(page.line(page.blocks[number]), stated)]
        best = [number for number in same if page.blocks[number].kind == "heading"]
        best += [number for number in same if not page.blocks[number].furniture]
        if best:
            return best[0]
    others = (number for number in above if page.blocks[number].kind == "heading")
    for number in (*page.headings, *others):
        if number in above and _is_free(page.blocks[number]):
            return number
    top = first or 0
    while top and first and _is_free(page.blocks[top - 1]) and first - top < _UNTITLED:
        top -= 1
    return top


def _is_free(block: Block) -> bool:
    return not block.furniture and block.linked <= LINKED
