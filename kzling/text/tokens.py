"""Words and lines with their offsets."""

from collections.abc import Iterator
from typing import NamedTuple

import regex

#: Letters and digits with their marks; hyphens and apostrophes count only between them, so that
#: "Нұр-Сұлтан", "Mar'yana" and "O‘zbekiston" are one word. No-break hyphens occur in names.
WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-‐‑'’ʼʻ‘`][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*")


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
    return [Word(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]


def lines(text: str) -> Iterator[Word]:
    """Give each line that is not empty, without the white space around it.

    >>> list(lines("a\\n\\n b"))
    [Word(start=0, end=1, text='a'), Word(start=4, end=5, text='b')]
    """
    start = 0
    for line in text.split("\n"):
        if inner := line.strip():
            left = start if inner == line else start + len(line) - len(line.lstrip())
            yield Word(left, left + len(inner), inner)
        start += len(line) + 1
