import bz2
import gzip
import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from kzling.errors import MissingExtra, MissingInput, UnreadableInput
from kzling.knowledge.formats import rows
from kzling.knowledge.formats.output import write_objects
from kzling.knowledge.formats.rows import Line, Rejected, lines, objects

TEXT = "".join(f"жол {number}\n" for number in range(50_000)).encode()
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "zst": zstandard.compress,
    "plain": lambda content: content,
}


def contents(source: rows.Source) -> list[bytes]:
    return [line.content for line in lines(source) if isinstance(line, Line)]


@pytest.mark.parametrize("ending", COMPRESS)
def test_compression_is_told_by_the_first_bytes(ending: str, tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    path.write_bytes(COMPRESS[ending](TEXT))
    assert contents(path) == TEXT.splitlines()


def test_members_one_after_the_other_with_padding() -> None:
    for compress in (gzip.compress, bz2.compress):
        members = compress(b"one\ntw") + compress(b"o\nthree") + b"\0" * 100_000
        assert contents(io.BytesIO(members)) == [b"one", b"two", b"three"]


@pytest.mark.parametrize("ending", ["gz", "bz2"])
def test_a_cut_file_gives_what_stands_before_the_cut(ending: str) -> None:
    # Numbers in no order, so that there is more than a block.
    text = "".join(f"{number * 7_919 % 1_000_003}\n" for number in range(400_000)).encode()
    whole = COMPRESS[ending](text)
    *given_lines, last = lines(io.BytesIO(whole[: len(whole) * 2 // 3]))
    assert len(given_lines) > 100_000
    assert [line.content for line in given_lines if isinstance(line, Line)] == text.splitlines()[: len(given_lines)]
    assert isinstance(last, Rejected)
    assert last.position == len(given_lines) + 1
    assert last.why.startswith("The file is cut off: ")


def test_damage_is_said() -> None:
    whole = gzip.compress(TEXT)
    *_, last = lines(io.BytesIO(whole[:5_000] + b"\xff" * 500 + whole[5_500:]))
    assert isinstance(last, Rejected)
    assert "data are damaged" in last.why
    *_, last = lines(io.BytesIO(gzip.compress(b"one\n") + b"no member"))
    assert isinstance(last, Rejected)


def test_a_long_line_is_rejected_and_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_BYTES_OF_A_LINE", 100_000)
    found = list(lines(io.BytesIO(b"one\n" + b"x" * 1_000_000 + b"\nthree\n" + b"y" * 200_000)))
    assert [line.position for line in found] == [1, 2, 3, 4]
    assert [type(line) for line in found] == [Line, Rejected, Line, Rejected]
    assert isinstance(found[1], Rejected)
    assert found[1].text == "x" * 2_000


def test_marks_and_carriage_returns_are_dropped() -> None:
    assert contents(io.BytesIO(b"\xef\xbb\xbfone\r\ntwo\r\n")) == [b"one", b"two"]


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="check the path"):
        next(lines(tmp_path / "none"))
    with pytest.raises(UnreadableInput, match="unpack it"):
        next(lines(io.BytesIO(b"PK\x03\x04...")))


def test_zstandard_needs_its_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    content = zstandard.compress(TEXT)
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(MissingExtra, match=r"kzling\[corpus\]"):
        next(lines(io.BytesIO(content)))
    with pytest.raises(MissingExtra, match=r"kzling\[corpus\]"):
        write_objects([], tmp_path / "kb.jsonl.zst")
    assert list(tmp_path.iterdir()) == []


class Failing(io.RawIOBase):
    def __init__(self) -> None:
        self._left = [b"one\ntwo\nth"]

    def read(self, size: int = -1) -> bytes:
        if not self._left:
            raise OSError("the disk is gone")
        return self._left.pop()


def test_a_failing_disk_is_said() -> None:
    *before, last = lines(Failing())  # type: ignore[arg-type]
    assert len(before) == 2
    assert last == Rejected(3, "The file cannot be read from here on (the disk is gone); fetch it again.", "th")


def test_objects() -> None:
    found = list(objects(io.BytesIO(b'{"a": 1}\n\n[1]\n{"a"\n')))
    assert found[0] == (Line(1, b'{"a": 1}'), {"a": 1})
    assert found[1] == Rejected(3, "The line holds JSON, but no object.", "[1]")
    assert isinstance(found[2], Rejected)
    assert found[2].why.startswith("The line is no JSON: ")
    assert found[2].position == 4


@given(st.binary())
def test_total_on_bytes(content: bytes) -> None:
    try:
        positions = [line.position for line in lines(io.BytesIO(content))]
    except UnreadableInput:
        assert content.startswith(b"PK\x03\x04")
    else:
        assert positions == sorted(set(positions))


@given(st.lists(st.binary().filter(lambda part: b"\n" not in part and b"\r" not in part), min_size=1))
def test_lines_are_those_that_were_joined(parts: list[bytes]) -> None:
    whole = gzip.compress(b"\n".join(parts) + b"\n")
    mark = b"\xef\xbb\xbf"
    assert contents(io.BytesIO(whole)) == [parts[0].removeprefix(mark), *parts[1:]]
