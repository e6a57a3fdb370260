"""A built dataset goes to the Hub and comes back through `datasets`: every config, whole and streaming."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kzling
from kzling.model import SCHEMA

REPO = "steppe/news"
Publish = Callable[..., dict[str, Any]]
LOAD = """
import datasets
from datasets import Features
from kzling.corpus.arrow import arrow_schema
where, revision, local = sys.argv[1:4]
found = {}
for config in json.loads(sys.argv[4]):
    features = Features.from_arrow_schema(arrow_schema(config))
    here = datasets.load_dataset(local, config)
    there = datasets.load_dataset(where, config, revision=revision)
    streamed = datasets.load_dataset(where, config, revision=revision, streaming=True)
    found[config] = [
        list(here) == list(there) == list(streamed),
        all(part[split].features == features for part in (there, streamed) for split in there),
        all(there[split].to_list() == here[split].to_list() == list(streamed[split]) for split in there),
    ]
found["default"] = datasets.load_dataset(where, revision=revision)["train"].features == Features.from_arrow_schema(
    arrow_schema("documents")
)
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("built")
    (place / "in").mkdir()
    texts = ["Tokayev left Astana on Monday.", "Токаев прибыл в Алматы.", "Тоқаев Шымкентте болды.", "It rained."]
    for number in range(24):
        text = f"{texts[number % 4]} Day {number}."
        (place / "in" / f"{number:02}.txt").write_text(text, encoding="utf-8")
    kzling.build(place / "in", place / "out", processes=1)
    return place / "out"


@pytest.mark.slow
def test_every_config_comes_back(send: Publish, client: Any, hub: Any, built: Path) -> None:
    asked = (REPO, "v1.0.0", str(built), json.dumps(list(SCHEMA)))
    assert send(folder=built, version="v1.0.0")["changed"]
    assert client(LOAD, *asked) == {config: [True] * 3 for config in SCHEMA} | {"default": True}
    # A second publication changes nothing, nor which config is the default one.
    assert not send(folder=built, version="v1.0.0")["changed"]
    assert client(LOAD, *asked)["default"]
    assert len(hub.repositories[REPO].commits) == 2


@pytest.mark.slow
def test_a_document_is_deleted(send: Publish, client: Any, built: Path, tmp_path: Path) -> None:
    send(folder=built, version="v1.0.0")
    fewer = tmp_path / "in"
    fewer.mkdir()
    for path in sorted((built.parent / "in").iterdir())[1:]:
        (fewer / path.name).write_bytes(path.read_bytes())
    kzling.build(fewer, tmp_path / "out", processes=1)
    assert send(folder=tmp_path / "out", version="v1.1.0")["changed"]
    code = """
from kzling.hub.diff import diff
print(json.dumps(diff(sys.argv[1], sys.argv[1], old_revision="v1.0.0", new_revision="v1.1.0").to_dict()))
"""
    found = client(code, REPO)
    assert found["documents"] == {"added": 0, "removed": 1, "text": 0, "links": 0, "same": 23}
    # The version before is still there as it was.
    count = "from kzling import load\nprint(len(list(load(sys.argv[1], revision='v1.0.0'))))"
    assert client(count, REPO) == 24
