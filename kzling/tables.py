"""Columns of names: each with its standard name and the id of the entity, for lists, CSV files and Arrow tables."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from kzling.answers import Verdict
from kzling.checks import check_text
from kzling.errors import InvalidRecord, UnreadableInput, UnwritableOutput, UsageError
from kzling.knowledge.base import KnowledgeBase, base_or_default
from kzling.knowledge.dates import iso_date
from kzling.knowledge.standard import canonical
from kzling.model import EntityType
from kzling.record import Record
from kzling.resolution.resolve import resolve

if TYPE_CHECKING:
    import pyarrow

#: The language of standard names, if none is asked for.
ENGLISH = "en"
#: What is added to the name of a column for its new columns, each with the attribute of `Canonical` that it holds.
COLUMNS = {"name": "name", "id": "entity_id", "verdict": "verdict", "score": "score"}


@dataclass(frozen=True, slots=True)
class Canonical(Record):
    """A name of a table; `name` and `entity_id` are None where no entity is likely to be meant."""

    value: str | None
    name: str | None
    entity_id: str | None
    verdict: Verdict
    score: float


def canonicalise(
    values: Iterable[str | None],
    *,
    lang: str | None = None,
    type: EntityType | None = None,
    date: str | None = None,
    to: str = ENGLISH,
    kb: KnowledgeBase | None = None,
) -> list[Canonical]:
    """Give each name of a column its standard name and the id of its entity.

    Each different name is resolved once, by itself: a column has no text around its names.

    >>> [(one.name, one.entity_id) for one in canonicalise(["Токаевым", "Nur-Sultan", "", None], date="2023-01-01")]
    [('Kassym-Jomart Tokayev', 'kz-person-tokayev'), ('Astana', 'kz-place-astana'), (None, None), (None, None)]

    Args:
        values: the names; None and empty ones are nobody's.
        lang: the language of the names, if it is one and known.
        type: what all of them name.
        date: ISO date on which they were written; standard names are those of that day, without it today's.
        to: the language of the standard names.
        kb: the knowledge base; None takes the default one.

    Raises:
        UsageError: a value is no string, or `date` is no date.
    """
    day = iso_date(date)
    if date is not None and day is None:
        raise UsageError(f"{date!r} is no date; write it as 2022, 2022-09 or 2022-09-17.")
    base = base_or_default(kb)
    known: dict[str, Canonical] = {}
    found = []
    for value in values:
        if value is None or (isinstance(value, str) and not value.strip()):
            found.append(Canonical(value, None, None, "different", 0.0))
            continue
        check_text(value)
        if value not in known:
            answer = resolve(value.strip(), lang=lang, type=type, date=day, kb=base)
            entity = answer.entity
            name = canonical(entity, language=to, on=day) if entity is not None else None
            known[value] = Canonical(value, name, entity.id if entity else None, answer.verdict, answer.score)
        found.append(known[value])
    return found


def canonicalise_arrow(table: "pyarrow.Table", columns: Sequence[str], **options: Any) -> "pyarrow.Table":
    """Add to an Arrow table, for each of some columns, `_name`, `_id`, `_verdict` and `_score`.

    Args:
        table: any table; the columns hold strings.
        columns: the names of the columns.
        options: those of `canonicalise`.

    Raises:
        UsageError: there is no such column, one of the new ones is there already, or a value is no string.
    """
    import pyarrow as pa

    new = _new_columns(columns, table.column_names)
    for column in columns:
        found = canonicalise(table.column(column).to_pylist(), **options)
        for name, attribute in new[column].items():
            kind = pa.float64() if attribute == "score" else pa.string()
            table = table.append_column(name, pa.array([getattr(one, attribute) for one in found], kind))
    return table


def canonicalise_csv(source: Path, target: TextIO, columns: Sequence[str], **options: Any) -> int:
    """Write a CSV file again with the new columns of `canonicalise_arrow`; give the number of rows.

    The first line has the names of columns. What separates the fields is told by that line: comma, semicolon or tab.

    Args:
        source: the file, in UTF-8.
        target: where the new one is written.
        columns: the columns that hold names.
        options: those of `canonicalise`.

    Raises:
        UnreadableInput: the file cannot be read.
        InvalidRecord: a line has other fields than the first one.
        UsageError: there is no such column, or one of the new ones is there already.
    """
    header, rows, between = _read(source)
    new = _new_columns(columns, header)
    added: list[list[str]] = [[] for _ in rows]
    for column in columns:
        place = header.index(column)
        for cells, one in zip(added, canonicalise([row[place] for row in rows], **options), strict=True):
            cells += (_cell(getattr(one, attribute)) for attribute in new[column].values())
    writer = csv.writer(target, delimiter=between, lineterminator="\n")
    try:
        writer.writerow([*header, *(name for column in columns for name in new[column])])
        writer.writerows([*row, *cells] for row, cells in zip(rows, added, strict=True))
    except OSError as error:
        raise UnwritableOutput(f"The table cannot be written: {error.strerror}.") from error
    return len(rows)


def _read(source: Path) -> tuple[list[str], list[list[str]], str]:
    try:
        text = source.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{source} is not UTF-8; save it as UTF-8 first.") from error
    except OSError as error:
        raise UnreadableInput(f"{source} cannot be read: {error.strerror}.") from error
    first = text.partition("\n")[0]
    between = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(text.splitlines(keepends=True), delimiter=between, strict=True))
    except csv.Error as error:
        raise InvalidRecord(f"{source} is no CSV file: {error}.") from error
    rows = [row for row in lines[1:] if row]
    header = lines[0] if lines else []
    wrong = next((number for number, row in enumerate(lines[1:], start=2) if row and len(row) != len(header)), None)
    if wrong is not None:
        raise InvalidRecord(
            f"{source}, row {wrong}: it has not as many fields as the first; quote those with {between!r}."
        )
    return header, rows, between


def _new_columns(columns: Sequence[str], header: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    missing = next((column for column in columns if column not in header), None)
    if missing is not None:
        raise UsageError(f"There is no column {missing!r}; the table has {', '.join(header) or 'none'}.")
    new = {column: {f"{column}_{end}": attribute for end, attribute in COLUMNS.items()} for column in columns}
    taken = next((name for names in new.values() for name in names if name in header), None)
    if taken is not None:
        raise UsageError(f"The table has a column {taken!r} already; rename it first.")
    return new


def _cell(value: object) -> str:
    return "" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)
