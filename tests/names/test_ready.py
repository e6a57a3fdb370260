"""Names made ready for comparison."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.names.ready import person, thing


def roles(text: str, lang: str | None) -> list[tuple[str, str]]:
    return [(part.token.text, part.role) for part in person(text, lang).parts]


def test_roles_and_patronymic() -> None:
    found = person("Токаев Касым-Жомарт Кемелевич", "ru")
    assert roles("Токаев Касым-Жомарт Кемелевич", "ru") == [
        ("Касым", "given"), ("Жомарт", "given"), ("Токаев", "family"),
    ]  # fmt: skip
    assert found.patronymic is not None
    assert (found.patronymic.text, found.sex, found.lang) == ("Кемелевич", "m", "ru")
    assert "кемел" in found.stems


def test_titles_are_left_out() -> None:
    assert person("Президент Токаев", "ru").parts == person("Токаев", "ru").parts


def test_a_patronymic_alone_is_a_name() -> None:
    found = person("Петрович", "ru")
    assert [part.token.text for part in found.parts] == ["Петрович"]
    assert found.patronymic is None


@pytest.mark.parametrize(
    ("text", "lang", "sex"),
    [
        ("Назарбаева Дарига", "ru", "f"), ("Дариға Нұрсұлтанқызы", "kk", "f"), ("Саша Петрович Иванов", "ru", "m"),
        ("Мария Шевченко", "uk", "f"), ("Иван Шевченко", "uk", "m"), ("Захарова", "ru", ""), ("Захарова", "kk", "f"),
        ("Zakharova", "en", "f"), ("Шевченко", "uk", ""), ("Злата Огневич", "ru", ""), ("Анна Петрова", "ru", "f"),
    ],
)  # fmt: skip
def test_sex(text: str, lang: str, sex: str) -> None:
    assert person(text, lang).sex == sex


@pytest.mark.parametrize(
    ("text", "lang", "stem"),
    [
        ("Иван Николаевич", "ru", "николай"), ("Серик Айтбаевич Ким", "ru", "айтбай"), ("Серік Асанұлы", "kk", "асан"),
        ("Серик Кабдоллинович Ким", "ru", "кабдолл"),
    ],
)  # fmt: skip
def test_what_the_father_can_be_called(text: str, lang: str, stem: str) -> None:
    assert stem in person(text, lang).stems


def test_things_have_kinds_and_numbers() -> None:
    found = thing("Школа № 5 имени Абая", "ru", "organization")
    assert found.kinds == {"school"}
    assert found.numbers == ("5",)
    assert "Абая" in [part.token.text for part in found.parts]
    assert not any(part.token.initial for part in thing("А. Б.", "ru", "place").parts)


WORDS = ["Токаев", "К.", "ұлы", "Кемелұлы", "-", "№", "5", "ЖШС", ","]
TEXTS = st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join)
LANGS = st.sampled_from([None, "ru", "kk", "pl", "xx"])


@given(TEXTS, LANGS)
def test_any_text_is_a_name(text: str, lang: str | None) -> None:
    found = person(text, lang)
    assert all(part.role in ("", "given", "family") and part.token.text for part in found.parts)
    assert found.patronymic is not None or found.stems == ()
    assert found.sex in ("m", "f", "")
    assert all(part.token.text and not part.role for part in thing(text, lang, "place").parts)
