"""Answers are kept by the identity of an entity, or with the base they were found in."""

from pathlib import Path

from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.memo import Answers, kept
from kzling.model import Entity, Name


def test_asked_once_until_the_memory_is_full() -> None:
    asked: list[tuple[str, str]] = []

    @kept(most=2)
    def name_in(entity: Entity, language: str) -> str:
        asked.append((entity.id, language))
        return entity.names[0].text + language

    one, other = Entity("a", (Name("A"),)), Entity("a", (Name("B"),))
    assert [name_in(one, "en"), name_in(one, "en"), name_in(other, "en")] == ["Aen", "Aen", "Ben"]
    assert len(asked) == 2
    name_in(one, "kk")
    name_in(one, "en")
    assert len(asked) == 4


def test_found_once_in_each_base_until_it_changes(tmp_path: Path) -> None:
    found: list[str] = []

    def find() -> str:
        found.append("asked")
        return f"answer {len(found)}"

    answers = Answers[str, str](8)
    record = {"id": "a", "type": "person", "names": [{"text": "A"}]}
    other = KnowledgeBase.from_records([record])
    other.save(tmp_path / "one.kb")
    one = KnowledgeBase.open(tmp_path / "one.kb")
    assert [answers.get(one, "name", find) for _ in range(2)] == ["answer 1", "answer 1"]
    assert answers.get(other, "name", find) == "answer 2"
    one.add([record | {"id": "b"}])
    one.refresh()
    assert answers.get(one, "name", find) == "answer 3"


def test_what_was_asked_for_longest_ago_is_forgotten_first() -> None:
    found: list[str] = []
    base = KnowledgeBase.from_records([{"id": "a", "type": "person", "names": [{"text": "A"}]}])
    answers = Answers[str, str](4)

    def ask(key: str) -> None:
        answers.get(base, key, lambda: found.append(key) or key)

    for key in ("a", "b", "c", "d", "a", "e", "a", "d", "b"):
        ask(key)
    assert found == ["a", "b", "c", "d", "e", "b"]
