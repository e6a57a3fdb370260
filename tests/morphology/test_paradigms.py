import pytest

from kzling.errors import InvalidResource
from kzling.morphology.paradigms import CONSONANT, _compile, endings, endings_of, merged

LANGUAGES = {"be", "cs", "de", "en", "hu", "kk", "ky", "lt", "lv", "pl", "ru", "sk", "tr", "uk", "uz"}
#: Names that are said not to change.
OWN_LEMMAS = [("Лукашенко", "Лукашенко")]
GOOD = {"language": "xx", "script": "Latn", "paradigms": [], "tests": []}


def test_every_file_has_tests():
    assert all(e.cuts and e.tests for e in endings())
    assert {e.language for e in endings()} == LANGUAGES


@pytest.mark.parametrize(("language", "scripts"), [("kk", {"Arab", "Cyrl", "Latn"}), ("uz", {"Cyrl", "Latn"})])
def test_each_script_of_a_language_is_a_table(language, scripts):
    assert {e.script for e in endings() if e.language == language} == scripts
    assert [e.script for e in endings_of(language, "Latn")] == ["Latn"]


@pytest.mark.parametrize("language", sorted(LANGUAGES - {"en"}))
def test_many_examples(language):
    assert all(len(e.tests) >= 25 for e in endings() if e.language == language)


def test_examples_are_inflected():
    # A form is always among its own analyses, so that such an example would show nothing.
    assert [(form, lemma) for e in endings() for form, lemma in e.tests if form == lemma] == OWN_LEMMAS


def test_scripts_are_kept_apart():
    assert [e.script for e in endings_of("kk", "Cyrl")] == ["Cyrl"]
    assert endings_of("ru", "Latn") == ()


def test_no_cut_is_lost_in_one_table_of_all_languages():
    table, most = merged(None, "Latn")
    one_by_one = [
        ("" if cut.stem == CONSONANT else cut.stem, ending, cut.tail, e.language, cut.case)
        for e in endings_of(None, "Latn")
        for ending, cuts in e.cuts.items()
        for cut in cuts
    ]
    assert sorted((stem + ending, len(ending), *rest) for stem, ending, *rest in one_by_one) == sorted(
        (letters, row.length, row.tail, row.language, row.case) for letters, rows in table.items() for row in rows
    )
    assert max(map(len, table)) == most


def test_a_language_without_endings_has_an_empty_table():
    assert merged("xx", "Latn") == ({}, 0)


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
