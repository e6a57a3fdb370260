"""The contract: closed lists, the records of a corpus and its knowledge base, the one schema of the dataset.

Offsets are code points, start inclusive, end exclusive. A span in `space="text"` points into the clean text of
a document, in `space="raw"` into its text before cleaning. Languages are BCP 47 primary subtags ("kk", "und"),
scripts ISO 15924 codes ("Cyrl"). Dates are ISO strings and may stop after the year or the month. What functions on
single names answer is in `kzling.answers`, how ids are made in `kzling.ids`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from kzling.answers import Evidence, Verdict
from kzling.record import Record

RECORD_VERSION = 1

EntityType = Literal["person", "place", "organization", "event", "work", "product", "group", "other"]
NameKind = Literal["official", "alias", "former", "exonym", "nickname", "literal", "misspelling", "inflected"]
Basis = Literal["law", "in force", "usage"]
TranslationVerdict = Literal["original", "translated", "unclear"]
Space = Literal["text", "raw"]
SpellingSource = Literal["knowledge", "corpus"]


@dataclass(frozen=True, slots=True)
class Span(Record):
    """A stretch of a document, in code points of the named space."""

    start: int
    end: int
    space: Space = "text"


@dataclass(frozen=True, slots=True)
class Segment(Record):
    """A stretch of text in one language and script."""

    start: int
    end: int
    language: str
    script: str
    confidence: float
    space: Space = "text"


@dataclass(frozen=True, slots=True)
class Name(Record):
    """One name of an entity, in one language, over one time (`since` inclusive, `until` exclusive)."""

    text: str
    lang: str = "und"
    script: str | None = None
    kind: NameKind = "alias"
    since: str | None = None
    until: str | None = None
    basis: Basis | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Entity(Record):
    """A person, place, body ... with all its names; `ids` are ids elsewhere (wikidata, geonames)."""

    id: str
    names: tuple[Name, ...]
    type: EntityType = "other"
    weight: float = 1.0
    attributes: Mapping[str, Any] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate(Record):
    """An entity that a name may belong to, by which of its names."""

    entity_id: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Resolution(Record):
    """Which entity a name belongs to. Verdict "different": nobody in the base bears this name."""

    entity: Entity | None
    score: float
    verdict: Verdict
    candidates: tuple[Candidate, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Restored(Record):
    """What a literally translated name stands for."""

    form: str
    language: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Record):
    """A name in a document. `entity_id` is an entity of the base, or a cluster of an unknown name."""

    id: str
    start: int
    end: int
    space: Space = "text"
    surface: str
    type: EntityType
    lemma: str
    language: str
    script: str
    by: str
    entity_id: str | None = None
    canonical: str | None = None
    score: float = 0.0
    verdict: Verdict = "unclear"
    route: tuple[str, ...] = ()
    restored: Restored | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Removed(Record):
    """Page furniture taken out of a document; the span is in raw space."""

    kind: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Edit(Record):
    """`before`, at `raw_start`:`raw_end` of the input, became what stands at `start`:`end` of the output."""

    start: int
    end: int
    raw_start: int
    raw_end: int
    before: str
    reason: str
    entity_id: str | None = None


@dataclass(frozen=True, slots=True)
class Left(Record):
    """A name at `span` of the input that is not the standard one (`wanted`) and stays: `why` says what is not sure."""

    span: Span
    surface: str
    wanted: str
    why: str
    entity_id: str | None = None


@dataclass(frozen=True, slots=True)
class Normalized(Record):
    """A text with standard names, the edits that lead back, and the names that were left as they are."""

    text: str
    edits: tuple[Edit, ...]
    left: tuple[Left, ...] = ()

    def undo(self) -> str:
        """Give the input of `normalize` back, to the last code point."""
        pieces: list[str] = []
        position = 0
        for edit in self.edits:
            pieces += (self.text[position : edit.start], edit.before)
            position = edit.end
        return "".join(pieces) + self.text[position:]


@dataclass(frozen=True, slots=True)
class Cue(Record):
    """A sign of translation: where it stands, its weight in decibans, and why it counts."""

    cue: str
    span: Span
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class Translation(Record):
    """Whether a text is a translation; `score` is the sum of the cues in decibans, not a probability."""

    verdict: TranslationVerdict = "unclear"
    by_machine: bool | None = None
    source_language: str | None = None
    pivots: tuple[str, ...] = ()
    score: float = 0.0
    evidence: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class StepVersion(Record):
    """A step of the pipeline that made a record, with the version of its rules."""

    name: str
    version: int


@dataclass(frozen=True, slots=True)
class Provenance(Record):
    """What made a record; `warnings` are sentences on input that was kept but not understood."""

    kzling: str
    data: str
    steps: tuple[StepVersion, ...] = ()
    text_hash: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
    """An article: raw and clean text, stand-off annotation, and where all of it comes from.

    `edits` lead from `text` back to `raw`; `removed` is the page furniture among them. `text_normalized` is
    the text with every safely resolved name in its standard form; `normalized_edits` lead back to `text`.
    """

    id: str
    source: str
    url: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str = "und"
    script: str = "Zyyy"
    segments: tuple[Segment, ...] = ()
    raw: str = ""
    text: str = ""
    edits: tuple[Edit, ...] = ()
    removed: tuple[Removed, ...] = ()
    mentions: tuple[Mention, ...] = ()
    translation: Translation = Translation()
    duplicate_of: str | None = None
    story_id: str | None = None
    text_normalized: str | None = None
    normalized_edits: tuple[Edit, ...] = ()
    provenance: Provenance = Provenance(kzling="", data="")


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRow(Mention):
    """A row of the config `mentions`."""

    document_id: str


@dataclass(frozen=True, slots=True)
class ExternalId(Record):
    """An entity's id in another collection."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class EntityRow(Record):
    """A row of the config `entities`: an entity of the base that the corpus mentions; attributes are JSON."""

    id: str
    type: EntityType
    canonical: str
    names: tuple[Name, ...]
    weight: float
    attributes: str
    ids: tuple[ExternalId, ...]
    mentions: int
    documents: int


@dataclass(frozen=True, slots=True)
class NamePair(Record):
    """A row of the config `names`: two spellings of one entity; `route` leads from a to b where schemes do."""

    id: str
    form_a: str
    language_a: str
    script_a: str
    form_b: str
    language_b: str
    script_b: str
    type: EntityType
    entity_id: str
    route: tuple[str, ...]
    source: SpellingSource


@dataclass(frozen=True, slots=True)
class FileEntry(Record):
    """A file of a dataset; the path is relative to the dataset folder."""

    path: str
    sha256: str
    bytes: int
    rows: int


@dataclass(frozen=True, slots=True)
class Manifest(Record):
    """What a build read, decided and wrote. Holds no time of day and no path of the machine.

    Of more than 1,000 input files, `inputs` has one entry: inputs.jsonl, a file of the dataset that lists them.
    """

    record_version: int
    kzling: str
    data: str
    packages: Mapping[str, str]
    steps: tuple[StepVersion, ...]
    config: Mapping[str, Any]
    inputs: tuple[FileEntry, ...]
    counts: Mapping[str, int]
    reject_reasons: Mapping[str, int]
    files: tuple[FileEntry, ...]
    warnings: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Published(Record):
    """What a publication did; `changed` is False when the Hub held the same bytes already."""

    url: str
    commit: str
    tag: str | None
    changed: bool
    pull_request: str | None = None


@dataclass(frozen=True, slots=True)
class Plan(Record):
    """What a publication would do: path -> bytes of the files to send, paths to delete, how many files stay.

    `remarks` are sentences on all else: that the dataset would be created, its tag, who may read it.
    """

    url: str
    exists: bool
    send: Mapping[str, int]
    delete: tuple[str, ...]
    unchanged: int
    remarks: tuple[str, ...] = ()


#: The dataset: config -> class of its rows. Arrow schema and card are made from these annotations.
SCHEMA: Mapping[str, type[Record]] = {
    "documents": Document,
    "mentions": MentionRow,
    "entities": EntityRow,
    "names": NamePair,
}
DEFAULT_CONFIG = "documents"
SPLITS = ("train", "validation", "test")
#: What a build leaves in the folder for its maker alone: no part of the dataset, never published.
PRIVATE_FILES = frozenset(
    {"rejected.jsonl", "duplicates.jsonl", "persons.jsonl", "missing.jsonl", "unmatched_removals.jsonl"}
)
#: Fields that hold an ISO time in the record and a timestamp (seconds, UTC) in Arrow.
TIMESTAMPS = frozenset({"published"})
