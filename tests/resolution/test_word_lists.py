"""The lists of words in resources/resolution/."""

from collections.abc import Iterator
from typing import Any

import pytest

from kzling import data
from kzling.text.fold import fold
from kzling.text.nfc import nfc
from kzling.text.scripts import scripts_in

FILES = [path for path in data.names("resolution") if path.endswith(".yml")]
SCRIPTS = {"en": "Latn", "ru": "Cyrl", "kk": "Cyrl", "uk": "Cyrl", "pl": "Latn", "de": "Latn"}
#: Letters that a language does not have: a word with one is in the wrong list.
OTHERS = {"ru": "іїєґәғқңөұүһ", "uk": "ёъыэәғқңөұүһ", "kk": "їєґ"}
#: Lists that tell entities of a kind by English terms.
TERMED = {"resolution/heads.yml": "heads", "resolution/topics.yml": "topics"}
#: These have names and abbreviations (IPO, in Latin letters in every language).
CAPITALS = {"resolution/countries.yml", "resolution/topics.yml"}


def lists(content: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    if isinstance(content, dict):
        for key, value in content.items():
            yield from lists(value, (*path, key))
    else:
        yield path, content


def language(path: tuple[str, ...]) -> str | None:
    return next((key for key in reversed(path) if key in SCRIPTS), None)


@pytest.mark.parametrize("path", FILES)
def test_there_are_sources(path: str) -> None:
    sources = data.read_yaml(path)["sources"]
    assert sources
    assert all(isinstance(source, str) and "November 2026" in source for source in sources)


@pytest.mark.parametrize("path", FILES)
def test_each_word_is_a_text_in_nfc_and_listed_once(path: str) -> None:
    for where, words in lists(data.read_yaml(path)):
        assert isinstance(words, list), where
        assert all(isinstance(word, str) and word == nfc(word).strip() != "" for word in words), where
        if path not in CAPITALS and where != ("sources",):
            assert all(word == word.lower() for word in words), where
        assert len(words) == len(set(words)), (where, [word for word in words if words.count(word) > 1])


@pytest.mark.parametrize("path", FILES)
def test_each_word_is_in_the_script_and_letters_of_its_language(path: str) -> None:
    for where, words in lists(data.read_yaml(path)):
        if where == ("sources",):
            continue
        lang = "en" if where[-1] == "terms" else language(where)
        assert lang is not None, f"{where}: no known language"
        wrong = {
            word
            for word in words
            if (scripts_in(word) & {"Latn", "Cyrl", "Arab"} != {SCRIPTS[lang]} and not word.isupper())
            or set(OTHERS.get(lang, "")) & set(word.lower())
        }
        assert not wrong, where


@pytest.mark.parametrize(("path", "top"), TERMED.items())
def test_each_entry_has_terms_and_words(path: str, top: str) -> None:
    for name, entry in data.read_yaml(path)[top].items():
        assert entry.keys() == {"terms", "words"}, name
        assert entry["terms"], name
        assert {"en", "ru", "kk"} <= entry["words"].keys(), name


def test_countries_have_two_letters_names_and_adjectives() -> None:
    for code, languages in data.read_yaml("resolution/countries.yml")["countries"].items():
        assert (len(code), code) == (2, code.lower())
        assert all(said.keys() <= {"names", "adjectives"} and said.get("names") for said in languages.values()), code


def test_no_name_of_a_country_is_anothers() -> None:
    owners: dict[str, str] = {}
    for code, languages in data.read_yaml("resolution/countries.yml")["countries"].items():
        for said in languages.values():
            for word in (*said["names"], *said.get("adjectives", ())):
                assert owners.setdefault(fold(word), code) == code, word


def test_a_cue_that_a_government_acts_is_none_of_a_place() -> None:
    cues = data.read_yaml("resolution/metonyms.yml")["cues"]
    for lang in SCRIPTS:
        acting = {word for kind in ("official", "speech") for word in cues[kind].get(lang, ())}
        assert acting.isdisjoint(cues["place"].get(lang, ())), lang
