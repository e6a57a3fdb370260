"""Answers are kept by the identity of an entity."""

from kzling.knowledge.memo import kept
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
