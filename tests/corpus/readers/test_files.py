import os
from pathlib import Path

import pytest

from kzling.corpus.readers.files import input_files
from kzling.corpus.readers.read import read
from kzling.corpus.readers.records import Article, InputFile, Rejected
from kzling.errors import EmptyInput, MissingInput, UnreadableInput, UsageError


def records(path: Path) -> list[Article | Rejected]:
    return list(read(InputFile(path, path.name)))


def test_files_are_sorted_by_the_path_below_their_input(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/9.jsonl", "a.txt", "notes.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = input_files([tmp_path])
    assert [file.source for file in found.files] == ["a.txt", "a/9.jsonl", "b/2.txt"]
    assert (found.unlisted, found.ignored) == ([], 1)


def test_a_name_that_is_not_utf8_is_made_printable(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text("text")
    assert [file.source for file in input_files([tmp_path]).files] == [r"\xff.txt"]


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "locked").mkdir()
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    # Permissions do not bind the superuser, under whom tests often run.
    monkeypatch.setattr(os, "scandir", scandir)
    assert input_files([tmp_path]).unlisted == [Rejected("locked", 0, "cannot be listed: Permission denied")]
    with pytest.raises(UnreadableInput, match="cannot be listed"):
        input_files([tmp_path / "locked"])


def test_inputs_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="check the path"):
        input_files([tmp_path / "none"])
    with pytest.raises(EmptyInput, match=r"no \.txt or \.jsonl file"):
        input_files([tmp_path])
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("x")
    with pytest.raises(UsageError, match=r"Two inputs hold a\.txt"):
        input_files([tmp_path / "one", tmp_path / "two"])
    (tmp_path / "link.txt").symlink_to(tmp_path / "link.txt")
    with pytest.raises(UnreadableInput, match="cannot be read"):
        input_files([tmp_path / "link.txt"])


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "2022-03-24-water.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "Су\r\nкелді".encode())
    (record,) = records(path)
    assert isinstance(record, Article)
    assert record.content == "Су\r\nкелді"
    assert record.origin.source == path.name
    assert record.origin.published == "2022-03-24T00:00:00Z"


def test_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "k1", "text": "T", "url": " https://e.kz/1 ", "date": "2022-03-06T02:45:00+03:00"}\n\n')
    (record,) = records(path)
    assert isinstance(record, Article)
    assert (record.origin.source, record.origin.url) == ("a.jsonl#k1", "https://e.kz/1")
    assert record.origin.published == "2022-03-05T23:45:00Z"
    assert record.origin.warnings == ()


def test_an_empty_id_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "", "text": "T"}')
    (record,) = records(path)
    assert isinstance(record, Article)
    assert (record.origin.source, record.source, record.position) == ("a.jsonl:1", "a.jsonl", 1)


def test_what_was_not_understood_is_kept_in_mind(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "T", "published": "last week", "rating": 5}')
    (record,) = records(path)
    assert isinstance(record, Article)
    assert record.origin.warnings == ("the date 'last week' is not understood", "fields not read: rating")


def test_records_without_an_id_are_known_by_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": 2, "text": "T"}\n{"text": "T", "published": null, "date": "2022-03-06", "url": "n/a"}\n')
    one, two = records(path)
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.origin.source, two.origin.source) == ("a.jsonl#2", "a.jsonl:2")
    assert two.origin.published == "2022-03-06T00:00:00Z"
    assert two.origin.warnings == ("'n/a' is no address of a page",)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "invalid JSON"),
        ("[1]", "is not a JSON object"),
        ('{"title": "no text"}', "has no text"),
        ('{"text": "  "}', "has no text"),
        ('{"text": 5}', "has no text"),
        ('{"text": "T", "url": 5}', "the field 'url' is not a string"),
        ('{"text": "T", "id": [1]}', "the field 'id'"),
        ('{"text": "T", "id": true}', "the field 'id'"),
        ('{"text": "half a pair \\ud800"}', "invalid JSON"),
    ],
)
def test_a_line_that_cannot_be_used(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "good"}\n' + line + '\n{"text": "good too"}\n')
    first, bad, last = records(path)
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(bad, Rejected)
    assert (bad.source, bad.position) == ("a.jsonl", 2)
    assert reason in bad.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "holds no text"), (b" \n ", "holds no text"), ("Қазақ".encode("cp1251", "replace"), "is not UTF-8")],
)
def test_a_text_file_that_cannot_be_used(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    (bad,) = records(path)
    assert isinstance(bad, Rejected)
    assert (bad.source, bad.position) == ("a.txt", 0)
    assert reason in bad.reason


def test_a_file_that_vanished(tmp_path: Path) -> None:
    (bad,) = records(tmp_path / "gone.jsonl")
    assert isinstance(bad, Rejected)
    assert "cannot be read" in bad.reason
