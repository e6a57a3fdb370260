from collections import Counter
from typing import Any

from kzling.corpus.decide import decide, split_of
from kzling.ids import cluster_id


def key(identity: str, text: str = "", published: str | None = None, unknown: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "id": identity,
        "source": f"{identity}.txt",
        "file": f"{identity}.txt",
        "position": 0,
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
    decisions = decide([key("a", "one"), key("a", "one"), key("a", "two")])
    assert decisions.skipped == (1, 2)
    assert [d.reason for d in decisions.duplicates] == ["same id"]
    assert [r.reason for r in decisions.rejected] == ["has the id of a.txt, but another text"]


def test_every_record_is_counted_once() -> None:
    rows = [key("a", "t"), {"rejected": {"source": "x", "position": 2, "reason": "bad"}}, key("b", "t"), key("b")]
    decisions = decide(rows)
    assert (decisions.read, decisions.kept) == (len(rows), 1)
    assert decisions.read == decisions.kept + len(decisions.duplicates) + len(decisions.rejected)


def test_unknown_names_fall_together() -> None:
    decisions = decide([key("b", "t", unknown=("kanat a",)), key("a", "t", unknown=("kanat a",)), key("c")])
    assert decisions.representatives == {"b": "a"}
    assert decisions.clusters == {"a:0": cluster_id(("a:0",)), "b:0": cluster_id(("a:0",))}


def test_another_copy_never_brings_a_text_from_test_to_train() -> None:
    # By their ids alone "i" is in test and "a" in train.
    assert decide([key("i", "t"), key("a", "t", "1999-01-01T00:00:00Z")]).splits == {"a": "test"}
    assert decide([key("c", "t"), key("a", "t")]).splits == {"a": "train"}


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
