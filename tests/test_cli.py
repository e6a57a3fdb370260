import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., tuple[int, str, str]]


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kzling.cli", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["readings", "Tokajew"], ["Токаев", "ru-pl", "в→w"]),
        (["variants", "--lang", "kk", "Тоқаев"], ["Toqaev"]),
        (["compare", "Тоқаев", "Tokayev"], ["same"]),
        (["compare", "ТОО Заря", "АО Заря", "--type", "organization"], ["kind-contradicted"]),
        (["resolve", "Nur-Sultan", "--date", "2020-01-01"], ["kz-place-astana", "also on 2020-01-01"]),
        (["translit", "list"], ["ru-pl", "kk-latn-2021"]),
        (["kb", "info"], ["place", "names"]),
        (["kb", "search", "Целиноград"], ["kz-place-astana"]),
        (["kb", "show", "kz-place-astana"], ["Nur-Sultan", "2019-03-23"]),
        (["--version"], ["0.1.0"]),
    ],
)
def test_tables(command: Command, arguments: list[str], words: list[str]) -> None:
    code, out, _ = command(*arguments)
    assert code == 0
    assert all(word in out for word in words)


def test_files_and_json(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The delegation of Tokayev left Nur-Sultan.\nShare\n", encoding="utf-8")
    for verb in ("detect", "analyze", "normalize"):
        code, out, _ = command(verb, str(path), "--json")
        assert code == 0
        assert isinstance(json.loads(out), dict)
    code, out, _ = command("analyze", str(path))
    assert "1 lines removed, 2 names" in out
    path.write_text("Tokajew spoke in Łódź; prices grew by 3,5 percent.\n", encoding="utf-8")
    _, told, _ = command("analyze", str(path))
    assert "translated from pl" in told
    assert "  foreign-spelling  Tokajew: the pl or de spelling of Kassym-Jomart Tokayev" in told
    path.write_text("The delegation of Tokayev left Nur-Sultan.\nShare\n", encoding="utf-8")
    _, out, _ = command("normalize", str(path), "--as-of", "today")
    assert out == "The delegation of Tokayev left Astana.\nShare\n"
    _, out, _ = command("translit", "ru-pl", str(path))
    assert "Tokayev" in out


def test_what_becomes_of_letters_that_a_scheme_lacks() -> None:
    assert run("translit", "ru-pl", "--unknown", "mark", stdin="Әлия").stdout == "\ufffdlija"
    done = run("translit", "ru-pl", "--unknown", "error", stdin="Әлия")
    assert (done.returncode, "ru-pl does not cover Ә" in done.stderr) == (10, True)
    done = run("translit", "ru-pl", "--unknown", "drop", stdin="Әлия")
    assert (done.returncode, "'keep', 'mark', 'error'" in done.stderr) == (2, True)


def test_standard_input_and_output() -> None:
    done = run("translit", "--back", "kk-latn-2018", stdin="Qazaqstan, 2022\n")
    assert (done.returncode, done.stdout) == (0, "Қазақстан, 2022\n")
    done = run("translit", "--back", "ru-de", "--json", stdin="Sasin")
    assert json.loads(done.stdout)["losses"]
    done = run("translit", "ru-pl", stdin="Токаев\n")
    assert (done.returncode, done.stdout) == (0, "Tokajew\n")


@pytest.mark.parametrize(
    ("arguments", "stdin", "key", "values"),
    [
        (["readings", "--limit", "1"], "Tokajew\nNazarbajew\n", "source", ["Токаев", "Назарбаев"]),
        (["variants", "--lang", "ru"], "Путин\n", "name", ["Путин"]),
        (["compare"], "Тоқаев\tTokayev\nТоқаев\tПутин\n", "verdict", ["same", "different"]),
        (["match", "Тоқаев"], "Путин\n\n Tokayev \nТоқаев\n", "line", [4, 3]),
        (["match", "Путиным", "--lang-a", "ru", "--type", "person"], "Putin\n", "name", ["Putin"]),
        (["resolve"], "Токаев\nAstana\n", "verdict", ["same", "same"]),
    ],
)
def test_names_come_line_by_line(arguments: list[str], stdin: str, key: str, values: list[object]) -> None:
    done = run(*arguments, "--json", stdin=stdin)
    assert done.returncode == 0
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row[key] for row in rows][: len(values)] == values


def test_interrupted_says_how_to_go_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    rows = (json.dumps({"id": n, "text": f"Tokayev left Astana on day {n}. " * 10}) for n in range(3000))
    (folder / "a.jsonl").write_text("\n".join(rows))
    command = [
        sys.executable,
        "-m",
        "kzling.cli",
        "build",
        str(folder),
        "-o",
        str(tmp_path / "out"),
        "--processes",
        "2",
    ]
    # A background job ignores SIGINT and so do its children, unless they are told otherwise.
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        journal = tmp_path / "out.partial" / "spool" / "journal.jsonl"
        while process.poll() is None and not journal.exists():
            time.sleep(0.05)
        # As Ctrl-C in a terminal: every process of the group is told.
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=180)
    assert process.returncode == 130
    assert err.decode().splitlines()[-1] == (
        "kzling: The build was stopped; all that was done is kept, start the same command again to go on."
    )


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["build", "none", "-o", "out"], 3, "There is no file or folder none; check the path."),
        (["build", "empty", "-o", "out"], 4, "There is no file to read in empty"),
        (["build", "link.txt", "-o", "out"], 5, "link.txt cannot be read"),
        (["build", "broken", "-o", "out"], 6, "a.jsonl line 1: invalid JSON"),
        (["build", "good", "-o", "full"], 7, "full is not empty"),
        (["build", "good", "-o", "good/out"], 2, "lies inside the input"),
        (["build", "good", "-o", "out", "--config", "bad.yml"], 2, "there is no option 'colour'"),
        (["build", "good", "-o", "out", "--processes", "0"], 2, "a whole number from 1"),
        (["build", "good", "-o", "out", "--sample", "2"], 2, "the option sample must be"),
        (["build", "good", "-o", "out", "--limit", "0"], 2, "the option limit must be"),
        (["build", "good"], 2, "name a folder for the dataset with --output"),
        (["build", "bytes.bin", "-o", "out"], 2, "does not tell its format"),
        (["analyze", "none.txt"], 3, "There is no file none.txt"),
        (["detect", "bytes.txt"], 5, "cannot be read as UTF-8"),
        (["translit", "ru-pll", "good/a.txt"], 2, "ru-pl"),
        (["translit", "list", "good/a.txt"], 2, "translit list takes no files"),
        (["resolve", "Astana", "--date", "soon"], 2, "is no date"),
        (["kb", "show", "nobody"], 3, "No entity has the id"),
        (["kb", "info", "--kb", "good/a.txt"], 5, "not a knowledge base"),
        (["analyze", "good/a.txt", "--finder", "oracle"], 2, "no finder 'oracle'"),
        (["compare", "one"], 2, "takes two names"),
        (["match", "Абай", "--names", "none.txt"], 3, "There is no file none.txt"),
        (["match", "Абай", "--names", "good/a.txt", "--type", "river"], 2, "'river' is no type"),
        (["resolve", "\udcff"], 2, "not valid UTF-8"),
        (["publish", "empty", "owner/name"], 5, "manifest"),
    ],
)
def test_one_sentence_and_a_code_of_its_own(
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
    code: int,
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder, file, content in [
        ("good", "a.txt", b"Tokayev left Astana."),
        ("broken", "a.jsonl", b"{broken\n"),
        ("full", "a", b"x"),
        ("empty", "", b""),
        ("", "bad.yml", b"colour: red"),
        ("", "bytes.txt", b"\xff\xfe"),
        ("", "bytes.bin", b"\xff\xfe"),
    ]:
        Path(folder).mkdir(exist_ok=True)
        if file:
            Path(folder, file).write_bytes(content)
    Path("link.txt").symlink_to("link.txt")
    got, out, err = command(*arguments)
    assert got == code
    assert out == ""
    assert err.startswith("kzling: ")
    assert sentence in err
    assert err.count("\n") == 1


def test_build_prints_its_sum(command: Command, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text('{"text": "Tokayev left."}\n{"text": "Tokayev left."}\n{oops\n')
    code, out, _ = command("build", str(tmp_path / "in"), "-o", str(tmp_path / "out"))
    assert code == 0
    assert "Read 3 = kept 1 + duplicates 1 + rejected 1." in out
    assert str(tmp_path / "out") in out


def test_build_says_what_there_is_and_what_it_took(command: Command, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Tokayev left the city of Astana on Monday and came back.")
    (tmp_path / "in" / "b.txt").write_text("Президент прибыл в столицу и встретился с министрами.")
    (tmp_path / "in" / "c.txt").write_text(" ")
    _, out, err = command("build", str(tmp_path / "in"), "-o", str(tmp_path / "out"))
    lines = [line.split() for line in out.splitlines()]
    for line in (["en-Latn", "1"], ["ru-Cyrl", "1"], ["holds", "no", "text", "1"], ["step", "seconds", "of", "work"]):
        assert line in lines
    assert {"read", "decode", "spool", "decide", "write"} <= {line[0] for line in lines if len(line) == 2}
    assert err == ""


def test_a_dry_run_only_reads(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Tokayev left.", "date": "6 наурыз 2022"}\n{"text": "One."}\n{oops\n')
    code, out, _ = command("build", str(tmp_path / "a.jsonl"), "--dry-run")
    assert code == 0
    assert "Read 3 = usable 2 + rejected 1; nothing was written." in out
    assert "2022-03-06T00:00:00Z" in out
    _, out, _ = command("build", str(tmp_path / "a.jsonl"), "--dry-run", "--limit", "1", "--json")
    assert json.loads(out)["usable"] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


def test_standard_input_is_built(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kzling", "build", "-", "-o", str(tmp_path / "out"), "--json"]
    given = b'{"text": "Tokayev left Astana."}\n'
    done = subprocess.run(command, input=given, capture_output=True, check=True)
    manifest = json.loads(done.stdout)
    assert manifest["counts"]["kept"] == 1
    assert [(entry["path"], entry["bytes"]) for entry in manifest["inputs"]] == [("stdin", len(given))]


def test_a_terminal_shows_a_bar(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Tokayev left Astana."}\n')
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "kzling", "build", str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "out")]
    wide = {**os.environ, "TERM": "xterm", "COLUMNS": "150"}
    done = subprocess.run(command, stderr=theirs, stdout=subprocess.PIPE, check=True, env=wide)
    os.set_blocking(ours, False)
    shown = ""
    while select.select([ours], [], [], 0)[0]:
        shown += os.read(ours, 100_000).decode(errors="replace")
    os.close(theirs)
    os.close(ours)
    assert "━" in shown
    assert "1 records" in shown
    assert b"Read 1 = kept 1" in done.stdout
