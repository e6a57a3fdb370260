"""Parts of persons' names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.answers import PersonName
from kzling.names.parsing import Parts, parse_name, parts

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
    ("Зоран Живковић", "Зоран", None, "Живковић", "given-first"),
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
    ("Ursula von der Leyen", "Ursula", None, "von der Leyen", "given-first"),
    ("von der Leyen, Ursula", "Ursula", None, "von der Leyen", "family-first"),
    ("Башар аль-Асад", "Башар", None, "аль-Асад", "given-first"),
    ("Марин Ле Пен", "Марин", None, "Ле Пен", "given-first"),
    ("Ле Пен Марин", "Марин", None, "Ле Пен", "family-first"),
    ("Мухаммед бин Салман", "Мухаммед", None, "бин Салман", "given-first"),
    ("Нурлан Казыхан", "Нурлан", None, "Казыхан", "given-first"),
    ("Казыхан Нурлан", "Нурлан", None, "Казыхан", "family-first"),
    ("Марина Ахметова", "Марина", None, "Ахметова", "given-first"),
    ("Ахметова Марина", "Марина", None, "Ахметова", "family-first"),
    ("Касым Жомарт Токаев", "Касым Жомарт", None, "Токаев", "given-first"),
    ("Реджеп Тайип Эрдоган", "Реджеп Тайип", None, "Эрдоган", "given-first"),
    ("Габриэль Гарсия Маркес", "Габриэль", None, "Гарсия Маркес", "given-first"),
    ("Си Цзиньпин", "Цзиньпин", None, "Си", "family-first"),
    ("Kim Jong Un", "Jong Un", None, "Kim", "family-first"),
    ("Пак Людмила", "Людмила", None, "Пак", "family-first"),
    ("Вячеслав Ким", "Вячеслав", None, "Ким", "given-first"),
    ("Роман Абрамович", "Роман", None, "Абрамович", "given-first"),
    ("Янукович Виктор", "Виктор", None, "Янукович", "family-first"),
    ("Viktor Yanukovych", "Viktor", None, "Yanukovych", "given-first"),
    ("Anna Maria Janukowicz", "Anna Maria", None, "Janukowicz", "given-first"),
    ("Ekrem İmamoğlu", "Ekrem", None, "İmamoğlu", "given-first"),
    ("Нұрлан Оразалыұлы", "Нұрлан", "Оразалыұлы", None, "given-first"),
    ("Нұрлан Оразалы-ұлы", "Нұрлан", "Оразалы-ұлы", None, "given-first"),
    ("Мухамедиулы А. Р.", "А.", "Р.", "Мухамедиулы", "family-first"),
    ("Усмонов Алишер Қодир ўғли", "Алишер", "Қодир ўғли", "Усмонов", "family-first"),
    ("Азамат Бакыт уулу", "Азамат", "Бакыт уулу", None, "given-first"),
    ("МАМЕДОВ ЭЛЬЧИН РАШИД ОГЛЫ", "ЭЛЬЧИН", "РАШИД ОГЛЫ", "МАМЕДОВ", "family-first"),
    ("Ю.В.Андропов", "Ю.", "В.", "Андропов", "given-first"),
    ("И.О. Иванов", "И.", "О.", "Иванов", "given-first"),
    ("К-Ж. Токаев", "К-Ж.", None, "Токаев", "given-first"),
    ("К. Кемелевич Токаев", "К.", "Кемелевич", "Токаев", "given-first"),
    ("Токаев Касым-Жомарт К.", "Касым-Жомарт", "К.", "Токаев", "family-first"),
    ("К. К.", "К.", "К.", None, "unknown"),
    ("Иоанн Павел II", "Иоанн Павел II", None, None, "unknown"),
    ("нурлан казыхан", "нурлан", None, "казыхан", "given-first"),
    ("Нурлан Ермекбаев (Казахстан)", "Нурлан", None, "Ермекбаев", "given-first"),
    ("Токаев", None, None, "Токаев", "unknown"),
    ("Казыхан", None, None, "Казыхан", "unknown"),
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
        ("Prof. Dr. Ayşe Yılmaz", ("Prof.", "Dr."), "Yılmaz"),
        ("акад. проф. Сулейменов Т.С.", ("акад.", "проф."), "Сулейменов"),
        ("JUDr. Jan Novák, Ph.D.", ("JUDr.", "Ph.D."), "Novák"),
        ("Smith, Dr. Jane, PhD", ("Dr.", "PhD"), "Smith"),
        ("Президент, Токаев", ("Президент",), "Токаев"),
        ("экс-министр Куандык Бишимбаев", ("экс-министр",), "Бишимбаев"),
        ("Генерального прокурора Берика Асылова", ("Генерального прокурора",), "Асылова"),
        ("Назарбаева ханым", ("ханым",), "Назарбаева"),
        ("Абылай хан", ("хан",), None),
        ("Имран Хан", (), "Хан"),
        ("John Major", (), "Major"),
        ("Султан Ахметов", (), "Ахметов"),
        ("Марат Султангазиев, аким", ("аким",), "Султангазиев"),
    ],
)
def test_titles(text: str, titles: tuple[str, ...], family: str) -> None:
    name = parse_name(text)
    assert (name.titles, name.family) == (titles, family)


def test_language_decides_between_father_and_family() -> None:
    assert parse_name("Зоран Петрович", lang="sr").family == "Петрович"
    assert parse_name("Зоран Петрович", lang="uk").patronymic == "Петрович"
    assert parse_name("Мерей Ұзақбайович", lang="ru").patronymic == "Ұзақбайович"
    assert parse_name("Zoran Zivkovic", lang="en").family == "Zivkovic"
    assert parse_name("Алия Бериковна", lang="uk").patronymic == "Бериковна"


def test_hungarian_order() -> None:
    assert parse_name("Orbán Viktornak", lang="hu").family == "Orbán"
    assert parse_name("Kaszim-Zsomart Tokajev", lang="hu").family == "Tokajev"


def test_parts_are_tokens() -> None:
    assert parts("Премьер-министр Урсула Мария фон дер Ляйен", "ru") == Parts(
        ("Урсула", "Мария"), None, ("фон", "дер", "Ляйен"), ("Премьер-министр",), "given-first"
    )
    assert parts("Қасым-Жомарт Кемел ұлы Тоқаев", "kk") == Parts(
        ("Қасым-Жомарт",), "Кемел ұлы", ("Тоқаев",), (), "given-first"
    )


ODD = ["а", "Иван ", "К.", "(", "[", "Иванов-", "президент ", "Ли ", "ұлы ", "фон ", ",", "а,"]


@pytest.mark.parametrize("piece", ODD)
def test_long_names_are_read(piece: str) -> None:
    # That takes long if the work grows faster than the name.
    text = piece * (5_000 // len(piece))
    found = parts(text, None)
    assert len(" ".join([*found.given, *found.family, *found.titles, found.patronymic or ""])) <= len(text) * 2


def test_lemmas_of_each_part() -> None:
    name = parse_name("Касым-Жомарта Токаева", lang="ru")
    assert "Токаев" in name.lemmas["family"]
    assert "Касым-Жомарт" in name.lemmas["given"]
    assert name.lemmas["family"][0] == "Токаева"
    assert set(parse_name("К. Токаев").lemmas) == {"family"}


PIECES = [
    "К.", "Си", "II", "хан", "экс-министр", "Нурлан", "аль-Асад", "И.О.", "[", "PhD", "Токаев", "Кемелұлы", "ұлы",
    "президент", ",", "von", "(", ")", "-", "ИВАНОВ", "Петрович", ".", "İ",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)).map(" ".join) | st.text(), st.sampled_from([None, "ru", "kk", "xx"]))
def test_any_text_parses(text: str, lang: str | None) -> None:
    name = parse_name(text, lang=lang)
    assert name == parse_name(text, lang=lang)
    found = parts(text, lang)
    assert (" ".join(found.given), found.patronymic, found.order) == (name.given or "", name.patronymic, name.order)
    assert PersonName.from_dict(name.to_dict()) == name
    assert all(part is None or part for part in (name.given, name.patronymic, name.family))
