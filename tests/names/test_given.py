"""Which given name a token is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.names.equivalents import SAME, SHORT, WEAK
from kzling.names.given import bearer, father, groups, halves, known
from kzling.names.shapes import patronymic
from kzling.orthography.forward import transliterate

LANGUAGES = st.sampled_from([None, "ru", "kk", "uk", "en", "pl", "und"])
TOKENS = st.text(max_size=30) | st.text("абвгдежзийклмнурсұқі-’ЖКЮя", max_size=12)


@pytest.mark.parametrize(
    ("token", "lang"),
    [
        ("Николай", "ru"), ("Микола", "uk"), ("Мікалай", "be"), ("Mykola", "en"), ("Nikolay", "en"), ("Nikolaj", "de"),
        ("Mikałaj", "pl"), ("Nikolajus", "lt"), ("Nikolai", None),
    ],
)  # fmt: skip
def test_one_name_in_any_language_and_spelling(token: str, lang: str | None) -> None:
    assert groups(token, lang)["Николай"] == SAME


@pytest.mark.parametrize("token", ["Сергій", "Serhii", "Serhij", "Siarhiej", "Sergej", "Sergei", "Сяргей", "Siergiej"])
def test_spellings_meet(token: str) -> None:
    assert groups(token, None)["Сергей"] == SAME


@pytest.mark.parametrize("scheme", ["kk-ru", "kk-latn-2021", "kk-en-kz", "kk-arab"])
@pytest.mark.parametrize("name", ["Нұрлан", "Әсел", "Жанар", "Қанат", "Шыңғыс"])
def test_spellings_of_schemes_need_no_line(name: str, scheme: str) -> None:
    assert groups(transliterate(name, scheme), None)[name] == SAME


@pytest.mark.parametrize(
    ("token", "lang", "name", "grade"),
    [
        ("Коля", "ru", "Николай", SHORT), ("Nicholas", "en", "Николай", WEAK), ("Саша", "ru", "Александр", SHORT),
        ("Саша", "ru", "Александра", SHORT), ("Нұрекең", "kk", "Нұрсұлтан", SHORT), ("John", "en", "Иван", WEAK),
    ],
)  # fmt: skip
def test_grades(token: str, lang: str, name: str, grade: int) -> None:
    assert groups(token, lang)[name] == grade


@pytest.mark.parametrize(
    ("token", "lang", "name"),
    [("Юрий", "ru", "Георгий"), ("Марина", "ru", "Мария"), ("Ерлан", "kk", "Нұрлан"), ("Oleh", "en", "Александр")],
)
def test_other_names_stay_apart(token: str, lang: str, name: str) -> None:
    assert name not in groups(token, lang)


def test_forms_of_the_own_language_count_only_as_written() -> None:
    assert "Пётр" in groups("Петр", "ru")
    assert "Әсел" not in groups("Әсил", "kk")


def test_scripts_that_have_no_sounds_are_found_as_written() -> None:
    assert groups("ალექსანდრე", None)["Александр"] == SAME


@pytest.mark.parametrize(
    ("token", "sex"),
    [
        ("Нұрлан", "m"), ("Nurlan", "m"), ("Siarhiej", "m"), ("Гүлнара", "f"), ("Oksana", "f"), ("Саша", "u"),
        ("Анна-Мария", "f"), ("Касым-Жомарт", "m"), ("Анна-Токаева", None), ("Назарбаев", None), ("Zelensky", None),
        ("Жандосбек", "m"), ("Асылайгүл", "f"), ("Жандос-бек", "m"), ("Казыхан", None), ("К.", None), ("", None),
        ("---", None),
    ],
)  # fmt: skip
def test_known(token: str, sex: str | None) -> None:
    assert known(token) == sex


@pytest.mark.parametrize(
    ("word", "lang", "name"),
    [
        ("Николаевич", "ru", "Николай"), ("Миколайович", "uk", "Николай"), ("Мікалаевіч", "be", "Николай"),
        ("Mykolaiovych", "en", "Николай"), ("Nikolajewitsch", "de", "Николай"), ("Юрьевна", "ru", "Юрий"),
        ("Юріївна", "uk", "Юрий"), ("Юр’евіч", "be", "Юрий"), ("Ильич", "ru", "Илья"), ("Львович", "ru", "Лев"),
        ("Абишевич", "ru", "Әбіш"), ("Әбішұлы", "kk", "Әбіш"), ("Abishuly", "en", "Әбіш"), ("Абишулы", "ru", "Әбіш"),
        ("Нурсултановна", "ru", "Нұрсұлтан"), ("Сергеевич", "ru", "Сергей"), ("Serhiyovych", "en", "Сергей"),
    ],
)  # fmt: skip
def test_fathers(word: str, lang: str, name: str) -> None:
    shape = patronymic(word)
    assert shape is not None
    assert father(shape.stem, lang)[name] == SAME


def test_fathers_differ() -> None:
    assert not father("игор", "ru").keys() & father("олег", "ru").keys()


@pytest.mark.parametrize(
    ("token", "lang", "other"),
    [
        ("Valentin", "en", "Валентина"), ("Valentina", "en", "Валентин"), ("Aleksandra", "pl", "Александр"),
        ("Александр", "ru", "Александра"), ("Olexandr", "en", "Александра"), ("Daniel", "en", "Даниэла"),
    ],
)  # fmt: skip
def test_women_are_no_men(token: str, lang: str, other: str) -> None:
    assert groups(token, lang)
    assert other not in groups(token, lang)


@pytest.mark.parametrize(
    ("token", "lang", "sex"),
    [
        ("Valentin", "en", "m"), ("Валентина", "ru", "f"), ("Ивана", "sr", "f"), ("Ивана", "ru", ""),
        ("Романа", "uk", ""), ("Саша", "ru", ""), ("Токаев", "ru", ""), ("", None, ""),
    ],
)  # fmt: skip
def test_bearer(token: str, lang: str | None, sex: str) -> None:
    assert bearer(token, lang) == sex


@pytest.mark.parametrize("hyphen", "-‐‑")
def test_hyphens_of_any_kind(hyphen: str) -> None:
    assert halves(f"Анна{hyphen}Мария") == ["Анна", "Мария"]
    assert known(f"Анна{hyphen}Мария") == "f"
    assert known(f"Анна{hyphen}Токаева") is None


@given(TOKENS, LANGUAGES)
def test_odd_tokens(token: str, lang: str | None) -> None:
    assert known(token) in {"m", "f", "u", None}
    for found in (groups(token, lang), father(token, lang)):
        assert set(found.values()) <= {SAME, SHORT, WEAK}
    assert bool(groups(token, None)) <= bool(known(token))


def test_long_tokens() -> None:
    assert known("жан" * 2_000) is None
    assert known("Жан-" * 2_000) is None
    assert groups("j" * 5_000, "en") == {}
