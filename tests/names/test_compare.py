"""Comparison of names; the examples on which the thresholds were set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.answers import Comparison
from kzling.names.compare import LIKELY, SAME, UNCLEAR, compare, compare_many

FOUND = ("same", "likely")

ONE_PERSON = [
    ("Касым-Жомарт Токаев", "Kassym-Jomart Tokayev"),
    ("Касым-Жомарт Токаев", "Қасым-Жомарт Тоқаев"),
    ("Касым-Жомарт Токаев", "Qasym-Jomart Toqaev"),
    ("Касым-Жомарт Токаев", "Kasym-Żomart Tokajew"),
    ("Касым-Жомарт Токаев", "Tokajew, Kassym-Schomart"),
    ("Қасым-Жомарт Тоқаев", "قاسىم-جومارت توقاەۆ"),
    ("Касым-Жомарт Токаев", "Касымжомарту Токаеву"),
    ("Токаев Касым-Жомарт Кемелевич", "Қасым-Жомарт Кемелұлы Тоқаев"),
    ("Токаев К.-Ж. К.", "Kassym-Jomart Kemelevich Tokayev"),
    ("К. Токаев", "Касым-Жомарт Токаев"),
    ("Президент Токаев", "Токаева"),
    ("Иван Сидоров", "Иван Олегович Сидоров"),
    ("Дариға Нұрсұлтанқызы Назарбаева", "Назарбаева Дарига Нурсултановна"),
    ("Зоран Живкович", "Зоран Живковић"),
    ("Жапаров Садыр", "Sadyr Japarov"),
    ("Шавкат Мирзиёев", "Shavkat Mirziyoyev"),
    ("Игорь Щербаков", "Ihor Szczerbakow"),
]

TWO_PERSONS = [
    ("Касым-Жомарт Токаев", "Касым-Жомарт Токарев"),
    ("Нурсултан Назарбаев", "Дарига Назарбаева"),
    ("Иван Петрович Сидоров", "Иван Олегович Сидоров"),
    ("Серік Асанұлы Ахметов", "Серик Маратович Ахметов"),
    ("Болат Әбішұлы Назарбаев", "Нұрсұлтан Әбішұлы Назарбаев"),
    ("Ержан Казыханов", "Ерлан Казыханов"),
    ("Марат Оспанов", "Мурат Оспанов"),
    ("А. Смаилов", "Бауыржан Смаилов"),
    ("Токаев К.-Ж. К.", "Kassym-Jomart Petrovich Tokayev"),
    ("Иван Иванов", "Иван Ивановский"),
    ("Абай", "Шоқан"),
    ("", "Токаев"),
]


@pytest.mark.parametrize(("a", "b"), ONE_PERSON)
def test_one_person(a: str, b: str) -> None:
    assert compare(a, b).verdict in FOUND


@pytest.mark.parametrize(("a", "b"), TWO_PERSONS)
def test_two_persons(a: str, b: str) -> None:
    assert compare(a, b).verdict not in FOUND


def test_bare_family_name_is_unclear() -> None:
    assert compare("Токаев", "Касым-Жомарт Токаев").verdict == "unclear"


def test_contradicted_patronymic_is_worse_than_none() -> None:
    full, other, without = "Иван Петрович Сидоров", "Иван Олегович Сидоров", "Иван Сидоров"
    assert compare(full, other).score < UNCLEAR < SAME <= compare(full, without).score


def test_evidence_says_why() -> None:
    found = compare("Иван Петрович Сидоров", "Пётр Олегович Сидоров")
    kinds = [reason.kind for reason in found.evidence]
    assert kinds == ["equal", "conflict", "patronymic-contradicted"]
    assert "Петрович" in found.evidence[-1].why
    assert found.evidence[-1].weight < 0


def test_patronymics_of_things_are_words() -> None:
    a, b = "улица Иван Петрович", "улица Иван Олегович"
    kinds = {reason.kind for reason in compare(a, b, type="place").evidence}
    assert not any(kind.startswith("patronymic") for kind in kinds)
    assert compare("Қазақстан темір жолы", "Казахстан темир жолы", type="organization").verdict in FOUND


def test_language_cuts_case_endings() -> None:
    assert compare("Путиным", "Putin", lang_a="ru", lang_b="en").verdict == "same"


def test_many_are_as_each() -> None:
    assert compare_many(ONE_PERSON) == [compare(a, b) for a, b in ONE_PERSON]
    assert compare_many(iter(ONE_PERSON), type="place") == [compare(a, b, type="place") for a, b in ONE_PERSON]


def test_thresholds_are_in_order() -> None:
    assert 0 < UNCLEAR < LIKELY < SAME < 1


PIECES = ["К.", "Токаев", "Tokajew", "Касым", "Жомарт", "Кемелұлы", "Кемелевич", "ұлы", "министр", ",", "Юрий-Богдан"]
NAMES = st.lists(st.sampled_from(PIECES), max_size=5).map(" ".join) | st.text()
LANGS = st.sampled_from([None, "ru", "kk", "pl", "xx"])


@given(NAMES, NAMES, LANGS, LANGS, st.sampled_from([None, "person", "place"]))
def test_symmetric_and_in_range(a: str, b: str, lang_a: str | None, lang_b: str | None, kind: str | None) -> None:
    found = compare(a, b, lang_a=lang_a, lang_b=lang_b, type=kind)
    assert found == compare(b, a, lang_a=lang_b, lang_b=lang_a, type=kind)
    assert 0 <= found.score <= 1
    assert Comparison.from_dict(found.to_dict()) == found


@given(NAMES, LANGS)
def test_a_name_is_itself(name: str, lang: str | None) -> None:
    found = compare(name, name, lang_a=lang)
    assert (found.score, found.verdict) == (1.0, "same")
