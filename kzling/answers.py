"""What the functions on single texts and names answer: detection, spelling schemes, readings, comparison.

Languages are BCP 47 primary subtags ("kk", "und"), scripts ISO 15924 codes ("Cyrl"), offsets code points.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kzling.record import Record

Verdict = Literal["same", "likely", "unclear", "different"]
NameOrder = Literal["given-first", "family-first", "unknown"]


@dataclass(frozen=True, slots=True)
class LanguageScore(Record):
    """One language that a text may be in."""

    language: str
    script: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Detection(Record):
    """The language of a text; `alternatives` are the next best, best first."""

    language: str
    script: str
    confidence: float
    alternatives: tuple[LanguageScore, ...] = ()


@dataclass(frozen=True, slots=True)
class Example(Record):
    """A spelling that a scheme must produce."""

    source: str
    output: str


@dataclass(frozen=True, slots=True)
class Scheme(Record):
    """A spelling system: how names of one language are written in another orthography.

    `examples` are what its rules write, `exonyms` the words of their own (Брежнев, Breżniew) that no rule gives.
    """

    id: str
    name: str
    source_language: str
    source_script: str
    target: str
    target_script: str
    attestation: str
    sources: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    examples: tuple[Example, ...] = ()
    reversible: bool = False
    exonyms: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Step(Record):
    """One rewrite of a transliteration: `source` at `start`:`end` of the input became `output` by `rule`."""

    start: int
    end: int
    source: str
    output: str
    rule: str


@dataclass(frozen=True, slots=True)
class Analysis(Record):
    """A grammatical reading of a form: the lemma it may belong to, the ending cut off, the case it stands in."""

    form: str
    lemma: str
    language: str
    case: str
    ending: str


@dataclass(frozen=True, slots=True)
class Reading(Record):
    """A native spelling that a form can stand for, with the schemes that write exactly this form."""

    source: str
    source_language: str
    analysis: Analysis
    route: tuple[str, ...]
    trace: tuple[Step, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Variant(Record):
    """A written form of a name and the route of schemes that leads to it (empty: listed, not derived)."""

    form: str
    route: tuple[str, ...]
    attested: bool


@dataclass(frozen=True, slots=True)
class PersonName(Record):
    """The parts of a person's name; `lemmas` gives the possible base forms of each part."""

    given: str | None
    patronymic: str | None
    family: str | None
    titles: tuple[str, ...] = ()
    order: NameOrder = "unknown"
    lemmas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence(Record):
    """One reason for a score: what kind, how much it weighs, and a sentence for people."""

    kind: str
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class Comparison(Record):
    """Whether two names can be one; score from 0 (different) to 1 (same)."""

    score: float
    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
