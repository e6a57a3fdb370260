"""What may go wrong around a build: the disk, permissions, a stop, and records that workers die or hang at."""

import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

pytest.importorskip("datasets")

import kzling
from kzling.corpus import map_stage
from kzling.corpus.progress import Progress
from kzling.errors import Interrupted, UnwritableOutput

Digest = Callable[[Path], dict[str, str]]
COMMAND = [sys.executable, "-m", "kzling", "build"]


def rejects(output: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in (output / "rejected.jsonl").read_bytes().splitlines()]


def suffers(monkeypatch: pytest.MonkeyPatch, suffer: Callable[[str], None]) -> None:
    """Let something happen in the worker before an article is analysed."""
    real = map_stage.analyze

    def analyze(text: str, **options: Any) -> kzling.Document:
        suffer(text)
        return real(text, **options)

    monkeypatch.setattr(map_stage, "analyze", analyze)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_record_that_workers_die_at(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    def die(text: str) -> None:
        if text.startswith(("Report 7\n", "Report 9\n")):
            os.kill(os.getpid(), signal.SIGKILL)

    suffers(monkeypatch, die)
    counts = kzling.build(articles, tmp_path / "out", processes=processes).counts
    assert (counts["read"], counts["kept"], counts["rejected"]) == (60, 56, 3)
    assert [(row["position"], row["reason"]) for row in rejects(tmp_path / "out")] == [
        (8, "cannot be analysed: ended by signal SIGKILL"),
        (10, "cannot be analysed: ended by signal SIGKILL"),
        (31, "invalid JSON: Expecting property name enclosed in double quotes (character 2)"),
    ]


def test_a_record_that_workers_hang_at(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    suffers(monkeypatch, lambda text: time.sleep(60 * text.startswith("Report 7\n")))
    manifest = kzling.build(articles, tmp_path / "out", processes=1, config={"timeout": 0.5})
    assert manifest.reject_reasons == {"cannot be analysed": 1, "invalid JSON": 1}
    assert rejects(tmp_path / "out")[0]["reason"] == "cannot be analysed: takes longer than 0.5 seconds"


def test_a_worker_killed_once_leaves_no_trace(
    articles: Path, tmp_path: Path, digest: Digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    kzling.build(articles, tmp_path / "quiet", processes=1)

    def die(text: str) -> None:
        if text.startswith("Report 7\n") and not (tmp_path / "mark").exists():
            (tmp_path / "mark").touch()
            os.kill(os.getpid(), signal.SIGKILL)

    suffers(monkeypatch, die)
    kzling.build(articles, tmp_path / "out", processes=2)
    assert (tmp_path / "mark").exists()
    assert digest(tmp_path / "out") == digest(tmp_path / "quiet")


@pytest.mark.slow
@pytest.mark.parametrize("size", [1_000, 40_000])
def test_a_file_that_cannot_grow(articles: Path, tmp_path: Path, digest: Digest, size: int) -> None:
    """As on a full disk: a write fails in a worker or in the parent; afterwards the build goes on."""
    command = [*COMMAND, str(articles), "-o", str(tmp_path / "out")]

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    full = subprocess.run(command, preexec_fn=small, capture_output=True, text=True, check=False, timeout=120)
    assert full.returncode == UnwritableOutput.exit_code, full.stderr
    assert "make room or mend the permissions, then start it again." in full.stderr.splitlines()[-1]
    assert "Traceback" not in full.stderr
    assert not (tmp_path / "out").exists()
    assert subprocess.run(command, capture_output=True, check=False, timeout=120).returncode == 0
    kzling.build(articles, tmp_path / "quiet", processes=1)
    assert digest(tmp_path / "out") == digest(tmp_path / "quiet")


def test_a_full_disk(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path / "disk")]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        with pytest.raises(UnwritableOutput, match=r"No space left on device|disk is full"):
            kzling.build(articles, tmp_path / "disk" / "out", processes=2)
    finally:
        subprocess.run(["umount", "--lazy", str(tmp_path / "disk")], check=True)


def test_a_work_folder_that_vanishes(articles: Path, tmp_path: Path) -> None:
    def vanish(now: Progress) -> None:
        if now.stage == "map":
            (tmp_path / "out.partial").rename(tmp_path / "elsewhere")

    with pytest.raises(UnwritableOutput, match=r"The build stopped.*: No such file or directory"):
        kzling.build(articles, tmp_path / "out", processes=1, progress=vanish)


@pytest.mark.slow
def test_permissions_that_are_lost(articles: Path, tmp_path: Path) -> None:
    """Root may write anywhere, so the build goes on as nobody, once all that it needs has been loaded."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home").chmod(0o777)
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "import kzling\n"
        "from kzling.errors import UnwritableOutput\n"
        "kzling.build(sys.argv[1], sys.argv[2] + '-first', processes=1)\n"
        "if os.geteuid() == 0: os.seteuid(65534)\n"
        "out = Path(sys.argv[2])\n"
        "lose = lambda now: out.with_name('out.partial').chmod(0o500)\n"
        "try:\n"
        "    kzling.build(sys.argv[1], out, processes=1, progress=lose)\n"
        "except UnwritableOutput as error:\n"
        "    print(error)\n"
    )
    for folder in (articles, *articles.parents[:3]):
        folder.chmod(folder.stat().st_mode | 0o055)
    command = [sys.executable, "-c", script, str(articles), str(tmp_path / "home" / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert re.search(r"Permission denied|unable to open", done.stdout)
    assert "make room or mend the permissions, then start it again." in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop(tmp_path: Path, digest: Digest, number: signal.Signals) -> None:
    """The units in hand are finished, one sentence says how to go on, and the next start goes on."""
    (tmp_path / "in").mkdir()
    rows = [{"id": n, "text": f"Report {n}. Tokayev left Astana on day {n}. " * 9} for n in range(1500)]
    (tmp_path / "in" / "a.jsonl").write_bytes(b"\n".join(map(orjson.dumps, rows)))
    command = [*COMMAND, str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--processes", "2"]
    journal = tmp_path / "out.partial" / "spool" / "journal.jsonl"

    def attentive() -> None:
        # Whoever starts tests in the background may have told them to ignore Ctrl-C.
        signal.signal(signal.SIGINT, signal.default_int_handler)

    with subprocess.Popen(command, preexec_fn=attentive, stderr=subprocess.PIPE, text=True) as process:
        while not journal.exists():
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert process.returncode == Interrupted.exit_code
    assert said.splitlines()[-1].endswith("all that was done is kept, start the same command again to go on.")
    done = journal.read_bytes().splitlines()
    assert done
    assert subprocess.run([*command, "--keep-work"], capture_output=True, check=False, timeout=120).returncode == 0
    assert journal.read_bytes().splitlines()[: len(done)] == done
    kzling.build(tmp_path / "in", tmp_path / "quiet", processes=1)
    assert digest(tmp_path / "out") == digest(tmp_path / "quiet")
