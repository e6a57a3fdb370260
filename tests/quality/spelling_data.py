"""What the measurements of spellings.py share: reading the data outside the project, folding, tables."""

import csv
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import regex

#: Signs for softness and stops, all read as apostrophes; with "·" they are left out where spellings are compared.
APOSTROPHES = "'’ʼʻ‘`´ʹ′ʺ″”·"
_FOLDED = str.maketrans(
    {"đ": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe"} | dict.fromkeys(APOSTROPHES, "")
)
_TOKEN = regex.compile(rf"[\p{{L}}\p{{M}}{APOSTROPHES}]*\p{{L}}[\p{{L}}\p{{M}}{APOSTROPHES}]*")
#: Sentences that make one text, about as long as a short article.
_ARTICLE = 20


class NamePair(NamedTuple):
    """Two written forms of one entity, the first in Cyrillic script unless said otherwise."""

    form_a: str
    lang_a: str
    form_b: str
    lang_b: str
    entity: str
    scripts: str
    kind: str

    @property
    def languages(self) -> str:
        return f"{self.lang_a}-{self.lang_b}"


class Standard(NamedTuple):
    """A row of what other tools say a norm writes."""

    scheme: str
    source: str
    expected: str


@dataclass
class Report:
    """What a measurement found: figures by name, those that `lines` show already, and rows worth reading."""

    title: str
    figures: dict[str, float] = field(default_factory=dict)
    details: dict[str, float] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    misses: list[tuple[str, ...]] = field(default_factory=list)


def folded(text: str) -> str:
    """Leave out case, diacritics and apostrophes: what is compared "diacritics aside".

    >>> folded("Łukaš’")
    'lukas'
    """
    bare = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in bare if not unicodedata.combining(char)).translate(_FOLDED)


def plain(text: str) -> str:
    """Leave out case and apostrophes, keep the letters: what native spellings are compared by."""
    return unicodedata.normalize("NFC", text.casefold()).translate(dict.fromkeys(map(ord, APOSTROPHES)))


def tokens(form: str) -> list[str]:
    """Give the tokens of a name; hyphens divide them, apostrophes do not.

    >>> tokens("Знам’янка, Нур-Султан 2")
    ['Знам’янка', 'Нур', 'Султан']
    """
    return [match.group() for match in _TOKEN.finditer(form)]


def name_pairs(folder: Path, kind: str) -> list[NamePair]:
    """Read the pairs of people or places that were given for development."""
    found = rows(folder / "names" / f"{kind}_positive.tsv")
    fields = ("form_a", "lang_a", "form_b", "lang_b", "entity_id", "script_pair", "kind")
    return [NamePair(*(row[field] for field in fields)) for row in found if row["split"] == "dev"]


def standards(folder: Path) -> list[Standard]:
    """Read the rows of other tools; line breaks and quotation marks are escaped there."""
    found = rows(folder / "transliteration" / "standards.tsv")
    return [Standard(row["scheme"], _unescaped(row["source"]), _unescaped(row["expected"])) for row in found]


def _unescaped(text: str) -> str:
    return text.replace("\\n", "\n").replace('\\"', '"')


def kazakh_sentences(folder: Path) -> list[str]:
    """Give the Kazakh news sentences, their words joined by spaces."""
    found: list[list[str]] = [[]]
    with (folder / "ner" / "kaznerd_valid" / "IOB2_valid.txt").open(encoding="utf-8") as stream:
        for line in stream:
            word = line.partition(" ")[0].strip()
            if word:
                found[-1].append(word)
            elif found[-1]:
                found.append([])
    return [" ".join(words) for words in found if words]


def running_texts(folder: Path, *, characters: int) -> dict[str, list[str]]:
    """Give texts of the length of short articles by language: news for kk and ru, else translated news.

    Args:
        folder: the data outside the project.
        characters: about so many for each language, fewer where there are fewer.
    """
    sentences = {"kk": kazakh_sentences(folder), "ru": _russian(folder)}
    for row in rows(folder / "language" / "ntrex128.tsv"):
        if row["script"] == "Cyrl" and row["lang"] not in ("kk", "ru"):
            sentences.setdefault(row["lang"], []).append(row["text"])
    return {language: list(_articles(own, characters)) for language, own in sorted(sentences.items())}


def _russian(folder: Path) -> list[str]:
    texts = (path.read_text(encoding="utf-8") for path in sorted((folder / "ner" / "factrueval_dev").glob("*.txt")))
    return [line for text in texts for line in text.splitlines() if line.strip()]


def _articles(sentences: Sequence[str], characters: int) -> Iterator[str]:
    written = 0
    for start in range(0, len(sentences), _ARTICLE):
        if written < characters:
            text = " ".join(sentences[start : start + _ARTICLE])
            written += len(text)
            yield text


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Read a table with a head; quotation marks are letters like all others."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Set rows as lines: the first column to the left, the others to the right; shares with three digits."""
    cells = [list(head), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    return ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in cells]


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


def share(hits: int, all_: int) -> float:
    return hits / all_ if all_ else 0.0


def mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
