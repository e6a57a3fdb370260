"""Words and lines with their offsets."""

from collections.abc import Iterator
from typing import NamedTuple

import regex

# Letters and digits with their marks; hyphens and apostrophes count only between them, so that
# "Нұр-Сұлтан", "Mar'yana" and "O‘zbekiston" are one word. No-break hyphens occur in names.
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-‐‑'’ʼʻ‘`][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*")


class Word(NamedTuple):
    """A word at `start`:`end`."""

    start: int
    end: int
    text: str


def words(text: str) -> list[Word]:
    """Split a text into words; punctuation and white space are left out.

    >>> [word.text for word in words("Нұр-Сұлтан, 2022!")]
    ['Нұр-Сұлтан', '2022']
    """
    return [Word(m.start(), m.end(), m.group()) for m in _WORD.finditer(text)]


def lines(text: str) -> Iterator[Word]:
    """Give each line, without its line feed, also the empty ones.

    >>> [line.text for line in lines("a\\n\\nb")]
    ['a', '', 'b']
    """
    start = 0
    for line in text.split("\n"):
        yield Word(start, start + len(line), line)
        start += len(line) + 1
