import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.model import Name
from kzling.resolution.full_names import tokens
from kzling.resolution.person_parts import (
    ALL_INITIALS,
    FAMILY,
    GIVEN,
    GIVEN_AND_PATRONYMIC,
    ONE_INITIAL,
    PATRONYMIC,
    best_share,
    roles_of,
    same_initials,
    share,
)

FULL = "Арман Ахметович Сагындыков"


@pytest.mark.parametrize(
    ("asked", "sure"),
    [
        ("Сагындыков", FAMILY),
        ("Сагындыковым", FAMILY),
        ("Арман", GIVEN),
        ("Ахметовичу", PATRONYMIC),
        ("Арман Ахметович", GIVEN_AND_PATRONYMIC),
        ("Армана Сагындыкова", GIVEN_AND_PATRONYMIC),
        ("А. Сагындыков", ONE_INITIAL),
        ("А.А. Сагындыков", ALL_INITIALS),
        ("Сагындыкова А. А.", ALL_INITIALS),
        ("А.Е. Сагындыков", 0.0),
        ("Е. Сагындыков", 0.0),
        ("А. Арман", 0.0),
        ("Иван Сагындыков", 0.0),
        ("Сагындыковский", 0.0),
        ("А.А.", 0.0),
        ("", 0.0),
    ],
)
def test_how_sure_a_part_makes_a_name(asked: str, sure: float) -> None:
    assert share(tokens(asked), FULL, "ru", "ru") == sure


def test_without_a_patronymic_one_initial_is_all() -> None:
    assert share(tokens("А.Е. Сагындыков"), "Арман Сагындыков", "ru", "ru") == ONE_INITIAL


def test_letters_of_two_alphabets_may_begin_one_name() -> None:
    assert share(tokens("К. Тоқаев"), "Қасым-Жомарт Тоқаев", "kk", "kk") == ONE_INITIAL
    assert share(tokens("Е. Тоқаев"), "Қасым-Жомарт Тоқаев", "kk", "kk") == 0.0


@pytest.mark.parametrize(
    ("initials", "name", "same"),
    [
        ("К.", "Касым-Жомарт Кемелевич Токаев", True),
        ("К.-Ж.", "Касым-Жомарт Кемелевич Токаев", True),
        ("К.К.", "Касым-Жомарт Кемелевич Токаев", True),
        ("К.-Ж.К.", "Касым-Жомарт Кемелевич Токаев", True),
        ("К.-Ж.", "Қасым-Жомарт Тоқаев", True),
        ("К.А.", "Касым-Жомарт Кемелевич Токаев", False),
        ("К.А.К.", "Касым-Жомарт Кемелевич Токаев", False),
        ("К.-Ж.А.", "Касым-Жомарт Кемелевич Токаев", False),
        ("А.К.", "Касым-Жомарт Токаев", False),
        ("К.К.", "Касым-Жомарт Токаев", None),
        ("К.А.К.", "Касым-Жомарт Токаев", False),
    ],
)
def test_initials_are_compared_letter_by_letter(initials: str, name: str, same: bool | None) -> None:
    roles = roles_of(name, "ru")
    assert same_initials([initials], roles) is same
    score = {True: (ONE_INITIAL, ALL_INITIALS), None: (ONE_INITIAL,), False: (0.0,)}[same]
    assert share(tokens(f"{initials} {name.split()[-1]}"), name, "ru", "ru") in score


def test_letters_of_one_name_are_alike_both_ways() -> None:
    assert same_initials(["J."], roles_of("Ержан Сагындыков", "ru")) is True
    assert same_initials(["Е."], roles_of("Jerżan Sagyndykow", "pl")) is True
    assert same_initials(["А."], roles_of("Ержан Сагындыков", "ru")) is False


def test_parts_count_more_the_more_they_say() -> None:
    assert PATRONYMIC < GIVEN < FAMILY < ONE_INITIAL < GIVEN_AND_PATRONYMIC < ALL_INITIALS < 1


def test_the_roles_of_words() -> None:
    roles = roles_of(FULL, "ru")
    assert (roles.given, roles.patronymic, roles.family) == (("арман",), ("ахметович",), ("сагындыков",))


def test_two_initials_are_held_against_names_with_patronymics() -> None:
    names = (Name("Арман Сагындыков", "ru"), Name(FULL, "ru"))
    assert best_share(tokens("А.Е. Сагындыков"), names, "ru")[0] == 0.0
    assert best_share(tokens("А.А. Сагындыков"), names, "ru") == (ALL_INITIALS, names[1])
    assert best_share(tokens("А.Е. Сагындыков"), names[:1], "ru") == (ONE_INITIAL, names[0])


@given(st.text(st.characters(exclude_categories=()), max_size=40) | st.text("АрманСгыдковЕ. "), st.text(max_size=40))
def test_shares_of_any_text_are_between_none_and_all(asked: str, name: str) -> None:
    assert 0 <= share(tokens(asked), name, None, None) < 1
    assert 0 <= share(tokens(asked), FULL, "ru", "ru") <= 1
