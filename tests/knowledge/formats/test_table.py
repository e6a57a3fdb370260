import gzip
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.errors import UsageError
from kzling.knowledge.formats import rows
from kzling.knowledge.formats.rows import Rejected
from kzling.knowledge.formats.table import read, write


def table(text: str, **options: Any) -> list[dict[str, Any] | Rejected]:
    return list(read(io.BytesIO(text.encode("utf-8-sig")), **options))


def test_a_row_a_name() -> None:
    text = (
        "id,type,weight,name,lang,kind,since,until,source,ids.wikidata,attributes.country,remark\r\n"
        'kz-place-astana,place,2,"Астана",kk,official,2022-09-17,,decree,Q1520,kz,capital\r\n'
        "kz-place-astana,,,Nur-Sultan,en,former,2019-03-23,2022-09-17,,,,\r\n"
        "x,,,Orda\r\n"
    )
    assert table(text) == [
        {
            "id": "kz-place-astana",
            "type": "place",
            "weight": 2.0,
            "attributes": {"country": "kz"},
            "ids": {"wikidata": "Q1520"},
            "names": [
                {"text": "Астана", "lang": "kk", "kind": "official", "since": "2022-09-17", "source": "decree"},
                {"text": "Nur-Sultan", "lang": "en", "kind": "former", "since": "2019-03-23", "until": "2022-09-17"},
            ],
        },
        {"id": "x", "names": [{"text": "Orda"}]},
    ]


def test_own_names_of_columns_and_a_column_a_language() -> None:
    columns = {"id": "code", "name:ru": "Название", "name:kk": "Атауы", "ids.wikidata": "qid"}
    text = "code;Название;Атауы;qid;type\n7;Семей;Семей;Q484041;place\n"
    assert table(text, columns=columns, delimiter=";") == [
        {
            "id": "7",
            "type": "place",
            "ids": {"wikidata": "Q484041"},
            "names": [{"text": "Семей", "lang": "ru"}, {"text": "Семей", "lang": "kk"}],
        }
    ]


def test_rows_in_no_order() -> None:
    text = "id,name\na,One\nb,Two\na,Three\n"
    apart = [(one["id"], len(one["names"])) for one in table(text, ordered=True) if isinstance(one, dict)]
    together = [(one["id"], len(one["names"])) for one in table(text) if isinstance(one, dict)]
    assert apart == [("a", 1), ("b", 1), ("a", 1)]
    assert together == [("a", 2), ("b", 1)]


@pytest.mark.parametrize("ordered", [True, False])
def test_broken_rows_cost_themselves_alone(ordered: bool) -> None:
    text = 'id,name,weight\na,"One\nb,Two,heavy\n,Three,\nc,Four,1,more\nd,"""Nur"" Otan",1\ne,"Two\nlines",\nf,Six\n'
    found = table(text, ordered=ordered)
    rejected = sorted(one.position for one in found if isinstance(one, Rejected))
    assert rejected == [2, 3, 4, 5]
    kept = [(one["id"], one["names"][0]["text"]) for one in found if isinstance(one, dict)]
    assert kept == [("d", '"Nur" Otan'), ("e", "Two\nlines"), ("f", "Six")]


def test_a_cut_file_gives_what_stands_before_the_cut() -> None:
    whole = gzip.compress("".join(f"id{n * 7_919 % 10_007},Орда {n}\n" for n in range(10_000)).encode())
    found = list(read(io.BytesIO(gzip.compress(b"id,name\n") + whole[:-20_000])))
    [rejected] = [one for one in found if isinstance(one, Rejected)]
    assert "cut off" in rejected.why
    # The header is line 1.
    assert len(found) - 1 == rejected.position - 2 > 1_000


def test_a_quote_that_nothing_closes_does_not_take_a_long_line_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_BYTES_OF_A_LINE", 100)
    found = table('id,name\na,"One\nb,' + "x" * 1_000 + "\nc,Three\n")
    assert [one.position if isinstance(one, Rejected) else one["id"] for one in found] == [2, 3, "c"]


def test_bytes_that_are_no_text() -> None:
    source = io.BytesIO(b"id,name\na,\xc0\xe1\xe0\xe9\nb,Orda\n")
    first, second = read(source)
    assert isinstance(first, Rejected)
    assert "not UTF-8" in first.why
    assert isinstance(second, dict)


def test_tabs_by_name_and_quotes_in_them(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text('id\tname\na\t"Nur Otan" party\n', encoding="utf-8")
    [found] = read(path)
    assert isinstance(found, dict)
    assert found["names"] == [{"text": '"Nur Otan" party'}]


@pytest.mark.parametrize(
    ("text", "columns", "sentence"),
    [
        ("code,title\n", {"id": "code", "name": "titel"}, r"no column 'titel'; there are 'code', 'title'"),
        ("code,title\n", {}, r"needs columns for id and name; say by columns .* which of 'code', 'title'"),
        ("code,title\n", {"id": "code", "nom": "title"}, r"There is no field 'nom'; there are id, type"),
    ],
)
def test_columns_that_are_not_there(text: str, columns: dict[str, str], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        table(text, columns=columns)


def test_an_empty_file_has_no_records() -> None:
    assert table("") == []
    assert table("id,name\n") == []


cells = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=6)
name = st.fixed_dictionaries(
    {"text": cells},
    optional={"lang": st.sampled_from(["kk", "ru"]), "since": st.just("2019-03"), "kind": st.just("former")},
)
names = st.lists(name, min_size=1, max_size=4, unique_by=lambda n: (n["text"], n.get("lang"), n.get("since")))
record = st.fixed_dictionaries(
    {"id": cells, "names": names},
    optional={
        "type": st.just("place"),
        "weight": st.floats(0, 10),
        "ids": st.dictionaries(st.just("wikidata"), cells, min_size=1),
        "attributes": st.dictionaries(cells, st.lists(cells) | st.none(), min_size=1),
    },
)


@pytest.mark.parametrize("ending", ["csv", "tsv", "csv.gz"])
@given(records=st.lists(record, max_size=4, unique_by=lambda one: one["id"]))
def test_round_trip(ending: str, records: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / f"round.{ending}"
    assert write(records, path) == len(records)
    assert list(read(path)) == records
    assert list(read(path, ordered=True)) == records


@given(st.text())
def test_total_on_text(text: str) -> None:
    source = io.BytesIO(f"id,name,weight,ids\n{text}".encode("utf-8", "replace"))
    assert all(isinstance(one, (dict, Rejected)) for one in read(source))
