"""Arrow schemas from the record classes, so that they are declared once."""

import typing
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import accumulate, count
from operator import attrgetter
from types import SimpleNamespace, UnionType
from typing import TYPE_CHECKING, Any, Literal

from kzling.model import SCHEMA, TIMESTAMPS
from kzling.record import Record

if TYPE_CHECKING:
    import pyarrow as pa


@cache
def arrow_schema(config: str) -> "pa.Schema":
    """Give the Arrow schema of a config: "documents", "mentions", "entities" or "names"."""
    import pyarrow as pa

    return pa.schema(_fields(SCHEMA[config]))


def arrow_table(config: str, rows: Iterable[Mapping[str, Any]]) -> "pa.Table":
    """Give rows (records as plain data) as a table of the config's schema."""
    import pyarrow as pa

    return pa.Table.from_pylist([_timed(row) for row in rows], schema=arrow_schema(config))


def record_table(config: str, records: Sequence[Record]) -> "pa.Table":
    """Give records of the config's own class as a table of its schema.

    The table is that of `arrow_table` for the records as plain data, in a third of the time: it is built column by
    column, without a dictionary for each record.
    """
    import pyarrow as pa

    schema = arrow_schema(config)
    return pa.Table.from_arrays(_columns(records, schema), schema=schema)


def record_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a row of a table as the plain data of a record: times as ISO strings."""
    return {name: _iso(value) if name in TIMESTAMPS else value for name, value in row.items()}


def _iso(moment: datetime | None) -> str | None:
    # isoformat and not strftime: the latter writes years before 1000 with fewer than four digits.
    return None if moment is None else moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _columns(records: Sequence[Any], fields: "Iterable[pa.Field[Any]]") -> "list[pa.Array[Any]]":
    return [_column(list(map(attrgetter(field.name), records)), field.type) for field in fields]


def _column(values: Sequence[Any], kind: "pa.DataType") -> "pa.Array[Any]":
    import pyarrow as pa

    if pa.types.is_timestamp(kind):
        return pa.array([value and datetime.fromisoformat(value) for value in values], type=kind)
    if pa.types.is_list(kind):
        # One flat column of all items, and where the items of each record begin in it.
        items = [item for value in values for item in value]
        offsets = pa.array(list(accumulate(map(len, values), initial=0)), type=pa.int32())
        return pa.ListArray.from_arrays(offsets, _column(items, kind.value_type), type=kind)
    if pa.types.is_struct(kind):
        fields = list(kind)
        present = [value for value in values if value is not None]
        if len(present) == len(values):
            return pa.StructArray.from_arrays(_columns(values, fields), fields=fields)
        # Below an absent record Arrow keeps empty values; these are the ones that `from_pylist` puts there.
        nothing = SimpleNamespace(**{field.name: _empty(field.type) for field in fields})
        numbers = count(1)
        places = pa.array([0 if value is None else next(numbers) for value in values], type=pa.int32())
        columns = [column.take(places) for column in _columns([nothing, *present], fields)]
        absent = pa.array([value is None for value in values])
        return pa.StructArray.from_arrays(columns, fields=fields, mask=absent)
    return pa.array(values, type=kind)


def _empty(kind: "pa.DataType") -> Any:
    import pyarrow as pa

    if pa.types.is_list(kind):
        return ()
    return None if pa.types.is_struct(kind) else {pa.string(): "", pa.bool_(): False}.get(kind, 0)


def _timed(row: Mapping[str, Any]) -> Mapping[str, Any]:
    times = {name: row[name] and datetime.fromisoformat(row[name]) for name in TIMESTAMPS if name in row}
    return {**row, **times} if times else row


def _fields(cls: type[Record]) -> "list[pa.Field[Any]]":
    import pyarrow as pa

    hints = typing.get_type_hints(cls)
    return [pa.field(name, _timestamp() if name in TIMESTAMPS else _type(hint)) for name, hint in hints.items()]


def _timestamp() -> "pa.DataType":
    import pyarrow as pa

    return pa.timestamp("s", tz="UTC")


def _type(hint: Any) -> "pa.DataType":
    import pyarrow as pa

    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, UnionType):
        return _type(next(a for a in arguments if a is not type(None)))
    if origin is tuple:
        return pa.list_(_type(arguments[0]))
    if origin is Literal:
        return pa.string()
    if isinstance(hint, type) and issubclass(hint, Record):
        return pa.struct(_fields(hint))
    return {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}[hint]
