import json
import random
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kzling.corpus.arrow import arrow_schema, arrow_table
from kzling.errors import InvalidRecord, MissingExtra, MissingInput, UnreadableInput, UsageError
from kzling.hub.load import documents as read
from kzling.hub.load import load
from kzling.model import Document

REPO = "steppe/news"
LOAD = """
from kzling.errors import KzlingError
from kzling.hub.load import load
try:
    print(json.dumps([document.to_dict() for document in load(sys.argv[1], revision=sys.argv[2] or None)]))
except KzlingError as error:
    print(json.dumps({"error": type(error).__name__, "message": str(error)}))
"""
PUBLISH = """
from kzling.hub.publish import publish
publish(sys.argv[1], sys.argv[2], token=sys.argv[3], version=sys.argv[4])
print("null")
"""

Documents = Mapping[str, tuple[Document, ...]]


def in_order(documents: Documents) -> list[Document]:
    return [document for split in ("train", "validation", "test") for document in documents[split]]


def test_folder(dataset: Path, documents: Documents) -> None:
    assert list(load(dataset)) == in_order(documents)
    assert list(load(str(dataset))) == in_order(documents)


@pytest.mark.parametrize("splits", [(), ("validation",), ("test", "train")])
def test_single_splits(splits: tuple[str, ...], dataset: Path, documents: Documents) -> None:
    assert list(read(dataset, splits=splits)) == [document for split in splits for document in documents[split]]


def test_shards_in_order_and_in_batches(dataset: Path, make_dataset: Callable[..., Path]) -> None:
    # More rows than a batch holds, so that the joint between two batches is passed.
    many = tuple(Document(id=f"n{number}", source="n.txt") for number in range(600))
    second = make_dataset("second", {"train": many}) / "documents/train-00000-of-00001.parquet"
    shards = dataset / "documents"
    (shards / "train-00000-of-00001.parquet").rename(shards / "train-00000-of-00002.parquet")
    second.rename(shards / "train-00001-of-00002.parquet")
    found = [document.id for document in load(dataset)]
    assert found == ["d1", "d2", *(document.id for document in many), "d3"]


def test_memory_stays_flat(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "documents/train-00000-of-00001.parquet"
    path.parent.mkdir()
    noise = random.Random(1)
    with pq.ParquetWriter(path, arrow_schema("documents")) as writer:
        for group in range(16):
            texts = (noise.randbytes(2_500).hex() for _ in range(200))
            rows = [Document(id=f"{group}-{n}", source="n.txt", text=text) for n, text in enumerate(texts)]
            writer.write_table(arrow_table("documents", [row.to_dict() for row in rows]))
    before = pa.total_allocated_bytes()
    peak = max(pa.total_allocated_bytes() - before for _ in load(tmp_path))
    assert peak < path.stat().st_size / 3


def test_hub(client: Any, hub: Any, dataset: Path, make_dataset: Callable[..., Path], documents: Documents) -> None:
    client(PUBLISH, str(dataset), REPO, hub.token, "v1.0.0")
    smaller = {**documents, "train": ()}
    client(PUBLISH, str(make_dataset("second", smaller)), REPO, hub.token, "v2.0.0")
    hub.requests.clear()
    assert client(LOAD, REPO, "") == [document.to_dict() for document in in_order(smaller)]
    assert client(LOAD, REPO, "v1.0.0") == [document.to_dict() for document in in_order(documents)]
    # Only what is read is fetched.
    assert not [request for request in hub.requests if "/mentions/" in request]


def test_hub_without_the_dataset(client: Any, hub: Any, dataset: Path) -> None:
    nothing = client(LOAD, REPO, "")
    assert nothing["error"] == "MissingInput"
    assert "\n" not in nothing["message"]
    client(PUBLISH, str(dataset), REPO, hub.token, "v1.0.0")
    later = client(LOAD, REPO, "v9.0.0")
    assert later["error"] == "MissingInput"
    assert "v9.0.0" in later["message"]
    hub.repositories[REPO].commit({}, "emptied by hand")
    assert client(LOAD, REPO, "")["error"] == "UnreadableInput"


def test_hub_that_does_not_answer(client: Any) -> None:
    silence = client(LOAD, REPO, "", HF_ENDPOINT="http://127.0.0.1:9")
    assert silence["error"] == "UnreadableInput"
    assert "network" in silence["message"]


@pytest.mark.parametrize("place", ["nowhere", "a/b/c", "a--b/c", Path("nowhere/dataset")])
def test_neither_folder_nor_dataset(place: str | Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(MissingInput):
        load(place)


def test_no_documents(tmp_path: Path) -> None:
    # Said at the call, not when the first document is asked for.
    with pytest.raises(UnreadableInput, match="documents"):
        load(tmp_path)


def test_damaged_file(dataset: Path) -> None:
    (dataset / "documents/test-00000-of-00001.parquet").write_bytes(b"PAR1 no longer")
    with pytest.raises(UnreadableInput, match="test-00000"):
        list(load(dataset))


def test_unknown_column(dataset: Path) -> None:
    import pyarrow.parquet as pq

    path = dataset / "documents/train-00000-of-00001.parquet"
    table = pq.read_table(path)
    pq.write_table(table.append_column("mood", [["calm"] * len(table)]), path)
    with pytest.raises(InvalidRecord, match="mood"):
        list(load(dataset))


def test_revision_of_a_folder(dataset: Path) -> None:
    with pytest.raises(UsageError, match="revision"):
        load(dataset, revision="v1.0.0")


@pytest.mark.parametrize(("place", "package"), [("here", "pyarrow.parquet"), ("a/b", "huggingface_hub")])
def test_missing_package(place: str, package: str, dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra, match=r"pip install 'kzling\[corpus\]'"):
        load(dataset if place == "here" else place)


def test_documents_survive_json(dataset: Path) -> None:
    for document in load(dataset):
        assert Document.from_dict(json.loads(json.dumps(document.to_dict()))) == document
