import gzip
from pathlib import Path

import pytest

from kzling.errors import InvalidRecord, UnwritableOutput
from kzling.knowledge.formats.output import replacing, write_objects, written
from kzling.knowledge.formats.rows import lines


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz", ".jsonl.bz2", ".jsonl.zst"])
def test_compression_by_name(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"kb{ending}"
    assert write_objects([{"id": "а"}, {"id": "b"}], path) == 2
    first = path.read_bytes()
    assert [line.position for line in lines(path)] == [1, 2]
    write_objects([{"id": "а"}, {"id": "b"}], path)
    assert path.read_bytes() == first


def test_a_failed_file_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "kb.jsonl.gz"
    write_objects([{"id": "old"}], path)
    with pytest.raises(InvalidRecord, match="cannot be written as JSON"):
        write_objects([{"id": "new"}, {"id": {1, 2}}], path)
    assert gzip.decompress(path.read_bytes()) == b'{"id":"old"}\n'
    assert [entry.name for entry in tmp_path.iterdir()] == ["kb.jsonl.gz"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnwritableOutput, match="cannot be written"), written(tmp_path / "none" / "kb.jsonl"):
        pass


def test_a_link_stays_and_a_device_too(tmp_path: Path) -> None:
    (tmp_path / "kb.jsonl").write_bytes(b"old")
    (tmp_path / "link.jsonl.gz").symlink_to("kb.jsonl")
    write_objects([{"id": "new"}], tmp_path / "link.jsonl.gz")
    assert (tmp_path / "link.jsonl.gz").is_symlink()
    assert gzip.decompress((tmp_path / "kb.jsonl").read_bytes()) == b'{"id":"new"}\n'
    (tmp_path / "null").symlink_to("/dev/null")
    for other in (tmp_path, tmp_path / "null"):
        with pytest.raises(UnwritableOutput, match="it is no regular file"):
            write_objects([], other)
    assert (tmp_path / "null").is_symlink()


def test_a_file_of_a_similar_name_stays(tmp_path: Path) -> None:
    (tmp_path / "kb.jsonl.tmp").write_bytes(b"mine")
    write_objects([{"id": "a"}], tmp_path / "kb.jsonl")
    assert (tmp_path / "kb.jsonl.tmp").read_bytes() == b"mine"


def test_a_path_to_write_to_takes_the_place_of_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "kb.parquet"
    path.write_bytes(b"old")
    with replacing(path) as temporary:
        temporary.write_bytes(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    # A block that writes nothing has failed.
    with pytest.raises(UnwritableOutput, match="cannot be written"), replacing(path):
        pass
    assert [entry.name for entry in tmp_path.iterdir()] == ["kb.parquet"]
