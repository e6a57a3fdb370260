import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kzling.knowledge.base import KnowledgeBase

RECORDS = [
    {"id": "x", "type": "place", "names": [{"text": "Орда", "lang": "kk"}, {"text": "Orda", "lang": "en"}]},
    {"id": "y", "type": "person", "names": [{"text": "Абай", "lang": "kk"}]},
]
#: A process of its own, for what a process gets from outside: its input, its signals, its terminal.
OWN = [sys.executable, "-m", "kzling", "kb"]
OVERRIDE = {"op": "same", "a": "x", "b": "y", "by": "ann", "when": "2026-11-03", "why": "the desk asked"}


class Shell:
    """Runs `kzling kb` in this process, in a folder of its own."""

    def __init__(self, command: Callable[..., tuple[int, str, str]]) -> None:
        self._command = command

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Give exit code, standard output, standard error."""
        return self._command("kb", *arguments)

    def json(self, *arguments: str) -> Any:
        """Give the object that a command prints that ends well."""
        code, out, err = self.run(*arguments, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)


@pytest.fixture
def shell(command: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shell:
    monkeypatch.chdir(tmp_path)
    write("records.jsonl", RECORDS)
    return Shell(command)


def write(path: str, rows: list[Any]) -> None:
    Path(path).write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def test_a_base_is_filled_and_looked_into(shell: Shell) -> None:
    assert shell.json("add", "records.jsonl", "--kb", "kb") == {"added": 2, "changed": 0, "unchanged": 0}
    assert shell.json("add", "records.jsonl", "--kb", "kb")["unchanged"] == 2
    assert shell.json("info", "--kb", "kb") == {"person": 1, "place": 1, "all": 2, "names": 3, "overrides": 0}
    assert shell.json("search", "орда", "--kb", "kb")["id"] == "x"
    code, out, _ = shell.run("show", "x", "--kb", "kb")
    assert (code, [line.split()[:2] for line in out.splitlines()[1:]]) == (0, [["Орда", "kk"], ["Orda", "en"]])


def test_records_come_from_standard_input(tmp_path: Path) -> None:
    command = [*OWN, "add", "--kb", str(tmp_path / "kb"), "--json"]
    given = "".join(f"{json.dumps(record)}\n" for record in RECORDS).encode()
    done = subprocess.run(command, input=given, capture_output=True, check=True)
    assert json.loads(done.stdout)["added"] == 2
    done = subprocess.run(
        command, input=b'{"id": "z", "names": [{"text": "Z"}]}\noops', capture_output=True, check=False
    )
    assert (done.returncode, done.stderr[:16]) == (6, b"kzling: Line 2: ")
    assert len(KnowledgeBase.open(tmp_path / "kb")) == 2


def test_what_is_imported_is_counted(shell: Shell) -> None:
    write("records.jsonl", [*RECORDS, "a text"])
    code, out, err = shell.run("import", "records.jsonl", "--kb", "kb", "--rejects", "bad.jsonl")
    assert [line.split() for line in out.splitlines()] == [
        ["added", "changed", "unchanged", "rejected"],
        ["2", "0", "0", "1"],
    ]
    assert (code, err, json.loads(Path("bad.jsonl").read_text())["position"]) == (0, "", 3)


def test_options_reach_the_format(shell: Shell) -> None:
    Path("places.csv").write_text("code,title\np,Семей\n", encoding="utf-8")
    imported = shell.json("import", "places.csv", "--kb", "kb", "--map", "id=code", "--map", "name:kk=title")
    assert imported["added"] == 1
    assert KnowledgeBase.open("kb").get("p").names[0].lang == "kk"
    shell.json("import", "places.csv", "--kb", "kb", "--map", "id=code", "--map", "name=title", "--type", "place")
    assert KnowledgeBase.open("kb").get("p").type == "place"
    company = {"id": "c", "schema": "Company", "properties": {"name": ["Orda"], "country": ["kz"]}}
    person = {"id": "q", "schema": "Person", "properties": {"name": ["Abai"], "country": ["ru"]}}
    write("list.ftm.json", [company, person])
    assert shell.json("import", "list.ftm.json", "--kb", "kb", "--types", "person, place")["added"] == 1
    assert shell.json("import", "list.ftm.json", "--kb", "kb", "--countries", "kz")["added"] == 1
    assert "c" in KnowledgeBase.open("kb")


def test_a_base_is_exported(shell: Shell) -> None:
    shell.json("add", "records.jsonl", "--kb", "kb")
    assert shell.json("export", "out.csv", "--kb", "kb") == {"written": 2, "entities": 2}
    assert Path("out.csv").read_text(encoding="utf-8").startswith("id,type,")
    exported = shell.json("export", "patterns.jsonl", "--kb", "kb", "--format", "entity-ruler")
    assert (exported["written"], len(Path("patterns.jsonl").read_text(encoding="utf-8").splitlines())) == (2, 3)


def test_bases_are_merged(shell: Shell) -> None:
    shell.json("add", "records.jsonl", "--kb", "one")
    write("more.jsonl", [{**RECORDS[0], "type": "work"}, {"id": "z", "names": [{"text": "Z"}]}])
    shell.json("add", "more.jsonl", "--kb", "two")
    code, out, _ = shell.run("merge", "one", "two", "-o", "both")
    assert code == 0
    assert "the type is place or work" in out
    assert out.splitlines()[-1] == "The knowledge base has 3 entities."
    assert shell.json("info", "--kb", "both")["all"] == 3


def test_faults_are_found(shell: Shell) -> None:
    shell.json("add", "records.jsonl", "--kb", "kb")
    assert shell.run("check", "--kb", "kb")[:2] == (0, "0 errors, 0 warnings.\n")
    write("bad.jsonl", [{"id": "b", "names": [{"text": "Aстана", "lang": "ru"}]}])
    shell.json("add", "bad.jsonl", "--kb", "kb")
    code, out, _ = shell.run("check", "--kb", "kb", "--json")
    assert (code, json.loads(out)["kind"]) == (1, "look-alike-letters")
    code, out, _ = shell.run("check", "--kb", "kb")
    assert (code, out.splitlines()[-1]) == (1, "1 errors, 0 warnings.")


def test_the_built_in_base_has_no_errors(shell: Shell) -> None:
    code, out, _ = shell.run("check", "--json")
    assert (code, {json.loads(line)["severity"] for line in out.splitlines()} <= {"warning"}) == (0, True)


def test_a_base_is_built_with_overrides(shell: Shell) -> None:
    write("overrides.jsonl", [OVERRIDE, {**OVERRIDE, "op": "different", "when": "2026-11-02"}])
    made = shell.json("build", "records.jsonl", "-o", "kb", "--overrides", "overrides.jsonl")
    assert (made["entities"], len(made["conflicts"]), made["unknown"]) == (1, 1, [])
    assert shell.json("show", "y", "--kb", "kb")["id"] == "x"
    assert shell.json("build", "kb", "-o", "kb")["entities"] == 1
    assert shell.json("info", "--kb", "kb")["overrides"] == 2
    assert shell.json("build", "-o", "own")["entities"] == len(KnowledgeBase.default())


def test_kept_overrides_are_told(shell: Shell) -> None:
    write("overrides.jsonl", [OVERRIDE])
    shell.json("build", "records.jsonl", "-o", "kb", "--overrides", "overrides.jsonl")
    out = shell.run("build", "records.jsonl", "-o", "kb")[1]
    assert out.splitlines()[0] == "Overrides kept of the base that was there: 1."


def test_an_import_that_takes_nothing_says_so(shell: Shell) -> None:
    write("list.ftm.json", [{"id": "c", "schema": "Company", "properties": {"name": ["Orda"], "country": ["kz"]}}])
    code, _, err = shell.run("import", "list.ftm.json", "--kb", "kb", "--countries", "ru")
    assert (code, err) == (0, "kzling: No record was taken.\n")


def test_overrides_are_put_into_a_base(shell: Shell) -> None:
    shell.json("add", "records.jsonl", "--kb", "kb")
    write("overrides.jsonl", [OVERRIDE, {**OVERRIDE, "b": "nobody"}])
    code, out, _ = shell.run("override", "overrides.jsonl", "--kb", "kb")
    assert code == 0
    assert [line.split() for line in out.splitlines()][1] == ["unknown", "id", "nobody"]
    assert shell.json("info", "--kb", "kb")["all"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["show", "nobody"], 3, "No entity has the id"),
        (["info", "--kb", "none"], 3, "There is no knowledge base at none"),
        (["info", "--kb", "records.jsonl"], 5, "not a knowledge base"),
        (["add", "none.jsonl", "--kb", "kb"], 3, "There is no file none.jsonl"),
        (["add", "bad.jsonl", "--kb", "kb"], 6, "Line 1: "),
        (["import", "none.jsonl", "--kb", "kb"], 3, "There is no file none.jsonl"),
        (["import", "bad.jsonl", "--kb", "kb"], 6, "No row of bad.jsonl could be read"),
        (["import", "records.jsonl", "--kb", "kb", "--format", "xml"], 2, "There is no format 'xml'"),
        (["import", "records.jsonl", "--kb", "kb", "--map", "id"], 2, "--map takes FIELD=COLUMN"),
        (["import", "records.jsonl", "--kb", "kb", "--types", "person"], 2, "has no option types"),
        (["import", "records.jsonl", "--kb", "bad.jsonl"], 5, "not a knowledge base"),
        (["export", "out.bin"], 2, "does not tell its format"),
        (["export", "none/out.csv"], 13, "cannot be written"),
        (["merge", "records.jsonl", "-o", "kb"], 2, "takes two knowledge bases"),
        (["merge", "records.jsonl", "none", "-o", "kb"], 3, "There is no file none"),
        (["build", "bad.jsonl", "-o", "kb"], 6, "bad.jsonl, line 1: "),
        (["build", "--overrides", "none", "-o", "kb"], 3, "no file of overrides"),
        (["override", "bad.jsonl", "--kb", "kb"], 6, "bad.jsonl, line 1: "),
    ],
)
def test_one_sentence_and_a_code_of_its_own(shell: Shell, arguments: list[str], code: int, sentence: str) -> None:
    Path("bad.jsonl").write_text("oops\n")
    got, out, err = shell.run(*arguments)
    assert (got, out) == (code, "")
    assert err.startswith("kzling: ")
    assert sentence in err
    assert err.count("\n") == 1
    assert not Path("kb").exists() or arguments[0] == "add"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGKILL, -9)])
def test_an_import_that_is_interrupted_is_run_again(tmp_path: Path, number: int, code: int) -> None:
    rows = ({"id": f"n{n}", "names": [{"text": f"Name {n}", "lang": "en"}]} for n in range(3000))
    (tmp_path / "rows.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    path = tmp_path / "kb"
    command = [*OWN, "import", str(tmp_path / "rows.jsonl"), "--kb", str(path), "--json"]
    # A background job ignores SIGINT, unless it is told otherwise.
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        while process.poll() is None and not path.exists():
            time.sleep(0.005)
        os.kill(process.pid, number)
        _, err = process.communicate(timeout=60)
    assert process.returncode == code
    if code > 0:
        assert err.decode().splitlines()[-1].startswith("kzling: The import was stopped; what was read is kept")
    done = subprocess.run(command, capture_output=True, check=True)
    counts = json.loads(done.stdout)
    assert counts["added"] + counts["unchanged"] == 3000
    assert len(KnowledgeBase.open(path)) == 3000


def test_a_terminal_is_shown_how_far_it_is(tmp_path: Path) -> None:
    rows = ({"id": f"n{n}", "names": [{"text": "Name"}]} for n in range(1000))
    (tmp_path / "rows.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    ours, theirs = os.openpty()
    command = [*OWN, "import", str(tmp_path / "rows.jsonl"), "--kb", str(tmp_path / "kb")]
    wide = {**os.environ, "TERM": "xterm", "COLUMNS": "150"}
    subprocess.run(command, stderr=theirs, stdout=subprocess.PIPE, check=True, env=wide)
    os.close(theirs)
    os.set_blocking(ours, False)
    shown = os.read(ours, 100_000).decode(errors="replace")
    os.close(ours)
    assert "1,000 records read, 0 rows rejected" in shown


def test_the_command_loads_nothing_that_it_does_not_need() -> None:
    script = (
        "import sys, kzling.cli; "
        "print([name for name in sys.modules if name.startswith(('kzling.knowledge', 'kzling.corpus', 'sqlite3'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_gaps_of_a_dataset(shell: Shell) -> None:
    Path("in").mkdir()
    Path("in/a.txt").write_text(
        "Канат Алтынбаев\n\nBy Kanat Altynbayev\n\nНур-Султан, 2023. Токаев.\n", encoding="utf-8"
    )
    assert shell._command("build", "in", "-o", "dataset")[0] == 0
    code, out, _ = shell.run("gaps", "dataset", "--records", "records.jsonl", "--overrides", "lines.jsonl", "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert {gap["kind"] for gap in found} <= {"unknown", "near", "dates"}
    drafts = [json.loads(line) for line in Path("records.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [draft["id"] for draft in drafts] == [
        g["draft"]["id"] for g in found if g["kind"] == "unknown" and g["draft"]
    ]
    if drafts:
        assert shell.json("add", "records.jsonl", "--kb", "kb")["added"] == len(drafts)
    code, _, err = shell.run("gaps", "nowhere")
    assert (code, "There is no folder nowhere" in err) == (3, True)
