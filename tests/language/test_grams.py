"""The models of letters: their files, and what words cost."""

import json
from collections import Counter
from pathlib import Path
from struct import unpack

import languages as training
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling import data
from kzling.errors import InvalidResource
from kzling.language import grams as module
from kzling.language.grams import LANE, MOST, MOST_AGAINST, ORDER, OTHERS, START, STEP, Grams, grams, write
from kzling.language.profiles import by_script

SCRIPTS = ("Cyrl", "Latn", "Arab")


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_model_has_the_languages_of_the_files(script: str) -> None:
    model = grams(script)
    assert model is not None
    assert model.languages == (*(p.language for p in by_script()[script]), OTHERS)


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_letter_tells_too_much(script: str) -> None:
    head, _, body = data.read_bytes(f"languages/{script}.grams").partition(b"\n")
    stated = json.loads(head)
    assert max(body[-stated["runs"] * len(stated["languages"]) :]) <= MOST


def test_a_script_of_one_language_has_no_model() -> None:
    assert grams("Geor") is None
    assert grams("../../etc") is None


def signed(lanes: int, number: int) -> tuple[int, ...]:
    signs = sum(1 << LANE * lane + LANE - 1 for lane in range(number))
    return unpack(f"<{number}i", ((lanes + signs) ^ signs).to_bytes(LANE // 8 * number, "little"))


def told(word: str, model: Grams) -> dict[str, int]:
    return dict(zip(model.languages, signed(model.gains(word), len(model.languages)), strict=True))


@given(st.text(max_size=400))
def test_no_word_speaks_too_much_against_a_language(word: str) -> None:
    model = grams("Cyrl")
    assert model is not None
    found = told(word, model)
    assert found[OTHERS] == 0
    assert min(found.values()) >= -MOST_AGAINST / STEP


#: What runs of letters cost in two languages and in others; of "ab" and "b" the first is the longer one.
_ROWS = {"a": (0, 2, 1), "^a": (0, 30, 2), "b": (9, 0, 0), "ab": (4, 0, 10), "$": (0, 0, 1), "b$": (90, 0, 7)}


@pytest.mark.parametrize(
    ("word", "gains"),
    [
        ("a", (2 + 1 - 0 - 0, 2 + 1 - 30 - 0)),
        ("ab", (2 + 10 + 7 - 0 - 4 - 90, 2 + 10 + 7 - 30 - 0 - 0)),
        ("cb", (0 + 7 - 9 - 90, 0 + 7 - 0 - 0)),  # no run has c
        ("", (1 - 0, 1 - 0)),
        ("aaa", (2 + 1 + 1 + 1 - 0, 2 + 1 + 1 + 1 - 30 - 2 - 2)),
    ],
)
def test_gains_are_those_of_the_longest_runs(word: str, gains: tuple[int, int]) -> None:
    model = Grams(("kk", "ru", OTHERS), list(_ROWS), b"".join(map(bytes, _ROWS.values())))
    least = round(-MOST_AGAINST / STEP)
    expected = (*(max(gain, least) for gain in gains), 0)
    for _ in range(2):  # rows are kept once they were read
        assert signed(model.gains(word), 3) == expected


@pytest.mark.parametrize(
    "content", [b"", b"{}\n", b'{"languages": ["ru"], "runs": 2}\na\n\x01\x02', b'{"languages": 1}\n', b"\xff"]
)
def test_a_damaged_file_is_said(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "read_bytes", lambda path: content)
    with pytest.raises(InvalidResource, match=r"resources/languages/Cyrl\.grams"):
        module.grams.__wrapped__("Cyrl")


def test_training_gives_the_same_bytes_and_tells_languages_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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
    assert all(len(run) == 1 or run[:-1] in (START, *model) for run in model)
    monkeypatch.setattr(data, "read_bytes", lambda path: written[0])
    trained = module.grams.__wrapped__("Cyrl")
    for word, language in (("және", "kk"), ("который", "ru")):
        found = told(word, trained)
        assert max(found, key=lambda name: found[name]) == language


@pytest.mark.parametrize(
    ("row", "held"),
    [("flores:kaz_Cyrl:1", True), ("ntrex:rus:16:w2-7", True), ("ntrex:kaz:2", False), ("xwmt:kk-en.kk:1", False)],
)
def test_lines_are_held_out_in_all_languages(row: str, held: bool) -> None:
    assert training.held_out(row) is held
