"""The files of resources/names and what is read from them."""

import pytest

from kzling import data
from kzling.names.folding import plain
from kzling.names.shapes import SHAPES, TITLES, is_family_like, is_separate, is_title, patronymic


def test_titles_file() -> None:
    raw = data.read_yaml(TITLES)
    assert set(raw) == {"sources", "titles"}
    assert {"en", "ru", "kk", "uk", "pl", "de"} <= set(raw["titles"])
    for titles in raw["titles"].values():
        assert all(isinstance(title, str) and title == title.lower().strip() for title in titles)
        assert len(titles) == len(set(titles))


def test_shapes_file() -> None:
    raw = data.read_yaml(SHAPES)
    assert set(raw) == {"sources", "patronymic", "short", "cases", "separate", "family"}
    assert set(raw["patronymic"]) == set(raw["cases"]) == {"slavic", "turkic"}
    lists = [raw["separate"], raw["family"], *raw["short"].values(), *raw["patronymic"].values()]
    for ending in (word for words in lists for word in words.split()):
        assert plain(ending) == ending or "ё" in ending, ending


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Кемелевич", "slavic"), ("Кемелевна", "slavic"), ("Кемелевичем", "slavic"), ("Ильичом", "slavic"),
        ("Володимирівна", "slavic"), ("Іванавіч", "slavic"), ("Kemelevich", "slavic"), ("Kemelewicz", "slavic"),
        ("Kemelewitsch", "slavic"), ("Kemelivna", "slavic"), ("Olegovych", "slavic"), ("Kemelevitch", "slavic"),
        ("Кемелұлы", "turkic"), ("Кемелулы", "turkic"), ("Кемелқызы", "turkic"), ("Кемелкызы", "turkic"),
        ("Kemelūly", "turkic"), ("Kemelúly", "turkic"), ("Kemeluly", "turkic"), ("Kemel-uly", "turkic"),
        ("Kemelqyzy", "turkic"), ("Kemelkyzy", "turkic"), ("Кемел ұлы", "turkic"), ("Heydər oğlu", "turkic"),
        ("Фоминична", "slavic"), ("Ilyich", "slavic"), ("Кузич", None), ("Токаев", None),
        ("Davutoğlu", None), ("ұлы", None), ("Ович", None), ("", None),
    ],
)  # fmt: skip
def test_patronymic(word: str, kind: str | None) -> None:
    found = patronymic(word)
    assert (found.kind if found else None) == kind


def test_spellings_of_a_patronymic_have_one_stem() -> None:
    assert {p.stem for w in ("Кемелұлы", "Кемел ұлы", "Кемелевич", "Кемелевной") if (p := patronymic(w))} == {"кемел"}


def test_words_for_son_and_daughter() -> None:
    assert is_separate("ұлы")
    assert is_separate("oğlu")
    assert not is_separate("Кемел")


@pytest.mark.parametrize("word", ["Токаев", "Токаева", "Tokayev", "Tokajew", "Зеленський", "Саркисян", "Шевченко"])
def test_family_like(word: str) -> None:
    assert is_family_like(word)


def test_titles_in_small_letters_may_be_inflected() -> None:
    assert is_title(["prezydentem"])
    assert is_title(["главы"])
    assert is_title(["Мемлекет", "басшысы"])
    assert not is_title(["Министров"])
    assert not is_title([])
