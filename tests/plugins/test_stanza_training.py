"""`kzling train-ner` on a dataset that is built here from templates, and the model that it makes."""

import json
import os
import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kzling
from kzling.errors import EmptyInput, MissingExtra, OutputNotEmpty, UnwritableOutput, UsageError, WorkerDied
from kzling.model import Document, Mention, Segment
from kzling.pipeline import analyze
from kzling.plugins.stanza import MAX_LETTERS, MAX_TOKENS, tagger
from kzling.plugins.stanza_training import Trained, labelled, train

pytest.importorskip("stanza", minversion="1.11")
pytest.importorskip("datasets")

Command = Callable[..., tuple[int, str, str]]

NAMES = {
    "person": ["Олжас Бектенов", "Мұрат Нұртілеу", "Әлихан Смайылов", "Ерлан Қошанов", "Айгүл Сәрсенова"],
    "place": ["Шымкент", "Өскемен", "Қызылорда", "Талдықорған", "Екібастұз", "Жезқазған"],
    "organization": ["Самұрық-Қазына", "ҚазМұнайГаз", "Қазатомпром", "Ұлттық банк"],
}
TEMPLATES = [
    "{person} {day} наурызда {place} қаласына келді.",
    "{day} мамырда {place} қаласында {person} сөз сөйледі.",
    "{day} маусымда министр {person} {organization} басшысымен кездесті.",
    "«{organization}» компаниясы {place} қаласында {day} жыл жұмыс істейді.",
    "Бүгін күн жылы, жаңбыр жаумайды.",
    "Жаңа заң туралы не дейді?",
]
OFFLINE = """
import socket
def refuse(*_, **__):
    raise AssertionError("the network was asked for")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
"""


def article(choose: random.Random) -> str:
    return "\n".join(
        choose.choice(TEMPLATES).format(
            day=choose.randint(1, 31), **{type: choose.choice(names) for type, names in NAMES.items()}
        )
        for _ in range(5)
    )


@pytest.fixture(scope="module", autouse=True)
def _offline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the network from the trainer, which runs in a process of its own."""
    folder = tmp_path_factory.mktemp("offline")
    (folder / "sitecustomize.py").write_text(OFFLINE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
        yield


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stanza training")
    records = [
        {"id": f"kz-{type}-{number}", "type": type, "names": [{"text": name, "lang": "kk", "kind": "official"}]}
        for type, names in NAMES.items()
        for number, name in enumerate(names)
    ]
    kzling.KnowledgeBase.from_records(records).save(folder / "base.kb")
    choose = random.Random(1)
    rows = [json.dumps({"id": number, "text": article(choose)}) for number in range(150)]
    (folder / "articles.jsonl").write_text("\n".join(rows), encoding="utf-8")
    config = {"knowledge": str(folder / "base.kb"), "language": "kk", "clean": False}
    kzling.build([folder / "articles.jsonl"], folder / "dataset", config=config, processes=1)
    return folder / "dataset"


@pytest.fixture(scope="module")
def model(dataset: Path) -> Path:
    """A model that learned from documents of the training split alone."""
    from kzling.hub.load import documents

    path = dataset.parent / "model of names.pt"
    splits = {split: documents(dataset, splits=[split]) for split in ("train", "validation")}
    made = train(splits["train"], path, validation=splits["validation"], steps=150)
    assert set(made.names) == set(NAMES)
    assert made.f1 > 0.9
    assert not made.held_out
    return path


@pytest.fixture(scope="module")
def nobody() -> kzling.KnowledgeBase:
    return kzling.KnowledgeBase.from_records([{"id": "nobody", "names": [{"text": "Zyzzyva"}]}])


def test_the_model_finds_names_that_no_knowledge_base_has(model: Path, nobody: kzling.KnowledgeBase) -> None:
    text = "Кеше Өскемен қаласында Айгүл Сәрсенова сөз сөйледі. «Қазатомпром» компаниясы жұмыс істейді."
    found = analyze(text, lang="kk", kb=nobody, finder=f"stanza:{model}").mentions
    assert {(one.surface, one.type, one.by) for one in found} == {
        ("Өскемен", "place", "stanza"),
        ("Айгүл Сәрсенова", "person", "stanza"),
        ("Қазатомпром", "organization", "stanza"),
    }
    assert all(text[one.start : one.end] == one.surface for one in found)


def test_the_model_finds_what_the_gazetteer_found(model: Path, nobody: kzling.KnowledgeBase, dataset: Path) -> None:
    from kzling.hub.load import documents

    right = wrong = 0
    for document in documents(dataset, splits=["test"]):
        found = {(start, end, type) for start, end, type in tagger(model)(document.text)}
        names = {(one.start, one.end, one.type) for one in document.mentions}
        right += len(found & names)
        wrong += len(found ^ names)
    assert right > 20
    assert wrong <= 0.1 * right


def test_the_command(dataset: Path, tmp_path: Path, command: Command, nobody: kzling.KnowledgeBase) -> None:
    path = tmp_path / "model.pt"
    options = ("train-ner", str(dataset), "-o", str(path), "--steps", "2")
    code, out, _ = command(*options)
    assert code == 0
    assert f"{path}: trained on " in out
    assert "sentences of the validation split" in out
    assert [one.name for one in tmp_path.iterdir()] == ["model.pt"]
    first = tagger(path)
    code, out, _ = command(*options, "--overwrite", "--json")
    assert code == 0
    made = Trained.from_dict(json.loads(out))
    # No more than two steps look at.
    assert made.sentences == 64
    assert tagger(path) is not first, "a model that was trained anew is loaded anew"


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("nowhere", "-o", "model.pt"), 3, "nowhere is neither a folder nor a dataset"),
        ((".", "-o", "model.pt"), 5, ". holds no documents/*.parquet"),
        (("DATASET", "-o", "model.pt", "--lang", "en"), 4, "no sentences in en with names"),
        (("DATASET", "-o", "model.pt", "--lang", "Kazakh"), 2, "'Kazakh' is no language"),
        (("DATASET", "-o", "model.pt", "--steps", "0"), 2, "steps is a whole number from 1"),
        (("DATASET", "-o", "there.pt"), 7, "there.pt is there already"),
        (("DATASET", "-o", "."), 13, ". cannot be written"),
        (("DATASET", "-o", "no/model.pt"), 13, "no/model.pt cannot be written"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    options: tuple[str, ...],
    code: int,
    said: str,
    dataset: Path,
    tmp_path: Path,
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.pt").write_text("a model")
    ended, out, told = command("train-ner", *(str(dataset) if one == "DATASET" else one for one in options))
    assert (ended, out) == (code, "")
    assert said in told
    assert told.count("\n") == 1
    assert [one.name for one in tmp_path.iterdir()] == ["there.pt"]
    assert (tmp_path / "there.pt").read_text() == "a model"


def test_missing_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stanza", None)
    with pytest.raises(MissingExtra, match=re.escape("pip install torch==2.13.0 first")):
        train([], tmp_path / "model.pt")


def test_a_trainer_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "false")
    with pytest.raises(WorkerDied, match="exit code 1"):
        train([document("Астана. Алматы.", (0, 6), (8, 14))], tmp_path / "model.pt")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wrong", [{"steps": 0}, {"steps": True}, {"seed": -1}, {"seed": 2**32}, {"language": "KK"}])
def test_wrong_options(wrong: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        train([], tmp_path / "model.pt", **wrong)


def test_wrong_outputs(tmp_path: Path) -> None:
    with pytest.raises(UnwritableOutput):
        train([], tmp_path)
    (tmp_path / "model.pt").touch()
    with pytest.raises(OutputNotEmpty):
        train([], tmp_path / "model.pt")


def test_two_sentences_are_enough_and_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "model.pt"
    for text, names in (("Астана. Сөз.", [(0, 6)]), ("Астана. Астана.", [(0, 6), (8, 14)]), ("", [])):
        with pytest.raises(EmptyInput, match="training needs two"):
            train([document(text, *names)], path)
    # The only event stands among the validation documents: the model does not know the type.
    made = train(
        [document("Астана. Алматы.", (0, 6), (8, 14))],
        path,
        validation=[document("Наурыз келді.", (0, 6), type="event")],
        steps=1,
    )
    assert (made.sentences, made.names, made.measured, made.held_out) == (2, {"place": 2}, 1, False)
    made = train([document("Астана. Алматы.", (0, 6), (8, 14))], path, steps=1, overwrite=True)
    assert (made.sentences, made.names, made.measured, made.held_out) == (1, {"place": 1}, 1, True)
    tagger(path)("Астана")


def document(text: str, *names: tuple[int, int], type: Any = "place", segments: tuple[Segment, ...] = ()) -> Document:
    mentions = tuple(
        Mention(
            id=str(start),
            start=start,
            end=end,
            surface=text[start:end],
            type=type,
            lemma="",
            language="kk",
            script="Cyrl",
            by="",
        )
        for start, end in names
    )
    return Document(id="d", source="d", language="kk", text=text, mentions=mentions, segments=segments)


def tagged(one: Document, language: str = "kk") -> list[list[str]]:
    return [
        [f"{token}/{tag}" for token, tag in zip(sentence.tokens, sentence.tags, strict=True)]
        for sentence in labelled(one, language)
    ]


def test_tokens_and_tags() -> None:
    text = "«Ұлттық банк» мен Астанада."
    assert tagged(document(text, (1, 12), (18, 24))) == [
        ["«/O", "Ұлттық/B-PLACE", "банк/I-PLACE", "»/O", "мен/O", "Астанада/B-PLACE", "./O"]
    ]


def test_of_names_that_share_a_token_the_first_and_longest_counts() -> None:
    assert tagged(document("Ұлттық банк мен.", (0, 6), (0, 11), (7, 15))) == [
        ["Ұлттық/B-PLACE", "банк/I-PLACE", "мен/O", "./O"]
    ]


def test_sentences_with_a_part_of_a_name_are_left_out() -> None:
    text = "Бірінші сөйлем. Ол Астана. Алматы қаласы. Соңғы сөйлем."
    name = (text.index("Астана"), text.index(" қаласы"))
    assert [sentence[0] for sentence in tagged(document(text, name))] == ["Бірінші/O", "Соңғы/O"]


def test_sentences_in_another_language_are_left_out() -> None:
    text = "Астана қаласы. Город Астана."
    parts = (Segment(0, 15, "kk", "Cyrl", 1.0), Segment(15, 28, "ru", "Cyrl", 1.0))
    assert [sentence[0] for sentence in tagged(document(text, (0, 6), segments=parts))] == ["Астана/B-PLACE"]
    assert [sentence[0] for sentence in tagged(document(text, segments=parts), "ru")] == ["Город/O"]
    assert tagged(document(text, (0, 6)), "ru") == []


@given(st.text(st.characters() | st.sampled_from("Астана.,\n \ud800|"), max_size=80), st.data())
def test_any_text_gives_well_formed_sentences(text: str, data: st.DataObject) -> None:
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda span: span[0] < span[1])
    names = data.draw(st.lists(spans, max_size=5)) if text else []
    for sentence in labelled(document(text, *names), "kk"):
        assert 0 < len(sentence.tokens) == len(sentence.tags) <= MAX_TOKENS
        assert all(0 < len(token) <= MAX_LETTERS for token in sentence.tokens)
        assert not sentence.tags[0].startswith("I")
        assert all(a != "O" or not b.startswith("I") for a, b in zip(sentence.tags, sentence.tags[1:], strict=False))
