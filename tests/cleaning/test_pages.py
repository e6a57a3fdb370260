"""The articles of whole pages: none is lost, and what is found does not get worse."""

import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

FIGURES = Path(__file__).parents[1] / "quality" / "figures.py"


@pytest.fixture(scope="module")
def figures() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kzling_figures", FIGURES)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("way", ["own", "own_with_vote"])
def test_the_articles_of_all_pages(figures: ModuleType, way: str) -> None:
    if way == "own_with_vote":
        pytest.importorskip("trafilatura")
    scores = figures.page_scores(getattr(figures, way))
    assert len(scores) == 14
    assert {page.name: page.characters.recall for page in scores if page.characters.recall < 0.85} == {}
    assert sum(page.lines.f1 for page in scores) / 14 >= 0.95
    assert sum(page.characters.f1 for page in scores) / 14 >= 0.98
    right = Counter(fact for page in scores for fact in page.facts)
    least = {"title": 13, "author": 12, "published": 13, "publisher": 13, "url": 13}
    assert {fact: right[fact] for fact, count in least.items() if right[fact] < count} == {}
