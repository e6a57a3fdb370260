import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.errors import UsageError
from kzling.knowledge.base import KnowledgeBase
from kzling.resolution.resolve import resolve, resolve_many


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("Tokajew", "kz-person-tokayev"),
        ("Токаевым", "kz-person-tokayev"),
        ("Тоқаевтың", "kz-person-tokayev"),
        ("Касым-Жомарта Токаева", "kz-person-tokayev"),
        ("Tokaiev", "kz-person-tokayev"),
        ("Kassym-Jomart Kemelevich Tokayev", "kz-person-tokayev"),
        ("Нур-Султане", "kz-place-astana"),
        ("Tselinograd", "kz-place-astana"),
    ],
)
def test_who_is_meant(base: KnowledgeBase, name: str, entity: str) -> None:
    answer = resolve(name, kb=base)
    assert answer.entity is not None
    assert answer.entity.id == entity
    assert answer.verdict in ("same", "likely")
    assert answer.evidence


@pytest.mark.parametrize("name", ["Nurlan Nazarbayev", "Atlantis", "", "!!!", "Tokayev Street Market"])
def test_nobody_is_meant(base: KnowledgeBase, name: str) -> None:
    answer = resolve(name, kb=base)
    assert answer.entity is None
    assert answer.verdict in ("different", "unclear")


def test_the_type_asked_for(base: KnowledgeBase) -> None:
    assert resolve("Astana", type="person", kb=base).entity is None


NAMESAKES = KnowledgeBase.from_records(
    [
        {"id": "a", "type": "person", "names": [{"text": "Temur Umarov"}, {"text": "Umarov"}, {"text": "Carnegie"}]},
        {"id": "b", "type": "person", "names": [{"text": "Daniyar Umarov"}, {"text": "Umarov"}]},
        {"id": "old", "type": "place", "names": [{"text": "Petrovsk", "until": "1950", "kind": "former"}]},
        {"id": "new", "type": "place", "names": [{"text": "Petrovsk", "since": "1990"}]},
    ]
)


def test_two_bearers_are_unclear_and_both_are_named() -> None:
    answer = resolve("Umarov", kb=NAMESAKES)
    assert answer.entity is None
    assert answer.verdict == "unclear"
    assert [candidate.entity_id for candidate in answer.candidates] == ["a", "b"]


def test_context_decides() -> None:
    answer = resolve("Umarov", context="an expert of Carnegie", kb=NAMESAKES)
    assert answer.entity is not None
    assert answer.entity.id == "a"
    assert answer.verdict == "likely"


@pytest.mark.parametrize(("day", "entity"), [("1940", "old"), ("2000-01-01", "new"), (None, "new")])
def test_the_date_decides(day: str | None, entity: str) -> None:
    answer = resolve("Petrovsk", date=day, kb=NAMESAKES)
    assert answer.entity is not None
    assert answer.entity.id == entity


def test_a_former_name_is_marked(base: KnowledgeBase) -> None:
    answer = resolve("Nur-Sultan", date="2024-01-01", kb=base)
    assert any(e.kind == "date" and "not on 2024-01-01" in e.why for e in answer.evidence)


def test_a_wrong_date_is_refused(base: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match="is no date"):
        resolve("Astana", date="soon", kb=base)


def test_a_type_or_language_that_is_none_is_refused(base: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match="no type of entity; there are person, place"):
        resolve("Astana", type="city", kb=base)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="is no language"):
        resolve("Astana", lang="Kazakh", kb=base)


def test_many(base: KnowledgeBase) -> None:
    assert resolve_many(["Astana", "Tokajew"], kb=base) == [resolve("Astana", kb=base), resolve("Tokajew", kb=base)]


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_text_has_an_answer(base: KnowledgeBase, name: str) -> None:
    answer = resolve(name, kb=base)
    assert 0 <= answer.score <= 1
