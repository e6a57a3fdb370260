"""All formats by name, and the format of a file by its name and first line."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from kzling.errors import UsageError
from kzling.knowledge.formats import (
    entities,
    entity_ruler,
    ftm,
    geonames,
    geonames_write,
    jsonl,
    table,
    wikidata,
    wikidata_write,
)
from kzling.knowledge.formats.rows import Line, Rejected, lines

Reader = Callable[..., Iterator[dict[str, Any] | Rejected]]
Writer = Callable[..., int]


class Format(NamedTuple):
    """How a format is read and written (None: it is not), and what it is, as the end of a sentence."""

    read: Reader | None
    write: Writer
    what: str


FORMATS: Mapping[str, Format] = {
    "jsonl": Format(jsonl.read, jsonl.write, "kzling's own JSON lines"),
    "csv": Format(partial(table.read, delimiter=","), partial(table.write, delimiter=","), "CSV with named columns"),
    "tsv": Format(partial(table.read, delimiter="\t"), partial(table.write, delimiter="\t"), "TSV with named columns"),
    "wikidata": Format(wikidata.read, wikidata_write.write, "the JSON dump of Wikidata"),
    "geonames": Format(geonames.read, geonames_write.write, "the GeoNames dump, two files"),
    "ftm": Format(ftm.read, ftm.write, "FollowTheMoney JSON lines"),
    "entities": Format(entities.read, entities.write, "the config entities of a dataset, Parquet"),
    "entity-ruler": Format(None, entity_ruler.write, "patterns of spaCy's EntityRuler"),
}
#: Endings that tell the format; JSON is told by its first line.
_ENDINGS = {
    ".ftm": "ftm",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".parquet": "entities",
    ".txt": "geonames",
}
_COMPRESSIONS = (".gz", ".bz2", ".zst")
_JSON = (".jsonl", ".ndjson", ".json")


def format_of(name: str) -> Format:
    """Give a format by its name.

    Raises:
        UsageError: there is no such format; the message lists those there are.
    """
    if name not in FORMATS:
        raise UsageError(f"There is no format {name!r}; there are {', '.join(FORMATS)}.")
    return FORMATS[name]


def guess(path: str | PathLike[str]) -> str:
    """Give the name of the format of a file or folder.

    The ending decides; of JSON lines that are there, the fields of the first object. A folder is one of `entities`.

    Raises:
        UsageError: nothing tells the format; the message lists the formats.

    >>> guess("KZ.txt"), guess("persons.csv.gz"), guess("patterns.jsonl"), guess("latest-all.json.bz2")
    ('geonames', 'csv', 'jsonl', 'wikidata')
    """
    file = Path(path)
    endings = [ending for ending in file.suffixes if ending not in _COMPRESSIONS]
    if file.is_dir():
        return "entities"
    named = next((_ENDINGS[ending] for ending in endings if ending in _ENDINGS), None)
    if named is not None:
        return named
    if not endings or endings[-1] not in _JSON:
        raise UsageError(f"The name of {file} does not tell its format; say which of {', '.join(FORMATS)} it is.")
    if file.is_file():
        return _by_fields(_first_fields(file))
    return "wikidata" if endings[-1] == ".json" else "jsonl"


def _by_fields(fields: set[str]) -> str:
    if fields >= {"schema", "properties"}:
        return "ftm"
    return "wikidata" if fields & {"labels", "claims"} else "jsonl"


def _first_fields(path: Path) -> set[str]:
    """Give the fields of the first object of a file."""
    for line in lines(path):
        content = line.content.strip().removesuffix(b",") if isinstance(line, Line) else b""
        if content not in (b"", b"["):
            try:
                value = orjson.loads(content)
            except orjson.JSONDecodeError:
                return set()
            return set(value) if isinstance(value, dict) else set()
    return set()
