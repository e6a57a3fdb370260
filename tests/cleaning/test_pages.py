"""The articles of whole pages."""

from pathlib import Path

import figures
import pytest

FIGURES = Path(__file__).parents[1] / "quality" / "figures.py"


@pytest.mark.parametrize("way", ["own", "own_with_vote"])
def test_no_article_is_lost(way: str) -> None:
    """What else is measured on these pages, and its floors: tests/quality."""
    if way == "own_with_vote":
        pytest.importorskip("trafilatura")
    scores = figures.page_scores(getattr(figures, way))
    assert len(scores) == 14
    assert {page.name: page.characters.recall for page in scores if page.characters.recall < 0.85} == {}
