"""The compiled index of a large base: sorted arrays in one file, mapped into memory, which all processes share.

It lies beside the SQLite file, holds nothing that is not there, and may be deleted: without it, or where the base has
changed since, look-ups ask SQLite and take longer. The file is a line of JSON that says what lies where, and the
arrays in the machine's own byte order: the 64-bit keys, ascending; where each key's entities begin; the entities'
numbers, heaviest first; the type of each entity.
"""

import mmap
import os
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self

import orjson

from kzling.errors import UnwritableOutput

#: Raised when the layout of the file changes.
FORMAT = 1

#: Bytes of the line that says what lies where, and what arrays begin at a multiple of.
_HEADER, _ALIGNED = 1 << 10, 8
_SECTIONS: dict[str, Literal["Q", "I", "B"]] = {"keys": "Q", "starts": "I", "numbers": "I", "types": "B"}


class Stamp(NamedTuple):
    """Of which state of a file an index was made: its edition, and the version of the keys."""

    edition: str
    lookup: int


class Index:
    """An index file, mapped; make it with `Index.open`. `types` gives for a number the place in the list of types."""

    def __init__(self, mapped: mmap.mmap, places: dict[str, tuple[int, int]]) -> None:
        whole = memoryview(mapped)
        views = {name: whole[start : start + size].cast(_SECTIONS[name]) for name, (start, size) in places.items()}
        self._keys, self._starts = views["keys"], views["starts"]
        self._numbers, self.types = views["numbers"], views["types"]

    @classmethod
    def open(cls, path: Path, stamp: Stamp) -> Self | None:
        """Give the index at a path; None where there is none, or one of another state of the base."""
        try:
            with path.open("rb") as file:
                header = _header(file.read(_HEADER))
                known = _signature(stamp) | {"bytes": os.fstat(file.fileno()).st_size}
                if header is None or not known.items() <= header.items():
                    return None
                return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), header["places"])
        except OSError:
            return None

    def numbers(self, key: int) -> Sequence[int]:
        """Give the numbers of the entities under a key, heaviest first."""
        place = bisect_left(self._keys, key)
        if place == len(self._keys) or self._keys[place] != key:
            return ()
        return self._numbers[self._starts[place] : self._starts[place + 1]]


def write(
    path: Path, stamp: Stamp, postings: Iterable[tuple[int, int]], types: Sequence[int], rank: Callable[[int], int]
) -> None:
    """Write an index in one step.

    Args:
        path: where to.
        stamp: of which state of which base.
        postings: key and number of entity, ascending by key.
        types: the type of each entity, by its number.
        rank: gives the place of an entity among all, the heaviest first.

    Raises:
        UnwritableOutput: the file cannot be written.
    """
    keys, starts, numbers = array("Q"), array("I", [0]), array("I")
    group: list[int] = []
    for key, number in postings:
        if not keys or key != keys[-1]:
            _close(group, starts, numbers, rank)
            keys.append(key)
        group.append(number)
    _close(group, starts, numbers, rank)
    _write(path, stamp, {"keys": keys, "starts": starts, "numbers": numbers, "types": array("B", types)})


def _close(group: list[int], starts: "array[int]", numbers: "array[int]", rank: Callable[[int], int]) -> None:
    if group:
        numbers.extend(sorted(group, key=rank) if len(group) > 1 else group)
        starts.append(len(numbers))
        group.clear()


def _write(path: Path, stamp: Stamp, arrays: dict[str, "array[int]"]) -> None:
    places: dict[str, tuple[int, int]] = {}
    end = _HEADER
    for name, values in arrays.items():
        start = -(-end // _ALIGNED) * _ALIGNED
        places[name] = (start, len(values) * values.itemsize)
        end = sum(places[name])
    header = _signature(stamp) | {"bytes": end, "places": places}
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(orjson.dumps(header).ljust(_HEADER - 1) + b"\n")
            for name, values in arrays.items():
                file.seek(places[name][0])
                values.tofile(file)
            file.truncate(end)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise UnwritableOutput(f"The index {path} cannot be written: {error}.") from error


def _signature(stamp: Stamp) -> dict[str, Any]:
    """Give what the header of an index says that can be used here."""
    return {"format": FORMAT, "order": sys.byteorder, **stamp._asdict()}


def _header(line: bytes) -> dict[str, Any] | None:
    try:
        header = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return header if isinstance(header, dict) else None
