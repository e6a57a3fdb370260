"""What spelling costs, each measurement in a fresh process: forward beside its peers, keys, readings, the start.

Seconds are those of one process on one core (time.process_time). "First" is a pass with nothing known yet, "best" the
fastest of several, which may use what the first has kept.
"""

import json
import os
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from spelling_data import Report, name_pairs, running_texts, share, table, tokens
from spelling_schemes import generated, settings

import kzling

HERE = Path(__file__).parent
#: Characters of running text for each language.
CHARACTERS = 300_000
#: Names whose readings are timed, and those read before so that all schemes are loaded.
READ, WARM = 400, 100
#: A tool supports a scheme if it writes so many of the words of a text as we do; nearest tables are only shown.
ALIKE = 0.8
#: Fresh processes for the time of the start.
STARTS = 7

_KEYS = """
import json, sys, time
from kzling.orthography.keys import skeleton
parts = json.load(sys.stdin)
skeleton("Токаев"), skeleton("Tokajew"), skeleton("توقاەۆ")
spent = []
for part in parts:
    start = time.process_time()
    for token in part:
        skeleton(token)
    spent.append(time.process_time() - start)
json.dump(spent, sys.stdout)
"""
_READINGS = """
import json, sys, time
import kzling
warm, *groups = json.load(sys.stdin)
for name in warm:
    kzling.readings(name)
spent = []
for group in groups:
    times = []
    for name in group:
        start = time.process_time()
        kzling.readings(name)
        times.append(time.process_time() - start)
    spent.append(times)
json.dump(spent, sys.stdout)
"""
_START = """
import sys, time
start = time.perf_counter()
exec(sys.argv[1])
print(time.perf_counter() - start)
"""
_STARTS = {
    # What the machine takes at the moment for two packages that kzling needs anyway.
    "regex and orjson": "import regex, orjson",
    "import alone": "import kzling",
    "transliterate": "import kzling; kzling.transliterate('Тоқаев', 'kk-ru')",
    "trace": "import kzling; kzling.trace('Токаев', 'ru-pl')",
    "identify_scheme": "import kzling; kzling.identify_scheme('Túrkistan men Ońtústik')",
    "variants": "import kzling; kzling.variants('Тоқаев', lang='kk')",
    "readings": "import kzling; kzling.readings('Tokajew')",
}


def _asked(
    interpreter: str, command: Sequence[str], question: object, environment: Mapping[str, str] | None = None
) -> Any:
    answer = subprocess.run(
        [interpreter, *command],
        input=json.dumps(question),
        env=environment,
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    return json.loads(answer.stdout)


def forward(texts: Mapping[str, Sequence[str]], *, peers: str | None) -> Report:
    """Time every scheme on running text of its language, and the tools that others use for some of them."""
    report = Report("forward")
    script = [str(HERE / "spelling_peers.py")]
    jobs = [
        {"tool": "kzling", "name": scheme.id, "language": scheme.source_language}
        for scheme in kzling.schemes().values()
        if scheme.source_script == "Cyrl" and scheme.source_language in texts
    ]
    own = _asked(sys.executable, script, {"texts": texts, "jobs": jobs})
    sizes = {language: sum(map(len, some)) / 1e6 for language, some in texts.items()}
    speeds = {
        one["name"]: (sizes[one["language"]] / one["first"], sizes[one["language"]] / one["best"]) for one in own
    }
    all_ = sorted(best for _, best in speeds.values())
    report.figures["forward, slowest scheme, Mchar/s"] = all_[0]
    report.figures["forward, median over schemes, Mchar/s"] = statistics.median(all_)
    report.figures["forward, median over schemes, first pass, Mchar/s"] = statistics.median(
        first for first, _ in speeds.values()
    )
    head = ("Mchar/s", "schemes", "Mchar of text", "median, first", "least", "which", "median", "most")
    report.lines += table(head, _grouped(speeds, sizes))
    if peers:
        _beside(texts, own, sizes, peers, report)
    return report


def _grouped(speeds: Mapping[str, tuple[float, float]], sizes: Mapping[str, float]) -> Iterator[tuple[object, ...]]:
    """Give a row for the schemes of each source language and target script."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in speeds:
        scheme = kzling.schemes()[name]
        groups[scheme.source_language, scheme.target_script].append(name)
    for (language, script), names in sorted(groups.items()):
        first = statistics.median(speeds[name][0] for name in names)
        best = sorted(speeds[name][1] for name in names)
        slowest = min(names, key=lambda name: speeds[name][1])
        shown = (sizes[language], first, best[0], statistics.median(best), best[-1])
        size, first_, least, median, most = (f"{value:.2f}" for value in shown)
        yield (f"{language} -> {script}", len(names), size, first_, least, slowest, median, most)


def _beside(
    texts: Mapping[str, Sequence[str]],
    own: Iterable[dict[str, Any]],
    sizes: Mapping[str, float],
    peers: str,
    report: Report,
) -> None:
    ours = {one["name"]: one for one in own}
    jobs = [
        {"tool": tool, "name": name, "language": kzling.schemes()[scheme].source_language, "scheme": scheme}
        for tool, pairs in settings()["peers"].items()
        for name, scheme in pairs
        if scheme in ours
    ]
    theirs = _asked(peers, [str(HERE / "spelling_peers.py")], {"texts": texts, "jobs": jobs})
    fastest: dict[str, float] = {}
    rows = []
    for one in theirs:
        if "error" in one:
            report.lines.append(f"{one['tool']} {one['name']}: {one['error']}")
            continue
        size, mine = sizes[one["language"]], ours[one["scheme"]]
        speed, alike = size / one["best"], agreement(mine["output"], one["output"])
        if one["tool"] != "icu" and alike >= ALIKE:
            fastest[one["scheme"]] = max(speed, fastest.get(one["scheme"], 0.0))
        rows.append(
            (
                *(one["tool"], one["name"], one["scheme"]),
                *(f"{speed:.2f}", f"{size / mine['best']:.2f}", f"{one['best'] / mine['best']:.1f}"),
                *(alike, "yes" if alike >= ALIKE else "-"),
            )
        )
    report.lines += [
        "",
        *table(("peer", "its name", "ours", "Mchar/s", "kzling", "times", "words alike", "supports it"), rows),
    ]
    ratios = {
        scheme: sizes[ours[scheme]["language"]] / ours[scheme]["best"] / speed for scheme, speed in fastest.items()
    }
    if ratios:
        worst = min(ratios, key=lambda scheme: ratios[scheme])
        report.figures["forward, least ratio to the fastest pure-Python peer"] = ratios[worst]
        report.figures["forward, median ratio to the fastest pure-Python peer"] = statistics.median(ratios.values())
        report.lines += ["", f"least ratio to the fastest pure-Python peer: {worst}, {ratios[worst]:.1f}"]


def agreement(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """Give the share of words that two tools write alike."""
    pairs = [
        (a, b)
        for mine, other in zip(ours, theirs, strict=True)
        for a, b in zip(mine.split(), other.split(), strict=False)
    ]
    return share(sum(a == b for a, b in pairs), len(pairs))


def others(folder: Path | None, *, seed: int = 0) -> Report:
    """Time keys of distinct tokens, readings of unseen names, and the start."""
    report = Report("keys, readings, start")
    names = _names(folder)
    words = {word for texts in _texts(folder).values() for text in texts for word in tokens(text)}
    distinct = sorted(words.union(*names))
    Random(seed).shuffle(distinct)
    parts = [distinct[i::5] for i in range(5)]
    spent = _asked(sys.executable, ["-c", _KEYS], parts)
    speeds = [len(part) / seconds for part, seconds in zip(parts, spent, strict=True)]
    report.figures["keys, distinct tokens"] = len(distinct)
    report.figures["keys, distinct tokens/s"] = max(speeds)
    report.figures["keys, distinct tokens/s, median of 5"] = statistics.median(speeds)
    chance = Random(seed)
    latin, cyrillic = (chance.sample(sorted(some), min(len(some), READ + WARM)) for some in names)
    warm = latin[:WARM] + cyrillic[:WARM]
    found = _asked(sys.executable, ["-c", _READINGS], [warm, latin[WARM:], cyrillic[WARM:]])
    for what, times in zip(("Latin", "Cyrillic"), found, strict=True):
        ordered = sorted(times)
        report.figures[f"readings, {what}, median ms"] = statistics.median(ordered) * 1e3
        report.figures[f"readings, {what}, p95 ms"] = ordered[int(len(ordered) * 0.95)] * 1e3
    report.figures |= starts()
    return report


def starts() -> dict[str, float]:
    """Time import and first use in fresh processes that find the modules as pip leaves them: with their bytecode.

    The least of several is what the work takes, the median what it took on this machine while others used it too.
    """
    figures = {}
    with TemporaryDirectory() as folder:
        kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment = kept | {"PYTHONPYCACHEPREFIX": folder, "PYTHONUTF8": "1"}
        for name, use in _STARTS.items():
            command = ["-c", _START, use]
            # The first process writes the bytecode.
            _, *spent = (_asked(sys.executable, command, None, environment) for _ in range(STARTS + 1))
            figures[f"start, {name}, ms"] = min(spent) * 1e3
            figures[f"start, {name}, ms, median of {STARTS}"] = statistics.median(spent) * 1e3
    return figures


def _names(folder: Path | None) -> tuple[set[str], set[str]]:
    """Give Latin and Cyrillic name tokens: of the data, or else written from generated words."""
    latin: set[str] = set()
    cyrillic: set[str] = set()
    if folder:
        for kind in ("people", "places"):
            for pair in name_pairs(folder, kind):
                if pair.scripts == "cyr-lat":
                    latin.update(token for token in tokens(pair.form_b) if len(token) > 2)
                    cyrillic.update(token for token in tokens(pair.form_a) if len(token) > 2)
    else:
        for word in generated("ru-en-press", 4 * (READ + WARM), seed=1):
            if word.istitle() and len(word) > 3:
                cyrillic.add(word)
                latin.add(kzling.transliterate(word, "ru-pl"))
    return latin, cyrillic


def _texts(folder: Path | None) -> dict[str, list[str]]:
    """Give running text by language: of the data, or else generated words."""
    if folder:
        return running_texts(folder, characters=CHARACTERS)
    return {"ru": [" ".join(generated("ru-en-press", 20_000, seed=2))]}


def speeds(folder: Path | None, *, peers: str | None) -> list[Report]:
    """Measure all that costs time."""
    return [forward(_texts(folder), peers=peers), others(folder)]
