"""The file of shapes and what is read from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling import data
from kzling.names.folding import plain
from kzling.names.shapes import SHAPES, is_asian, look, patronymic


def test_shapes_file() -> None:
    raw = data.read_yaml(SHAPES)
    assert set(raw) == {
        "sources",
        "patronymics",
        "short",
        "separate",
        "family",
        "given",
        "generations",
        "family_stems",
        "particles",
        "asian",
    }
    entries = [*raw["patronymics"], *raw["short"], *raw["family"]]
    assert {entry["kind"] for entry in raw["patronymics"]} == {"slavic", "turkic"}
    assert {entry["sex"] for entry in [*raw["patronymics"], *raw["short"]]} == {"m", "f"}
    assert set(raw["separate"]["words"]) == {"m", "f"}
    lists = [entry.get(key, "") for entry in entries for key in ("joints", "ends", "cases")]
    lists += [
        *raw["separate"]["words"].values(),
        raw["separate"]["cases"],
        raw["family_stems"],
        raw["particles"],
        raw["given"],
    ]
    lists += [raw["asian"]["family"], raw["asian"]["cases"]]
    assert not [word for words in lists for word in words.split() if plain(word) != word]
    assert not [words for words in lists if len(words.split()) != len(set(words.split()))]


@pytest.mark.parametrize(
    ("word", "kind", "stem"),
    [
        ("Кемелевич", "slavic", "кемел"), ("Кемелевна", "slavic", "кемел"), ("Кемелевичем", "slavic", "кемел"),
        ("Кемелевной", "slavic", "кемел"), ("Ильичом", "slavic", "иль"), ("Володимирівна", "slavic", "володимир"),
        ("Іванавіч", "slavic", "іван"), ("Аляксандраўне", "slavic", "аляксандр"), ("Миколайович", "slavic", "микола"),
        ("Николаевич", "slavic", "никола"), ("Nikolayevich", "slavic", "nikola"), ("Юрьевич", "slavic", "юрь"),
        ("Kemelevich", "slavic", "kemel"), ("Kemelewicz", "slavic", "kemel"), ("Kemelewitsch", "slavic", "kemel"),
        ("Kemelivna", "slavic", "kemel"), ("Olegovych", "slavic", "oleg"), ("Kemelevitch", "slavic", "kemel"),
        ("Mälikgulyýewiç", "slavic", "malikguly"), ("Vladimirovič", "slavic", "vladimir"), ("Ilyich", "slavic", "ily"),
        ("Фоминична", "slavic", "фом"), ("Янукович", "slavic", "янук"), ("ҚАСЫМҰЛЫ", "turkic", "қасым"),
        ("Кемелұлы", "turkic", "кемел"), ("Кемелулы", "turkic", "кемел"), ("Кемелқызы", "turkic", "кемел"),
        ("Кемелкызы", "turkic", "кемел"), ("Kemelūly", "turkic", "kemel"), ("Kemelúly", "turkic", "kemel"),
        ("Kemeluly", "turkic", "kemel"), ("Kemel-uly", "turkic", "kemel"), ("Әбіш-ұлы", "turkic", "әбіш"),
        ("Әбішұлының", "turkic", "әбіш"), ("Серікқызынан", "turkic", "серік"), ("Kemelqyzy", "turkic", "kemel"),
        ("Kemelkyzy", "turkic", "kemel"), ("Serikkizi", "turkic", "serik"), ("Кемел ұлы", "turkic", "кемел"),
        ("Heydər oğlu", "turkic", "heydər"), ("Qodir o‘g‘li", "turkic", "qodir"), ("Шарип уулу", "turkic", "шарип"),
        ("Вагиф-оглы", "turkic", "вагиф"), ("Aliuly", "turkic", "ali"),
    ],
)  # fmt: skip
def test_patronymic(word: str, kind: str, stem: str) -> None:
    found = patronymic(word)
    assert found is not None
    assert (found.kind, found.stem) == (kind, stem)


@pytest.mark.parametrize(
    "word",
    ["Кузич", "Токаев", "Nigmatulin", "Nigmatulina", "Mizoulina", "Makradouli", "Pauly", "Davutoğlu", "İmamoğlu",
     "ұлы", "Ович", "Марина", ""],
)  # fmt: skip
def test_no_patronymic(word: str) -> None:
    assert patronymic(word) is None


@pytest.mark.parametrize(
    ("word", "sex"), [("Иванович", "m"), ("Ивановне", "f"), ("Серікқызы", "f"), ("Arif qızı", "f")]
)
def test_sex_of_a_patronymic(word: str, sex: str) -> None:
    found = patronymic(word)
    assert found is not None
    assert found.sex == sex


def test_spellings_of_a_patronymic_have_one_stem() -> None:
    words = ["Кемелұлы", "Кемел ұлы", "Кемел-ұлы", "Кемелевич", "Кемелевной", "КЕМЕЛҰЛЫ"]
    assert {found.stem for word in words if (found := patronymic(word))} == {"кемел"}


def test_words_for_son_and_daughter() -> None:
    assert look("ұлы").separate == look("oğlu").separate == "m"
    assert look("қызының").separate == "f"
    assert look("Кемел").separate is None


@pytest.mark.parametrize(
    ("word", "telling"),
    [("Токаев", 2), ("Токаева", 2), ("Токаеву", 2), ("Назарбаевтың", 2), ("Tokayev", 2), ("Tokajew", 2),
     ("Зеленський", 2), ("Шевченко", 2), ("аль-Асад", 2), ("Саркисян", 1), ("Марина", 1), ("Яков", 1), ("Andrew", 1),
     ("Ким", 1), ("Любов", 1), ("Шерзод", 1), ("Лукашэнка", 2), ("Абай", 0)],
)  # fmt: skip
def test_family_endings(word: str, telling: int) -> None:
    assert look(word).family == telling


@pytest.mark.parametrize(
    "name", ["Си Цзиньпин", "Xi Jinping", "Ли Кэцян", "Ван И", "Мун Чжэ Ин", "Ban Ki-moon", "Ким Чен Ын"]
)
def test_chinese_and_korean_names(name: str) -> None:
    assert is_asian(name.split())
    assert is_asian(f"{name}ом".split()) or name.isascii()


@pytest.mark.parametrize("name", ["Ким Вячеслав", "Ким", "Kim Kardashian", "Вячеслав Ким", "Ли Нурлан Ян Пак", "Ли "])
def test_other_names_with_such_family_names(name: str) -> None:
    assert not is_asian(name.split(" "))


@given(st.text() | st.text(alphabet="ӘәішұлыйёүabyuvоиычqїЇẞİ-' .’"))
def test_any_text_has_a_look(text: str) -> None:
    seen = look(text)
    assert seen == look(text)
    assert seen.family in (0, 1, 2)
    if seen.patronymic and " " not in text and "-" not in text:
        assert seen.patronymic.stem + seen.patronymic.ending == plain(text)
