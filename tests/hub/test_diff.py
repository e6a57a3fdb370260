"""What changed between two versions of a dataset."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kzling.cli import app
from kzling.errors import MissingInput, UnreadableInput, UsageError
from kzling.hub.diff import MOST_EXAMPLES, Change, diff
from kzling.model import Document, Mention

Documents = Mapping[str, tuple[Document, ...]]
Make = Callable[[str, Documents, Mapping[str, list[str]]], Path]


@pytest.fixture
def make(make_dataset: Callable[..., Path], rows_of: Callable[..., None]) -> Make:
    def run(name: str, documents: Documents, pairs: Mapping[str, list[str]]) -> Path:
        folder = make_dataset(name, documents)
        for split, ids in pairs.items():
            rows_of(folder / f"names/{split}-00000-of-00001.parquet", "names", [_pair(one) for one in ids])
        return folder

    return run


def _pair(identity: str) -> dict[str, Any]:
    forms = dict.fromkeys(("form_a", "language_a", "script_a", "form_b", "language_b", "script_b"), "x")
    return {"id": identity, **forms, "type": "place", "entity_id": "e", "route": [], "source": "base"}


def mention(surface: str, start: int, entity: str | None) -> Mention:
    return Mention(
        id=f"m{start}",
        start=start,
        end=start + len(surface),
        surface=surface,
        type="place",
        lemma=surface,
        language="kk",
        script="Cyrl",
        by="gazetteer",
        entity_id=entity,
        score=1.0,
        verdict="same",
    )


OLD = {
    "train": (
        Document(id="same", source="a", text="Астана", mentions=(mention("Астана", 0, "astana"),)),
        Document(id="text", source="b", text="Бұрын Орал", mentions=(mention("Орал", 6, "oral"),)),
        Document(
            id="link", source="c", text="Орал, Орал", mentions=(mention("Орал", 0, "oral"), mention("Орал", 6, None))
        ),
    ),
    "test": (Document(id="gone", source="d", text="Ескі."),),
}


def changed() -> Documents:
    same, text, link = OLD["train"]
    moved = replace(text, text="Кеше Орал", mentions=(mention("Орал", 5, "oral"),))
    linked = replace(link, mentions=(mention("Орал", 0, "ural-river"), mention("Орал", 6, "oral")))
    return {"train": (Document(id="new", source="e", text="Жаңа."), linked), "test": (moved, same)}


def test_what_changed(make: Make) -> None:
    old = make("old", OLD, {"train": ["p1", "p2"]})
    new = make("new", changed(), {"train": ["p2"], "test": ["p3", "p4"]})
    found = diff(old, str(new))
    assert found.documents == {"added": 1, "removed": 1, "text": 1, "links": 1, "same": 1}
    assert found.links == {"added": 1, "removed": 0, "changed": 1}
    assert found.spellings == {"added": 2, "removed": 1}
    assert found.examples == (
        Change("added", "new"),
        Change("link", "link", "Орал", "oral", "ural-river"),
        Change("link", "link", "Орал", "", "oral"),
        Change("text", "text"),
        Change("removed", "gone"),
    )


def test_a_dataset_does_not_differ_from_itself(make: Make) -> None:
    old = make("old", OLD, {"train": ["p1"]})
    found = diff(old, old)
    assert found.documents["same"] == 4
    assert sum([*found.documents.values(), *found.links.values(), *found.spellings.values()]) == 4
    assert found.examples == ()


def test_few_changes_are_shown(make: Make) -> None:
    many = {"train": tuple(Document(id=f"d{n:03}", source="a", text="x") for n in range(MOST_EXAMPLES + 5))}
    found = diff(make("old", OLD, {"train": ["p1"]}), make("many", many, {"train": ["p1"]}))
    assert found.documents["added"] == MOST_EXAMPLES + 5
    assert len(found.examples) == MOST_EXAMPLES


def test_command(make: Make) -> None:
    old = make("old", OLD, {"train": ["p1"]})
    new = make("new", changed(), {"train": ["p1"]})
    table = CliRunner().invoke(app, ["diff", str(old), str(new)])
    assert table.exit_code == 0
    assert "ural-river" in table.output
    told = json.loads(CliRunner().invoke(app, ["diff", str(old), str(new), "--json"]).output)
    assert told["documents"]["added"] == 1


def test_what_is_no_dataset(tmp_path: Path, dataset: Path) -> None:
    with pytest.raises(MissingInput):
        diff(dataset, tmp_path / "nowhere")
    with pytest.raises(UnreadableInput, match="documents"):
        diff(tmp_path, dataset)
    with pytest.raises(UsageError, match="no revisions"):
        diff(dataset, dataset, old_revision="v1.0.0")
