"""What a sign of translation is, and what the classes of signs weigh: resources/translation/weights.yml."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from kzling import data
from kzling.model import Cue, Span

FOLDER = "translation"


class Sign(NamedTuple):
    """A sign in a text: its cue, and the languages that it may come from (none: it says nothing of the source)."""

    cue: Cue
    sources: tuple[str, ...]


class Class(NamedTuple):
    """What the signs of a class weigh at most, in decibans, and what each says of a machine, with its cap."""

    cap: float
    machine: float
    machine_cap: float
    weight: float
    why: str


class Weights(NamedTuple):
    """All weights: of strengths, of classes, and where the verdicts begin."""

    strengths: Mapping[str, float]
    verdict: Mapping[str, float]
    again: float
    classes: Mapping[str, Class]
    bylines: Mapping[str, float]
    usual: Mapping[str, float]


@cache
def weights() -> Weights:
    """Give the weights."""
    raw: Mapping[str, Any] = data.read_yaml(f"{FOLDER}/weights.yml")
    classes = {
        name: Class(one["cap"], one["machine"], one["machine_cap"], one.get("weight", 0.0), one.get("why", ""))
        for name, one in raw["classes"].items()
    }
    return Weights(raw["strengths"], raw["verdict"], raw["again"], classes, raw["bylines"], raw["usual"])


def sign(kind: str, span: Span, sources: tuple[str, ...], *, weight: float | None = None, **told: str) -> Sign:
    """Make a sign of a class, with its usual weight if no other is given; `told` fills the sentence of the class."""
    its = weights().classes[kind]
    why = told.pop("why", None) or its.why.format(**told)
    return Sign(Cue(kind, span, float(its.weight if weight is None else weight), why), sources)
