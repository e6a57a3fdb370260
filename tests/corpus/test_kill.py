"""A build is killed with SIGKILL at chosen moments, then started again: the bytes are those of a quiet build."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("datasets")

SCRIPT = """
import os, signal, sys
from collections import Counter
from pathlib import Path
from kzling.corpus import build, spool, units
units.LEAST_RECORDS, units.MOST_RECORDS = 3, 7
articles, out, processes, stage, number = sys.argv[1:6]

def die():
    os.killpg(0, signal.SIGKILL)

reached = Counter()
def watch(now):
    reached[now.stage] += 1
    if (now.stage, reached[now.stage]) == (stage, int(number)):
        die()

real_write = spool.write_file
written = 0
def write_file(path, content):
    global written
    written += 1
    if stage == "file" and written == int(number):
        path.with_name(path.name + ".tmp").write_bytes(content[: len(content) // 2])
        die()
    real_write(path, content)
spool.write_file = build.write_file = write_file

real_rename = Path.rename
def rename(self, target):
    if stage == "rename" and str(target) == out:
        die()
    real_rename(self, target)
    if stage == "renamed" and str(target) == out:
        die()
Path.rename = rename

build.build(articles, out, processes=int(processes), progress=watch, overwrite=sys.argv[6:] == ["overwrite"])
"""

Digest = Callable[[Path], dict[str, str]]


def start(articles: Path, out: Path, processes: int, stage: str = "", number: int = 0, *more: str) -> subprocess.Popen:
    arguments = [str(articles), str(out), str(processes), stage, str(number), *more]
    return subprocess.Popen([sys.executable, "-c", SCRIPT, *arguments], start_new_session=True)


def run(articles: Path, out: Path, processes: int, stage: str = "", number: int = 0, *more: str) -> int:
    with start(articles, out, processes, stage, number, *more) as process:
        return process.wait(300)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("processes", "moments"),
    [
        (1, [("file", 1), ("map", 1), ("file", 3), ("map", 5), ("decide", 1), ("rename", 0), ("write", 1)]),
        (2, [("map", 2), ("map", 6), ("decide", 4), ("rename", 0), ("write", 3)]),
    ],
)
def test_killed_and_started_again(
    articles: Path, tmp_path: Path, digest: Digest, processes: int, moments: list[tuple[str, int]]
) -> None:
    assert run(articles, tmp_path / "quiet", 1) == 0
    for stage, number in moments:
        assert run(articles, tmp_path / "out", processes, stage, number) == -signal.SIGKILL, (stage, number)
        assert not (tmp_path / "out").exists()
    assert run(articles, tmp_path / "out", processes) == 0
    assert digest(tmp_path / "out") == digest(tmp_path / "quiet")
    assert not (tmp_path / "out.partial").exists()


@pytest.mark.slow
def test_killed_while_an_older_dataset_is_replaced(articles: Path, tmp_path: Path, digest: Digest) -> None:
    assert run(articles, tmp_path / "quiet", 1) == 0
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old").write_text("an older dataset")
    # Between the two renames, and when the new dataset stands but the work folder is still there.
    for stage in ("rename", "renamed"):
        assert run(articles, tmp_path / "out", 1, stage, 0, "overwrite") == -signal.SIGKILL
    assert run(articles, tmp_path / "out", 1) == 0
    assert digest(tmp_path / "out") == digest(tmp_path / "quiet")
    assert not (tmp_path / "out.partial").exists()


@pytest.mark.slow
def test_killed_at_any_moment(articles: Path, tmp_path: Path, digest: Digest) -> None:
    assert run(articles, tmp_path / "quiet", 1) == 0
    killed = 0
    for delay in (0, 0.05, 0.1, 0.2, 0.4, 0.8):
        (tmp_path / "out.partial" / "plan.jsonl").unlink(missing_ok=True)
        with start(articles, tmp_path / "out", 2) as process:
            # The plan is begun with the first stage.
            while process.poll() is None and not (tmp_path / "out.partial" / "plan.jsonl").exists():
                time.sleep(0.01)
            try:
                process.wait(delay)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                killed += 1
        if (tmp_path / "out").exists():
            break
    assert killed >= 2
    if not (tmp_path / "out").exists():
        assert run(articles, tmp_path / "out", 1) == 0
    assert digest(tmp_path / "out") == digest(tmp_path / "quiet")


@pytest.mark.slow
def test_only_the_parent_is_killed(articles: Path, tmp_path: Path, digest: Digest) -> None:
    """Its workers end by themselves, and the next build may begin at once."""
    assert run(articles, tmp_path / "quiet", 1) == 0
    with start(articles, tmp_path / "out", 2, "map", 1000) as process:
        while not (tmp_path / "out.partial" / "spool" / "journal.jsonl").exists():
            assert process.poll() is None
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert run(articles, tmp_path / "out", 2) == 0
    assert digest(tmp_path / "out") == digest(tmp_path / "quiet")
