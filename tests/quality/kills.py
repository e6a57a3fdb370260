"""Kill a build at random moments, start it again, and compare its dataset with that of an undisturbed build.

    python tests/quality/kills.py [--kills 20] [--documents 400] [--processes 2] [--seed 0]

SIGKILL goes in turn to all processes of the build, to one worker, and to the parent alone; where a build has no
worker at that moment, to all. A build that completes between the kills is compared and a new one begun. Prints a
line for each kill and ends with status 1 if a byte differs, a build fails by itself, or a process outlives its
parent. Linux only: processes are read from /proc.
"""

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from random import Random

from generated import write_corpus
from throughput import tree

TARGETS = ("all", "one worker", "all", "the parent")
#: Seconds that workers may take to notice that their parent is gone.
PATIENCE = 10.0
#: What stands in the work folder, and the stage that this shows, the latest first.
_STAGES = (("finishing", "finish"), ("dataset", "write"), ("decisions*", "decide"), ("spool", "map"), ("*", "begin"))


class Failure(Exception):
    """The build does not keep its promise; the text says how."""


class Builds:
    """Builds of one corpus into one output folder, begun again and again."""

    def __init__(self, articles: Path, out: Path, processes: int) -> None:
        self.out = out
        arguments = ["build", str(articles), "--output", str(out), "--processes", str(processes)]
        self._command = [sys.executable, "-m", "kzling", *arguments]
        self.partial = out.with_name(out.name + ".partial")
        self._said = out.with_name(out.name + ".log")

    def start(self) -> subprocess.Popen[bytes]:
        """Start a build in a process group of its own."""
        with self._said.open("wb") as said:
            return subprocess.Popen(self._command, stdout=said, stderr=said, cwd=self.out.parent, process_group=0)

    def complete(self) -> float:
        """Build to the end and give the seconds it took."""
        start = time.perf_counter()
        with self.start() as process:
            self.check(process.wait())
        return time.perf_counter() - start

    def check(self, status: int) -> None:
        """Make sure that a build which was not killed has ended well."""
        if status or not self.finished():
            raise Failure(f"A build ended with status {status}:\n{self._said.read_text(encoding='utf-8')}")

    def finished(self) -> bool:
        """Say whether the dataset is there and nothing else."""
        return self.out.is_dir() and not self.partial.exists()

    def stage(self) -> str:
        """Say how far the build has come, from its work folder."""
        if not self.partial.exists():
            return "start"
        stage = next((name for pattern, name in _STAGES if any(self.partial.glob(pattern))), "begin")
        files = [path.name for path in self.partial.rglob("*") if path.is_file()]
        half = ", one half written" if any(name.endswith(".tmp") for name in files) else ""
        return f"{stage}, {len(files)} files{half}"


def kill(process: subprocess.Popen[bytes], target: str, rng: Random) -> str:
    """Kill all of a build or a part of it, wait until nothing of it runs, and say what was killed.

    Raises:
        Failure: workers outlive their parent.
    """
    workers = sorted(set(tree(process.pid)) - {process.pid})
    if target == "one worker" and workers:
        os.kill(rng.choice(workers), signal.SIGKILL)
    elif target == "the parent":
        process.kill()
    else:
        target = "all"
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    end = time.perf_counter() + PATIENCE
    while any(_alive(process.pid)):
        if time.perf_counter() > end:
            os.killpg(process.pid, signal.SIGKILL)
            raise Failure(f"Workers still ran {PATIENCE:.0f} s after their parent.")
        time.sleep(0.05)
    return target


def _alive(group: int) -> Iterator[int]:
    """Give the processes of a group that are neither gone nor dead and unburied."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, owner = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:3]
        except (OSError, ValueError):
            # The process ended while it was read.
            continue
        if int(owner) == group and state != "Z":
            yield int(path.parent.name)


def digests(folder: Path) -> dict[str, str]:
    """Give the sha256 of every file in a folder, by its path there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def compare(quiet: dict[str, str], disturbed: dict[str, str]) -> None:
    """Make sure that a dataset has the bytes of the undisturbed one.

    Raises:
        Failure: it differs; the text names the files.
    """
    differ = sorted(name for name in quiet | disturbed if quiet.get(name) != disturbed.get(name))
    if differ:
        raise Failure(f"Files differ from those of the undisturbed build: {', '.join(differ)}")
    print("  complete: same bytes", flush=True)


def disturb(builds: Builds, quiet: dict[str, str], *, kills: int, within: float, rng: Random) -> None:
    """Kill builds so many times, print each, and compare every dataset that gets complete."""
    targets = cycle(TARGETS)
    killed = 0
    while killed < kills:
        moment = rng.uniform(0, within)
        with builds.start() as process:
            try:
                builds.check(process.wait(moment))
            except subprocess.TimeoutExpired:
                # A build that only has to leave is no longer disturbed by anything.
                if not builds.finished():
                    stage = builds.stage()
                    killed += 1
                    hit = kill(process, next(targets), rng)
                    print(f"kill {killed}: {hit} after {moment:.2f} s ({stage})", flush=True)
        if builds.finished():
            compare(quiet, digests(builds.out))
            shutil.rmtree(builds.out)
    builds.complete()
    compare(quiet, digests(builds.out))


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill builds and compare what comes of them.")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kzling-kills-") as folder:
        work = Path(folder).resolve()
        write_corpus(work / "articles", options.documents, seed=options.seed)
        try:
            duration = Builds(work / "articles", work / "quiet", options.processes).complete()
            print(f"undisturbed: {duration:.2f} s", flush=True)
            builds = Builds(work / "articles", work / "out", options.processes)
            quiet = digests(work / "quiet")
            disturb(builds, quiet, kills=options.kills, within=duration, rng=Random(options.seed))
        except Failure as failure:
            sys.exit(str(failure))
    print(f"{options.kills} kills: same bytes")


if __name__ == "__main__":
    main()
