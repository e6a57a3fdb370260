"""Measure how names are resolved and print the figures.

    python tests/quality/resolution.py [--data FOLDER] [--shared FOLDER] [--peers PYTHON] [--only SECTION] [--bare]
        [--sample N] [--entities N] [--bases FOLDER] [--misses FILE] [--json FILE]

FOLDER of --data is the data outside the project (names/, ner/); without it names are invented. --shared has annotated
articles (seeds/, gold/); it is left out where it is not given. PYTHON is an interpreter that has the peers (anyascii,
rapidfuzz, pymorphy3 with its Ukrainian dictionaries, morfeusz2) and need not have kzling.

retrieval   a base of the forms of one language, asked in every other one; whole, and with 30 % of its entities
            taken out: false links are those to somebody else. Mean over ordered pairs of languages with 20 queries
candidates  how often one look by keys finds the entity, and how many others
dated       passages of news of tests/resolution/gold/
seeds       annotated articles and the default base
inflected   case forms that the base has never seen, beside look-ups with other tools
scale       a generated base: import, memory, speed
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import name_invented
from kb_data import transcribed
from kb_dated import GOLD, dated
from kb_inflected import inflected
from kb_retrieval import candidates, retrieval
from kb_scale import ENTITIES, scale
from kb_seeds import seeds
from name_data import Pair, Type
from name_reports import TYPES
from printing import Bound, options, shown
from spelling_data import Report

#: What is asked of the figures: section, figure, bound; "least" or "most".
BOUNDS: tuple[Bound, ...] = (
    ("retrieval", "people, first", "least", 0.97),
    ("retrieval", "people, linked", "least", 0.97),
    ("retrieval", "people, removed, false links", "most", 0.02),
    ("retrieval", "people, removed, false links of those taken out", "most", 0.02),
    ("retrieval", "people, removed, recall of the rest", "least", 0.93),
    ("retrieval", "places, first", "least", 0.95),
    ("retrieval", "places, linked", "least", 0.95),
    *(("dated", f"all, {way}", "least", 0.95) for way in ("resolve, text", "resolve, document", "analyze")),
    ("seeds", "linked, spans given, all", "least", 0.97),
    ("seeds", "linked of found, own finder, all", "least", 0.97),
    *(("seeds", f"unknown persons, spans given, {figure}", "least", 0.95) for figure in ("pairwise F1", "B3 F1")),
    ("inflected", "news, ru, above the baselines", "least", 0.05),
    ("inflected", "news, ru, added by context", "least", 0.005),
    *(("inflected", f"case forms, {lang}, above the baselines", "least", 0) for lang in ("ru", "uk", "pl", "cs")),
    ("scale", f"import, s, {ENTITIES:,}", "most", 900),
    ("scale", f"file, MB, {ENTITIES:,}", "most", 2_500),
    ("scale", f"ready cold, s, {ENTITIES:,}", "most", 2),
    ("scale", f"private, MB, {ENTITIES:,}", "most", 300),
    ("scale", f"candidates p50, {ENTITIES:,}", "most", 5),
    ("scale", f"candidates p99, {ENTITIES:,}", "most", 200),
    ("scale", f"resolve p50, ms, {ENTITIES:,}", "most", 0.5),
    ("scale", f"resolve p99, ms, {ENTITIES:,}", "most", 10),
    ("scale", f"mentions/s, {ENTITIES:,}", "least", 30_000),
    *(
        ("scale", f"growth of {figure} to that of entities", "most", 1)
        for figure in ("resolve p50, ms", "resolve p99, ms", "ready cold, s", "private, MB")
    ),
)


class Options(NamedTuple):
    """What is measured, and on what."""

    data: Path | None = None
    shared: Path | None = None
    peers: str | None = None
    languages: bool = True
    sample: int | None = None
    entities: int = ENTITIES
    bases: Path | None = None
    gold: Path = GOLD


def _retrieval(chosen: Options) -> Report:
    return retrieval(_pairs(chosen), languages=chosen.languages, sample=chosen.sample)


def _candidates(chosen: Options) -> Report:
    return candidates(_pairs(chosen), sample=chosen.sample)


def _pairs(chosen: Options) -> dict[Type, list[Pair]]:
    return {type: transcribed(chosen.data, type) if chosen.data else name_invented.positives(type) for type in TYPES}


def _dated(chosen: Options) -> Report | None:
    return dated(chosen.gold) if (chosen.gold / "sentences.jsonl").exists() else None


def _seeds(chosen: Options) -> Report | None:
    return seeds(chosen.shared) if chosen.shared else None


def _inflected(chosen: Options) -> Report | None:
    return inflected(chosen.data, chosen.peers, languages=chosen.languages) if chosen.data else None


def _scale(chosen: Options) -> Report:
    return scale(chosen.entities, folder=chosen.bases)


_REPORTS: dict[str, Callable[[Options], Report | None]] = {
    "retrieval": _retrieval,
    "candidates": _candidates,
    "dated": _dated,
    "seeds": _seeds,
    "inflected": _inflected,
    "scale": _scale,
}
SECTIONS = tuple(_REPORTS)


def measured(sections: Iterable[str], chosen: Options) -> Iterator[Report]:
    """Measure the sections asked for; one whose data is not there says so."""
    for section in sections:
        yield _REPORTS[section](chosen) or Report(section, lines=["not measured: its data was not given"])


def main() -> None:
    parser = options(__doc__, SECTIONS)
    parser.add_argument("--shared", type=Path, help="the folder that has seeds/ and gold/")
    parser.add_argument("--bare", action="store_true", help="do not tell kzling the languages")
    parser.add_argument("--sample", type=int, help="retrieval: so many queries of each pair of languages")
    parser.add_argument("--entities", type=int, default=ENTITIES, help="scale: of the larger base")
    parser.add_argument("--bases", type=Path, help="scale: keep generated bases here, and use those that are here")
    parser.add_argument("--gold", type=Path, default=GOLD, help="dated: the folder of the gold")
    given = vars(parser.parse_args())
    asked = Options(languages=not given["bare"], **{name: given[name] for name in Options._fields if name in given})
    found = measured(given["only"] or SECTIONS, asked)
    shown(found, BOUNDS, misses=given["misses"], figures=given["json"])


if __name__ == "__main__":
    main()
