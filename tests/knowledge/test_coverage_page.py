"""The page that counts the default base is current."""

import runpy
from pathlib import Path

from kzling import data
from kzling.knowledge.loading import default_records


def test_the_page_is_current(root: Path) -> None:
    made = runpy.run_path(str(root / ".ci" / "page.py"))["page"](default_records())
    assert data.read_text("knowledge/COVERAGE.md") == made, "run make compiled"


def test_counts(root: Path) -> None:
    names = [
        {"lang": "ru", "kind": "official", "source": "x"},
        {"lang": "kk", "kind": "former", "source": "y", "until": "1991"},
    ]
    record = {"id": "kz-place-x", "type": "place", "names": names, "attributes": {}, "ids": {"geonames": "1"}}
    page = runpy.run_path(str(root / ".ci" / "page.py"))["page"]([record])
    for line in (
        "1 entities, 2 names.",
        "| place | 1 |",
        "| former names | 1 |",
        "| ids in geonames | 1 |",
        "| x | 1 |",
    ):
        assert line in page
