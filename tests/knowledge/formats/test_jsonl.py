import io
from pathlib import Path

from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.formats.jsonl import read, write
from kzling.knowledge.formats.rows import Rejected


def test_records_come_back_as_they_were(base: KnowledgeBase, tmp_path: Path) -> None:
    records = list(base.records())
    path = tmp_path / "kb.jsonl.gz"
    assert write(records, path) == len(records)
    assert list(read(path)) == records


def test_broken_lines() -> None:
    first, second = read(io.BytesIO(b'{"id": "x"\n{"id": "y", "names": [{"text": "Orda"}]}\n'))
    assert isinstance(first, Rejected)
    assert second == {"id": "y", "names": [{"text": "Orda"}]}
