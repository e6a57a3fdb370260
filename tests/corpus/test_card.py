"""The card of a dataset, and its licence."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import hub_server
import pytest
import yaml
from huggingface_hub import DatasetCard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kzling
from kzling.corpus.card import LICENCE, LICENCE_NAME, card, licence
from kzling.corpus.config import BuildConfig
from kzling.corpus.markdown import address, bibtex, plain
from kzling.corpus.parquet import SplitSize
from kzling.corpus.statistics import Named, Statistics
from kzling.errors import UsageError
from kzling.model import SCHEMA, SPLITS

HOSTILE = "<script>alert(1)</script> [news](javascript:x)\n---\n# Owned `x` {title}"
#: Words that try to be YAML, Markdown, HTML, fields of str.format, TeX, or to turn the direction of the text.
TRICKS = [
    HOSTILE,
    "a | b | c",
    "| --- |",
    "```\n</code></pre><img src=x onerror=alert(1)>",
    "![x](javascript:alert(1)) <https://evil.example/a b>",
    "[x]: javascript:alert(1)\n\n[x]",
    "x\n===\ny\n---\n",
    "---",
    "...\n---\n- !!python/object:os.system",
    "@name: value: {a: [b",
    "# comment",
    "%TAG ! tag:",
    "null",
    "no",
    "1.0",
    "2021-01-01",
    "~",
    "{version} {0} {} }} {{",
    "\\end{x} $a_1$ ~^#%& \\",
    "\u202egnissim\u2066 \u200f\u05d0",
    "\u2028 \u2029 \x85 \x00 \x1b[31m",
    "\ud800 half",
    " edge ",
    "&lt;b&gt; &#60; &amp;",
]
#: Without halves of characters, and the line breaks that PyYAML writes as they are and reads as a blank.
TITLES = st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029")
COUNTS = {"read": 4, "kept": 3, "duplicates": 1, "rejected": 0}
FOUND = Statistics(
    documents=3,
    characters={"en-Latn": 30, "kk-Cyrl": 40, "und-Zyyy": 5},
    languages={"en-Latn": 1, "kk-Cyrl": 1, "und-Zyyy": 1},
    periods={"": {"en-Latn": 1}, "2021-04": {"kk-Cyrl": 2}},
    sources={"Daily": 2},
    other_sources=0,
    unnamed_sources=1,
    types={"person": 2},
    linked={"person": 1},
    entities={"person": 1},
    top=(Named(id="e1", name="Ann", type="person", mentions=1, documents=1),),
    spellings={"": 3},
    translations={"unclear": 2, "translated": 1},
    translated_from={"ru": 1},
    removed={"menu": 1},
    removed_characters=7,
    warnings={"fields not read": 1},
)
GATE = {
    "heading": "Ask",
    "description": "Below",
    "prompt": "I read only.",
    "button": "Agree",
    "fields": {"Affiliation": "text", "Country": "country", "Use": ["Research", "Other"], "I agree": "checkbox"},
}


def built(folder: Path, **config: object) -> Path:
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text("Tokayev left Astana on Monday.", encoding="utf-8")
    kzling.build(folder / "in", folder / "out", processes=1, config=config)
    return folder / "out"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("card"), gate=GATE)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the folders of all configs, of which a card gives the sizes."""
    folder = tmp_path_factory.mktemp("files")
    for config in SCHEMA:
        (folder / config).mkdir()
    return folder


def written(files: Path, statistics: Statistics = FOUND, **options: Any) -> DatasetCard:
    """Give a card as huggingface_hub reads it."""
    sizes = {config: {split: SplitSize(int(split != "test"), 10) for split in SPLITS} for config in SCHEMA}
    text = card(files, sizes, statistics, COUNTS, BuildConfig(**options), "0.1.0")
    text.encode()
    return DatasetCard(text)


def shape(text: str) -> list[tuple[str, ...]]:
    """Give what a page consists of, without its words: headings, tables with their cells, links and pictures."""
    parser = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable("table")
    found = []
    for token in parser.parse(text):
        assert token.type != "html_block", token.content
        if token.type not in ("inline", "fence"):
            found.append((token.type, token.tag))
        for part in token.children or ():
            assert part.type != "html_inline", part.content
            if part.type in ("link_open", "image"):
                found.append((part.type, str(part.attrs.get("href") or part.attrs.get("src"))))
    return found


def test_texts_and_annotation_have_licences_of_their_own(tmp_path: Path) -> None:
    dataset = built(tmp_path, annotation_license="ODC-By 1.0", contact="removal@example.org")
    text = (dataset / LICENCE).read_text(encoding="utf-8")
    assert "ODC\\-By 1.0" in text
    assert "removal@example.org" in text
    _, front, body = (dataset / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    stated = yaml.safe_load(front)
    assert (stated["license"], stated["license_name"], stated["license_link"]) == ("other", LICENCE_NAME, LICENCE)
    assert "removal@example.org" in body
    assert LICENCE in {entry.path for entry in kzling.build(tmp_path / "in", tmp_path / "again", processes=1).files}


def test_a_dataset_without_texts_speaks_of_none(tmp_path: Path) -> None:
    dataset = built(tmp_path, standoff=True, repo="steppe/news")
    assert "holds none of their texts" in (dataset / LICENCE).read_text(encoding="utf-8")
    page = (dataset / "README.md").read_text(encoding="utf-8")
    assert "| `text` | Empty: the articles' words are left out." in page
    assert "| `text` | The clean text" not in page
    assert "A name that is a part of a file's path" in page
    described = json.loads((dataset / "croissant.json").read_bytes())
    fields = {field["@id"]: field for record in described["recordSet"] for field in record["field"]}
    assert fields["documents/title"]["description"] == "Null: the articles' words are left out."
    assert 'load_dataset("steppe/news", "documents"' in page
    assert "PATH_OR_REPO" not in page


def test_a_licence_of_the_hubs_list_needs_no_file(tmp_path: Path) -> None:
    dataset = built(tmp_path, license="cc-by-4.0")
    assert not (dataset / LICENCE).exists()
    stated = DatasetCard.load(dataset / "README.md")
    assert stated.data.license == "cc-by-4.0"
    assert stated.data.get("license_link") is None
    assert LICENCE not in stated.text
    assert "states the licence cc\\-by\\-4.0" in stated.text


def test_hostile_words_are_only_words(tmp_path: Path) -> None:
    dataset = built(tmp_path, pretty_name=HOSTILE, contact=HOSTILE, annotation_license=HOSTILE)
    front, body = (dataset / "README.md").read_text(encoding="utf-8").split("\n---\n")
    for text in (body, (dataset / LICENCE).read_text(encoding="utf-8")):
        assert "<script" not in text
        assert not re.search(r"(?<!\\)\]\(javascript", text.split("```bibtex")[0])
        assert not re.search(r"^# Owned", text, re.MULTILINE)
        assert "\n---\n" not in text
        assert not [part for part in shape(text) if "javascript" in part[-1]]
    assert yaml.safe_load(front.removeprefix("---\n"))["pretty_name"] == HOSTILE


def test_without_an_address_it_is_asked_on_the_hub() -> None:
    assert "discussion" in licence(BuildConfig())
    with pytest.raises(UsageError, match="contact must be an address"):
        BuildConfig.read({"contact": ""})


def test_the_hub_and_datasets_read_the_same_metadata(dataset: Path) -> None:
    from datasets import DatasetInfo, load_dataset_builder
    from datasets.info import DatasetInfosDict
    from datasets.utils.metadata import MetadataConfigs
    from huggingface_hub import metadata_load

    read = DatasetCard.load(dataset / "README.md")
    assert metadata_load(dataset / "README.md") == read.data.to_dict()
    configs = MetadataConfigs.from_dataset_card_data(read.data)
    assert list(configs) == sorted(SCHEMA)
    assert [name for name, config in configs.items() if config.get("default")] == ["documents"]
    assert configs.get_default_config_name() == "documents"
    infos = DatasetInfosDict.from_dataset_card_data(read.data)
    for name in SCHEMA:
        rows = load_dataset_builder(str(dataset), name, cache_dir=str(dataset.parent / "cache")).info
        assert isinstance(rows, DatasetInfo)
        assert infos[name].features == rows.features
        assert infos[name].splits is not None
        assert {split.name for split in infos[name].splits.values()} == {
            entry["split"] for entry in configs[name]["data_files"]
        }
        for entry in configs[name]["data_files"]:
            assert list(dataset.glob(entry["path"])), entry


def test_the_hub_validates_the_card(dataset: Path, tmp_path: Path) -> None:
    code = "import sys; from huggingface_hub import DatasetCard; DatasetCard.load(sys.argv[1]).validate()"
    with hub_server.HubServer() as hub:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "HUGGING"))}
        own = {"HF_HOME": str(tmp_path), "HF_ENDPOINT": hub.url, "NO_PROXY": "127.0.0.1"}
        command = [sys.executable, "-c", code, str(dataset / "README.md")]
        done = subprocess.run(command, env={**kept, **own}, capture_output=True, text=True, timeout=60)
        asked = list(hub.requests)
    assert done.returncode == 0, done.stderr
    assert "POST /api/validate-yaml" in asked


def test_the_front_matter_has_words_that_the_hub_knows(dataset: Path) -> None:
    from datasets.utils import resources

    def known(name: str) -> set[str]:
        return set(json.loads((Path(str(resources.__file__)).parent / f"{name}.json").read_text(encoding="utf-8")))

    stated = DatasetCard.load(dataset / "README.md").data
    assert stated.license == "other"
    assert re.fullmatch(r"[a-z0-9-]+", stated.license_name)
    assert (dataset / stated.license_link).is_file()
    assert set(stated.size_categories) <= known("size_categories")
    assert set(stated.language) <= known("languages")
    assert set(stated.multilinguality) <= known("multilingualities")
    creators = json.loads((Path(str(resources.__file__)).parent / "creators.json").read_text(encoding="utf-8"))
    assert set(stated.annotations_creators) <= set(creators["annotations"])
    assert set(stated.language_creators) <= set(creators["language"])
    # The Hub's own list (huggingface.js) is in no package: the task of each id.
    tasks = {"named-entity-recognition": "token-classification", "language-modeling": "text-generation"}
    assert {tasks[one] for one in stated.task_ids} <= set(stated.task_categories)


@pytest.mark.parametrize(
    ("documents", "category"),
    [(0, "n<1K"), (999, "n<1K"), (1_000, "1K<n<10K"), (10**9 - 1, "100M<n<1B"), (10**9, "1B<n<10B")],
)
def test_size_categories(files: Path, documents: int, category: str) -> None:
    assert written(files, replace(FOUND, documents=documents)).data.size_categories == [category]


def test_a_gate_asks_under_the_hubs_names(dataset: Path) -> None:
    stated = DatasetCard.load(dataset / "README.md").data.to_dict()
    assert {key: value for key, value in stated.items() if key.startswith("extra_gated")} == {
        "extra_gated_heading": "Ask",
        "extra_gated_description": "Below",
        "extra_gated_prompt": "I read only.",
        "extra_gated_button_content": "Agree",
        "extra_gated_fields": {
            "Affiliation": "text",
            "Country": "country",
            "Use": {"type": "select", "options": ["Research", "Other"]},
            "I agree": "checkbox",
        },
    }


def test_without_a_gate_nothing_is_asked(files: Path) -> None:
    assert not [key for key in written(files).data.to_dict() if key.startswith("extra_gated")]


def test_unknown_languages_are_no_tags(files: Path) -> None:
    stated = written(files).data
    assert stated.language == ["en", "kk"]
    assert "und-Zyyy" not in stated.tags
    nothing = written(files, replace(FOUND, languages={"und-Zyyy": 3}, characters={"und-Zyyy": 5}))
    assert nothing.data.get("language") is None


@pytest.mark.parametrize("words", TRICKS)
def test_tricks_stay_words_wherever_they_stand(files: Path, words: str) -> None:
    gate = {**dict.fromkeys(("heading", "prompt", "description", "button"), words), "fields": {words: [words]}}
    options = {"pretty_name": words, "contact": words, "annotation_license": words, "gate": gate}
    hostile = replace(
        FOUND,
        sources={words: 2},
        warnings={words: 1},
        removed={words: 1},
        top=(Named(id=words, name=words, type="person", mentions=1, documents=1),),
    )
    usual = written(files, contact="somebody")
    tricky = written(files, hostile, **options)
    assert shape(tricky.text) == shape(usual.text)
    assert "\n---" not in tricky.text
    assert tricky.data.pretty_name == words
    stated = tricky.data.to_dict()
    assert stated["extra_gated_prompt"] == stated["extra_gated_button_content"] == words
    assert stated["extra_gated_fields"] == {words: {"type": "select", "options": [words]}}
    assert stated["configs"] == usual.data.to_dict()["configs"]
    form, plain_form = (licence(BuildConfig(**one)) for one in (options, {"contact": "somebody"}))
    form.encode()
    assert shape(form) == shape(plain_form)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(TITLES, min_size=1), publisher=st.text(min_size=1))
def test_any_title_and_publisher_stay_words(files: Path, title: str, publisher: str) -> None:
    found = written(files, replace(FOUND, sources={publisher: 2}), pretty_name=title)
    assert found.data.pretty_name == title
    assert shape(found.text) == shape(written(files).text)


@given(text=st.text())
def test_plain_words_read_as_they_were(text: str) -> None:
    parser = pytest.importorskip("markdown_it").MarkdownIt("commonmark")
    shown = "".join(part.content for token in parser.parse(f"x {plain(text)} x") for part in token.children or ())
    bad = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
    assert shown.split()[1:-1] == bad.sub("\ufffd", text).split()


@pytest.mark.parametrize("kind", ["removal-team@example.org", "https://example.org/a_form?x=1&y=(2)"])
def test_an_address_is_a_link_that_works(files: Path, kind: str) -> None:
    links = [part[1] for part in shape(written(files, contact=kind).text) if part[0] == "link_open"]
    assert any(link.removeprefix("mailto:") == kind for link in links)
    assert kind in licence(BuildConfig(contact=kind))
    assert address("javascript:alert(1)@x") == plain("javascript:alert(1)@x")


@given(text=st.text())
def test_braces_of_bibtex_are_balanced(text: str) -> None:
    value = bibtex(text)
    assert "\n" not in value
    assert value.replace("{}", "").count("{") == value.replace("{}", "").count("}") == 0
    assert "<" not in value


def test_a_card_says_what_is_left_out(files: Path) -> None:
    whole, standoff = written(files).text, written(files, standoff=True).text
    assert "raw and clean text" in whole
    assert "left out" not in whole.split("## How it was made")[0]
    assert "`raw` and `text` are empty" in standoff
    assert "raw and clean text" not in standoff


def test_a_card_says_whether_texts_were_cleaned(files: Path) -> None:
    assert "Page furniture was taken out of `text`" in written(files).text
    assert "The texts were not cleaned" in written(files, clean=False).text


def test_a_card_says_what_is_masked_and_who_is_followed(files: Path) -> None:
    assert "Nothing is masked" in written(files, mask=()).text
    text = written(files, mask=("email",)).text
    assert "Masked in texts and in what is said of them, before anything else was done: e-mail addresses. In" in text
    assert "In addresses" not in written(files, mask=("iin",)).text
    assert "have one id in all articles" in written(files, link_unknown_persons=True).text


def rows_of(text: str, head: str) -> list[list[str]]:
    table = text.split(f"\n| {head} |", 1)[1].split("\n\n", 1)[0].splitlines()
    return [line.strip("| ").split(" | ") for line in table[2:]]


def test_the_tables_give_the_statistics(files: Path) -> None:
    text = written(files).text
    assert rows_of(text, "language") == [["en\\-Latn", "1", "30"], ["kk\\-Cyrl", "1", "40"], ["und\\-Zyyy", "1", "5"]]
    assert rows_of(text, "source") == [["Daily", "2"], ["not named", "1"]]
    assert rows_of(text, "type") == [["person", "2", "1", "1"]]
    assert rows_of(text, "translated from") == [["ru", "1"]]
    assert rows_of(text, "removed") == [["menu", "1"]]
    assert "stood in `raw`: 7 characters." in text


def test_translations_are_told_with_their_signs(files: Path) -> None:
    found = replace(FOUND, by_machine={"machine": 1}, signs={"calque": 1}, restored={"ru": 2, "pl": 1})
    text = written(files, found).text
    assert "1 of the translations look made by machine, 0 by a human. 3 names that were taken word for word" in text
    assert "| translated from | documents |\n| --- | ---: |\n| ru | 1 |" in text
    assert "| sign of translation | documents |\n| --- | ---: |\n| calque | 1 |" in text


def test_a_number_as_a_name_is_no_number(files: Path) -> None:
    text = written(files, replace(FOUND, sources={"24": 2})).text
    assert "| source | documents |\n| --- | ---: |\n| 24 | 2 |" in text


def test_every_figure_of_quality_is_on_the_card(files: Path) -> None:
    figures: list[Mapping[str, Any]] = kzling.data.read_yaml("corpus/quality.yml")["figures"]
    assert [row[2] for row in rows_of(written(files).text, "what")] == [str(one["value"]) for one in figures]
