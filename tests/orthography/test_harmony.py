import pytest

from kzling.orthography.harmony import disharmony, foreignness


@pytest.mark.parametrize("word", ["жылғы", "келген", "Түркістан", "Қазақстан", "үйлердің", "балаларымыз", "кітап"])
def test_native_words(word: str) -> None:
    assert disharmony(word, "kk") == (1 if word in ("Түркістан", "кітап") else 0)
    assert foreignness(word, "kk") == 0


def test_both_ways_of_breaking_the_habit() -> None:
    assert disharmony("жілғы", "kk") == 1
    assert foreignness("кэлген", "kk") == foreignness("сәикес", "kk") == 1


def test_languages_without_harmony() -> None:
    assert disharmony("мәні", "ru") == foreignness("эпоха", "ru") == 0
