"""What two names have in common."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.names.facts import FEATURES, features, person_facts, thing_facts
from kzling.names.ready import person, thing


def of(a: str, b: str, lang_a: str | None = "ru", lang_b: str | None = "ru") -> dict[str, float]:
    found = person_facts(person(a, lang_a), person(b, lang_b))
    return dict(zip(FEATURES, features(found), strict=True))


@pytest.mark.parametrize(
    ("a", "lang_a", "b", "lang_b", "said"),
    [
        ("Серик Асанович Ким", "ru", "Серік Асанұлы Ким", "kk", "equal"),
        ("Иван Николаевич Петров", "ru", "Іван Миколайович Петров", "uk", "equal"),
        ("Иван Юрьевич Петров", "ru", "Ivan Yurievich Petrov", "en", "equal"),
        ("Иван Петрович Сидоров", "ru", "Иван Олегович Сидоров", "ru", "contradicted"),
        ("Серік Асанұлы Ахметов", "kk", "Серик Маратович Ахметов", "ru", "contradicted"),
        ("И. П. Сидоров", "ru", "Иван Петрович Сидоров", "ru", "initial"),
        ("И. П. Сидоров", "ru", "Иван Олегович Сидоров", "ru", "contradicted"),
        ("Иван Сидоров", "ru", "Иван Олегович Сидоров", "ru", "left out"),
        ("Иван Сидоров", "ru", "Ivan Sidorov", "en", ""),
    ],
)
def test_patronymics(a: str, lang_a: str, b: str, lang_b: str, said: str) -> None:
    there, back = person(a, lang_a), person(b, lang_b)
    assert person_facts(there, back).patronymic == person_facts(back, there).patronymic == said


@pytest.mark.parametrize(
    ("a", "b", "kinds", "numbers"),
    [
        ("Школа № 5", "Школа № 15", "equal", "contradicted"), ("Школа № 5", "Школа", "equal", "left out"),
        ("Школа № 5 и 6", "Школа № 5 и 7", "equal", "contradicted"), ("Школа 24/7", "Школа № 24", "equal", "equal"),
        ("ТОО Заря", "АО Заря", "contradicted", ""), ("ТОО Заря", "Заря", "left out", ""), ("Заря", "Заря", "", ""),
    ],
)  # fmt: skip
def test_kinds_and_numbers(a: str, b: str, kinds: str, numbers: str) -> None:
    found = thing_facts(thing(a, "ru", "organization"), thing(b, "ru", "organization"))
    assert (found.kinds, found.numbers) == (kinds, numbers)


def test_legal_forms_are_one_in_all_languages() -> None:
    found = thing_facts(thing("«Заря» ЖШС", "kk", "organization"), thing("ТОО «Заря»", "ru", "organization"))
    assert found.kinds == "equal"


def test_a_name_and_itself_differ_in_nothing() -> None:
    found = of("Касым-Жомарт Токаев", "Касым-Жомарт Токаев")
    assert {name for name, value in found.items() if value} == {"base"}


def test_sexes() -> None:
    assert of("Нурсултан Назарбаев", "Дарига Назарбаева")["sexes contradict"] == 1
    assert of("Назарбаева", "Дарига Назарбаева")["sexes contradict"] == 0
    assert of("Nazarbayeva", "Nazarbayev", "en", "en")["sexes contradict"] == 1
    assert of("Dariga Nazarbayeva", "Dariga Nazarbayev", "en", "en")["sexes contradict"] == 0


def test_numbers_of_persons() -> None:
    assert of("Николай II", "Николай I")["numbers contradicted"] == 1
    assert of("Николай II", "Николай")["numbers left out"] == of("Николай II", "Николай")["bare beside full"] == 1


def test_a_given_name_beside_given_name_and_patronymic_is_bare() -> None:
    assert of("Иван", "Иван Петрович")["bare beside full"] == 1
    assert of("Иван Сидоров", "Иван Петрович Сидоров")["bare beside full"] == 0


def test_initials_count_once_and_once_more_if_one_is_left_over() -> None:
    found = [of(a, b)["initials"] for a, b in (
        ("Иван Ким", "Иван Ким"), ("К.-Ж. Токаев", "Касым-Жомарт Токаев"), ("К.-Ж. Токаев", "Кемел Токаев"),
    )]  # fmt: skip
    assert found == [0, 1, 2]


def test_what_is_left_over() -> None:
    one_has_more, both_do = of("Ким", "Иван Ким"), of("А. Смаилов", "Бауыржан Смаилов")
    assert (one_has_more["tokens left over"], one_has_more["tokens contradict"]) == (1, 0)
    assert (both_do["tokens left over"], both_do["tokens contradict"]) == (0, 1)


WORDS = ["Токаев", "Токаева", "К.", "Кемелұлы", "Кемелевич", "Иван"]
NAMES = st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join)
LANGS = st.sampled_from([None, "ru", "kk", "pl"])


@given(NAMES, NAMES, LANGS, LANGS)
def test_features_are_bounded(a: str, b: str, lang_a: str | None, lang_b: str | None) -> None:
    of_persons = features(person_facts(person(a, lang_a), person(b, lang_b)))
    of_things = features(thing_facts(thing(a, lang_a, None), thing(b, lang_b, None)))
    for found in (of_persons, of_things):
        assert len(found) == len(FEATURES)
        assert all(isinstance(value, int | float) and 0 <= value <= 24 for value in found)
