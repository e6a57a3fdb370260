"""Measure how many of the names in annotated news the default base knows, and how fast it is there.

    python tests/quality/knowledge.py [--data FOLDER] [--only SECTION] [--misses FILE] [--json FILE]

kaznerd     mentions annotated in Kazakh news, each resolved as it is written (in any case form), with its type and
            its sentence as context; the share that is linked (verdict same or likely). It says nothing of links to
            somebody else, which tests/quality/resolution.py measures
factrueval  the same in Russian news, with the document as context
capitals    runs of two or more capitalised words in both, annotated or not, without type or context
size        entities and names by type and language; seconds to compile, seconds until a new process is ready, MB

What is linked is counted by mentions (frequent names count as often as they come) and by distinct forms. Misses are
written as section, type, how often, form; the most frequent ones are printed.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import regex
from kb_factrueval import forms, texts
from printing import Bound, options, shown
from spelling_data import Report, table

import kzling
from kzling.knowledge.default import CACHE
from kzling.model import EntityType

SECTIONS = ("kaznerd", "factrueval", "capitals", "size")
BOUNDS: tuple[Bound, ...] = (
    ("kaznerd", "place", "least", 0.80),
    ("kaznerd", "person", "least", 0.35),
    ("kaznerd", "organization", "least", 0.40),
    ("size", "compiling, s", "most", 30),
    ("size", "ready, s", "most", 0.3),
    ("size", "files, MB", "most", 60),
)
_CLASSES: Mapping[str, EntityType] = {
    "PERSON": "person",
    "GPE": "place",
    "LOCATION": "place",
    "FACILITY": "place",
    "ORGANISATION": "organization",
}
_LINKED = ("same", "likely")
_CAPITALS = regex.compile(r"\p{Lu}[\p{L}\p{M}'’-]+(?: \p{Lu}[\p{L}\p{M}'’-]+)+")
_MOST_SHOWN = 40


class Asked(NamedTuple):
    """A mention: its type (None: not known), the class that the data gives, its form and what stands around it."""

    type: EntityType | None
    label: str
    form: str
    language: str
    context: str | None


def kaznerd(folder: Path) -> Iterator[Asked]:
    """Give the mentions of sentences in IOB2."""
    for sentence in (folder / "kaznerd_valid" / "IOB2_valid.txt").read_text(encoding="utf-8").split("\n\n"):
        rows = [line.rsplit(" ", 1) for line in sentence.splitlines() if line.strip()]
        words = [word for word, _ in rows]
        for start, (_, tag) in enumerate(rows):
            label = tag.partition("-")[2]
            if tag.startswith("B-") and label in _CLASSES:
                end = start + 1
                while end < len(rows) and rows[end][1] == f"I-{label}":
                    end += 1
                yield Asked(_CLASSES[label], label, " ".join(words[start:end]), "kk", " ".join(words))


def factrueval(folder: Path) -> Iterator[Asked]:
    """Give the mentions of documents, as `kb_factrueval` reads them."""
    for document, text in texts(folder / "factrueval_dev").items():
        for form in forms(folder / "factrueval_dev", document, text):
            kind = form.entity.partition(":")[0]
            yield Asked(kind, kind, form.form, "ru", text)  # type: ignore[arg-type]


def capitals(folder: Path) -> Iterator[Asked]:
    """Give runs of capitalised words, also those that nobody has annotated."""
    sentences = (folder / "kaznerd_valid" / "IOB2_valid.txt").read_text(encoding="utf-8").split("\n\n")
    kazakh = (" ".join(line.rsplit(" ", 1)[0] for line in one.splitlines() if line.strip()) for one in sentences)
    russian = texts(folder / "factrueval_dev").values()
    for language, several in (("kk", kazakh), ("ru", russian)):
        for text in several:
            yield from (Asked(None, language, run, language, None) for run in _CAPITALS.findall(text))


ASKED = {"kaznerd": kaznerd, "factrueval": factrueval, "capitals": capitals}


def linked(title: str, asked: Iterable[Asked]) -> Report:
    """Resolve each mention; the same question is asked once."""
    known: dict[Asked, bool] = {}
    counts: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    met: dict[str, dict[str, bool]] = {}
    for one in asked:
        if one not in known:
            found = kzling.resolve(one.form, lang=one.language, type=one.type, context=one.context)
            known[one] = found.entity is not None and found.verdict in _LINKED
        for group in {one.type or "all", one.label}:
            counts[group, one.form] += 1
            right[group, one.form] += known[one]
            met.setdefault(group, {})[one.form] = known[one]
    rows, figures, misses = [], {}, []
    for group, of_group in met.items():
        total = sum(counts[group, form] for form in of_group)
        share = sum(right[group, form] for form in of_group) / total
        rows.append(
            (group, str(total), f"{share:.3f}", str(len(of_group)), f"{sum(of_group.values()) / len(of_group):.3f}")
        )
        figures[group] = share
        missed = Counter({form: counts[group, form] - right[group, form] for form in of_group})
        misses += [(title, group, str(times), form) for form, times in missed.most_common() if times]
    lines = list(table(("type or class", "mentions", "linked", "forms", "linked"), rows))
    for group in {row[0] for row in rows} & {"person", "place", "organization", "kk", "ru"}:
        worst = [f"{form} {times}" for _, of, times, form in misses if of == group][:_MOST_SHOWN]
        lines.append(f"most frequent misses, {group}: {', '.join(worst)}")
    return Report(title, figures, lines=lines, misses=misses)


_READY = """
import time
started = time.perf_counter()
import kzling
kzling.KnowledgeBase.default().search("Astana")
print(time.perf_counter() - started)
"""


def size() -> Report:
    """Count what the base holds; compile it in an empty cache, open it in a new process."""
    base = kzling.KnowledgeBase.default()
    types = Counter(entity.type for entity in base)
    names = Counter(name.lang for entity in base for name in entity.names)
    with tempfile.TemporaryDirectory() as cache:
        environment = os.environ | {CACHE: cache}

        def ready(code: str) -> float:
            done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
            return float(done.stdout)

        started = time.perf_counter()
        ready(_READY.replace("print", "kzling.analyze('Astana'); print"))
        compiling = time.perf_counter() - started
        opening = sorted(ready(_READY) for _ in range(5))[2]
        megabytes = sum(path.stat().st_size for path in Path(cache).iterdir()) / 1e6
    lines = [f"entities: {dict(types.most_common())}", f"names by language: {dict(names.most_common())}"]
    figures = {
        "entities": len(base),
        "names": names.total(),
        "compiling, s": compiling,
        "ready, s": opening,
        "files, MB": megabytes,
    }
    return Report("size", figures, lines=lines)


def measured(sections: Iterable[str], data: Path | None) -> Iterator[Report]:
    for section in sections:
        if section == "size":
            yield size()
        elif data is not None:
            yield linked(section, ASKED[section](data / "ner"))


def main() -> None:
    chosen = options(__doc__ or "", SECTIONS).parse_args()
    reports = measured(chosen.only or SECTIONS, chosen.data)
    shown(reports, BOUNDS, misses=chosen.misses, figures=chosen.json)


if __name__ == "__main__":
    main()
