"""HTML to linear block text: what a reader sees, block after block, one a line, and what the page says of itself.

Which blocks are the article is for kzling.cleaning.body to say; here nothing that can be read is left out. Any
string is a page: time is linear in its length, memory in its length and the number of its blocks.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from kzling.cleaning.elements import BLOCKS, CLOSES, CONTAINERS, DEEPEST, STRONGER, BlockKind
from kzling.cleaning.facts import Facts, facts
from kzling.cleaning.prose import prose_of
from kzling.cleaning.stated import Stated
from kzling.cleaning.tokenizer import Tag, attributes, decoded, tags
from kzling.cleaning.zones import Mark, Zone, mark, places

# No-break spaces are content. The line ends of Unicode are no white space of HTML, but would cut a block in two.
_WHITE = " \t\n\r\f\v\x85\u2028\u2029"
_SPACE = re.compile(f"[{_WHITE}]+")
_LINE_END = re.compile(r"\r\n?|\n")
#: Elements that state something of the page.
_STATING = frozenset({"meta", "link", "html", "time"})
#: The attributes of so many different start tags are looked at; pages in use have some hundreds.
_MOST_MARKS = 10_000
#: A link over more lines than this was never closed: no link of a card or teaser is so long. Set in November 2026.
_MOST_LINKED = 8


class Link(NamedTuple):
    """A link over `start`:`end` of the page's text."""

    start: int
    end: int
    href: str


class Block(NamedTuple):
    """A line of the text. `furniture` is the kind of page furniture that its elements call themselves, or ""."""

    kind: BlockKind
    start: int
    end: int
    links: tuple[Link, ...] = ()
    region: str = ""
    furniture: str = ""
    zone: int = 0

    @property
    def linked(self) -> float:
        """The share of the characters that are links."""
        return sum(link.end - link.start for link in self.links) / max(1, self.end - self.start)


class Page(NamedTuple):
    """The text of a page with its blocks, in code points of `text`, and its facts.

    `headings` are the numbers of the blocks in main headings (h1). `zones` are the elements around the blocks;
    `Block.zone` is an index of them.
    """

    text: str
    blocks: tuple[Block, ...]
    facts: Facts
    headings: tuple[int, ...] = ()
    zones: tuple[Zone, ...] = ()

    def line(self, block: Block) -> str:
        """Give the text of a block."""
        return self.text[block.start : block.end]


def page(html: str) -> Page:
    """Read a page.

    Scripts, styles, templates and comments are left out, character references decoded, white space folded
    (no-break spaces stay), tables read row by row with a line for each cell; `br` and the lines of `pre` end a line.

    >>> page("<h1>Title</h1><script>x</script><p>One <a href='/b'>two</a></p>").text
    'Title\\nOne two'
    >>> page("<p>One <a href='/b'>two</a></p>").blocks[0].links
    (Link(start=4, end=7, href='/b'),)
    """
    builder = _Builder()
    position = 0
    for tag in tags(html):
        if tag.start > position:
            builder.data(html[position : tag.start])
        position = tag.end
        if tag.closing:
            builder.close(tag.name)
        else:
            builder.open(tag)
    builder.data(html[position:])
    return builder.page()


def block_text(html: str) -> str:
    """Give the text of a page alone.

    >>> block_text("<p>One<br>two</p>")
    'One\\ntwo'
    """
    return page(html).text


class _Line(NamedTuple):
    text: str
    kind: BlockKind
    links: Sequence[Link]
    zone: int


class _Builder:
    """The open elements of a page, as stacks that run in step, and the lines that are done."""

    def __init__(self) -> None:
        self.lines: list[_Line] = []
        self.pieces: list[tuple[str, str]] = []  # text and the link that it stands in
        self.href = ""
        self.linked = 0  # the line that the open link begins in
        self.names = ["html"]
        self.kinds: list[BlockKind] = ["other"]
        self.marks = [Mark()]
        self.numbers = [0]  # of the elements' zones; -1 before there is text in them
        self.zones = [Zone(-1, Mark())]
        self.depths: dict[str, list[int]] = defaultdict(list)  # name -> where it lies in the stacks
        self.beyond = 0
        self.stated = Stated()
        self.headings: list[int] = []  # the lines of main headings
        self.known: dict[tuple[str, str], Mark] = {}

    def data(self, text: str) -> None:
        if self.depths["pre"]:
            first, *others = _LINE_END.split(text)
            self._piece(first)
            for other in others:
                self._flush()
                self._piece(other)
        else:
            self._piece(text)

    def _piece(self, text: str) -> None:
        if self.pieces or text.strip(_WHITE):
            text = decoded(text)
            self.pieces.append((text, self.href))
            self.stated.text(text)

    def open(self, tag: Tag) -> None:
        name = tag.name
        if "itemprop" in tag.attributes or name in _STATING or (name == "a" and "author" in tag.attributes):
            self.stated.element(name, attributes(tag.attributes), len(self.lines))
        if name in BLOCKS:
            self._block(name, tag.attributes)
            if tag.inner:
                self.data(tag.inner)
                self.close(name)
        elif name == "a":
            if self.pieces and self.pieces[-1][1] and self.pieces[-1][0][-1:] not in _WHITE:
                self.pieces.append((" ", ""))  # the links of a menu stand apart by style alone
            self.href = attributes(tag.attributes).get("href", "").strip(_WHITE)
            self.linked = len(self.lines)
        elif name in ("br", "hr"):
            self._flush()
        elif name == "title":
            self.stated.title(decoded(tag.inner))
        elif name == "script":
            self.stated.script(tag.attributes, tag.inner)
        elif name == "xmp":
            self.pieces.append((tag.inner, self.href))

    def _block(self, name: str, stated: str) -> None:
        self._flush()
        if self.names[-1] == "p":
            self._pop(len(self.names) - 1)
        closed, around = CLOSES.get(name, ((), ()))
        inner = max((self.depths[other][-1] for other in closed if self.depths[other]), default=0)
        if inner > max((self.depths[other][-1] for other in around if self.depths[other]), default=0):
            self._pop(inner)
        if len(self.names) >= DEEPEST:
            self.beyond += 1
            return
        kind = BLOCKS[name]
        if not kind or (kind == "paragraph" and self.kinds[-1] in STRONGER):
            kind = self.kinds[-1]
        self.depths[name].append(len(self.names))
        self.names.append(name)
        self.kinds.append(kind)
        self.marks.append(self._mark(name, stated))
        self.numbers.append(-1)

    def _mark(self, name: str, stated: str) -> Mark:
        found = self.known.get((name, stated))
        if found is None:
            if len(self.known) >= _MOST_MARKS:
                return Mark()
            found = self.known[name, stated] = mark(name, stated)
        # The footer of a quotation names its speaker.
        return Mark() if name == "footer" and self.depths["blockquote"] else found

    def close(self, name: str) -> None:
        self.stated.end()
        if name == "a":
            self.href = ""
        elif name in BLOCKS:
            self._flush()
            if self.beyond:
                self.beyond -= 1
            elif depths := self.depths[name]:
                self._pop(depths[-1])

    def _pop(self, depth: int) -> None:
        for name in self.names[depth:]:
            self.depths[name].pop()
        for stack in (self.names, self.kinds, self.marks, self.numbers):
            del stack[depth:]

    def _flush(self) -> None:
        if not self.pieces:
            return
        text, links = _folded(self.pieces)
        self.pieces = []
        if text and not text.isspace():
            if self.depths["h1"]:
                self.headings.append(len(self.lines))
            self.lines.append(_Line(text, self.kinds[-1], links, self._zone()))
            if self.href and len(self.lines) - self.linked > _MOST_LINKED:
                self._unlink()

    def _unlink(self) -> None:
        """Take back a link that was never closed."""
        for number in range(self.linked, len(self.lines)):
            line = self.lines[number]
            self.lines[number] = line._replace(links=[link for link in line.links if link.href != self.href])
        self.href = ""

    def _zone(self) -> int:
        """Give the number of the innermost zone, after zones were made for all elements around it."""
        depth = len(self.numbers) - 1
        while self.numbers[depth] < 0:
            depth -= 1
        for inner in range(depth + 1, len(self.numbers)):
            around = self.numbers[inner - 1]
            if self.marks[inner] == Mark() and self.names[inner] not in CONTAINERS:
                self.numbers[inner] = around
            else:
                self.numbers[inner] = len(self.zones)
                self.zones.append(Zone(around, self.marks[inner]))
        return self.numbers[-1]

    def page(self) -> Page:
        self._flush()
        texts = [line.text for line in self.lines]
        known = facts(self.stated, texts, self.headings)
        free = [len(line.text) - sum(link.end - link.start for link in line.links) for line in self.lines]
        prose = prose_of(texts, free)
        amounts: Counter[int] = Counter()
        counts = Counter(self.lines[number].zone for number in prose)
        for number in prose:
            amounts[self.lines[number].zone] += free[number]
        found = places(self.zones, amounts, Counter(self.lines[number].zone for number in self.headings), counts)
        starts = accumulate((len(line.text) + 1 for line in self.lines), initial=0)
        blocks = tuple(_block(start, line, *found[line.zone]) for start, line in zip(starts, self.lines, strict=False))
        return Page("\n".join(texts), blocks, known, tuple(self.headings), tuple(self.zones))


def _block(start: int, line: _Line, region: str, furniture: str) -> Block:
    links = tuple(Link(start + link.start, start + link.end, link.href) for link in line.links)
    return Block(line.kind, start, start + len(line.text), links, region, furniture, line.zone)


def _folded(pieces: list[tuple[str, str]]) -> tuple[str, Sequence[Link]]:
    """Join the pieces of a line, white space folded and trimmed, with the links' places in the line."""
    if len(pieces) == 1 and not pieces[0][1]:
        return _SPACE.sub(" ", pieces[0][0]).strip(" "), ()
    parts: list[str] = []
    links: list[Link] = []
    length = 0
    spaced = True
    for piece, href in pieces:
        text = _SPACE.sub(" ", piece)
        if spaced and text[:1] == " ":
            text = text[1:]
        if not text:
            continue
        if href:
            joined = bool(links) and links[-1].end == length and links[-1].href == href
            links.append(Link(links.pop().start if joined else length, length + len(text), href))
        parts.append(text)
        length += len(text)
        spaced = text[-1] == " "
    line = "".join(parts)
    if spaced and line:
        line = line[:-1]
        if links and links[-1].end > len(line):
            last = links.pop()
            links += [Link(last.start, len(line), last.href)] if last.start < len(line) else []
    return line, links
