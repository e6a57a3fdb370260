from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzling.corpus.decide import REMOVED, REMOVED_COPY, Decisions, Key, Redirect, decide, kind, split_of
from kzling.corpus.plan import Place, RejectedRecord
from kzling.corpus.unknown import UnknownName
from kzling.ids import cluster_id
from kzling.model import SPLITS


def key(identity: str, text: str = "", published: str | None = None, unknown: tuple[str, ...] = ()) -> Key:
    source = f"{identity}.txt"
    mentions = {f"{identity}:{n}": name for n, name in enumerate(unknown)}
    names = tuple(UnknownName(cluster_id((one,)), one, name, "en", "person") for one, name in mentions.items())
    return Key(Place(0, source, 0), identity, source, None, published, text or identity, names)


def decided(folder: Path, records: Iterable[Key | RejectedRecord], removed: Collection[str] = ()) -> Decisions:
    placed = (row._replace(place=row.place._replace(number=number)) for number, row in enumerate(records))
    return decide(placed, folder / "decisions.sqlite", removed=removed)


def kept(decisions: Decisions) -> list[str]:
    return [decision.kept if decision.counts else "" for decision in decisions.decisions()]


def test_of_equal_texts_the_earliest_is_kept(tmp_path: Path) -> None:
    rows = [key("a", "t", "2022-02-02T00:00:00Z"), key("b", "t", "2022-01-01T00:00:00Z"), key("c", "t")]
    with decided(tmp_path, rows) as decisions:
        assert kept(decisions) == ["b", "b", "b"]
        assert [(d.id, d.reason) for d in decisions.duplicate_rows()] == [("a", "same text"), ("c", "same text")]


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_of_equal_dates_the_smallest_id_is_kept_in_any_order(tmp_path: Path, order: str) -> None:
    with decided(tmp_path, [key(identity, "t") for identity in order]) as decisions:
        assert kept(decisions) == ["a", "a"]


def test_of_equal_ids_the_first_is_kept(tmp_path: Path) -> None:
    later = key("a", "two")._replace(place=Place(0, "x.jsonl", 9))
    with decided(tmp_path, [key("a", "one"), key("a", "one"), later, later]) as decisions:
        assert kept(decisions) == ["a", "", "", ""]
        assert [d.reason for d in decisions.duplicate_rows()] == ["same id"]
        assert [(r.source, r.position) for r in decisions.rejected_rows()] == [("x.jsonl", 9)] * 2
        assert decisions.reject_reasons() == {"has the id of another": 2}
        assert {r.reason for r in decisions.rejected_rows()} == {"has the id of a.txt, but another text"}


def test_rejects_come_in_the_order_of_the_input(tmp_path: Path) -> None:
    def bad(number: int, reason: str) -> RejectedRecord:
        return RejectedRecord(Place(number, "x", number), reason)

    rows: list[Key | RejectedRecord] = [
        bad(0, "invalid JSON: here"),
        key("a", "t"),
        bad(2, "is too long (9 MB)"),
        key("b", "t"),
        key("b"),
    ]
    with decided(tmp_path, rows) as decisions:
        assert [r.position for r in decisions.rejected_rows()] == [0, 2, 0]
        assert decisions.reject_reasons() == {"has the id of another": 1, "invalid JSON": 1, "is too long": 1}
        assert (decisions.read, decisions.kept, decisions.duplicates, decisions.rejected) == (5, 1, 1, 3)


def test_unknown_names_fall_together(tmp_path: Path) -> None:
    rows = [key("b", "t", unknown=("Kanat A",)), key("a", "t", unknown=("Kanat A",)), key("c", unknown=("Aset B",))]
    with decided(tmp_path, rows) as decisions:
        assert decisions.cluster(cluster_id(("b:0",))) == cluster_id(("a:0",))
        assert decisions.cluster(cluster_id(("c:0",))) == cluster_id(("c:0",))
        assert list(decisions.redirect_rows()) == [Redirect(cluster_id(("b:0",)), cluster_id(("a:0",)))]


def test_names_of_records_that_do_not_count_decide_nothing(tmp_path: Path) -> None:
    later = key("b", "two", unknown=("Kanat A",))
    with decided(tmp_path, [key("b", "one"), later, key("c", unknown=("Kanat A",))]) as decisions:
        assert decisions.cluster(cluster_id(("c:0",))) == cluster_id(("c:0",))


@pytest.mark.parametrize("removed", ["a", "b", "c"])
def test_with_a_text_all_its_copies_go(tmp_path: Path, removed: str) -> None:
    rows = [key("a", "t", "2022-02-02T00:00:00Z"), key("b", "t", "2022-01-01T00:00:00Z"), key("c", "t"), key("d")]
    with decided(tmp_path, rows, [removed, "nobody"]) as decisions:
        assert kept(decisions) == ["", "", "", "d"]
        reasons = {row.source.removesuffix(".txt"): row.reason for row in decisions.rejected_rows()}
        assert reasons == {id: REMOVED if id == removed else REMOVED_COPY for id in "abc"}
        assert (decisions.read, decisions.kept, decisions.duplicates, decisions.rejected) == (4, 1, 0, 3)


def test_all_versions_of_a_removed_page_go_and_the_copies_of_each(tmp_path: Path) -> None:
    rows = [key("a", "one"), key("a", "two"), key("b", "two"), key("c", "three"), key("a", "one")]
    with decided(tmp_path, rows, ["a"]) as decisions:
        assert kept(decisions) == ["", "", "", "c", ""]
        assert decisions.reject_reasons() == {REMOVED: 3, REMOVED_COPY: 1}


def test_what_shares_only_an_id_with_a_removed_text_stays(tmp_path: Path) -> None:
    # The first "a" is a copy of what is removed; the second has another text, and now it is the first of its id.
    with decided(tmp_path, [key("a", "one"), key("a", "two"), key("b", "one")], ["b"]) as decisions:
        assert kept(decisions) == ["", "a", ""]
        assert decisions.reject_reasons() == {REMOVED: 1, REMOVED_COPY: 1}


def test_names_of_removed_records_decide_nothing(tmp_path: Path) -> None:
    with decided(tmp_path, [key("a", unknown=("Kanat A",)), key("b", unknown=("Kanat A",))], ["a"]) as decisions:
        assert decisions.cluster(cluster_id(("b:0",))) == cluster_id(("b:0",))
        assert list(decisions.redirect_rows()) == []


def test_another_copy_never_brings_a_text_from_test_to_train(tmp_path: Path) -> None:
    # By their ids alone "i" is in test and "a" in train.
    with decided(tmp_path, [key("i", "t"), key("a", "t", "1999-01-01T00:00:00Z"), key("c")]) as decisions:
        assert [decision.split for decision in decisions.decisions()] == ["test", "test", "train"]


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


def test_the_kind_of_a_reason_has_no_details() -> None:
    reasons = ["invalid JSON: x at 3", "is no text (12 % control bytes)", "has the id of a.txt, but another text"]
    assert [kind(reason) for reason in reasons] == ["invalid JSON", "is no text", "has the id of another"]


days = st.sampled_from([None, "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z"])
rows = st.lists(st.builds(key, st.sampled_from("abcdefghi"), st.sampled_from("tuv"), days), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows)
def test_every_record_is_kept_copied_or_refused_as_the_rule_says(tmp_path: Path, rows: list[Key]) -> None:
    first: dict[str, Key] = {}
    for row in rows:
        first.setdefault(row.id, row)
    best: dict[str, tuple[str, str]] = {}
    for row in first.values():
        rank = (row.published or "~", row.id)
        best[row.text_hash] = min(best.get(row.text_hash, rank), rank)
    with decided(tmp_path, rows) as decisions:
        found = list(decisions.decisions())
        assert decisions.read == len(rows)
        assert decisions.kept == len(best)
        for row, decision in zip(rows, found, strict=True):
            assert decision.counts == (first[row.id] is row)
            if decision.counts:
                ids = [other.id for other in first.values() if other.text_hash == row.text_hash]
                assert decision.kept == best[row.text_hash][1]
                assert decision.split == max(map(split_of, ids), key=SPLITS.index)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows, st.sets(st.sampled_from("abcdefghi"), max_size=3))
def test_without_what_is_removed_all_is_decided_as_if_it_had_never_been(
    tmp_path: Path, rows: list[Key], removed: set[str]
) -> None:
    gone = {row.text_hash for row in rows if row.id in removed}
    left = [row for row in rows if row.text_hash not in gone]
    with decided(tmp_path, left) as decisions:
        expected = list(decisions.decisions())
        counts = decisions.kept, decisions.duplicates
    with decided(tmp_path, rows, removed) as decisions:
        found = zip(rows, decisions.decisions(), strict=True)
        assert [decision for row, decision in found if row.text_hash not in gone] == expected
        assert (decisions.kept, decisions.duplicates) == counts
        assert decisions.read == len(rows)
