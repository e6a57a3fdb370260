"""The default records, from resources/knowledge/entities/ (the README beside it says how they are written)."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from kzling import data
from kzling.errors import InvalidResource
from kzling.orthography.forward import transliterate
from kzling.text.scripts import script_of

#: Places of Kazakhstan are also listed in these alphabets, by scheme: script -> scheme.
_KAZAKH_SCHEMES = {"Latn": "kk-latn-2021", "Arab": "kk-arab"}
#: Titles of offices in several languages, by the English title.
_TITLES = "knowledge/titles.yml"
#: What parts several forms in a cell of a table.
_BETWEEN_FORMS = ";"
#: What the second part of an id says, where it is not the name of the type itself.
_TYPES = {"org": "organization"}

Record = dict[str, Any]


def default_records() -> Iterator[Record]:
    """Give the records of the default base: those of the YAML files first, then what tables add.

    An entity that several files have is one record, with the names of all, those of the first file first.

    Raises:
        InvalidResource: a file is not written as it should be; the message names file and line or entity.
    """
    records: dict[str, Record] = {}
    for path in data.names_below(data.ENTITIES):
        for record in _of_yaml(path):
            if record["id"] in records:
                raise InvalidResource(f"resources/{path}: {record['id']} is listed twice; write one record of both.")
            records[record["id"]] = record
    for path in data.names_below(data.ENTITIES, ".tsv"):
        for record in _of_table(path):
            known = records.setdefault(record["id"], record)
            if known is not record:
                _take(record, known)
    for record in records.values():
        _add_other_alphabets(record)
        yield record


def proper_names() -> Iterator[tuple[str, str]]:
    """Give the names of persons and places, each after its language."""
    for record in default_records():
        if record["type"] in ("person", "place"):
            yield from ((name["lang"], name["text"]) for name in record["names"])


def _of_yaml(path: str) -> Iterator[Record]:
    content = data.read_yaml(path)
    if not isinstance(content, dict) or not content.get("sources") or not isinstance(content.get("entities"), list):
        raise InvalidResource(f"resources/{path}: needs `sources` and a list of `entities`.")
    for entry in content["entities"]:
        try:
            yield _record(entry, content["sources"])
        except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
            shown = entry.get("id") if isinstance(entry, dict) else entry
            raise InvalidResource(f"resources/{path}: {shown}: cannot be read ({error!r}).") from error


def _record(entry: Mapping[str, Any], sources: Mapping[str, str]) -> Record:
    usual = next(iter(sources))
    names = []
    for language, forms in entry["names"].items():
        if not isinstance(forms, list):
            raise TypeError(f"the names in {language} are no list")
        names += [_name(language, form, place, usual) for place, form in enumerate(forms)]
    for name in names:
        if name["source"] not in sources:
            raise ValueError(f"the source {name['source']!r} is not among the sources of the file")
        name["source"] = sources[name["source"]]
    attributes = dict(entry.get("attributes", {}))
    if "offices" in attributes:
        attributes["offices"] = [_office(term) for term in attributes["offices"]]
    return {"ids": {}, **entry, "type": _type(entry["id"]), "names": names, "attributes": attributes}


def _office(term: Mapping[str, str]) -> Record:
    """Give a term of office with the title in all languages, which the file has in English."""
    titles = _titles()
    if term["title"] not in titles:
        raise ValueError(f"the title {term['title']!r} is not in resources/{_TITLES}")
    return {**term, "title": {"en": term["title"], **titles[term["title"]]}}


@cache
def _titles() -> Mapping[str, Mapping[str, str]]:
    titles: Mapping[str, Mapping[str, str]] = data.read_yaml(_TITLES)["titles"]
    return titles


def _name(language: str, form: str | Mapping[str, str], place: int, source: str) -> dict[str, str]:
    stated = {"text": form} if isinstance(form, str) else form
    return {"lang": language, "kind": "alias" if place else "official", "source": source, **stated}


def _of_table(path: str) -> Iterator[Record]:
    """Read a table: a line that says the source, a line of columns, then a line for each entity.

    Columns are `id`, `geonames` (its id there), `country`, `kind`, `weight`, `ambiguous`, and languages.
    """
    source, header, *lines = data.read_text(path).rstrip("\n").split("\n")
    columns = header.split("\t")
    for number, line in enumerate(lines, start=3):
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise InvalidResource(f"resources/{path}, line {number}: has {len(cells)} cells, not {len(columns)}.")
        row = dict(zip(columns, cells, strict=True))
        names = [
            _name(language, form.strip(), place, source.removeprefix("# "))
            for language in columns
            if len(language) in (2, 3) and language != "id"
            for place, form in enumerate(row[language].split(_BETWEEN_FORMS))
            if form.strip()
        ]
        ids = {"geonames": row["geonames"]} if row.get("geonames") else {}
        attributes: Record = {field: row[field] for field in ("country", "kind") if row.get(field)}
        if row.get("ambiguous"):
            attributes["ambiguous"] = row["ambiguous"].split(_BETWEEN_FORMS)
        record = {"id": row["id"], "type": _type(row["id"]), "names": names, "ids": ids, "attributes": attributes}
        yield record | ({"weight": float(row["weight"])} if row.get("weight") else {})


def _take(more: Record, known: Record) -> None:
    """Take over into a record what another one of the same entity has more."""
    listed = {(name["lang"], name["text"]) for name in known["names"]}
    languages = {language for language, _ in listed}
    for name in more["names"]:
        if (name["lang"], name["text"]) not in listed:
            known["names"].append({**name, "kind": "alias"} if name["lang"] in languages else name)
    known["ids"] = {**more["ids"], **known["ids"]}
    ambiguous = [*known["attributes"].get("ambiguous", ()), *more["attributes"].get("ambiguous", ())]
    known["attributes"] = {**more["attributes"], **known["attributes"]}
    if ambiguous:
        known["attributes"]["ambiguous"] = list(dict.fromkeys(ambiguous))


def _add_other_alphabets(record: Record) -> None:
    """Add the Kazakh names of a place of Kazakhstan in Latin and Arabic letters; ambiguous ones are so there, too."""
    if record["type"] != "place" or record["attributes"].get("country") != "kz":
        return
    for name in list(record["names"]):
        if name["lang"] != "kk" or name["kind"] not in ("official", "former") or script_of(name["text"]) != "Cyrl":
            continue
        for script, scheme in _KAZAKH_SCHEMES.items():
            text = transliterate(name["text"], scheme)
            source = f"{name['source']}; spelt by the scheme {scheme}"
            kind = "former" if name["kind"] == "former" else "alias"
            record["names"].append({**name, "text": text, "script": script, "kind": kind, "source": source})
            ambiguous = record["attributes"].get("ambiguous", [])
            if name["text"] in ambiguous and text not in ambiguous:
                record["attributes"]["ambiguous"] = [*ambiguous, text]


def _type(entity_id: str) -> str:
    part = entity_id.split("-")[1]
    return _TYPES.get(part, part)
