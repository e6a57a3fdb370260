"""Measure how names are compared and print the figures.

    python tests/quality/names.py [--data FOLDER] [--peers PYTHON] [--only SECTION] [--misses FILE] [--json FILE]

FOLDER is the data outside the project (names/); without it names are invented (name_invented.py). PYTHON is an
interpreter that has the peers (nomenklatura, rapidfuzz) and need not have kzling. Misses are tab-separated lines:
what, type, languages, the two forms, the score.

The given negatives are few, so hard ones are made from the positives (name_negatives.py, name_places.py). The cut of a
tool is the score that 95 % of all negatives of a type do not exceed; beside it stands what the verdicts say. Recall is
the mean over pairs of languages that have 20 rows. An entity belongs to one of two halves for good.

Sections: recall, negatives, patronymics, halves, calibration, speed.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import name_invented
import name_negatives
import name_places
from name_data import given_negatives, of_half, positives
from name_reports import SINGLE, TYPES, Measured, calibrated, halves, negatives, patronymics, recall
from name_tools import mix, own_scores, peer_scores, speeds
from printing import Bound, options, shown
from spelling_data import Report

_REPORTS: dict[str, Callable[[Measured], Report]] = {
    "recall": recall,
    "negatives": negatives,
    "patronymics": patronymics,
    "halves": halves,
    "calibration": calibrated,
}
SECTIONS = (*_REPORTS, "speed")
_KINDS = {
    "person": (
        *("namesake", "sibling", "parent and child", "relative", "man and wife"),
        *("near family name", "near family name, patronymic equal", "same given name", "random"),
    ),
    "place": ("old and new", "upper and lower", "numbers", "near place", "same stem", "random"),
}
#: What is asked of the figures: section, figure, bound; "least" or "most".
BOUNDS: tuple[Bound, ...] = (
    *(
        ("recall", f"{name}, {cut_by}", "least", bound)
        for cut_by in ("given negatives", "all negatives")
        for name, bound in (
            ("people, all", 0.96),
            ("places, translit", 0.92),
            *((f"people, all, {languages}", 0.92) for languages in SINGLE),
        )
    ),
    ("negatives", "generated", "least", 4_000),
    *(("negatives", f"{type}, {kind}, refused", "least", 0.97) for type, kinds in _KINDS.items() for kind in kinds),
    ("kk-ru patronymics", "AUC same against namesake", "least", 0.97),
    ("kk-ru patronymics", "AUC same against sibling", "least", 0.98),
    *(
        ("calibration", f"{figure}, {slice_}, {mixed}", way, bound)
        for slice_ in ("all", "all, translit")
        for mixed in ("as they are", "weighed alike")
        for figure, way, bound in (
            ("calibration error", "most", 0.05),
            ("precision of same", "least", 0.98),
            ("precision of likely", "least", 0.85),
        )
    ),
    ("speed", "cold batch, pairs/s", "least", 25_000),
    ("speed", "one by one, pairs/s", "least", 10_000),
    ("speed", "warm batch, pairs/s", "least", 60_000),
)


def measured(
    sections: Iterable[str],
    data: Path | None,
    *,
    peers: str | None = None,
    half: int | None = None,
    languages: bool = True,
) -> Iterator[Report]:
    """Measure the sections asked for.

    Args:
        sections: names of `SECTIONS`.
        data: the data outside the project; None invents names.
        peers: an interpreter that has the peers; None leaves them out.
        half: only the entities of this half.
        languages: whether kzling is told the languages of the forms.
    """
    asked = list(sections)
    found = gathered(data, half=half)
    if any(section in _REPORTS for section in asked):
        pairs = [*found.positives, *found.negatives, *found.patronymics]
        theirs, lines = peer_scores(pairs, peers) if peers else ([], [])
        found = found._replace(tools=[own_scores(pairs, languages=languages), *theirs])
        yield Report("pairs", lines=[*_counted(found), *lines])
    for section in asked:
        if section == "speed":
            yield speeds(mix(found.positives, found.generated), peers, languages=languages)
        else:
            yield _REPORTS[section](found)


def gathered(data: Path | None, *, half: int | None = None) -> Measured:
    """Read or invent the pairs and make the hard negatives; no tool has judged them yet."""
    of = {type: positives(data, type) if data else name_invented.positives(type) for type in TYPES}
    given = [pair for type in TYPES for pair in given_negatives(data, type)] if data else []
    made = [*name_negatives.of_people(of["person"]), *name_places.of_places(of["place"])]
    return Measured(
        positives=of_half([pair for own in of.values() for pair in own], half),
        given=of_half(given, half),
        generated=of_half(made, half),
        patronymics=of_half(name_negatives.patronymics(of["person"]), half),
        tools=[],
    )


def _counted(found: Measured) -> list[str]:
    return [
        f"{type}: {sum(pair.type == type for pair in found.positives):,} pairs of one,"
        f" {sum(pair.type == type for pair in found.given):,} given and"
        f" {sum(pair.type == type for pair in found.generated):,} generated pairs of two"
        for type in TYPES
    ]


def main() -> None:
    parser = options(__doc__, SECTIONS)
    parser.add_argument("--half", type=int, choices=(0, 1), help="only the entities of this half")
    parser.add_argument("--bare", action="store_true", help="do not tell kzling the languages")
    chosen = parser.parse_args()
    found = measured(
        chosen.only or SECTIONS, chosen.data, peers=chosen.peers, half=chosen.half, languages=not chosen.bare
    )
    shown(found, BOUNDS, misses=chosen.misses, figures=chosen.json)


if __name__ == "__main__":
    main()
