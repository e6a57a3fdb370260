"""What stands in a dataset beside its rows: periods of the picture, pictures, and that all of it is published."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import hub_server
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kzling
from kzling.corpus.describe import over_time, pictures
from kzling.corpus.statistics import Named, Statistics
from kzling.hub.folder import dataset_files
from kzling.model import PRIVATE_FILES
from kzling.orthography.schemes import schemes

NOTHING = Statistics(0, {}, {}, {}, {}, 0, 0, {}, {}, {}, (), {}, {}, {}, {}, 0, {})
SVG = "{http://www.w3.org/2000/svg}"
MONTHS = st.builds("{:04d}-{:02d}".format, st.integers(1, 9999), st.integers(1, 12)) | st.just("")
TAGS = st.sampled_from([f"l{number}-Latn" for number in range(12)])
PERIODS = st.dictionaries(MONTHS, st.dictionaries(TAGS, st.integers(1, 10**6), min_size=1), max_size=40)


def test_months_have_no_gap() -> None:
    slots, series = over_time({"2020-11": {"kk": 1}, "2021-02": {"kk": 2, "ru": 3}, "": {"uz": 9}})
    assert slots == ["2020-11", "2020-12", "2021-01", "2021-02"]
    assert series == {"ru": [0, 0, 0, 3], "kk": [1, 0, 0, 2]}


def test_no_day_is_known() -> None:
    assert over_time({"": {"kk": 3}}) == over_time({}) == ([], {})


@pytest.mark.parametrize(("last", "slots"), [("2022-12", 36), ("2023-01", 4)])
def test_above_36_months_years_are_shown(last: str, slots: int) -> None:
    shown, series = over_time({"2020-01": {"kk": 1}, "2020-05": {"kk": 1}, last: {"kk": 5}})
    assert len(shown) == slots
    assert (shown[0], shown[-1]) == (("2020-01", last) if slots == 36 else ("2020", "2023"))
    assert sum(series["kk"]) == 7


@pytest.mark.parametrize("wrong", ["0001-01", "9999-12"])
def test_a_wrong_date_makes_no_thousand_columns(wrong: str) -> None:
    slots, series = over_time({"2021-03": {"kk": 5}, "2022-03": {"ru": 6}, wrong: {"kk": 1}})
    assert slots == sorted([wrong[:4], "2021", "2022"])
    assert {tag: sum(row) for tag, row in series.items()} == {"kk": 6, "ru": 6}


def test_of_too_many_years_those_with_most_documents_are_shown() -> None:
    slots, series = over_time({f"{year:04d}-06": {"kk": 2 if year % 2 else 1} for year in range(1, 201)})
    assert len(slots) == 60
    assert slots == [f"{year:04d}" for year in range(1, 121, 2)]
    assert series == {"kk": [2] * 60}


@pytest.mark.parametrize("languages", [6, 7, 8, 30])
def test_the_smallest_languages_are_one(languages: int) -> None:
    tags = {f"l{number:02}": 100 - number for number in range(languages)}
    _, series = over_time({"2021-01": tags, "2021-02": tags})
    assert len(series) == min(languages, 7)
    if languages > 7:
        assert list(series)[-1] == "other"
        rest = sum(list(tags.values())[6:])
        assert series["other"] == [rest, rest]
    assert [next(iter(series.values())), len(series["l00"])] == [[100, 100], 2]


@given(periods=PERIODS)
def test_every_shown_document_is_in_one_column(periods: dict[str, dict[str, int]]) -> None:
    slots, series = over_time(periods)
    assert len(slots) <= 60
    assert slots == sorted(set(slots))
    assert len(series) <= 7
    shown = {month: tags for month, tags in periods.items() if month and month[: len(slots[0])] in slots}
    assert sum(map(sum, series.values())) == sum(sum(tags.values()) for tags in shown.values())
    if len(slots) < 60:
        assert shown == {month: tags for month, tags in periods.items() if month}


@given(periods=PERIODS, words=st.text(min_size=1), number=st.integers(0, 10**12))
def test_pictures_are_well_formed(periods: dict[str, dict[str, int]], words: str, number: int) -> None:
    named = Named(id="e", name=words, type="person", mentions=number, documents=number)
    spellings = {next(iter(schemes())): number, "": 7}
    for _, picture in pictures(replace(NOTHING, periods=periods, top=(named,), spellings=spellings)):
        root = ElementTree.fromstring(picture.encode())
        assert root.tag == f"{SVG}svg"
        kinds = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert kinds <= {"svg", "title", "desc", "rect", "text"}


def test_pictures_without_data() -> None:
    drawn = dict(pictures(NOTHING))
    assert list(drawn) == ["languages", "entities", "spellings"]
    assert all("No data" in picture for picture in drawn.values())


def test_all_that_is_described_is_in_the_manifest_and_published(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Tokayev left Astana on Monday.", encoding="utf-8")
    dataset = tmp_path / "out"
    kzling.build(tmp_path / "in", dataset, processes=1)
    described = {"README.md", "LICENSE", "statistics.json", "croissant.json"}
    described |= {f"pictures/{name}.svg" for name in ("languages", "entities", "spellings")}
    made = {path.relative_to(dataset).as_posix() for path in dataset.rglob("*") if path.is_file()}
    listed = {entry["path"] for entry in json.loads((dataset / "manifest.json").read_bytes())["files"]}
    assert described <= listed
    assert made - listed == {"manifest.json", *(made & PRIVATE_FILES)}
    _, files = dataset_files(dataset)
    assert {file.path for file in files} == listed | {"manifest.json"}
    for name in ("languages", "entities", "spellings"):
        ElementTree.parse(dataset / "pictures" / f"{name}.svg")
        assert f"](pictures/{name}.svg)" in (dataset / "README.md").read_text(encoding="utf-8")
    orjson.loads((dataset / "statistics.json").read_bytes())

    with hub_server.HubServer() as hub:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "HUGGING"))}
        own = {"HF_HOME": str(tmp_path / "hf"), "HF_ENDPOINT": hub.url, "HF_TOKEN": hub.token, "NO_PROXY": "127.0.0.1"}
        code = "import sys, kzling; kzling.publish(sys.argv[1], 'steppe/news')"
        subprocess.run(
            [sys.executable, "-c", code, str(dataset)],
            env={**kept, **own, "HF_HUB_DISABLE_XET": "1"},
            check=True,
            capture_output=True,
            timeout=120,
        )
        sent = {path: blob.data for path, blob in hub.repositories["steppe/news"].files.items()}
    assert set(sent) == listed | {"manifest.json", "CHANGELOG.md", ".gitattributes"}
    assert {path: sent[path] for path in described} == {path: (dataset / path).read_bytes() for path in described}
