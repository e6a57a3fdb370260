"""Titles beside names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling import data
from kzling.names.titles import TITLES, at_end, at_front, is_title, may_be_title


def test_titles_file() -> None:
    raw = data.read_yaml(TITLES)
    assert set(raw) == {"sources", "prefixes", "cases", "behind", "names", "titles"}
    assert {"en", "ru", "kk", "uk", "pl", "de", "be", "ky", "uz", "az", "tr"} <= set(raw["titles"])
    for titles in [raw["behind"], list(raw["names"]), *raw["titles"].values()]:
        assert all(isinstance(title, str) and title == title.lower().strip() for title in titles)
        assert len(titles) == len(set(titles))
        assert all(is_title(title.split()) or title in raw["names"] for title in titles)


@pytest.mark.parametrize(
    ("words", "lang", "length"),
    [
        ("Президент Токаев", "ru", 1), ("президента Касым-Жомарта Токаева", "ru", 1), ("Президента Токаева", "ru", 1),
        ("Deputy Prime Minister Murat Nurtleu", "en", 3), ("Мемлекет басшысы Қасым-Жомарт Тоқаев", "kk", 2),
        ("экс-министр Бишимбаев", "ru", 1), ("ex-President Nazarbayev", "en", 1), ("Mr. Tokayev", "en", 1),
        ("премьер-министрдің орынбасары Серік Жұманғарин", "kk", 2), ("prezydentem Dudą", "pl", 1),
        ("пан Шольц", "ru", 1), ("И.О. Иванов", "ru", 0), ("и.о. министра Иванов", "ru", 1), ("Рабин Ицхак", "ru", 0),
        ("Пан Зеленський", "uk", 1), ("Пан Ги Мун", "ru", 0), ("Султан Ахметов", "ru", 0), ("Министров Иван", "ru", 0),
        ("Касым-Жомарт Токаев", "ru", 0), ("Премьер", "ru", 1), ("", None, 0),
    ],
)  # fmt: skip
def test_at_front(words: str, lang: str | None, length: int) -> None:
    assert at_front(words.split(), lang) == length


@pytest.mark.parametrize(
    ("words", "lang", "length"),
    [
        ("Абылай хан", "kk", 1), ("Назарбаева ханым", "kk", 1), ("Нұрлан мырза", "kk", 1), ("Ahmet Bey", "tr", 1),
        ("Imran Khan", "en", 0), ("John Major", "en", 0), ("Jane Smith PhD", "en", 1), ("Токаев", "ru", 0),
        ("", None, 0),
    ],
)  # fmt: skip
def test_at_end(words: str, lang: str | None, length: int) -> None:
    assert at_end(words.split(), lang) == length


def test_titles_in_small_letters_may_be_inflected() -> None:
    assert is_title(["prezydentem"])
    assert is_title(["главы"])
    assert is_title(["Мемлекет", "басшысы"])
    assert not is_title(["Министров"])
    assert not is_title([])


@given(st.text(), st.sampled_from([None, "ru", "tr"]))
def test_any_text_is_a_title_or_not(text: str, lang: str | None) -> None:
    words = text.split()
    assert 0 <= at_front(words, lang) <= len(words)
    assert 0 <= at_end(words, lang) <= len(words)
    assert may_be_title(text) or not is_title([text])
