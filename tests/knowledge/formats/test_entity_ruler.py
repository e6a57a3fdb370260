from pathlib import Path

import orjson

from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.formats.entity_ruler import patterns, write


def test_patterns_of_a_base(base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "patterns.jsonl"
    assert write(base.records(), path) == len(base)
    lines = [orjson.loads(line) for line in path.read_bytes().splitlines()]
    assert {"label": "LOC", "pattern": "Нұр-Сұлтан", "id": "kz-place-astana"} in lines
    assert len(lines) == len({(line["pattern"], line["id"]) for line in lines})
    assert all(set(line) == {"label", "pattern", "id"} for line in lines)


def test_languages_and_labels(base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "patterns.jsonl"
    assert write(base.records(), path, languages=["pl"], labels={"person": "PER"}) == 1
    lines = [orjson.loads(line) for line in path.read_bytes().splitlines()]
    assert [line["pattern"] for line in lines] == ["Kasym-Żomart Tokajew", "Tokajew"]
    assert {line["label"] for line in lines} == {"PER"}


def test_others_have_no_label() -> None:
    assert patterns({"id": "x", "names": [{"text": "Orda"}]}) == []
