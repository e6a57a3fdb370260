"""The script that trains the model of Kazakh names, on a file of a few sentences made from templates."""

from pathlib import Path

import pytest
import train_kazakh as script

from kzling.knowledge.base import KnowledgeBase
from kzling.mentions.kazakh import KazakhTagger
from kzling.mentions.sequence import SequenceModel

ROWS = "Кеше O\nАйгүл B-PERSON\nСәрсенова I-PERSON\nШу B-GPE\nқаласына O\nкелді O\n. O"
PEOPLE = ["Асқар Бекенов", "Дана Оспанова", "Ерлан Жүсіпов", "Гүлмира Тәжиева", "Болат Сейітов"]
TOWNS = ["Шуға", "Жаркентке", "Сарқанға", "Аягөзге"]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rows = []
    for person in PEOPLE:
        for town in TOWNS:
            name, family = person.split()
            rows.append(
                f"Кеше O\n{name} B-PERSON\n{family} I-PERSON\n{town} B-GPE\nкелді O\n, O\nекі B-CARDINAL\nкүн O"
            )
    path = tmp_path / "tiny.txt"
    path.write_text("\n\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_sentences_are_read_with_their_names(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ROWS + "\n\n" + "Жоқ O\n", encoding="utf-8")
    first, second = script.sentences(tmp_path / "one.txt")
    assert first.text == "Кеше Айгүл Сәрсенова Шу қаласына келді ."
    assert [(first.text[start:end], kind) for start, end, kind in first.names] == [
        ("Айгүл Сәрсенова", "person"),
        ("Шу", "place"),
    ]
    assert second == ("Жоқ", ())


def test_names_keep_their_places_in_latin_letters(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ROWS, encoding="utf-8")
    (sentence,) = script.sentences(tmp_path / "one.txt")
    latin = script.in_latin(sentence)
    assert [(latin.text[start:end], kind) for start, end, kind in latin.names] == [
        ("Aigül Särsenova", "person"),
        ("Şu", "place"),
    ]


def test_the_same_file_gives_the_same_model_and_that_finds_names(corpus: Path, base: KnowledgeBase) -> None:
    every = script.sentences(corpus)
    made = script.train(every, base)
    assert made == script.train(every, base)
    tagger = KazakhTagger(SequenceModel.read(made))
    names = tagger.find("Кеше Серік Оспанов Сарқанға келді.", [])
    assert [(item.lemma, item.type) for item in names] == [("Серік Оспанов", "person"), ("Сарқанға", "place")]
