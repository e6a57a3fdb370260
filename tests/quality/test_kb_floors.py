"""Resolution does not get worse: what resolution.py measures on the gold and on samples stays above kb_floors.json."""

import importlib
import json
import os
from pathlib import Path

import pytest

HERE = Path(__file__).parent
#: Queries of each pair of languages.
SAMPLE = 1


@pytest.fixture(autouse=True)
def beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands import their neighbours, as they do when they are run."""
    monkeypatch.syspath_prepend(HERE)


def missed(measured: dict[str, float], table: str) -> dict[str, tuple[float, float]]:
    """Give the figures of a table beyond their floor, or beyond the most they may be: figure and bound."""
    bounds = json.loads((HERE / "kb_floors.json").read_text(encoding="utf-8"))[table]
    low = {name: (measured[name], bound) for name, bound in bounds["least"].items() if measured[name] < bound}
    high = {name: (measured[name], bound) for name, bound in bounds["most"].items() if measured[name] > bound}
    return low | high


def test_dated_gold() -> None:
    gold = importlib.import_module("kb_dated")
    assert missed(gold.dated().details, "dated") == {}


def test_retrieval_of_invented_names() -> None:
    command = importlib.import_module("resolution")
    (report,) = command.measured(["retrieval"], command.Options(sample=4 * SAMPLE))
    assert missed(report.details, "invented names") == {}


def test_retrieval(root: Path) -> None:
    folder = Path(os.environ.get("KZLING_SEEDS", root.parent / "shared")) / "data"
    if not (folder / "names" / "people_positive.tsv").exists():
        pytest.skip("pairs of names are not beside the project; set KZLING_SEEDS to the folder that has data/names/")
    command = importlib.import_module("resolution")
    (report,) = command.measured(["retrieval"], command.Options(data=folder, sample=SAMPLE))
    assert missed(report.details, "names, a sample") == {}
