"""spaCy on both sides: a pipeline as a finder of names, and kzling as a component of a pipeline; extra `spacy`.

```python
kzling.analyze(text, finder=kzling.plugins.spacy.tagger("en_core_web_sm"))

nlp = spacy.blank("en")
nlp.add_pipe("kzling")
doc = nlp("He flew to Nur-Sultan.")
[(span.text, span.label_, span.kb_id_) for span in doc.ents]  # [('Nur-Sultan', 'PLACE', 'kz-place-astana')]
doc._.kzling                                                  # the Document
```

kzling brings no pipeline of spaCy.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.util import find_spec
from itertools import pairwise
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import orjson
import regex

import kzling
from kzling.errors import MissingExtra, MissingInput, UnreadableInput
from kzling.language.sentences import pieces
from kzling.model import Document, EntityType, Mention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

Tagged = tuple[int, int, EntityType]
Finder = str | Callable[[str], Iterable[Tagged]] | None

#: Labels of spaCy's pipelines that are not called as in kzling; EntityType's own names are added. What has another
#: label (a date, a sum of money) is no name.
LABELS: dict[str, EntityType] = {
    "PER": "person",
    "GPE": "place",
    "LOC": "place",
    "ORG": "organization",
    "WORK_OF_ART": "work",
    "NORP": "group",
    **{name.upper(): name for name in get_args(EntityType)},
}

# A pipeline takes about a gigabyte for so many characters, and its tokenizer looks at all that stands between two
# blanks again for each sign that it takes off.
MAX_CHARACTERS = 100_000
MAX_RUN = 1000
# No name has a word that long.
MAX_LETTERS = 64

#: Where a Doc keeps what kzling says of it, in JSON: a Doc has to go through msgpack, to a file or another process.
KEY = "kzling"

# Where a script has no blanks, its full stops serve.
_RUN = regex.compile(rf"\S{{{MAX_RUN // 2},{MAX_RUN - 1}}}[。！？]|\S{{{MAX_RUN}}}")
_SURROGATES = regex.compile(r"[\ud800-\udfff]")


def tagger(pipeline: str | PathLike[str]) -> Callable[[str], list[Tagged]]:
    """Load a spaCy pipeline; a second call with the same one gives the same tagger.

    Nothing is downloaded, neither here nor by the tagger. All components run; who needs speed saves a pipeline that
    has only those that its names need.

    Args:
        pipeline: the name of an installed package ("en_core_web_sm") or a folder that `nlp.to_disk` has written.

    Returns:
        A function from a text to (start, end, type) of its names, ascending, in code points.

    Raises:
        MissingExtra: spaCy is not installed.
        MissingInput: there is neither a package nor a folder of this name.
        UnreadableInput: spaCy cannot load the pipeline.
    """
    try:
        from spacy.util import is_package
    except ImportError as error:
        raise MissingExtra("The finder 'spacy' needs spaCy: pip install 'kzling[spacy]'.") from error
    name = fspath(pipeline)
    if is_package(name):
        return _load(name)
    if not Path(name).is_dir():
        raise MissingInput(f"There is no spaCy pipeline {name}: give an installed package or a folder.")
    return _load(Path(name).resolve())


@lru_cache(maxsize=4)
def _load(pipeline: str | Path) -> Callable[[str], list[Tagged]]:
    from spacy.util import load_model

    try:
        nlp = load_model(pipeline)
    except Exception as error:  # a package may raise anything, and so may components that are not installed
        raise UnreadableInput(f"spaCy cannot load the pipeline {pipeline}: {error}") from error
    return partial(_tag, nlp)


def _tag(nlp: "Language", text: str) -> list[Tagged]:
    # Half of a code point has no UTF-8.
    text = _SURROGATES.sub("\ufffd", text)
    parts = list(_parts(text, max(1, min(nlp.max_length, MAX_CHARACTERS))))
    found: list[Tagged] = []
    for (start, _), doc in zip(parts, nlp.pipe(text[start:end] for start, end in parts), strict=True):
        for span in doc.ents:
            kind = LABELS.get(span.label_.upper())
            name = span.text.strip()
            if kind and name and max(map(len, span)) <= MAX_LETTERS:
                begin = start + span.start_char + span.text.index(name)
                found.append((begin, begin + len(name), kind))
    return found


def _parts(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Cut a text into parts of at most `limit` characters, at the ends of sentences or else at blanks if it can be."""
    ends = [end for _, end in pieces(text)]
    for start, end in pairwise([0, *(match.end() for match in _RUN.finditer(text)), len(text)]):
        while end - start > limit:
            last = ends[bisect_right(ends, start + limit) - 1]
            stop = last if start < last <= start + limit else text.rfind(" ", start + 1, start + limit) + 1
            yield start, stop or start + limit
            start = stop or start + limit
        yield start, end


@dataclass(frozen=True, slots=True)
class Annotator:
    """The component of a pipeline that `component` makes: takes a Doc, annotates it and gives it back."""

    lang: str | None
    finder: Finder
    overwrite_ents: bool

    def __call__(self, doc: "Doc") -> "Doc":
        """Find and resolve the names of a Doc: doc.ents, doc._.kzling, doc._.kzling_language, span._.kzling."""
        document = kzling.analyze(doc.text, lang=self.lang, finder=self.finder, clean=False)
        doc.user_data[KEY] = orjson.dumps(document.to_dict()).decode()
        ours = [span for span in (_span(doc, mention) for mention in document.mentions) if span is not None]
        first, second = (ours, doc.ents) if self.overwrite_ents else (doc.ents, ours)
        taken: set[int] = set()
        entities: list[Span] = []
        for span in (*first, *second):
            tokens = range(span.start, span.end)
            if taken.isdisjoint(tokens):
                taken.update(tokens)
                entities.append(span)
        doc.ents = entities
        return doc


def component(nlp: Any, name: str, lang: str | None, finder: Finder, overwrite_ents: bool) -> Annotator:
    """Make the component `kzling`: `nlp.add_pipe("kzling", config={"lang": "kk"})`.

    The Doc is analyzed as it is, without cleaning. A mention becomes a span of all tokens that it touches, its type in
    capitals (PERSON, PLACE) the label, the id of its entity the `kb_id_`. `doc._.kzling` is the whole Document,
    `doc._.kzling_language` its language, `span._.kzling` the Mention of just these tokens, None for any other span.

    Args:
        nlp: the pipeline; not used.
        name: what the component is called there; not used.
        lang: the language of all texts, if known; otherwise that of each is detected, whatever the pipeline is for.
        finder: as for `kzling.analyze`. A function has to be registered with spaCy to be named in a config:
            {"@misc": "my_finder"}.
        overwrite_ents: True lets a mention take the place of the entities that it overlaps, False leaves such a
            mention out of doc.ents.

    Returns:
        The component.

    Raises:
        UsageError, MissingExtra, MissingInput, UnreadableInput: as `kzling.analyze`, of `lang` and `finder`.
    """
    # An empty text shows now, not at the first Doc, whether the options are right.
    kzling.analyze("", lang=lang, finder=finder, clean=False)
    return Annotator(lang, finder, overwrite_ents)


def _span(doc: "Doc", mention: Mention) -> "Span | None":
    return doc.char_span(
        mention.start,
        mention.end,
        label=mention.type.upper(),
        kb_id=mention.entity_id or "",
        alignment_mode="expand",
    )


def _document(doc: "Doc") -> Document | None:
    record = doc.user_data.get(KEY)
    document = _read(record) if record else None
    # `span.as_doc(copy_user_data=True)` takes the record of the whole Doc along.
    return document if document and document.text == doc.text else None


# All spans of a Doc ask for the same record.
@lru_cache(maxsize=8)
def _read(record: str) -> Document:
    return Document.from_dict(orjson.loads(record))


def _language(doc: "Doc") -> str | None:
    document = _document(doc)
    return document.language if document else None


def _mention(span: "Span") -> Mention | None:
    document = _document(span.doc)
    for mention in document.mentions if document else ():
        if mention.start < span.end_char and span.start_char < mention.end:
            own = _span(span.doc, mention)
            if own is not None and (own.start, own.end) == (span.start, span.end):
                return mention
    return None


def _register() -> None:
    """Tell spaCy of the component and the attributes: the entry point of its factory only leads to this module."""
    from spacy.language import Language
    from spacy.tokens import Doc, Span

    Language.factory(
        "kzling",
        assigns=["doc.ents", "token.ent_type", "token.ent_iob", "token.ent_kb_id", "doc._.kzling", "span._.kzling"],
        default_config={"lang": None, "finder": None, "overwrite_ents": False},
        func=component,
    )
    # By force, because a module may be loaded anew.
    Doc.set_extension("kzling", getter=_document, force=True)
    Doc.set_extension("kzling_language", getter=_language, force=True)
    Span.set_extension("kzling", getter=_mention, force=True)


# Any folder of this name on the path is found too, but has no origin.
if (_found := find_spec("spacy")) and _found.origin:
    _register()
