"""Names that were taken word for word: precision and recall on tests/translation/gold/contexts.jsonl.

    python tests/quality/restored.py [--half seen|unseen] [--show]

Of each four sentences in a row the last two were looked at when the lists were made (`seen`).
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import kzling

GOLD = Path(__file__).parents[1] / "translation/gold/contexts.jsonl"


class Context(NamedTuple):
    """A text with the names that are to be restored in it, and those that are: surface, and source in small."""

    id: str
    text: str
    wanted: frozenset[tuple[str, str]]
    found: frozenset[tuple[str, str]]


def contexts(half: str | None = None) -> Iterator[Context]:
    """Restore the names of all contexts, or of those that were looked at or not."""
    for place, line in enumerate(GOLD.read_text(encoding="utf-8").splitlines()):
        if half is not None and half != ("seen" if place // 2 % 2 else "unseen"):
            continue
        row = json.loads(line)
        wanted = frozenset((one["surface"], one["source"].lower()) for one in row["restored"])
        mentions = kzling.analyze(row["text"], lang=row["language"], clean=False).mentions
        found = frozenset((one.surface, one.restored.form.lower()) for one in mentions if one.restored)
        yield Context(row["id"], row["text"], wanted, found)


def counts(half: str | None = None) -> tuple[int, int, int]:
    """Give how many names are found, how many of these are right, and how many there are."""
    every = list(contexts(half))
    return (
        sum(len(one.found) for one in every),
        sum(len(one.found & one.wanted) for one in every),
        sum(len(one.wanted) for one in every),
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=["seen", "unseen"])
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    found, right, there = counts(options.half)
    print(
        f"{found} names found, {right} of them right ({right / max(found, 1):.3f}), of {there} ({right / there:.3f})"
    )
    if options.show:
        for one in contexts(options.half):
            if one.found != one.wanted:
                print(one.id, "wanted", set(one.wanted - one.found), "found", set(one.found - one.wanted), one.text)


if __name__ == "__main__":
    main()
