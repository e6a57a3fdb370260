"""Parts of persons' names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.answers import PersonName
from kzling.names.parsing import parse_name

# text, given, patronymic, family, order
NAMES = [
    ("Касым-Жомарт Кемелевич Токаев", "Касым-Жомарт", "Кемелевич", "Токаев", "given-first"),
    ("Токаев Касым-Жомарт Кемелевич", "Касым-Жомарт", "Кемелевич", "Токаев", "family-first"),
    ("Тоқаев Қасым-Жомарт Кемелұлы", "Қасым-Жомарт", "Кемелұлы", "Тоқаев", "family-first"),
    ("Қасым-Жомарт Кемел ұлы Тоқаев", "Қасым-Жомарт", "Кемел ұлы", "Тоқаев", "given-first"),
    ("Kassym-Jomart Kemel-uly Tokayev", "Kassym-Jomart", "Kemel-uly", "Tokayev", "given-first"),
    ("Касым-Жомарту Кемелевичу Токаеву", "Касым-Жомарту", "Кемелевичу", "Токаеву", "given-first"),
    ("Володимир Олександрович Зеленський", "Володимир", "Олександрович", "Зеленський", "given-first"),
    ("Wołodymyr Ołeksandrowycz Zełenski", "Wołodymyr", "Ołeksandrowycz", "Zełenski", "given-first"),
    ("Olzhas Abajewitsch Bektenow", "Olzhas", "Abajewitsch", "Bektenow", "given-first"),
    ("İlham Heydər oğlu Əliyev", "İlham", "Heydər oğlu", "Əliyev", "given-first"),
    ("Асанбек уулу Чынгыз", "Чынгыз", "Асанбек уулу", None, "unknown"),
    ("Иван Петрович Лукашевич", "Иван", "Петрович", "Лукашевич", "given-first"),
    ("Лукашевич Иван Петрович", "Иван", "Петрович", "Лукашевич", "family-first"),
    ("Tokayev, Kassym-Jomart", "Kassym-Jomart", None, "Tokayev", "family-first"),
    ("Tokayev, Kassym-Jomart Kemelevich", "Kassym-Jomart", "Kemelevich", "Tokayev", "family-first"),
    ("Живкович, Зоран", "Зоран", None, "Живкович", "family-first"),
    ("Зоран Живковић", "Зоран", None, "Живковић", "unknown"),
    ("Нурсултан Абишевич", "Нурсултан", "Абишевич", None, "given-first"),
    ("Токаев К.-Ж. К.", "К.-Ж.", "К.", "Токаев", "family-first"),
    ("К.-Ж. К. Токаев", "К.-Ж.", "К.", "Токаев", "given-first"),
    ("К.К. Токаев", "К.", "К.", "Токаев", "given-first"),
    ("К. Токаев", "К.", None, "Токаев", "given-first"),
    ("Дж. Байден", "Дж.", None, "Байден", "given-first"),
    ("John F. Kennedy", "John F.", None, "Kennedy", "given-first"),
    ("Әуезов Мұхтар", "Мұхтар", None, "Әуезов", "family-first"),
    ("Aleksandr BORTNIKOV", "Aleksandr", None, "BORTNIKOV", "given-first"),
    ("ТОҚАЕВ Қасым-Жомарт", "Қасым-Жомарт", None, "ТОҚАЕВ", "family-first"),
    ("Ursula von der Leyen", "Ursula", None, "von der Leyen", "unknown"),
    ("Токаев", None, None, "Токаев", "unknown"),
    ("Абай", "Абай", None, None, "unknown"),
    ("Кемелұлы", None, "Кемелұлы", None, "unknown"),
    ("", None, None, None, "unknown"),
    (" ,.(", None, None, None, "unknown"),
]


@pytest.mark.parametrize(("text", "given_name", "patronymic", "family", "order"), NAMES)
def test_parts(text: str, given_name: str, patronymic: str, family: str, order: str) -> None:
    name = parse_name(text)
    assert (name.given, name.patronymic, name.family, name.order) == (given_name, patronymic, family, order)


@pytest.mark.parametrize(
    ("text", "titles", "family"),
    [
        ("Президент Токаев", ("Президент",), "Токаев"),
        ("Deputy Prime Minister Murat Nurtleu", ("Deputy Prime Minister",), "Nurtleu"),
        ("президента Касым-Жомарта Токаева", ("президента",), "Токаева"),
        ("министр генерал Иван Петров", ("министр", "генерал"), "Петров"),
        ("Mr. Tokayev", ("Mr.",), "Tokayev"),
        ("Kassym-Jomart Tokayev, president", ("president",), "Tokayev"),
        ("Tokayev, Kassym-Jomart", (), "Tokayev"),
        ("Мемлекет басшысы Қасым-Жомарт Тоқаев", ("Мемлекет басшысы",), "Тоқаев"),
    ],
)
def test_titles(text: str, titles: tuple[str, ...], family: str) -> None:
    name = parse_name(text)
    assert (name.titles, name.family) == (titles, family)


def test_language_decides_on_two_words() -> None:
    assert parse_name("Зоран Живкович", lang="uk").family == "Живкович"
    assert parse_name("Зоран Живкович", lang="ru").patronymic == "Живкович"
    assert parse_name("Алия Бериковна", lang="uk").patronymic == "Бериковна"


def test_lemmas_of_each_part() -> None:
    name = parse_name("Касым-Жомарта Токаева", lang="ru")
    assert "Токаев" in name.lemmas["family"]
    assert "Касым-Жомарт" in name.lemmas["given"]
    assert name.lemmas["family"][0] == "Токаева"
    assert set(parse_name("К. Токаев").lemmas) == {"family"}


PIECES = ["К.", "Токаев", "Кемелұлы", "ұлы", "президент", ",", "von", "(", ")", "-", "ИВАНОВ", "Петрович", ".", "İ"]


@given(st.lists(st.sampled_from(PIECES)).map(" ".join) | st.text(), st.sampled_from([None, "ru", "kk", "xx"]))
def test_any_text_parses(text: str, lang: str | None) -> None:
    name = parse_name(text, lang=lang)
    assert name == parse_name(text, lang=lang)
    assert PersonName.from_dict(name.to_dict()) == name
    assert all(part is None or part for part in (name.given, name.patronymic, name.family))
