"""Parquet and Arrow files: only the columns that records are made of, in small batches."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzling.compression import Broken
from kzling.corpus.readers.columns import article, needed
from kzling.corpus.readers.lines import Table
from kzling.corpus.readers.records import Article, Rejected
from kzling.corpus.readers.streams import MOST_BYTES_OF_A_RECORD, TOO_LONG
from kzling.corpus.readers.tables import without_text

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows that are held as Python objects at once.
_BATCH = 64
#: How much of a column is read from disk at once.
_BUFFER = 1 << 20
_ARROW_FILE = b"ARROW1"


def parquet_rows(path: Path, table: Table) -> Iterator[Article | Rejected]:
    """Give the records of a Parquet file; positions are row numbers.

    Raises:
        OSError: the file cannot be read.
        Broken: it is no Parquet, or damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with path.open("rb") as stream, pq.ParquetFile(stream, pre_buffer=False, buffer_size=_BUFFER) as file:
            names = file.schema_arrow.names
            columns = needed(table.columns, names)
            batches = file.iter_batches(_BATCH, columns=columns, use_threads=False)
            yield from _records(batches, names, table)
    except (pa.ArrowException, ValueError, OSError, MemoryError) as error:
        raise _broken(error, "Parquet") from error


def arrow_rows(path: Path, table: Table) -> Iterator[Article | Rejected]:
    """Give the records of an Arrow file or stream, as `save_to_disk` of datasets writes it; positions are row numbers.

    Raises:
        OSError: the file cannot be read.
        Broken: it is no Arrow, or damaged.
    """
    import pyarrow as pa

    try:
        # Not mapped into memory: a file that shrinks meanwhile would end the process.
        with path.open("rb") as stream:
            if stream.read(len(_ARROW_FILE)) == _ARROW_FILE:
                file = pa.ipc.open_file(stream)
                batches = map(file.get_batch, range(file.num_record_batches))
                yield from _records(batches, file.schema.names, table)
            else:
                stream.seek(0)
                reader = pa.ipc.open_stream(stream)
                yield from _records(iter(reader), reader.schema.names, table)
    except (pa.ArrowException, ValueError, OSError, MemoryError) as error:
        raise _broken(error, "Arrow") from error


def _broken(error: Exception, kind: str) -> Exception:
    """Tell a fault of the file's content from one of the disk: only the latter has an error number."""
    if isinstance(error, OSError) and error.errno is not None:
        return error
    if isinstance(error, MemoryError):  # damaged lengths ask for any amount
        return Broken(f"is broken or no {kind}: asks for more memory than there is")
    return Broken(f"is broken or no {kind}: {str(error).partition('. ')[0].partition(chr(10))[0]}")


def _records(batches: "Iterator[pa.RecordBatch]", names: list[str], table: Table) -> Iterator[Article | Rejected]:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        yield Rejected(table.source, 0, f"has two columns of one name: {twice}")
        return
    missing = without_text(table, names)
    if missing:
        yield missing
        return
    wanted = needed(table.columns, names)
    position = 0
    for batch in batches:
        # What stands in a damaged file must not lead outside its buffers, or be no UTF-8.
        batch.validate(full=True)
        small = batch.select(wanted)
        for start in range(0, len(small), _BATCH):
            for row in _rows(small.slice(start, _BATCH)):
                position += 1
                if any(isinstance(cell, (str, bytes)) and len(cell) > MOST_BYTES_OF_A_RECORD for cell in row.values()):
                    yield Rejected(table.source, position, TOO_LONG)
                else:
                    yield article(row, table.columns, source=table.source, position=position, unit="row")


def _rows(batch: "pa.RecordBatch") -> Iterator[dict[str, Any]]:
    cells = [_plain(column).to_pylist() for column in batch.columns]
    for row in zip(*cells, strict=True):
        yield dict(zip(batch.schema.names, row, strict=True))


def _plain(column: "pa.Array") -> "pa.Array":
    """Write moments as text: nanoseconds have no Python object, and time zones may be unknown here."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_timestamp(column.type):
        zoned = column.type.tz is not None
        whole = pa.timestamp("us", "UTC" if zoned else None)
        moments = pc.cast(column, options=pc.CastOptions(whole, allow_time_truncate=True))
        return moments.cast(pa.timestamp("us")).cast(pa.string())
    return column
