"""What stands in a dataset beside its rows: card, licence, statistics, pictures, Croissant."""

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import orjson

from kzling import __version__
from kzling.corpus.card import LICENCE, OTHER, PICTURES, card, licence, scheme_name
from kzling.corpus.charts import bar_chart, stacked_chart
from kzling.corpus.config import BuildConfig
from kzling.corpus.croissant import croissant
from kzling.corpus.parquet import SplitSize
from kzling.corpus.spool import write_file
from kzling.corpus.statistics import Statistics

#: So many languages have a colour of their own in a picture; the others are one.
_MOST_COLOURS = 6
_OTHERS = "other"
#: Of more months than this the years are shown.
_MOST_MONTHS = 36
#: So many columns are shown.
_MOST_SLOTS = 60
#: So many bars are shown.
_MOST_BARS = 15


def describe(
    folder: Path,
    sizes: Mapping[str, Mapping[str, SplitSize]],
    statistics: Statistics,
    counts: Mapping[str, int],
    config: BuildConfig,
) -> None:
    """Write all that describes the dataset in `folder`, but not its manifest.

    Args:
        folder: holds the Parquet files.
        sizes: of each split of each config.
        statistics: what is in it.
        counts: what the build counted.
        config: of the build.
    """
    content = orjson.dumps(statistics.to_dict(), option=orjson.OPT_INDENT_2)
    write_file(folder / "statistics.json", content + b"\n")
    (folder / PICTURES).mkdir()
    for name, picture in pictures(statistics):
        write_file(folder / PICTURES / f"{name}.svg", picture.encode())
    write_file(folder / "README.md", card(folder, sizes, statistics, counts, config, __version__).encode())
    if config.license == OTHER:
        write_file(folder / LICENCE, licence(config).encode())
    described = croissant(folder, sizes, config, languages=statistics.languages, version=__version__)
    write_file(folder / "croissant.json", described)


def pictures(statistics: Statistics) -> Iterator[tuple[str, str]]:
    """Give the pictures of a card as name and SVG: languages over time, top entities, spelling systems."""
    periods, series = over_time(statistics.periods)
    yield "languages", stacked_chart("Languages over time", periods, series, unit="documents")
    top = [(one.name, one.documents) for one in statistics.top[:_MOST_BARS]]
    yield "entities", bar_chart("Entities named in most documents", top, unit="documents")
    known = {id: number for id, number in statistics.spellings.items() if id}
    systems = sorted(known.items(), key=lambda item: (-item[1], item[0]))
    named = [(scheme_name(id), number) for id, number in islice(systems, _MOST_BARS)]
    yield "spellings", bar_chart("Spelling systems", named, unit="pairs of names")


def over_time(periods: Mapping[str, Mapping[str, int]]) -> tuple[list[str], dict[str, list[int]]]:
    """Give months (or years, where they are many) without a gap, and for each language its documents in them.

    >>> over_time({"": {"kk-Cyrl": 1}, "2021-01": {"kk-Cyrl": 2}, "2021-03": {"ru-Cyrl": 1}})
    (['2021-01', '2021-02', '2021-03'], {'kk-Cyrl': [2, 0, 0], 'ru-Cyrl': [0, 0, 1]})
    """
    dated = {month: tags for month, tags in periods.items() if month}
    if not dated:
        return [], {}
    months = _months(min(dated), max(dated))
    digits = 7 if len(months) <= _MOST_MONTHS else 4
    slots = list(dict.fromkeys(month[:digits] for month in months))
    if len(slots) > _MOST_SLOTS:
        # A few wrong dates stretch the time over centuries: then the years with most documents are shown.
        slots = _fullest(dated)
    totals: dict[str, int] = {}
    for tags in dated.values():
        for tag, number in tags.items():
            totals[tag] = totals.get(tag, 0) + number
    ranked = sorted(totals, key=lambda tag: (-totals[tag], tag))
    own = ranked if len(ranked) <= _MOST_COLOURS + 1 else ranked[:_MOST_COLOURS]
    series = {tag: [0] * len(slots) for tag in (own if own == ranked else [*own, _OTHERS])}
    places = {slot: place for place, slot in enumerate(slots)}
    for month, tags in dated.items():
        for tag, number in tags.items():
            if month[:digits] in places:
                series[tag if tag in own else _OTHERS][places[month[:digits]]] += number
    return slots, series


def _fullest(periods: Mapping[str, Mapping[str, int]]) -> list[str]:
    years: dict[str, int] = {}
    for month, tags in periods.items():
        years[month[:4]] = years.get(month[:4], 0) + sum(tags.values())
    return sorted(sorted(years, key=lambda year: (-years[year], year))[:_MOST_SLOTS])


def _months(first: str, last: str) -> list[str]:
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(start, end + 1)]
