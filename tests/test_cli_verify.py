import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kzling.corpus.arrow import arrow_table
from kzling.knowledge.base import KnowledgeBase
from kzling.model import Document, Mention
from kzling.resolution.matches import matches
from kzling.resolution.proof import derivation


class Shell:
    """Runs `kzling verify` in this process, on a base of its own."""

    def __init__(self, command: Callable[..., tuple[int, str, str]], folder: Path) -> None:
        self._command, self._folder = command, folder

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Give exit code, standard output, standard error."""
        return self._command("verify", *arguments, "--kb", str(self._folder / "base.sqlite"))

    def rows(self, content: list[Any]) -> tuple[int, list[dict[str, Any]]]:
        """Give the exit code and what is printed with --json for a file of these rows."""
        file = self._folder / "rows.jsonl"
        file.write_text("".join(f"{json.dumps(row)}\n" for row in content), encoding="utf-8")
        code, out, _ = self.run(str(file), "--json")
        return code, [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def shell(
    command: Callable[..., tuple[int, str, str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    base: KnowledgeBase,
) -> Shell:
    base.save(tmp_path / "base.sqlite")
    # A narrow terminal would break the cells of tables.
    monkeypatch.setenv("COLUMNS", "300")
    return Shell(command, tmp_path)


def mention(base: KnowledgeBase, surface: str, lang: str, *, full: str | None = None, **changed: Any) -> Mention:
    """Give a mention with the derivation of its first link."""
    match = matches(full or surface, lang=lang, type=None, base=base)[0]
    proof = derivation(match, surface=surface, lang=lang, day="2020-01-01", full=full)
    return Mention(
        **{
            "id": "m",
            "start": 0,
            "end": len(surface),
            "surface": surface,
            "type": match.entity.type,
            "lemma": surface,
            "language": lang,
            "script": "Cyrl",
            "by": "gazetteer",
            "entity_id": match.entity.id,
            "evidence": (proof,),
            **changed,
        }
    )


def test_mentions_are_counted_by_kind(shell: Shell, base: KnowledgeBase, tmp_path: Path) -> None:
    found = [
        mention(base, "Нұр-Сұлтанда", "kk"),
        mention(base, "Токаев", "ru"),
        mention(base, "Токаев", "ru", entity_id="kz-place-astana"),
        mention(base, "Токаев", "ru", evidence=()),
        mention(base, "Токаев", "ru", entity_id="cluster-1", evidence=()),
    ]
    file = tmp_path / "mentions.jsonl"
    file.write_text("".join(f"{json.dumps(one.to_dict())}\n" for one in found), encoding="utf-8")
    code, out, err = shell.run(str(file))
    assert (code, err) == (1, "")
    lines = [line.split() for line in out.splitlines()]
    assert ["inflected", "1", "0", "0"] in lines
    assert ["exact", "1", "1", "0"] in lines
    assert ["no", "derivation", "0", "0", "1"] in lines
    assert "The derivation is of Токаев and kz-person-tokayev." in out


def test_what_resolve_prints(shell: Shell, base: KnowledgeBase) -> None:
    made = mention(base, "Токаевым", "ru")
    entity = base.get("kz-person-tokayev").to_dict()
    evidence = [one.to_dict() for one in made.evidence]
    answer = {"name": "Токаевым", "entity": entity, "score": 1.0, "verdict": "same", "evidence": evidence}
    nobody = {"name": "Xyz", "entity": None, "score": 0.0, "verdict": "different", "evidence": []}
    code, rows = shell.rows([answer, nobody])
    assert code == 0
    assert [(row["name"], row["entity"], row["kind"], row["verdict"]) for row in rows] == [
        ("Токаевым", "kz-person-tokayev", "inflected", "confirmed")
    ]


def test_the_text_of_a_document_counts(shell: Shell, base: KnowledgeBase) -> None:
    found = (mention(base, "Тоқаев", "kk", full="Қасым-Жомарт Тоқаев"),)
    texts = ("Қасым-Жомарт Тоқаев ... Тоқаев", "Тоқаев")
    documents = [Document(id="d", source="a", text=text, mentions=found).to_dict() for text in texts]
    code, rows = shell.rows(documents)
    assert code == 1
    assert [row["verdict"] for row in rows] == ["confirmed", "refuted"]
    assert "does not stand in the text" in rows[1]["reasons"][0]


def test_a_dataset_folder(shell: Shell, base: KnowledgeBase, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    folder = tmp_path / "dataset" / "mentions"
    folder.mkdir(parents=True)
    made = mention(base, "Нұр-Сұлтанда", "kk").to_dict()
    rows = [{**made, "document_id": "d"}]
    parquet.write_table(arrow_table("mentions", rows), folder / "train-00000-of-00001.parquet")
    code, out, err = shell.run(str(folder.parent), "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["verdict"] == "confirmed"


def test_standard_input(shell: Shell, base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    line = json.dumps(mention(base, "CSTO", "en").to_dict()).encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(line)))
    code, out, _ = shell.run("-", "--json")
    assert code == 0
    assert json.loads(out)["kind"] == "exact"


def test_a_derivation_that_cannot_be_read_is_refuted(shell: Shell, base: KnowledgeBase) -> None:
    row = mention(base, "CSTO", "en").to_dict()
    row["evidence"][0]["why"] = "{"
    code, rows = shell.rows([row])
    assert code == 1
    assert rows[0]["kind"] == "no derivation"


@pytest.mark.parametrize("line", ["{", '{"a": 1}', '{"mentions": 1}', '{"surface": "x"}'])
def test_other_lines(shell: Shell, tmp_path: Path, line: str) -> None:
    file = tmp_path / "odd.jsonl"
    # Blank lines are passed over, and counted.
    file.write_text(f"\n\n{line}", encoding="utf-8")
    code, _, err = shell.run(str(file))
    assert code == 6
    assert "Line 3" in err


def test_other_files(shell: Shell, tmp_path: Path) -> None:
    assert shell.run(str(tmp_path / "none.jsonl"))[0] == 3
    (tmp_path / "empty").mkdir()
    assert shell.run(str(tmp_path / "empty"))[0] == 5
    (tmp_path / "bad" / "mentions").mkdir(parents=True)
    (tmp_path / "bad" / "mentions" / "train.parquet").write_bytes(b"no")
    assert shell.run(str(tmp_path / "bad"))[0] == 5
