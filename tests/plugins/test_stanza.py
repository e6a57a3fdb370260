"""The stanza finder, with a model that is trained here on sentences made from templates (about 20 seconds)."""

import json
import os
import pickle
import random
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzling.errors import MissingExtra, MissingInput, UnreadableInput
from kzling.model import EntityType
from kzling.pipeline import analyze
from kzling.plugins.stanza import LABELS, MAX_LETTERS, MAX_TOKENS, Tagged, _load, tagger

# The version of the extra. It also keeps this folder, where pytest has put its parent on the path, from passing for
# the package.
pytest.importorskip("stanza", minversion="1.11")

NAMES = {
    "PER": "Қасым-Жомарт Тоқаев|Олжас Бектенов|Мұрат Нұртілеу|Әлихан Смайылов|Ерлан Қошанов|Айгүл Сәрсенова|Д. Әбдір",
    "GPE": "Астана|Алматы|Шымкент|Өскемен|Қызылорда|Бішкек|Нұр-Сұлтан|Талдықорған",
    "ORGANISATION": "Қазақстан темір жолы|Самұрық-Қазына|ҚазМұнайГаз|Ұлттық банк|Қазатомпром",
    "EVENT": "Наурыз|Тәуелсіздік күні",
    "MISC": "Болашақ|Рухани жаңғыру",
}
LABEL_TYPES = {"PER": "person", "GPE": "place", "ORGANISATION": "organization", "EVENT": "event", "MISC": "other"}
TEMPLATES = [
    "{PER} бүгін {GPE} қаласына келді .",
    "Кеше {GPE} қаласында {PER} сөз сөйледі .",
    "Министр {PER} {ORGANISATION} басшысымен кездесті .",
    "« {ORGANISATION} » компаниясы {GPE} және {GPE} арасында жұмыс істейді .",
    "{GPE} тұрғындары {EVENT} мерекесін тойлады .",
    "{PER} , {ORGANISATION} төрағасы , « {MISC} » бағдарламасын таныстырды .",
    "Бүгін күн жылы , жаңбыр жаумайды .",
    "Жаңа заң туралы не дейді ?",
]
TRAINING = (
    "--shorthand kk_tiny --no_pretrain --save_name tiny.pt --cpu --hidden_dim 64 --char_hidden_dim 32 "
    "--char_emb_dim 32 --word_emb_dim 32 --batch_size 32 --max_steps 200 --eval_interval 100 --optim adam --lr 0.003"
)

Finder = Callable[[str], list[Tagged]]


def sentence(choose: random.Random) -> list[tuple[str, str]]:
    """Tokens with BIO tags."""
    tokens: list[tuple[str, str]] = []
    for part in choose.choice(TEMPLATES).split():
        label = part.strip("{}")
        if label == part:
            tokens.append((part, "O"))
            continue
        # An initial's full stop is a token.
        first, *others = choose.choice(NAMES[label].split("|")).replace(".", " .").split()
        tokens += [(first, f"B-{label}"), *((other, f"I-{label}") for other in others)]
    return tokens


def article(sentences: list[list[tuple[str, str]]]) -> tuple[str, list[tuple[int, int, str]]]:
    """Running text, set as in print, and where its names stand."""
    text = ""
    names: list[tuple[int, int, str]] = []
    for number, tokens in enumerate(sentences):
        if number:
            text += (" ", "\n", "\n\n\t")[number % 3]
        for position, (token, tag) in enumerate(tokens):
            glued = position == 0 or token in ".,?»" or text.endswith("«")
            text += token if glued else " " + token
            if tag.startswith("B-"):
                names.append((len(text) - len(token), len(text), LABEL_TYPES[tag[2:]]))
            elif tag.startswith("I-"):
                names[-1] = (names[-1][0], len(text), names[-1][2])
    return text, names


def no_network(*_: object, **__: object) -> None:
    raise AssertionError("the network was asked for")


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stanza model")
    choose = random.Random(1)
    for name, count in (("train", 600), ("dev", 80)):
        data = [[{"text": text, "ner": tag} for text, tag in sentence(choose)] for _ in range(count)]
        (folder / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    files = ["--train_file", "train.json", "--eval_file", "dev.json", "--save_dir", "."]
    command = [sys.executable, "-m", "stanza.models.ner_tagger", "--mode", "train", *files, *TRAINING.split()]
    # With more threads than free cores they mostly wait for each other: five times as long.
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder / "tiny.pt"


@pytest.fixture(autouse=True)
def _offline(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)


@pytest.fixture
def finder(model: Path) -> Finder:
    return tagger(model)


def test_names_of_the_templates_are_found_where_they_stand(finder: Finder) -> None:
    choose = random.Random(2)
    text, names = article([sentence(choose) for _ in range(100)])
    assert {type for _, _, type in names} == set(LABEL_TYPES.values())
    found = finder(text)
    right = set(found) & set(names)
    assert len(right) >= 0.98 * max(len(found), len(names))
    assert ("Қасым-Жомарт Тоқаев", "person") in {(text[start:end], type) for start, end, type in found}


def test_offsets_are_code_points_of_the_text_as_it_was_given(finder: Finder) -> None:
    text = "😀 𐰴\r\n\u00a0 «Самұрық-Қазына»  компаниясы\tАстана және Алматы арасында жұмыс істейді.\n"
    assert [(text[start:end], type) for start, end, type in finder(text)] == [
        ("Самұрық-Қазына", "organization"),
        ("Астана", "place"),
        ("Алматы", "place"),
    ]


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u0301"])
def test_no_words_no_names(finder: Finder, text: str) -> None:
    assert finder(text) == []


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters() | st.sampled_from("Астана.,\n \ud800=|_")))
def test_odd_text_never_raises(finder: Finder, text: str) -> None:
    borders = [border for start, end, _ in finder(text) for border in (start, end)]
    assert borders == sorted(borders)
    assert all(0 <= border <= len(text) for border in borders)
    assert all(start < end for start, end, _ in finder(text))


def test_text_without_an_end_and_endless_words(finder: Finder) -> None:
    last = "Кеше Астана қаласында Олжас Бектенов сөз сөйледі."
    for long in ("жаңбыр " * 100 * MAX_TOKENS, "ж" * 10_000 * MAX_LETTERS + ". "):
        text = long + last
        assert (text.index("Астана"), text.index("Астана") + 6, "place") in finder(text)


def test_as_finder_of_analyze(model: Path) -> None:
    document = analyze("Кеше Өскемен қаласында Айгүл Сәрсенова сөз сөйледі.", finder=f"stanza:{model}")
    assert ("Айгүл Сәрсенова", "person", "stanza") in {(m.surface, m.type, m.by) for m in document.mentions}


def test_a_model_is_loaded_once(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = tagger(model)
    monkeypatch.chdir(model.parent)
    assert tagger("tiny.pt") is first
    assert tagger(str(model), language="kaz") is not first


def test_labels() -> None:
    assert {label: LABELS[label] for label in ("PER", "PERSON")} == {"PER": "person", "PERSON": "person"}
    assert {LABELS[label] for label in ("LOC", "GPE", "LOCATION", "PLACE")} == {"place"}
    assert {LABELS[label] for label in ("ORG", "ORGANISATION", "ORGANIZATION")} == {"organization"}
    assert {LABELS[name.upper()] for name in get_args(EntityType)} == set(get_args(EntityType))


def test_missing_package(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stanza", None)
    with pytest.raises(MissingExtra, match=re.escape("pip install torch==2.13.0 first")) as caught:
        tagger(model)
    assert "pip install 'kzling[stanza]'" in str(caught.value)


def test_missing_file(tmp_path: Path) -> None:
    for path in (tmp_path / "no.pt", tmp_path):
        with pytest.raises(MissingInput, match=re.escape(str(path))):
            tagger(path)


class Payload:
    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.trace,)


def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    path = tmp_path / "model.pt"
    for content in (b"", b"no model", pickle.dumps({"model": {}}, 2), pickle.dumps(Payload(trace), 2)):
        path.write_bytes(content)
        with pytest.raises(UnreadableInput, match=re.escape(str(path))):
            tagger(path)
    assert not trace.exists(), "a model file must not run code"


def test_a_model_is_loaded_without_network(model: Path) -> None:
    _load.cache_clear()
    text = "Ерлан Қошанов бүгін Шымкент қаласына келді."
    assert tagger(model)(text) == [(0, 13, "person"), (20, 27, "place")]
