from pathlib import Path

import pytest

from kzling.errors import UsageError
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.formats.registry import FORMATS, format_of, guess
from kzling.model import Entity

FILES = {
    "jsonl": "kb.jsonl.gz",
    "wikidata": "kb.json.bz2",
    "ftm": "kb.ftm.json",
    "csv": "kb.csv",
    "tsv": "kb.tsv",
    "entities": "kb.parquet",
    "geonames": "KZ.txt",
}


@pytest.mark.parametrize("name", FILES)
def test_what_a_format_writes_it_reads(name: str, base: KnowledgeBase, tmp_path: Path) -> None:
    chosen = format_of(name)
    assert chosen.read is not None
    records = [{**one, "ids": {"geonames": str(number)}} for number, one in enumerate(base.records(), start=1)]
    path = tmp_path / FILES[name]
    number = chosen.write(records, path)
    assert guess(path) == name
    found = list(chosen.read(path))
    assert len(found) == number > 0
    # A reader's record is one that `from_records` takes.
    assert all(isinstance(one, dict) and Entity.from_dict(one).names for one in found)


def test_json_is_told_by_its_fields(tmp_path: Path) -> None:
    path = tmp_path / "entities.json"
    for text, name in (
        ('{"id": "x", "schema": "Person", "properties": {}}', "ftm"),
        ('[\n{"type": "item", "id": "Q1", "labels": {}},\n]', "wikidata"),
        ('{"id": "x", "names": []}', "jsonl"),
        ("", "jsonl"),
    ):
        path.write_text(text)
        assert guess(path) == name


def test_a_folder_is_one_of_entities(tmp_path: Path) -> None:
    assert guess(tmp_path) == "entities"


def test_what_is_unknown_is_said() -> None:
    with pytest.raises(UsageError, match=r"does not tell its format; say which of jsonl, csv, tsv, wikidata"):
        guess("base.sqlite")
    with pytest.raises(UsageError, match="no format 'xml'; there are jsonl, csv, tsv, "):
        format_of("xml")
    assert FORMATS["entity-ruler"].read is None
