"""Scores and seconds of kzling and of the peers on pairs of names, each tool's time in a fresh process."""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from name_data import Pair, random_pairs
from spelling_data import Report, table

import kzling
from kzling.answers import Comparison

HERE = Path(__file__).parent
OURS = "kzling"
PEERS = ("logic-v2", "WRatio", "token_set_ratio", "Latin WRatio", "Latin token_set")
#: Verdicts that say "one".
ONE = frozenset({"same", "likely"})
#: Pairs of each type and kind in the mix that is timed: as many positives as hard negatives and random pairs.
MIXED = 1_000
#: Pairs with which each tool loads what it needs; the names of the mix are not among them.
PRIME = (
    ("Абай Құнанбайұлы", "Abai Kunanbayev", "person"),
    ("Tolstoj, Lew", "Толстой Лев Николаевич", "person"),
    ("Новая Деревня", "Nowaja Derewnia", "place"),
)
#: Fresh processes; the fastest counts, the others shared the machine.
RUNS = 3

_TIMED = """
import json, sys, time
import kzling
asked = json.load(sys.stdin)
for a, b, type in asked["prime"]:
    kzling.compare(a, b, type=type).score
    kzling.compare_many([(a, b)], type=type)
batches = {type: [tuple(pair) for pair in pairs] for type, pairs in asked["batches"].items()}
def batch():
    return [one.score for type, pairs in batches.items() for one in kzling.compare_many(pairs, type=type)]
def single():
    return [
        kzling.compare(a, b, lang_a=x, lang_b=y, type=type).score
        for type, pairs in batches.items() for a, b, x, y in pairs
    ]
spent = []
for work in {"batch": (batch, batch), "single": (single,)}[asked["way"]]:
    start = time.process_time()
    work()
    spent.append(time.process_time() - start)
json.dump(spent, sys.stdout)
"""


class Scores(NamedTuple):
    """What a tool says of pairs: scores, and for kzling the verdicts too."""

    tool: str
    score: dict[Pair, float]
    verdict: dict[Pair, str]


def compared(pair: Pair, *, languages: bool = True) -> Comparison:
    lang_a, lang_b = (pair.lang_a, pair.lang_b) if languages else (None, None)
    return kzling.compare(pair.form_a, pair.form_b, lang_a=lang_a, lang_b=lang_b, type=pair.type)


def own_scores(pairs: Iterable[Pair], *, languages: bool = True) -> Scores:
    """Compare the pairs with kzling; `languages` says whether it is told them."""
    found = {pair: compared(pair, languages=languages) for pair in pairs}
    return Scores(
        OURS, {pair: one.score for pair, one in found.items()}, {pair: one.verdict for pair, one in found.items()}
    )


def peer_scores(pairs: Sequence[Pair], peers: str) -> tuple[list[Scores], list[str]]:
    """Compare the pairs with the peers; the lines say which versions, or why a tool could not."""
    listed = list(dict.fromkeys(pairs))
    answers = _of_peers(listed, peers)
    found = [
        Scores(one["tool"], dict(zip(listed, one["scores"], strict=True)), {}) for one in answers if "error" not in one
    ]
    return found, [f"{one['tool']}: {one.get('error') or one['version']}" for one in answers]


def mix(positives: Sequence[Pair], hard: Sequence[Pair], *, each: int = MIXED, seed: int = 1) -> list[Pair]:
    """Draw the pairs that are timed: of each type a third positives, a third hard negatives, a third random ones."""
    random = Random(seed)
    drawn: list[Pair] = []
    for type in ("person", "place"):
        own = [pair for pair in positives if pair.type == type]
        others = [pair for pair in hard if pair.type == type and pair.kind != "random"]
        parts = [random.sample(some, min(each, len(some))) for some in (own, others)]
        parts.append(random_pairs(own, min(each, len(own)), random))
        least = min(map(len, parts))
        drawn += [pair for part in parts for pair in part[:least]]
    random.shuffle(drawn)
    return drawn


def speeds(pairs: Sequence[Pair], peers: str | None, *, languages: bool = True) -> Report:
    """Time kzling and the peers on the same pairs: seconds of one process on one core."""
    report = Report("speed")
    names = {name for pair in pairs for name in ((pair.form_a, pair.lang_a), (pair.form_b, pair.lang_b))}
    report.lines.append(f"{len(pairs):,} distinct pairs of {len(names):,} names; pairs/s")
    batch = [_own_seconds(pairs, "batch", languages) for _ in range(RUNS)]
    single = [_own_seconds(pairs, "single", languages) for _ in range(RUNS)]
    spent = {
        "cold batch": min(cold for cold, _ in batch),
        "one by one": min(cold for (cold,) in single),
        "warm batch": min(warm for _, warm in batch),
    }
    report.figures |= {f"{way}, pairs/s": len(pairs) / seconds for way, seconds in spent.items()}
    rows: list[tuple[object, ...]] = [(OURS, way, round(len(pairs) / seconds)) for way, seconds in spent.items()]
    for one in _of_peers(pairs, peers) if peers else ():
        if "error" in one:
            report.lines.append(f"{one['tool']}: {one['error']}")
            continue
        rows.append((one["tool"], "one by one", round(len(pairs) / one["seconds"])))
        report.details[f"{one['tool']}, one by one, pairs/s"] = len(pairs) / one["seconds"]
    report.lines += table(("tool", "way", "pairs/s"), rows)
    return report


def _own_seconds(pairs: Iterable[Pair], way: str, languages: bool) -> list[float]:
    batches: dict[str, list[tuple[str, str, str | None, str | None]]] = {}
    for pair in pairs:
        told = (pair.lang_a, pair.lang_b) if languages else (None, None)
        batches.setdefault(pair.type, []).append((pair.form_a, pair.form_b, *told))
    found: list[float] = _asked(sys.executable, ["-c", _TIMED], {"batches": batches, "prime": PRIME, "way": way})
    return found


def _of_peers(pairs: Iterable[Pair], peers: str) -> list[dict[str, Any]]:
    question = {
        "pairs": [(pair.form_a, pair.form_b, pair.type) for pair in pairs],
        "prime": PRIME,
        "tools": PEERS,
    }
    found: list[dict[str, Any]] = _asked(peers, [str(HERE / "name_peers.py")], question)
    return found


def _asked(interpreter: str, command: Sequence[str], question: object) -> Any:
    answer = subprocess.run(
        [interpreter, *command], input=json.dumps(question), stdout=subprocess.PIPE, check=True, text=True
    )
    return json.loads(answer.stdout)
