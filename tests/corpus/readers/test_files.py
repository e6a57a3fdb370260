import os
from pathlib import Path

import pytest

from kzling.corpus.readers.files import FORMATS, Inputs, format_of, input_files
from kzling.corpus.readers.records import InputFile, Rejected
from kzling.errors import EmptyInput, MissingInput, UnreadableInput, UsageError


def made(folder: Path, *names: str) -> Path:
    """Make files in a folder, each with its name in it."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def sources(inputs: Inputs) -> list[str]:
    return [found.source for found in inputs]


def test_files_are_sorted_by_the_path_below_their_input(tmp_path: Path) -> None:
    made(tmp_path, "b/2.txt", "a/9.jsonl", "a.txt", "a-b.csv", "notes.pdf")
    found = input_files([tmp_path])
    assert sources(found) == ["a-b.csv", "a.txt", "a/9.jsonl", "b/2.txt"]
    assert found.ignored == 1


def test_each_iteration_lists_afresh(tmp_path: Path) -> None:
    found = input_files([made(tmp_path, "a.txt")])
    assert sources(found) == sources(found) == ["a.txt"]
    made(tmp_path, "b.txt", "c.doc")
    assert (sources(found), found.ignored, found.total_bytes()) == (["a.txt", "b.txt"], 1, 10)


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format(tmp_path: Path, ending: str) -> None:
    (file,) = input_files([made(tmp_path, f"A{ending.upper()}")])
    assert file == InputFile(tmp_path / f"A{ending.upper()}", f"A{ending.upper()}", FORMATS[ending])


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.jsonl.gz", "jsonl"),
        ("a.warc.gz", "warc"),
        ("a.JSON.ZST", "json"),
        ("a.csv.bz2", "csv"),
        ("a.txt.xz", "txt"),
        ("a.parquet.gz", None),
        ("a.gz", None),
        ("jsonl", None),
        ("", None),
    ],
)
def test_compressed_files(name: str, format: str | None) -> None:
    assert format_of(name) == format


def test_files_that_are_named(tmp_path: Path) -> None:
    made(tmp_path, "b.jsonl.gz", "dump", "dump.gz", ".hidden.txt")
    names = ("dump.gz", "b.jsonl.gz", "dump", ".hidden.txt")
    found = list(input_files([tmp_path / name for name in names], format="csv"))
    assert [(file.source, file.format) for file in found if isinstance(file, InputFile)] == [
        (".hidden.txt", "txt"),
        ("b.jsonl.gz", "jsonl"),
        ("dump", "csv"),
        ("dump.gz", "csv"),
    ]
    with pytest.raises(UsageError, match=r"dump does not tell its format; say it with the option format.*\.jsonl"):
        input_files([tmp_path / "dump"])


def test_standard_input() -> None:
    assert list(input_files(["-"])) == [InputFile(Path("-"), "stdin", "")]
    found = input_files(["-", "-"], format="jsonl")
    assert list(found) == [InputFile(Path("-"), "stdin", "jsonl")]
    assert found.total_bytes() == 0


def test_inputs_are_merged_whatever_their_order(tmp_path: Path) -> None:
    one, two = made(tmp_path / "1", "a.txt", "c/x.txt"), made(tmp_path / "2", "b.txt", "c/w.txt", "d.txt")
    expected = ["a.txt", "b.txt", "c/w.txt", "c/x.txt", "d.txt"]
    assert sources(input_files([one, two])) == sources(input_files([two, one])) == expected
    assert sources(input_files([one, one, one / "a.txt"])) == ["a.txt", "c/x.txt"]


def test_two_files_of_one_source(tmp_path: Path) -> None:
    found = input_files([made(tmp_path / "1", "a.txt", "b.txt"), made(tmp_path / "2", "b.txt")])
    with pytest.raises(UsageError, match=r"Two inputs hold b\.txt"):
        list(found)
    with pytest.raises(UsageError, match=r"Two inputs hold b\.txt"):
        found.total_bytes()


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, "a.txt", "locked/b.txt", "z.txt")
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    # Permissions do not bind the superuser, under whom tests often run.
    monkeypatch.setattr(os, "scandir", scandir)
    assert list(input_files([tmp_path]))[1] == Rejected("locked/", 0, "cannot be listed: Permission denied")
    with pytest.raises(UnreadableInput, match="cannot be listed"):
        input_files([tmp_path / "locked"])


def test_inputs_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="check the path"):
        input_files([tmp_path / "none"])
    with pytest.raises(MissingInput, match="cannot be a path"):
        input_files(["a" * 5_000])
    with pytest.raises(EmptyInput, match="No input is named"):
        input_files([])
    with pytest.raises(EmptyInput, match=r"There is no file to read in .*; \.txt, .* are read.* behind it\.$"):
        input_files([tmp_path])
    made(tmp_path, "a.pdf", "b.doc")
    with pytest.raises(EmptyInput, match="2 others are there"):
        input_files([tmp_path])
    (tmp_path / "link.txt").symlink_to(tmp_path / "link.txt")
    with pytest.raises(UnreadableInput, match="cannot be read"):
        input_files([tmp_path / "link.txt"])
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableInput, match="neither a file nor a folder"):
        input_files([tmp_path / "pipe.txt"])


def test_a_folder_with_nothing_but_rejects_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("nowhere")
    assert sources(input_files([tmp_path])) == ["a.txt"]


def test_an_input_that_goes_away(tmp_path: Path) -> None:
    made(tmp_path, "in/a.txt", "b.txt")
    found = input_files([tmp_path / "in", tmp_path / "b.txt"])
    (tmp_path / "in" / "a.txt").unlink()
    (tmp_path / "b.txt").unlink()
    assert [file.source for file in found] == ["b.txt"]
    assert found.total_bytes() == 0


def test_a_file_called_like_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-").write_text("Tokayev left.")
    (named,) = input_files(["./-"], format="txt")
    (piped,) = input_files(["-"], format="txt")
    assert isinstance(named, InputFile)
    assert (named.path, named.source) == (tmp_path / "-", "-")
    assert isinstance(piped, InputFile)
    assert (piped.path, piped.source) == (Path("-"), "stdin")
