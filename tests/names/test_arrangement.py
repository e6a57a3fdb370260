"""Roles of the words of a name."""

import pytest

from kzling.names.arrangement import Piece, after_comma, arrange, is_given
from kzling.names.shapes import look


def pieces(*words: str) -> list[Piece]:
    return [Piece(word, "word", None, look(word).family, word.isupper()) for word in words]


def test_nothing_is_nothing() -> None:
    assert arrange([], None, titled=False).order == "unknown"
    assert not any(arrange([], None, titled=True)[:3])


@pytest.mark.parametrize(("word", "given"), [("Айгуль", True), ("Токаев", False), ("Казыхан", False)])
def test_one_word_is_a_given_name_if_it_is_known(word: str, given: bool) -> None:
    roles = arrange(pieces(word), "ru", titled=False)
    assert bool(roles.given) == given
    assert bool(roles.family) == (not given)


def test_capitals_tell_the_family_name() -> None:
    roles = arrange(pieces("АХМЕТ", "Байтұрсын", "Нұрлан"), "kk", titled=False)
    assert [piece.text for piece in roles.family] == ["АХМЕТ"]
    assert roles.order == "family-first"


def test_each_piece_has_one_role() -> None:
    words = pieces("Габриэль", "Гарсия", "Маркес")
    roles = arrange(words, "es", titled=False)
    assert [*roles.given, *roles.family] == words


def test_the_family_name_stands_before_the_comma() -> None:
    family, given = pieces("Марина"), pieces("Ахметова")
    assert after_comma(family, given) == (given, None, family, "family-first")


def test_given_names_in_halves() -> None:
    assert is_given("Касым-Жомарт")
    assert is_given("Анна-Мария")
    assert not is_given("Токаев")
