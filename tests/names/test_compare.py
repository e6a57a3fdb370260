"""Comparison of names, with pairs of names of one person and of two."""

import copy
import pickle
import subprocess
import sys
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.answers import Comparison
from kzling.errors import UsageError
from kzling.names.compare import compare, compare_many, match

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
    ("Dariga Nazarbayeva", "Dariga Nazarbayev"),
    ("Саша Ким", "Александра Ким"),
    ("Николай II", "Nikolai II"),
    ("George Bush Jr.", "George Bush"),
    ("Kh. Aliyev", "Хамид Алиев"),
    ("J. Aliyev", "Жомарт Алиев"),
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
    ("Valentin Popov", "Valentina Popova"),
    ("Valentin Popov", "Valentina Popov"),
    ("Daniel Kim", "Daniela Kim"),
    ("Александр Ким", "Aleksandra Kim"),
    ("Валентин Попов", "Валентина Попова"),
    ("Nazarbayev", "Nazarbayeva"),
    ("Иван", "Иванов"),
    ("Петр", "Петров"),
    ("Иван", "Иван Петрович"),
    ("Токаев", "Т"),
    ("К.-Ж. Токаев", "Кемел Токаев"),
    ("Kh. Aliyev", "Kamil Aliyev"),
    ("Sh. Aliyev", "Серик Алиев"),
    ("Zh. Aliyev", "Зейнулла Алиев"),
    ("Николай II", "Николай I"),
    ("Николай II", "Николай"),
    ("Pope John Paul II", "Иоанн Павел I"),
    ("George Bush Jr.", "George Bush Sr."),
    ("Джордж Буш-младший", "Джордж Буш-старший"),
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
    assert compare(full, other).verdict == "different"
    assert compare(full, without).verdict in FOUND


def test_evidence_says_why() -> None:
    found = compare("Иван Петрович Сидоров", "Пётр Олегович Сидоров")
    said = {reason.kind: reason for reason in found.evidence}
    assert said["equal"].why == "Сидоров = Сидоров."
    assert "Петрович" in said["patronymic-contradicted"].why
    assert said["patronymic-contradicted"].weight < 0


def test_evidence_names_the_route() -> None:
    found = compare("Токаев", "Tokajew", lang_a="ru", lang_b="pl")
    assert "Tokajew = Токаев (ru-pl: е after а → je, в → w)." in [reason.why for reason in found.evidence]


def test_patronymics_of_things_are_words() -> None:
    a, b = "улица Иван Петрович", "улица Иван Олегович"
    kinds = {reason.kind for reason in compare(a, b, type="place").evidence}
    assert not any(kind.startswith("patronymic") for kind in kinds)
    assert compare("Қазақстан темір жолы", "Казахстан темир жолы", type="organization").verdict in FOUND


def test_language_cuts_case_endings() -> None:
    assert compare("Путиным", "Putin", lang_a="ru", lang_b="en").verdict in FOUND


def test_numbers_and_legal_forms_of_things() -> None:
    assert compare("Школа № 5", "Школа № 15", type="organization").verdict not in FOUND
    assert compare("Школа № 5 и 6", "Школа № 5 и 7", type="organization").verdict not in FOUND
    assert compare("Канал 24/7", "Канал 24", type="organization").verdict in FOUND
    assert compare("«Заря» ЖШС", "ТОО «Заря»", lang_a="kk", lang_b="ru", type="organization").verdict in FOUND


def test_many_are_as_each() -> None:
    assert compare_many(ONE_PERSON) == [compare(a, b) for a, b in ONE_PERSON]
    assert compare_many(iter(ONE_PERSON), type="place") == [compare(a, b, type="place") for a, b in ONE_PERSON]


def test_many_with_languages() -> None:
    pairs = [("Путиным", "Putin", "ru", "en"), ("Токаев", "Tokajew", "ru", None)]
    assert compare_many([*pairs, ("Абай", "Abai")]) == [
        *(compare(a, b, lang_a=lang_a, lang_b=lang_b) for a, b, lang_a, lang_b in pairs),
        compare("Абай", "Abai"),
    ]


def test_columns_of_an_arrow_table() -> None:
    arrow = pytest.importorskip("pyarrow")
    names = {"a": ["Токаев", "Абай"], "b": ["Tokajew", "Шоқан"]}
    table = arrow.table({**names, "lang_a": ["ru", None], "lang_b": ["pl", "kk"]})
    columns = [table[name] for name in ("a", "b", "lang_a", "lang_b")]
    plain = list(zip(*(column.to_pylist() for column in columns), strict=True))
    assert compare_many(zip(*columns, strict=True)) == compare_many(plain)
    assert compare_many(zip(*columns[:2], strict=True)) == compare_many([pair[:2] for pair in plain])
    found = match("Токаев", table["b"], langs=table["lang_b"])
    assert found == match("Токаев", ["Tokajew", "Шоқан"], langs=["pl", "kk"])
    assert type(found[0].name) is str


@pytest.mark.parametrize(
    "pair", [("а",), ("а", "б", "ru"), ("а", None), (1, "б"), ("а", "б", "ru", "русский"), 5, "аб", {"а", "б"}, None]
)
def test_pairs_that_are_none(pair: object) -> None:
    with pytest.raises(UsageError):
        compare_many([pair])  # type: ignore[list-item]


@pytest.mark.parametrize("one", ["аб", 5, None])
def test_one_where_several_are_asked_for(one: object) -> None:
    with pytest.raises(UsageError, match=r"pairs must be several, .* give \[\(a, b\)\]"):
        compare_many(one)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"names must be several, .* give \[name\]"):
        match("а", one)  # type: ignore[arg-type]


def test_a_query_that_is_no_text() -> None:
    with pytest.raises(UsageError, match="A text is a string"):
        match(None, [])  # type: ignore[arg-type]


def test_a_woman_and_a_man_are_unclear_where_a_case_may_be_meant() -> None:
    assert compare("Валентина Попова", "Валентин Попов", lang_a="ru", lang_b="ru").verdict == "unclear"
    assert compare("Ивана Петрова", "Иван Петров", lang_a="ru", lang_b="ru").verdict in FOUND
    assert compare("Токаева", "Tokayev", lang_a="ru", lang_b="en").verdict in FOUND
    assert compare("Токаева", "Токаев", lang_a="kk", lang_b="kk").verdict not in FOUND


def test_places_are_not_taken_for_short_names_and_cousins() -> None:
    assert compare("Юрий", "Георгий", type="place").verdict not in FOUND
    assert compare("Саша", "Александр", type="place").verdict not in FOUND


def test_names_that_differ_behind_many_words_or_letters() -> None:
    words = "Абай Құнанбай Ыбырай Шоқан Олжас Мұхтар Ахмет Мағжан Жүсіп Бауыржан Динмұхамед Қаныш Ильяс "
    assert compare(f"{words} Сәкен", f"{words} Мәншүк").verdict not in FOUND
    assert compare(words * 3 + "Сәкен", words * 3 + "Мәншүк", type="organization").verdict not in FOUND
    letters = "касымжомарт" * 4
    assert compare(letters + "ов", letters + "енко").verdict not in FOUND
    assert compare(letters * 3 + "ов", letters * 3 + "енко").verdict not in FOUND


def test_match_gives_the_best_first() -> None:
    names = ["Путин", "К. Токаев", "Kassym-Jomart Tokayev", "Касым-Жомарт Токаев", "Нурсултан Назарбаев"]
    found = match("Касым-Жомарт Токаев", names)
    assert (found[0].name, found[0].place) == ("Касым-Жомарт Токаев", 3)
    assert {one.place for one in found} == {1, 2, 3}
    assert [one.comparison.score for one in found] == sorted((one.comparison.score for one in found), reverse=True)
    assert [one.comparison for one in found] == [compare("Касым-Жомарт Токаев", one.name) for one in found]
    assert match("Касым-Жомарт Токаев", names, limit=1) == found[:1]
    assert match("Касым-Жомарт Токаев", names, limit=0) == match("Абай", []) == []


def test_match_with_languages_and_type() -> None:
    assert match("Путиным", ["Putin"], lang="ru", langs=["en"])[0].comparison == compare(
        "Путиным", "Putin", lang_a="ru", lang_b="en"
    )
    assert match("Школа № 5", ["Школа № 15", "школа №5"], type="organization")[0].place == 1
    with pytest.raises(UsageError, match="2 languages for 1 names"):
        match("Абай", ["Абай"], langs=["kk", "ru"])


def test_a_comparison_is_like_any_other() -> None:
    found = compare("Касым-Жомарт Токаев", "Tokajew, K.")
    plain = Comparison(found.score, found.verdict, found.evidence)
    assert found == plain
    assert plain == found
    assert hash(found) == hash(plain)
    assert repr(found) == repr(plain)
    assert found != replace(plain, score=0.5)
    assert replace(found, score=0.5) == replace(plain, score=0.5)
    assert found != "same"  # type: ignore[comparison-overlap]
    for other in (pickle.loads(pickle.dumps(found)), copy.copy(found), copy.deepcopy(found)):
        assert other == found
    assert Comparison.from_dict(found.to_dict()) == type(found).from_dict(found.to_dict()) == found
    assert found.evidence is found.evidence
    with pytest.raises(AttributeError, match="'Comparison' object has no attribute 'nothing'"):
        found.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_evidence_waits_until_it_is_read() -> None:
    code = (
        "import sys, kzling; heavy = {'kzling.names.reasons', 'kzling.names.routes', 'kzling.orthography.readings'};"
        "found = kzling.compare_many([('Касым-Жомарт Токаев', 'Tokajew, Kassym-Jomart')]);"
        "print(sorted(heavy & sys.modules.keys())); found[0].evidence; print(len(heavy & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "3"]


TITLES = ["Президент", "министр", "господин", "г-жа", "Mr", "President", "Herr"]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_changes_nothing(title: str) -> None:
    for a, b in (*ONE_PERSON, *TWO_PERSONS):
        if len(a.split()) > 1 and not a.startswith("Президент"):
            with_title, without = compare(f"{title} {a}", b), compare(a, b)
            assert (with_title.score, with_title.verdict) == (without.score, without.verdict), (a, b)


def test_names_come_apart_also_in_capitals() -> None:
    for a, b in ONE_PERSON[:4]:
        assert compare(a.upper(), b).verdict in FOUND


@pytest.mark.parametrize(
    "piece", ["а", "щ", "Токаев ", "К.", "К. ", "-", "Нур-", "Әбіш ұлы ", "№5 ", "президент ", "\u0301", "("]
)
def test_names_without_end_take_bounded_time(piece: str) -> None:
    # What grew with the square of the length would take minutes here.
    long = (piece * 5_000)[:5_000]
    for kind, other in product((None, "person", "organization"), ("Токаев", long[:-1])):
        assert 0 <= compare(long, other, type=kind).score <= 1
        assert compare(long, other, type=kind).evidence


PIECES = ["К.", "Токаев", "Tokajew", "Касым", "Жомарт", "Кемелұлы", "Кемелевич", "ұлы", "министр", ",", "Юрий-Богдан"]
NAMES = st.lists(st.sampled_from(PIECES), max_size=5).map(" ".join) | st.text()
LANGS = st.sampled_from([None, "ru", "kk", "pl", "xx"])


@given(NAMES, NAMES, LANGS, LANGS, st.sampled_from([None, "person", "place", "organization"]))
def test_symmetric_and_in_range(a: str, b: str, lang_a: str | None, lang_b: str | None, kind: str | None) -> None:
    found = compare(a, b, lang_a=lang_a, lang_b=lang_b, type=kind)
    assert found == compare(b, a, lang_a=lang_b, lang_b=lang_a, type=kind)
    assert 0 <= found.score <= 1
    assert Comparison.from_dict(found.to_dict()) == found


@given(NAMES, LANGS)
def test_a_name_is_itself(name: str, lang: str | None) -> None:
    found = compare(name, name, lang_a=lang)
    assert (found.score, found.verdict) == (1.0, "same")
