"""The GeoNames dump: places, with the names and dates of its second file.

`allCountries.txt` (or a country's file) has 19 columns, `alternateNamesV2.txt` ten; both are lines with tabs, without
quotes and header. See https://download.geonames.org/export/dump/readme.txt.
"""

from collections.abc import Collection, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from kzling.checks import is_language
from kzling.knowledge.dates import iso_date
from kzling.knowledge.formats.gathering import Groups
from kzling.knowledge.formats.records import name, record
from kzling.knowledge.formats.rows import Rejected, Source, lines, reject
from kzling.model import NameKind

#: What `isolanguage` says of rows that are no names, and the scheme of those that are ids elsewhere.
CODES: Mapping[str, str | None] = {
    "wkdt": "wikidata",
    "iata": "iata",
    "icao": "icao",
    "unlc": "unlocode",
    "link": None,
    "post": None,
    "faac": None,
    "tcid": None,
    "abbr": None,
    "phon": None,
    "piny": None,
}
#: The second file of the dump, beside the first.
ALTERNATES = "alternateNamesV2.txt"
_PLACE_COLUMNS, _NAME_COLUMNS = 19, 10


class Place(NamedTuple):
    """The columns of a place that are read."""

    id: str
    name: str
    ascii: str
    alternates: str
    latitude: str
    longitude: str
    feature_class: str
    feature_code: str
    country: str
    population: str


class Alternate(NamedTuple):
    """A row of the second file, without its own id."""

    place: str
    lang: str
    text: str
    preferred: str
    short: str
    colloquial: str
    historic: str
    since: str
    until: str


class _Wanted(NamedTuple):
    """Which places are read; None takes all."""

    countries: Collection[str] | None
    classes: Collection[str] | None
    codes: Collection[str] | None
    population: int

    def takes(self, place: Place) -> bool:
        return (
            (self.countries is None or place.country in self.countries)
            and (self.classes is None or place.feature_class in self.classes)
            and (self.codes is None or place.feature_code in self.codes)
            and _number(place.population) >= self.population
        )


def read(
    source: Source,
    *,
    alternates: Source | None = None,
    countries: Collection[str] | None = None,
    classes: Collection[str] | None = None,
    codes: Collection[str] | None = None,
    population: int = 0,
    languages: Collection[str] | None = None,
) -> Iterator[dict[str, Any] | Rejected]:
    """Give places as records with ids like "geonames-1526273".

    With the second file, names have languages, kinds and dates: preferred ones are official, historic and ended ones
    former, colloquial ones nicknames; preferred and short ones stand first. Dates that are no dates are left out.
    Without it, all names are aliases of no language.

    The two files are in different orders. The rows of wanted places, and of their names, are gathered in a temporary
    file, so each file is read once and memory stays the same; records come when both have been read.

    Args:
        source: a path (.gz, .bz2 and .zst too) or a stream of bytes.
        alternates: the second file; None takes the first that is there of `own_alternates` and, in the same folder,
            `ALTERNATES`.
        countries: only places in these countries, by two letters.
        classes: only these feature classes (P: settlements, A: regions, H: waters, T: mountains).
        codes: only these feature codes (PPLC: capital).
        population: the least number of people; places without it count as 0.
        languages: only names in these languages, and in none ("und").
    """
    states = {country.upper() for country in countries} if countries is not None else None
    wanted = _Wanted(states, classes, codes, population)
    second = alternates if alternates is not None else _beside(source)
    if second is None:
        for place in _places(source, wanted):
            yield place if isinstance(place, Rejected) else _record(place, None, languages)
        return
    with Groups() as groups:
        for place in _places(source, wanted):
            if isinstance(place, Rejected):
                yield place
            else:
                groups.begin(place.id, orjson.dumps(list(place)))
        for row in _alternates(second):
            if isinstance(row, Rejected):
                yield row
            else:
                groups.join(row.place, orjson.dumps(list(row)))
        for first, *rest in groups:
            yield _record(Place(*orjson.loads(first)), [Alternate(*orjson.loads(one)) for one in rest], languages)


def own_alternates(path: str | PathLike[str]) -> Path:
    """Give the second file that belongs to one file of places alone.

    >>> own_alternates("KZ.txt.gz").name
    'KZ.alternateNames.txt.gz'
    """
    stem, _, compression = Path(path).name.partition(".txt")
    return Path(path).with_name(f"{stem}.alternateNames.txt{compression}")


def _beside(source: Source) -> Path | None:
    if not isinstance(source, (str, PathLike)):
        return None
    places = (own_alternates(source), Path(source).with_name(ALTERNATES))
    return next((path for path in places if path.is_file()), None)


def _places(source: Source, wanted: _Wanted) -> Iterator[Place | Rejected]:
    for line in lines(source):
        if isinstance(line, Rejected):
            yield line
        elif line.content:
            cells = line.content.decode("utf-8", "replace").split("\t")
            if len(cells) != _PLACE_COLUMNS or not cells[0].isdecimal():
                why = f"A place has {_PLACE_COLUMNS} columns, the first a number; this row has {len(cells)}."
                yield reject(line, why)
            elif wanted.takes(place := Place._make([*cells[:9], cells[14]])):
                yield place


def _alternates(source: Source) -> Iterator[Alternate | Rejected]:
    for line in lines(source):
        if isinstance(line, Rejected):
            yield line
        elif line.content:
            cells = line.content.decode("utf-8", "replace").split("\t")
            # The older file has no dates, and empty columns at the end of a line may be missing.
            filled = cells + [""] * (_NAME_COLUMNS - len(cells))
            if len(cells) < 4 or len(filled) != _NAME_COLUMNS or not cells[1].isdecimal():
                why = f"A name has {_NAME_COLUMNS} columns, the second a number; this row has {len(cells)}."
                yield reject(line, why)
            else:
                yield Alternate._make(filled[1:])


def _record(place: Place, rows: list[Alternate] | None, languages: Collection[str] | None) -> dict[str, Any]:
    ids = {"geonames": place.id}
    if rows is None:
        names = [name(text) for text in (place.name, place.ascii, *place.alternates.split(","))]
    else:
        ids |= {scheme: row.text for row in rows if (scheme := CODES.get(row.lang))}
        listed = sorted((row for row in rows if row.lang not in CODES), key=_rank)
        found = [_name(row) for row in listed]
        names = [one for one in found if languages is None or one["lang"] in ("und", *languages)]
        # What the place is called in the dump, unless the names say in which language that is.
        texts = {one["text"] for one in names}
        names += [name(text) for text in (place.name, place.ascii) if text not in texts]
    attributes = {
        "country": place.country.lower(),
        "feature": f"{place.feature_class}.{place.feature_code}".strip("."),
        "latitude": _degrees(place.latitude),
        "longitude": _degrees(place.longitude),
        "population": _number(place.population),
    }
    filled = {key: value for key, value in attributes.items() if value not in ("", None, 0)}
    return record(f"geonames-{place.id}", "place", names, attributes=filled, ids=ids, source="geonames")


def _name(row: Alternate) -> dict[str, Any]:
    since, until = iso_date(row.since), iso_date(row.until)
    kind: NameKind = "alias"
    if row.historic == "1" or until:
        kind = "former"
    elif row.colloquial == "1":
        kind = "nickname"
    elif row.preferred == "1":
        kind = "official"
    # Codes may say a region or a year (zh-CN, fr_1793).
    lang = row.lang.replace("_", "-").partition("-")[0]
    return name(row.text, lang if is_language(lang) else "und", kind=kind, since=since, until=until)


def _rank(row: Alternate) -> tuple[bool, bool, bool]:
    """Sort the names in use first, of these the preferred ones, of these the short ones."""
    later = row.historic == "1" or row.colloquial == "1" or bool(iso_date(row.until))
    return later, row.preferred != "1", row.short != "1"


def _number(cell: str) -> int:
    return int(cell) if cell.isdecimal() else 0


def _degrees(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None
