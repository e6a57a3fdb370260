"""Counting the letters of names, for `kzling.orthography.likeness`.

Names are those that are known to be spelled so: the lists of common names, the examples of the scheme files and the
persons and places of the default base, per language. Counting them takes longer than reading a name, so the counts
ship as a file of lines of text (`make compiled` writes it anew), sorted, one for each row of up to three letters: the
row, then each letter that follows it, with how often in which language.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import regex

from kzling import data
from kzling.orthography.schemes import tables
from kzling.orthography.table import lower
from kzling.text.scripts import script_of

#: The file of counts, relative to resources/.
LETTERS = f"{data.COMPILED}/letters.tsv"
#: Edge of a word in rows of letters.
EDGE = "#"
#: A row has so many letters: set on the order of the readings of 1,900 tokens; three put the right one first a little
#: less often.
ORDER = 4

# Rows whose line is kept; names have some ten thousand.
_KEPT = 1 << 15
_WORD = regex.compile(r"[\p{L}’']+")
# Lists of names, and what in them are none.
_COMMON = "names/common"
_HEAD = {"language", "script", "sources"}


class Rows:
    """How often rows of letters come in the names of each language, read line by line as they are asked for."""

    def __init__(self, lines: Sequence[bytes]) -> None:
        """Take the lines of `counted`, in UTF-8, which sorts as its text does."""
        self._lines = lines
        self._following: dict[str, dict[str, list[int] | str]] = {}
        alone = [part.split(" ") for part in lines[0].decode().split("\t")[1:]]
        #: The letters of all names, and `EDGE`.
        self.letters = [letter for letter, *_ in alone]
        #: Language -> its place in the counts of a row.
        self.languages = {
            language: place
            for place, language in enumerate(sorted({one.partition(":")[0] for _, *counts in alone for one in counts}))
        }

    def get(self, row: str) -> list[int] | None:
        """Give how often a row of up to four letters comes in each language, None if it comes in none."""
        before, letter = row[:-1], row[-1:]
        following = self._following.get(before)
        if following is None:
            if len(self._following) >= _KEPT:
                self._following.clear()
            following = self._following[before] = self._read(before)
        found = following.get(letter)
        if isinstance(found, str):
            found = following[letter] = self._counts(found)
        return found

    def _read(self, before: str) -> dict[str, list[int] | str]:
        """Give the letters that follow a row, each with its counts as they stand in the line."""
        # What cannot be encoded is no letter of a name.
        start = f"{before}\t".encode(errors="replace")
        at = bisect_left(self._lines, start)
        line = self._lines[at] if at < len(self._lines) else b""
        if not line.startswith(start):
            return {}
        parts = (part.partition(" ") for part in line[len(start) :].decode().split("\t"))
        return {letter: counts for letter, _, counts in parts}

    def _counts(self, text: str) -> list[int]:
        found = [0] * len(self.languages)
        for one in text.split(" "):
            language, _, number = one.partition(":")
            found[self.languages[language]] = int(number)
        return found


def counted(names: Mapping[str, Sequence[str]]) -> list[str]:
    r"""Count the names of each language (words in small letters); see the module for the lines.

    >>> counted({"kk": ["ай"], "ru": ["ая"]})[:3]
    ['\t# kk:1 ru:1\tа kk:1 ru:1\tй kk:1\tя ru:1', '#\tа kk:1 ru:1', '##\tа kk:1 ru:1']
    """
    following: dict[str, dict[str, list[str]]] = {}
    for language in sorted(names):
        for row, times in Counter(_rows(names[language])).items():
            following.setdefault(row[:-1], {}).setdefault(row[-1], [row[-1]]).append(f"{language}:{times}")
    return sorted(
        "\t".join([before, *(" ".join(letters[letter]) for letter in sorted(letters))])
        for before, letters in following.items()
    )


def compiled_letters(listed: Iterable[tuple[str, str]]) -> str:
    """Give what the file `LETTERS` has to hold; `listed` are the names of the base, see `known_names`."""
    return "".join(f"{line}\n" for line in counted(known_names(listed)))


def known_names(listed: Iterable[tuple[str, str]]) -> dict[str, Sequence[str]]:
    """Give the words of the names of each language that schemes write from, sorted and each once.

    Args:
        listed: language and name of the persons and places of the default base; the names of organisations are made
            of plain words.
    """
    natives = {(compiled.source_language, compiled.source_script) for compiled in tables()}
    found: dict[str, set[str]] = {language: set() for language, _ in sorted(natives)}
    for language, name in (*_spellings(), *listed):
        if (language, script_of(name)) in natives:
            found[language].update(lower(word) for word in _WORD.findall(name))
    for path in data.names(_COMMON):
        common = data.read_yaml(path)
        if (common["language"], common["script"]) in natives:
            blocks = (block for key, block in common.items() if key not in _HEAD)
            found[common["language"]].update(word for block in blocks for word in _WORD.findall(lower(block)))
    return {language: sorted(words) for language, words in found.items()}


def _rows(words: Sequence[str]) -> Iterator[str]:
    """Give the rows of up to four letters that end in a letter of a word or in its edge."""
    for word in words:
        chain = EDGE * (ORDER - 1) + word + EDGE
        for i in range(ORDER, len(chain) + 1):
            yield chain[i - 1]
            yield chain[i - 2 : i]
            yield chain[i - 3 : i]
            yield chain[i - 4 : i]


def _spellings() -> Iterator[tuple[str, str]]:
    """Give names with their language: what schemes write from, and what they write natively."""
    for compiled in tables():
        for source, output in compiled.examples:
            yield compiled.source_language, source
            if compiled.target_script == compiled.source_script:
                yield compiled.target, output
