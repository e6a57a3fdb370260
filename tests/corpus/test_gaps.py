"""What a dataset shows that its base lacks."""

from typing import Any

from kzling.corpus.gaps import Gap, gaps
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.records import CLUSTER

BASE = KnowledgeBase.from_records(
    [
        {
            "id": "kz-place-astana",
            "type": "place",
            "names": [
                {"text": "Астана", "lang": "ru", "since": "2022-09-17"},
                {"text": "Нур-Султан", "lang": "ru", "kind": "former", "since": "2019-03-23", "until": "2022-09-17"},
            ],
        },
        {"id": "a", "type": "person", "names": [{"text": "Ержан Есенов", "lang": "ru"}]},
        {"id": "b", "type": "person", "names": [{"text": "Ерлан Есенов", "lang": "ru"}]},
    ]
)


def row(lemma: str, document: str, entity_id: str, **more: Any) -> dict[str, Any]:
    known = {"type": "person", "language": "ru", "evidence": [], "surface": lemma}
    return {**known, "lemma": lemma, "document_id": document, "entity_id": entity_id, **more}


def shown(gap: Gap) -> tuple[str, str, int, int, str | None]:
    return gap.kind, gap.name, gap.documents, gap.mentions, gap.entity_id


def test_frequent_names_go_first() -> None:
    rows = [
        row("Канат Алтынбаев", "1", f"{CLUSTER}1"),
        row("Канат Алтынбаев", "1", f"{CLUSTER}1"),
        row("Қанат Алтынбаев", "1", f"{CLUSTER}1", language="kk"),
        row("Айнур Курманов", "1", f"{CLUSTER}2"),
        row("Айнур Курманов", "2", f"{CLUSTER}2"),
    ]
    found = list(gaps(rows, BASE))
    assert list(map(shown, found)) == [
        ("unknown", "Айнур Курманов", 2, 2, None),
        ("unknown", "Канат Алтынбаев", 1, 3, None),
    ]
    draft = found[1].draft
    assert draft is not None
    assert draft["id"] == "draft-person-kanat-altynbayev"
    assert [(name["text"], name["lang"]) for name in draft["names"]] == [
        ("Канат Алтынбаев", "ru"),
        ("Қанат Алтынбаев", "kk"),
    ]
    assert KnowledgeBase.from_records([draft]).search("Қанат Алтынбаев")


def test_a_near_miss_is_a_line_of_overrides() -> None:
    [gap] = gaps([row("Есенов", "1", f"{CLUSTER}1")], BASE)
    assert (gap.kind, gap.entity_id in ("a", "b")) == ("near", True)
    assert gap.draft is not None
    assert (gap.draft["op"], gap.draft["name"]["text"]) == ("name", "Есенов")


def test_a_name_outside_its_dates() -> None:
    def reason(day: str) -> dict[str, Any]:
        return {"kind": "former", "weight": -1.5, "why": f"Нур-Султан was its name to 2022: a former name on {day}."}

    rows = [
        row("Нур-Султан", day, "kz-place-astana", type="place", evidence=[reason(day)])
        for day in ("2023-01-01", "2024-01-01")
    ]
    assert [shown(gap) for gap in gaps(rows, BASE)] == [("dates", "Нур-Султан", 2, 2, "kz-place-astana")]
    office = {"kind": "office", "weight": -3.0, "why": "In office before that day."}
    assert list(gaps([row("президент", "1", "a", evidence=[office])], BASE)) == []
    assert list(gaps([row("Астана", "1", "kz-place-astana", type="place")], BASE)) == []


def test_what_the_base_knows_by_now_is_no_gap() -> None:
    assert list(gaps([row("Ержан Есенов", "1", f"{CLUSTER}1")], BASE)) == []


def test_a_near_miss_that_is_listed_already_needs_no_line() -> None:
    twice = KnowledgeBase.from_records(
        [{"id": one, "type": "person", "names": [{"text": "Ержан Есенов", "lang": "ru"}]} for one in ("a", "b")]
    )
    [gap] = gaps([row("Ержан Есенов", "1", f"{CLUSTER}1")], twice)
    assert (gap.kind, gap.draft) == ("near", None)
    assert "a (0.50) or b (0.50)" in gap.why


def test_drafts_of_one_id_are_numbered() -> None:
    rows = [row(name, "1", f"{CLUSTER}{name}", language="zh") for name in ("王毅", "李强")]
    drafts = [gap.draft for gap in gaps(rows, BASE)]
    assert [draft and draft["id"] for draft in drafts] == ["draft-person-name", "draft-person-name-2"]


def test_blank_names_are_passed_over() -> None:
    assert list(gaps([row(" ", "1", f"{CLUSTER}1")], BASE)) == []


def test_known_names_take_no_place() -> None:
    rows = [row("Ержан Есенов", "1", f"{CLUSTER}1"), row("Ержан Есенов", "2", f"{CLUSTER}1")]
    rows.append(row("Айнур Курманов", "1", f"{CLUSTER}2"))
    assert [gap.name for gap in gaps(rows, BASE, most=1)] == ["Айнур Курманов"]


def test_so_many_of_each_kind() -> None:
    rows = [row(f"Имя{'абвгд'[n]} Фамилия{'абвгд'[n]}", "1", f"{CLUSTER}{n}") for n in range(5)]
    assert len(list(gaps(rows, BASE, most=2))) == 2
