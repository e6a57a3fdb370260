"""Parquet files of a dataset: shards by size, the same bytes for the same rows.

What the Hub asks of first-class files: page index, content-defined chunking, zstd. There is a file for each split,
without rows if need be. `datasets` (5.2) cannot load a split without rows, so the card names only splits that have
some; and a config without any row at all gets one row of nulls in `train`, so that it loads with its features.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kzling.corpus.arrow import arrow_schema, arrow_table
from kzling.errors import UnreadableInput
from kzling.model import SPLITS

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

#: A shard ends when its rows take this many bytes in memory: the shard size that `datasets` itself aims at.
SHARD_BYTES = 500_000_000
#: Rows of a row group: small enough for the viewer to show one quickly.
GROUP_ROWS = {"documents": 1_000, "mentions": 50_000, "entities": 5_000, "names": 50_000}
#: A row group also ends with this many bytes: what a writer holds in memory at most.
GROUP_BYTES = 4_000_000


#: Bytes read ahead of each column.
_BUFFER = 1 << 20


class SplitSize(NamedTuple):
    """Rows of a split, and the bytes they take in memory; `placeholder` says that its row is one of nulls."""

    rows: int
    bytes: int
    placeholder: bool = False

    @property
    def counted(self) -> int:
        """The rows that say something."""
        return 0 if self.placeholder else self.rows


class Encoder:
    """Encodes one row group while the next one is put together; use it as a context manager.

    Encoding is two fifths of the work of writing, and Arrow does it without Python's lock. All files are written by
    one thread in the order of `do`, so that their bytes are the same, and one group at a time, so that memory is.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._pending: Future[None] | None = None

    def __enter__(self) -> "Encoder":
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown()

    def do(self, task: Callable[[], None]) -> None:
        """Begin a task when the one before is done; what that one raised is raised here."""
        self.wait()
        self._pending = self._thread.submit(task)

    def wait(self) -> None:
        """Wait for the task that was begun."""
        pending, self._pending = self._pending, None
        if pending is not None:
            pending.result()


class SplitWriter:
    """Writes the rows of one split of one config into numbered shards; `close` gives them their final names."""

    def __init__(self, folder: Path, config: str, split: str, encoder: Encoder) -> None:
        self._folder, self._config, self._split = folder / config, config, split
        self._encoder = encoder
        self._folder.mkdir(parents=True, exist_ok=True)
        self._waiting: list[pa.Table] = []
        self._shards: list[Path] = []
        self._writer: pq.ParquetWriter | None = None
        self._rows = self._waiting_bytes = self._shard_bytes = self._total_rows = self._total_bytes = 0

    def add(self, table: "pa.Table") -> None:
        """Take rows, as a table of the config's schema."""
        self._waiting.append(table)
        self._rows += table.num_rows
        self._waiting_bytes += table.nbytes
        while self._rows >= GROUP_ROWS[self._config]:
            self._flush(GROUP_ROWS[self._config])
        if self._waiting_bytes >= GROUP_BYTES:
            self._flush(self._rows)

    @property
    def empty(self) -> bool:
        """Whether no row has come yet."""
        return not self._rows and not self._total_rows

    def close(self) -> SplitSize:
        """Write what is left and name the shards `split-00000-of-00001.parquet`."""
        if self._rows:
            self._flush(self._rows)
        elif not self._shards:
            self._writer = self._new_shard()
        self._end_shard()
        self._encoder.wait()
        for number, path in enumerate(self._shards):
            path.rename(path.with_name(f"{self._split}-{number:05d}-of-{len(self._shards):05d}.parquet"))
        return SplitSize(self._total_rows, self._total_bytes)

    def _flush(self, rows: int) -> None:
        import pyarrow as pa

        waiting = pa.concat_tables(self._waiting)
        # Copied, so that what was written is not held in memory by what is left, nor shapes the bytes.
        table, rest = waiting.slice(0, rows).combine_chunks(), waiting.slice(rows).combine_chunks()
        if self._writer is None:
            self._writer = self._new_shard()
        self._encoder.do(partial(_encode, self._writer, table))
        self._shard_bytes += table.nbytes
        self._total_bytes += table.nbytes
        self._total_rows += rows
        self._waiting, self._rows, self._waiting_bytes = [rest], rest.num_rows, rest.nbytes
        if self._shard_bytes >= SHARD_BYTES:
            self._end_shard()

    def _new_shard(self) -> "pq.ParquetWriter":
        import pyarrow.parquet as pq

        path = self._folder / f"{self._split}-{len(self._shards):05d}.parquet"
        self._shards.append(path)
        schema = arrow_schema(self._config)
        return pq.ParquetWriter(
            path, schema, compression="zstd", write_page_index=True, use_content_defined_chunking=True
        )

    def _end_shard(self) -> None:
        if self._writer is not None:
            self._encoder.do(partial(_finish, self._writer, self._shards[-1]))
        self._writer, self._shard_bytes = None, 0


class ConfigWriter:
    """Writes one config: a writer for each split."""

    def __init__(self, folder: Path, config: str, encoder: Encoder) -> None:
        self._config = config
        self._splits = {split: SplitWriter(folder, config, split, encoder) for split in SPLITS}

    def add(self, split: str, table: "pa.Table") -> None:
        """Take rows of a split, as a table of the config's schema."""
        self._splits[split].add(table)

    def close(self) -> dict[str, SplitSize]:
        """Finish all files and say how large the splits are."""
        nothing = all(writer.empty for writer in self._splits.values())
        if nothing:
            self._splits["train"].add(arrow_table(self._config, [{}]))
        sizes = {split: writer.close() for split, writer in self._splits.items()}
        return {split: size._replace(placeholder=nothing and size.rows > 0) for split, size in sizes.items()}


def parquet_files(folder: Path, config: str, split: str) -> list[Path]:
    """Give the shards of a split in order; none, if there is no such split."""
    return sorted((folder / config).glob(f"{split}-*.parquet"))


def tables(folder: Path, config: str, split: str, *, rows: int = 256) -> "Iterator[pa.Table]":
    """Read a split of a dataset folder, so many rows at a time.

    Raises:
        UnreadableInput: a file is damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    for path in parquet_files(folder, config, split):
        try:
            # Without pre_buffer=False, pyarrow holds every row group that it has passed until the file is closed.
            with pq.ParquetFile(path, pre_buffer=False, buffer_size=_BUFFER) as file:
                for batch in file.iter_batches(batch_size=rows):
                    yield pa.Table.from_batches([batch])
        except (pa.ArrowException, OSError) as error:
            raise UnreadableInput(f"{path} is not a Parquet file that can be read ({error})") from error


def split_size(folder: Path, config: str, split: str) -> SplitSize:
    """Measure a split of a dataset folder."""
    rows = size = 0
    nothing = True
    for table in tables(folder, config, split, rows=GROUP_ROWS[config]):
        rows, size = rows + table.num_rows, size + table.nbytes
        nothing = nothing and table["id"].null_count == table.num_rows
    return SplitSize(rows, size, placeholder=nothing and rows > 0)


def _encode(writer: "pq.ParquetWriter", table: "pa.Table") -> None:
    import pyarrow as pa

    writer.write_table(table)
    # Otherwise the pool keeps what was freed, and memory would grow with the corpus.
    pa.default_memory_pool().release_unused()


def _finish(writer: "pq.ParquetWriter", path: Path) -> None:
    """Close a file and make sure that it is on the disk before anything says that it is there."""
    writer.close()
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
