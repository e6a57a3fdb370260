import re

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
    assert data.names(folder)
    for path in data.names(folder):
        assert data.read_yaml(path) is not None


def test_yaml_keeps_words_and_dates_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "read_text", lambda path: "a: no\nb: 2022-09-17\nc: true\nd: y\n")
    assert data.read_yaml("x.yml") == {"a": "no", "b": "2022-09-17", "c": True, "d": "y"}


def test_broken_yaml_names_file_and_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "read_text", lambda path: "a: [1,\nb: 2")
    with pytest.raises(InvalidResource, match=r"resources/x\.yml.*line 1"):
        data.read_yaml("x.yml")
