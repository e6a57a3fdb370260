"""Input that was made to break readers, or was broken by chance: the rest is read, and there is one clear reason."""

import gzip
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from kzling.compression import FREE_OF_RATIO, Broken
from kzling.corpus.readers.columns import columns
from kzling.corpus.readers.read import read
from kzling.corpus.readers.records import Article, InputFile, Rejected
from kzling.corpus.readers.streams import Fingerprint, chunks

pytestmark = pytest.mark.slow

#: What a reader may take beside the interpreter and its libraries, in bytes.
MOST_MEMORY = 150_000_000
#: Reads a file in a process of its own and prints what was found and by how much the peak of memory grew.
SCRIPT = """
import json, sys
from pathlib import Path
import pyarrow.parquet, zstandard
from kzling.corpus.readers.columns import columns
from kzling.corpus.readers.read import read
from kzling.corpus.readers.records import Article, InputFile

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

own = columns({})
before = peak()
texts, rejects = [], []
for record in read(InputFile(Path(sys.argv[1]), "a", sys.argv[2]), columns=own):
    if isinstance(record, Article):
        texts.append(len(record.content))
    else:
        rejects.append(record[1:])
print(json.dumps([texts, rejects, peak() - before]))
"""
with_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="measures memory as Linux tells it")


class Found(NamedTuple):
    lengths: list[int]
    rejects: list[list[object]]
    memory: int


def measured(path: Path, format: str) -> Found:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path), format], capture_output=True, text=True, check=True, timeout=300
    )
    return Found(*json.loads(done.stdout))


def records(path: Path, format: str) -> tuple[list[str | bytes], list[tuple[int, str]]]:
    found = list(read(InputFile(path, "a", format), columns=columns({})))
    return (
        [record.content for record in found if isinstance(record, Article)],
        [record[1:] for record in found if isinstance(record, Rejected)],
    )


def lines(number: int) -> tuple[list[str], bytes]:
    """Give texts that do not compress, and the JSON lines of them."""
    source = random.Random(number)
    texts = [source.randbytes(500).hex() for _ in range(number)]
    return texts, b"".join(orjson.dumps({"text": text}) + b"\n" for text in texts)


def zstd(content: bytes) -> bytes:
    return zstandard.ZstdCompressor(write_checksum=True).compress(content)


@pytest.mark.parametrize("pack", [gzip.compress, zstd])
def test_packed_lines_that_are_cut_off(tmp_path: Path, pack: object) -> None:
    texts, content = lines(2000)
    packed = pack(content)  # type: ignore[operator]
    (tmp_path / "a").write_bytes(packed[: len(packed) // 2])
    found, rejects = records(tmp_path / "a", "jsonl")
    assert 500 < len(found) < 1500
    assert found == texts[: len(found)]
    ((position, reason),) = rejects
    assert (position, reason.partition(":")[0]) == (0, "is cut off")


@pytest.mark.parametrize("pack", [gzip.compress, zstd])
def test_packed_lines_with_flipped_bytes(tmp_path: Path, pack: object) -> None:
    texts, content = lines(2000)
    packed = bytearray(pack(content))  # type: ignore[operator]
    middle = len(packed) // 2
    packed[middle : middle + 200] = bytes(byte ^ 0xFF for byte in packed[middle : middle + 200])
    (tmp_path / "a").write_bytes(packed)
    found, rejects = records(tmp_path / "a", "jsonl")
    assert len(found) > 500
    *garbled, (position, reason) = rejects
    assert (position, reason[:16]) == (0, "is broken: its g" if pack is gzip.compress else "is broken: its Z")
    # Only gzip runs on for some lines before it sees the fault.
    assert not garbled or pack is gzip.compress
    intact = garbled[0][0] - 1 if garbled else len(found)
    assert found[:intact] == texts[:intact]


@with_proc
def test_a_zip_bomb_of_gzip(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        stream.write(b'{"text": "before"}\n')
        for _ in range(1000):
            stream.write(bytes(1_000_000))
    given: list[int] = []
    with pytest.raises(Broken, match="is a zip bomb"):
        given.extend(len(piece) for piece in chunks(path, Fingerprint()))
    assert sum(given) < 1.1 * FREE_OF_RATIO
    found = measured(path, "jsonl")
    assert (found.lengths, found.rejects) == (
        [6],
        [[0, "is a zip bomb: more than 200 bytes of content from one of gzip"]],
    )
    assert found.memory < MOST_MEMORY


@with_proc
def test_a_zip_bomb_of_zstandard(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with zstandard.open(path, "wb") as stream:
        for _ in range(1000):
            stream.write(bytes(1_000_000))
    bomb = "is a zip bomb: more than 200 bytes of content from one of Zstandard"
    told = {"warc": "is no WARC archive: does not begin with a record"}
    for format in ("txt", "jsonl", "csv", "warc", "json"):
        found = measured(path, format)
        assert found.rejects == [[0, told.get(format, bomb)]]
        assert found.lengths == []
        assert found.memory < MOST_MEMORY


def test_invalid_json_in_the_middle(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b'{"text": "a"}\n{"text": "b\n{"text": "c"}\n')
    assert records(tmp_path / "a", "jsonl") == (
        ["a", "c"],
        [(2, "invalid JSON: Unterminated string starting at (character 10)")],
    )


@with_proc
def test_a_line_of_200_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with path.open("wb") as stream:
        stream.write(b'{"text": "before"}\n{"text": "')
        stream.seek(200_000_000)  # what lies between reads as zero bytes
        stream.write(b'"}\n{"text": "behind"}\n')
    found = measured(path, "jsonl")
    assert (found.lengths, found.rejects) == ([6, 6], [[2, "is longer than 16 MB"]])
    assert found.memory < MOST_MEMORY


@with_proc
def test_an_element_of_200_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with path.open("wb") as stream:
        stream.write(b'[{"text": "before"}, {"text": "')
        stream.seek(200_000_000)
        stream.write(b'"}, {"text": "behind"}]')
    found = measured(path, "json")
    assert (found.lengths, found.rejects) == ([6, 6], [[2, "is longer than 16 MB"]])
    assert found.memory < MOST_MEMORY


@with_proc
def test_a_warc_header_of_200_megabytes(tmp_path: Path) -> None:
    record = (
        b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nbefore\r\n\r\n"
    )
    path = tmp_path / "a"
    with path.open("wb") as stream:
        stream.write(record + b"WARC/1.0\r\nWARC-Type: ")
        stream.seek(200_000_000)
        stream.write(b"\r\n\r\n" + record)
    found = measured(path, "warc")
    assert (found.lengths, found.rejects) == ([6, 6], [[2, "has a header of more than 65536 bytes"]])
    assert found.memory < MOST_MEMORY


def test_nul_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b'{"text": "a"}\n' + bytes(4096) + b'\n{"text": "b\0c"}\n')
    assert records(tmp_path / "a", "jsonl") == (
        ["a", "b\0c"],
        [(2, "invalid JSON: Expecting value (character 1)")],
    )


def test_half_a_surrogate_pair_in_json(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b'{"text": "a \\ud83d b", "title": "\\ude00"}\n{"text": "c"}\n')
    found = list(read(InputFile(tmp_path / "a", "a", "jsonl"), columns=columns({})))
    assert [(record.content, record.origin.title) for record in found if isinstance(record, Article)] == [
        ("a \ufffd b", "\ufffd"),
        ("c", None),
    ]
    assert len(found) == 2


def test_half_a_surrogate_pair_in_utf16(tmp_path: Path) -> None:
    content = '{"text": "a \ud83d b"}\n{"text": "c"}\n'.encode("utf-16", "surrogatepass")
    (tmp_path / "a").write_bytes(content)
    assert records(tmp_path / "a", "jsonl") == (["a \ufffd b", "c"], [])
    (tmp_path / "a").write_bytes(content + b"{")
    assert records(tmp_path / "a", "jsonl") == (
        ["a \ufffd b", "c"],
        [(0, "is cut off: its UTF-16 ends within a character")],
    )


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("left", "reason"), [(60, "the header of record 2 does not end"), (110, "record 2 ends after")]
)
def test_a_warc_that_is_cut_off(tmp_path: Path, left: int, reason: str, packed: bool) -> None:
    record = (
        b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 60\r\n\r\n"
        b"a page that has words, and more words, until it has its end.\r\n\r\n"
    )
    pack = gzip.compress if packed else bytes
    (tmp_path / "a").write_bytes(pack(record) + pack(record)[:left])
    found, rejects = records(tmp_path / "a", "warc")
    assert len(found) == 1
    ((position, told),) = rejects
    assert (position, told.partition(":")[0]) == (0, "is cut off")
    assert (reason in told) != packed


@with_proc
def test_values_that_take_far_more_memory_than_text(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b'{"text": "a", "x": [' + b"[]," * 5_000_000 + b'[]]}\n{"text": "b"}\n')
    found = measured(path, "jsonl")
    assert (found.lengths, found.rejects) == ([1], [[1, "holds more than 1000000 values"]])
    path.write_bytes(b"text" + b"," * 15_000_000 + b"\n1\n")
    found = measured(path, "csv")
    assert (found.lengths, found.rejects) == ([], [[1, "names more than 10000 columns"]])
    assert found.memory < MOST_MEMORY


def test_many_packed_members_of_a_byte(tmp_path: Path) -> None:
    packed = gzip.compress(b'{"text": "a"}\n{"text": "') + gzip.compress(b"x") * 100_000 + gzip.compress(b'"}\n')
    (tmp_path / "a").write_bytes(packed)
    assert records(tmp_path / "a", "jsonl") == (["a", "x" * 100_000], [])


def test_parquet_with_other_columns(tmp_path: Path) -> None:
    pq.write_table(pa.table({"image": [b"x"] * 1000, "label": [1] * 1000}), tmp_path / "a")
    found, rejects = records(tmp_path / "a", "parquet")
    assert found == []
    ((position, reason),) = rejects
    assert position == 0
    assert reason.startswith("has no text: the columns are image, label")


@pytest.mark.parametrize("bomb", [b"[" * 100_000, b'{"text":' * 100_000, b'{"text": "a", "x": ' + b"[" * 100_000])
@pytest.mark.parametrize("format", ["jsonl", "json"])
def test_json_nested_too_deeply(tmp_path: Path, bomb: bytes, format: str) -> None:
    behind = b'\n{"text": "b"}\n' if format == "jsonl" else b""
    (tmp_path / "a").write_bytes(bomb + behind)
    found, rejects = records(tmp_path / "a", format)
    assert found == (["b"] if format == "jsonl" else [])
    ((_, reason),) = rejects
    assert reason.startswith(("invalid JSON: is nested too deeply", "is cut off"))


@with_proc
def test_a_quote_that_is_not_closed_for_50_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with path.open("wb") as stream:
        stream.write(b'id,text\n1,before\n2,"open\n')
        for number in range(50):
            stream.write(b"%d," % number + b"x" * 999_990 + b"\n")
    found = measured(path, "csv")
    assert found.lengths == [6] + [999_990] * 50
    assert found.rejects == [[3, "has a quote that is not closed"]]
    assert found.memory < MOST_MEMORY


@with_proc
def test_a_quote_that_is_not_closed_before_many_short_lines(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b'id,text\n1,"open\n' + b"2,b\n" * 200_000)
    found = measured(path, "csv")
    assert (len(found.lengths), found.rejects) == (200_000, [[2, "has a quote that is not closed"]])
    assert found.memory < MOST_MEMORY


@pytest.mark.parametrize("format", ["jsonl", "txt", "parquet"])
def test_a_name_with_a_newline(tmp_path: Path, format: str) -> None:
    path = tmp_path / "a\nb.x"
    path.write_bytes(b'{"text": "a"}')
    (found,) = read(InputFile(path, path.name, format), columns=columns({}))
    assert found.source == "a\nb.x"
    assert isinstance(found, Rejected) == (format == "parquet")
