"""join: a stand-off dataset with its texts back is the one that a usual build makes."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pytest

pytest.importorskip("datasets")

import pyarrow.parquet as pq

import kzling
from kzling.corpus.arrow import arrow_schema
from kzling.corpus.join import MISSING, Joined, join
from kzling.corpus.manifest import file_digest
from kzling.errors import InvalidRecord, MissingInput, OutputNotEmpty, UnreadableInput, UnwritableOutput, UsageError
from kzling.knowledge.records import CLUSTER
from kzling.model import PRIVATE_FILES, SCHEMA, SPLITS, Manifest

Digest = Callable[[Path], dict[str, str]]
Rows = dict[str, list[dict[str, Any]]]

TEXTS = {
    "a.txt": "Rain\nBy Aigerim Sadykova\nTokayev left Astana on Monday, and Sadykova wrote of it.",
    "b.txt": "Дождь\nАвтор: Айгерим Садыкова\nТокаев приехал в Нур-Султан. Звоните: +7 701 318 45 62.\nПоделиться",
    "sub/c.txt": "Snow\nIt snowed in Almaty, said the CSTO.\nShare this article",
}


def write(folder: Path, texts: dict[str, str] = TEXTS) -> Path:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def made(folder: Path, **config: Any) -> Path:
    """Build the texts in `folder`/in with and without their words; give the stand-off dataset."""
    for name, standoff in (("plain", False), ("standoff", True)):
        kzling.build(folder / "in", folder / name, processes=1, config={**config, "standoff": standoff})
    return folder / "standoff"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles (in), their dataset (plain) and the same without their words (standoff)."""
    folder = tmp_path_factory.mktemp("small")
    write(folder / "in")
    made(folder)
    return folder


@pytest.fixture
def small(built: Path, tmp_path: Path) -> Path:
    """The same for one test alone."""
    return shutil.copytree(built, tmp_path / "small")


def table(folder: Path, config: str) -> Rows:
    return {
        split: [
            row for path in sorted((folder / config).glob(f"{split}-*")) for row in pq.read_table(path).to_pylist()
        ]
        for split in SPLITS
    }


def public(mention: dict[str, Any]) -> dict[str, Any]:
    """Give a mention without evidence that tells of private persons."""
    private = mention["type"] == "person" and (mention["entity_id"] or CLUSTER).startswith(CLUSTER)
    kept = [
        one for one in mention["evidence"] or () if not private and (one["kind"], one["weight"] < 0) != ("chain", True)
    ]
    return {**mention, "evidence": kept}


def rows(folder: Path) -> dict[str, Rows]:
    """All rows of a dataset, without evidence that tells of private persons."""
    found = {config: table(folder, config) for config in SCHEMA}
    for split in SPLITS:
        found["mentions"][split] = [public(row) if row["id"] else row for row in found["mentions"][split]]
        for row in found["documents"][split]:
            row["mentions"] = [public(mention) for mention in row["mentions"] or ()]
    return found


def check_manifest(folder: Path, digest: Digest) -> Manifest:
    manifest = Manifest.from_dict(orjson.loads((folder / "manifest.json").read_bytes()))
    private = {"manifest.json", *PRIVATE_FILES}
    there = {path: value for path, value in digest(folder).items() if path not in private}
    assert {entry.path: entry.sha256 for entry in manifest.files} == there
    for entry in manifest.files:
        assert entry.bytes == (folder / entry.path).stat().st_size
        assert not entry.path.endswith(".parquet") or entry.rows == pq.read_metadata(folder / entry.path).num_rows
    return manifest


def missing(folder: Path) -> dict[str, str]:
    return {row["source"]: row["reason"] for row in map(orjson.loads, (folder / MISSING).read_bytes().splitlines())}


def check_whole(folder: Path, digest: Digest, **options: Any) -> Joined:
    """Join what lies in a folder, and hold it against the usual build."""
    found = join(folder / "standoff", folder / "in", folder / "out", **options)
    assert rows(folder / "out") == rows(folder / "plain")
    assert missing(folder / "out") == {}
    assert (folder / "out" / "statistics.json").read_bytes() == (folder / "plain" / "statistics.json").read_bytes()
    assert found.manifest == check_manifest(folder / "out", digest)
    assert not (folder / "out.partial").exists()
    return found


class Sample(NamedTuple):
    folder: Path
    joined: Joined


@pytest.fixture(scope="module")
def sample(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample corpus, built with and without its words and joined."""
    folder = tmp_path_factory.mktemp("sample")
    (folder / "in").symlink_to(root / "examples" / "corpus")
    made(folder)
    return Sample(folder, join(folder / "standoff", folder / "in", folder / "out"))


@pytest.mark.slow
def test_the_sample_corpus_is_whole_again(sample: Sample, digest: Digest) -> None:
    folder = sample.folder
    assert (sample.joined.joined, sample.joined.missing) == (32, 0)
    assert rows(folder / "out") == rows(folder / "plain")
    for config in SCHEMA:
        path = folder / "out" / config / "train-00000-of-00001.parquet"
        assert pq.read_schema(path).names == arrow_schema(config).names
    manifest = check_manifest(folder / "out", digest)
    assert manifest == sample.joined.manifest
    plain = Manifest.from_dict(orjson.loads((folder / "plain" / "manifest.json").read_bytes()))
    assert manifest.counts == {**plain.counts, "joined": 32, "missing": 0}
    assert manifest.config == plain.config
    assert manifest.inputs == plain.inputs
    assert list(kzling.load(folder / "out"))


@pytest.mark.slow
def test_what_stands_beside_the_rows_is_that_of_a_usual_build(sample: Sample, digest: Digest) -> None:
    plain, out = digest(sample.folder / "plain"), digest(sample.folder / "out")
    for path in ("statistics.json", "LICENSE", "redirects.jsonl"):
        assert plain[path] == out[path]
    # Rows without some evidence are shorter, which the head of the card says and croissant.json by its digests.
    cards = [(sample.folder / name / "README.md").read_text() for name in ("plain", "out", "standoff")]
    texts = [card.split("\n---\n", 1)[1] for card in cards]
    paragraphs = [text.split("\n\n") for text in texts]
    (plain_source,), (out_source,) = (
        [one for one in some if one.startswith("**Source.**")] for some in paragraphs[:2]
    )
    assert texts[0].replace(plain_source, out_source) == texts[1] != texts[2]
    assert "into 32 documents; 0 others" in out_source
    assert "missing.jsonl" in out_source
    assert "rejected.jsonl" not in texts[1]
    for path in ("README.md", "croissant.json"):
        told = (sample.folder / "out" / path).read_text().replace(out_source, "").casefold()
        assert not any(word in told for word in ("stand-off", "standoff", "words of the articles are left out"))
    assert {path: value for path, value in plain.items() if path.startswith(("pictures", "names", "entities"))} == {
        path: value for path, value in out.items() if path.startswith(("pictures", "names", "entities"))
    }


@pytest.mark.slow
def test_the_sample_without_words_holds_none(sample: Sample) -> None:
    for documents in table(sample.folder / "standoff", "documents").values():
        for row in documents:
            assert (row["raw"], row["text"], row["title"], row["author"]) == ("", "", None, None)
            assert not any(one["text"] for one in row["removed"])
            assert not any(one["before"] for one in (*row["edits"], *row["normalized_edits"]))
    whole = [row["text"] for some in table(sample.folder / "plain", "documents").values() for row in some]
    told = b"".join(orjson.dumps(table(sample.folder / "standoff", config), default=str) for config in SCHEMA).decode()
    assert all(text[place : place + 60] not in told for text in whole for place in range(0, len(text) - 60, 20))


def test_small_texts_with_masks_are_whole_again(small: Path, digest: Digest) -> None:
    assert check_whole(small, digest)[:2] == (3, 0)
    texts = [row["text"] for some in table(small / "out", "documents").values() for row in some]
    assert not any("318" in text for text in texts)


@pytest.mark.parametrize(
    "config",
    [
        {"mask": []},
        {"mask": ["email"]},
        {"clean": False},
        {"language": "en"},
        {"limit": 2},
        {"duplicates": "keep"},
        {"link_unknown_persons": True},
        {"sample": 0.7},
    ],
)
@pytest.mark.filterwarnings("ignore:With link_unknown_persons")
def test_it_is_read_and_cleaned_as_it_was_for_the_dataset(
    tmp_path: Path, digest: Digest, config: dict[str, Any]
) -> None:
    write(tmp_path / "in", {**TEXTS, "copy.txt": TEXTS["a.txt"]})
    made(tmp_path, **config)
    # What the caller says of other things does not matter.
    check_whole(tmp_path, digest, config={"mask": ["iin"], "clean": True, "limit": 1, "standoff": True})


def test_pages_tables_and_equal_ids(tmp_path: Path, digest: Digest) -> None:
    page = (
        '<html><head><title>Дождь</title></head><body><nav><a href="/">Главная</a></nav><article><h1>Дождь</h1>'
        "<p>Токаев приехал в Астану в понедельник, когда в городе с самого утра шёл сильный дождь.</p></article>"
        "</body></html>"
    )
    lines = [
        {"url": "https://a.example/1", "text": "Rain\nBy Anna Novak\nTokayev came to Astana.", "date": "6 brumaire"},
        {"url": "https://a.example/1", "text": "Rain\nBy Daniyar Umarov\nTokayev came to Astana."},
        {"url": "https://a.example/1", "text": "Another text of the same page, on Almaty."},
        {
            "id": "x",
            "text": "Broken \ud83d\ude00 and \udc00 signs in Almaty",
            "title": "A title",
            "author": "Anna Novak",
        },
        {"id": "y", "text": "Share this article"},
    ]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.html").write_text(page, encoding="utf-8")
    (tmp_path / "in" / "a.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (tmp_path / "in" / "b.jsonl").write_text('{"text": "Tokayev \\udc00 in Astana"}\n{broken\n', encoding="utf-8")
    made(tmp_path)
    check_whole(tmp_path, digest)


def test_columns_of_ones_own(tmp_path: Path, digest: Digest) -> None:
    lines = [orjson.dumps({"body": text, "key": name, "who": "Anna Novak"}) for name, text in TEXTS.items()]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(b"\n".join(lines))
    columns = {"text": "body", "id": "key", "author": "who"}
    made(tmp_path, columns=columns)
    check_whole(tmp_path, digest)
    # Who joins has the articles in a table with other names.
    renamed = [orjson.loads(line) for line in lines]
    others = [{"content_of_it": row["body"], "key": row["key"], "who": row["who"]} for row in renamed]
    (tmp_path / "in" / "a.jsonl").write_bytes(b"\n".join(map(orjson.dumps, others)))
    with pytest.raises(InvalidRecord, match="None of the 3 documents has its text"):
        join(tmp_path / "standoff", tmp_path / "in", tmp_path / "other")
    own = {"columns": {**columns, "text": "content_of_it"}}
    assert join(tmp_path / "standoff", tmp_path / "in", tmp_path / "other", config=own).joined == 3


def test_a_base_of_ones_own(tmp_path: Path, digest: Digest, base: kzling.KnowledgeBase) -> None:
    write(tmp_path / "in")
    base.save(tmp_path / "base.sqlite")
    made(tmp_path, knowledge=str(tmp_path / "base.sqlite"))
    (tmp_path / "base.sqlite").unlink()
    check_whole(tmp_path, digest)


def test_what_was_removed_stays_away(tmp_path: Path, digest: Digest) -> None:
    write(tmp_path / "in")
    (tmp_path / "removals.yml").write_text("entities: [kz-person-tokayev]")
    made(tmp_path, removals=str(tmp_path / "removals.yml"))
    (tmp_path / "removals.yml").unlink()
    check_whole(tmp_path, digest)


def test_articles_without_names(tmp_path: Path, digest: Digest) -> None:
    write(tmp_path / "in", {"a.txt": "The rain stopped at noon and the children went out."})
    made(tmp_path)
    assert check_whole(tmp_path, digest)[:2] == (1, 0)
    assert [row["id"] for row in table(tmp_path / "out", "mentions")["train"]] == [None]


# What is missing.


def test_what_is_missing_is_told_and_left_out(small: Path, digest: Digest) -> None:
    (small / "in" / "a.txt").unlink()
    (small / "in" / "b.txt").write_text(TEXTS["b.txt"].replace("Поделиться", "Поделиться\nКомментарии"))
    write(small / "in", {"other.txt": "What nobody asked for.", "bad.html": "\0\1\2"})
    found = join(small / "standoff", small / "in", small / "out")
    assert missing(small / "out") == {
        "a.txt": "the article is not among the inputs",
        "b.txt": "the article has the same text, but another page around it",
    }
    assert (found.joined, found.missing) == (1, 2)
    assert found.manifest == check_manifest(small / "out", digest)
    assert (found.manifest.counts["joined"], found.manifest.counts["missing"]) == (1, 2)
    assert sum(found.manifest.counts[f"rows in documents/{split}"] for split in SPLITS) == 1
    document = next(kzling.load(small / "out"))
    assert document.source == "sub/c.txt"
    mentions = [row for some in table(small / "out", "mentions").values() for row in some]
    assert {row["document_id"] for row in mentions} == {document.id}
    assert table(small / "out", "entities") == table(small / "plain", "entities")
    write(small / "in", {"sub/c.txt": "Another text."})
    with pytest.raises(InvalidRecord, match="None of the 3 documents has its text among the inputs"):
        join(small / "standoff", small / "in", small / "none")


def test_after_a_try_with_other_articles_the_next_one_goes_through(small: Path, digest: Digest) -> None:
    other = write(small / "other", {"x.txt": "Something else."})
    with pytest.raises(InvalidRecord, match="check that these are the articles of this dataset"):
        join(small / "standoff", other, small / "out")
    assert not (small / "out").exists()
    (small / "out.partial" / "articles.sqlite").write_bytes(b"left over")
    check_whole(small, digest)


def test_articles_in_several_places(small: Path, digest: Digest) -> None:
    (small / "more").mkdir()
    shutil.move(small / "in" / "sub", small / "more" / "sub")
    found = join(small / "standoff", [small / "in", str(small / "more")], small / "out")
    assert found[:2] == (3, 0)
    assert rows(small / "out") == rows(small / "plain")
    check_manifest(small / "out", digest)


# What cannot be joined.


def test_what_cannot_be_joined(small: Path) -> None:
    standoff, articles, out = small / "standoff", small / "in", small / "out"
    with pytest.raises(UsageError, match="is not a stand-off dataset: it has its texts"):
        join(small / "plain", articles, out)
    with pytest.raises(UnreadableInput, match="is no dataset that this kzling can read"):
        join(small / "nothing", articles, out)
    with pytest.raises(UnreadableInput, match="is no dataset that this kzling can read"):
        join(articles, articles, out)
    with pytest.raises(MissingInput):
        join(standoff, small / "nothing", out)
    for inside in (articles / "out", standoff / "out"):
        with pytest.raises(UsageError, match="lies inside the input"):
            join(standoff, articles, inside)
    with pytest.raises(UsageError, match="lies inside the output"):
        join(standoff, articles, small, overwrite=True)
    for nameless in ("", "/"):
        with pytest.raises(UsageError, match="has no name"):
            join(standoff, articles, nameless, overwrite=True)
    with pytest.raises(UsageError, match="there is no option 'colums'"):
        join(standoff, articles, out, config={"colums": {}})
    out.mkdir()
    (out / "mine").write_text("x")
    with pytest.raises(OutputNotEmpty, match="--overwrite"):
        join(standoff, articles, out)
    assert join(standoff, articles, out, overwrite=True).joined == 3
    assert not (out / "mine").exists()


def test_a_disk_that_takes_nothing(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kzling.corpus.join.describe", full)
    with pytest.raises(UnwritableOutput, match=r"The join stopped: .*No space left.*; make room"):
        join(small / "standoff", small / "in", small / "out")
    monkeypatch.undo()
    assert join(small / "standoff", small / "in", small / "out").joined == 3


def test_an_article_that_breaks_a_reader_is_missing_and_no_more(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kzling.corpus import join as module

    real = module.read

    def breaks(text: str, **options: Any) -> Any:
        if text.startswith("Snow"):
            raise RecursionError("too deep")
        return real(text, **options)

    monkeypatch.setattr(module, "read", breaks)
    assert join(small / "standoff", small / "in", small / "out")[:2] == (2, 1)
    assert missing(small / "out") == {"sub/c.txt": "the article is not among the inputs"}


def set_in(path: Path, *steps: str, to: Any) -> None:
    content = orjson.loads(path.read_bytes())
    place = content
    for step in steps[:-1]:
        place = place[step]
    place[steps[-1]] = to
    path.write_bytes(orjson.dumps(content))


@pytest.mark.parametrize(
    ("steps", "value"),
    [
        (["config"], []),
        (["config"], {"standoff": True, "nobody": 1}),
        (["config", "mask"], "email"),
        (["config", "mask"], [["email"]]),
        (["config", "clean"], "yes"),
        (["config", "language"], ["en"]),
        (["config", "body"], {}),
        (["config", "columns"], None),
        (["config", "gate"], {"fields": 3}),
        (["counts"], {}),
        (["counts"], {"read": "3"}),
        (["counts", "read"], None),
        (["files"], []),
        (["files"], [{"path": "../../etc/passwd", "sha256": "", "bytes": 0, "rows": 0}]),
        (["files"], [{"path": "documents/no.parquet", "sha256": "", "bytes": 0, "rows": 0}]),
        (["record_version"], "1"),
    ],
)
def test_a_manifest_that_says_odd_things(small: Path, steps: list[str], value: Any) -> None:
    set_in(small / "standoff" / "manifest.json", *steps, to=value)
    try:
        join(small / "standoff", small / "in", small / "out")
    except (UnreadableInput, UsageError) as error:
        assert "\n" not in str(error)
        assert str(small / "standoff") in str(error)
    else:
        # The caller says how articles are read, whatever the manifest says.
        assert steps == ["config", "columns"]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b"null"])
def test_no_manifest(small: Path, content: bytes) -> None:
    (small / "standoff" / "manifest.json").write_bytes(content)
    with pytest.raises(UnreadableInput, match="is no dataset that this kzling can read"):
        join(small / "standoff", small / "in", small / "out")


def admit(folder: Path) -> None:
    """Let a manifest list the Parquet files that are there now: only their content is wrong."""
    path = folder / "manifest.json"
    entries = [entry for entry in orjson.loads(path.read_bytes())["files"] if not entry["path"].endswith(".parquet")]
    for file in sorted(folder.rglob("*.parquet")):
        known = {"path": file.relative_to(folder).as_posix(), "sha256": file_digest(file)}
        entries.append({**known, "bytes": file.stat().st_size, "rows": 0})
    set_in(path, "files", to=entries)


@pytest.mark.parametrize("config", SCHEMA)
@pytest.mark.parametrize("admitted", [False, True])
@pytest.mark.parametrize("fault", ["byte", "cut", "empty", "gone", "more", "column", "other"])
def test_damaged_rows(small: Path, config: str, fault: str, *, admitted: bool) -> None:
    standoff = small / "standoff"
    path = standoff / config / "train-00000-of-00001.parquet"
    content = path.read_bytes()
    match fault:
        case "byte":
            path.write_bytes(content[:40] + bytes([content[40] ^ 255]) + content[41:])
        case "cut":
            path.write_bytes(content[: len(content) // 2])
        case "empty":
            path.write_bytes(b"")
        case "gone":
            shutil.rmtree(path.parent)
        case "more":
            path.with_name("train-00001-of-00001.parquet").write_bytes(b"PAR1")
        case "column":
            pq.write_table(pq.read_table(path).drop_columns(["id"]), path)
        case "other":
            other = "names" if config != "names" else "entities"
            path.write_bytes((standoff / other / path.name).read_bytes())
    if admitted:
        admit(standoff)
    try:
        join(standoff, small / "in", small / "out")
    except UnreadableInput as error:
        assert config in str(error) or (
            "holds text that is none" in str(error) and (fault, admitted) == ("byte", True)
        )
        assert not (small / "out").exists()
    else:
        # A byte of a file's content may decide nothing; nobody but its writer can know.
        assert (fault, admitted) == ("byte", True)


# Stopped and started again.

SCRIPT = """
import os, signal, sys
from pathlib import Path
from kzling.corpus import join as module
standoff, articles, out, moment = sys.argv[1:]

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

if moment in ("describe", "make_manifest", "record_table"):
    setattr(module, moment, die)
real = Path.rename
def rename(self, target):
    if moment == "rename" and str(target) == out:
        die()
    real(self, target)
    if moment == "renamed" and str(target) == out:
        die()
Path.rename = rename
module.join(standoff, articles, out)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_killed_and_started_again(small: Path, digest: Digest) -> None:
    join(small / "standoff", small / "in", small / "quiet")
    for moment in ("record_table", "describe", "make_manifest", "rename", "renamed", ""):
        arguments = [str(small / name) for name in ("standoff", "in", "out")]
        ended = subprocess.run([sys.executable, "-c", SCRIPT, *arguments, moment], check=False).returncode
        assert ended == (-signal.SIGKILL if moment else 0), moment
        assert (small / "out").exists() == (moment in ("renamed", "")), moment
    assert digest(small / "out") == digest(small / "quiet")
    assert not (small / "out.partial").exists()
