"""A stanza NER model from a local file, as a finder of names: `analyze(text, finder="stanza:PATH")`.

kzling ships no such model: it is one that you trained yourself, with `kzling train-ner` or with stanza's own trainer.
It has to be complete in one file: without outside word vectors, character model or transformer.
"""

import tempfile
from collections.abc import Callable
from functools import lru_cache, partial
from os import PathLike
from pathlib import Path
from typing import Any, get_args

import regex

from kzling.errors import MissingExtra, MissingInput, UnreadableInput
from kzling.language.sentences import pieces
from kzling.model import EntityType
from kzling.text.tokens import Word, words

Tagged = tuple[int, int, EntityType]

#: Labels of the usual NER corpora that are not called as in kzling; EntityType's own names are added.
LABELS: dict[str, EntityType] = {
    "PER": "person",
    "LOC": "place",
    "GPE": "place",
    "LOCATION": "place",
    "ORG": "organization",
    "ORGANISATION": "organization",
    **{name.upper(): name for name in get_args(EntityType)},
}

# stanza pads every sentence of a batch to the longest one and every word to the longest word. Text without any
# full stop or a word of a million letters (an encoded picture) would take all memory; no name is that long.
MAX_TOKENS = 200
MAX_LETTERS = 64

_MARK = regex.compile(r"[\p{P}\p{S}]")


def tagger(path: str | PathLike[str], *, language: str = "kk") -> Callable[[str], list[Tagged]]:
    """Load a stanza NER model; a second call with the same file gives the same tagger.

    Nothing is downloaded, neither here nor by the tagger.

    Args:
        path: the model, a .pt file.
        language: what the model was trained on; stanza need not know this language.

    Returns:
        A function from a text to (start, end, type) of its names, ascending, in code points.

    Raises:
        MissingExtra: stanza is not installed.
        MissingInput: there is no such file.
        UnreadableInput: stanza cannot read the file, or it needs other files.
    """
    # First of all, so that who lacks the package hears of it whatever the path is.
    pipeline_class()
    file = Path(path)
    if not file.is_file():
        raise MissingInput(f"There is no stanza model {file}: give the path of a .pt file.")
    # A model that was trained anew is loaded anew.
    return _load(file.resolve(), language, file.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load(file: Path, language: str, _time: int) -> Callable[[str], list[Tagged]]:
    # stanza wants its list of downloadable models even where nothing may be downloaded: an empty one does.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "resources.json").write_text("{}", encoding="utf-8")
        try:
            pipeline = pipeline_class()(
                language,
                dir=folder,
                processors={"tokenize": "local", "ner": "local"},
                tokenize_pretokenized=True,
                ner_model_path=str(file),
                allow_unknown_language=True,
                download_method=None,
                use_gpu=False,
                logging_level="CRITICAL",
            )
        except Exception as error:  # pickle, torch and stanza each have errors of their own for a bad file
            raise UnreadableInput(f"stanza cannot read {file} as an NER model: {error}") from error
    return partial(_tag, pipeline)


def _tag(pipeline: Any, text: str) -> list[Tagged]:
    cut = sentences(text)
    if not cut:
        return []
    document = pipeline([[token.text[:MAX_LETTERS] for token in sentence] for sentence in cut])
    found: list[Tagged] = []
    for sentence, tagged in zip(cut, document.sentences, strict=True):
        for name in tagged.ents:
            # Ids count from 1. stanza's own offsets are those of the tokens joined by blanks.
            first, last = name.tokens[0].id[0] - 1, name.tokens[-1].id[-1] - 1
            found.append((sentence[first].start, sentence[last].end, LABELS.get(name.type.upper(), "other")))
    return found


def sentences(text: str) -> list[list[Word]]:
    """Cut a text into sentences and these into tokens; neither is empty.

    Args:
        text: any text.

    Returns:
        Sentences of at most MAX_TOKENS tokens, with their places in the text. Tokens are not cut; a model is given the
        first MAX_LETTERS letters of each.
    """
    cut: list[list[Word]] = []
    for start, end in pieces(text):
        tokens = _tokens(text, start, end)
        cut += [tokens[at : at + MAX_TOKENS] for at in range(0, len(tokens), MAX_TOKENS)]
    return cut


def _tokens(text: str, start: int, end: int) -> list[Word]:
    """Words and, each by itself, the marks between them: models are trained on sentences with punctuation."""
    tokens: list[Word] = []
    position = start
    for word in words(text[start:end]):
        begin = start + word.start
        tokens += _marks(text, position, begin)
        tokens.append(Word(begin, start + word.end, word.text))
        position = start + word.end
    return tokens + _marks(text, position, end)


def _marks(text: str, start: int, end: int) -> list[Word]:
    return [Word(m.start(), m.end(), m.group()) for m in _MARK.finditer(text, start, end)]


def pipeline_class() -> Any:
    """Give stanza's class of pipelines.

    Returns:
        `stanza.Pipeline`.

    Raises:
        MissingExtra: stanza is not installed.
    """
    # Not `import stanza`: that also finds any folder of this name on the path.
    try:
        from stanza import Pipeline
    except ImportError as error:
        raise MissingExtra(
            "The extra 'stanza' is not installed: pip install torch==2.13.0 first, by itself, then "
            "pip install 'kzling[stanza]'."
        ) from error
    return Pipeline
