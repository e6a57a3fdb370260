"""The table of scale: the default base, a generated one and a larger one side by side, each in fresh processes."""

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from kb_data import percentile
from kb_generated import LANGUAGES, Asked, asked, records, stream
from spelling_data import Report, mean, table

from kzling import KnowledgeBase

HERE = Path(__file__).parent
ENTITIES = 1_000_000
#: The smaller base has so many entities for one of the larger: 100,000.
SMALLER = 0.1
#: Distinct names, mentions of the stream and how many of them come at a time, processes at once, runs of which the
#: fastest counts. Entities of which the names are made.
NAMES, MENTIONS, BATCH, WORKERS, RUNS, SEEN = 20_000, 300_000, 1_000, 4, 3, 50_000
_NAMES_OF_DEFAULT = 2_000
#: Records whose making alone is timed.
_MADE = 20_000


class Sized(NamedTuple):
    """A base in a file (None: the default one), and what is asked of it."""

    title: str
    path: Path | None
    names: Sequence[Asked]
    stream: Sequence[tuple[str, str]]

    def question(self, *, reached: bool = False) -> dict[str, Any]:
        by_lang: dict[str, list[str]] = defaultdict(list)
        batches: list[tuple[str, list[str]]] = []
        for form, lang in self.stream:
            by_lang[lang].append(form)
            if len(by_lang[lang]) == BATCH:
                batches.append((lang, by_lang.pop(lang)))
        return {
            "do": "resolve",
            "path": self.path and str(self.path),
            "asked": [(one.form, one.lang) for one in self.names],
            "stream": [*batches, *by_lang.items()],
            "reached": reached,
        }


def scale(entities: int = ENTITIES, *, folder: Path | None = None) -> Report:
    """Measure import, memory and speed.

    Args:
        entities: of the larger base.
        folder: where the bases are written and kept; one that is there is not imported again. None: nothing is kept.
    """
    report = Report("scale")
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as temporary:
        rows: dict[str, dict[str, float]] = {}
        for count in (0, round(entities * SMALLER), entities):
            title = f"{count:,}" if count else "default"
            path = (folder or Path(temporary)) / f"generated-{count}.sqlite" if count else None
            rows[title] = imported(path, count) if path is not None and not path.exists() else {}
            rows[title] |= _measured(_sized(title, path, count))
        names = list(dict.fromkeys(name for row in rows.values() for name in row))
        report.lines += table(("", *rows), [(name, *(row.get(name, "-") for row in rows.values())) for name in names])
        for title, row in rows.items():
            report.details |= {f"{name}, {title}": value for name, value in row.items()}
        _growth(report, rows)
    return report


def _growth(report: Report, rows: dict[str, dict[str, float]]) -> None:
    """Say how much longer a name takes for so many times the entities."""
    small, large = (rows[title] for title in list(rows)[-2:])
    times = large["entities"] / small["entities"]
    for name in ("resolve p50, ms", "resolve p99, ms", "ready cold, s", "private, MB"):
        growth = large[name] / small[name]
        report.lines.append(f"{name}: {growth:.2f} times for {times:.1f} times the entities")
        report.details[f"growth of {name} to that of entities"] = growth / times


def _sized(title: str, path: Path | None, count: int) -> Sized:
    if path is None:
        own = [record | {"names": list(record["names"])} for record in KnowledgeBase.default().records()]
        return Sized(title, None, asked(own, _NAMES_OF_DEFAULT), stream(own, MENTIONS))
    own = list(records(min(SEEN, count)))
    return Sized(title, path, asked(own, NAMES), stream(own, MENTIONS))


def imported(path: Path, entities: int) -> dict[str, float]:
    """Make a generated base of so many entities in a process of its own; give what that took."""
    start = time.perf_counter()
    for _ in records(_MADE):
        pass
    made = (time.perf_counter() - start) * entities / _MADE
    (answer,) = workers([{"do": "import", "path": str(path), "entities": entities}])
    return {
        "import, s": answer["seconds"],
        "of it making records, s": made,
        "names": entities * len(LANGUAGES),
        "file, MB": answer["bytes"] / 1e6,
    }


def _measured(sized: Sized) -> dict[str, float]:
    """Run the processes one after the other, then several at once for their memory."""
    runs = []
    for run in range(RUNS):
        if sized.path is not None:
            _forget(sized.path)
        runs += workers([sized.question(reached=run == 0)])
    together = workers([sized.question() | {"stream": []}] * WORKERS)
    counts = runs[0]["candidates"]
    entities = len(KnowledgeBase.default()) if sized.path is None else int(sized.path.stem.partition("-")[2])
    return {
        "entities": entities,
        "ready cold, s": min(run["ready"] for run in runs),
        "private, MB": max(one["private"] for one in together) / 1e6,
        "distinct names": len(sized.names),
        "candidates p50": percentile(counts, 0.5),
        "candidates p99": percentile(counts, 0.99),
        "resolve p50, ms": min(percentile(run["spent"], 0.5) for run in runs) * 1e3,
        "resolve p99, ms": min(percentile(run["spent"], 0.99) for run in runs) * 1e3,
        **{
            f"{kind}, mean, ms": min(_of_kind(sized.names, run["spent"], kind) for run in runs) * 1e3
            for kind in dict.fromkeys(one.kind for one in sized.names)
        },
        "mentions/s": round(len(sized.stream) / min(run["mentions"] for run in runs)),
        "fixed loop, ms": min(run["loop"] for run in runs) * 1e3,
        "resolve p50, in 1,000 loops": min(percentile(run["spent"], 0.5) / run["loop"] for run in runs) * 1e3,
    }


def _of_kind(names: Sequence[Asked], spent: Sequence[float], kind: str) -> float:
    return mean(seconds for one, seconds in zip(names[1:], spent, strict=True) if one.kind == kind)


def _forget(path: Path) -> None:
    """Ask the system to forget what it has read of a file, so that the next process begins cold."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def workers(questions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Run a process for each question, all at once; they are asked for their memory when all have answered."""
    command = [sys.executable, str(HERE / "kb_worker.py")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    running = [subprocess.Popen(command, **pipes) for _ in questions]
    for process, question in zip(running, questions, strict=True):
        process.stdin.write(json.dumps(question) + "\n")
        process.stdin.flush()
    answers = [json.loads(process.stdout.readline()) for process in running]
    for process, answer in zip(running, answers, strict=True):
        rest, _ = process.communicate("\n")
        answer |= json.loads(rest or "{}")
    return answers
