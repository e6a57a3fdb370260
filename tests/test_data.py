import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kzling import data
from kzling.errors import InvalidResource


def test_version_is_a_date_and_a_number() -> None:
    assert re.fullmatch(r"20\d\d\.\d{1,2}\.\d+", data.data_version())


def test_digest_is_stable() -> None:
    assert data.digest() == data.digest()
    assert len(data.digest()) == 64


@pytest.mark.parametrize(
    "folder",
    ["schemes", "morphology", "languages", "names", "knowledge", "translation", "cleaning", "dates", "corpus"],
)
def test_every_yaml_file_can_be_read(folder: str) -> None:
    assert data.names_below(folder)
    for path in data.names_below(folder):
        assert data.read_yaml(path) is not None


def test_yaml_keeps_words_and_dates_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "read_text", lambda path: "a: no\nb: 2022-09-17\nc: true\nd: y\n")
    assert data.read_yaml("x.yml") == {"a": "no", "b": "2022-09-17", "c": True, "d": "y"}


def test_broken_yaml_names_file_and_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "read_text", lambda path: "a: [1,\nb: 2")
    with pytest.raises(InvalidResource, match=r"resources/x\.yml.*line 1"):
        data.read_yaml("x.yml")


def lines_of(text: str) -> dict[str, tuple[str, str]]:
    rows = (line.split("\t", 2) for line in text.splitlines())
    return {path: (checksum, content) for path, checksum, content in rows}


def test_copies_of_yaml_are_current() -> None:
    stored, made = lines_of(data.read_text(data.COMPILED_YAML)), lines_of(data.compiled_yaml())
    stale = sorted(path for path in stored.keys() | made.keys() if stored.get(path) != made.get(path))
    assert stale == [], "run make compiled"


def test_json_holds_what_yaml_does(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = {path: json.loads(content) for path, (_, content) in lines_of(data.compiled_yaml()).items()}
    monkeypatch.setattr(data, "_copies", dict)
    for path, content in stored.items():
        read = data.read_yaml(path)
        assert content == read
        # Equal mappings may differ in their order, which rules go by.
        assert repr(content) == repr(read)


def test_a_changed_file_is_read_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    path = "translation/weights.yml"
    text = data.read_text(path)
    monkeypatch.setattr(data, "read_text", lambda path: text + "added: 1\n")
    assert data.read_yaml(path)["added"] == 1


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder of resources with one file."""
    (tmp_path / data.COMPILED).mkdir()
    (tmp_path / "a.yml").write_text("letters: {а: a}\nsince: 2021-01-28\n", encoding="utf-8")
    caches = (data.digest, data._copies)
    with monkeypatch.context() as patch:
        patch.setattr(data, "_root", lambda: tmp_path)
        for cached in caches:
            cached.cache_clear()
        yield tmp_path
    for cached in caches:
        cached.cache_clear()


def test_what_is_made_from_other_files_has_no_part_in_the_digest(folder: Path) -> None:
    before = data.digest()
    (folder / data.COMPILED_YAML).write_text(data.compiled_yaml(), encoding="utf-8")
    data.digest.cache_clear()
    assert data.digest() == before
    (folder / "b.yml").write_text("1", encoding="utf-8")
    data.digest.cache_clear()
    assert data.digest() != before


def test_with_and_without_copies(folder: Path) -> None:
    content = {"letters": {"а": "a"}, "since": "2021-01-28"}
    assert data.read_yaml("a.yml") == content
    line = data.compiled_yaml()
    assert line == 'a.yml\tfa143bc1\t{"letters": {"а": "a"}, "since": "2021-01-28"}\n'
    (folder / data.COMPILED_YAML).write_text(line.replace('"a"', '"from the copy"'), encoding="utf-8")
    data._copies.cache_clear()
    assert data.read_yaml("a.yml") == content | {"letters": {"а": "from the copy"}}


def test_first_use_loads_nothing_heavy() -> None:
    code = (
        "import sys, kzling; kzling.transliterate('Тоқаев', 'kk-ru'); kzling.trace('Токаев', 'ru-pl');"
        "kzling.identify_scheme('Túrkistan men Ońtústik'); kzling.variants('Тоқаев', lang='kk');"
        "kzling.readings('Tokajew'); print(sorted({'yaml', 'importlib.resources', 'difflib'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
