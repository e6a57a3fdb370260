"""Train the model of names in Kazakh text, resources/mentions/kk.tsv, on KazNERD.

    python .ci/train_kazakh.py IOB2_valid.txt resources/mentions/kk.tsv

KazNERD (https://github.com/IS2AI/KazNERD, CC BY 4.0) is a file of tokens with labels. Each sentence is learnt as it
is and re-spelt in the Latin alphabet of 2021. Needs python-crfsuite (extra `test`). How well names are found:
tests/quality/mentions.py.
"""

import argparse
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pycrfsuite

from kzling import KnowledgeBase, transliterate
from kzling.mentions.features import all_features, listed, tokens
from kzling.mentions.gazetteer import gazetteer
from kzling.mentions.kazakh import LANGUAGE
from kzling.mentions.sequence import OUTSIDE, lines, may_follow

#: KazNERD's classes -> the labels of the model. "other" is learnt, so that it is not taken for one of the others.
CLASSES = {
    "PERSON": "person",
    "GPE": "place",
    "LOCATION": "place",
    "ORGANISATION": "organization",
    **dict.fromkeys(("FACILITY", "POSITION", "NORP", "PROJECT", "ART", "EVENT"), "other"),
}
ALPHABET = "kk-latn-2021"
#: c1, c2 and the number of rounds were chosen on the last fifth of the file in November 2026, among eight pairs.
OPTIONS = {"c1": 0.05, "c2": 0.1, "max_iterations": 120, "feature.possible_transitions": True}
#: Weights are written in hundredths; smaller ones than this are left out.
_LEAST = 2


class Sentence(NamedTuple):
    """A text with its names: (start, end, label)."""

    text: str
    names: tuple[tuple[int, int, str], ...]


def sentences(path: Path) -> list[Sentence]:
    """Read a file of KazNERD."""
    blocks = path.read_text(encoding="utf-8").strip("\n").split("\n\n")
    return [_sentence([line.rsplit(" ", 1) for line in block.splitlines() if line.strip()]) for block in blocks]


def _sentence(rows: Sequence[Sequence[str]]) -> Sentence:
    text = ""
    names: list[tuple[int, int, str]] = []
    open_name = False
    for word, label in rows:
        start = len(text) + bool(text)
        text += " " * bool(text) + word
        mark, _, name = label.partition("-")
        kind = CLASSES.get(name)
        if mark == "B" and kind:
            names.append((start, len(text), kind))
        elif mark == "I" and open_name:
            names[-1] = (names[-1][0], len(text), names[-1][2])
        open_name = bool(kind)
    return Sentence(text, tuple(names))


def in_latin(sentence: Sentence) -> Sentence:
    """Re-spell a sentence in Latin letters, word by word, so that its names keep their places among the words."""
    names = {start: (end, kind) for start, end, kind in sentence.names}
    text, at, found = "", 0, []
    begun: tuple[int, int, str] | None = None
    for word in sentence.text.split(" "):
        start = len(text) + bool(text)
        text += " " * bool(text) + transliterate(word, ALPHABET)
        if at in names:
            begun = (start, *names[at])
        at += len(word) + 1
        if begun and at > begun[1]:
            found.append((begun[0], len(text), begun[2]))
            begun = None
    return Sentence(text, tuple(found))


def train(learnt: Iterable[Sentence], base: KnowledgeBase) -> list[str]:
    """Train a model, and give the lines of its file."""
    finder = gazetteer(base)
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(OPTIONS)
    for sentence in learnt:
        every = tokens(sentence.text)
        told = listed(every, finder.scan(sentence.text))
        labels = [_label(token.start, sentence.names) for token in every]
        trainer.append(list(all_features([token.text for token in every], told, LANGUAGE)), labels)
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/model"
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        return _lines(tagger.info())


def _label(start: int, names: Iterable[tuple[int, int, str]]) -> str:
    for begin, end, kind in names:
        if begin <= start < end:
            return f"{'B' if begin == start else 'I'}-{kind}"
    return OUTSIDE


def _lines(model: pycrfsuite.Tagger) -> list[str]:
    labels = sorted(model.labels, key=lambda label: (label != OUTSIDE, label))
    follow = [
        [round(100 * model.transitions.get((one, other), 0)) if may_follow(other, one) else 0 for other in labels]
        for one in labels
    ]
    weights: dict[str, dict[int, int]] = {}
    for (feature, label), weight in model.state_features.items():
        if abs(hundredths := round(100 * weight)) >= _LEAST:
            weights.setdefault(feature, {})[labels.index(label)] = hundredths
    return lines(labels, follow, weights)


def main() -> None:
    """Train on the whole file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    asked = parser.parse_args()
    every = sentences(asked.source)
    model = train([*every, *map(in_latin, every)], KnowledgeBase.default())
    asked.target.write_text("\n".join(model) + "\n", encoding="utf-8")
    print(f"{asked.target}: {len(model):,} lines, {asked.target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
