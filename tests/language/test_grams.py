"""The models of letters: their files, and what words cost."""

import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling import data
from kzling.errors import InvalidResource
from kzling.language import grams as module
from kzling.language.grams import ORDER, OTHERS, costs, grams, write
from kzling.language.profiles import by_script

SCRIPTS = ("Cyrl", "Latn", "Arab")


@pytest.fixture(scope="module")
def training() -> ModuleType:
    path = Path(__file__).parents[2] / ".ci" / "languages.py"
    spec = importlib.util.spec_from_file_location("kzling_languages", path)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_model_has_the_languages_of_the_files(script: str) -> None:
    model = grams(script)
    assert model is not None
    assert model.languages == (*(p.language for p in by_script()[script]), OTHERS)


def test_a_script_of_one_language_has_no_model() -> None:
    assert grams("Geor") is None
    assert grams("../../etc") is None


@given(st.text(max_size=400))
def test_any_word_has_costs(word: str) -> None:
    model = grams("Cyrl")
    assert model is not None
    found = costs(word, model)
    assert len(found) == len(model.languages)
    assert min(found) >= 0


@pytest.mark.parametrize(
    "content", [b"", b"{}\n", b'{"languages": ["ru"], "runs": 2}\na\n\x01\x02', b'{"languages": 1}\n', b"\xff"]
)
def test_a_damaged_file_is_said(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "read_bytes", lambda path: content)
    with pytest.raises(InvalidResource, match=r"resources/languages/Cyrl\.grams"):
        module.grams.__wrapped__("Cyrl")


def test_training_gives_the_same_bytes_and_tells_languages_apart(
    training: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = {"kk": Counter({"және": 3.0, "бұл": 2.0}), "ru": Counter({"это": 3.0, "который": 2.0})}
    words[OTHERS] = Counter({"ма": 1.0})
    written = []
    for name in ("one", "two"):
        model = training.train(words, Counter({"және": 0.1}), 60)
        write(tmp_path / name, "Cyrl", list(words), model)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    assert max(len(run) for run in model) <= ORDER
    monkeypatch.setattr(data, "read_bytes", lambda path: written[0])
    trained = module.grams.__wrapped__("Cyrl")
    for word, language in (("және", "kk"), ("который", "ru")):
        found = costs(word, trained)
        assert trained.languages[found.index(min(found))] == language


@pytest.mark.parametrize(
    ("row", "held"),
    [("flores:kaz_Cyrl:1", True), ("ntrex:rus:16:w2-7", True), ("ntrex:kaz:2", False), ("xwmt:kk-en.kk:1", False)],
)
def test_lines_are_held_out_in_all_languages(training: ModuleType, row: str, held: bool) -> None:
    assert training.held_out(row) is held
