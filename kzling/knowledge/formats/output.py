"""Files to be written: compressed as their names say, and in their place only when they are complete."""

import bz2
import gzip
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import IO, Any, cast

import orjson

from kzling.errors import InvalidRecord, MissingExtra, UnwritableOutput


@contextmanager
def replacing(path: str | PathLike[str]) -> Iterator[Path]:
    """Give where to write a file; it takes its place when the block ends, and is gone when the block fails.

    Of a symbolic link, the file that it leads to is replaced.

    Raises:
        UnwritableOutput: the file cannot be written, or is no regular file.
    """
    check_regular(path)
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        # A machine that stops leaves the old file or the new one.
        with temporary.open("rb") as stream:
            os.fsync(stream.fileno())
        temporary.replace(target)
    except OSError as error:
        raise UnwritableOutput(f"{target} cannot be written: {error}.") from error
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def written(path: str | PathLike[str]) -> Iterator[IO[bytes]]:
    """Open a file for writing, as `replacing` does.

    A name in .gz, .bz2 or .zst asks for compression; the same content gives the same bytes.

    Raises:
        MissingExtra: it is .zst and the package zstandard is not installed.
        UnwritableOutput: the file cannot be written, or is no regular file.
    """
    with replacing(path) as temporary, temporary.open("wb") as raw, _compressed(raw, Path(path).suffix) as stream:
        yield stream


def check_regular(path: str | PathLike[str]) -> None:
    """Make sure that a file can be put in the place of what is there: a device or a folder stays.

    Raises:
        UnwritableOutput: it is no regular file.
    """
    if Path(path).exists() and not Path(path).is_file():
        raise UnwritableOutput(f"{path} cannot be written: it is no regular file; name another.")


def write_objects(rows: Iterable[Mapping[str, Any]], path: str | PathLike[str]) -> int:
    """Write JSON lines and give their number.

    Raises:
        InvalidRecord: a value cannot be written as JSON.
        UnwritableOutput: the file cannot be written.
    """
    number = 0
    with written(path) as stream:
        for row in rows:
            stream.write(as_json(row) + b"\n")
            number += 1
    return number


def as_json(value: object) -> bytes:
    """Write a value as JSON.

    Raises:
        InvalidRecord: the value cannot be written as JSON.

    >>> as_json({"id": "kz-place-aral"})
    b'{"id":"kz-place-aral"}'
    """
    try:
        return orjson.dumps(value)
    except TypeError as error:
        raise InvalidRecord(f"A value of a record cannot be written as JSON: {error}.") from error


def _compressed(raw: IO[bytes], suffix: str) -> IO[bytes]:
    if suffix == ".gz":
        # Without name and time, which would differ from run to run.
        return cast(IO[bytes], gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0))
    if suffix == ".zst":
        try:
            import zstandard
        except ImportError as error:
            raise MissingExtra("Writing .zst needs zstandard: pip install 'kzling[corpus]'.") from error
        return cast(IO[bytes], zstandard.ZstdCompressor().stream_writer(raw, closefd=False))
    return cast(IO[bytes], bz2.BZ2File(raw, "wb")) if suffix == ".bz2" else raw
