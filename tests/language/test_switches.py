"""Changes of language inside a sentence."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.language.detect import detect
from kzling.language.segment import segment
from kzling.language.switches import may_change, stretches
from kzling.language.votes import manner, read

MIXED = Path(__file__).parent / "gold" / "mixed.jsonl"
RU, KK = ("ru", "Cyrl"), ("kk", "Cyrl")


def told(text: str) -> list[tuple[str, str]]:
    return [(part.language, text[part.start : part.end]) for part in segment(text)]


def test_a_change_inside_a_sentence() -> None:
    text = "Кеше жиналыста болдық, вообще никто не пришёл, сосын үйге қайттық."
    assert [language for language, _ in told(text)] == ["kk", "ru", "kk"]


def test_a_quotation() -> None:
    text = "Министр сказал журналистам: «Бұл мәселе жақында шешіледі», и вышел из зала."
    assert told(text)[1] == ("kk", "«Бұл мәселе жақында шешіледі», ")


@pytest.mark.parametrize(
    "text",
    [
        "Вчера Қасым-Жомарт Тоқаев и Мәулен Әшімбаев встретились в городе Қызылорда.",
        "Жаңа Samsung Galaxy телефонын несиеге алдым.",
        "Президент подписал закон о языке.",
    ],
)
def test_names_and_brands_change_nothing(text: str) -> None:
    assert len(told(text)) == 1


def test_one_word_is_no_stretch() -> None:
    text = "Он сказал жақсы и вышел из дома."
    assert not may_change(read(text, manner(text)), RU)
    assert stretches(text, RU) == []


def test_stretches_begin_with_a_word() -> None:
    text = "Вообще никто не пришёл, сосын біз үйге қайттық."
    first, second = stretches(text, RU)
    assert (first.start, first.key, second.key) == (0, RU, KK)
    assert text[second.start :].startswith("сосын")


def test_most_words_of_the_gold_are_told_rightly() -> None:
    right = all_ = 0
    for line in MIXED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = segment(row["text"])
        for start, end, language in row["spans"]:
            at = next(part.language for part in found if part.start <= start < part.end)
            all_ += end - start
            right += (end - start) * (at == language)
    assert right / all_ > 0.95


@pytest.mark.parametrize("name", ["Тоқаев", "Nursultan", "Müller", "Зеленский"])
def test_names_do_not_change_the_language_of_a_text(name: str) -> None:
    text = "Вчера в столице {}прошло совещание о бюджете страны."
    assert detect(text.format(f"{name} и {name} ")).language == detect(text.format("")).language == "ru"


_WORDS = st.sampled_from(
    ["никто", "не", "пришёл", "біз", "кеше", "үйге", "қайттық", "the", "house", "«", "(", ", ", "1"]
)


@given(st.lists(_WORDS, max_size=20).map(" ".join) | st.lists(_WORDS).map("".join) | st.text())
def test_any_text_has_stretches_or_none(text: str) -> None:
    found = stretches(text, RU)
    assert not found or found[0].start == 0
    assert len(found) != 1 or found[0].key != RU
    assert all(0 <= part.confidence <= 1 for part in found)
    starts = [part.start for part in found]
    assert starts == sorted(set(starts))
    assert all(start <= len(text) for start in starts)


def test_addresses_are_in_no_language_of_their_own() -> None:
    text = "Бүгін қалада концерт болады! https://example.org/the/great/event Барлығыңыз келіңіздер #қазақша"
    assert {language for language, _ in told(text)} == {"kk"}


def test_capitals_change_their_language_too() -> None:
    names = "ҚАЗАҚСТАН РЕСПУБЛИКАСЫНЫҢ ҮКІМЕТІ", "ПРАВИТЕЛЬСТВО РЕСПУБЛИКИ КАЗАХСТАН", "GOVERNMENT OF KAZAKHSTAN"
    text = " / ".join(names)
    assert [language for language, _ in told(text)] == ["kk", "ru", "en"]


def test_each_stretch_has_a_confidence() -> None:
    text = "Кеше жиналыста болдық, вообще никто не пришёл, сосын үйге қайттық."
    assert all(part.confidence > 0.5 for part in segment(text))
