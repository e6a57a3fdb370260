"""How fast texts are scanned for names, met for the first time and seen again, and what a process needs for that.

For the default base and for a generated one of a million names, each in fresh processes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kb_generated import LANGUAGES, records, stream
from kb_scale import imported, workers

#: Names of the generated base, processes at once, and runs of which the fastest counts.
NAMES, WORKERS, RUNS = 1_000_000, 2, 3
#: So many entities of the generated base are named in texts, so often; a name comes after so many words: about eight
#: in 1,000 characters.
SEEN, MENTIONS, APART = 10_000, 20_000, 16


def scan_scale(texts: Mapping[str, Sequence[str]], names: int = NAMES) -> dict[str, float]:
    """Measure with both bases.

    Args:
        texts: by language.
        names: of the generated base.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "generated.sqlite"
        imported(path, names // len(LANGUAGES))
        own = dict(texts) | {"ru with its names": list(_with_names(texts["ru"]))}
        return _titled("default base", _measured(None, texts)) | _titled(f"{names:,} names", _measured(str(path), own))


def _titled(title: str, figures: Mapping[str, float]) -> dict[str, float]:
    return {f"{title}, {name}": value for name, value in figures.items()}


def _with_names(texts: Iterable[str]) -> Iterator[str]:
    """Put names of the generated base into texts, a few of them again and again, as in news."""
    mentions = stream(list(records(SEEN)), MENTIONS)
    names = cycle(form for form, lang in mentions if lang == "ru")
    for text in texts:
        words = text.split()
        parts = (words[at : at + APART] for at in range(0, len(words), APART))
        yield " ".join(word for part in parts for word in (*part, next(names)))


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
