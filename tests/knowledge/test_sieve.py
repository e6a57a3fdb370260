"""What passes the sieve of an import, and what becomes of the rest."""

import json
from pathlib import Path

import pytest

from kzling.errors import Interrupted, UnwritableOutput
from kzling.knowledge.formats.rows import Rejected
from kzling.knowledge.sieve import Sieve

ROWS = [{"id": "x", "names": [{"text": "Орда"}]}, Rejected(2, "The line is no JSON.", "{"), {"id": "y", "names": []}]


def test_entities_pass_and_the_rest_is_put_aside(tmp_path: Path) -> None:
    aside = tmp_path / "rejects.jsonl"
    with Sieve(aside, "place", None, lambda: False) as sieve:
        passed = list(sieve.entities([("a", iter(ROWS)), ("b", iter(ROWS[:1]))]))
        assert not aside.exists()
        sieve.keep()
        sieve.check()
    assert [(entity.id, entity.type) for entity in passed] == [("x", "place"), ("x", "place")]
    assert sieve.rejected == 2
    rejects = [json.loads(line) for line in aside.read_text(encoding="utf-8").splitlines()]
    assert [(row["source"], row["position"]) for row in rejects] == [("a", 2), ("a", 3)]
    assert [entry.name for entry in tmp_path.iterdir()] == ["rejects.jsonl"]


def test_what_is_not_kept_is_gone(tmp_path: Path) -> None:
    with Sieve(tmp_path / "rejects.jsonl", None, None, lambda: False) as sieve:
        assert len(list(sieve.entities([("a", iter(ROWS))]))) == 1
    assert list(tmp_path.iterdir()) == []


def test_told_to_stop(tmp_path: Path) -> None:
    with Sieve(tmp_path / "rejects.jsonl", None, None, lambda: True) as sieve:
        assert list(sieve.entities([("a", iter(ROWS))])) == []
        with pytest.raises(Interrupted, match="what was read is kept"):
            sieve.check()


def test_places_where_rejects_cannot_be_written(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "none" / "rejects.jsonl"):
        with pytest.raises(UnwritableOutput, match="name a file in another folder"):
            Sieve(place, None, None, lambda: False).__enter__()
