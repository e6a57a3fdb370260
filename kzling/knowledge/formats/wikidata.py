"""Wikidata's JSON dump: items as records, with the dates and languages that their statements give.

The dump is an array with one item a line, or plain JSON lines. See resources/knowledge/formats/wikidata.yml for the
classes and languages, https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html for the format.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from kzling.checks import check_type
from kzling.knowledge.dates import iso_date
from kzling.knowledge.formats.records import name, record
from kzling.knowledge.formats.rows import Line, Rejected, Source, lines, parsed, reject
from kzling.knowledge.formats.wikidata_table import country_codes, language, table
from kzling.model import EntityType, NameKind

#: Properties whose values are names, with the kind of name (Wikidata, November 2026).
NAMES: Mapping[str, NameKind] = {
    "P1448": "official",  # official name
    "P1705": "alias",  # native label
    "P1559": "alias",  # name in native language
    "P2561": "alias",  # name
    "P1813": "alias",  # short name
    "P1477": "former",  # birth name
    "P1449": "nickname",
}
#: Properties whose values are ids elsewhere.
IDS: Mapping[str, str] = {"P1566": "geonames", "P214": "viaf", "P402": "osm_relation"}
CLASS, STATE, CITIZENSHIP, OFFICE, SINCE, UNTIL = "P31", "P17", "P27", "P39", "P580", "P582"

#: How many characters of a time are known at a precision: 9 year, 10 month, 11 day and more.
_KNOWN = {9: 4, 10: 7, 11: 10, 12: 10, 13: 10, 14: 10}
#: Dumps before 2014 write the year with eleven digits.
_TIME = re.compile(r"\+0*(\d{4}-\d\d-\d\d)T")
_QID = re.compile(r"Q\d+")
_JULIAN = "Q1985786"


class _Statement(NamedTuple):
    """A statement that counts: its value, when it held, whether it has ended, whether it is the preferred one."""

    value: Any
    since: str | None
    until: str | None
    ended: bool
    preferred: bool


def read(
    source: Source,
    *,
    types: Collection[EntityType] | None = None,
    countries: Collection[str] | None = None,
    languages: Collection[str] | None = None,
    classes: Mapping[str, EntityType] | None = None,
) -> Iterator[dict[str, Any] | Rejected]:
    """Give the items of a dump as records with ids like "wikidata-Q1520".

    Names are the labels (in each language first, hence standard), names stated with their dates, and aliases; a stated
    name takes the place of an equal label or alias. A name that has ended is a former one, and the day of its end
    counts as the first without it. Deprecated statements count for nothing. Properties, lexemes, redirects, pages of
    Wikimedia and items without a name are passed over.

    Args:
        source: a path (.gz, .bz2 and .zst too) or a stream of bytes.
        types: only items of these types; of an unknown class is "other".
        countries: only items of these countries, by two letters, as far as `country_codes` knows them.
        languages: only names in these languages, and in none ("und").
        classes: types of further classes, by QID.

    Raises:
        UsageError: a type is none of the closed list.

    >>> import io
    >>> item = b'{"type": "item", "id": "Q1", "labels": {"en": {"language": "en", "value": "Orda"}}, "claims": []}'
    >>> next(read(io.BytesIO(b"[" + chr(10).encode() + item + b"," + chr(10).encode() + b"]")))["names"][0]["text"]
    'Orda'
    """
    for kind in (*(types or ()), *(classes or {}).values()):
        check_type(kind)
    known = {**table().classes, **(classes or {})}
    for line in lines(source):
        if isinstance(line, Rejected):
            yield line
            continue
        content = line.content.strip().removesuffix(b",")
        if content in (b"", b"[", b"]"):
            continue
        found = parsed(Line(line.position, content))
        if isinstance(found, Rejected):
            yield found
            continue
        try:
            made = _entity(found[1], known, types, countries, languages)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            yield reject(line, f"The item is not one of Wikidata ({type(error).__name__}: {error}).")
            continue
        if made is not None:
            yield made


def _entity(
    item: Mapping[str, Any],
    classes: Mapping[str, str],
    types: Collection[str] | None,
    countries: Collection[str] | None,
    languages: Collection[str] | None,
) -> dict[str, Any] | None:
    if "redirect" in item or item.get("type", "item") != "item":
        return None
    # PHP writes an empty object as an empty list.
    claims = item.get("claims") or {}
    kind = _type(claims, classes)
    if kind is None or (types is not None and kind not in types):
        return None
    codes = country_codes()
    states = [codes[qid] for qid in _current(claims, STATE, CITIZENSHIP) if qid in codes]
    if countries is not None and not set(states) & set(countries):
        return None
    names = [n for n in _names(item, claims) if languages is None or n["lang"] in ("und", *languages)]
    if not names:
        return None
    offices = [_office(s) for s in _statements(claims, OFFICE)]
    attributes = ({"country": states[0]} if states else {}) | ({"offices": offices} if offices else {})
    # What `write` could give no QID keeps its own id.
    qid = item["id"] if _QID.fullmatch(item["id"]) else None
    ids = {scheme: next((s.value for s in _statements(claims, prop)), None) for prop, scheme in IDS.items()}
    known = {scheme: str(value) for scheme, value in {"wikidata": qid, **ids}.items() if value is not None}
    own = f"wikidata-{qid}" if qid else item["id"]
    return record(own, kind, names, attributes=attributes, ids=known, source="wikidata")


def _type(claims: Mapping[str, Any], classes: Mapping[str, str]) -> str | None:
    """Give the type of an item; None for what is no entity."""
    own = _current(claims, CLASS)
    if not table().skipped.isdisjoint(own):
        return None
    by_class = (classes[qid] for qid in own if qid in classes)
    by_sign = (kind for prop, kind in table().signs.items() if claims.get(prop))
    return next(by_class, None) or next(by_sign, "other")


def _names(item: Mapping[str, Any], claims: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    labels = [_term(term) for term in (item.get("labels") or {}).values()]
    aliases = [_term(term) for terms in (item.get("aliases") or {}).values() for term in terms]
    stated: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for prop, kind in NAMES.items():
        for statement in _statements(claims, prop):
            lang, script = language(statement.value["language"])
            ended = statement.ended and kind in ("official", "alias")
            one = name(
                statement.value["text"],
                lang,
                kind="former" if ended else kind,
                script=script,
                since=statement.since,
                until=statement.until,
            )
            stated[one["text"], lang].append(one)
    # The statement says more than the label, and an alias without dates would make a former name one of today.
    first = [one for label in labels for one in _in_use(stated.get((label["text"], label["lang"]), [])) or [label]]
    rest = [alias for alias in aliases if (alias["text"], alias["lang"]) not in stated]
    names = [*first, *(one for ones in stated.values() for one in ones), *rest]
    # Short names may be flags.
    return [one for one in names if any(map(str.isalnum, one["text"]))]


def _in_use(names: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give names of which one is in use; a label whose like has ended stands for itself."""
    return names if any(one["kind"] != "former" for one in names) else []


def _term(term: Mapping[str, Any]) -> dict[str, Any]:
    lang, script = language(term["language"])
    return name(term["value"], lang, script=script)


def _office(statement: _Statement) -> dict[str, Any]:
    dates = {"since": statement.since, "until": statement.until}
    return {"wikidata": _qid(statement.value), **{key: day for key, day in dates.items() if day}}


def _current(claims: Mapping[str, Any], *properties: str) -> list[str]:
    """Give the items that statements name which have not ended, preferred ones first."""
    found = [s for prop in properties for s in _statements(claims, prop) if not s.ended]
    return [_qid(s.value) for s in sorted(found, key=lambda s: not s.preferred)]


def _qid(value: Mapping[str, Any]) -> str:
    """Give the id of an item that a statement names; dumps before 2017 have its number alone."""
    return value["id"] if "id" in value else f"Q{value['numeric-id']}"


def _statements(claims: Mapping[str, Any], prop: str) -> list[_Statement]:
    """Give the statements of a property, without deprecated ones and those whose value is unknown or none."""
    found = []
    for statement in claims.get(prop) or ():
        value = _value(statement["mainsnak"])
        if value is None or statement.get("rank") == "deprecated":
            continue
        qualifiers = statement.get("qualifiers") or {}
        begins, ends = qualifiers.get(SINCE) or [], qualifiers.get(UNTIL) or []
        found.append(
            _Statement(
                value,
                next(filter(None, map(_day, begins)), None),
                next(filter(None, map(_day, ends)), None),
                # An unknown end is an end, "novalue" says that there is none.
                any(snak.get("snaktype") != "novalue" for snak in ends),
                statement.get("rank") == "preferred",
            )
        )
    return found


def _value(snak: Mapping[str, Any]) -> Any:
    return snak["datavalue"]["value"] if snak.get("snaktype") == "value" and "datavalue" in snak else None


def _day(snak: Mapping[str, Any]) -> str | None:
    """Give the date of a time, as far as it is known.

    Dates of the Julian calendar, which is 13 days behind, keep their year alone.
    """
    value = _value(snak)
    if value is None or (time := _TIME.match(value["time"])) is None:
        return None
    known = _KNOWN.get(value["precision"], 0)
    return iso_date(time[1][: min(known, 4) if value.get("calendarmodel", "").endswith(_JULIAN) else known])
