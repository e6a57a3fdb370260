"""The compiled file of the default base: made once, found again, done without."""

import os
import time
from pathlib import Path

import pytest

from kzling.knowledge import default
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.file import index_path

RECORDS = [{"id": "kz-place-astana", "type": "place", "names": [{"text": "Astana", "lang": "en"}]}]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(default.CACHE, str(tmp_path / "cache"))
    monkeypatch.setattr(default, "default_records", lambda: iter(RECORDS))
    return tmp_path / "cache"


def test_it_is_made_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = default.default_file()
    assert made is not None
    assert made.parent == cache
    assert [entity.id for entity in KnowledgeBase.open(made)] == ["kz-place-astana"]
    monkeypatch.setattr(default, "default_records", lambda: pytest.fail("made twice"))
    assert default.default_file() == made


def test_other_data_are_another_file(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = default.default_file()
    monkeypatch.setattr(default.data, "digest", lambda: "other")
    assert default.default_file() != made


def test_old_files_go(cache: Path) -> None:
    cache.mkdir()
    names = (f"knowledge-{'1' * 16}.sqlite", f"knowledge-{'2' * 16}.forms", "knowledge-of-mine.sqlite")
    old, young, foreign = (cache / name for name in names)
    for path in (old, young, foreign):
        path.write_text("x", encoding="utf-8")
    long_ago = time.time() - 100 * 86_400
    for path in (old, foreign):
        os.utime(path, (long_ago, long_ago))
    left = cache / "compiling-x"
    left.mkdir()
    os.utime(left, (long_ago, long_ago))
    default.default_file()
    assert [path.exists() for path in (old, young, foreign, left)] == [False, True, True, False]


def test_a_folder_that_cannot_be_written_is_said(cache: Path) -> None:
    cache.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.warns(
        UserWarning, match=r"cannot be kept in .*; name a folder that can be written to in KZLING_CACHE"
    ):
        assert default.default_file() is None


def test_a_file_in_use_is_young(cache: Path) -> None:
    made = default.default_file()
    assert made is not None
    os.utime(made, (0, 0))
    default.default_file()
    assert made.stat().st_mtime > time.time() - 60


def test_without_its_index_it_is_made_again(cache: Path) -> None:
    made = default.default_file()
    assert made is not None
    index_path(made).unlink()
    assert default.default_file() == made
    assert index_path(made).exists()
    assert [path for path in cache.iterdir() if path.is_dir()] == []
