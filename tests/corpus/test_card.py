"""The card of a dataset, and its licence."""

import re
from pathlib import Path

import pytest
import yaml

import kzling
from kzling.corpus.card import LICENCE, LICENCE_NAME, licence
from kzling.corpus.config import BuildConfig
from kzling.errors import UsageError

HOSTILE = "<script>alert(1)</script> [news](javascript:x)\n---\n# Owned `x` {title}"


def built(folder: Path, **config: object) -> Path:
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text("Tokayev left Astana on Monday.", encoding="utf-8")
    kzling.build(folder / "in", folder / "out", processes=1, config=config)
    return folder / "out"


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


def test_a_licence_of_the_hubs_list_needs_no_file(tmp_path: Path) -> None:
    dataset = built(tmp_path, license="cc-by-4.0")
    assert not (dataset / LICENCE).exists()
    stated = yaml.safe_load((dataset / "README.md").read_text(encoding="utf-8").split("---\n")[1])
    assert stated["license"] == "cc-by-4.0"
    assert "license_link" not in stated


def test_hostile_words_are_only_words(tmp_path: Path) -> None:
    dataset = built(tmp_path, pretty_name=HOSTILE, contact=HOSTILE, annotation_license=HOSTILE)
    front, body = (dataset / "README.md").read_text(encoding="utf-8").split("\n---\n")
    for text in (body, (dataset / LICENCE).read_text(encoding="utf-8")):
        assert "<script" not in text
        assert not re.search(r"(?<!\\)\]\(javascript", text)
        assert not re.search(r"^# Owned", text, re.MULTILINE)
        assert "\n---\n" not in text
    assert yaml.safe_load(front.removeprefix("---\n"))["pretty_name"] == HOSTILE


def test_without_an_address_it_is_asked_on_the_hub() -> None:
    assert "discussion" in licence(BuildConfig())
    with pytest.raises(UsageError, match="contact must be an address"):
        BuildConfig.read({"contact": ""})
