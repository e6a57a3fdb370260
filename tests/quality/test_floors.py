"""Quality does not fall: what figures.py, spellings.py, names.py, language.py measure stays above floors.json."""

import json
import os
from pathlib import Path

import figures
import language
import mentions
import names
import pytest
import spelling_schemes as schemes

HERE = Path(__file__).parent


def below(measured: dict[str, float], table: str) -> dict[str, tuple[float, float]]:
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))[table]
    return {name: (measured[name], floor) for name, floor in floors.items() if measured[name] < floor}


def test_sample_corpus() -> None:
    measured = figures.sample_corpus()
    assert below(measured, "sample corpus") == {}
    assert measured["kept lines lost"] == 0


def test_spellings() -> None:
    measured = schemes.examples().figures | schemes.reversals(None, words=1_000, lossy=False).figures
    assert below(measured, "spellings") == {}


def name_figures(folder: Path | None) -> dict[str, float]:
    reports = names.measured(["recall", "negatives", "patronymics", "calibration"], folder)
    return {name: value for report in reports for name, value in report.details.items()}


def test_invented_names() -> None:
    assert below(name_figures(None), "invented names") == {}


def test_names(root: Path) -> None:
    folder = Path(os.environ.get("KZLING_SEEDS", root.parent / "shared")) / "data"
    if not (folder / "names" / "people_positive.tsv").exists():
        pytest.skip("pairs of names are not beside the project; set KZLING_SEEDS to the folder that has data/names/")
    assert below(name_figures(folder), "names") == {}


def test_pages() -> None:
    pytest.importorskip("trafilatura")
    assert below(figures.pages(), "pages") == {}


def test_articles_outside_the_project(root: Path) -> None:
    folder = Path(os.environ.get("KZLING_SEEDS", root.parent / "shared"))
    if not (folder / "gold" / "seed_gold.jsonl").exists():
        pytest.skip("annotated articles are not beside the project; set KZLING_SEEDS to their folder")
    measured = figures.seeds(folder)
    assert below(measured, "articles outside the project") == {}
    assert measured["lines removed that gold keeps"] == 0


def test_names_in_text() -> None:
    pytest.importorskip("slovnet")
    measured = {name: value for name, value in mentions.own().details.items() if name.endswith(", all")}
    assert below(measured, "names in text") == {}


def test_base_forms_of_names() -> None:
    measured = {name: value for name, value in mentions.lemmas().details.items() if name.endswith(", all")}
    assert below(measured, "base forms") == {}


def test_languages() -> None:
    found = language.mixed().figures | language.unknown().figures | {"chat": language.chat().figures["all"]}
    assert below(found, "languages") == {}


def test_languages_outside_the_project(root: Path) -> None:
    folder = Path(os.environ.get("KZLING_SEEDS", root.parent / "shared")) / "data"
    if not (folder / "language" / "short3to5words.tsv").exists():
        pytest.skip("sentences are not beside the project; set KZLING_SEEDS to the folder that has data/language/")
    short = language.short(folder, None)
    assert below(short.figures | short.details, "short texts") == {}
    assert short.figures["calibration error"] <= 0.03
    assert below(language.kazakh(folder, None).figures, "kazakh in all scripts") == {}
