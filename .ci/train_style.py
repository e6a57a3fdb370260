"""Train the style of translations, resources/translation/style.tsv, on passages of known origin.

    python .ci/train_style.py tests/translation/gold/passages.jsonl FOLDER resources/translation/style.tsv

FOLDER has tables of sentences: set, language, id, script, length, part, text. Twelve in a row make a passage; every
eighth passage in English of NTREX-128, FLORES-200 (both CC BY-SA 4.0) and lingua's own sentences (Apache-2.0) is
learnt as an original, the others are left for measuring.

A language has a table if there are enough texts of both kinds. Learnt are features that stand in many texts, so that
topics have no part. Prints how well the texts of each writer are told apart by what was learnt on those of the
others. Needs scikit-learn (extra `test`). What the class of signs is worth: tests/quality/translation.py, which learns
for each writer anew from the others.
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from kzling.translation.style import BIAS, Feature, features

#: Words and pairs of words in at least this share of the texts are learnt. Chosen with STRENGTH by the printed
#: figures, in November 2026, among twelve pairs.
SHARE = 0.4
#: The smaller, the more weights are drawn to 0.
STRENGTH = 0.01
#: Tables of sentences whose English ones were written in English, and which passages of them are learnt.
SENTENCES, EVERY = ("ntrex128", "flores200_devtest", "lingua_sentences"), 8
_LENGTH = 12
#: So many originals, and as many translations, make a table.
LEAST = 25
#: Added to deviations, so that what hardly varies does not weigh much.
_SMOOTH = 0.1
_DECIBANS = 10 / math.log(10)


class Text(NamedTuple):
    """A text to learn from."""

    writer: str
    features: Mapping[str, float]
    is_translation: bool


class Model(NamedTuple):
    """Features with their mean and deviation, and what was learnt of them."""

    names: Sequence[str]
    mean: numpy.ndarray
    deviation: numpy.ndarray
    learnt: LogisticRegression

    def table(self) -> dict[str, Feature]:
        """Give the features with what they weigh, in decibans."""
        weights = _DECIBANS * self.learnt.coef_[0]
        columns = zip(self.names, self.mean, self.deviation, weights, strict=True)
        return {BIAS: Feature(0.0, 1.0, _DECIBANS * float(self.learnt.intercept_[0]))} | {
            name: Feature(float(mean), float(deviation), float(weight)) for name, mean, deviation, weight in columns
        }

    def scores(self, texts: Sequence[Text]) -> numpy.ndarray:
        """Give the score of each text, in decibans."""
        return _DECIBANS * self.learnt.decision_function((_matrix(texts, self.names) - self.mean) / self.deviation)


def read(path: Path) -> dict[str, list[Text]]:
    """Read the training texts, by language; ids begin with the writer's."""
    found: dict[str, list[Text]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if (measured := features(row["text"])) is not None:
            text = Text(row["id"].split("-")[0], measured, row["source_language"] is not None)
            found.setdefault(row["language"], []).append(text)
    return found


def originals(folder: Path) -> list[str]:
    """Make passages of sentences that were written in English."""
    found = []
    for name in SENTENCES:
        lines = (folder / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
        found += [row[-1] for row in (line.split("\t") for line in lines) if row[1:2] == ["en"]]
    return joined(found)


def joined(sentences: Sequence[str]) -> list[str]:
    """Make passages of sentences."""
    return [" ".join(sentences[at : at + _LENGTH]) for at in range(0, len(sentences), _LENGTH)]


def with_originals(texts: Mapping[str, Sequence[Text]], folder: Path) -> dict[str, list[Text]]:
    """Add every eighth of the English originals."""
    measured = [found for found in map(features, originals(folder)[::EVERY]) if found is not None]
    english = [*texts.get("en", ()), *(Text("real", found, False) for found in measured)]
    return {**{language: list(own) for language, own in texts.items()}, "en": english}


def tables(texts: Mapping[str, Sequence[Text]], *, without: str = "") -> dict[str, dict[str, Feature]]:
    """Learn the tables of all languages of which there are enough texts, without those of a writer."""
    found = {}
    for language, own in sorted(texts.items()):
        others = [text for text in own if text.writer != without]
        if all(sum(text.is_translation is kind for text in others) >= LEAST for kind in (True, False)):
            found[language] = train(others).table()
    return found


def train(texts: Sequence[Text]) -> Model:
    """Learn to tell translations from originals."""
    counted = Counter(name for text in texts for name in text.features)
    names = sorted(name for name, number in counted.items() if number >= SHARE * len(texts))
    matrix = _matrix(texts, names)
    mean, deviation = matrix.mean(axis=0), matrix.std(axis=0) + _SMOOTH
    learnt = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=5000)
    learnt.fit((matrix - mean) / deviation, [text.is_translation for text in texts])
    return Model(names, mean, deviation, learnt)


def _matrix(texts: Sequence[Text], names: Sequence[str]) -> numpy.ndarray:
    return numpy.array([[text.features.get(name, 0.0) for name in names] for text in texts])


def report(language: str, texts: Sequence[Text]) -> None:
    """Print how well the texts of each writer are told by those of the others."""
    for writer in sorted({text.writer for text in texts if text.is_translation}):
        model = train([text for text in texts if text.writer != writer])
        other = [text for text in texts if text.writer == writer]
        area = roc_auc_score([text.is_translation for text in other], model.scores(other))
        print(f"{language}: learnt without {writer}, {len(other)} texts of {writer}: AUC {area:.3f}")


def main() -> None:
    """Train and write the tables of all languages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("table", type=Path)
    options = parser.parse_args()
    lines = [
        "# Style of originals and translations, written by .ci/train_style.py.",
        "# language, feature, its mean and deviation there, what a deviation upwards weighs in decibans",
    ]
    texts = with_originals(read(options.texts), options.sentences)
    for language, learnt in tables(texts).items():
        report(language, texts[language])
        lines += [
            f"{language}\t{name}\t{its.mean:.3f}\t{its.deviation:.3f}\t{its.weight:.3f}"
            for name, its in learnt.items()
        ]
    options.table.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
