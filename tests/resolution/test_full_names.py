import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.resolution.full_names import FullName, Token, around, full_names, fuller, is_fuller, stem, tokens


def at(text: str, name: str) -> tuple[int, int]:
    return text.index(name), text.index(name) + len(name)


def found(text: str, name: str, lang: str | None = None) -> str | None:
    full = around(text, *at(text, name), lang=lang)
    return full and full.text


def shorts(text: str, name: str, lang: str, start: int) -> list[str]:
    return [full.text for full in fuller(full_names(text, stem(name), lang=lang), name, lang, start=start)]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("К.-Ж. Токаев", ["К.-Ж.", "Токаев"]),
        ("Токаев К.К.", ["Токаев", "К.К."]),
        ("Мәлік Серікұлы", ["Мәлік", "Серікұлы"]),
        ("Ursula von der Leyen", ["Ursula", "von", "Leyen"]),
        ("Касым-Жомарт", ["Касым-Жомарт"]),
        ("O'Brien", ["O'Brien"]),
        ("мир", []),
        ("", []),
    ],
)
def test_words_and_initials(name: str, parts: list[str]) -> None:
    assert [token.text for token in tokens(name)] == parts


@pytest.mark.parametrize(
    ("text", "name", "full"),
    [
        ("Вчера Тимур Умаров прибыл.", "Умаров", "Тимур Умаров"),
        ("Вчера Тимур Умаров прибыл.", "Тимур", "Тимур Умаров"),
        ("слова Т. Умарова о мире", "Умарова", "Т. Умарова"),
        ("слова Умарова Т.А. о мире", "Умарова", "Умарова Т.А."),
        ("Президент Тимур Умаров сказал", "Умаров", "Тимур Умаров"),
        ("Ержан Айдарович Сагындыков", "Айдарович", "Ержан Айдарович Сагындыков"),
        ("Олег Петров, Анна Смирнова", "Смирнова", "Анна Смирнова"),
        ("w piątek Jan Kowalski mówił", "Kowalski", "Jan Kowalski"),
    ],
)
def test_the_full_name_around_a_word(text: str, name: str, full: str) -> None:
    assert found(text, name) == full


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Вчера Умаров прибыл.", "Умаров"),
        ("Тимур. Умаров прибыл.", "Умаров"),
        ("тимур Умаров", "Умаров"),
        ("Тимур, Умаров", "Умаров"),
        ("Северный Казахстан", "Казахстан"),
    ],
)
def test_no_full_name_around_a_word(text: str, name: str) -> None:
    assert found(text, name) is None


def test_a_listed_name_needs_no_given_name() -> None:
    text = "Сюда приехал Вольдемар Штерн сегодня"
    full = around(text, *at(text, "Штерн"), listed=lambda name: name == "Вольдемар Штерн")
    assert full is not None
    assert text[full.start : full.end] == full.text == "Вольдемар Штерн"


def test_the_nearest_full_name_before_comes_first() -> None:
    text = "Тимур Умаров и Иван Умаров. Умаров уехал. Олег Умаров остался."
    start = text.index("Умаров уехал")
    assert shorts(text, "Умаров", "ru", start) == ["Иван Умаров", "Тимур Умаров", "Олег Умаров"]


@pytest.mark.parametrize(
    ("text", "name", "lang", "full"),
    [
        ("Тимура Умарова ждали. Умаров пришёл.", "Умаров", "ru", "Тимура Умарова"),
        ("Тимур Умаров келді. Умаровтың айтуынша", "Умаровтың", "kk", "Тимур Умаров"),
        ("Jan Kowalski przyszedł. Kowalskiego pytano", "Kowalskiego", "pl", "Jan Kowalski"),
        ("Timur Umarov came. Umarov's words", "Umarov's", "en", "Timur Umarov"),
        ("Тимур Аркадьевич Умаров. Т.А. Умаров", "Т.А. Умаров", "ru", "Тимур Аркадьевич Умаров"),
        ("Тимур Умаров. Тимур ушёл.", "Тимур", "ru", "Тимур Умаров"),
    ],
)
def test_a_short_name_in_any_case_has_its_full_name(text: str, name: str, lang: str, full: str) -> None:
    start = text.rindex(name)
    assert shorts(text, name, lang, start)[:1] == [full]


@pytest.mark.parametrize(
    ("text", "name"), [("Тимур Умаров.", "Петров"), ("Тимур Умаров.", "И. Умаров"), ("Иван.", "И."), ("", "А")]
)
def test_no_full_name_elsewhere(text: str, name: str) -> None:
    assert shorts(text, name, "ru", 0) == []


def test_fuller_has_all_words_and_one_more() -> None:
    full = FullName(0, 0, tokens("Тимур Аркадьевич Умаров"))
    assert is_fuller(full, tokens("Умаров Тимур"), "ru")
    assert is_fuller(full, tokens("Т. Умаров"), "ru")
    assert not is_fuller(full, tokens("Тимур Аркадьевич Умаров"), "ru")
    assert not is_fuller(full, tokens("Умаров Умаров"), "ru")


def test_a_group_of_initials_is_one_token() -> None:
    assert Token(0, 4, "Т.А.").initial
    assert not Token(0, 6, "Умаров").initial


def test_the_first_letters_that_case_forms_share() -> None:
    assert stem("Умаровтың") == "Умаро"
    assert stem("Т. Ким") == "Ким"
    assert stem("Т.А.") == stem("") == ""


TEXTS = st.text(st.characters(exclude_categories=()), max_size=60) | st.lists(
    st.sampled_from(["Тимур", "Умаров", "Т.А.", "Иван", "и", ".", "Jan", "де", "-", "Serikuly", "ұлы"])
).map(" ".join)


@given(TEXTS, st.data())
def test_full_names_stand_where_they_say(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    full = around(text, start, end)
    named = full_names(text, stem(text[start:end]))
    others = list(fuller(named, text[start:end], None, start=start))
    assert set(others) <= set(named)
    for name in [*others, *([full] if full else [])]:
        assert 0 <= name.start < name.end <= len(text)
        assert len(name.tokens) > 1
        assert all(text[token.start : token.end] == token.text for token in name.tokens)
    assert len({name.start for name in others}) == len(others)
    if full:
        assert full.start <= start < full.end


@pytest.mark.parametrize("piece", ["Я", "Я ", "Иван ", "А.", "а'", "🇰🇿", "\0", "\ud800", "Жан-", "שלום "])
def test_a_text_of_a_million_characters(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    full = around(text, 500_000, 500_006)
    assert full is None or full.end - full.start < 200
    assert len(full_names(text, stem(piece))) <= 500
