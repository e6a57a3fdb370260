"""The samples have the columns and quirks of the files of GeoNames."""

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.knowledge.formats.geonames import ALTERNATES, own_alternates, read
from kzling.knowledge.formats.geonames_write import write
from kzling.knowledge.formats.rows import Rejected
from kzling.model import Entity

PLACES = (
    "1526273\tAstana\tAstana\tAkmola,Akmolinsk,Astana,Nur-Sultan,TSE,Астана\t51.1801\t71.44598\tP\tPPLC\tKZ\t\t05\t\t\t"
    "\t1350228\t\t349\tAsia/Almaty\t2024-03-11\r\n"
    "1519422\tSemey\tSemey\t\t50.42675\t80.26669\tP\tPPLA\tKZ\t\t\t\t\t\t292780\t\t204\tAsia/Almaty\t2023-01-02\r\n"
    "1526384\tAlmaty\tAlmaty\t\t\t\tP\tPPLA\tKZ\t\t02\t\t\t\t\t\t\tAsia/Almaty\t\r\n"
    "2017370\tRussia\tRussia\t\t60\t100\tA\tPCLI\tRU\tRU\t00\t\t\t\t144478050\t\t\tEurope/Moscow\t2024-01-01\r\n"
)
NAMES = (
    "1\t1519422\tru\tСемипалатинск\t\t\t\t1\t1854-05-19\t2007-06-21\r\n"
    "2\t1526273\tru\tНур-Султан\t\t\t\t1\t20190323\t2022-09-17\r\n"
    "3\t1526273\ten\tNur-Sultan\t\t\t\t\t2019\t2022\r\n"
    "4\t1526273\ten\tCapital of the Steppe\t\t\t1\t\t\t\r\n"
    "5\t1526273\ten\tCity of Astana\t\t\t\t\t\t\r\n"
    "6\t1526273\ten\tAstana\t1\t\t\t\tsince 1998\t\r\n"
    "7\t1526273\tkk\tАстана\t1\t1\t\t\t\t\r\n"
    "8\t1526273\twkdt\tQ1520\t\t\t\t\t\t\r\n"
    "9\t1526273\tiata\tNQZ\t\t\t\t\t\t\r\n"
    "10\t1526273\tlink\thttps://en.wikipedia.org/wiki/Astana\t\t\t\t\t\t\r\n"
    "11\t1526273\tpost\t010000\t\t\t\t\t\t\r\n"
    "12\t1526273\tpiny\tasitana\t\t\t\t\t\t\r\n"
    "13\t1526273\t\tAkmolinsk\r\n"
    "14\t1526273\tzh-CN\t阿斯塔纳\t\t\t\t\t\t\r\n"
    "15\t99\ten\tElsewhere\t\t\t\t\t\t\r\n"
)


def places() -> io.BytesIO:
    return io.BytesIO(PLACES.encode())


def names() -> io.BytesIO:
    return io.BytesIO(NAMES.encode())


def records(**options: Any) -> dict[str, dict[str, Any]]:
    found = read(places(), **options)
    return {one["ids"]["geonames"]: one for one in found if not isinstance(one, Rejected)}


def test_a_place_with_names_and_dates() -> None:
    astana = records(alternates=names())["1526273"]
    assert astana["id"] == "geonames-1526273"
    assert astana["type"] == "place"
    assert astana["ids"] == {"geonames": "1526273", "wikidata": "Q1520", "iata": "NQZ"}
    assert astana["attributes"] == {
        "country": "kz",
        "feature": "P.PPLC",
        "latitude": 51.1801,
        "longitude": 71.44598,
        "population": 1350228,
    }
    shown = [(n["text"], n["lang"], n["kind"], n.get("since"), n.get("until")) for n in astana["names"]]
    assert shown == [
        ("Астана", "kk", "official", None, None),
        ("Astana", "en", "official", None, None),
        ("City of Astana", "en", "alias", None, None),
        ("Akmolinsk", "und", "alias", None, None),
        ("阿斯塔纳", "zh", "alias", None, None),
        ("Нур-Султан", "ru", "former", "2019-03-23", "2022-09-17"),
        ("Nur-Sultan", "en", "former", "2019", "2022"),
        ("Capital of the Steppe", "en", "nickname", None, None),
    ]
    assert Entity.from_dict(astana).names[0].source == "geonames"


def test_the_name_in_the_dump_stands_where_the_names_do_not_say_it() -> None:
    found = records(alternates=names())
    assert [n["text"] for n in found["1519422"]["names"]] == ["Семипалатинск", "Semey"]
    assert found["1526384"]["attributes"] == {"country": "kz", "feature": "P.PPLA"}


def test_without_the_second_file_names_have_no_language() -> None:
    astana = records()["1526273"]
    assert [n["text"] for n in astana["names"]] == ["Astana", "Akmola", "Akmolinsk", "Nur-Sultan", "TSE", "Астана"]
    assert {n["lang"] for n in astana["names"]} == {"und"}


def test_the_second_file_is_found_beside_the_first(tmp_path: Path) -> None:
    (tmp_path / "KZ.txt").write_bytes(PLACES.encode())
    (tmp_path / ALTERNATES).write_bytes(NAMES.encode())
    first = next(read(tmp_path / "KZ.txt"))
    assert not isinstance(first, Rejected)
    assert first["ids"]["wikidata"] == "Q1520"


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ({"countries": ["ru"]}, ["2017370"]),
        ({"classes": ["P"], "population": 300_000}, ["1526273"]),
        ({"codes": ["PPLA"]}, ["1519422", "1526384"]),
        ({"countries": []}, []),
    ],
)
def test_filters(options: dict[str, Any], ids: list[str]) -> None:
    assert list(records(**options)) == ids
    assert list(records(alternates=names(), **options)) == ids


def test_languages() -> None:
    found = records(alternates=names(), languages=["kk"])["1526273"]["names"]
    assert {n["lang"] for n in found} == {"kk", "und"}


def test_broken_rows_and_repeated_places() -> None:
    source = io.BytesIO((PLACES + "\r\n1\ttoo short\r\n" + PLACES).encode())
    second = io.BytesIO(("x\ty\r\n" + NAMES).encode())
    found = list(read(source, alternates=second))
    rejected = [one for one in found if isinstance(one, Rejected)]
    assert [(one.position, one.text) for one in rejected] == [(6, "1\ttoo short"), (1, "x\ty")]
    assert len(found) - len(rejected) == 4


def test_written_files_are_read_again(tmp_path: Path) -> None:
    before = records(alternates=names())
    elsewhere = {"id": "x", "type": "place", "names": [{"text": "Orda"}]}
    (tmp_path / ALTERNATES).write_bytes(b"of the whole world")
    assert write([*before.values(), elsewhere], tmp_path / "KZ.txt") == 4
    assert (tmp_path / ALTERNATES).read_bytes() == b"of the whole world"
    assert own_alternates(tmp_path / "KZ.txt").is_file()
    after = list(read(tmp_path / "KZ.txt"))
    for one in after:
        assert not isinstance(one, Rejected)
        old = before[one["ids"]["geonames"]]
        assert {**one, "names": None} == {**old, "names": None}
        key = ["text", "lang", "kind", "since", "until"]
        kept = {tuple(n.get(k) for k in key) for n in one["names"]}
        assert kept >= {tuple(n.get(k) for k in key) for n in old["names"]}


@given(st.text(), st.text())
def test_total_on_text(first: str, second: str) -> None:
    row = PLACES.splitlines()[0]
    source = io.BytesIO(f"{row}\n{first}".encode("utf-8", "replace"))
    alternates = io.BytesIO(f"1\t1526273\t{second}\t{first}\n".encode("utf-8", "replace"))
    assert all(isinstance(one, (dict, Rejected)) for one in read(source, alternates=alternates))
