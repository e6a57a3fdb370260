"""The reasons for a score, as evidence that adds up to it."""

from collections.abc import Iterator, Mapping, Sequence
from math import exp, log1p

from kzling.answers import Evidence
from kzling.names.facts import FEATURES, Facts, features
from kzling.names.pairing import Pair, Part
from kzling.names.ready import Ready, Thing
from kzling.names.routes import route
from kzling.names.score import Weights
from kzling.names.spelling import UNSEEN, Edit, Token, apart, edits

# Features of the worst pair, which is told first, and of the one after it.
_OF_THE_WORST = ("worst pair", "root of the worst pair", "a pair is apart")
_OF_THE_SECOND = ("second pair",)
# Features that are shared out among the pairs of some kinds.
_OF_KINDS = {"initials": ("initial",), "short forms and cousins": ("short", "cousin")}
# Features of what is left over, which is told at once.
_OF_THE_REST = ("tokens contradict", "tokens left over")
# What each other feature is called as evidence, and what it says.
_SAID = {
    "base": ("prior", "Where any two names start from."),
    "unseen swaps": ("letters-swapped", "Letters that never stand for each other do"),
    "unseen gaps": ("letters-missing", "Letters that are never left out are"),
    "no pair": ("nothing-compared", "No token of one name can be laid over one of the other."),
    "no token agrees": ("no-agreement", "No token of one name agrees with one of the other."),
    "one token agrees": ("one-agreement", "A single token agrees."),
    "bare beside full": ("bare-name", "One name is a single word, which many may bear."),
    "patronymic equal": ("patronymic-equal", "The patronymics name one father"),
    "patronymic doubtful": ("patronymic-doubtful", "The patronymics may or may not name one father"),
    "patronymic contradicted": ("patronymic-contradicted", "The patronymics contradict each other"),
    "patronymic left out": ("patronymic-left-out", "Only one name has a patronymic"),
    "sexes contradict": ("sex", "One name is a man's, the other a woman's."),
    "kinds equal": ("kind-equal", "Both are called one kind of thing"),
    "kinds contradicted": ("kind-contradicted", "They are called different kinds of things"),
    "kinds left out": ("kind-left-out", "Only one name says what kind of thing it is"),
    "numbers contradicted": ("number-contradicted", "They have different numbers"),
    "numbers left out": ("number-left-out", "Only one name has a number"),
}
_KINDS = {
    "equivalent": "are one given name in two languages or spellings",
    "short": "are a given name and its short form",
    "cousin": "are given names of one origin",
    "initial": "agree as initial and name",
    "ending": "are one family name with different endings",
    "adjective": "are a name and an adjective made of it",
    "case": "can be case forms of one name",
}
# So much is shown of names without end.
_SHOWN = 60


def reasons(a: Ready | Thing, b: Ready | Thing, facts: Facts, weights: Weights) -> tuple[Evidence, ...]:
    """Give one piece of evidence for each pair of tokens and for whatever else weighs in a score.

    The weights add up to the logarithm of the odds that is the score, but for what rounding takes.
    """
    numbers = zip(FEATURES, features(facts), weights.features, strict=True)
    weighed = {name: value * weight for name, value, weight in numbers if value}
    return (
        *_of_pairs(facts.found.pairs, weighed),
        *_of_the_rest(facts, weighed),
        *_said(a, b, facts, weighed),
        *_another(sum(weighed.values()), weights.another),
    )


def _another(odds: float, another: float) -> Iterator[Evidence]:
    """Give what it weighs that a place may have another name, beside the odds (a logarithm) by its spelling."""
    if another:
        # What turns the odds of p into those of another + (1 - another) * p, in a form that does not round p to 1.
        yield _evidence("other-name", log1p(another * exp(-odds)) - log1p(-another), "A place may have another name.")


def _of_pairs(pairs: Sequence[Pair], weighed: Mapping[str, float]) -> Iterator[Evidence]:
    """Tell the pairs, the worst first, which bears what the worst pair weighs."""
    kinds = [pair.match.kind for pair in pairs]
    for place, pair in enumerate(sorted(pairs, key=lambda pair: -pair.match.cost)):
        weight = _sum(weighed, (_OF_THE_WORST, _OF_THE_SECOND, ())[min(place, 2)])
        for name, of_kinds in _OF_KINDS.items():
            if pair.match.kind in of_kinds:
                weight += weighed.get(name, 0.0) / sum(kind in of_kinds for kind in kinds)
        kind, why = _pair(pair)
        yield _evidence(kind, weight, why)


def _of_the_rest(facts: Facts, weighed: Mapping[str, float]) -> Iterator[Evidence]:
    if not facts.found.pairs:
        yield _evidence("no-pair", _sum(weighed, _OF_THE_WORST), "No tokens could be paired.")
    over_a, over_b = facts.found.over_a, facts.found.over_b
    weight = _sum(weighed, _OF_THE_REST)
    if over_a and over_b:
        yield _evidence("conflict", weight, f"{_texts(over_a)} and {_texts(over_b)} contradict each other.")
    elif over_a or over_b:
        yield _evidence("extra", weight, f"Only one name has {_texts(over_a or over_b)}.")


def _said(a: Ready | Thing, b: Ready | Thing, facts: Facts, weighed: Mapping[str, float]) -> Iterator[Evidence]:
    for name, (kind, why) in _SAID.items():
        if name in weighed:
            about = "" if why.endswith(".") else _about(name, a, b, facts)
            yield _evidence(kind, weighed[name], f"{why.rstrip('.')}{about and f': {about}'}.")


def _about(name: str, a: Ready | Thing, b: Ready | Thing, facts: Facts) -> str:
    """Give what a feature is about."""
    if name.startswith("unseen"):
        counted = [pair for pair in facts.found.pairs if pair.match.swaps or pair.match.gaps]
        found = [edit for pair in counted for edit in _edits(pair.a, pair.b) if edit.cost >= UNSEEN]
        return _letters([edit for edit in found if ("" in edit[:2]) == (name == "unseen gaps")])
    said = [text for one in (a, b) if (text := _has(name, one))]
    # What looks like a patronymic may have been taken for a family name.
    return "" if "left out" in name and len(said) > 1 else _cut(" / ".join(dict.fromkeys(said)))


def _has(name: str, one: Ready | Thing) -> str:
    if name.startswith("numbers"):
        return ", ".join(one.numbers)
    if isinstance(one, Thing):
        return ", ".join(sorted(one.kinds))
    return one.patronymic.text if one.patronymic else ""


def _pair(pair: Pair) -> tuple[str, str]:
    a, b = pair.a, pair.b
    if a.small == b.small:
        return "equal", f"{_cut(a.text)} = {_cut(b.text)}."
    kind, both = pair.match.kind, f"{_cut(a.text)} and {_cut(b.text)}"
    if kind in _KINDS:
        differing = _differing(a, b) if kind in ("ending", "adjective", "case") else ""
        return kind, f"{both} {_KINDS[kind]}{differing and f': {differing}'}."
    if way := route(a, b):
        return "spelling", f"{_cut(a.text)} = {_cut(b.text)} ({way})."
    if differing := _differing(a, b):
        return "spelling", f"{both} differ: {differing}."
    return "spelling", f"{both} differ only as spellings of one name do."


def _differing(a: Token, b: Token) -> str:
    return _letters([edit for edit in _edits(a, b) if edit.cost])


def _edits(a: Token, b: Token) -> Sequence[Edit]:
    return edits(apart(a, b), a.alphabet, b.alphabet)


def _letters(edits: Sequence[Edit]) -> str:
    return _cut(", ".join(f"{_shown(edit.a)} / {_shown(edit.b)}" for edit in edits))


def _shown(letters: str) -> str:
    """Give the letters of a sound without the number of later ones."""
    return letters.rstrip("0123456789") or "nothing"


def _texts(parts: Sequence[Part]) -> str:
    return _cut(" ".join(part.token.text for part in parts))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _sum(weighed: Mapping[str, float], names: Sequence[str]) -> float:
    return sum((weighed.get(name, 0.0) for name in names), 0.0)


def _evidence(kind: str, weight: float, why: str) -> Evidence:
    return Evidence(kind, round(weight, 4), why)
