"""The files of resources/languages."""

import csv
from pathlib import Path

import pytest

from kzling import data
from kzling.language.profiles import FOLDER, by_script, prior, profiles
from kzling.text.scripts import SCRIPTS

REQUIRED = {
    ("kk", "Cyrl"), ("kk", "Latn"), ("kk", "Arab"), ("ru", "Cyrl"), ("en", "Latn"), ("uk", "Cyrl"), ("be", "Cyrl"),
    ("pl", "Latn"), ("de", "Latn"), ("ky", "Cyrl"), ("tt", "Cyrl"), ("uz", "Latn"), ("uz", "Cyrl"), ("tr", "Latn"),
    ("az", "Latn"), ("bg", "Cyrl"), ("cs", "Latn"), ("fr", "Latn"), ("es", "Latn"), ("it", "Latn"), ("lt", "Latn"),
    ("lv", "Latn"), ("crh", "Latn"), ("ug", "Arab"), ("fa", "Arab"), ("ar", "Arab"), ("az", "Latn"), ("tk", "Latn"),
    ("hy", "Armn"), ("ka", "Geor"), ("el", "Grek"), ("he", "Hebr"), ("zh", "Hani"),
}  # fmt: skip


@pytest.mark.parametrize("path", data.names(FOLDER))
def test_file_holds_these_fields_and_no_others(path: str) -> None:
    raw = data.read_yaml(path)
    assert set(raw) == {"language", "script", "prior", "letters", "words", "suffixes", "sources"}
    assert raw["script"] in SCRIPTS
    assert raw["sources"]
    assert all(isinstance(source, str) and source for source in raw["sources"])
    stem = path.removeprefix(f"{FOLDER}/").removesuffix(".yml")
    assert stem in (raw["language"], f"{raw['language']}-{raw['script']}")


@pytest.mark.parametrize("profile", profiles(), ids=lambda p: f"{p.language}-{p.script}")
def test_words_and_endings_keep_to_the_alphabet(profile) -> None:  # type: ignore[no-untyped-def]
    if not profile.letters:
        assert not profile.words
        return
    for feature in profile.words | profile.suffixes:
        assert set(feature) <= profile.letters | set("'-"), feature
        assert feature == feature.lower()


def test_every_promised_language_has_a_file() -> None:
    present = [(p.language, p.script) for p in profiles()]
    assert set(present) >= REQUIRED
    assert len(present) == len(set(present))


def test_profiles_are_grouped_by_script() -> None:
    assert [p for group in by_script().values() for p in group if p.script == "Cyrl"] == [
        p for p in profiles() if p.script == "Cyrl"
    ]
    assert all(prior((p.language, p.script)) == p.prior for p in profiles())


def everyday() -> list[dict[str, str]]:
    with (Path(data.__file__).parents[1] / "resources" / FOLDER / "everyday.tsv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def test_everyday_words_are_in_the_letters_of_their_language() -> None:
    alphabets = {profile.language: profile.letters | {" ", "-"} for profile in by_script()["Cyrl"]}
    for row in everyday():
        for language, word in row.items():
            if language not in ("meaning", "form"):
                assert set(word) <= alphabets[language], word
                assert word == word.strip()


def test_everyday_rows_are_given_once() -> None:
    rows = [(row["meaning"], row["form"]) for row in everyday()]
    assert len(rows) == len(set(rows)) > 1_000
