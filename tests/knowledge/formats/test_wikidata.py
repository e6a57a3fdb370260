"""The samples have the shape of lines of a dump of Wikidata, with fewer languages and statements."""

import io
import json
import re
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling import data
from kzling.checks import is_language
from kzling.errors import UsageError
from kzling.knowledge.formats.rows import Rejected
from kzling.knowledge.formats.wikidata import read
from kzling.knowledge.formats.wikidata_table import country_codes, language, written_classes
from kzling.model import Entity, EntityType


def terms(**texts: str) -> dict[str, Any]:
    return {code.replace("_", "-"): {"language": code.replace("_", "-"), "value": v} for code, v in texts.items()}


def item_value(qid: str) -> dict[str, Any]:
    value = {"entity-type": "item", "numeric-id": int(qid[1:]), "id": qid}
    return {"value": value, "type": "wikibase-entityid"}


def time_value(time: str, precision: int = 11, calendar: str = "Q1985727") -> dict[str, Any]:
    value = {
        "time": time,
        "timezone": 0,
        "before": 0,
        "after": 0,
        "precision": precision,
        "calendarmodel": f"http://www.wikidata.org/entity/{calendar}",
    }
    return {"value": value, "type": "time"}


def text_value(text: str, lang: str) -> dict[str, Any]:
    return {"value": {"text": text, "language": lang}, "type": "monolingualtext"}


def snak(prop: str, datavalue: Any) -> dict[str, Any]:
    """A value, or one of the words that stand for none: somevalue, novalue."""
    if isinstance(datavalue, str):
        return {"snaktype": datavalue, "property": prop, "datatype": "time"}
    return {"snaktype": "value", "property": prop, "hash": "5f2", "datavalue": datavalue, "datatype": "x"}


def claim(prop: str, datavalue: Any, *, rank: str = "normal", **qualifiers: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "mainsnak": snak(prop, datavalue),
        "type": "statement",
        "id": "Q1520$9B1E",
        "rank": rank,
        "references": [],
    }
    if qualifiers:
        made["qualifiers"] = {p: [snak(p, value)] for p, value in qualifiers.items()}
        made["qualifiers-order"] = list(qualifiers)
    return made


def claims(*made: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    by_property: dict[str, list[dict[str, Any]]] = {}
    for one in made:
        by_property.setdefault(one["mainsnak"]["property"], []).append(one)
    return by_property


def item(qid: str, labels: Any, made: Any, aliases: Any = None) -> dict[str, Any]:
    return {
        "type": "item",
        "id": qid,
        "labels": labels,
        "descriptions": terms(en="capital of Kazakhstan"),
        "aliases": aliases or [],
        "claims": made,
        "sitelinks": [],
        "lastrevid": 2_000_000_000,
        "modified": "2026-11-02T10:11:12Z",
    }


HUMAN, CITY = claim("P31", item_value("Q5")), claim("P31", item_value("Q1549591"))
KAZAKHSTAN = claim("P17", item_value("Q232"), rank="preferred")

ASTANA = item(
    "Q1520",
    terms(en="Astana", ru="Астана", kk="Астана", kk_arab="استانا", be_tarask="Астана", mul="Astana"),
    claims(
        CITY,
        claim("P31", "somevalue"),
        claim("P17", item_value("Q34266"), P582=time_value("+1917-00-00T00:00:00Z", 9)),
        KAZAKHSTAN,
        claim("P1448", text_value("Нұр-Сұлтан", "kk"), P580=time_value("+2019-03-23T00:00:00Z"),
              P582=time_value("+2022-09-17T00:00:00Z")),
        claim("P1448", text_value("Астана", "kk"), P580=time_value("+2022-09-17T00:00:00Z"), P582="novalue"),
        claim("P1448", text_value("Астана", "kk"), P580=time_value("+1998-05-06T00:00:00Z"),
              P582=time_value("+2019-03-00T00:00:00Z", 10)),
        claim("P1448", text_value("Целиноград", "ru"), P580=time_value("+1961-00-00T00:00:00Z", 9), P582="somevalue"),
        claim("P1448", text_value("Gorod", "en"), rank="deprecated"),
        claim("P1448", "novalue"),
        claim("P1566", {"value": "1526273", "type": "string"}),
        claim("P402", {"value": "2609560", "type": "string"}),
        claim("P1813", text_value("🇰🇿", "mul")),
    ),
    {"ru": [{"language": "ru", "value": "Целиноград"}, {"language": "ru", "value": "Акмола"}]},
)  # fmt: skip

TOKAYEV = item(
    "Q467555",
    terms(en="Kassym-Jomart Tokayev", en_gb="Kassym-Jomart Tokayev"),
    claims(
        HUMAN,
        claim("P27", item_value("Q232")),
        claim("P569", time_value("+1953-05-17T00:00:00Z")),
        claim("P39", item_value("Q13402009"), P580=time_value("+2019-03-20T00:00:00Z")),
        claim("P39", item_value("Q191954"), P580=time_value("+2002-00-00T00:00:00Z", 9),
              P582=time_value("+2007-01-10T00:00:00Z")),
        claim("P39", "somevalue"),
        claim("P214", {"value": "316745085", "type": "string"}),
        claim("P1559", text_value("Қасым-Жомарт Тоқаев", "kk-cyrl")),
    ),
)  # fmt: skip

EMPTY = item("Q9", [], [])
REDIRECT = {"entity": "Q7", "redirect": "Q1520"}
PROPERTY = {"type": "property", "datatype": "string", "id": "P1448", "labels": terms(en="official name"), "claims": []}
DISAMBIGUATION = item("Q8", terms(en="Astana"), claims(claim("P31", item_value("Q4167410"))))


def dump(*items: Any) -> io.BytesIO:
    """An array with an item a line, as Wikidata writes it."""
    return io.BytesIO(("[\n" + ",\n".join(map(json.dumps, items)) + "\n]\n").encode())


def records(*items: Any, **options: Any) -> list[dict[str, Any]]:
    return [one for one in read(dump(*items), **options) if not isinstance(one, Rejected)]


def test_a_city_with_its_names_and_dates() -> None:
    [astana] = records(ASTANA)
    assert astana["id"] == "wikidata-Q1520"
    assert astana["type"] == "place"
    assert astana["attributes"] == {"country": "kz"}
    assert astana["ids"] == {"wikidata": "Q1520", "geonames": "1526273", "osm_relation": "2609560"}
    shown = [(n["text"], n["lang"], n["kind"], n.get("since"), n.get("until")) for n in astana["names"]]
    assert shown == [
        ("Astana", "en", "alias", None, None),
        ("Астана", "ru", "alias", None, None),
        # The statements stand where the equal label stood.
        ("Астана", "kk", "official", "2022-09-17", None),
        ("Астана", "kk", "former", "1998-05-06", "2019-03"),
        ("استانا", "kk", "alias", None, None),
        ("Астана", "be", "alias", None, None),
        ("Astana", "und", "alias", None, None),
        ("Нұр-Сұлтан", "kk", "former", "2019-03-23", "2022-09-17"),
        # An end that is unknown is an end; the equal alias would say that the name is one of today.
        ("Целиноград", "ru", "former", "1961", None),
        ("Акмола", "ru", "alias", None, None),
    ]
    assert next(n for n in astana["names"] if n["text"] == "استانا")["script"] == "Arab"
    assert {n["source"] for n in astana["names"]} == {"wikidata"}
    assert Entity.from_dict(astana).id == "wikidata-Q1520"


def test_a_person_with_offices() -> None:
    [tokayev] = records(TOKAYEV)
    assert tokayev["type"] == "person"
    assert tokayev["attributes"] == {
        "country": "kz",
        "offices": [
            {"wikidata": "Q13402009", "since": "2019-03-20"},
            {"wikidata": "Q191954", "since": "2002", "until": "2007-01-10"},
        ],
    }
    assert tokayev["ids"]["viaf"] == "316745085"
    # English and British English are one.
    assert [n["text"] for n in tokayev["names"]] == ["Kassym-Jomart Tokayev", "Қасым-Жомарт Тоқаев"]


def test_what_is_no_entity_is_passed_over() -> None:
    assert list(read(dump(EMPTY, REDIRECT, PROPERTY, DISAMBIGUATION))) == []


def test_filters() -> None:
    both = (ASTANA, TOKAYEV)
    assert [one["id"] for one in records(*both, types=["person"])] == ["wikidata-Q467555"]
    assert records(*both, countries=["ru"]) == []
    assert len(records(*both, countries=["ru", "kz"])) == 2
    [astana] = records(ASTANA, languages=["en"])
    assert [n["lang"] for n in astana["names"]] == ["en", "und"]
    with pytest.raises(UsageError, match="'city' is no type"):
        next(read(dump(), types=["city"]))  # type: ignore[list-item]


def test_types_by_class_then_by_property() -> None:
    strange = claim("P31", item_value("Q999999999"))
    company = item("Q1", terms(en="Orda"), claims(strange, claim("P159", item_value("Q1520"))))
    unknown = item("Q2", terms(en="Orda"), claims(strange))
    preferred = item("Q3", terms(en="Orda"), claims(CITY, claim("P31", item_value("Q5"), rank="preferred")))
    assert [one["type"] for one in records(company, unknown, preferred)] == ["organization", "other", "person"]
    assert records(unknown, classes={"Q999999999": "work"})[0]["type"] == "work"
    assert records(unknown, types=["place"]) == []


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (time_value("+1998-05-06T00:00:00Z"), "1998-05-06"),
        (time_value("+1998-05-00T00:00:00Z", 10), "1998-05"),
        (time_value("+1998-05-06T00:00:00Z", 9), "1998"),
        (time_value("+00000001998-05-06T00:00:00Z"), "1998-05-06"),
        (time_value("+1990-00-00T00:00:00Z", 8), None),
        (time_value("-0044-03-15T00:00:00Z"), None),
        (time_value("+12000-00-00T00:00:00Z", 9), None),
        (time_value("+1998-02-31T00:00:00Z"), None),
        (time_value("+1917-10-25T00:00:00Z", 11, "Q1985786"), "1917"),
        ("somevalue", None),
    ],
)
def test_dates(value: Any, day: str | None) -> None:
    made = claims(claim("P1448", text_value("Орда", "kk"), P580=value))
    assert records(item("Q1", [], made))[0]["names"][0].get("since") == day


def test_json_lines_without_the_array() -> None:
    source = io.BytesIO(json.dumps(ASTANA).encode() + b"\n" + json.dumps(TOKAYEV).encode() + b"\n")
    assert len(list(read(source))) == 2


def test_old_dumps_give_the_number_of_an_item() -> None:
    old = {"mainsnak": snak("P31", {"value": {"entity-type": "item", "numeric-id": 5}}), "rank": "normal"}
    assert records(item("Q1", terms(en="Abai"), claims(old)))[0]["type"] == "person"


@pytest.mark.parametrize("broken", ['{"type": "item", "id": "Q1", "labels": {"en": 1}}', '{"id": "Q1"', "[1]"])
def test_broken_lines_cost_themselves_alone(broken: str) -> None:
    source = io.BytesIO(f"[\n{broken},\n{json.dumps(ASTANA)}\n]\n".encode())
    rejected, astana = read(source)
    assert isinstance(rejected, Rejected)
    assert rejected.position == 2
    assert rejected.why.endswith(".")
    assert not isinstance(astana, Rejected)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["value", "Q5", "kk", "+2019-03-23T00:00:00Z"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                ["P31", "P1448", "P39", "en", "mainsnak", "snaktype", "datavalue", "value", "id", "qualifiers", "text"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["type", "id", "labels", "aliases", "claims", "redirect"]), json_values))
def test_total_on_objects(value: dict[str, Any]) -> None:
    for one in read(io.BytesIO(json.dumps(value).encode())):
        assert isinstance(one, (dict, Rejected))


def test_tables_are_whole() -> None:
    stored = data.read_yaml("knowledge/formats/wikidata.yml")
    listed = [qid for qids in stored["classes"].values() for qid in qids] + list(stored["skipped"])
    assert all(re.fullmatch(r"Q\d+", qid) for qid in listed)
    assert len(listed) == len(set(listed)), "a class has one type"
    assert {*stored["classes"], *stored["signs"].values()} <= set(get_args(EntityType))
    assert all(re.fullmatch(r"P\d+", prop) for prop in stored["signs"])
    assert all(is_language(lang) for lang, *_ in stored["languages"].values())
    assert country_codes()["Q159"] == "ru"
    assert set(written_classes()) == {"person", "place", "organization", "event", "work", "product", "group"}
    assert language("") == ("und", None)
    assert language("sr-ec") == ("sr", "Cyrl")
    assert language("zh-hant") == ("zh", "Hant")
