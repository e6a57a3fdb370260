"""Resolution does not get worse: what resolution.py measures on the gold and on samples stays above kb_floors.json."""

import json
import os
from pathlib import Path

import kb_dated as gold
import pytest
import resolution as command

HERE = Path(__file__).parent
#: Queries of each pair of languages.
SAMPLE = 1


def missed(measured: dict[str, float], table: str) -> dict[str, tuple[float, float]]:
    """Give the figures of a table beyond their floor, or beyond the most they may be: figure and bound."""
    bounds = json.loads((HERE / "kb_floors.json").read_text(encoding="utf-8"))[table]
    low = {name: (measured[name], bound) for name, bound in bounds["least"].items() if measured[name] < bound}
    high = {name: (measured[name], bound) for name, bound in bounds["most"].items() if measured[name] > bound}
    return low | high


def test_dated_gold() -> None:
    assert missed(gold.dated().details, "dated") == {}


def test_retrieval_of_invented_names() -> None:
    (report,) = command.measured(["retrieval"], command.Options(sample=4 * SAMPLE))
    assert missed(report.details, "invented names") == {}


def test_retrieval(root: Path) -> None:
    folder = Path(os.environ.get("KZLING_SEEDS", root.parent / "shared")) / "data"
    if not (folder / "names" / "people_positive.tsv").exists():
        pytest.skip("pairs of names are not beside the project; set KZLING_SEEDS to the folder that has data/names/")
    (report,) = command.measured(["retrieval"], command.Options(data=folder, sample=SAMPLE))
    assert missed(report.details, "names, a sample") == {}
