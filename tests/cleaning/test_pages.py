"""The articles of whole pages."""

import importlib.util
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
def test_no_article_is_lost(figures: ModuleType, way: str) -> None:
    """What else is measured on these pages, and its floors: tests/quality."""
    if way == "own_with_vote":
        pytest.importorskip("trafilatura")
    scores = figures.page_scores(getattr(figures, way))
    assert len(scores) == 14
    assert {page.name: page.characters.recall for page in scores if page.characters.recall < 0.85} == {}
