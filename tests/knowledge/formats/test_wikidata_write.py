from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.formats.wikidata import read
from kzling.knowledge.formats.wikidata_write import item, write

NAMES = [
    {"text": "Астана", "lang": "kk", "kind": "official", "since": "2022-09-17"},
    {"text": "Нұр-Сұлтан", "lang": "kk", "kind": "former", "since": "2019-03-23", "until": "2022-09"},
    {"text": "Целиноград", "lang": "ru", "kind": "former"},
    {"text": "استانا", "lang": "kk", "script": "Arab"},
    {"text": "Astana", "lang": "en"},
    {"text": "Left Bank", "lang": "en", "kind": "nickname"},
    {"text": "Astanna", "lang": "en", "kind": "misspelling"},
]
ASTANA = {
    "id": "kz-place-astana",
    "type": "place",
    "names": NAMES,
    "attributes": {"country": "kz"},
    "ids": {"wikidata": "Q1520", "geonames": "1526273"},
}


def text_of(name: dict[str, Any]) -> str:
    return str(name["text"])


def test_an_item() -> None:
    made = item(ASTANA)
    assert made["id"] == "Q1520"
    assert made["labels"]["kk-arab"] == {"language": "kk-arab", "value": "استانا"}
    assert made["aliases"] == {}
    assert len(made["claims"]["P1448"]) == 3
    assert made["claims"]["P17"][0]["mainsnak"]["datavalue"]["value"]["id"] == "Q232"
    end = made["claims"]["P1448"][1]["qualifiers"]["P582"][0]["datavalue"]["value"]
    assert (end["time"], end["precision"]) == ("+2022-09-00T00:00:00Z", 10)
    assert made["claims"]["P1448"][2]["qualifiers"]["P582"][0]["snaktype"] == "somevalue"


def test_a_dump_is_one_array_of_lines(base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "base.json"
    assert write(base.records(), path) == len(base)
    assert orjson.loads(path.read_bytes())[0]["id"] == "Q1520"
    assert path.read_bytes().count(b"\n") == len(base) + 2
    write([], path)
    assert orjson.loads(path.read_bytes()) == []


def test_written_items_are_read_again(tmp_path: Path) -> None:
    path = tmp_path / "astana.json.bz2"
    write([ASTANA], path)
    [found] = read(path)
    assert isinstance(found, dict)
    assert {**found, "id": "kz-place-astana", "names": NAMES} == ASTANA
    read_again = [{k: v for k, v in name.items() if k != "source"} for name in found["names"]]
    expected = [{"kind": "alias", **name} for name in NAMES[:-1]]
    assert sorted(read_again, key=text_of) == sorted(expected, key=text_of)


texts = st.text(st.characters(categories=["L"]), min_size=1, max_size=6)
dates = st.none() | st.sampled_from(["1998", "2019-03", "2022-09-17"])
name = st.fixed_dictionaries(
    {
        "text": texts,
        "lang": st.sampled_from(["kk", "ru", "und"]),
        "kind": st.sampled_from(["alias", "official", "former", "nickname"]),
        "since": dates,
    }
)


@given(names=st.lists(name, min_size=1, max_size=5, unique_by=lambda n: n["text"]))
def test_names_keep_text_language_and_dates(
    names: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "names.json"
    write([{"id": "x", "type": "work", "names": names}], path)
    [found] = read(path)
    assert isinstance(found, dict)
    assert (found["id"], found["type"], found.get("ids")) == ("x", "work", None)

    def known(one: dict[str, Any]) -> tuple[Any, ...]:
        return one["text"], one["lang"], one.get("since"), one["kind"] in ("former", "nickname")

    assert {known(one) for one in found["names"]} == {known(one) for one in names}
