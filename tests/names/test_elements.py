"""Elements of Turkic given names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling import data
from kzling.names.elements import ELEMENTS, split
from kzling.names.folding import squeeze


def test_file() -> None:
    raw = data.read_yaml(ELEMENTS)
    assert set(raw) == {"sources", "first", "last"}
    assert raw["sources"]
    for place in ("first", "last"):
        for language, entries in raw[place].items():
            own = [entry["spellings"][0] for entry in entries]
            assert own == sorted(set(own)), language
            for entry in entries:
                assert entry["sex"] in {"m", "f", "u"}
                assert entry["spellings"] == list(dict.fromkeys(entry["spellings"]))
                assert all(spelling == spelling.lower() for spelling in entry["spellings"])


@pytest.mark.parametrize("token", ["нұрбек", "нурбек", "nurbek", "нұргүл", "nurgul", "xojabek"])
def test_elements_in_all_spellings(token: str) -> None:
    assert "" in [rest for rest, _ in split(token)]


@pytest.mark.parametrize(
    ("token", "parts"),
    [
        ("Нұрсұлтан", [("", "m")]), ("Ботабек", [("бота", "m")]), ("Botabek", [("bota", "m")]),
        ("Айнаргуль", [("наргуль", "u"), ("айнар", "f")]), ("Қайыргүл", [("қайыр", "f")]),
        ("Бек", []), ("Токаев", []), ("", []),
    ],
)  # fmt: skip
def test_split(token: str, parts: list[tuple[str, str]]) -> None:
    assert list(split(squeeze(token))) == parts


@given(st.text(max_size=20))
def test_parts_are_of_the_token(token: str) -> None:
    small = squeeze(token)
    for rest, sex in split(small):
        assert sex in {"m", "f", "u"}
        assert small.startswith(rest) or small.endswith(rest)
