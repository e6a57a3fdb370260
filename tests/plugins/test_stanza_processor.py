"""The processor "kzling" of stanza pipelines; no model is needed."""

import copy
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzling.errors import MissingExtra, UsageError
from kzling.model import EntityType
from kzling.pipeline import analyze
from kzling.plugins.stanza_processor import annotate, register

stanza = pytest.importorskip("stanza", minversion="1.11")

pytestmark = pytest.mark.usefixtures("offline")

TEXT = "Тоқаев кеше Нұр-Сұлтанда сөйледі .\nВстреча прошла в городе Алматы , сообщает пресс-служба ."


def pipeline(folder: Path, processors: tuple[str, ...] = ("tokenize", "kzling"), **options: Any) -> Any:
    # stanza wants its list of downloadable models: an empty one does.
    (folder / "resources.json").write_text("{}")
    return stanza.Pipeline(
        "kk",
        dir=str(folder),
        processors=dict.fromkeys(processors, "local"),
        tokenize_pretokenized=True,
        allow_unknown_language=True,
        download_method=None,
        use_gpu=False,
        logging_level="CRITICAL",
        **options,
    )


@pytest.fixture(scope="module")
def nlp(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return pipeline(tmp_path_factory.mktemp("resources"))


def tokens(doc: Any) -> list[Any]:
    return [token for sentence in doc.sentences for token in sentence.tokens]


def test_mentions_links_and_languages(nlp: Any) -> None:
    doc = nlp(TEXT)
    assert doc.kzling == analyze(TEXT.replace("\n", " "), clean=False)
    assert [sentence.kzling_language for sentence in doc.sentences] == ["kk", "ru"]
    assert [[(one.surface, one.entity_id) for one in sentence.kzling_mentions] for sentence in doc.sentences] == [
        [("Тоқаев", "kz-person-tokayev"), ("Нұр-Сұлтанда", "kz-place-astana")],
        [("Алматы", "kz-place-almaty")],
    ]
    assert [token.text for token in tokens(doc) if token.kzling_mentions] == ["Тоқаев", "Нұр-Сұлтанда", "Алматы"]
    assert doc.ents == []


def test_offsets_are_code_points(nlp: Any) -> None:
    doc = nlp([["😀", "𐰴", "Нұр-Сұлтанда", "кездесу", "өтті", "."]])
    (mention,) = doc.kzling.mentions
    (token,) = (token for token in tokens(doc) if token.kzling_mentions)
    assert (mention.start, mention.end) == (token.start_char, token.end_char) == (4, 16)
    assert doc.text[mention.start : mention.end] == "Нұр-Сұлтанда"


def test_tokens_and_mentions_of_other_sizes(nlp: Any) -> None:
    doc = nlp([["Олар", "Астана,Алматы", "мен", "Нұр", "-", "Сұлтан"], ["қаласында", "болды"]])
    both, *others = (token for token in tokens(doc) if token.kzling_mentions)
    assert [mention.surface for mention in both.kzling_mentions] == ["Астана", "Алматы"]
    for token in others:
        assert token.kzling_mentions[0] in doc.sentences[0].kzling_mentions


def test_a_document_that_was_tokenized_elsewhere(nlp: Any) -> None:
    from stanza.utils.conll import CoNLL

    rows = [("Кеше", "_"), ("Астанада", "_"), ("болды", "SpaceAfter=No"), (".", "SpaceAfter=No")]
    sentence = "".join(
        f"{number}\t{text}\t_\tNOUN\t_\t_\t{int(number > 1)}\tdep\t_\t{space}\n"
        for number, (text, space) in enumerate(rows, start=1)
    )
    doc = nlp(CoNLL.conll2doc(input_str=sentence + "\n" + sentence + "\n"))
    assert doc.kzling.text == "Кеше Астанада болды. Кеше Астанада болды."
    assert [[one.start for one in sentence.kzling_mentions] for sentence in doc.sentences] == [[5], [26]]
    assert [token.text for token in tokens(doc) if token.kzling_mentions] == ["Астанада"] * 2


def test_many_documents(nlp: Any) -> None:
    docs = nlp.bulk_process(["Олар Астанада болды .", "Олар Алматыда болды ."])
    assert [doc.kzling.mentions[0].entity_id for doc in docs] == ["kz-place-astana", "kz-place-almaty"]
    again = nlp.bulk_process([copy.deepcopy(doc) for doc in docs])
    assert [doc.kzling for doc in again] == [doc.kzling for doc in docs]


def test_no_words(nlp: Any) -> None:
    doc = nlp("")
    assert (doc.kzling.text, doc.kzling.mentions, doc.kzling.language) == ("", (), "und")


def find_word(text: str) -> list[tuple[int, int, EntityType]]:
    start = text.find("Zyzzyva")
    return [] if start < 0 else [(start, start + 7, "product")]


def test_options(tmp_path: Path, base: Any) -> None:
    nlp = pipeline(tmp_path, kzling_language="ru", kzling_date="2022-09", kzling_finder=find_word, kzling_kb=base)
    doc = nlp("Zyzzyva Алматы Астана")
    assert [(one.surface, one.type) for one in doc.kzling.mentions] == [("Zyzzyva", "product"), ("Астана", "place")]
    assert (doc.kzling.language, doc.kzling.published[:7]) == ("ru", "2022-09")


@pytest.mark.parametrize(
    "options",
    [{"language": "Kazakh"}, {"finder": "nobody"}, {"date": "yesterday"}],
    ids=lambda options: next(iter(options)),
)
def test_wrong_options_are_told_when_the_pipeline_is_made(options: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        pipeline(tmp_path, **{f"kzling_{name}": value for name, value in options.items()})


def test_a_pipeline_without_the_tokenizer(tmp_path: Path) -> None:
    from stanza.pipeline.core import PipelineRequirementsException

    with pytest.raises(PipelineRequirementsException):
        pipeline(tmp_path, ("kzling",))


def test_it_is_registered_once() -> None:
    from stanza.pipeline.registry import PIPELINE_NAMES

    register()
    assert PIPELINE_NAMES.count("kzling") == 1
    assert PIPELINE_NAMES[-1] == "kzling"


def test_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stanza", None)
    with pytest.raises(MissingExtra, match=re.escape("pip install torch==2.13.0 first")):
        register()


WORDS = st.text(st.characters(exclude_categories=["Z", "Cc"]) | st.sampled_from("Астана.,😀"), min_size=1, max_size=12)
NAMES = st.sampled_from(["Астанада", "Тоқаев", "Nur-Sultan", "(Алматы)", "Tokayev's"])


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(WORDS | NAMES, min_size=1, max_size=8), min_size=1, max_size=4), st.booleans())
def test_spans_lie_in_the_text_and_touch_their_tokens(nlp: Any, sentences: list[list[str]], placed: bool) -> None:
    if placed:
        doc = nlp(sentences)
        assert doc.kzling.text == doc.text
    else:
        doc = annotate(
            stanza.Document([[{"id": n, "text": text} for n, text in enumerate(one, 1)] for one in sentences])
        )
    text = doc.kzling.text
    position = 0
    for sentence in doc.sentences:
        for token in sentence.tokens:
            start = text.index(token.text, position)
            position = start + len(token.text)
            expected = [one for one in doc.kzling.mentions if one.start < position and start < one.end]
            assert list(token.kzling_mentions) == expected
            assert set(token.kzling_mentions) <= set(sentence.kzling_mentions)
    assert all(0 <= one.start < one.end <= len(text) for one in doc.kzling.mentions)
    assert all(text[one.start : one.end] == one.surface for one in doc.kzling.mentions)
