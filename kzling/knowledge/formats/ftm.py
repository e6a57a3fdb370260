"""FollowTheMoney, the format of OpenSanctions and Aleph: one entity a line, all its properties lists of strings.

See https://followthemoney.tech/explorer/ for its schemata. It has no languages and dates of names.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from os import PathLike
from typing import Any

from kzling.checks import check_type
from kzling.knowledge.dates import iso_date
from kzling.knowledge.formats.output import write_objects
from kzling.knowledge.formats.records import name, record
from kzling.knowledge.formats.rows import Rejected, Source, objects, reject
from kzling.model import EntityType, NameKind

#: Schemata that are entities, as of November 2026; all others (addresses, documents, relations) are passed over.
TYPES: Mapping[str, EntityType] = {
    "Person": "person",
    "Organization": "organization",
    "Company": "organization",
    "PublicBody": "organization",
    "LegalEntity": "other",  # a person or an organization
    "Event": "event",
    "Vessel": "product",
    "Airplane": "product",
    "Vehicle": "product",
}
#: The schema that each type is written as; of others there is none.
SCHEMATA: Mapping[str, str] = {
    "person": "Person",
    "organization": "Organization",
    "event": "Event",
    "other": "LegalEntity",
}
#: Properties that hold names, best first.
NAMES: Mapping[str, NameKind] = {
    "name": "alias",
    "alias": "alias",
    "abbreviation": "alias",
    "previousName": "former",
    "weakAlias": "nickname",
}
#: Where each kind of name is written; those of no other kind are aliases, misspelled and inflected ones are left out.
WRITTEN: Mapping[str, str] = {"official": "name", "former": "previousName", "nickname": "weakAlias"}
LEFT_OUT = ("misspelling", "inflected")
#: Properties that are ids elsewhere, and the schemes they have here.
IDS: Mapping[str, str] = {"wikidataId": "wikidata", "leiCode": "lei", "innCode": "inn", "ogrnCode": "ogrn"}
#: Parts of a person's name, and what they are called here.
PARTS: Mapping[str, str] = {
    "firstName": "given",
    "secondName": "second",
    "fatherName": "patronymic",
    "lastName": "family",
}
#: Further properties that are written, and the attributes that hold them.
FURTHER: Mapping[str, str] = {"country": "country", "birthDate": "born"}
#: Properties that name a country, most telling first.
COUNTRIES = ("country", "citizenship", "nationality", "jurisdiction", "mainCountry")


def read(
    source: Source, *, types: Collection[EntityType] | None = None, countries: Collection[str] | None = None
) -> Iterator[dict[str, Any] | Rejected]:
    """Give the entities of a file as records, with their own ids.

    The first of `name` is the standard name. A person without a name is called by the parts, given name first. Parts,
    positions (as offices) and the day of birth become attributes.

    Args:
        source: a path (.gz, .bz2 and .zst too) or a stream of bytes.
        types: only entities of these types.
        countries: only entities of these countries, by two letters.

    Raises:
        UsageError: a type is none of the closed list.

    >>> import io
    >>> line = b'{"id": "x", "schema": "Company", "properties": {"name": ["Orda"], "country": ["kz"]}}'
    >>> next(read(io.BytesIO(line)))["attributes"]
    {'country': 'kz'}
    """
    for kind in types or ():
        check_type(kind)
    for found in objects(source):
        if isinstance(found, Rejected):
            yield found
            continue
        line, entity = found
        try:
            made = _record(entity, types, countries)
        except (AttributeError, KeyError, TypeError) as error:
            yield reject(line, f"The entity is not one of FollowTheMoney ({type(error).__name__}: {error}).")
            continue
        if made is not None:
            yield made


def write(records: Iterable[Mapping[str, Any]], path: str | PathLike[str]) -> int:
    """Write persons, organizations, events and others, and give their number; of other types there is no schema.

    Raises:
        InvalidRecord: a value cannot be written as JSON.
        UnwritableOutput: the file cannot be written.
    """
    return write_objects((entity(one) for one in records if one.get("type", "other") in SCHEMATA), path)


def entity(one: Mapping[str, Any]) -> dict[str, Any]:
    """Give a record as an entity of FollowTheMoney.

    >>> entity({"id": "x", "type": "person", "names": [{"text": "Абай"}]})["properties"]
    {'name': ['Абай']}
    """
    attributes, ids = one.get("attributes") or {}, one.get("ids") or {}
    properties: dict[str, list[str]] = {}
    for entry in one["names"]:
        kind = "former" if entry.get("until") else entry.get("kind", "alias")
        prop = WRITTEN.get(kind, "alias" if "name" in properties else "name")
        if kind not in LEFT_OUT and entry["text"] not in properties.setdefault(prop, []):
            properties[prop].append(entry["text"])
    properties |= {prop: [str(ids[scheme])] for prop, scheme in IDS.items() if scheme in ids}
    properties |= {prop: _strings(attributes.get(key)) for prop, key in {**PARTS, **FURTHER}.items()}
    properties = {prop: values for prop, values in properties.items() if values}
    return {"id": one["id"], "schema": SCHEMATA[one.get("type", "other")], "properties": properties}


def _strings(value: Any) -> list[str]:
    """Give an attribute, a value or a list of them, as strings; what is neither text nor number is left out."""
    values = value if isinstance(value, (list, tuple)) else [value]
    return [str(one) for one in values if isinstance(one, (str, int, float)) and one != ""]


def _values(properties: Mapping[str, Any], prop: str) -> list[str]:
    values = properties.get(prop, [])
    if not isinstance(values, list):
        raise TypeError(f"{prop} is no list")
    return values


def _record(
    entity: Mapping[str, Any], types: Collection[str] | None, countries: Collection[str] | None
) -> dict[str, Any] | None:
    kind = TYPES.get(entity["schema"])
    properties = entity["properties"]
    states = [country.lower() for prop in COUNTRIES for country in _values(properties, prop)]
    if kind is None or (types is not None and kind not in types):
        return None
    if countries is not None and not set(states) & set(countries):
        return None
    parts = {part: values for prop, part in PARTS.items() if (values := _values(properties, prop))}
    named = [name(text, kind=k) for prop, k in NAMES.items() for text in _values(properties, prop)]
    # A name of no language: the format does not say it.
    names = named or [name(" ".join(values[0] for values in parts.values()))]
    if not any(one["text"] for one in names):
        return None
    offices = [{"title": {"und": position}} for position in _values(properties, "position")]
    born = next(filter(None, map(iso_date, _values(properties, "birthDate"))), None)
    attributes = {"country": next(iter(states), None), "offices": offices, "born": born, **parts}
    ids = {scheme: values[0] for prop, scheme in IDS.items() if (values := _values(properties, prop))}
    filled = {key: value for key, value in attributes.items() if value}
    source = " ".join(["ftm", *_values(entity, "datasets")])
    return record(entity["id"], kind, names, attributes=filled, ids=ids, source=source)
