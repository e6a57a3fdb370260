import gzip
from pathlib import Path

import pytest

from kzling.errors import InvalidRecord, UnwritableOutput
from kzling.knowledge.formats.output import write_objects, written
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
