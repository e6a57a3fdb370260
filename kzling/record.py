"""The base of all result classes: to plain data and back, with the types as the only rule.

A record is a frozen slots dataclass. `to_dict` gives JSON-ready data; `from_dict` takes it back and checks
every value against the field's annotation, so a closed list written as `Literal[...]` is enforced here.
"""

import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import cache
from operator import attrgetter
from typing import Any, Literal, NamedTuple, Self

from kzling.errors import InvalidRecord

Converter = Callable[[Any, str], Any]


class Record:
    """Mixin for frozen slots dataclasses."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Give the record as JSON-ready data (dict, list, str, int, float, bool, None)."""
        cls: type = type(self)
        names, values, nested = _fields(cls)
        data = dict(zip(names, values(self), strict=True))
        for name in nested:
            if (value := data[name]) is not None:
                data[name] = _plain(value) if value != () else []
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Build the record from what `to_dict` gave.

        Raises:
            InvalidRecord: a field is missing, unknown, or has another type than declared.
        """
        return typing.cast(Self, _record(cls, data, cls.__name__))


class _Fields(NamedTuple):
    """What is asked of a class of records again and again."""

    names: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]  # gives the values of all fields of a record
    nested: tuple[str, ...]  # the fields that may hold what JSON does not know; all others are taken as they are


@cache
def _fields(cls: type) -> _Fields:
    hints = typing.get_type_hints(cls)
    names = tuple(field.name for field in fields(cls))
    return _Fields(names, _values_of(names), tuple(name for name in names if not _scalars(hints[name])))


def _values_of(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Give a function that gives the values of these fields of a record, always as a tuple."""
    # attrgetter gives a single value bare.
    return attrgetter(*names) if len(names) > 1 else lambda record: tuple(getattr(record, name) for name in names)


def _scalars(hint: Any) -> bool:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return all(map(_scalars, arguments))
    return origin is Literal or hint in (str, int, float, bool, type(None))


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return value
    if kind is tuple or isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _record(cls: type, data: Any, where: str) -> Any:
    if not isinstance(data, Mapping):
        raise InvalidRecord(f"{where} must be an object, not {_shown(data)}.")
    converters, required = _plan(cls)
    unknown = [str(key) for key in data if key not in converters]
    if unknown:
        raise InvalidRecord(f"{where} has an unknown field {unknown[0]!r}; it knows {', '.join(converters)}.")
    missing = [name for name in required if name not in data]
    if missing:
        raise InvalidRecord(f"{where} lacks the field {missing[0]!r}.")
    return cls(**{name: converters[name](value, f"{where}.{name}") for name, value in data.items()})


@cache
def _plan(cls: type) -> tuple[dict[str, Converter], tuple[str, ...]]:
    hints = typing.get_type_hints(cls)
    own = fields(cls)
    required = tuple(f.name for f in own if f.default is MISSING and f.default_factory is MISSING)
    return {f.name: _converter(hints[f.name]) for f in own}, required


def _converter(hint: Any) -> Converter:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _optional(_converter(next(a for a in arguments if a is not type(None))))
    if origin is Literal:
        return _choice(arguments)
    if origin is tuple:
        return _sequence(_converter(arguments[0]))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(_converter(arguments[1]))
    if isinstance(hint, type) and issubclass(hint, Record):
        return lambda value, where: _record(hint, value, where)
    return _scalar(hint)


def _optional(inner: Converter) -> Converter:
    return lambda value, where: None if value is None else inner(value, where)


def _choice(allowed: tuple[Any, ...]) -> Converter:
    def convert(value: Any, where: str) -> Any:
        if value not in allowed:
            raise InvalidRecord(f"{where} must be one of {', '.join(map(str, allowed))}, not {_shown(value)}.")
        return value

    return convert


def _sequence(inner: Converter) -> Converter:
    def convert(value: Any, where: str) -> Any:
        if not isinstance(value, (list, tuple)):
            raise InvalidRecord(f"{where} must be a list, not {_shown(value)}.")
        return tuple(inner(item, f"{where}[{i}]") for i, item in enumerate(value))

    return convert


def _mapping(inner: Converter) -> Converter:
    def convert(value: Any, where: str) -> Any:
        if not isinstance(value, Mapping):
            raise InvalidRecord(f"{where} must be an object, not {_shown(value)}.")
        return {str(key): inner(item, f"{where}.{key}") for key, item in value.items()}

    return convert


def _scalar(hint: Any) -> Converter:
    if hint is Any:
        return lambda value, where: value
    accepted = (int, float) if hint is float else hint

    def convert(value: Any, where: str) -> Any:
        # bool is a subclass of int, yet "true" is not a number in our records.
        if not isinstance(value, accepted) or (isinstance(value, bool) and hint is not bool):
            raise InvalidRecord(f"{where} must be {hint.__name__}, not {_shown(value)}.")
        return float(value) if hint is float else value

    return convert


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
