from pathlib import Path

from kzling.corpus.plan import Place, PlannedUnit, PlanWriter, RejectedRecord, read_plan
from kzling.corpus.readers.records import Article, Rejected
from kzling.pipeline import Origin


def article(line: int) -> Article:
    return Article("text", Origin(source=f"a.jsonl:{line}"), "a.jsonl", line)


def test_units_and_rejects_keep_their_places(tmp_path: Path) -> None:
    records = [article(1), Rejected("a.jsonl", 2, "bad"), article(3), article(4)]
    with PlanWriter(tmp_path / "plan") as plan:
        stream = plan.sort(records)
        assert [next(stream).position, next(stream).position] == [1, 3]
        plan.add("abc", 2)
        assert next(stream).position == 4
        plan.add("def", 1)
        assert next(stream, None) is None
        assert (plan.records, plan.rejected) == (4, 1)
    assert list(read_plan(tmp_path / "plan")) == [
        RejectedRecord(Place(1, "a.jsonl", 2), "bad"),
        PlannedUnit("abc", (Place(0, "a.jsonl", 1), Place(2, "a.jsonl", 3))),
        PlannedUnit("def", (Place(3, "a.jsonl", 4),)),
    ]
