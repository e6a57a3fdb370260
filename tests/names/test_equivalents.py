"""The table of given names and what is read from it."""

import unicodedata
from collections import Counter

import pytest

from kzling import data
from kzling.names.equivalents import (
    GIVEN,
    INDEX,
    SAME,
    SHORT,
    WEAK,
    bare,
    compiled_given,
    entries,
    given_names,
    graded,
    keys,
    stems,
)
from kzling.names.shapes import patronymic
from kzling.text.scripts import script_of

GROUPS = given_names()
CYRILLIC = {"ru", "uk", "be", "kk", "ky", "tt", "tg", "bg", "sr"}
OTHER_SCRIPTS = {"hy": "Armn", "ka": "Geor"}
LATIN = {"uz", "az", "tr", "pl", "cs", "sk", "lt", "lv", "de", "en", "fr", "it", "es", "hu", "ro"}
# What stands in names beside the letters of an alphabet.
MORE_LETTERS = set("’-")


def test_index_is_current() -> None:
    assert data.read_text(INDEX) == compiled_given(), "run make compiled"


def test_lines_have_sex_forms_and_grades_in_order() -> None:
    lines = [line for line in data.read_text(GIVEN).splitlines() if not line.startswith("#")]
    assert any("Sources:" in line for line in data.read_text(GIVEN).splitlines())
    for line in lines:
        sex, forms, *more = line.split("\t")
        assert sex in {"m", "f", "u"}, line
        assert [field.partition(" ")[0] for field in more] in ([], ["short"], ["weak"], ["short", "weak"]), line
        for field in [forms, *(field.partition(" ")[2] for field in more)]:
            languages = [spellings.partition(":")[0] for spellings in field.split(" ")]
            assert len(languages) == len(set(languages)), line
    firsts = [line.split("\t")[1].split(":")[1].split(" ")[0].split(",")[0] for line in lines]
    assert firsts == sorted(firsts, key=str.casefold)


def test_forms_are_in_the_script_of_their_language() -> None:
    for group in GROUPS:
        for form in group.forms:
            assert form.lang in CYRILLIC | LATIN | OTHER_SCRIPTS.keys(), form
            script = "Cyrl" if form.lang in CYRILLIC else OTHER_SCRIPTS.get(form.lang, "Latn")
            assert script_of(form.text) == script, form
            assert unicodedata.normalize("NFC", form.text) == form.text
            assert script not in {"Cyrl", "Latn"} or form.text[0].isupper(), form


@pytest.mark.parametrize("lang", ["ru", "uk", "be", "kk", "ky", "tg", "tt", "bg", "sr"])
def test_forms_are_of_the_alphabet(lang: str) -> None:
    alphabet = set(data.read_yaml("alphabets.yml")["letters"][f"{lang}-Cyrl"]) | MORE_LETTERS
    for group in GROUPS:
        for form in group.forms:
            assert form.lang != lang or set(form.text.lower()) <= alphabet, form


def test_each_name_and_form_is_there_once() -> None:
    assert [name for name, times in Counter(group.name for group in GROUPS).items() if times > 1] == []
    for group in GROUPS:
        assert group.forms[0].grade == SAME, group
        assert group.forms[0].lang in {"ru", "kk"}, group
        forms = [(form.lang, form.text) for form in group.forms]
        assert len(forms) == len(set(forms)) > 1, group


def test_so_many_names_go_across_languages() -> None:
    across = [
        group
        for group in GROUPS
        if len({form.lang for form in group.forms}) > 1 or any(form.grade == SHORT for form in group.forms)
    ]
    assert len(across) >= 1_800


@pytest.mark.parametrize(
    ("name", "lang", "form", "grade"),
    [
        ("Николай", "uk", "Микола", SAME), ("Николай", "be", "Мікалай", SAME), ("Николай", "en", "Nicholas", WEAK),
        ("Александр", "de", "Alexander", SAME), ("Александр", "ru", "Саша", SHORT), ("Сергей", "fr", "Serge", WEAK),
        ("Нұрсұлтан", "kk", "Нұрекең", SHORT), ("Жүсіп", "ru", "Иосиф", WEAK), ("Мұхтар", "ru", "Мухтар", SAME),
    ],
)  # fmt: skip
def test_grades(name: str, lang: str, form: str, grade: int) -> None:
    found = next(group for group in GROUPS if group.name == name)
    assert [one.grade for one in found.forms if (one.lang, one.text) == (lang, form)] == [grade]


@pytest.mark.parametrize(
    ("lang", "form", "made"),
    [
        ("ru", "Юрий", "Юрьевич"), ("uk", "Юрій", "Юрійович"), ("be", "Юрый", "Юр’евіч"), ("ru", "Илья", "Ильич"),
        ("ru", "Никита", "Никитич"), ("ru", "Лука", "Лукич"), ("uk", "Михайло", "Михайлович"),
        ("ru", "Михаил", "Михайлович"), ("ru", "Даниил", "Данилович"), ("uk", "Ігор", "Ігорович"),
        ("ru", "Лев", "Львович"), ("ru", "Пётр", "Петрович"), ("ru", "Яков", "Яковлевич"),
        ("uk", "Федір", "Федорович"),
        ("ru", "Муса", "Мусаевич"), ("ru", "Али", "Алиевич"), ("uk", "Микола", "Миколайович"),
        ("be", "Сяргей", "Сяргеевіч"), ("kk", "Әбіш", "Әбішұлы"), ("ru", "Василий", "Васильевна"),
    ],
)  # fmt: skip
def test_stems_of_patronymics(lang: str, form: str, made: str) -> None:
    shape = patronymic(made)
    assert shape is not None
    assert bare(shape.stem) in stems(form, lang)


def test_keys_of_letters_with_several_sounds() -> None:
    assert keys("жанар") <= keys("janar")
    assert keys("хамид") <= keys("chamid")
    assert keys("чингиз") <= keys("chingiz")
    assert keys("анна") == {"an"}
    assert keys("ანა") == {"ანა"}
    assert keys("") == {""}


def test_entries_of_a_line() -> None:
    (one, other) = entries("иван ivan Cyrl bg,ru Иван:0:m,Иоанн:2:m\tivan ivan Latn cs Иван:0:m")
    assert (one.text, one.languages, other.script) == ("иван", "bg,ru", "Latn")
    assert graded(one.groups) == (("Иван", 0, "m"), ("Иоанн", 2, "m"))
