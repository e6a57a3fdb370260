"""Places written as the two files of GeoNames."""

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from typing import Any

from kzling.knowledge.formats.geonames import CODES, own_alternates
from kzling.knowledge.formats.output import written


def write(
    records: Iterable[Mapping[str, Any]], path: str | PathLike[str], *, alternates: str | PathLike[str] | None = None
) -> int:
    """Write the places that have a GeoNames id as the two files, and give their number.

    Args:
        records: records; those without `ids.geonames` are left out.
        path: the file of places.
        alternates: the file of names; None writes `own_alternates` of the first.

    Raises:
        UnwritableOutput: a file cannot be written.
    """
    number = rows = 0
    with written(path) as places, written(alternates or own_alternates(path)) as names:
        for one in records:
            known = (one.get("ids") or {}).get("geonames")
            if known is None or one.get("type") != "place":
                continue
            number += 1
            places.write(_row(_place_cells(known, one)))
            for cells in _alternate_cells(known, one):
                rows += 1
                names.write(_row([str(rows), *cells]))
    return number


def _place_cells(known: str, one: Mapping[str, Any]) -> list[str]:
    attributes = one.get("attributes") or {}
    kind, _, code = str(attributes.get("feature", "")).partition(".")
    texts = [entry["text"] for entry in one["names"]]
    plain = [text for text in texts if text.isascii()]
    latitude, longitude, population = (str(attributes.get(k, "")) for k in ("latitude", "longitude", "population"))
    country = str(attributes.get("country", "")).upper()
    alternates = ",".join(dict.fromkeys(text for text in texts if "," not in text))
    head = [known, texts[0], plain[0] if plain else "", alternates, latitude, longitude, kind, code, country]
    return [*head, "", "", "", "", "", population or "0", "", "", "", ""]


def _alternate_cells(known: str, one: Mapping[str, Any]) -> Iterator[list[str]]:
    for entry in one["names"]:
        kind, lang = entry.get("kind", "alias"), entry.get("lang", "und")
        flags = ["1" if kind == flag else "" for flag in ("official", "", "nickname", "former")]
        dates = [entry.get("since") or "", entry.get("until") or ""]
        yield [known, "" if lang == "und" else lang, entry["text"], *flags, *dates]
    schemes = {scheme: code for code, scheme in CODES.items() if scheme}
    for scheme, value in (one.get("ids") or {}).items():
        if scheme in schemes:
            yield [known, schemes[scheme], value, "", "", "", "", "", ""]


def _row(cells: list[str]) -> bytes:
    # The format has no way to write these in a cell.
    return ("\t".join(" ".join(cell.split()) for cell in cells) + "\n").encode()
