"""The generated articles are what a measurement needs: the same each time, in known languages, of ever new words."""

import json
import re
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

import generated
import pytest

import kzling

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    return list(generated.documents(600, seed=1))


def usable(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [record for record in records if record["text"] is not None]


def is_json(line: str) -> bool:
    try:
        json.loads(line)
    except json.JSONDecodeError:
        return False
    return True


def words(records: list[dict[str, Any]]) -> set[str]:
    return {word for record in usable(records) for word in re.findall(r"[^\W\d_]+", record["text"].lower())}


def test_a_record_is_the_same_whatever_the_count(records: list[dict[str, Any]]) -> None:
    # A count that no memory would hold: records are made one by one.
    assert list(islice(generated.documents(10**15, seed=1), 50)) == records[:50]
    assert list(generated.documents(50, seed=2)) != records[:50]


def test_lengths_copies_and_broken_records(records: list[dict[str, Any]]) -> None:
    lengths = [len(record["text"]) for record in usable(records)]
    assert 2_200 < sum(lengths) / len(lengths) < 2_800
    assert min(lengths) > 400
    assert max(lengths) < 8_500
    assert 1 <= len(records) - len(lengths) <= 15
    assert 5 <= len(lengths) - len({record["text"] for record in usable(records)}) <= 40
    assert len({record["id"] for record in records}) == len({record["url"] for record in records}) == len(records)
    assert {record["date"][:4] for record in records} == {str(year) for year in range(2008, 2027)}


def test_languages_are_those_intended(records: list[dict[str, Any]]) -> None:
    intended = [record["url"].split("/")[3] for record in usable(records)]
    found = [kzling.detect(record["text"]).language for record in usable(records)]
    assert sum(map(str.__eq__, intended, found)) > 0.97 * len(found)
    assert set(intended) == {code for code, _ in generated.SHARES}
    assert 0.38 < Counter(intended)["ru"] / len(intended) < 0.52


def test_every_article_has_names_and_furniture(records: list[dict[str, Any]]) -> None:
    # As many names of the base as the sample corpus has.
    documents = [kzling.analyze(record["text"], finder="gazetteer") for record in usable(records)[:30]]
    mentions = sum(len(document.mentions) for document in documents)
    assert min(len(document.mentions) for document in documents) >= 1
    assert 0.006 < mentions / sum(len(document.text) for document in documents) < 0.012
    assert sum(bool(document.removed) for document in documents) > 20


def test_the_vocabulary_grows(records: list[dict[str, Any]]) -> None:
    quarter, half, whole = words(records[:150]), words(records[:300]), words(records)
    assert len(half) > 1.3 * len(quarter)
    assert len(whole) > 1.3 * len(half)


def test_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generated, "FILE_RECORDS", 100)
    written = generated.write_corpus(tmp_path, 300, seed=1)
    expected = list(generated.documents(300, seed=1))
    rows = [json.loads(line) for path in written.articles for line in path.read_text(encoding="utf-8").splitlines()]
    assert rows == usable(expected)
    assert written.records == 300
    assert written.characters == sum(len(row["text"]) for row in rows)
    assert len(written.articles) == -(-len(rows) // 100)

    lines = (tmp_path / "broken.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 300 - len(rows) > 0
    assert sum(map(is_json, lines)) < len(lines)
    assert all(json.loads(line)["text"] is None for line in lines if is_json(line))


@pytest.mark.slow
def test_a_build_takes_all_of_it(tmp_path: Path) -> None:
    pytest.importorskip("datasets")
    generated.write_corpus(tmp_path / "articles", 200, seed=3)
    records = list(generated.documents(200, seed=3))
    texts = [record["text"] for record in usable(records)]
    counts = kzling.build(tmp_path / "articles", tmp_path / "out", processes=1).counts
    assert counts["read"] == 200
    assert counts["rejected"] == 200 - len(texts)
    assert counts["duplicates"] == len(texts) - len(set(texts))
