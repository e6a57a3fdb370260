"""Measure what a build costs: documents a second, characters a second, memory, and whether they stay the same.

    python tests/quality/throughput.py [--documents 2000,20000,100000] [--processes 1,2] [--work DIR]
    python tests/quality/throughput.py --quick

Each build of generated articles (see generated.py) runs in a fresh process. Beside it, measured the same way, runs
the floor: a bare `datasets.map` that copies the texts of the same files. Linux only: memory is read from /proc.

Peak MB are 10^6 bytes. `own` is the high-water mark of a process (VmHWM), which counts pages that forked processes
share once for each of them; `PSS` parts shared pages among their users, so the PSS of all processes adds up to
`tree`. Start-up is what one document costs: imports, knowledge base, the frame of a dataset.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from generated import write_corpus

#: Seconds between two looks at the processes. PSS makes the kernel walk all pages, so it is read at every fifth look.
INTERVAL, PSS_EVERY = 0.1, 5
#: Time and memory are called flat if the largest figure is at most this much above the smallest.
FLAT = 0.15

_COPY = """
import sys
from datasets import load_dataset
cache, processes, *files = sys.argv[1:]
rows = load_dataset("json", data_files=files, split="train", cache_dir=cache)
rows.map(lambda row: {"text": row["text"]}, num_proc=int(processes) if processes != "1" else None)
"""


class Usage(NamedTuple):
    """What one command took; seconds and bytes. `worker` is the largest process below the parent, 0 without any."""

    wall: float
    cpu: float
    parent: int
    worker: int
    parent_pss: int
    worker_pss: int
    tree_pss: int


class Run(NamedTuple):
    """One line of the table: what ran on how many documents and characters, and what it took."""

    what: str
    documents: int
    characters: int
    processes: int
    usage: Usage
    start: float

    @property
    def each(self) -> float:
        """Milliseconds a document."""
        return self.usage.wall / self.documents * 1e3

    @property
    def each_started(self) -> float:
        """Milliseconds a document, start-up left out."""
        return max(self.usage.wall - self.start, 0.0) / self.documents * 1e3


def measure(command: Sequence[str], *, folder: Path, environment: dict[str, str]) -> Usage:
    """Run a command in a folder and watch all of its processes.

    Raises:
        subprocess.CalledProcessError: the command failed; what it said is in its `stderr`.
    """
    peaks: dict[int, int] = {}
    shares: dict[int, int] = {}
    tree_pss = looks = 0
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=said) as process:
            while True:
                found, status, used = os.wait4(process.pid, os.WNOHANG)
                if found:
                    break
                pids = list(tree(process.pid))
                for pid in pids:
                    peaks[pid] = max(peaks.get(pid, 0), high_water(pid))
                if looks % PSS_EVERY == 0:
                    now = {pid: share(pid) for pid in pids}
                    shares = {pid: max(shares.get(pid, 0), now.get(pid, 0)) for pid in shares | now}
                    tree_pss = max(tree_pss, sum(now.values()))
                looks += 1
                time.sleep(INTERVAL)
            wall = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, stderr=said.read().decode())
    parent = process.pid
    return Usage(
        wall=wall,
        cpu=used.ru_utime + used.ru_stime,
        parent=peaks.pop(parent, 0),
        worker=max(peaks.values(), default=0),
        parent_pss=shares.pop(parent, 0),
        worker_pss=max(shares.values(), default=0),
        tree_pss=tree_pss,
    )


def tree(root: int) -> Iterator[int]:
    """Give the numbers of a process and of all below it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            fields = _read(entry / "stat").rpartition(")")[2].split()
            if fields:
                children.setdefault(int(fields[1]), []).append(int(entry.name))
    waiting = [root]
    while waiting:
        yield (pid := waiting.pop())
        waiting += children.get(pid, [])


def high_water(pid: int) -> int:
    """Give the most memory that a process ever had in use, in bytes; 0 if it is gone."""
    return _field(Path(f"/proc/{pid}/status"), "VmHWM")


def share(pid: int) -> int:
    """Give the memory of a process with its part of shared pages, in bytes; 0 if it is gone."""
    return _field(Path(f"/proc/{pid}/smaps_rollup"), "Pss")


def _field(path: Path, name: str) -> int:
    for line in _read(path).splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        # A process may end between two looks.
        return ""


def runs(sizes: Iterable[int], processes: Sequence[int], *, work: Path, seed: int) -> Iterator[Run]:
    """Measure builds and floors of each size with each number of processes; first those of one document."""
    starts: dict[tuple[str, int], float] = {}
    for size in (1, *sizes):
        corpus = work / "articles"
        _say(f"writing {size:,} articles")
        written = write_corpus(corpus, size, seed=seed)
        for number in processes:
            for what, command in _commands(corpus, written.articles, work, number):
                _say(f"{what}, {size:,} articles, processes: {number}")
                usage = measure(command, folder=work, environment=_environment(work))
                for made in ("out", "cache"):
                    shutil.rmtree(work / made, ignore_errors=True)
                start = starts.setdefault((what, number), usage.wall)
                yield Run(what, size, written.characters, number, usage, start)
        shutil.rmtree(corpus)


def _commands(corpus: Path, articles: Sequence[Path], work: Path, number: int) -> Iterator[tuple[str, list[str]]]:
    build = ["-m", "kzling", "build", str(corpus), "--output", str(work / "out"), "--processes", str(number)]
    yield "build", [sys.executable, *build]
    yield "copy", [sys.executable, "-c", _COPY, str(work / "cache"), str(number), *map(str, articles)]


def _environment(work: Path) -> dict[str, str]:
    quiet = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_DISABLE_PROGRESS_BARS": "1", "HF_HOME": str(work / "cache" / "home")}
    return {**os.environ, **quiet}


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


_SPEED = ("wall s", "docs/s", "Mchar/s", "Mchar/s a core", "Mchar/CPU s", "ms/doc", "without start")
_MEMORY = ("parent own", "PSS", "worker own", "PSS", "tree PSS")
_HEAD = ("", "documents", "processes", *_SPEED, *_MEMORY)


def table(found: Iterable[Run]) -> str:
    """Set the runs as a table, one a line."""
    lines = [_HEAD, *map(_cells, found)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEAD))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def _cells(run: Run) -> tuple[str, ...]:
    usage, million = run.usage, run.characters / 1e6
    speeds = (million / usage.wall, million / usage.wall / run.processes, million / usage.cpu)
    memory = (usage.parent, usage.parent_pss, usage.worker, usage.worker_pss, usage.tree_pss)
    return (
        run.what,
        f"{run.documents:,}",
        str(run.processes),
        f"{usage.wall:.1f}",
        f"{run.documents / usage.wall:.0f}",
        *(f"{speed:.2f}" for speed in speeds),
        f"{run.each:.2f}",
        f"{run.each_started:.2f}",
        *(f"{size / 1e6:.0f}" if size else "-" for size in memory),
    )


def flatness(found: Sequence[Run]) -> Iterator[str]:
    """Say for each command and number of processes how far time and memory are apart over the sizes."""
    for what, processes in dict.fromkeys((run.what, run.processes) for run in found):
        group = [run for run in found if (run.what, run.processes) == (what, processes)]
        figures: dict[str, list[float]] = {
            "time a document": [run.each for run in group],
            "time a document without start-up": [run.each_started for run in group],
            "memory of the parent, own": [run.usage.parent for run in group],
            "memory of the largest worker, own": [run.usage.worker for run in group],
            "memory of the tree, PSS": [run.usage.tree_pss for run in group],
        }
        for name, values in figures.items():
            if min(values) > 0:
                apart = (max(values) - min(values)) / min(values)
                verdict = "yes" if apart <= FLAT else "no"
                yield f"{what}, processes {processes}: {name} {apart:.1%} apart; within {FLAT:.0%}: {verdict}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Print what a build costs, beside a bare copy.")
    parser.add_argument("--documents", type=_numbers, default=[2_000, 20_000, 100_000])
    parser.add_argument("--processes", type=_numbers, default=[1, 2])
    parser.add_argument("--work", type=Path, help="a folder with room for the corpora; nothing stays there")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--quick", action="store_true", help="200 and 1,000 documents")
    options = parser.parse_args()
    sizes = [200, 1_000] if options.quick else options.documents
    if options.work:
        Path(options.work).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kzling-throughput-", dir=options.work) as work:
        try:
            found = list(runs(sizes, options.processes, work=Path(work).resolve(), seed=options.seed))
        except subprocess.CalledProcessError as error:
            sys.exit(f"{error}\n{error.stderr}")
    print(table(found))
    print("\nSpeeds are of the wall clock unless they say CPU; ms/doc counts start-up in, memory is peak MB.")
    for run in found:
        if run.documents == 1:
            print(f"start-up of {run.what}, processes {run.processes}: {run.start:.2f} s")
    print()
    print("\n".join(flatness([run for run in found if run.documents > 1])))


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


if __name__ == "__main__":
    main()
