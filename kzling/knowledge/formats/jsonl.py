"""kzling's own JSON lines: one record a line, all of it."""

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from typing import Any

from kzling.knowledge.formats.output import write_objects
from kzling.knowledge.formats.rows import Rejected, Source, objects


def read(source: Source) -> Iterator[dict[str, Any] | Rejected]:
    """Give the records of a file as they are.

    Args:
        source: a path (.gz, .bz2 and .zst too) or a stream of bytes.

    >>> import io
    >>> list(read(io.BytesIO(b'{"id": "x", "names": []}')))
    [{'id': 'x', 'names': []}]
    """
    return (found if isinstance(found, Rejected) else found[1] for found in objects(source))


def write(records: Iterable[Mapping[str, Any]], path: str | PathLike[str]) -> int:
    """Write records and give their number; a name in .gz or .bz2 asks for compression.

    Raises:
        InvalidRecord: a value cannot be written as JSON.
        UnwritableOutput: the file cannot be written.
    """
    return write_objects(records, path)
