"""The tables of names.py: recall by language pair, negatives by kind, patronymics, halves, calibration."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from name_data import FILES, Pair, Type
from name_scores import (
    Hit,
    Judged,
    auc,
    balanced,
    by_languages,
    calibration,
    calibration_error,
    cut,
    interval,
    precision,
)
from name_tools import ONE, OURS, Scores
from spelling_data import Report, mean, share, table

#: Pairs of languages that are asked for singly.
SINGLE = ("pl-ru", "pl-uk", "de-ru", "fr-ru", "nb-ru", "nl-ru", "kk-ru")
TYPES: tuple[Type, ...] = ("person", "place")


class Measured(NamedTuple):
    """The pairs of all types and what each tool says of them, kzling first."""

    positives: Sequence[Pair]
    given: Sequence[Pair]
    generated: Sequence[Pair]
    patronymics: Sequence[Pair]
    tools: Sequence[Scores]

    @property
    def ours(self) -> Scores:
        return self.tools[0]

    @property
    def negatives(self) -> list[Pair]:
        return [*self.given, *self.generated]


class _Way(NamedTuple):
    """A way to call two forms one."""

    tool: str
    by: str
    level: float | str
    found: Callable[[Pair], bool]


def recall(measured: Measured) -> Report:
    """Give recall over language pairs: at the cut of each tool, and by the verdicts of kzling."""
    report = Report("recall")
    rows: list[tuple[object, ...]] = []
    single: list[tuple[object, ...]] = []
    for type in TYPES:
        positives = [pair for pair in measured.positives if pair.type == type]
        slices = {"all": positives, "translit": [pair for pair in positives if pair.kind == "translit"]}
        for way in (way for scores in measured.tools for way in _ways(scores, measured, type)):
            for slice_, pairs in slices.items():
                hits = [Hit(pair.entity, pair.languages, way.found(pair)) for pair in pairs]
                own = by_languages(hits)
                name = f"{FILES[type]}, {slice_}"
                row = (len(hits), len(own), mean(own.values()), *interval(hits))
                rows.append((f"{way.tool}, {way.by}", name, way.level, *row))
                _keep(report, way.tool, f"{name}, {way.by}", mean(own.values()))
                every = by_languages(hits, least=1)
                singly = {languages: every[languages] for languages in SINGLE if languages in every}
                single.append((f"{way.tool}, {way.by}", name, *(singly.get(one, "-") for one in SINGLE)))
                for languages, value in singly.items():
                    _keep(report, way.tool, f"{name}, {languages}, {way.by}", value)
    report.misses += [
        ("missed", pair.type, pair.languages, pair.form_a, pair.form_b, f"{measured.ours.score[pair]:.3f}")
        for pair in measured.positives
        if measured.ours.verdict[pair] not in ONE
    ]
    head = ("cut by", "slice", "score above", "rows", "language pairs", "recall", "95 % from", "to")
    report.lines += [*table(head, rows), "", *table(("cut by", "slice", *SINGLE), single)]
    return report


def _ways(scores: Scores, measured: Measured, type: Type) -> Iterator[_Way]:
    """Give the ways to call two forms one: all negatives or those given set the cut, or else the verdict."""
    for by, pairs in (("all negatives", measured.negatives), ("given negatives", measured.given)):
        own = _scores(scores, pairs, type)
        if not own:
            continue
        level = cut(own)
        yield _Way(scores.tool, by, level, _above(scores, level))
    if scores.verdict:
        yield _Way(scores.tool, "verdict", "-", lambda pair: scores.verdict[pair] in ONE)


def _above(scores: Scores, level: float) -> Callable[[Pair], bool]:
    return lambda pair: scores.score[pair] > level


def _scores(scores: Scores, pairs: Iterable[Pair], type: Type | None = None) -> list[float]:
    return [scores.score[pair] for pair in pairs if type in (None, pair.type)]


def _keep(report: Report, tool: str, name: str, value: float) -> None:
    report.details[name if tool == OURS else f"{tool}, {name}"] = value


def negatives(measured: Measured) -> Report:
    """Give for each kind of negatives what is called one: by the verdict, and above the cut of each tool."""
    report = Report("negatives")
    kinds: dict[tuple[Type, str], list[Pair]] = defaultdict(list)
    for pair in measured.negatives:
        kinds[pair.type, pair.kind].append(pair)
    cuts = {
        (scores.tool, type): cut(_scores(scores, measured.negatives, type))
        for scores in measured.tools
        for type in TYPES
    }
    rows = []
    for (type, kind), pairs in kinds.items():
        verdicts = [measured.ours.verdict[pair] for pair in pairs]
        one = share(sum(verdict in ONE for verdict in verdicts), len(pairs))
        above = [
            share(sum(scores.score[pair] > cuts[scores.tool, type] for pair in pairs), len(pairs))
            for scores in measured.tools
        ]
        same = share(verdicts.count("same"), len(pairs))
        rows.append((f"{type}, {kind}", len(pairs), same, one, *above))
        report.details[f"{type}, {kind}, refused"] = 1 - one
        report.misses += [
            (f"let in, {kind}", type, pair.languages, pair.form_a, pair.form_b, f"{measured.ours.score[pair]:.3f}")
            for pair in pairs
            if measured.ours.verdict[pair] in ONE
        ]
    head = ("kind", "pairs", "same", "same or likely", *(f"{scores.tool} > cut" for scores in measured.tools))
    report.lines += table(head, rows)
    report.figures["generated"] = len(measured.generated)
    return report


def patronymics(measured: Measured) -> Report:
    """Give the order of one person against namesakes and siblings, Kazakh beside Russian."""
    report = Report("kk-ru patronymics")
    of = {
        kind: [pair for pair in measured.patronymics if pair.kind == kind] for kind in ("same", "namesake", "sibling")
    }
    if not all(of.values()):
        return report
    rows = []
    for scores in measured.tools:
        same = _scores(scores, of["same"])
        found = {kind: auc(same, _scores(scores, of[kind])) for kind in ("namesake", "sibling")}
        for kind, value in found.items():
            _keep(report, scores.tool, f"AUC same against {kind}", value)
        rows.append((scores.tool, *(len(pairs) for pairs in of.values()), *found.values()))
    report.lines += table(("AUC", "same", "namesakes", "siblings", "against namesake", "against sibling"), rows)
    return report


def halves(measured: Measured) -> Report:
    """Set the cut on one half of the entities and judge the other by it."""
    report = Report("halves")
    rows = [
        (f"{scores.tool}, {FILES[type]}", f"{fitted} -> {1 - fitted}", *_on_other(measured, scores, type, fitted))
        for scores in measured.tools
        for type in TYPES
        for fitted in (0, 1)
    ]
    report.lines += table(("cut of one half on the other", "halves", "score above", "recall", "specificity"), rows)
    return report


def _on_other(measured: Measured, scores: Scores, type: Type, fitted: int) -> tuple[float, float, float]:
    negatives = [pair for pair in measured.negatives if pair.type == type]
    level = cut(scores.score[pair] for pair in negatives if pair.half == fitted)
    found = _above(scores, level)
    others = [found(pair) for pair in negatives if pair.half != fitted]
    hits = [
        Hit(pair.entity, pair.languages, found(pair))
        for pair in measured.positives
        if pair.half != fitted and pair.type == type
    ]
    return level, mean(by_languages(hits).values()), 1 - share(sum(others), len(others))


def calibrated(measured: Measured) -> Report:
    """Give the calibration of kzling's scores and the precision of its verdicts, in two mixes.

    Beside all pairs stand those whose two forms are spellings of one name: no look at two names tells that a place has
    another name in another language, or that it was renamed.
    """
    report = Report("calibration")
    pairs = [*measured.positives, *measured.negatives]
    ours = measured.ours
    spelt = [pair for pair in pairs if not pair.same or pair.kind in ("", "translit")]
    groups = {
        f"{group}{slice_}": [pair for pair in some if type in (None, pair.type)]
        for slice_, some in (("", pairs), (", translit", spelt))
        for group, type in (("all", None), *((FILES[type], type) for type in TYPES))
    }
    rows = []
    for group, own in groups.items():
        given = [Judged(ours.score[pair], pair.same) for pair in own]
        for mix, judged in (("as they are", given), ("weighed alike", balanced(given))):
            named = [(one, ours.verdict[pair]) for one, pair in zip(judged, own, strict=True)]
            row = {
                "calibration error": calibration_error(judged),
                **{
                    f"precision of {verdict}": precision(one for one, found in named if found == verdict)
                    for verdict in ("same", "likely")
                },
            }
            rows.append((f"{group}, {mix}", sum(pair.same for pair in own), len(own), *row.values()))
            report.details |= {f"{name}, {group}, {mix}": value for name, value in row.items()}
            # What must not rise, as what must not fall.
            report.details[f"calibration, {group}, {mix}"] = 1 - row["calibration error"]
    report.lines += table(("mix", "positives", "pairs", "calibration error", "same is one", "likely is one"), rows)
    bins = calibration(Judged(ours.score[pair], pair.same) for pair in pairs)
    shown = [(f"bin {place}", int(weight), score, same) for place, (weight, score, same) in enumerate(bins, 1)]
    report.lines += ["", *table(("all, as they are", "pairs", "mean score", "share one"), shown)]
    return report
