from collections import Counter
from typing import Any

from kzling.corpus.decide import decide, split_of
from kzling.ids import cluster_id


def key(identity: str, text: str = "", published: str | None = None, unknown: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "id": identity,
        "source": f"{identity}.txt",
        "url": None,
        "published": published,
        "text_hash": text or identity,
        "unknown": [[f"{identity}:{n}", name] for n, name in enumerate(unknown)],
    }


def test_of_equal_texts_the_earliest_is_kept() -> None:
    decisions = decide([key("a", "t", "2022-02-02T00:00:00Z"), key("b", "t", "2022-01-01T00:00:00Z"), key("c", "t")])
    assert decisions.representatives == {"a": "b", "c": "b"}
    assert [(d.id, d.reason) for d in decisions.duplicates] == [("a", "same text"), ("c", "same text")]


def test_of_equal_dates_the_smallest_id_is_kept_in_any_order() -> None:
    assert decide([key("b", "t"), key("a", "t")]).representatives == {"b": "a"}
    assert decide([key("a", "t"), key("b", "t")]).representatives == {"b": "a"}


def test_of_equal_ids_the_first_is_kept() -> None:
    decisions = decide([key("a", "one"), key("a", "two")])
    assert decisions.skipped == (1,)
    assert [d.reason for d in decisions.duplicates] == ["same id"]


def test_every_record_is_counted_once() -> None:
    rows = [key("a", "t"), {"rejected": {"source": "x", "position": 2, "reason": "bad"}}, key("b", "t"), key("b")]
    decisions = decide(rows)
    kept = decisions.rows - len(decisions.duplicates)
    assert decisions.read == len(rows) == kept + len(decisions.duplicates) + len(decisions.rejected)


def test_unknown_names_fall_together_and_copies_do_not_count() -> None:
    decisions = decide(
        [key("b", unknown=("kanat a",)), key("c", unknown=("kanat a",)), key("a", "b", unknown=("x y",))]
    )
    assert decisions.representatives == {"b": "a"}
    assert decisions.clusters == {"c:0": cluster_id(("c:0",)), "a:0": cluster_id(("a:0",))}


def test_splits_follow_from_ids_alone() -> None:
    counts = Counter(split_of(str(number)) for number in range(10_000))
    assert 7_800 < counts["train"] < 8_200
    assert 850 < counts["validation"] < 1_150
    # Published rows stand where these say: a change here moves them.
    assert [split_of(identity) for identity in ("a", "b", "i", "kz-place-astana")] == [
        "train",
        "validation",
        "test",
        "train",
    ]
