"""From raw text to clean text: repair, take furniture out, keep the way back."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from kzling.cleaning.furniture import furniture, is_dateline
from kzling.cleaning.patterns import patterns
from kzling.model import Edit, Removed, Span
from kzling.text.edits import Replacement, compose, to_raw
from kzling.text.repair import repair
from kzling.text.tokens import Word
from kzling.text.tokens import lines as split_lines

#: Raised when a rule of repair or cleaning changes what comes out.
VERSION = 1

#: A byline without "by" is a person's name of two or three parts, alone or with a paper or place behind a comma.
_BARE_BYLINE = regex.compile(
    r"(?P<name>\p{Lu}[\p{Ll}\p{M}]+(?:-\p{Lu}\p{Ll}+)?(?: \p{Lu}[\p{Ll}\p{M}]+(?:-\p{Lu}\p{Ll}+)?){1,2})"
    r"(?:\.|, [^.!?]{2,30})?"
)
#: Bylines stand among the first lines, those without "by" right below the title and its captions.
_TOP, _BELOW_TITLE = 12, 6
_LONGEST_TITLE = 200


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


def clean(raw: str) -> Cleaned:
    """Clean a page: repaired lines without furniture, one line feed between them.

    Args:
        raw: the text of the page, blocks in lines.

    Returns:
        The clean text; `removed` holds every furniture line with its span in `raw`.

    >>> clean("Harvest begins in the north\\n\\nShare on Facebook\\n\\nFarmers are glad.").text
    'Harvest begins in the north\\nFarmers are glad.'
    """
    middle, repairs = repair(raw)
    lines = [_trimmed(line) for line in split_lines(middle)]
    kinds = furniture([line.text for line in lines])
    kept = [line for number, line in enumerate(lines) if line.text and number not in kinds]
    removed = [_removed(raw, repairs, lines[number], kind) for number, kind in sorted(kinds.items())]
    text, edits = compose(raw, repairs, middle, list(_gaps(middle, kept, bool(kinds))))
    title = _title([line.text for line in kept])
    return Cleaned(text, edits, tuple(removed), title, _byline(text, title))


def _trimmed(line: Word) -> Word:
    left = len(line.text) - len(line.text.lstrip())
    stripped = line.text.strip()
    return Word(line.start + left, line.start + left + len(stripped), stripped)


def _removed(raw: str, repairs: Sequence[Edit], line: Word, kind: str) -> Removed:
    start, end = to_raw(repairs, line.start, line.end)
    return Removed(kind, Span(start, end, "raw"), raw[start:end])


def _gaps(text: str, kept: Sequence[Word], furnished: bool) -> Iterator[Replacement]:
    reason = "page furniture" if furnished else "white space"
    starts = [0, *(line.end for line in kept)]
    ends = [*(line.start for line in kept), len(text)]
    for start, end in zip(starts, ends, strict=True):
        inner = start > 0 and end < len(text)
        after = "\n" if inner and kept else ""
        if text[start:end] != after:
            yield Replacement(start, end, after, "white space" if not text[start:end].strip() else reason)


def _title(lines: Sequence[str]) -> str | None:
    for line in lines[:3]:
        if len(line) > _LONGEST_TITLE or line.endswith((".", ":", "…", "]")) or _author(line):
            return None
        if not is_dateline(line):
            return line
    return None


def _author(line: str) -> str | None:
    match = patterns().byline.fullmatch(line) if len(line) <= 100 else None
    return match.group("name").rstrip(".") if match else None


def _byline(text: str, title: str | None) -> Byline | None:
    top = list(split_lines(text))[:_TOP]
    named = [(line, name) for line in top if (name := _author(line.text))]
    if not named and title is not None:
        bare = ((line, _BARE_BYLINE.fullmatch(line.text)) for line in top[:_BELOW_TITLE] if line.text != title)
        named = [(line, match.group("name")) for line, match in bare if match]
    if not named:
        return None
    line, name = named[0]
    start = line.start + line.text.index(name)
    return Byline(start, start + len(name), name)
