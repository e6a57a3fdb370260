import pytest

import kzling
from kzling.mentions.found import Found
from kzling.mentions.plausible import plausible
from kzling.model import Entity, Name, Segment


@pytest.mark.parametrize(
    ("lang", "word", "is_left"),
    [("kk", "Келесі", False), ("en", "The", False), ("en", "IT", True), ("ru", "Келесі", True), ("kk", "Қазан", True)],
)
def test_words_that_open_sentences_are_no_names_of_the_gazetteer(lang: str, word: str, is_left: bool) -> None:
    item = Found(0, len(word), word, "place", "gazetteer")
    segments = [Segment(0, len(word), lang, "Cyrl", 1.0)]
    assert plausible([item], segments, word) == [item] * is_left


@pytest.mark.parametrize(("word", "is_left"), [("Сенатор", False), ("Сене", True)])
def test_endings_of_other_languages_make_no_name(word: str, is_left: bool) -> None:
    river = Entity(id="seine", type="place", names=(Name("Сена", lang="ru"),))
    item = Found(0, len(word), "Сена", "place", "gazetteer", ((river, river.names[0]),), exact=False)
    assert plausible([item], [Segment(0, len(word), "ru", "Cyrl", 1.0)], word) == [item] * is_left


def test_an_indeclinable_name_has_one_form() -> None:
    def found(text: str) -> list[str | None]:
        return [mention.entity_id for mention in kzling.analyze(text, lang="ru").mentions]

    assert "ng-place-kano" in found("Его видели в Кано.")
    assert "ng-place-kano" not in found("Вместо Кана вышел другой.")
