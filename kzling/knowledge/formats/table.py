"""Tables, CSV and TSV: a row a name, or a row an entity with a column for each language."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from kzling.errors import UsageError
from kzling.knowledge.formats.cells import rows_of_cells
from kzling.knowledge.formats.gathering import Groups
from kzling.knowledge.formats.output import as_json, written
from kzling.knowledge.formats.records import distinct
from kzling.knowledge.formats.rows import Line, Rejected, Source, lines, reject

#: Fields of a name and of an entity that a column may hold; `attributes` and `ids` as JSON.
NAME = ("name", "lang", "script", "kind", "since", "until", "basis", "source")
ENTITY = ("id", "type", "weight", "attributes", "ids")
#: Fields with a part of their own: name:kk, attributes.country, ids.wikidata.
_PARTS = ("name:", "attributes.", "ids.")
#: What a comma or a tab is, by the ending of a file.
_DELIMITERS = {".tsv": "\t", ".tab": "\t", ".txt": "\t"}


class Row(NamedTuple):
    """A row's fields that hold something, and the line at which it begins."""

    line: Line
    fields: dict[str, str]


def read(
    source: Source,
    *,
    columns: Mapping[str, str] | None = None,
    delimiter: str | None = None,
    ordered: bool = False,
) -> Iterator[dict[str, Any] | Rejected]:
    """Give the entities of a table whose first line names the columns.

    Columns have the names of our fields (see `write`), or `columns` says what they are called: for example
    `{"id": "code", "name:ru": "title_ru", "ids.wikidata": "qid"}`. Rows with one id, wherever they stand, are one
    entity; what is said of the entity counts where it is said first, and rejected rows come before it. In tables with
    tabs quotation marks are just that, in others a cell may be quoted. The text is UTF-8.

    Args:
        source: a path (.gz, .bz2 and .zst too) or a stream of bytes.
        columns: our field -> the table's column; fields that are not named are those of the same name.
        delimiter: what parts the cells; None goes by the name of the file: tabs in .tsv, .tab and .txt, else commas.
        ordered: rows with one id follow one another, so that entities come at once; else rows are gathered from the
            whole file (in a temporary one).

    Raises:
        UsageError: a field is unknown, a column is not there, or there is none for id or names.
        UnwritableOutput: the temporary file cannot be written.

    >>> import io
    >>> table = io.BytesIO("id,name,lang\\nx,Орда,kk\\nx,Orda,en\\n".encode())
    >>> [[name["text"] for name in record["names"]] for record in read(table)]
    [['Орда', 'Orda']]
    """
    rows = _rows(source, columns or {}, delimiter or _delimiter(source))
    if ordered:
        same: list[Row] = []
        for row in rows:
            if isinstance(row, Rejected):
                yield row
                continue
            if same and same[0].fields["id"] != row.fields["id"]:
                yield from _entity(same)
                same = []
            same.append(row)
        yield from _entity(same)
        return
    with Groups() as groups:
        for row in rows:
            if isinstance(row, Rejected):
                yield row
            else:
                fields = [row.line.position, row.line.content.decode("utf-8", "replace"), row.fields]
                groups.add(row.fields["id"], orjson.dumps(fields))
        for group in groups:
            loaded = (orjson.loads(one) for one in group)
            yield from _entity([Row(Line(at, text.encode()), fields) for at, text, fields in loaded])


def write(records: Iterable[Mapping[str, Any]], path: str | PathLike[str], *, delimiter: str | None = None) -> int:
    """Write a row for each name, and give the number of entities.

    What is said of the entity stands in its first row. Tabs and line ends cannot stand in a table with tabs; spaces
    take their place.

    Raises:
        InvalidRecord: a value cannot be written as JSON.
        UnwritableOutput: the file cannot be written.
    """
    used = delimiter or _delimiter(path)
    number = 0
    with written(path) as stream:
        stream.write(_line([*ENTITY, *NAME], used))
        for one in records:
            number += 1
            known = [str(one.get(field, "")) for field in ENTITY[:3]]
            known += [as_json(dict(one[field])).decode() if one.get(field) else "" for field in ENTITY[3:]]
            for name in one["names"]:
                cells = [str(name.get("text" if field == "name" else field) or "") for field in NAME]
                stream.write(_line([*known, *cells], used))
                known = [one["id"], *[""] * (len(ENTITY) - 1)]
    return number


def _delimiter(source: object) -> str:
    if not isinstance(source, (str, PathLike)):
        return ","
    return next((_DELIMITERS[suffix] for suffix in Path(source).suffixes if suffix in _DELIMITERS), ",")


def _line(cells: list[str], delimiter: str) -> bytes:
    if delimiter == "\t":
        return ("\t".join(" ".join(cell.splitlines()).replace("\t", " ") for cell in cells) + "\n").encode()
    held = StringIO()
    csv.writer(held, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return held.getvalue().encode()


def _rows(source: Source, columns: Mapping[str, str], delimiter: str) -> Iterator[Row | Rejected]:
    places: dict[str, int] | None = None
    width = 0
    for found in rows_of_cells(lines(source), delimiter):
        if isinstance(found, Rejected):
            yield found
            continue
        line, row = found
        if places is None:
            places, width = _places(row, columns), len(row)
        elif len(row) > width:
            yield reject(line, f"The row has {len(row)} cells, the first line names {width} columns.")
        else:
            filled = [*row, *[""] * (width - len(row))]
            fields = {field: cell for field, place in places.items() if (cell := filled[place].strip())}
            yield Row(line, fields) if "id" in fields else reject(line, "The row has no id.")


def _places(header: list[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Give the place of each field in a row."""
    there = [column.strip() for column in header]
    unknown = [field for field in columns if not _is_field(field)]
    missing = [column for column in columns.values() if column not in there]
    if unknown:
        raise UsageError(f"There is no field {unknown[0]!r}; there are {', '.join((*ENTITY, *NAME))}, name:kk, ids.x.")
    if missing:
        raise UsageError(f"The table has no column {missing[0]!r}; there are {', '.join(map(repr, there))}.")
    # A column that is mapped is not also the field of its own name.
    own = {column: there.index(column) for column in there if _is_field(column) and column not in columns.values()}
    places = own | {field: there.index(column) for field, column in columns.items()}
    if "id" not in places or not any(field.startswith("name") for field in places):
        listed = ", ".join(map(repr, there))
        raise UsageError(
            f"A table needs columns for id and name; say by columns (--map id=COLUMN) which of {listed} they are."
        )
    return places


def _is_field(field: str) -> bool:
    return field in (*ENTITY, *NAME) or field.startswith(_PARTS)


def _entity(rows: list[Row]) -> Iterator[dict[str, Any] | Rejected]:
    """Give the entity of rows with one id; rows that cannot be read before it."""
    known: dict[str, Any] = {}
    names: list[dict[str, Any]] = []
    for row in rows:
        try:
            said = _said(row.fields)
        except ValueError as error:
            yield reject(row.line, f"A cell cannot be read: {error}.")
            continue
        known = {**said, **known}
        names += _names(row.fields)
    if known:
        yield {**known, "names": distinct(names)}


def _said(fields: Mapping[str, str]) -> dict[str, Any]:
    """Give what a row says of its entity."""
    said: dict[str, Any] = {field: fields[field] for field in ("id", "type") if field in fields}
    if "weight" in fields:
        said["weight"] = float(fields["weight"])
    for group in ("attributes", "ids"):
        whole = orjson.loads(fields[group]) if group in fields else {}
        if not isinstance(whole, dict):
            raise ValueError(f"{group} is no JSON object")
        parts = {f.partition(".")[2]: cell for f, cell in fields.items() if f.startswith(f"{group}.")}
        if whole or parts:
            said[group] = {**whole, **parts}
    return said


def _names(fields: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Give the names of a row: its own, and those of columns for one language."""
    shared = {field: fields[field] for field in NAME[1:] if field in fields}
    if "name" in fields:
        yield {"text": fields["name"], **shared}
    for field, cell in fields.items():
        if field.startswith("name:"):
            yield {"text": cell, **shared, "lang": field.partition(":")[2]}
