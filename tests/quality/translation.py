"""Whether texts are translations, and from what: on tests/translation/gold/passages.jsonl.

    python tests/quality/translation.py [--writers p1,p3] [--show] [--data FOLDER]

Prints the area under the curve of the score for translated against original, the precision and coverage of the verdict
"translated", the share of right source languages where it is given, false "translated" of originals, and all of these
with each class of signs left out; by language, by source and by make. With --data, originals: English sentences of
FOLDER/language put together to passages (without those that the style was learnt from), the Russian and Kazakh news of
FOLDER/ner: the share that is called translated, and the characters a second that are judged on top of the analysis.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import kb_factrueval

import kzling
from kzling.model import Translation
from kzling.naming import names_of
from kzling.pipeline import read
from kzling.translation.cues import signs_of
from kzling.translation.literal import with_literal
from kzling.translation.milieu import leaning
from kzling.translation.signs import Sign, weights
from kzling.translation.style import Tables, style
from kzling.translation.verdict import verdict

_ROOT = Path(__file__).parents[2]
GOLD = _ROOT / "tests/translation/gold/passages.jsonl"
sys.path.append(str(_ROOT / ".ci"))


class Passage(NamedTuple):
    """A passage of known origin, with its signs."""

    id: str
    language: str
    source: str | None
    make: str
    signs: Sequence[Sign]
    leaning: dict[str, float]

    def judged(self, without: str | None = None) -> Translation:
        """Judge the passage, without the signs of a class."""
        return verdict((one for one in self.signs if one.cue.cue != without), leaning=self.leaning)


def passages(writers: Collection[str] = (), sentences: Path | None = None) -> Iterator[Passage]:
    """Read the passages of some writers, or of all.

    Their style is told by what is learnt of the other writers' passages, and of originals among sentences.
    """
    import train_style

    base = kzling.KnowledgeBase.default()
    texts = train_style.read(GOLD)
    if sentences is not None:
        texts = train_style.with_originals(texts, sentences)
    learnt: dict[str, Tables] = {}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        writer = row["id"].split("-")[0]
        if writers and writer not in writers:
            continue
        if writer not in learnt:
            learnt[writer] = train_style.tables(texts, without=writer)
        article = read(row["text"])
        page = article.page
        names = names_of(page.text, base=base, lang=row["language"], byline=page.byline)
        signs = signs_of(
            article.raw,
            page.text,
            row["language"],
            names.linked,
            removed=page.removed,
            author=article.origin.author,
        )
        signs = [one for one in signs if one.cue.cue != "style"]
        signs += style(page.text, row["language"], tables=learnt[writer])
        yield Passage(
            row["id"],
            row["language"],
            row["source_language"],
            row["make"] or "original",
            signs,
            dict(leaning(names.linked)),
        )


def auc(translated: Sequence[float], original: Sequence[float]) -> float:
    """Give the share of pairs in which the translated one has the higher score; equal ones count half."""
    pairs = [(a > b) + 0.5 * (a == b) for a in translated for b in original]
    return sum(pairs) / len(pairs) if pairs else float("nan")


class Figures(NamedTuple):
    """What came of some passages."""

    passages: int
    auc: float
    precision: float
    coverage: float
    source: float
    false: float

    def __str__(self) -> str:
        """Give a line."""
        numbers = (self.auc, self.precision, self.coverage, self.source, self.false)
        return f"{self.passages:5,} " + "".join(f"{number:11.3f}" for number in numbers)


def figures(found: Sequence[Passage], without: str | None = None) -> Figures:
    """Measure some passages, without the signs of a class."""
    told = [(one, one.judged(without)) for one in found]
    scores = [
        [answer.score for one, answer in told if bool(one.source) is is_translated] for is_translated in (True, False)
    ]
    called = [(one, answer) for one, answer in told if answer.verdict == "translated"]
    right = [(one, answer) for one, answer in called if one.source]
    given = [(one, answer) for one, answer in right if answer.source_language]
    return Figures(
        len(told),
        auc(*scores),
        _share(len(right), len(called)),
        _share(len(right), len(scores[0])),
        _share(sum(one.source == answer.source_language for one, answer in given), len(given)),
        _share(len(called) - len(right), len(scores[1])),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def _grouped(found: Sequence[Passage], key: Callable[[Passage], str]) -> Iterator[tuple[str, list[Passage]]]:
    for name in sorted({key(one) for one in found}):
        yield name, [one for one in found if key(one) == name]


def real_originals(data: Path) -> Iterator[tuple[str, list[str]]]:
    """Give texts that were written in their language, by language."""
    import train_style

    english = train_style.originals(data / "language")
    yield "en", [text for place, text in enumerate(english) if place % train_style.EVERY]
    yield "ru", list(kb_factrueval.texts(data / "ner/factrueval_dev").values())
    blocks = (data / "ner/kaznerd_valid/IOB2_valid.txt").read_text(encoding="utf-8").split("\n\n")
    sentences = [" ".join(line.rsplit(" ", 1)[0] for line in block.splitlines()) for block in blocks]
    yield "kk", train_style.joined(sentences)


def alarms(language: str, texts: Sequence[str]) -> str:
    """Say how many originals are called translated, and how fast they are judged."""
    base = kzling.KnowledgeBase.default()
    found = []
    seconds = 0.0
    # The lists are read once, whatever comes.
    signs_of("", "", language, ())
    for text in texts:
        names = names_of(text, base=base, lang=language)
        start = time.process_time()
        linked = with_literal(text, names.linked, language=language, document="", base=base)
        found.append(verdict(signs_of(text, text, language, linked), leaning=leaning(linked)))
        seconds += time.process_time() - start
    false = [answer for answer in found if answer.verdict == "translated"]
    signs = Counter(cue.cue for answer in false for cue in answer.evidence)
    return (
        f"{language}: {len(false)} of {len(found)} originals called translated ({len(false) / len(found):.4f});"
        f" {sum(map(len, texts)) / seconds / 1e6:.1f} Mchar/s; {dict(signs.most_common(4))}"
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", default="")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    for language, texts in real_originals(options.data) if options.data else ():
        print(alarms(language, texts), flush=True)
    start = time.process_time()
    writers = [one for one in options.writers.split(",") if one]
    found = list(passages(writers, options.data / "language" if options.data else None))
    print(f"{len(found)} passages in {time.process_time() - start:.0f} s")
    print(f"{'':28}    n        auc  precision   coverage     source      false")
    print(f"{'all':28}{figures(found)}")
    for language, group in _grouped(found, lambda one: one.language):
        print(f"{'in ' + language:28}{figures(group)}")
    originals = [one for one in found if not one.source]
    for name, group in _grouped([one for one in found if one.source], lambda one: f"{one.source} to {one.language}"):
        print(f"{name:28}{figures([*group, *(one for one in originals if one.language == group[0].language)])}")
    for name, group in _grouped([one for one in found if one.source], lambda one: one.make):
        print(f"{name:28}{figures([*group, *originals])}")
    for kind in weights().classes:
        print(f"{'without ' + kind:28}{figures(found, kind)}")
    machine = Counter((one.make, one.judged().by_machine) for one in found)
    print(
        "by machine:", ", ".join(f"{make} {said}: {count}" for (make, said), count in sorted(machine.items(), key=str))
    )
    if options.show:
        for one in found:
            answer = one.judged()
            print(one.id, one.source, one.make, "->", answer.verdict, answer.source_language, answer.score)
            for cue in answer.evidence:
                print("     ", cue.cue, cue.weight, cue.why)


if __name__ == "__main__":
    main()
