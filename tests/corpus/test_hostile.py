"""A folder of hostile files: a build reads the rest, gives one clear reason for each, and stays small and quick."""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("datasets")

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

GOOD = b'{"text": "Tokayev left Astana on Monday."}\n'
MEGABYTE = 1_000_000
#: What processes may take together in kilobytes: a build of one short article takes some 350 MB with its imports.
MOST_MEMORY = 900_000


def lines(*texts: str) -> bytes:
    return b"".join(json.dumps({"text": text}).encode() + b"\n" for text in texts)


def broken_gzip(folder: Path) -> Iterator[str]:
    packed = gzip.compress(lines(*(f"Report {n} {os.urandom(40).hex()}" for n in range(2000))))
    (folder / "cut.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    yield "is cut off: its gzip data end after"


def broken_zst(folder: Path) -> Iterator[str]:
    packed = zstandard.compress(lines(*(f"Report {n} {os.urandom(40).hex()}" for n in range(2000))))
    (folder / "cut.jsonl.zst").write_bytes(packed[: len(packed) // 2])
    yield "is cut off: its Zstandard data end after"


def zip_bomb(folder: Path) -> Iterator[str]:
    with gzip.open(folder / "bomb.jsonl.gz", "wb") as stream:
        for _ in range(600):
            stream.write(b"[" * MEGABYTE)
    yield "is a zip bomb"


def invalid_json(folder: Path) -> Iterator[str]:
    (folder / "middle.jsonl").write_bytes(lines("First article of three.") + b"{broken\n" + lines("Third of three."))
    yield "invalid JSON"


def long_line(folder: Path) -> Iterator[str]:
    with (folder / "long.jsonl").open("wb") as stream:
        stream.write(lines("Before the long line.") + b'{"text": "')
        for _ in range(200):
            stream.write(b"x" * MEGABYTE)
        stream.write(b'"}\n' + lines("Behind the long line."))
    yield "is longer than 16 MB"


def nul_bytes(folder: Path) -> Iterator[str]:
    (folder / "nul.txt").write_bytes(b"\0" * 5000)
    (folder / "some.txt").write_bytes(b"Tokayev \0left\0 Astana. " + b"He came back in the morning. " * 3)
    yield "is no text"


def half_pair(folder: Path) -> Iterator[str]:
    (folder / "half.txt").write_bytes("\ufeffTokayev left Astana.".encode("utf-16-le") + b"\x3d")
    (folder / "half.jsonl").write_bytes(b'{"text": "Tokayev \\ud83d left Almaty."}\n')
    yield ""


def cut_warc(folder: Path) -> Iterator[str]:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Tokayev left Astana for a day.</p>"
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/1\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
    )
    record = head % len(page) + page + b"\r\n\r\n"
    (folder / "cut.warc").write_bytes(record + record.replace(b"/1\r", b"/2\r")[:-40])
    yield "is cut off"


def nested_tags(folder: Path) -> Iterator[str]:
    (folder / "nested.html").write_text("<div>" * 100_000 + "<p>Tokayev came back to Astana.</p>")
    yield ""


def many_attributes(folder: Path) -> Iterator[str]:
    (folder / "attributes.html").write_text(f"<p {'a=1 ' * 1_000_000}>Tokayev came back to Almaty.</p>")
    yield ""


def other_columns(folder: Path) -> Iterator[str]:
    pq.write_table(pa.table({"price": [1, 2, 3], "city": ["a", "b", "c"]}), folder / "other.parquet")
    yield "has no text: the columns are price, city"


def links(folder: Path) -> Iterator[str]:
    (folder / "deep").mkdir()
    (folder / "deep" / "up").symlink_to("..")
    (folder / "round").symlink_to("round")
    (folder / "away.txt").symlink_to("/etc/passwd")
    yield "is a link to a folder"
    yield "is a link that leads round in a circle"
    yield "is a link that leads out of the input"


def names(folder: Path) -> Iterator[str]:
    (folder / "two\nlines.txt").write_text("A file with two lines in its name.")
    (folder / os.fsdecode(b"\xff.txt")).write_text("A file whose name is no UTF-8.")
    yield ""


HOSTILE = [
    broken_gzip,
    broken_zst,
    zip_bomb,
    invalid_json,
    long_line,
    nul_bytes,
    half_pair,
    cut_warc,
    nested_tags,
    many_attributes,
    other_columns,
    links,
    names,
]


@pytest.mark.slow
@pytest.mark.parametrize("make", HOSTILE)
def test_the_rest_is_built_with_one_reason_each(tmp_path: Path, make: Callable[[Path], Iterator[str]]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.jsonl").write_bytes(GOOD)
    (folder / "z.jsonl").write_bytes(lines("The last file is read as well."))
    expected = [reason for reason in make(folder) if reason]
    script = (
        "import resource, subprocess, sys\n"
        "code = subprocess.run(sys.argv[1:]).returncode\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
        "sys.exit(code)\n"
    )
    command = ["-m", "kzling", "build", str(folder), "-o", str(tmp_path / "out"), "--processes", "1", "--json"]
    done = subprocess.run(
        [sys.executable, "-c", script, sys.executable, *command],
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    )
    said, memory = done.stdout.splitlines()
    assert int(memory) < MOST_MEMORY
    rejected = [json.loads(line) for line in (tmp_path / "out" / "rejected.jsonl").read_text().splitlines()]
    reasons = [row["reason"] for row in rejected]
    assert len(reasons) == len(expected), reasons
    for reason in expected:
        assert any(found.startswith(reason) for found in reasons), (reason, reasons)
    counts = json.loads(said)["counts"]
    assert counts["read"] == counts["kept"] + counts["duplicates"] + counts["rejected"]
    assert counts["kept"] >= (2 if expected else 3)
    assert "\n" not in "".join(row["source"] for row in rejected)
