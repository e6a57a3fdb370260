"""kzling as a processor of a stanza pipeline; extra `stanza`.

```python
import kzling.plugins.stanza_processor

nlp = stanza.Pipeline("kk", processors="tokenize,kzling")
doc = nlp("Кеше Нұр-Сұлтанда кездесу өтті.")
doc.kzling  # the Document
[(m.surface, m.entity_id) for m in doc.sentences[0].kzling_mentions]  # [('Нұр-Сұлтанда', 'kz-place-astana')]
doc.sentences[0].kzling_language  # 'kk'
```

The processor needs no model and downloads nothing. It runs after all others and leaves `doc.ents` to stanza's
own. What it sets is not part of what stanza writes to files.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from typing import Any, ClassVar, NamedTuple

import kzling
from kzling.model import Document, EntityType, Mention, Segment
from kzling.plugins.stanza import pipeline_class

Finder = str | Callable[[str], Iterable[tuple[int, int, EntityType]]] | None

#: What the processor is called in a pipeline; its options begin with this and "_".
NAME = "kzling"


class _Placed(NamedTuple):
    """A token or sentence of stanza, and where it stands in the text."""

    start: int
    end: int
    part: Any


def annotate(
    doc: Any,
    *,
    language: str | None = None,
    date: str | None = None,
    finder: Finder = None,
    kb: kzling.KnowledgeBase | None = None,
) -> Any:
    """Find and resolve the names of a tokenized stanza document.

    The text is taken as it is, without cleaning. Set are `doc.kzling`, the Document; of each sentence
    `kzling_language`, the language of most of it; and of each sentence and token `kzling_mentions`, a tuple of the
    mentions that touch it.

    Args:
        doc: a stanza Document. If its tokens do not say where they stand, the text is put together from them; offsets
            are always those in `doc.kzling.text`.
        language: of the text, if known; otherwise it is detected.
        date: as for `kzling.analyze`.
        finder: as for `kzling.analyze`.
        kb: as for `kzling.analyze`.

    Returns:
        The same document.

    Raises:
        UsageError, MissingExtra, MissingInput, UnreadableInput: as `kzling.analyze`.
    """
    text, placed = _placed(doc)
    document = kzling.analyze(text, lang=language, date=date, finder=finder, kb=kb, clean=False)
    doc.kzling = document
    sentences = [
        _Placed(own[0].start, own[-1].end, sentence) for sentence, own in zip(doc.sentences, placed, strict=True)
    ]
    for start, end, sentence in sentences:
        sentence.kzling_language = _language(document, start, end)
    _give(document.mentions, sentences)
    _give(document.mentions, [token for own in placed for token in own])
    return doc


def register() -> None:
    """Tell stanza of the processor; importing this module does that where stanza is installed.

    Options of the pipeline: `kzling_language`, `kzling_date`, `kzling_finder` and `kzling_kb`, as for `annotate`. The
    language of the pipeline is not taken for that of its texts. A wrong option shows when the pipeline is made.

    Raises:
        MissingExtra: stanza is not installed.
    """
    pipeline_class()
    from stanza.models.common.doc import Document as StanzaDocument
    from stanza.pipeline.processor import Processor, register_processor
    from stanza.pipeline.registry import NAME_TO_PROCESSOR_CLASS

    # stanza runs a processor as often as it was registered.
    if NAME in NAME_TO_PROCESSOR_CLASS:
        return

    @register_processor(NAME)
    class KzlingProcessor(Processor):  # type: ignore[misc]
        PROVIDES_DEFAULT: ClassVar[set[str]] = {NAME}
        REQUIRES_DEFAULT: ClassVar[set[str]] = {"tokenize"}

        def __init__(self, config: dict[str, Any], pipeline: Any, device: Any) -> None:
            super().__init__(config, pipeline, device)
            self._options = {name: config.get(name) for name in ("language", "date", "finder", "kb")}
            annotate(StanzaDocument([]), **self._options)

        def process(self, doc: Any) -> Any:
            return annotate(doc, **self._options)

        def mark_inactive(self) -> None:
            """Do nothing: stanza calls this where a pipeline lacks the tokenizer, before it says so."""


def _placed(doc: Any) -> tuple[str, list[list[_Placed]]]:
    """Give the text of a document and the tokens of each sentence."""
    tokens = [token for sentence in doc.sentences for token in sentence.tokens]
    if doc.text is not None and all(token.start_char is not None for token in tokens):
        return doc.text, [[_Placed(one.start_char, one.end_char, one) for one in own.tokens] for own in doc.sentences]
    text = ""
    placed: list[list[_Placed]] = []
    for sentence in doc.sentences:
        # Sentences that were not read from running text may touch.
        text += "" if not text or text[-1].isspace() else " "
        placed.append([])
        for token in sentence.tokens:
            placed[-1].append(_Placed(len(text), len(text) + len(token.text), token))
            text += token.text + token.spaces_after
    return text, placed


def _give(mentions: Iterable[Mention], parts: Sequence[_Placed]) -> None:
    """Set `kzling_mentions` of each part of a text."""
    starts, ends = [part.start for part in parts], [part.end for part in parts]
    found: list[list[Mention]] = [[] for _ in parts]
    for mention in mentions:
        for touched in found[bisect_right(ends, mention.start) : bisect_left(starts, mention.end)]:
            touched.append(mention)
    for part, touched in zip(parts, found, strict=True):
        part.part.kzling_mentions = tuple(touched)


def _language(document: Document, start: int, end: int) -> str:
    """Give the language of most of a stretch; of two with as much, the first."""
    first = bisect_right(document.segments, start, key=lambda segment: segment.end)
    last = bisect_left(document.segments, end, key=lambda segment: segment.start)
    touching: Sequence[Segment] = document.segments[first:last]

    def inside(segment: Segment) -> int:
        return min(segment.end, end) - max(segment.start, start)

    return max(touching, key=inside).language if touching else document.language


# Any folder of this name on the path is found too, but has no origin.
if (_found := find_spec("stanza")) and _found.origin:
    register()
