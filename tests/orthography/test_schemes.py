import subprocess
import sys
from pathlib import Path

import pytest

from kzling import data
from kzling.errors import InvalidResource, UnknownScheme
from kzling.orthography import schemes as module
from kzling.orthography.schemes import directions, scheme_ids, schemes
from kzling.orthography.table import compile_table

ROOT = Path(__file__).parent.parent.parent
GOOD = {
    "id": "xx-yy", "name": "n", "from_lang": "ru", "from_script": "Cyrl", "script": "Latn", "to_orthography": "yy",
    "attestation": "low", "sources": ["a norm"], "letters": {"а": "a"}, "examples": [["а", "a"]] * 8,
}  # fmt: skip


def test_listing_reads_no_file(monkeypatch):
    scheme_ids.cache_clear()
    monkeypatch.setattr(data, "read_yaml", lambda path: pytest.fail(f"{path} was read"))
    assert "ru-pl" in schemes()
    assert len(list(schemes())) == len(schemes()) == len(list((ROOT / "resources" / "schemes").glob("*.yml")))


def test_scheme_says_what_it_is():
    scheme = schemes()["kk-latn-2018"]
    assert (scheme.source_language, scheme.target, scheme.target_script) == ("kk", "kk-Latn", "Latn")
    assert (scheme.since, scheme.until) == ("2018-02-19", "2021-01-28")


@pytest.mark.parametrize("scheme_id", scheme_ids())
def test_every_file_is_complete(scheme_id):
    scheme = schemes()[scheme_id]
    assert scheme.id == scheme_id
    assert type(scheme).from_dict(scheme.to_dict()) == scheme


def test_directions_are_those_of_the_schemes():
    assert list(directions()) == list(scheme_ids())
    for scheme_id, scheme in schemes().items():
        asked = (scheme.source_language, scheme.source_script, scheme.target, scheme.target_script)
        assert directions()[scheme_id] == asked


def test_unknown_id_names_the_nearest():
    with pytest.raises(UnknownScheme, match="near it are ru-pl"):
        schemes()["ru-plx"]
    assert schemes().get("ru-plx") is None
    assert "ru-plx" not in schemes()


@pytest.mark.parametrize("scheme_id", ["RU-PL", "ru_pl", "", "東京", "x" * 100_000])
def test_three_ids_are_always_named(scheme_id):
    with pytest.raises(UnknownScheme, match=r"; near it are \S+, \S+, \S+\.$") as error:
        schemes()[scheme_id]
    if scheme_id == "RU-PL":
        assert "near it are ru-pl," in str(error.value)


@pytest.mark.parametrize("scheme_id", [["a"], None, 1, {}])
def test_an_id_is_a_string(scheme_id):
    assert scheme_id not in schemes()
    with pytest.raises(UnknownScheme, match="The id of a scheme is a string such as ru-pl, not"):
        module.table(scheme_id)


def test_reversible_schemes():
    assert {
        scheme_id for scheme_id in ("ru-iso9", "kk-iso9", "ru-icao", "ru-pl") if schemes()[scheme_id].reversible
    } == {
        "ru-iso9",
        "kk-iso9",
    }


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rules": [{"from": "б"}]}, r"schemes/xx-yy.yml, rule 1 \(б\): the key to is missing"),
        (
            {"rules": [{"from": "а", "to": "b"}, {"from": "б", "too": "b", "to": "b"}]},
            r"rule 2 \(б\): unknown key too",
        ),
        ({"rules": [{"from": "б", "to": "b", "after": ["X"]}]}, r"rule 1 \(б\): no class is called X"),
        ({"rules": [{"from": "б", "to": "b", "after": "X"}]}, r"rule 1 \(б\): the condition"),
        ({"rules": ["б"]}, "rule 1"),
        ({"word_rules": [{"prefix": "a"}]}, "word_rules: a rule for words needs the keys prefix and if_contains"),
        ({"letters": {"а": True}}, "letters а: the output True must be a string"),
        ({"letters": {"а": "a\u0308"}}, "letters а: the output .* is not in NFC"),
        ({"letters": {"аб": "a"}}, "letters аб: a key must be one letter"),
        ({"letter_alt": {"я": ["ya"]}}, "letter_alt я: the letter is not in letters"),
        ({"letter_alt": {"а": "ya"}}, "letters а: the other outputs 'ya' must be a list of strings"),
        ({"letter_alt": {"а": None}}, "letters а: the other outputs None must be a list of strings"),
        ({"letter_alt": {"а": [1]}}, "letters а: the output 1 must be a string"),
        ({"rules": [{"from": "б", "to": "b", "alt": "p"}]}, r"rule 1 \(б\): the other outputs 'p' must be a list"),
        ({"rules": [{"from": "б", "to": "b", 1: "p", None: ""}]}, r"rule 1 \(б\): unknown key 1"),
        ({"word_rules": ["б"]}, "word_rules: a rule for words needs the keys prefix and if_contains"),
        (
            {"word_rules": [{"prefix": "a", "if_contains": "б", "unless_contains": None}]},
            "word_rules: prefix, if_contains and unless_contains must be strings",
        ),
    ],
)
def test_broken_rule_is_named(change, message):
    with pytest.raises(InvalidResource, match=message):
        compile_table(GOOD | change, "schemes/xx-yy.yml")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ([], "must be a mapping"),
        (GOOD | {"id": "other"}, "the id must be the name of the file"),
        (GOOD | {"lettres": {}}, "unknown key lettres"),
        (GOOD | {"examples": [["а"]]}, "must be a pair"),
        (GOOD | {"since": 2018}, "since must be a quoted date, not 2018"),
        (GOOD | {"since": "2018-13"}, "since must be a quoted date, not 2018-13"),
        (GOOD | {"until": "spring 2018"}, "until must be a quoted date"),
        (GOOD | {"since": "2018-02", "until": "2018"}, "since, 2018-02, must be before until, 2018"),
        (GOOD | {"classes": ["а"]}, "classes must be a mapping"),
        (GOOD | {"classes": {"V": None}}, "classes V must be a string, not None"),
        (GOOD | {"capitals": {"a": 1}}, "capitals a must be a string, not 1"),
        (GOOD | {"letter_alt": None}, "letter_alt must be a mapping"),
        (GOOD | {"exonyms": ["а"]}, "exonym а must be a pair"),
        (GOOD | {"exonyms": None}, "exonyms must be a list"),
        (GOOD | {"caps": "all"}, "caps must be first, not 'all'"),
        (GOOD | {"dotted_i": "yes"}, "dotted_i must be true or false"),
        (GOOD | {"notes": ["a"]}, "notes must be a string"),
        (GOOD | {"rules": {"from": "а"}}, "rules must be a list"),
        (GOOD | {"sources": []}, "sources must be a list of strings, at least one"),
        (GOOD | {"examples": GOOD["examples"][:7]}, "there must be 8 examples or more, not 7"),
        (GOOD | {"attestation": "sure"}, "the attestation must be one of standard, very-high, high, medium, low"),
        ({key: value for key, value in GOOD.items() if key != "letters"}, "letters must be a mapping"),
    ],
)
def test_broken_file_is_named(monkeypatch, raw, message):
    monkeypatch.setattr(module, "scheme_ids", lambda: ("xx-yy",))
    monkeypatch.setattr(data, "read_yaml", lambda path: raw)
    with pytest.raises(InvalidResource, match=rf"schemes/xx-yy.yml: .*{message}"):
        module.table("xx-yy")


@pytest.mark.parametrize(
    "dates",
    [{}, {"since": "1929"}, {"since": "2018-02-19", "until": "2021-01-28"}, {"since": "2021", "until": "2021-04"}],
)
def test_dates_may_be_years_or_months(dates):
    assert module.shape_faults(GOOD | dates, "xx-yy") == []


def test_first_use_reads_one_scheme():
    code = (
        "import kzling; from kzling.orthography import schemes;"
        "print(kzling.transliterate('Тоқаев', 'kk-latn-2021'), schemes._compiled.cache_info().currsize)"
    )
    run = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert run.stdout == "Toqaev 1\n"
