"""The lists of common names in resources/names/common/."""

import pytest

from kzling import data

FILES = data.names("names/common")
LISTS = ("given_men", "given_women", "family", "places")


@pytest.mark.parametrize("path", FILES)
def test_names_are_of_the_alphabet_and_listed_once(path: str) -> None:
    content = data.read_yaml(path)
    language = content["language"]
    assert path == f"names/common/{language}.yml"
    assert content["sources"]
    alphabet = set(data.read_yaml("alphabets.yml")["letters"][f"{language}-Cyrl"])
    for key in content.keys() & set(LISTS):
        words = content[key].split()
        assert len(words) == len(set(words)), key
        assert all(word[0].isupper() for word in words), key
        assert {letter for word in words for letter in word.lower()} <= alphabet | set("-’'"), key
