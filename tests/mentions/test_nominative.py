import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.mentions.found import Found
from kzling.mentions.nominative import base_form, with_base_forms
from kzling.pipeline import analyze


@pytest.mark.parametrize(
    ("name", "lang", "expected"),
    [
        ("Серік Ботабаевпен", "kk", "Серік Ботабаев"),
        ("Serik Botabaevpen", "kk", "Serik Botabaev"),
        ("Қайрат Сұлтан", "kk", "Қайрат Сұлтан"),
        ("Ивана Петрова", "ru", "Иван Петров"),
        ("Анной Петровой", "ru", "Анна Петрова"),
        ("Анна Петрова", "ru", "Анна Петрова"),
        ("Ивана Стрельченко", "ru", "Иван Стрельченко"),
        ("Туленшиева Б. К.", "ru", "Туленшиева Б. К."),
        ("Ольги Ивановны Чеховой", "ru", "Ольга Ивановна Чехова"),
        ("Петровым", "ru", "Петров"),
        ("Сергія Шкарлета", "uk", "Сергій Шкарлет"),
        ("Janem Kowalskim", "pl", "Jan Kowalski"),
        ("Wisławy Szymborskiej", "pl", "Wisława Szymborska"),
        ("John Smith's", "en", "John Smith's"),
    ],
)
def test_persons(name: str, lang: str, expected: str) -> None:
    assert base_form(name, type="person", lang=lang) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Қарағаш ауылында", "Қарағаш ауылы"),
        ("Қарағашта", "Қарағаш"),
        ("Алматы", "Алматы"),
        ("Қарағанды", "Қарағанды"),
        ("Тәжікстан", "Тәжікстан"),
        ("«Ақбидай» ЖШС-нің", "«Ақбидай» ЖШС"),
    ],
)
def test_kazakh_places_and_bodies(name: str, expected: str) -> None:
    assert base_form(name, type="place", lang="kk") == expected


def test_other_names_in_the_text_decide() -> None:
    assert base_form("Александра Петрова", type="person", lang="ru") == "Александра Петрова"
    assert (
        base_form("Александра Петрова", type="person", lang="ru", said={"александр", "петров"}) == "Александр Петров"
    )


def test_what_a_base_has_keeps_its_own() -> None:
    found = [
        (Found(0, 6, "Астана", "place", "gazetteer"), "kk"),
        (Found(8, 26, "Серік Ботабаевпен", "person", "a"), "kk"),
    ]
    assert [item.lemma for item, _ in with_base_forms(found)] == ["Астана", "Серік Ботабаев"]


def test_mentions_have_base_forms() -> None:
    named = {m.surface: m.lemma for m in analyze("Депутат Иван Стрельцов встретился с Анной Печкиной.").mentions}
    assert named == {"Иван Стрельцов": "Иван Стрельцов", "Анной Печкиной": "Анна Печкина"}


@given(st.text(max_size=60), st.sampled_from(["kk", "ru", "uk", "pl", "en", "und"]))
def test_any_text_has_a_base_form(text: str, lang: str) -> None:
    assert isinstance(base_form(text, type="person", lang=lang), str)
    assert bool(base_form(text, type="place", lang=lang).strip()) == bool(text.strip())
