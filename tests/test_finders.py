import pytest

from kzling.errors import UsageError
from kzling.finders import BUILT_IN, GAZETTEER_ALONE, chosen_finder
from kzling.knowledge.base import KnowledgeBase
from kzling.pipeline import analyze

TEXT = "Глава компании Пётр Верхоглядов приехал в Астану и выступил перед журналистами."


def test_the_built_in_finders() -> None:
    assert chosen_finder(None, None) is BUILT_IN
    assert chosen_finder("gazetteer", "kk") is GAZETTEER_ALONE
    assert GAZETTEER_ALONE.find(TEXT) == []


@pytest.mark.parametrize("name", ["nobody", "kazakh", "slovnet:model", "spacy", "spacy:", "stanza", "stanza:", ""])
def test_finders_that_are_none(name: str) -> None:
    with pytest.raises(UsageError, match="This version has no finder"):
        chosen_finder(name, None)


@pytest.mark.parametrize("told", [(1, 2), None, (0, 1_000, "place"), (3, 3, "place"), (0, 1, "planet"), "abc"])
def test_what_a_finder_must_not_give(told: object) -> None:
    with pytest.raises(UsageError):
        chosen_finder(lambda _: [told], None).find("text")  # type: ignore[list-item, return-value]


def test_every_mention_says_who_found_it(base: KnowledgeBase) -> None:
    pytest.importorskip("slovnet")
    found = {m.surface: (m.type, m.by) for m in analyze(TEXT, kb=base, finder="slovnet").mentions}
    assert found == {"Пётр Верхоглядов": ("person", "slovnet"), "Астану": ("place", "gazetteer")}


def test_a_pipeline_of_spacy_by_its_folder(base: KnowledgeBase, tmp_path: object) -> None:
    spacy = pytest.importorskip("spacy")
    pipeline = spacy.blank("ru")
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Пётр Верхоглядов"}])
    pipeline.to_disk(tmp_path)
    found = {m.surface: (m.type, m.by) for m in analyze(TEXT, kb=base, finder=f"spacy:{tmp_path}").mentions}
    assert found == {"Пётр Верхоглядов": ("person", "spacy"), "Астану": ("place", "gazetteer")}
