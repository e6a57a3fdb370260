from array import array
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.errors import UnwritableOutput
from kzling.knowledge.index import FORMAT, Index, Stamp, write

STAMP = Stamp("edition", 1)
keys = st.integers(0, 2**64 - 1)


def made(folder: Path) -> Path:
    path = folder / "base.index"
    write(path, STAMP, [(3, 0), (3, 1), (2**64 - 1, 2)], [0, 1, 7], lambda number: -number)
    return path


def test_numbers_heaviest_first(tmp_path: Path) -> None:
    index = Index.open(made(tmp_path), STAMP)
    assert index is not None
    assert [list(index.numbers(key)) for key in (0, 3, 4, 2**64 - 1)] == [[], [1, 0], [], [2]]
    assert list(index.types) == [0, 1, 7]


@given(st.dictionaries(keys, st.sets(st.integers(0, 20), min_size=1)), st.lists(keys))
def test_gives_back_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, filed: dict[int, set[int]], other: list[int]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.index"
    write(path, STAMP, sorted((key, n) for key, own in filed.items() for n in own), bytes(21), lambda number: number)
    index = Index.open(path, STAMP)
    assert index is not None
    for key in [*filed, *other]:
        assert list(index.numbers(key)) == sorted(filed.get(key, ()))


def test_an_index_of_another_state_or_machine_is_left_alone(tmp_path: Path) -> None:
    path = made(tmp_path)
    content = path.read_bytes()
    header, rest = content.split(b"\n", maxsplit=1)
    assert Index.open(tmp_path / "none.index", STAMP) is None
    assert Index.open(tmp_path, STAMP) is None
    assert Index.open(path, Stamp("another", 1)) is None
    assert Index.open(path, Stamp("edition", 2)) is None
    for changed in ({"order": "other"}, {"format": FORMAT + 1}, {"bytes": 1}):
        line = orjson.dumps(orjson.loads(header) | changed).ljust(len(header)) + b"\n"
        path.write_bytes(line + rest)
        assert Index.open(path, STAMP) is None, changed
    for damaged in (b"", b"text", b"[]", content[:-1], content[:200], content + b"\0", bytes(len(content))):
        path.write_bytes(damaged)
        assert Index.open(path, STAMP) is None
    path.write_bytes(content)
    assert Index.open(path, STAMP) is not None


def test_what_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(UnwritableOutput, match="index"):
        write(tmp_path / "none" / "base.index", STAMP, [], [], int)
    (tmp_path / "base.index").mkdir()
    with pytest.raises(UnwritableOutput, match="index"):
        write(tmp_path / "base.index", STAMP, [], [], int)
    assert [path.name for path in tmp_path.iterdir()] == ["base.index"]


def test_numbers_are_no_copies(tmp_path: Path) -> None:
    index = Index.open(made(tmp_path), STAMP)
    assert index is not None
    assert isinstance(index.numbers(3), memoryview)
    assert index.numbers(3) == array("I", [1, 0])
