"""From raw text to clean text: repair, take furniture out, keep the way back."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kzling.cleaning.article import Furniture
from kzling.cleaning.furniture import furniture
from kzling.cleaning.top import author_of, title_of
from kzling.model import Edit, Removed, Span
from kzling.text.edits import Replacement, compose, to_raw
from kzling.text.repair import repair
from kzling.text.tokens import Word
from kzling.text.tokens import lines as split_lines

#: Raised when a rule of repair or cleaning changes what comes out.
VERSION = 2


class Byline(NamedTuple):
    """The author's name at `start`:`end` of the clean text."""

    start: int
    end: int
    name: str


class Cleaned(NamedTuple):
    """Clean text with the edits that lead back to raw, what was removed, and what the top of the page says."""

    text: str
    edits: tuple[Edit, ...]
    removed: tuple[Removed, ...]
    title: str | None
    byline: Byline | None


def clean(raw: str, known: Sequence[Furniture] = ()) -> Cleaned:
    """Clean a page: repaired lines without furniture, one line feed between them.

    Args:
        raw: the text of the page, blocks in lines.
        known: lines of `raw` that are known not to be the article, ascending.

    Returns:
        The clean text; `removed` holds every furniture line with its span in `raw`.

    >>> clean("Harvest begins in the north\\n\\nShare on Facebook\\n\\nFarmers are glad.").text
    'Harvest begins in the north\\nFarmers are glad.'
    """
    middle, repairs = repair(raw)
    lines = list(split_lines(middle))
    kinds = _known(known, repairs, lines) if known else {}
    texts = ["" if number in kinds else line.text for number, line in enumerate(lines)]
    kinds |= furniture(texts, known=frozenset(kinds))
    kept = [line for number, line in enumerate(lines) if number not in kinds] if kinds else lines
    removed = [_removed(raw, repairs, lines[number], kind) for number, kind in sorted(kinds.items())]
    text, edits = compose(raw, repairs, middle, list(_gaps(middle, kept, bool(kinds))))
    shown = [line.text for line in kept]
    title = title_of(shown)
    return Cleaned(text, edits, tuple(removed), title, _byline(shown, title))


def _known(known: Sequence[Furniture], repairs: Sequence[Edit], lines: Sequence[Word]) -> dict[int, str]:
    """Give line number -> kind for the lines that begin inside known furniture."""
    found: dict[int, str] = {}
    for number, line in enumerate(lines):
        start, _ = to_raw(repairs, line.start, line.end)
        index = bisect_right(known, start, key=lambda item: item.start) - 1
        if index >= 0 and start < known[index].end:
            found[number] = known[index].kind
    return found


def _removed(raw: str, repairs: Sequence[Edit], line: Word, kind: str) -> Removed:
    start, end = to_raw(repairs, line.start, line.end)
    return Removed(kind, Span(start, end, "raw"), raw[start:end])


def _gaps(text: str, kept: Sequence[Word], furnished: bool) -> Iterator[Replacement]:
    reason = "page furniture" if furnished else "white space"
    starts = [0, *(line.end for line in kept)]
    ends = [*(line.start for line in kept), len(text)]
    for start, end in zip(starts, ends, strict=True):
        before = text[start:end]
        after = "\n" if kept and start > 0 and end < len(text) else ""
        if before != after:
            yield Replacement(start, end, after, reason if before.strip() else "white space")


def _byline(lines: Sequence[str], title: str | None) -> Byline | None:
    author = author_of(lines, title)
    if author is None:
        return None
    above = sum(len(line) + 1 for line in lines[: author.line])
    return Byline(above + author.start, above + author.end, author.name)
