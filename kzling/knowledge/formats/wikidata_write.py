"""Records written as items of Wikidata's JSON: labels, aliases, and official names with their dates."""

from collections.abc import Iterable, Mapping
from os import PathLike
from typing import Any

from kzling.knowledge.formats.output import as_json, written
from kzling.knowledge.formats.wikidata import (
    CITIZENSHIP,
    CLASS,
    IDS,
    SINCE,
    STATE,
    UNTIL,
)
from kzling.knowledge.formats.wikidata_table import country_codes, written_classes
from kzling.knowledge.formats.wikidata_table import language as language_of

#: Kinds of names that Wikidata has no statement for.
_LEFT_OUT = ("misspelling", "inflected", "literal")
_ENTITY = "http://www.wikidata.org/entity/"
#: Precision of a date by its length.
_PRECISION = {4: 9, 7: 10, 10: 11}
#: Scripts as language codes of MediaWiki write them.
_SCRIPTS = {"Cyrl": "cyrl", "Latn": "latn", "Arab": "arab", "Hans": "hans", "Hant": "hant"}


def write(records: Iterable[Mapping[str, Any]], path: str | PathLike[str]) -> int:
    """Write records as a dump: an array with one item a line. Gives their number.

    The first name in use is the label of its language, other names without dates are aliases. Official names, former
    ones and all with dates are official names (P1448), with start and end; where a former name has no end, the end is
    stated as unknown. A record that has no QID keeps its own id. Left out are misspelled, inflected and literally
    translated names, weights, and attributes other than the country.

    Raises:
        InvalidRecord: a value cannot be written as JSON.
        UnwritableOutput: the file cannot be written.
    """
    number = 0
    with written(path) as stream:
        stream.write(b"[")
        for number, record in enumerate(records, start=1):
            stream.write((b"\n" if number == 1 else b",\n") + as_json(item(record)))
        stream.write(b"\n]\n")
    return number


def item(record: Mapping[str, Any]) -> dict[str, Any]:
    """Give a record as an item.

    >>> item({"id": "x", "names": [{"text": "Orda", "lang": "kk"}]})["labels"]
    {'kk': {'language': 'kk', 'value': 'Orda'}}
    """
    labels: dict[str, dict[str, str]] = {}
    aliases: dict[str, list[dict[str, str]]] = {}
    stated: dict[str, list[dict[str, Any]]] = {}
    for name in record["names"]:
        code, kind = _code(name), name.get("kind", "alias")
        dated = name.get("since") or name.get("until")
        term = {"language": code, "value": name["text"]}
        if kind in _LEFT_OUT:
            continue
        if kind == "nickname":
            stated.setdefault("P1449", []).append(_named("P1449", name, code))
            continue
        if code not in labels and kind != "former" and not name.get("until"):
            labels[code] = term
        elif kind not in ("official", "former") and not dated:
            aliases.setdefault(code, []).append(term)
        if kind in ("official", "former") or dated:
            stated.setdefault("P1448", []).append(_named("P1448", name, code))
    ids = record.get("ids") or {}
    claims = _class(record) | _country(record) | stated
    claims |= {prop: [_claim(_snak(prop, "string", ids[scheme]))] for prop, scheme in IDS.items() if scheme in ids}
    return {
        "type": "item",
        "id": ids.get("wikidata", record["id"]),
        "labels": labels,
        "descriptions": {},
        "aliases": aliases,
        "claims": claims,
        "sitelinks": {},
    }


def _code(name: Mapping[str, Any]) -> str:
    """Give the language code of a name, with the script where such a code exists; "mul" for no language."""
    lang, script = name.get("lang") or "und", name.get("script")
    code = f"{lang}-{_SCRIPTS.get(script or '', '')}"
    return code if script and language_of(code) == (lang, script) else "mul" if lang == "und" else lang


def _named(prop: str, name: Mapping[str, Any], code: str) -> dict[str, Any]:
    value = {"text": name["text"], "language": code}
    statement = _claim(_snak(prop, "monolingualtext", value))
    qualifiers = {p: [_time(p, name[key])] for p, key in ((SINCE, "since"), (UNTIL, "until")) if name.get(key)}
    if name.get("kind") == "former" and not name.get("until"):
        qualifiers[UNTIL] = [{"snaktype": "somevalue", "property": UNTIL, "datatype": "time"}]
    return statement | ({"qualifiers": qualifiers} if qualifiers else {})


def _class(record: Mapping[str, Any]) -> dict[str, Any]:
    qid = written_classes().get(record.get("type", "other"))
    return {CLASS: [_claim(_snak(CLASS, "wikibase-entityid", {"entity-type": "item", "id": qid}))]} if qid else {}


def _country(record: Mapping[str, Any]) -> dict[str, Any]:
    country = (record.get("attributes") or {}).get("country")
    qid = next((qid for qid, code in country_codes().items() if code == country), None)
    prop = CITIZENSHIP if record.get("type") == "person" else STATE
    return {prop: [_claim(_snak(prop, "wikibase-entityid", {"entity-type": "item", "id": qid}))]} if qid else {}


def _claim(mainsnak: Mapping[str, Any]) -> dict[str, Any]:
    return {"mainsnak": mainsnak, "type": "statement", "rank": "normal"}


def _snak(prop: str, kind: str, value: Any) -> dict[str, Any]:
    return {"snaktype": "value", "property": prop, "datavalue": {"value": value, "type": kind}}


def _time(prop: str, day: str) -> dict[str, Any]:
    value = {
        "time": f"+{day}{'-00-00'[len(day) - 10 :] if len(day) < 10 else ''}T00:00:00Z",
        "timezone": 0,
        "before": 0,
        "after": 0,
        "precision": _PRECISION[len(day)],
        "calendarmodel": f"{_ENTITY}Q1985727",
    }
    return _snak(prop, "time", value)
