"""Arrow schemas from the record classes, so that they are declared once."""

import typing
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal

from kzling.model import SCHEMA, TIMESTAMPS
from kzling.record import Record

if TYPE_CHECKING:
    import pyarrow as pa


def arrow_schema(config: str) -> "pa.Schema":
    """Give the Arrow schema of a config: "documents", "mentions", "entities" or "names"."""
    import pyarrow as pa

    return pa.schema(_fields(SCHEMA[config]))


def arrow_table(config: str, rows: Iterable[Mapping[str, Any]]) -> "pa.Table":
    """Give rows (records as plain data) as a table of the config's schema."""
    import pyarrow as pa

    return pa.Table.from_pylist([_timed(row) for row in rows], schema=arrow_schema(config))


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
