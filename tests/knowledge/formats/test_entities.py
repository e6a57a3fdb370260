import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kzling.corpus.arrow import arrow_schema, arrow_table
from kzling.errors import InvalidRecord, MissingExtra, MissingInput, UnreadableInput, UnwritableOutput
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.formats import entities
from kzling.model import Entity


def test_the_schema_is_that_of_the_dataset() -> None:
    assert entities.schema() == arrow_schema("entities")


def test_round_trip(base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "entities.parquet"
    assert entities.write(base.records(), path) == len(base)
    found = [Entity.from_dict(one) for one in entities.read(path) if isinstance(one, dict)]
    assert found == list(base)
    assert pq.read_table(path)["canonical"][0].as_py() == "Astana"
    assert [entry.name for entry in tmp_path.iterdir()] == ["entities.parquet"]


def test_a_dataset_and_its_shards(base: KnowledgeBase, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "entities"
    folder.mkdir(parents=True)
    every = list(base.records())
    entities.write(every[:2], folder / "train-00000-of-00002.parquet")
    entities.write(every[2:], folder / "train-00001-of-00002.parquet")
    ids = [one["id"] for one in every]
    assert [one["id"] for one in entities.read(tmp_path / "data") if isinstance(one, dict)] == ids
    assert [one["id"] for one in entities.read(folder) if isinstance(one, dict)] == ids


def test_the_row_of_nulls_is_no_entity(tmp_path: Path) -> None:
    pq.write_table(arrow_table("entities", [{}]), tmp_path / "none.parquet")
    assert list(entities.read(tmp_path / "none.parquet")) == []


def test_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="no Parquet file"):
        next(entities.read(tmp_path))
    (tmp_path / "text.parquet").write_text("no Parquet")
    with pytest.raises(UnreadableInput, match="cannot be read as Parquet"):
        next(entities.read(tmp_path / "text.parquet"))
    pq.write_table(pa.table({"id": ["x"]}), tmp_path / "other.parquet")
    with pytest.raises(UnreadableInput, match="has no column 'type'"):
        next(entities.read(tmp_path / "other.parquet"))


def test_what_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InvalidRecord, match="lacks the field 'names'"):
        entities.write([{"id": "x"}], tmp_path / "x.parquet")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(UnwritableOutput, match="cannot be written"):
        entities.write([], tmp_path / "none" / "x.parquet")


def test_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"pip install 'kzling\[corpus\]'"):
        next(entities.read(tmp_path))
