from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.knowledge.base import MOST_CANDIDATES, KnowledgeBase
from kzling.knowledge.lookup import filed_under, groups
from kzling.model import Entity, Name


def base_of(**names: str) -> KnowledgeBase:
    kinds = {"p": "person", "o": "organization"}
    return KnowledgeBase.from_records(
        {"id": entity, "type": kinds.get(entity[0], "place"), "names": [{"text": text} for text in text.split("|")]}
        for entity, text in names.items()
    )


def ids(base: KnowledgeBase, name: str, **options: object) -> list[list[str]]:
    return [[entity.id for entity in group] for group in base.candidate_groups(name, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Касым-Жомарт Токаев", 0),
        ("Kassym-Jomart Tokayev", 0),
        ("Tokajew, Kasym-Żomart", 0),
        ("Токаев Касым Жомарт Кемелевич", 0),
        ("президент Касым Токаев", 0),
        ("Tokayev", 2),
        ("К. Токаев", 2),
    ],
)
def test_a_person_is_found_by_any_two_words(name: str, place: int) -> None:
    base = base_of(p1="Касым-Жомарт Кемелевич Токаев", p2="Кемел Иванов", c3="Токмок")
    found = ids(base, name)
    assert found[place][0] == "p1"
    assert len(found) == 4


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Nur-Sultan", 0),
        ("Нурсултан", 0),
        ("Nur Sultan", 0),
        ("Нур-Султан қаласы", 0),
        ("Султан", 2),
        ("Нурсутан", 3),
        ("Мурсултан", 3),
    ],
)
def test_a_place_is_found_however_its_words_are_joined(name: str, place: int) -> None:
    assert ids(base_of(c1="Нұр-Сұлтан", c2="Караганда"), name)[place] == ["c1"]


def test_figures_are_words() -> None:
    base = base_of(**{f"o{number}": f"Школа № {number}" for number in range(1, 100)})
    assert ids(base, "School No. 57 / Школа 57")[0][0] == "o57"


def test_those_who_share_all_words_go_before_the_heavier() -> None:
    same = [
        {"id": f"p{n}", "type": "person", "weight": 9, "names": [{"text": text}]}
        for n, text in enumerate(["Александр Сергеевич Попов", "Александр Петрович Иванов"] * 200)
    ]
    sought = {"id": "x", "type": "person", "names": [{"text": "Александр Сергеевич Иванов"}]}
    short = {"id": "y", "type": "person", "names": [{"text": "Сергеевич Иванов"}]}
    base = KnowledgeBase.from_records([*same, sought, short])
    found = ids(base, "Иванов Александр Сергеевич")
    assert (found[0], found[1][0]) == (["x"], "y")
    assert [len(group) for group in found] == [1, MOST_CANDIDATES, MOST_CANDIDATES, 0]


def test_a_group_is_looked_for_when_it_is_asked_for() -> None:
    asked: list[str] = []

    def numbers(key: str, limit: int) -> Sequence[int]:
        asked.append(key)
        return ()

    looking = groups("Нур-Султан", {}, numbers, limit=9)
    seen = []
    for _ in range(4):
        assert next(looking) == []
        seen.append({key[0] for key in asked})
    assert seen == [{"2", "1"}, {"2", "1"}, {"2", "1", "*"}, {"2", "1", "*", "~"}]


def test_base_forms_count_like_the_word() -> None:
    base = base_of(p1="Анна Жук", c1="Рим")
    assert ids(base, "Жуком", forms={"Жуком": ["Жук"]})[2] == ["p1"]
    assert ids(base, "Рима", forms={"Рима": ["Рим"]})[0] == ["c1"]


def test_types() -> None:
    base = base_of(p1="Абай Кунанбаев", c1="Абай")
    assert ids(base, "Abai")[:3] == [["c1"], [], ["p1"]]
    assert ids(base, "Abai", type="person")[:3] == [[], [], ["p1"]]
    assert [entity.id for entity in base.candidates("Abai", type="person")] == ["p1"]
    assert base.candidates("Abai", type="group") == []


def test_persons_have_no_near_keys() -> None:
    name = (Name("Каражанбас"),)
    assert {key[0] for key in filed_under(Entity("p", name, "person"))} == {"=", "1"}
    assert {key[0] for key in filed_under(Entity("c", name, "place"))} == {"=", "1", "~"}


@given(st.text(max_size=60))
def test_any_text_has_keys(text: str) -> None:
    keys = filed_under(Entity("x", (Name(text),)))
    assert keys == filed_under(Entity("x", (Name(text), Name(text))))
    base = KnowledgeBase.from_records([{"id": "x", "names": [{"text": f"{text} Абай"}]}])
    assert "x" in [entity.id for group in base.candidate_groups(f"{text} Абай") for entity in group]
    assert base.search(f"{text} Абай")[0].id == "x"
