"""How fast texts are scanned for names, met for the first time and seen again, and what a process needs for that.

For the default base and for a generated one of a million names, each in fresh processes.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kb_generated import LANGUAGES
from kb_scale import imported, workers

#: Names of the generated base, processes at once, and runs of which the fastest counts.
NAMES, WORKERS, RUNS = 1_000_000, 2, 3


def scan_scale(texts: Mapping[str, Sequence[str]], names: int = NAMES) -> dict[str, float]:
    """Measure with both bases.

    Args:
        texts: by language.
        names: of the generated base.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "generated.sqlite"
        imported(path, names // len(LANGUAGES))
        bases = {"default base": None, f"{names:,} names": str(path)}
        return {f"{base}, {name}": value for base, at in bases.items() for name, value in _measured(at, texts).items()}


def _measured(path: str | None, texts: Mapping[str, Sequence[str]]) -> dict[str, float]:
    question = {"do": "scan", "path": path, "texts": texts}
    # The first process of all compiles the table.
    compiled = workers([question | {"texts": {}}])[0]["ready"]
    runs: list[dict[str, Any]] = [answer for _ in range(RUNS) for answer in workers([question])]
    together = workers([question] * WORKERS)
    size = {lang: sum(map(len, corpus)) / 1e6 for lang, corpus in texts.items()}
    return {
        **{
            f"{lang}, scan {time}, Mchar/s": size[lang] / min(run[time][lang] for run in runs)
            for lang in texts
            for time in ("cold", "again")
        },
        "first process, s": compiled,
        "ready, s": min(run["ready"] for run in runs),
        "private, MB": max(run["private"] for run in together) / 1e6,
    }
