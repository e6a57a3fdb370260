"""The config `entities` of a dataset: Parquet with a row for each entity."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from kzling.errors import MissingExtra, MissingInput, UnreadableInput
from kzling.knowledge.formats.output import as_json, replacing
from kzling.knowledge.formats.rows import Line, Rejected, reject
from kzling.knowledge.standard import canonical
from kzling.model import Entity

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows held at once.
_BATCH = 1_000
#: What a record is made of.
_COLUMNS = ["id", "type", "names", "weight", "attributes", "ids"]


def read(source: str | PathLike[str]) -> Iterator[dict[str, Any] | Rejected]:
    """Give the entities of a dataset; how often the corpus mentions them is left out.

    Args:
        source: a Parquet file, a folder of such, or a dataset's folder.

    Raises:
        MissingInput: there is no such file or folder, or no Parquet file in it.
        UnreadableInput: a file is no Parquet file, or not one of entities.
        MissingExtra: pyarrow is not installed.
    """
    _needs_pyarrow()
    import pyarrow as pa
    import pyarrow.parquet as pq

    position = 0
    for path in _files(Path(source)):
        try:
            with pq.ParquetFile(path) as file:
                missing = [column for column in _COLUMNS if column not in file.schema_arrow.names]
                if missing:
                    raise UnreadableInput(f"{path} has no column {missing[0]!r}; name a file of the config entities.")
                for batch in file.iter_batches(_BATCH, columns=_COLUMNS):
                    for row in batch.to_pylist():
                        position += 1
                        # A dataset without any entity has one row of nulls.
                        if row.get("id") is not None:
                            yield _record(row, position)
        except (pa.ArrowException, OSError) as error:
            raise UnreadableInput(f"{path} cannot be read as Parquet: {error}.") from error


def write(records: Iterable[Mapping[str, Any]], path: str | PathLike[str]) -> int:
    """Write records as one Parquet file of the config, and give their number; mentions and documents count 0.

    Raises:
        InvalidRecord: a record breaks the contract.
        UnwritableOutput: the file cannot be written.
        MissingExtra: pyarrow is not installed.
    """
    _needs_pyarrow()
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    with replacing(path) as temporary, pq.ParquetWriter(temporary, schema(), compression="zstd") as writer:
        rest = iter(records)
        while rows := [_row(Entity.from_dict(one)) for one in islice(rest, _BATCH)]:
            number += len(rows)
            writer.write_table(pa.Table.from_pylist(rows, schema=schema()))
    return number


def schema() -> "pa.Schema":
    """Give the Arrow schema of the config, which is that of `kzling.model.EntityRow`."""
    import pyarrow as pa

    texts = ("text", "lang", "script", "kind", "since", "until", "basis", "source")
    name = pa.struct([(text, pa.string()) for text in texts])
    outside = pa.struct([("scheme", pa.string()), ("value", pa.string())])
    return pa.schema(
        [
            ("id", pa.string()),
            ("type", pa.string()),
            ("canonical", pa.string()),
            ("names", pa.list_(name)),
            ("weight", pa.float64()),
            ("attributes", pa.string()),
            ("ids", pa.list_(outside)),
            ("mentions", pa.int64()),
            ("documents", pa.int64()),
        ]
    )


def _needs_pyarrow() -> None:
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise MissingExtra("Parquet needs pyarrow: pip install 'kzling[corpus]'.") from error


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    own = path / "entities"
    found = sorted((own if own.is_dir() else path).glob("*.parquet")) if path.is_dir() else []
    if not found:
        raise MissingInput(f"There is no Parquet file at {path}; name a file, or a folder that holds some.")
    return found


def _record(row: Mapping[str, Any], position: int) -> dict[str, Any] | Rejected:
    try:
        return {
            "id": row["id"],
            "type": row["type"],
            "names": [{key: value for key, value in name.items() if value is not None} for name in row["names"]],
            "weight": row["weight"],
            "attributes": orjson.loads(row["attributes"] or "{}"),
            "ids": {one["scheme"]: one["value"] for one in row["ids"] or ()},
        }
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        line = Line(position, repr(row).encode("utf-8", "replace"))
        return reject(line, f"The row is not one of the config entities: {error}.")


def _row(entity: Entity) -> dict[str, Any]:
    return {
        **entity.to_dict(),
        "canonical": canonical(entity, language="en"),
        "attributes": as_json(dict(entity.attributes)).decode(),
        "ids": [{"scheme": scheme, "value": value} for scheme, value in sorted(entity.ids.items())],
        "mentions": 0,
        "documents": 0,
    }
