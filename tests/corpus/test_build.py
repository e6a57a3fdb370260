from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

pytest.importorskip("datasets")

import pyarrow.parquet as pq
from datasets import Features, load_dataset

import kzling
from kzling.corpus import map_stage
from kzling.corpus.arrow import arrow_schema
from kzling.corpus.progress import Progress
from kzling.errors import EmptyInput, InvalidRecord, MissingInput, OutputNotEmpty, UsageError
from kzling.ids import cluster_id
from kzling.model import PRIVATE_FILES, SCHEMA, SPLITS, Document, Manifest

Digest = Callable[[Path], dict[str, str]]


def one(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "only.txt").write_text(text, encoding="utf-8")
    return folder


def check_loads(dataset: Path) -> None:
    """Every config and split loads, plain and streaming, with exactly the declared features."""
    for config in SCHEMA:
        declared = Features.from_arrow_schema(arrow_schema(config))
        plain = load_dataset(str(dataset), config)
        streamed = load_dataset(str(dataset), config, streaming=True)
        files = {split: pq.read_metadata(dataset / config / f"{split}-00000-of-00001.parquet") for split in SPLITS}
        assert list(plain) == list(streamed) == [split for split in SPLITS if files[split].num_rows]
        for split in plain:
            assert plain[split].features == declared
            assert streamed[split].features == declared
            assert list(streamed[split]) == list(plain[split])


@pytest.mark.slow
def test_the_sample_corpus(root: Path, tmp_path: Path) -> None:
    manifest = kzling.build(root / "examples/corpus", tmp_path / "out", processes=1)
    counts = manifest.counts
    assert counts["read"] == counts["kept"] + counts["duplicates"] + counts["rejected"] == 33
    assert (counts["duplicates"], counts["rejected"]) == (1, 0)
    check_loads(tmp_path / "out")
    assert not (tmp_path / "out.partial").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["Tokayev left Astana on Monday.", "The rain stopped at noon and the children went out."]
)
def test_a_corpus_of_one_article(tmp_path: Path, text: str) -> None:
    kzling.build(one(tmp_path / "in", text), tmp_path / "out", processes=1)
    check_loads(tmp_path / "out")
    mentions = load_dataset(str(tmp_path / "out"), "mentions", streaming=True)
    surfaces = [row["surface"] for rows in mentions.values() for row in rows]
    assert surfaces == (["Tokayev", "Astana"] if "Astana" in text else [None])


@pytest.mark.slow
@pytest.mark.usefixtures("small_units")
def test_same_bytes_however_it_is_built(articles: Path, tmp_path: Path, digest: Digest) -> None:
    kzling.build(articles, tmp_path / "one", processes=1)
    kzling.build(articles, tmp_path / "two", processes=2)
    files = sorted(path for path in articles.rglob("*") if path.is_file())
    links = tmp_path / "other" / "articles"
    for path in reversed(files):
        copy = links / path.relative_to(articles)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    kzling.build([links], tmp_path / "three", processes=1)
    kzling.build(articles, tmp_path / "one", processes=1, overwrite=True)
    assert digest(tmp_path / "one") == digest(tmp_path / "two") == digest(tmp_path / "three")


def test_files_named_in_another_order(articles: Path, tmp_path: Path, digest: Digest) -> None:
    files = [articles / "a.jsonl", articles / "sub" / "b.jsonl"]
    kzling.build(files, tmp_path / "one", processes=1)
    kzling.build(files[::-1], tmp_path / "two", processes=1)
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_what_a_build_says_and_leaves(articles: Path, tmp_path: Path, digest: Digest) -> None:
    manifest = kzling.build(articles, tmp_path / "out", processes=1)
    assert {name: manifest.counts[name] for name in ("read", "kept", "duplicates", "rejected")} == {
        "read": 60,
        "kept": 58,
        "duplicates": 1,
        "rejected": 1,
    }
    assert manifest.reject_reasons == {"invalid JSON": 1}
    assert Manifest.from_dict(orjson.loads((tmp_path / "out" / "manifest.json").read_bytes())) == manifest
    hashes = digest(tmp_path / "out")
    assert {entry.path: entry.sha256 for entry in manifest.files} == {
        path: value for path, value in hashes.items() if path not in {"manifest.json", *PRIVATE_FILES}
    }
    rejected = orjson.loads((tmp_path / "out" / "rejected.jsonl").read_bytes())
    assert (rejected["source"], rejected["position"]) == ("a.jsonl", 31)
    copy = orjson.loads((tmp_path / "out" / "duplicates.jsonl").read_bytes())
    assert str(tmp_path) not in (tmp_path / "out" / "manifest.json").read_text()
    # The copy has a date, so it is the earliest of the two.
    assert copy["source"] == "a.jsonl#3"


def test_rows(articles: Path, tmp_path: Path) -> None:
    kzling.build(articles, tmp_path / "out", processes=1)
    documents = list(kzling.load(tmp_path / "out"))
    assert len({document.id for document in documents}) == len(documents) == 58
    assert all(Document.from_dict(document.to_dict()) == document for document in documents)
    authors = {m.entity_id for document in documents for m in document.mentions if m.by == "byline"}
    # Whom the base does not know, nobody can follow from one document to the next.
    assert authors == {cluster_id((m.id,)) for document in documents for m in document.mentions if m.by == "byline"}
    mentions = load_dataset(str(tmp_path / "out"), "mentions")
    by_document = {d.id: {m.id for m in d.mentions} for d in documents}
    assert sum(rows.num_rows for rows in mentions.values()) == sum(map(len, by_document.values()))
    assert all(row["id"] in by_document[row["document_id"]] for rows in mentions.values() for row in rows)
    entities = load_dataset(str(tmp_path / "out"), "entities")["train"]
    assert not any(identity.startswith("cluster-") for identity in entities["id"])
    names = load_dataset(str(tmp_path / "out"), "names")
    seen = {split: set(rows["entity_id"]) for split, rows in names.items()}
    assert sum(map(len, seen.values())) == len(set.union(*seen.values()))


def test_copies_can_be_kept(articles: Path, tmp_path: Path) -> None:
    kzling.build(articles, tmp_path / "out", config={"duplicates": "keep"}, processes=1)
    documents = list(kzling.load(tmp_path / "out"))
    copies = [document for document in documents if document.duplicate_of]
    assert [copy.source for copy in copies] == ["a.jsonl#3"]
    assert copies[0].duplicate_of in {document.id for document in documents}


def test_a_base_of_ones_own(articles: Path, tmp_path: Path, base: kzling.KnowledgeBase) -> None:
    base.save(tmp_path / "base.sqlite")
    kzling.build(articles, tmp_path / "out", config={"knowledge": str(tmp_path / "base.sqlite")}, processes=1)
    linked = {m.entity_id for d in kzling.load(tmp_path / "out") for m in d.mentions if m.by == "gazetteer"}
    assert linked == {"kz-person-tokayev", "kz-place-astana"}


def test_an_older_dataset_stays_until_the_new_one_is_complete(articles: Path, tmp_path: Path) -> None:
    kzling.build(articles, tmp_path / "out", processes=1)
    before = (tmp_path / "out" / "manifest.json").read_bytes()
    with pytest.raises(OutputNotEmpty, match="--overwrite"):
        kzling.build(articles, tmp_path / "out", processes=1)
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "a.jsonl").write_text("{broken\n")
    with pytest.raises(InvalidRecord, match=r"No record could be used.*a\.jsonl line 1: invalid JSON"):
        kzling.build(tmp_path / "bad", tmp_path / "out", processes=1, overwrite=True)
    assert (tmp_path / "out" / "manifest.json").read_bytes() == before
    assert (tmp_path / "out.partial" / "rejected.jsonl").exists()


def test_what_cannot_be_built(articles: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingInput):
        kzling.build(tmp_path / "none", tmp_path / "out")
    (tmp_path / "empty").mkdir()
    with pytest.raises(EmptyInput):
        kzling.build(tmp_path / "empty", tmp_path / "out")
    (tmp_path / "blank").mkdir()
    (tmp_path / "blank" / "a.jsonl").write_text("\n")
    with pytest.raises(EmptyInput, match="hold no record"):
        kzling.build(tmp_path / "blank", tmp_path / "out", processes=1)
    with pytest.raises(UsageError, match="lies inside the input"):
        kzling.build(articles, articles / "out")
    with pytest.raises(UsageError, match="a whole number from 1"):
        kzling.build(articles, tmp_path / "out", processes=0)
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputNotEmpty, match="is a file"):
        kzling.build(articles, tmp_path / "file")


def journal(output: Path) -> list[bytes]:
    """The units of a build that were done so far."""
    return (output.with_name(output.name + ".partial") / "spool" / "journal.jsonl").read_bytes().splitlines()


@pytest.fixture
def small_units(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many units, so that processes share them and stops leave some."""
    monkeypatch.setattr("kzling.corpus.units.LEAST_RECORDS", 3)
    monkeypatch.setattr("kzling.corpus.units.MOST_RECORDS", 7)


@pytest.mark.usefixtures("small_units")
def test_a_stopped_build_works_only_on_what_is_missing(articles: Path, tmp_path: Path, digest: Digest) -> None:
    def stop(now: Progress) -> None:
        if now.done >= 12:
            raise KeyboardInterrupt

    kzling.build(articles, tmp_path / "quiet", processes=1)
    with pytest.raises(KeyboardInterrupt):
        kzling.build(articles, tmp_path / "out", processes=1, progress=stop)
    done = journal(tmp_path / "out")
    kzling.build(articles, tmp_path / "out", processes=1, config={"keep_work": True})
    after = journal(tmp_path / "out")
    assert after[: len(done)] == done
    assert len(done) < len(after) == len(set(after))
    assert digest(tmp_path / "out") == digest(tmp_path / "quiet")


@pytest.mark.usefixtures("small_units")
def test_what_has_changed_is_done_again_and_nothing_else(articles: Path, tmp_path: Path, digest: Digest) -> None:
    def build(**config: Any) -> list[bytes]:
        options = {"keep_work": True, **config}
        kzling.build(articles, tmp_path / "out", processes=1, overwrite=True, config=options)
        return journal(tmp_path / "out")

    first = build()
    # The title of the card and the treatment of copies come after the analysis.
    assert build(pretty_name="Another", duplicates="keep") == first
    lines = (articles / "a.jsonl").read_bytes().splitlines()
    (articles / "a.jsonl").write_bytes(b"\n".join([lines[0].replace(b"Report", b"Story"), *lines[1:]]))
    second = build()
    assert len(set(second) - set(first)) <= 3
    assert len(set(second) & set(first)) >= len(first) - 3
    assert not set(build(clean=False)) & set(second)
    kzling.build(articles, tmp_path / "quiet", processes=1, config={"clean": False})
    assert digest(tmp_path / "out") == digest(tmp_path / "quiet")
    assert not [path for path in (tmp_path / "out.partial").iterdir() if path.name not in ("spool", "kzling-build")]


@pytest.mark.usefixtures("small_units")
def test_a_trial_throws_nothing_away(articles: Path, tmp_path: Path) -> None:
    def stop(now: Progress) -> None:
        if now.done >= 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kzling.build(articles, tmp_path / "out", processes=1, progress=stop)
    done = journal(tmp_path / "out")
    manifest = kzling.build(articles, tmp_path / "out", processes=1, config={"limit": 10})
    assert manifest.counts["read"] == 10
    assert journal(tmp_path / "out")[: len(done)] == done
    kzling.build(articles, tmp_path / "out", processes=1, overwrite=True)
    assert not (tmp_path / "out.partial").exists()


def test_a_later_version_of_a_page_with_another_byline(tmp_path: Path) -> None:
    rows = [
        {"url": "https://a.example/1", "text": f"Harvest begins\nBy {name}\nTokayev came on day {n}."}
        for n, name in enumerate(["Anna Novak", "Daniyar Umarov"])
    ]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(map(orjson.dumps, rows)))
    manifest = kzling.build(tmp_path / "a.jsonl", tmp_path / "out", processes=1)
    assert manifest.counts["kept"] == 1
    assert manifest.reject_reasons == {"has the id of another": 1}


@pytest.mark.usefixtures("small_units")
def test_the_same_records_again_and_again(tmp_path: Path) -> None:
    block = b"".join(orjson.dumps({"id": n, "text": f"Tokayev came on day {n}."}) + b"\n" for n in range(7))
    (tmp_path / "a.jsonl").write_bytes(block * 6)
    counts = kzling.build(tmp_path / "a.jsonl", tmp_path / "out", processes=2).counts
    assert (counts["read"], counts["kept"], counts["duplicates"]) == (42, 7, 35)


def test_warnings_are_counted(tmp_path: Path) -> None:
    rows = [{"text": f"Tokayev left on day {n}.", "date": f"{n} brumaire: noon", "mood": "x"} for n in range(3)]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(map(orjson.dumps, rows)))
    manifest = kzling.build(tmp_path / "a.jsonl", tmp_path / "out", processes=1, config={"columns": {"author": "by"}})
    assert manifest.warnings == {
        "fields not read": 3,
        "the date … is not understood": 3,
        "there is no column by": 3,
    }


def test_a_watched_build_is_the_same(articles: Path, tmp_path: Path, digest: Digest) -> None:
    (articles / "z.pdf").write_bytes(b"%PDF-")
    for name, progress in (("one", None), ("two", lambda now: None)):
        kzling.build(articles, tmp_path / name, processes=1, config={"limit": 5}, progress=progress)
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_no_base_and_an_empty_sample(articles: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="no knowledge base file nowhere"):
        kzling.build(articles, tmp_path / "out", config={"knowledge": "nowhere.sqlite"})
    with pytest.raises(EmptyInput, match="take a larger share"):
        kzling.build(articles, tmp_path / "out", processes=1, config={"sample": 1e-9})


def test_a_damaged_spool_is_mended(articles: Path, tmp_path: Path, digest: Digest) -> None:
    kzling.build(articles, tmp_path / "quiet", processes=1)
    kzling.build(articles, tmp_path / "out", processes=1, config={"keep_work": True})
    spool = tmp_path / "out.partial" / "spool"
    table = next(spool.glob("*.arrow"))
    table.write_bytes(table.read_bytes()[:100])
    with (spool / "journal.jsonl").open("ab") as stream:
        stream.write(b'["torn')
    kzling.build(articles, tmp_path / "out", processes=1, overwrite=True)
    assert digest(tmp_path / "out") == digest(tmp_path / "quiet")


def test_nothing_of_the_callers_is_ever_replaced(articles: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="lies inside the output"):
        kzling.build(articles / "sub", articles, processes=1, overwrite=True)
    with pytest.raises(UsageError, match="lies inside the output"):
        kzling.build(articles / "a.jsonl", articles, processes=1, overwrite=True)
    (tmp_path / "out.partial").mkdir()
    (tmp_path / "out.partial" / "precious.txt").write_text("mine")
    with pytest.raises(OutputNotEmpty, match="somebody else"):
        kzling.build(articles, tmp_path / "out", processes=1)
    assert (tmp_path / "out.partial" / "precious.txt").read_text() == "mine"
    assert (articles / "a.jsonl").exists()


def test_two_builds_into_one_folder_are_kept_apart(articles: Path, tmp_path: Path) -> None:
    def second(now: Progress) -> None:
        if now.stage == "decide":
            with pytest.raises(UsageError, match="Another build is at work"):
                kzling.build(articles, tmp_path / "out", processes=1)

    kzling.build(articles, tmp_path / "out", processes=1, progress=second)
    assert (tmp_path / "out" / "manifest.json").exists()


def test_a_record_that_breaks_the_analysis_is_rejected(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = map_stage.analyze

    def analyze(text: str, **options: Any) -> Document:
        if text.startswith("Report 7\n"):
            raise RuntimeError("boom")
        return real(text, **options)

    monkeypatch.setattr(map_stage, "analyze", analyze)
    counts = kzling.build(articles, tmp_path / "out", processes=1).counts
    assert (counts["read"], counts["kept"], counts["rejected"]) == (60, 57, 2)
    assert "cannot be analysed: RuntimeError: boom" in (tmp_path / "out" / "rejected.jsonl").read_text()


def test_pages_of_furniture_alone_are_rejected(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number, text in enumerate(["Share on Facebook", "Leave a comment", "Tokayev left Astana."]):
        (tmp_path / "in" / f"{number}.txt").write_text(text)
    manifest = kzling.build(tmp_path / "in", tmp_path / "out", processes=1)
    assert manifest.reject_reasons == {"nothing is left of the text after cleaning": 2}
    assert manifest.counts["duplicates"] == 0


def test_a_row_of_nulls_is_not_counted(tmp_path: Path) -> None:
    manifest = kzling.build(one(tmp_path / "in", "The rain stopped at noon."), tmp_path / "out", processes=1)
    assert {name: n for name, n in manifest.counts.items() if name.startswith("rows in mentions")} == {
        "rows in mentions/train": 0,
        "rows in mentions/validation": 0,
        "rows in mentions/test": 0,
    }
