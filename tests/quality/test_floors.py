"""Quality does not fall: what figures.py, spellings.py, names.py, language.py measure stays above floors.json."""

import importlib
import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def figures() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kzling_figures", HERE / "figures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def below(measured: dict[str, float], table: str) -> dict[str, tuple[float, float]]:
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))[table]
    return {name: (measured[name], floor) for name, floor in floors.items() if measured[name] < floor}


def test_sample_corpus(figures: ModuleType) -> None:
    measured = figures.sample_corpus()
    assert below(measured, "sample corpus") == {}
    assert measured["kept lines lost"] == 0


def test_spellings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(HERE)
    schemes = importlib.import_module("spelling_schemes")
    measured = schemes.examples().figures | schemes.reversals(None, words=1_000, lossy=False).figures
    assert below(measured, "spellings") == {}


def name_figures(folder: Path | None) -> dict[str, float]:
    names = importlib.import_module("names")
    reports = names.measured(["recall", "negatives", "patronymics", "calibration"], folder)
    return {name: value for report in reports for name, value in report.details.items()}


def test_invented_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(HERE)
    assert below(name_figures(None), "invented names") == {}


def test_names(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    folder = Path(os.environ.get("KZLING_SEEDS", root.parent / "shared")) / "data"
    if not (folder / "names" / "people_positive.tsv").exists():
        pytest.skip("pairs of names are not beside the project; set KZLING_SEEDS to the folder that has data/names/")
    monkeypatch.syspath_prepend(HERE)
    assert below(name_figures(folder), "names") == {}


def test_pages(figures: ModuleType) -> None:
    pytest.importorskip("trafilatura")
    assert below(figures.pages(), "pages") == {}


def test_articles_outside_the_project(figures: ModuleType, root: Path) -> None:
    folder = Path(os.environ.get("KZLING_SEEDS", root.parent / "shared"))
    if not (folder / "gold" / "seed_gold.jsonl").exists():
        pytest.skip("annotated articles are not beside the project; set KZLING_SEEDS to their folder")
    measured = figures.seeds(folder)
    assert below(measured, "articles outside the project") == {}
    assert measured["lines removed that gold keeps"] == 0


def test_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(HERE)
    language = importlib.import_module("language")
    found = language.mixed().figures | language.unknown().figures | {"chat": language.chat().figures["all"]}
    assert below(found, "languages") == {}


def test_languages_outside_the_project(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    folder = Path(os.environ.get("KZLING_SEEDS", root.parent / "shared")) / "data"
    if not (folder / "language" / "short3to5words.tsv").exists():
        pytest.skip("sentences are not beside the project; set KZLING_SEEDS to the folder that has data/language/")
    monkeypatch.syspath_prepend(HERE)
    language = importlib.import_module("language")
    short = language.short(folder, None)
    assert below(short.figures | short.details, "short texts") == {}
    assert short.figures["calibration error"] <= 0.03
    assert below(language.kazakh(folder, None).figures, "kazakh in all scripts") == {}
