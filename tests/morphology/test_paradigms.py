import pytest

from kzling.errors import InvalidResource
from kzling.morphology.paradigms import _compile, endings, endings_of

GOOD = {"language": "xx", "script": "Latn", "paradigms": [], "tests": []}


def test_every_file_has_tests():
    assert all(e.cuts and e.tests for e in endings())
    assert {e.language for e in endings()} == {"ru", "uk", "kk", "pl", "de", "en", "cs", "lt", "lv", "hu", "tr"}


def test_scripts_are_kept_apart():
    assert [e.script for e in endings_of("kk", "Cyrl")] == ["Cyrl"]
    assert endings_of("ru", "Latn") == ()


def test_columns_do_not_mix():
    slots = {"a": [["pl", "лар", "лер"]], "b": [["gen", "дың", "дің"]]}
    raw = GOOD | {"slots": slots, "paradigms": [{"id": "p", "ending": ["*"], "chains": [["a", "b"]]}]}
    assert set(_compile(raw, "m").cuts) == {"лардың", "лердің"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"paradigm": []}, "unknown key paradigm"),
        (
            {"paradigms": [{"id": "p", "ending": ["a"], "cut": 2, "add": [["gen", "o"]]}]},
            "paradigm p: cut 2 is longer",
        ),
        ({"paradigms": [{"id": "p", "endings": ["a"]}]}, "paradigm p: unknown key endings"),
        ({"paradigms": [{"id": "p", "ending": ["*"], "chains": [["x"]]}]}, "paradigm p: no slot is called x"),
    ],
)
def test_broken_file_is_named(change, message):
    with pytest.raises(InvalidResource, match=f"resources/morphology/xx.yml.*{message}"):
        _compile(GOOD | change, "morphology/xx.yml")
