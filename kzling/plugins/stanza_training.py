"""Train a stanza NER model on documents with names: `train(kzling.load("dataset"), "model.pt")`; extra `stanza`.

The model is one file, for `analyze(text, finder="stanza:model.pt")`. It learns what the documents say and no more: a
name that they do not mark is learned as no name. The file holds the words of the sentences that it was trained on,
names of persons among them.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kzling.checks import check_language
from kzling.errors import EmptyInput, OutputNotEmpty, UsageError, WorkerDied
from kzling.knowledge.formats.output import check_regular, replacing
from kzling.model import Document, Mention
from kzling.plugins.stanza import MAX_LETTERS, pipeline_class, sentences
from kzling.record import Record
from kzling.text.tokens import Word

#: Sentences that the trainer looks at in one step, at most.
BATCH = 32
#: One in so many sentences is held out where there are none to measure on.
HELD_OUT = 10
#: stanza's scorer holds each name that it finds against all names of the sentences that it measures on.
MOST_MEASURED = 2000
#: The trainer measures itself so many times and keeps the best model.
MEASUREMENTS = 10

_SCORE = re.compile(r"Best dev F1 = ([0-9.]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained(Record):
    """What a model was trained on and what it reaches.

    `sentences` and `names` (of each type) count what it was trained on, `measured` the sentences that it was measured
    on. `f1` is that of whole names with their type, from 0 to 1. It chose the best of several states of the model, so
    new text gives less. `held_out` says that the measured sentences come from the training documents.
    """

    sentences: int
    names: Mapping[str, int]
    measured: int
    held_out: bool
    f1: float


class Sentence(NamedTuple):
    """Tokens and, for each, "O", "B-PLACE" or "I-PLACE"; `place` follows from the tokens and orders sentences."""

    place: int
    tokens: tuple[str, ...]
    tags: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """The type of each name."""
        return [tag[2:].lower() for tag in self.tags if tag.startswith("B-")]


def train(
    documents: Iterable[Document],
    output: str | Path,
    *,
    validation: Iterable[Document] = (),
    language: str = "kk",
    steps: int = 1000,
    seed: int = 1,
    overwrite: bool = False,
) -> Trained:
    """Train a stanza NER model on documents with names.

    stanza's own trainer runs in a process of its own, without network, and on one thread unless OMP_NUM_THREADS says
    otherwise. Memory does not grow with the number of documents.

    Args:
        documents: what to learn from; `kzling.load` gives those of all splits. Sentences that are partly in another
            language or hold a part of a name are left out, and so are those that stood there before.
        output: the file to make, for example "model.pt". It appears when it is complete.
        validation: what to measure on. If it has no names, one in ten sentences of `documents` is held out for that.
        language: only documents and stretches in this language are taken.
        steps: how long to train; each step looks at 32 sentences, and no more sentences are taken than that makes.
        seed: of all that is random.
        overwrite: replace an output file that is there.

    Returns:
        What it was trained on and what it reaches.

    Raises:
        MissingExtra: stanza is not installed.
        EmptyInput: fewer than two sentences in this language have names.
        OutputNotEmpty: the output is there and `overwrite` is False.
        UnwritableOutput: the output cannot be written.
        WorkerDied: the trainer failed; the last line of its log says why.
        UsageError: an option has a wrong value.
    """
    pipeline_class()
    check_language(language)
    for name, value, least in (("steps", steps, 1), ("seed", seed, 0)):
        if type(value) is not int or not least <= value < 2**32:
            raise UsageError(f"{name} is a whole number from {least} to {2**32 - 1}, not {value!r}.")
    check_regular(output)
    if Path(output).exists() and not overwrite:
        raise OutputNotEmpty(f"{output} is there already; name another file, or replace it with --overwrite.")
    with replacing(output) as temporary, tempfile.TemporaryDirectory() as folder:
        # What cannot be written shows before the training.
        temporary.touch()
        work = Path(folder)
        learned, measured, held_out = _parted(
            _chosen(documents, language, steps * BATCH), _chosen(validation, language, MOST_MEASURED), language
        )
        _write(learned, work / "train.json")
        _write(measured, work / "validation.json")
        f1 = _run(work, language, steps, seed)
        shutil.copyfile(work / "model.pt", temporary)
    names = Counter(name for sentence in learned for name in sentence.names)
    return Trained(
        sentences=len(learned), names=dict(sorted(names.items())), measured=len(measured), held_out=held_out, f1=f1
    )


def labelled(document: Document, language: str) -> Iterator[Sentence]:
    """Give the sentences of a document that are wholly in a language, as the finder cuts them, with their names.

    A name that begins or ends inside a token takes all of it. A sentence that holds a part of a name is left out.

    Args:
        document: with its text and mentions.
        language: of the sentences.

    Yields:
        Each sentence, in the order of the text.
    """
    if not document.segments and document.language != language:
        return
    foreign = [(part.start, part.end) for part in document.segments if part.language != language]
    cut = sentences(document.text)
    tags = _tags([word for words in cut for word in words], document.mentions)
    end = 0
    for words in cut:
        start, end = end, end + len(words)
        # A name that goes on in the next sentence.
        torn = any(tag.startswith("I-") for tag in (tags[start], *tags[end : end + 1]))
        if not torn and not any(begin < words[-1].end and words[0].start < stop for begin, stop in foreign):
            tokens = tuple(word.text[:MAX_LETTERS] for word in words)
            yield Sentence(_place(tokens), tokens, tuple(tags[start:end]))


def _tags(words: Sequence[Word], names: Iterable[Mention]) -> list[str]:
    """Give the tag of each token; of names that share a token, the first and longest one counts."""
    tags = ["O"] * len(words)
    starts, ends = [word.start for word in words], [word.end for word in words]
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        first, last = bisect_right(ends, name.start), bisect_left(starts, name.end)
        if name.space == "text" and set(tags[first:last]) == {"O"}:
            label = name.type.upper()
            tags[first:last] = [f"B-{label}", *[f"I-{label}"] * (last - first - 1)]
    return tags


def _place(tokens: Iterable[str]) -> int:
    digest = hashlib.sha256(" ".join(tokens).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8])


def _chosen(documents: Iterable[Document], language: str, most: int) -> list[Sentence]:
    """Give the sentences of documents, each once; of more than `most`, those whose places come first."""
    kept: dict[int, Sentence] = {}
    for document in documents:
        for sentence in labelled(document, language):
            kept.setdefault(sentence.place, sentence)
        if len(kept) > 2 * most:
            kept = {sentence.place: sentence for sentence in sorted(kept.values())[:most]}
    return sorted(kept.values())[:most]


def _parted(
    learned: list[Sentence], measured: list[Sentence], language: str
) -> tuple[list[Sentence], list[Sentence], bool]:
    """Give the sentences to learn, those to measure on, and whether these were held out of the former."""
    known = {sentence.place for sentence in learned}
    measured = [sentence for sentence in measured if sentence.place not in known]
    named = sum(bool(sentence.names) for sentence in learned)
    if named and any(sentence.names for sentence in measured):
        return learned, measured, False
    if named < 2:
        count = "one sentence" if named else "no sentences"
        raise EmptyInput(
            f"The documents hold {count} in {language} with names, and training needs two; check the language, and "
            "`kzling join` the texts of a stand-off dataset first."
        )
    # Those with names first, so that both parts get some.
    ordered = sorted(learned, key=lambda sentence: not sentence.names)
    measured = ordered[::HELD_OUT][:MOST_MEASURED]
    known = {sentence.place for sentence in measured}
    return [sentence for sentence in learned if sentence.place not in known], measured, True


def _write(sentences: Iterable[Sentence], path: Path) -> None:
    data = [
        [{"text": token, "ner": tag} for token, tag in zip(sentence.tokens, sentence.tags, strict=True)]
        for sentence in sentences
    ]
    # stanza reads it in the encoding of the machine, and json writes ASCII.
    path.write_text(json.dumps(data), encoding="ascii")


def _run(work: Path, language: str, steps: int, seed: int) -> float:
    """Let stanza train `model.pt` in a folder with train.json and validation.json; give the F1."""
    options = (
        "--mode train --train_file train.json --eval_file validation.json --save_dir . --save_name model.pt "
        f"--shorthand {language}_kzling --no_pretrain --cpu --hidden_dim 128 --char_hidden_dim 64 --char_emb_dim 64 "
        f"--word_emb_dim 64 --batch_size {BATCH} --max_steps {steps} "
        f"--eval_interval {max(1, steps // MEASUREMENTS)} --optim adam --lr 0.003 --seed {seed}"
    )
    done = subprocess.run(
        [sys.executable, "-m", "stanza.models.ner_tagger", *options.split()],
        cwd=work,
        # More threads than free cores mostly wait for each other.
        env={"OMP_NUM_THREADS": "1", **os.environ, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    score = _SCORE.search(done.stdout)
    if done.returncode or score is None:
        said = done.stdout.split("\n")
        last = next((line.strip() for line in reversed(said) if line.strip()), "it said nothing")
        raise WorkerDied(f"stanza's trainer failed (exit code {done.returncode}): {last}")
    return round(float(score.group(1)) / 100, 4)
