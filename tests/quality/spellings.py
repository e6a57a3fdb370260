"""Measure the spelling schemes and print the figures.

    python tests/quality/spellings.py [--data FOLDER] [--peers PYTHON] [--only SECTION] [--misses FILE] [--json FILE]

Without --data only what needs nothing outside the project: examples, sources found again, generated words written
back, speed on generated text. FOLDER is the data outside the project (names/, ner/, language/, transliteration/).
PYTHON is an interpreter that has the peers (iuliia, transliterate, cyrtranslit, PyICU) and need not have kzling.
Misses are written as tab-separated lines, for reading: what was missed, then what it was about.

Sections: examples, standards, sources, reversals, names, selectivity, alphabets, speed.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from printing import Bound, options, shown
from spelling_data import Report
from spelling_names import names, selectivity
from spelling_schemes import WORDS, examples, identified, reversals, sources, standard_rows
from spelling_speed import speeds

SECTIONS = ("examples", "standards", "sources", "reversals", "names", "selectivity", "alphabets", "speed")
_NAMES = {
    "people": {"written": 0.65, "key": 0.85, "any@1": 0.70, "any@5": 0.92},
    "places": {"written": 0.52, "key": 0.80, "any@1": 0.70, "any@5": 0.92},
}
#: What is asked of the figures: section, figure, bound; "least" or "most".
BOUNDS: tuple[Bound, ...] = (
    ("examples", "examples exact", "least", 1.0),
    ("examples", "no Cyrillic in Latin output", "least", 1.0),
    ("rows of other tools", "rows right of those compared", "least", 1.0),
    ("sources found again", "readings, limit 50", "least", 1.0),
    ("written back", "least share of words, reversible schemes", "least", 1.0),
    ("written back", "least share of sentences, reversible Kazakh schemes", "least", 1.0),
    *(
        ("names", f"{kind}, {figure}, {slice_}", "least", bound)
        for kind, figures in _NAMES.items()
        for figure, bound in figures.items()
        for slice_ in ("10 rows", "translit, 10 rows")
    ),
    ("selectivity of keys", "met that are no variants, per query", "most", 1.5),
    ("forward", "forward, slowest scheme, Mchar/s", "least", 4.0),
    ("forward", "forward, least ratio to the fastest pure-Python peer", "least", 3.0),
    ("keys, readings, start", "keys, distinct tokens/s", "least", 100_000.0),
    ("keys, readings, start", "readings, Latin, median ms", "most", 2.0),
    ("keys, readings, start", "start, transliterate, ms", "most", 150.0),
    ("keys, readings, start", "start, identify_scheme, ms", "most", 150.0),
    ("keys, readings, start", "start, variants, ms", "most", 150.0),
    ("keys, readings, start", "start, readings, ms", "most", 150.0),
)


def measured(sections: Iterable[str], data: Path | None, *, peers: str | None, words: int) -> Iterator[Report]:
    """Measure the sections asked for; those that need data are left out without it."""
    for section in sections:
        if section == "examples":
            yield examples()
        elif section == "sources":
            yield sources()
        elif section == "reversals":
            yield reversals(data, words=words)
        elif section == "speed":
            yield from speeds(data, peers=peers)
        elif data is None:
            continue
        elif section == "standards":
            yield standard_rows(data)
        elif section == "names":
            yield names(data)
        elif section == "selectivity":
            yield selectivity(data)
        elif section == "alphabets":
            yield identified(data)


def main() -> None:
    parser = options(__doc__, SECTIONS)
    parser.add_argument("--words", type=int, default=WORDS, help="generated words for a reversible scheme")
    chosen = parser.parse_args()
    found = measured(chosen.only or SECTIONS, chosen.data, peers=chosen.peers, words=chosen.words)
    shown(found, BOUNDS, misses=chosen.misses, figures=chosen.json)


if __name__ == "__main__":
    main()
