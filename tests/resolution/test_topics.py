import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.model import Entity
from kzling.resolution.topics import countries_in, scored, topics_in, topics_of


def said(**attributes: object) -> frozenset[str]:
    return topics_of(Entity("x", (), attributes=attributes))


def test_the_topics_of_an_entity_are_what_its_attributes_say() -> None:
    assert said(kind="Football Club") == {"sport"}
    assert "literature" in said(occupation="poet")
    assert said(kind="city") == said() == said(kind=["football club"]) == frozenset()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Голкипер пропустил гол в матче", "sport"),
        ("The goalkeeper saved a penalty in the match", "sport"),
        ("Қақпашы допты ұстады, матч тең аяқталды", "sport"),
        ("Bramkarz obronił rzut karny w meczu", "sport"),
        ("Акындар поэзия кешінде өлең оқыды", "literature"),
    ],
)
def test_the_topic_of_a_text(text: str, topic: str) -> None:
    assert topics_in(text.split()).most_common(1)[0][0] == topic


def test_each_word_counts_once() -> None:
    assert topics_in(["матч"] * 5) == topics_in(["матч"]) == {"sport": 1}
    assert not topics_in([])
    assert not topics_in(["и", "в", "Астана"])


@pytest.mark.parametrize("text", ["со счётом 2:1", "2-1", "Итог: 0–3.", "3:2 (1:1)"])
def test_the_score_of_a_game(text: str) -> None:
    assert scored(text)


@pytest.mark.parametrize("text", ["в 12:30", "2022-01-05", "1:10", "2:1:3", "0,5-1,5", "тел. 2-22-13", ""])
def test_times_dates_and_numbers_are_no_scores(text: str) -> None:
    assert not scored(text)


@pytest.mark.parametrize(
    ("phrase", "country"),
    [
        ("Казахстана", "kz"),
        ("казахстанским", "kz"),
        ("Қазақстанның", "kz"),
        ("қырғыз", "kg"),
        ("Polski", "pl"),
        ("polskiego", "pl"),
        ("Russian", "ru"),
        ("РФ", "ru"),
        ("US", "us"),
        ("United States", "us"),
        ("Северной Кореи", "kp"),
        ("Южной Кореи", "kr"),
        ("Саудовской Аравией", "sa"),
        ("Korei Północnej", "kp"),
    ],
)
def test_words_that_say_of_which_country(phrase: str, country: str) -> None:
    assert countries_in(phrase.split())[country] >= 1


@pytest.mark.parametrize("word", ["us", "it", "президент", "Астана", "", "🇰🇿", "каза"])
def test_words_that_say_no_country(word: str) -> None:
    assert not countries_in([word])


def test_countries_are_counted_each_time() -> None:
    assert countries_in(["Россия", "России", "Польша"]) == {"ru": 2, "pl": 1}


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=12), max_size=20))
def test_any_words_are_counted(words: list[str]) -> None:
    assert sum(topics_in(words).values()) <= len(set(words))
    assert sum(countries_in(words).values()) <= 2 * len(words)


@pytest.mark.parametrize("piece", ["1:", "2-1 ", "1-", "\0", "\ud800", "🇰🇿"])
def test_a_score_in_a_million_characters(piece: str) -> None:
    assert scored(piece * (1_000_000 // len(piece))) is (piece == "2-1 ")
