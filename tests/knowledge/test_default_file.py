"""The compiled file of the default base: made once, found again, done without."""

import os
import pickle
import time
from pathlib import Path

import pytest

from kzling.errors import UsageError
from kzling.knowledge import default
from kzling.knowledge.base import KnowledgeBase

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
    old, young, foreign = (cache / name for name in ("knowledge-1.sqlite", "knowledge-2.sqlite", "notes.txt"))
    for path in (old, young, foreign):
        path.write_text("x", encoding="utf-8")
    long_ago = time.time() - 100 * 86_400
    for path in (old, foreign):
        os.utime(path, (long_ago, long_ago))
    default.default_file()
    assert [path.exists() for path in (old, young, foreign)] == [False, True, True]


def test_a_folder_that_cannot_be_written_is_said(cache: Path) -> None:
    cache.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.warns(
        UserWarning, match=r"cannot be kept in .*; name a folder that can be written to in KZLING_CACHE"
    ):
        assert default.default_file() is None


def test_the_default_base_does_not_change() -> None:
    with pytest.raises(UsageError, match="does not change"):
        KnowledgeBase.default().add(RECORDS)


def test_another_process_has_its_own() -> None:
    assert pickle.loads(pickle.dumps(KnowledgeBase.default())) is KnowledgeBase.default()
