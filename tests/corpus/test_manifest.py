from pathlib import Path

import orjson
import pytest

from kzling.corpus import manifest
from kzling.corpus.manifest import file_digest, make_manifest
from kzling.model import FileEntry, Manifest

READ = [["a.b@dala.kz/one.txt", "0a", 5, 1], ["two.txt", "0b", 7, 1]]


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    path = tmp_path / "inputs.jsonl"
    path.write_bytes(b"".join(orjson.dumps(entry) + b"\n" for entry in READ))
    return path


def made(folder: Path, listing: Path) -> Manifest:
    folder.mkdir()
    return make_manifest(folder, {}, {}, {}, inputs=listing, masks=["email"], config={})


def test_paths_of_inputs_are_masked(tmp_path: Path, listing: Path) -> None:
    assert made(tmp_path / "out", listing).inputs == (
        FileEntry("x.x@xxxx.xx/one.txt", "0a", 5, 1),
        FileEntry("two.txt", "0b", 7, 1),
    )
    assert not (tmp_path / "out" / "inputs.jsonl").exists()


def test_many_inputs_stand_in_a_file_of_their_own(
    tmp_path: Path, listing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "MOST_INPUTS", 1)
    written = tmp_path / "out" / "inputs.jsonl"
    told = made(tmp_path / "out", listing)
    lines = [orjson.loads(line) for line in written.read_bytes().splitlines()]
    assert lines == [["x.x@xxxx.xx/one.txt", "0a", 5, 1], READ[1]]
    digest, size = file_digest(written), written.stat().st_size
    assert told.inputs == (FileEntry("inputs.jsonl", digest, size, 2),)
    # It is published with the rest of the dataset.
    assert told.files == (FileEntry("inputs.jsonl", digest, size, 0),)
