from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.model import EntityType
from kzling.resolution.clusters import Unknown, full_name, in_document

ALIKE = "АбвгғжзкқЖanvSKzh-'. "


def unknown(names: Sequence[str], lang: str = "ru", type: EntityType = "person") -> list[Unknown]:
    """Names that stand one after the other, ten code points apart."""
    found, start = [], 0
    for name in names:
        found.append(Unknown(name, name, lang, type, start))
        start += len(name) + 10
    return found


@pytest.mark.parametrize(
    ("lang", "names", "first"),
    [
        ("ru", ["Ержан Сагындыков", "Сагындыкова", "Е. Сагындыков", "Сагындыковым"], [0, 0, 0, 0]),
        ("ru", ["Е. А. Сагындыков", "Сагындыков", "Ержан Айдарович Сагындыков", "Ержан Айдарович"], [0, 0, 0, 0]),
        ("ru", ["Сагындыков Ержан Айдарович", "Ержан Сагындыков", "Ержана Сагындыкова"], [0, 0, 0]),
        ("kk", ["Ержан Сағындықов", "Сағындықовтың", "Ержан Сағындықовқа"], [0, 0, 0]),
        ("en", ["Yerzhan Sagyndykov", "Erzhan Sagindikov", "Sagindikov"], [0, 0, 0]),
        ("pl", ["Jerżan Sagyndykow", "Sagyndykowa", "J. Sagyndykow"], [0, 0, 0]),
        ("ru", ["Виталием Калоевым", "Калоев", "Виталий Калоев", "Виталий Николаевич"], [0, 0, 0, 0]),
        ("ru", ["Виктору Буту", "Виктор Бут", "Бута"], [0, 0, 0]),
        # What may be a case form is one.
        ("ru", ["Евгений Смирнов", "Евгения Смирнова"], [0, 0]),
        # Nobody names him in full.
        ("ru", ["Сагындыкова", "Сагындыкову", "Е. Сагындыков"], [0, 0, 0]),
    ],
)
def test_a_person_is_one_under_all_parts_of_the_name(lang: str, names: list[str], first: list[int]) -> None:
    assert in_document(unknown(names, lang)) == first


@pytest.mark.parametrize(
    ("lang", "names", "first"),
    [
        ("en", ["Arman Shaikenov", "Yelena Shvetsova", "Zhyldyz Aliyeva", "Shvetsova", "Aliyeva"], [0, 1, 2, 1, 2]),
        ("ru", ["Иван Петров", "Олег Петров"], [0, 1]),
        ("ru", ["Иван Петров", "О. Петров"], [0, 1]),
        ("ru", ["Иван Сергеевич Петров", "Иван Олегович Петров"], [0, 1]),
        ("en", ["Yevgeny Smirnov", "Yevgeniya Smirnova"], [0, 1]),
        ("ru", ["Олег Смирнов", "Ольга Смирнова"], [0, 1]),
        ("en", ["Smirnov", "Smirnova"], [0, 1]),
        ("ru", ["Иван Смирнов", "Анна Смирнова", "Смирнова", "Смирнов", "Смирновой"], [0, 1, 1, 0, 1]),
    ],
)
def test_strangers_stay_apart(lang: str, names: list[str], first: list[int]) -> None:
    assert in_document(unknown(names, lang)) == first


def test_a_surname_is_that_of_the_nearest_full_name_before() -> None:
    assert in_document(unknown(["Петров", "Иван Петров", "Петров", "Олег Петров", "Петрову"])) == [0, 0, 0, 3, 3]


def test_a_man_with_and_without_patronymic_is_one_but_not_two() -> None:
    names = ["Иван Сергеевич Петров", "Иван Олегович Петров", "Иван Петров", "Иван Олегович"]
    assert in_document(unknown(names)) == [0, 1, 1, 1]


def test_languages_of_one_text_are_read_each_by_its_own_letters() -> None:
    names = [("Қанат Алтынбаев", "kk"), ("Канат Алтынбаев", "ru"), ("Алтынбаева", "ru"), ("Altynbayev", "en")]
    assert in_document([Unknown(name, name, lang, "person", n) for n, (name, lang) in enumerate(names)]) == [0] * 4


def test_a_base_form_without_the_initials_is_not_all_that_stands_there() -> None:
    names = unknown(["Иван Петров", "Олег Петров", "И. Петрова"])
    names[2] = names[2]._replace(lemma="Петров")
    assert in_document(names) == [0, 1, 0]


@pytest.mark.parametrize(
    ("lang", "names", "first"),
    [
        ("ru", ["Институт ядерной физики", "Института ядерной физики", "ИЯФ"], [0, 0, 0]),
        ("en", ["ATU", "Almaty Technological University"], [0, 0]),
        ("en", ["Institute of Nuclear Physics", "INP", "IP"], [0, 0, 2]),
        ("en", ["GRATA International LLP", "GRATA International"], [0, 0]),
        ("ru", ["ТОО «Береке»", "Береке", "Банк Береке"], [0, 0, 2]),
        ("ru", ["Министерство торговли", "Министерство печати"], [0, 1]),
    ],
)
def test_organisations(lang: str, names: list[str], first: list[int]) -> None:
    assert in_document(unknown(names, lang, "organization")) == first


def test_of_many_namesakes_the_one_of_the_same_initial_is_found() -> None:
    # More than are tried, and the one who is meant stands far before.
    given = (
        "Айдар Берик Виктор Галым Данияр Ерлан Жандос Зейнолла Ильяс Канат "
        "Марат Нурлан Олжас Пётр Руслан Султан Тимур Фархад Хасен Чингиз"
    )
    names = [f"{each} Умаров" for each in given.split()]
    found = in_document(unknown([*names, "Умаров", "Б. Умаров", "Айдар Умаров"]))
    assert found == [*range(len(names)), len(names) - 1, names.index("Берик Умаров"), 0]


def test_of_many_organisations_the_one_with_these_initials_is_found() -> None:
    letters = "ABCDEFGH"
    names = [f"{a}ova {b}end {c}ors" for a in letters for b in letters for c in letters]
    found = in_document(unknown([*names, "DCB", "ZZZ"], "en", "organization"))
    assert [found[-2], found[-1]] == [names.index("Dova Cend Bors"), len(names) + 1]


def test_an_abbreviation_in_brackets_may_leave_words_out() -> None:
    full = "Conference on Interaction and Confidence Building Measures in Asia"
    behind = Unknown("CICA", "CICA", "en", "organization", len(full) + 2)
    there = Unknown(full, full, "en", "organization", 0)
    assert in_document([there, behind]) == [0, 0]
    assert in_document([there, behind._replace(start=500)]) == [0, 1]


def test_places_are_one_in_all_cases_and_types_are_never_one() -> None:
    places = unknown(["Кызылжар", "Кызылжаре", "Кызылжара"], "ru", "place")
    assert in_document([*places, *unknown(["Кызылжар"], "ru", "organization")]) == [0, 0, 0, 3]


def test_the_fullest_name_is_known_in_other_texts() -> None:
    names = unknown(["Петров", "Иван Петров", "Иван Олегович Петров"])
    assert full_name(names) == names[2]
    names = unknown(["Ивану Петрову", "Ивана Петрова", "Иван Петров"])
    assert full_name(names) == names[2]
    for name in ("Петров", "И. Петров", "Иван Олегович", "Dr Petrov"):
        assert full_name(unknown([name])) is None
    assert full_name(unknown(["Кызылжар"], "ru", "place")) is None


texts = st.one_of(st.text(max_size=20), st.text(ALIKE, max_size=20))
languages = st.sampled_from(["kk", "ru", "en", "pl", "und", "ky", "zh"])
types = st.sampled_from(["person", "organization", "place"])
names = st.builds(Unknown, texts, texts, languages, types, st.integers(0))


@given(st.lists(names, max_size=8))
def test_any_names_are_put_together_with_an_earlier_one_of_their_type(names: list[Unknown]) -> None:
    first = in_document(names)
    assert len(first) == len(names)
    for place, found in enumerate(first):
        assert found <= place
        assert first[found] == found
        assert names[found].type == names[place].type
    full = full_name(names)
    assert full is None or full in names
