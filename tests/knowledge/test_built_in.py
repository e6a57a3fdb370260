"""The built-in base: one a process, mended, never changed."""

import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kzling.errors import UsageError
from kzling.knowledge import built_in, default
from kzling.knowledge.base import KnowledgeBase

RECORDS = [{"id": "kz-place-astana", "type": "place", "names": [{"text": "Astana", "lang": "en"}]}]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make the built-in base of a few records, in a folder of the test's own."""
    monkeypatch.setenv(default.CACHE, str(tmp_path))
    monkeypatch.setattr(default, "default_records", lambda: iter(RECORDS))
    built_in._made.cache_clear()
    yield
    built_in._made.cache_clear()


@pytest.mark.usefixtures("cache")
def test_a_damaged_file_is_made_anew() -> None:
    made = default.default_file()
    assert made is not None
    made.write_bytes(b"junk")
    assert KnowledgeBase.default().get("kz-place-astana").names[0].text == "Astana"


@pytest.mark.usefixtures("cache")
def test_threads_get_one_base() -> None:
    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(lambda _: id(KnowledgeBase.default()), range(8)))
    assert len(found) == 1


def test_it_does_not_change() -> None:
    with pytest.raises(UsageError, match="does not change"):
        KnowledgeBase.default().add(RECORDS)


def test_another_process_has_its_own() -> None:
    assert pickle.loads(pickle.dumps(KnowledgeBase.default())) is KnowledgeBase.default()
