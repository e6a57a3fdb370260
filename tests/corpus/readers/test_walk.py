import os
import re
import socket
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.corpus.readers import walk as module
from kzling.corpus.readers.records import Rejected
from kzling.corpus.readers.walk import Found, Ignored, printable, walk


def text_files(root: Path) -> list[Found | Rejected | Ignored]:
    return list(walk(root, lambda name: name.endswith(".txt")))


def reasons(root: Path) -> dict[str, str]:
    return {found.source: found.reason for found in text_files(root) if isinstance(found, Rejected)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "a.txt").write_text("a")
    (tmp_path / "outside.txt").write_text("o")
    (tmp_path / "beside").mkdir()
    return tmp_path / "root"


def test_links(root: Path) -> None:
    for name, target in {
        "circle.txt": "circle.txt",
        "circle": "circle",
        "folder": "../beside",
        "up": "..",
        "inside.txt": "a.txt",
        "nowhere.txt": "gone",
        "out.txt": "../outside.txt",
        "out.pdf": "../outside.txt",
        "through.txt": "a.txt/b",
        "device.txt": "/dev/null",
    }.items():
        (root / name).symlink_to(target)
    assert reasons(root) == {
        "circle": "is a link that leads round in a circle",
        "circle.txt": "is a link that leads round in a circle",
        "device.txt": "is no regular file but a device",
        "folder": "is a link to a folder; name that folder as an input of its own",
        "nowhere.txt": "is a link that leads nowhere",
        "out.txt": "is a link that leads out of the input",
        "through.txt": "is a link that leads nowhere",
        "up": "is a link to a folder; name that folder as an input of its own",
    }
    assert [found.source for found in text_files(root) if isinstance(found, Found)] == ["a.txt", "inside.txt"]
    assert Ignored("out.pdf") in text_files(root)


def test_a_root_that_is_a_link(root: Path) -> None:
    (root / "inside.txt").symlink_to(root / "a.txt")
    link = root.with_name("link")
    link.symlink_to(root)
    assert [type(found) for found in text_files(link)] == [Found, Found]


def test_what_is_no_regular_file(root: Path) -> None:
    os.mkfifo(root / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as ear:
        # A path of a socket may have about a hundred bytes; the folders of tests are often longer.
        here = Path.cwd()
        os.chdir(root)
        try:
            ear.bind("ear.txt")
        finally:
            os.chdir(here)
    assert reasons(root) == {
        "ear.txt": "is no regular file but a socket",
        "pipe.txt": "is no regular file but a named pipe",
    }


def test_what_is_left_behind(root: Path) -> None:
    for name in (".git/x.txt", "__MACOSX/x.txt", ".hidden.txt", "sub/.x.txt", "sub/b.txt"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("x")
    found = text_files(root)
    assert [file.source for file in found if isinstance(file, Found)] == ["a.txt", "sub/b.txt"]
    ignored = [file.source for file in found if isinstance(file, Ignored)]
    assert ignored == [".git", ".hidden.txt", "__MACOSX", "sub/.x.txt"]


def test_names_of_all_kinds(root: Path) -> None:
    for name in (b"\xff.txt", b"a\nb.txt", b"a\\x0ab.txt", "қ\u202e.txt".encode()):
        Path(os.fsdecode(os.fsencode(root) + b"/" + name)).write_text("x")
    found = [file.source for file in text_files(root)]
    assert found == [r"\xff.txt", "a.txt", r"a\\x0ab.txt", r"a\x0ab.txt", r"қ\xe2\x80\xae.txt"]


def dug(root: Path, name: str, depth: int) -> None:
    """Make folders in one another, with a file in the last; a path of the whole depth may be too long to write."""
    here = os.open(root, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=here)
        deeper = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(os.open("deep.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)


@pytest.fixture
def deep(root: Path) -> Iterator[Path]:
    """A folder so deep that pytest itself could not clear it away."""
    dug(root, "d", 1_100)
    yield root
    while (root / "d" / "d").is_dir():
        (root / "d" / "d").rename(root / "next")
        (root / "d").rmdir()
        (root / "next").rename(root / "d")


def test_folders_deeper_than_python_calls_functions(deep: Path) -> None:
    assert [file.source for file in text_files(deep)] == ["a.txt", "d/" * 1_100 + "deep.txt"]


def test_folders_deeper_than_a_path_can_be_long(root: Path) -> None:
    dug(root, "d" * 250, 20)
    assert list(reasons(root).values()) == ["cannot be listed: File name too long"]


def test_a_large_folder_is_listed_in_batches(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "m").mkdir()
    for number in range(25):
        (root / f"{number}.txt").write_text("x")
    whole = text_files(root)
    for batch in (1, 2, 13, 26, 27, 28):
        monkeypatch.setattr(module, "_BATCH", batch)
        assert text_files(root) == whole
    assert len(whole) == 26


def test_the_memory_for_names_has_a_bound(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(2_000):
        (root / f"{'n' * 200}{number}.txt").touch()
    monkeypatch.setattr(module, "_BATCH", 50)

    def peak(found: Iterator[object]) -> int:
        tracemalloc.start()
        assert sum(1 for _ in found) == 2_001
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    # The names alone take 400,000 bytes.
    assert peak(walk(root, lambda name: True)) < 200_000


def unescaped(source: str) -> bytes:
    """Read a printable path back."""
    parts = re.split(r"(\\\\|\\x[0-9a-f]{2})", source)
    return b"".join(
        b"\\" if part == "\\\\" else bytes.fromhex(part[2:]) if part.startswith("\\x") else part.encode()
        for part in parts
    )


@given(st.binary())
def test_a_printable_path_leads_back_to_its_bytes(name: bytes) -> None:
    source = printable(os.fsdecode(name))
    assert unescaped(source) == name
    assert len(source.splitlines()) <= 1


@given(st.text(st.characters()))
def test_every_text_can_be_made_printable(path: str) -> None:
    source = printable(path)
    assert source.encode("utf-8").decode("utf-8") == source
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", source)
