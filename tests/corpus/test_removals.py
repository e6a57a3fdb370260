"""What the removal list takes out: texts with all their copies, and all that says where an entity is named."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("datasets")

import pyarrow.parquet as pq

import kzling
from kzling import KnowledgeBase
from kzling.answers import Evidence
from kzling.corpus.decide import REMOVED, REMOVED_COPY
from kzling.corpus.removals import Removals, without, without_ids
from kzling.errors import InvalidRecord, MissingInput, UsageError
from kzling.ids import document_id, text_hash
from kzling.model import PRIVATE_FILES, Cue, Document, Edit, Mention, Normalized, Span, Translation
from kzling.translation.verdict import score


def listed(folder: Path, text: str) -> Path:
    path = folder / "removals.yml"
    path.write_text(text, encoding="utf-8")
    return path


# Reading.


def test_reading(tmp_path: Path) -> None:
    text = f"urls: [https://a.example/1]\ndocuments:\n- '{'0' * 32}'\nentities: [kz-person-x]\n"
    found = Removals.read(listed(tmp_path, text))
    assert {document_id(source="", url="http://a.example/1/"), "0" * 32} < found.documents
    assert found.entities == {"kz-person-x"}


@pytest.mark.parametrize("text", ["", "# nobody yet\n", "{}", "urls:\nentities: []\n"])
def test_nothing_is_removed_yet(tmp_path: Path, text: str) -> None:
    assert Removals.read(listed(tmp_path, text)) == Removals()


@pytest.mark.parametrize(
    ("written", "stands"),
    [
        ("https://a.example/1", "http://www.a.example/1?utm_source=x#top"),
        ("http://www.a.example/1/", "https://a.example/1"),
        ("A.Example/1", "https://a.example:443/1"),
        ("https://a.example/x//y?b=https://c.example", "http://a.example/x//y?b=https://c.example&fbclid=1"),
        ("https://a.example/жаңа", "http://a.example/жаңа"),
    ],
)
def test_an_address_may_be_written_otherwise(tmp_path: Path, written: str, stands: str) -> None:
    found = Removals.read(listed(tmp_path, yaml.safe_dump({"urls": [written]})))
    assert document_id(source="", url=stands) in found.documents


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- https://a.example/1", "must be an object with the lists urls, documents, entities"),
        ("https://a.example/1", "must be an object with the lists"),
        ("url: [https://a.example/1]", "knows no 'url'; there are urls, documents, entities"),
        ("1: [a]", "knows no 1;"),
        ("urls: https://a.example/1", "urls must be a list of texts"),
        ("urls: false", "urls must be a list of texts"),
        ("urls: ''", "urls must be a list of texts"),
        ("urls: [n/a]", "'n/a' is not the address of a page; write it with https://"),
        ("urls: [' ']", "urls must be a list of texts"),
        ("entities: [{id: x}]", "entities must be a list of texts"),
        (f"documents: [{'1' * 32}]", "documents must be a list of texts; put ids in quotes"),
        ("documents: [a.txt]", "'a.txt' is not the id of a document; write the 32 signs of its row"),
        ("urls: [https://a.example/1]\nurls: [https://a.example/2]", "has urls twice; put all into one list"),
        ("documents: [2022-13-45]", "cannot be read: month must be in"),
        ("urls: [", "cannot be read: while parsing"),
        ("urls: []\n---\nurls: []", "cannot be read: expected a single document"),
        ("entities: [" * 2000, "cannot be read"),
        ("urls: [!!python/object:os.system x]", "cannot be read: could not determine a constructor"),
    ],
)
def test_a_list_that_is_not_understood(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        Removals.read(listed(tmp_path, text))
    assert said in str(caught.value)
    assert str(tmp_path / "removals.yml") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_list_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"There is no removal list .*; check the path"):
        Removals.read(tmp_path / "none.yml")
    with pytest.raises(UsageError, match="cannot be read"):
        Removals.read(tmp_path)
    (tmp_path / "removals.yml").write_bytes(b"urls: [\xff]")
    with pytest.raises(UsageError, match="cannot be read"):
        Removals.read(tmp_path / "removals.yml")
    with pytest.raises(UsageError, match="cannot be read"):
        Removals.read("a\0b")


# Documents.

CSTO, COUNCIL = "int-org-csto", "int-org-csto-council"


def mention(start: int, surface: str, entity: str | None, *evidence: Evidence, kind: str = "organization") -> Mention:
    return Mention(
        id=f"d:{start}", start=start, end=start + len(surface), surface=surface, type=kind,  # type: ignore[arg-type]
        lemma=surface, language="en", script="Latn", by="gazetteer", entity_id=entity, evidence=evidence,
    )  # fmt: skip


def cue(start: int, end: int, weight: float = 6.0, name: str = "foreign-spelling", space: str = "text") -> Cue:
    return Cue(name, Span(start, end, space), weight, "why")  # type: ignore[arg-type]


def test_mentions_and_what_is_said_of_them_go() -> None:
    proof = Evidence("proof", 0.0, f'{{"entity":"{COUNCIL}"}}')
    said = [Evidence("x", 1.0, f"nearer than {CSTO}."), Evidence("x", 1.0, "It stands for Big Union here."), proof]
    document = Document(
        id="d",
        source="d",
        mentions=(mention(0, "Big Union", CSTO), mention(20, "council", COUNCIL, *said), mention(40, "Union", CSTO)),
    )
    found = without(document, {CSTO})
    # An id that begins with the one that goes is another one.
    assert found.mentions == (mention(20, "council", COUNCIL, proof),)
    assert without(document, {"kz-person-nobody"}) == without(document, ()) == document
    assert without(document, {CSTO, COUNCIL}).mentions == ()


def test_cues_of_translation_go_with_the_name() -> None:
    cues = (cue(0, 4), cue(8, 12), cue(1, 3, name="no-break-space", space="raw"))
    table = score(cues)
    document = Document(
        id="d", source="d", mentions=(mention(0, "CSTO", CSTO),), translation=Translation(score=table, evidence=cues)
    )
    found = without(document, {CSTO}).translation
    assert found.evidence == cues[1:]
    assert found.score == score(cues[1:]) < table


def test_a_score_that_was_capped_stays_the_sum_of_what_is_left() -> None:
    cues = tuple(cue(place, place + 1) for place in range(100))
    document = Document(
        id="d",
        source="d",
        mentions=tuple(mention(place, "x", CSTO) for place in range(98)),
        translation=Translation("translated", None, "en", (), score(cues), cues),
    )
    found = without(document, {CSTO}).translation
    assert score(cues) < 600
    assert (found.verdict, found.source_language) == ("translated", "en")
    assert found.score == score(found.evidence) == 9.0


pieces = st.text("аб \U0001f600\n", max_size=4)
rewritten = st.lists(st.tuples(pieces, pieces, pieces, st.sampled_from(["a", "b", None])), max_size=6)


@given(rewritten, pieces, st.sets(st.sampled_from("ab")))
def test_the_normalised_text_still_leads_back(
    parts: list[tuple[str, str, str, str | None]], rest: str, entities: set[str]
) -> None:
    text = normalized = ""
    edits = []
    for gap, before, after, entity in parts:
        text, normalized = text + gap, normalized + gap
        places = len(normalized), len(normalized) + len(after), len(text), len(text) + len(before)
        edits.append(Edit(*places, before, "name", entity))
        text, normalized = text + before, normalized + after
    document = Document(
        id="d", source="d", text=text + rest, text_normalized=normalized + rest, normalized_edits=tuple(edits)
    )
    found = without(document, entities)
    assert found.text_normalized is not None
    assert Normalized(found.text_normalized, found.normalized_edits).undo() == document.text
    assert [edit.entity_id for edit in found.normalized_edits] == [
        edit.entity_id for edit in edits if edit.entity_id not in entities
    ]
    for edit in found.normalized_edits:
        assert document.text[edit.raw_start : edit.raw_end] == edit.before
    if entities.isdisjoint(edit.entity_id for edit in edits if edit.entity_id):
        assert found == document


def test_an_analysed_text(base: KnowledgeBase) -> None:
    text = "Tokayev flew to Nur-Sultan. Tselinograd is a name, too."
    document = kzling.analyze(text, kb=base, date="2024-01-01")
    assert document.text_normalized != text
    found = without(document, {"kz-place-astana"})
    assert found.text_normalized is not None
    assert "Nur-Sultan" in found.text_normalized
    assert Normalized(found.text_normalized, found.normalized_edits).undo() == text
    assert b"kz-place-astana" not in orjson.dumps(found.to_dict())
    assert [m.surface for m in found.mentions] == ["Tokayev"]


def test_no_normalised_text_stays_none() -> None:
    document = Document(id="d", source="d", mentions=(mention(0, "CSTO", CSTO),))
    assert without(document, {CSTO}) == replace(document, mentions=())


def test_attributes_of_others_name_nobody_who_is_removed() -> None:
    attributes = {"region": "a", "of": ["a", "b"], "offices": [{"of": "a", "since": 1}], "kind": "city"}
    left: Mapping[str, Any] = {"of": ["b"], "offices": [{"since": 1}], "kind": "city"}
    assert without_ids(attributes, {"a"}) == left
    assert without_ids(attributes, ()) == attributes


# Builds.

ROWS = [
    {"url": "https://www.a.example/1?utm_source=x", "text": "Tokayev left Astana on Monday, and it rained."},
    {"url": "https://b.example/copy", "text": "Tokayev left Astana on Monday, and it rained.", "date": "2001-01-01"},
    {"url": "https://a.example/2", "text": "Nur-Sultan is in Kazakhstan. Almaty, Kazakhstan, has hills."},
    {"url": "https://a.example/3", "text": "Tokayev came back to Almaty on Friday, said the CSTO."},
]


def build(
    folder: Path, removals: Mapping[str, Iterable[str]] | None, rows: Any = ROWS, **config: Any
) -> list[Document]:
    (folder / "in").mkdir(exist_ok=True)
    (folder / "in" / "a.jsonl").write_bytes(b"\n".join(map(orjson.dumps, rows)))
    if removals is not None:
        path = listed(folder, yaml.safe_dump({name: list(items) for name, items in removals.items()}))
        config["removals"] = str(path)
    made = kzling.build(folder / "in", folder / "out", processes=1, config=config, overwrite=True)
    assert made.counts["read"] == sum(made.counts[name] for name in ("kept", "duplicates", "rejected")) == len(rows)
    return list(kzling.load(folder / "out"))


def reasons(folder: Path) -> dict[int, str]:
    lines = (folder / "out" / "rejected.jsonl").read_bytes().splitlines()
    return {row["position"]: row["reason"] for row in map(orjson.loads, lines)}


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from (str(key), *strings(one))
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from strings(one)


def published_strings(folder: Path) -> Iterator[str]:
    """All that stands in the files of a dataset that are published."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in PRIVATE_FILES):
        if path.suffix == ".parquet":
            yield from strings(pq.read_table(path).to_pylist())
        else:
            yield path.read_text(encoding="utf-8")


def test_an_article_goes_with_its_copy_and_comes_back(tmp_path: Path, digest: Any) -> None:
    first = build(tmp_path, {})
    before = digest(tmp_path / "out")
    assert len(first) == 3
    assert [document.url for document in first if "Monday" in document.text] == ["https://b.example/copy"]
    # The copy is the one that was kept.
    found = build(tmp_path, {"urls": ["http://a.example/1"]})
    assert reasons(tmp_path) == {1: REMOVED, 2: REMOVED_COPY}
    assert {document.url for document in found} == {"https://a.example/2", "https://a.example/3"}
    by_id = {document.id: document for document in first}
    assert all(document == by_id[document.id] for document in found)
    found = build(tmp_path, {"documents": [document_id(source="", url="b.example/copy")]})
    assert reasons(tmp_path) == {1: REMOVED_COPY, 2: REMOVED}
    assert not any("Monday" in one for one in published_strings(tmp_path / "out"))
    build(tmp_path, {})
    assert digest(tmp_path / "out") == before


def test_copies_that_are_kept_go_too(tmp_path: Path) -> None:
    assert len(build(tmp_path, None, duplicates="keep")) == 4
    found = build(tmp_path, {"urls": ["https://b.example/copy"]}, duplicates="keep")
    assert {document.url for document in found} == {"https://a.example/2", "https://a.example/3"}


def test_all_records_of_a_removed_page_go(tmp_path: Path) -> None:
    rows = [*ROWS, {"url": "https://a.example/3", "text": "Another version of it: Tokayev stayed."}]
    assert len(build(tmp_path, {"urls": ["https://www.a.example/3"]}, rows)) == 2
    assert reasons(tmp_path) == {4: REMOVED, 5: REMOVED}


@pytest.mark.parametrize("entity", ["kz-person-tokayev", "kz-place-kazakhstan", "int-org-csto"])
def test_nothing_published_names_a_removed_entity(tmp_path: Path, entity: str) -> None:
    first = {document.id: document for document in build(tmp_path, {})}
    assert any(entity in one for one in published_strings(tmp_path / "out"))
    entities = pq.read_table(tmp_path / "out" / "entities").column("id").to_pylist()
    found = build(tmp_path, {"entities": [entity]})
    assert not [one for one in published_strings(tmp_path / "out") if entity in one]
    left = pq.read_table(tmp_path / "out" / "entities").column("id").to_pylist()
    assert left == [one for one in entities if one != entity]
    assert len(found) == len(first)
    for document in found:
        others = [m for m in first[document.id].mentions if m.entity_id != entity]
        assert [(m.id, m.entity_id) for m in document.mentions] == [(m.id, m.entity_id) for m in others]
        assert (document.text, document.raw) == (first[document.id].text, first[document.id].raw)
        assert document.provenance.text_hash == text_hash(document.text)


def test_a_cluster_that_has_another_id_now_goes_too(tmp_path: Path) -> None:
    rows = [{"id": name, "text": f"Rain {name}\nBy Aigerim Sadykova\nIt rained in {name} all day."} for name in "abc"]
    linked = {"link_unknown_persons": True}
    documents = build(tmp_path, None, rows, **linked)
    assert len({m.entity_id for d in documents for m in d.mentions if m.by == "byline"}) == 1
    redirects = map(orjson.loads, (tmp_path / "out" / "redirects.jsonl").read_bytes().splitlines())
    old, new = next((row["old"], row["new"]) for row in redirects)
    documents = build(tmp_path, {"entities": [old]}, rows, **linked)
    assert [m for d in documents for m in d.mentions if m.by == "byline"] == []
    assert not [one for one in published_strings(tmp_path / "out") if new in one or old in one]


def test_a_list_that_removes_all_leaves_nothing_to_build(tmp_path: Path) -> None:
    with pytest.raises(InvalidRecord, match=f"No record could be used, 4 were rejected.*{REMOVED}"):
        build(tmp_path, {"urls": [str(row["url"]) for row in ROWS]})


def test_another_list_asks_for_no_new_analysis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(build(tmp_path, {}, keep_work=True)) == 3

    def never(*_: object, **__: object) -> None:
        raise AssertionError("analysed again")

    monkeypatch.setattr("kzling.corpus.map_stage.analyze", never)
    assert len(build(tmp_path, {"urls": ["https://a.example/3"]}, keep_work=True)) == 2
    assert len(build(tmp_path, {"entities": ["kz-person-tokayev"]}, keep_work=True)) == 3


def test_the_list_itself_is_not_published(tmp_path: Path) -> None:
    build(tmp_path, {"urls": ["https://b.example/copy"], "entities": ["kz-person-tokayev"]})
    made = orjson.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert len(made["config"]["removals"]) == 64
    gone = ("b.example", document_id(source="", url="b.example/copy"), "kz-person-tokayev", str(tmp_path))
    assert not [one for one in published_strings(tmp_path / "out") if any(word in one for word in gone)]


def test_entries_that_match_nothing_are_counted(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "removals.yml").write_text(
        "urls: ['https://nowhere.kz/1']\nentities: [kz-place-astana, kz-person-nobody-of-this-name]\n"
    )
    manifest = kzling.build(
        articles, tmp_path / "out", config={"removals": str(tmp_path / "removals.yml")}, processes=1
    )
    assert manifest.counts["removals without a match"] == 2
    lines = (tmp_path / "out" / "unmatched_removals.jsonl").read_bytes().splitlines()
    assert list(map(orjson.loads, lines)) == ["https://nowhere.kz/1", "kz-person-nobody-of-this-name"]


def test_clusters_are_known_by_both_of_their_ids(tmp_path: Path) -> None:
    rows = [{"id": name, "text": f"Rain {name}\nBy Aigerim Sadykova\nIt rained in {name} all day."} for name in "abc"]
    build(tmp_path, None, rows, link_unknown_persons=True)
    redirects = map(orjson.loads, (tmp_path / "out" / "redirects.jsonl").read_bytes().splitlines())
    entities = [*next((row["old"], row["new"]) for row in redirects), "cluster-" + "0" * 32]
    build(tmp_path, {"entities": entities}, rows, link_unknown_persons=True)
    unmatched = (tmp_path / "out" / "unmatched_removals.jsonl").read_bytes()
    assert list(map(orjson.loads, unmatched.splitlines())) == entities[2:]
    build(tmp_path, {"entities": entities[:2]}, rows, link_unknown_persons=True)
    assert not (tmp_path / "out" / "unmatched_removals.jsonl").exists()
