"""The component "kzling" of spaCy pipelines."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzling.errors import UsageError
from kzling.model import Document, Mention
from kzling.pipeline import analyze
from kzling.plugins.spacy import Tagged

spacy = pytest.importorskip("spacy", minversion="3.7")

pytestmark = pytest.mark.usefixtures("offline")

TEXT = "On Monday Olzhas Bektenov flew from Astana to Burabay."


@pytest.fixture
def nlp() -> Any:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("kzling")
    return pipeline


def entities(doc: Any) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.kb_id_) for span in doc.ents]


def test_mentions_become_entities(nlp: Any) -> None:
    text = "He flew to Nur-Sultan with Tokayev."
    doc = nlp(text)
    assert entities(doc) == [
        ("Nur-Sultan", "PLACE", "kz-place-astana"),
        ("Tokayev", "PERSON", "kz-person-tokayev"),
    ]
    assert doc._.kzling == analyze(text, clean=False)
    assert doc._.kzling_language == "en"
    assert [span._.kzling for span in doc.ents] == list(doc._.kzling.mentions)


def test_other_spans_have_no_mention(nlp: Any) -> None:
    doc = nlp("He flew to Nur-Sultan with Tokayev.")
    assert doc.ents[0]._.kzling.surface == "Nur-Sultan"
    start, end = doc.ents[0].start, doc.ents[0].end
    assert doc[start:end]._.kzling == doc.ents[0]._.kzling
    others = [doc[start : end - 1], doc[start - 1 : end], doc[0:2], doc[end : end + 1], doc[:], doc[0:0]]
    assert [span._.kzling for span in others] == [None] * len(others)


def test_the_text_is_not_cleaned(nlp: Any) -> None:
    text = "  Нұр-Сұлтанда\u00a0 \n\n\n кездесу  өтті.  \n Поделиться"
    doc = nlp(text)
    assert doc._.kzling.text == doc._.kzling.raw == text
    assert [doc.text[m.start : m.end] for m in doc._.kzling.mentions] == [m.surface for m in doc._.kzling.mentions]
    assert doc.ents[0].kb_id_ == "kz-place-astana"


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_docs_without_words(nlp: Any, text: str) -> None:
    doc = nlp(text)
    assert doc.ents == ()
    assert doc._.kzling.mentions == ()
    assert doc._.kzling_language == "und"


def test_docs_that_never_met_the_component() -> None:
    doc = spacy.blank("en")("Astana")
    assert (doc._.kzling, doc._.kzling_language, doc[:]._.kzling) == (None, None, None)


def test_a_part_of_a_doc_has_not_the_document_of_the_whole(nlp: Any) -> None:
    part = nlp("He flew to Nur-Sultan with Tokayev.")[2:].as_doc(copy_user_data=True)
    assert part._.kzling is None
    assert [span._.kzling for span in part.ents] == [None, None]


def test_a_mention_inside_a_token_takes_all_of_it() -> None:
    nlp = spacy.blank("en")
    nlp.tokenizer = spacy.tokenizer.Tokenizer(nlp.vocab)
    nlp.add_pipe("kzling")
    doc = nlp("He saw (Astana), and Astana,Almaty too.")
    assert [span.text for span in doc.ents] == ["(Astana),", "Astana,Almaty"]
    assert [span._.kzling.surface for span in doc.ents] == ["Astana", "Astana"]
    assert [mention.surface for mention in doc._.kzling.mentions] == ["Astana", "Astana", "Almaty"]


def test_entities_that_are_there_stay_or_give_way() -> None:
    text = "On Monday the Astana office of Kazatomprom moved to Almaty."
    both = {}
    for overwrite in (False, True):
        nlp = spacy.blank("en")
        ruler = nlp.add_pipe("entity_ruler")
        ruler.add_patterns([{"label": "ORG", "pattern": "Astana office"}, {"label": "DATE", "pattern": "Monday"}])
        nlp.add_pipe("kzling", config={"overwrite_ents": overwrite})
        both[overwrite] = entities(nlp(text))
    assert both[False][:2] == [("Monday", "DATE", ""), ("Astana office", "ORG", "")]
    assert both[True][:2] == [("Monday", "DATE", ""), ("Astana", "PLACE", "kz-place-astana")]
    assert both[False][2:] == both[True][2:]
    assert both[True][-1][:2] == ("Almaty", "PLACE")


def test_a_language_that_is_known() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("kzling", config={"lang": "kk"})
    assert nlp("Astana")._.kzling_language == "kk"


def find_word(text: str) -> list[Tagged]:
    start = text.find("Zyzzyva")
    return [] if start < 0 else [(start, start + 7, "product")]


def make_finder() -> Callable[[str], list[Tagged]]:
    return find_word


def test_a_finder_by_its_name_in_spacys_registry(tmp_path: Path) -> None:
    spacy.registry.misc("kzling_test_finder", func=make_finder)
    nlp = spacy.blank("en")
    nlp.add_pipe("kzling", config={"finder": {"@misc": "kzling_test_finder"}})
    nlp.to_disk(tmp_path / "with finder")
    for pipeline in (nlp, spacy.load(tmp_path / "with finder")):
        doc = pipeline("They sell the Zyzzyva in Astana.")
        assert [span.label_ for span in doc.ents] == ["PRODUCT", "PLACE"]
        assert doc.ents[0]._.kzling.by == "tagger"


@pytest.mark.parametrize(
    ("config", "error"),
    [
        ({"lang": "Kazakh"}, UsageError),
        ({"finder": "nobody"}, UsageError),
        ({"overwrite_ents": "perhaps"}, ValueError),
        ({"language": "kk"}, ValueError),
    ],
)
def test_wrong_options_are_told_when_the_component_is_made(config: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        spacy.blank("en").add_pipe("kzling", config=config)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("Астана.,(\n \x00\x1c\x85😀"))
        | st.sampled_from([TEXT, "Astana", "Нұр-Сұлтанда"]),
        max_size=5,
    ).map("".join)
)
def test_any_doc_is_annotated(nlp: Any, text: str) -> None:
    doc = nlp(text)
    assert doc._.kzling.text == text
    mentions = set(map(mention_key, doc._.kzling.mentions))
    for span in doc.ents:
        assert mention_key(span._.kzling) in mentions
        assert span.start_char <= span._.kzling.start < span._.kzling.end <= span.end_char
        assert span.label_ == span._.kzling.type.upper()


def mention_key(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


def test_to_disk_and_back(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("kzling", config={"lang": "en", "overwrite_ents": True})
    nlp.to_disk(tmp_path / "pipeline")
    other = spacy.load(tmp_path / "pipeline")
    assert other.get_pipe("kzling") == nlp.get_pipe("kzling")
    assert entities(other(TEXT)) == entities(nlp(TEXT)) != []


@pytest.mark.parametrize("processes", [1, 2])
def test_many_docs(nlp: Any, processes: int) -> None:
    texts = ["He flew to Nur-Sultan.", "", "Бұл жаңа заң туралы мақала Астанада жарияланды.", TEXT] * 3
    docs = list(nlp.pipe(texts, n_process=processes, batch_size=2))
    assert [doc._.kzling for doc in docs] == [analyze(text, clean=False) for text in texts]
    assert [entities(doc) for doc in docs] == [entities(nlp(text)) for text in texts]
    assert [span._.kzling for doc in docs for span in doc.ents] != []


def test_docs_go_to_bytes_and_back(nlp: Any) -> None:
    doc = nlp(TEXT)
    copies = [
        spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes()),
        *spacy.tokens.DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab),
        doc.copy(),
    ]
    for other in copies:
        assert isinstance(other._.kzling, Document)
        assert other._.kzling == doc._.kzling
        assert [span._.kzling for span in other.ents] == [span._.kzling for span in doc.ents]


def test_spacy_finds_the_component_by_its_entry_point(tmp_path: Path) -> None:
    package = tmp_path / "entry_of_kzling-1.0.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: entry-of-kzling\nVersion: 1.0\n", encoding="utf-8")
    (package / "entry_points.txt").write_text(
        "[spacy_factories]\nkzling = kzling.plugins.spacy:component\n", encoding="utf-8"
    )
    code = (
        "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('kzling', config={'lang': 'en'}); "
        "doc = nlp('He flew to Nur-Sultan.'); assert doc.ents[0].kb_id_ == 'kz-place-astana'; "
        "assert doc._.kzling_language == 'en' and nlp.get_pipe_meta('kzling').factory == 'kzling'"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
