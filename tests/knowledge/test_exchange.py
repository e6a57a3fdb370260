import json
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzling.errors import Interrupted, InvalidRecord, MissingInput, UnreadableInput, UnwritableOutput, UsageError
from kzling.knowledge import exchange
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.exchange import Imported, export, import_records
from kzling.knowledge.file import index_path
from kzling.knowledge.formats.registry import FORMATS
from kzling.knowledge.making import build

RECORDS: list[dict[str, Any]] = [
    {"id": "x", "type": "place", "names": [{"text": "Орда", "lang": "kk"}, {"text": "Orda", "lang": "en"}]},
    {"id": "y", "type": "person", "names": [{"text": "Абай Құнанбайұлы", "lang": "kk"}]},
]


def lines(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return lines(tmp_path / "records.jsonl", RECORDS)


def test_again_changes_nothing_and_a_new_record_replaces_the_old(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "base.sqlite"
    assert import_records(path, [file]) == Imported(added=2)
    digest = KnowledgeBase.open(path).digest
    assert import_records(path, [file]) == Imported(unchanged=2)
    assert KnowledgeBase.open(path).digest == digest
    lines(file, [RECORDS[0], {**RECORDS[1], "weight": 0.5}, {"id": "z", "names": [{"text": "Семей"}]}])
    assert import_records(path, [file]) == Imported(added=1, changed=1, unchanged=1)
    base = KnowledgeBase.open(path)
    assert ([entity.id for entity in base], base.get("y").weight) == (["x", "y", "z"], 0.5)


def test_rows_that_are_no_records_go_to_a_file_of_their_own(tmp_path: Path, file: Path) -> None:
    path, rejects = tmp_path / "base.sqlite", tmp_path / "base.sqlite.rejects.jsonl"
    lines(file, [RECORDS[0], "{oops", {"id": "z", "names": []}])
    assert import_records(path, [file]) == Imported(added=1, rejected=2)
    rows = [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()]
    assert [set(row) for row in rows] == [{"source", "position", "why", "text"}] * 2
    assert [(row["source"], row["position"], row["text"]) for row in rows] == [
        (str(file), 2, "{oops"),
        (str(file), 3, '{"id":"z","names":[]}'),
    ]
    assert "no JSON" in rows[0]["why"]
    assert "at least one name" in rows[1]["why"]
    lines(file, RECORDS)
    assert import_records(path, [file]).rejected == 0
    assert len(rejects.read_text(encoding="utf-8").splitlines()) == 2
    lines(file, [*RECORDS, "{oops"])
    assert import_records(path, [file]).rejected == 1
    assert len(rejects.read_text(encoding="utf-8").splitlines()) == 1


def test_an_import_without_rejects_makes_no_file_of_them(tmp_path: Path, file: Path) -> None:
    import_records(tmp_path / "base.sqlite", [file])
    assert list(tmp_path.glob("*.rejects.jsonl")) == []


def test_an_import_that_was_stopped_goes_on(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "base.sqlite"
    lines(file, [{"id": f"n{number}", "names": [{"text": f"Name {number}"}]} for number in range(30)])
    asked = count()
    with pytest.raises(Interrupted, match="start the same command again"):
        import_records(path, [file], stopped=lambda: next(asked) >= 10)
    assert [entity.id for entity in KnowledgeBase.open(path)] == [f"n{number}" for number in range(10)]
    assert import_records(path, [file]) == Imported(added=20, unchanged=10)


def test_a_watcher_is_told(tmp_path: Path, file: Path) -> None:
    told: list[tuple[int, int]] = []
    lines(file, [*({"id": f"n{number}", "names": [{"text": "Name"}]} for number in range(1500)), *["oops"] * 600])
    import_records(tmp_path / "base.sqlite", [file], watch=lambda *numbers: told.append(numbers))
    assert told == [(1000, 0), (1500, 500)]


def test_several_files_each_in_a_format_of_its_own(tmp_path: Path, file: Path) -> None:
    table = tmp_path / "places.csv"
    # Rows of one entity stand apart.
    table.write_text("code,title,lang\np,Семей,kk\nq,Орал,kk\np,Semey,en\n", encoding="utf-8")
    path = tmp_path / "base.sqlite"
    assert import_records(path, [table], columns={"id": "code", "name": "title"}) == Imported(added=2)
    assert [name.text for name in KnowledgeBase.open(path).get("p").names] == ["Семей", "Semey"]
    table.write_text("id,name\nr,Abay\n", encoding="utf-8")
    assert import_records(path, [file, table]) == Imported(added=3)
    renamed = table.rename(tmp_path / "places")
    renamed.write_text("id\tname\ns\tArys\n", encoding="utf-8")
    assert import_records(path, [renamed], format="tsv") == Imported(added=1)
    renamed.write_text("id;name\nt;Aral\n", encoding="utf-8")
    assert import_records(path, [renamed], format="csv", delimiter=";") == Imported(added=1)


def test_caller_s_mistakes_leave_no_base(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "base.sqlite"
    for error, sentence, sources, options in [
        (MissingInput, "There is no file", [file, tmp_path / "none.jsonl"], {}),
        (UsageError, "There is no format 'xml'", [file], {"format": "xml"}),
        (UsageError, "entity-ruler is only written", [file], {"format": "entity-ruler"}),
        (UsageError, "The format jsonl has no option types", [file], {"types": ["person"]}),
        (UsageError, "'man' is no type", [file], {"type": "man"}),
        (UsageError, "'Kazakhstan' is no country", [file], {"format": "ftm", "countries": ["Kazakhstan"]}),
        (UsageError, "'Kazakh' is no language", [file], {"format": "wikidata", "languages": ["Kazakh"]}),
        (UsageError, "overwrite", [file], {"rejects": file}),
        (UsageError, "overwrite", [file], {"rejects": path}),
        (UnwritableOutput, "The rejects cannot be written", [file], {"rejects": tmp_path / "none" / "rejects"}),
        (UnwritableOutput, "The rejects cannot be written", [file], {"rejects": tmp_path}),
    ]:
        with pytest.raises(error, match=sentence):
            import_records(path, sources, **options)  # type: ignore[arg-type]
    lines(file, ["oops"])
    with pytest.raises(InvalidRecord, match=r"No row of .* could be read; .*rejects.jsonl says why"):
        import_records(path, [file])
    assert not path.exists()


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.csv", "out.tsv"])
def test_what_is_written_is_read_back(tmp_path: Path, name: str) -> None:
    base = KnowledgeBase.from_records(RECORDS)
    assert export(base, tmp_path / name) == 2
    again = tmp_path / "again.sqlite"
    assert import_records(again, [tmp_path / name]) == Imported(added=2)
    assert list(KnowledgeBase.open(again)) == list(base)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written(tmp_path: Path, name: str) -> None:
    base = KnowledgeBase.from_records([RECORDS[0] | {"ids": {"geonames": "1"}}, RECORDS[1]])
    written = export(base, tmp_path / "out", format=name)
    # Places alone have a place in GeoNames, and none in FollowTheMoney.
    assert written == (1 if name in ("geonames", "ftm") else 2)
    assert (tmp_path / "out").stat().st_size > 0


@pytest.mark.parametrize(
    "content", [b"my notes\n", b'{"op":"same","a":"x","b":"y","by":"ann","when":"2026-11-03","why":"z"}\n', b"PK\3\4"]
)
def test_rejects_take_the_place_of_rejects_alone(tmp_path: Path, file: Path, content: bytes) -> None:
    rejects = tmp_path / "bad.jsonl"
    rejects.write_bytes(content)
    lines(file, [*RECORDS, "{oops"])
    with pytest.raises(UnwritableOutput, match="holds no rejects of an import"):
        import_records(tmp_path / "base.sqlite", [file], rejects=rejects)
    with pytest.raises(UnwritableOutput, match="holds no rejects of an import"):
        import_records(tmp_path / "base.sqlite", [file], rejects=Path("/dev/null"))
    assert rejects.read_bytes() == content
    rejects.write_bytes(b"")
    assert import_records(tmp_path / "base.sqlite", [file], rejects=rejects).rejected == 1
    assert import_records(tmp_path / "base.sqlite", [file], rejects=rejects).rejected == 1
    assert not list(tmp_path.glob("*.tmp"))


def test_rejects_of_an_import_that_fails_leave_those_before(tmp_path: Path, file: Path) -> None:
    rejects = tmp_path / "bad.jsonl"
    lines(file, [*RECORDS, "{oops"])
    import_records(tmp_path / "base.sqlite", [file], rejects=rejects)
    before = rejects.read_bytes()
    (tmp_path / "other.sqlite").write_bytes(b"no base")
    lines(file, ["{other", *RECORDS])
    with pytest.raises(UnreadableInput):
        import_records(tmp_path / "other.sqlite", [file], rejects=rejects)
    assert rejects.read_bytes() == before
    assert not list(tmp_path.glob("*.tmp"))


def test_a_base_is_not_exported_over(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "base.jsonl"
    import_records(path, [file])
    before = path.read_bytes()
    (tmp_path / "link.csv").symlink_to(path)
    for target in (path, tmp_path / "link.csv"):
        with pytest.raises(UnwritableOutput, match="it is a knowledge base"):
            export(KnowledgeBase.open(path), target, format="csv")
    assert path.read_bytes() == before


def test_records_that_state_no_type(tmp_path: Path) -> None:
    table = tmp_path / "persons.csv"
    table.write_text("id,name,type\na,Abai,\nb,Orda,place\n", encoding="utf-8")
    import_records(tmp_path / "base.sqlite", [table], type="person")
    base = KnowledgeBase.open(tmp_path / "base.sqlite")
    assert [base.get(one).type for one in "ab"] == ["person", "place"]


def test_a_large_import_is_compiled(tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "base.sqlite"
    import_records(path, [file])
    assert not index_path(path).exists()
    monkeypatch.setattr(exchange, "COMPILED_FROM", 3)
    lines(file, [{"id": "z", "names": [{"text": "Семей"}]}])
    import_records(path, [file])
    assert index_path(path).exists()
    assert [entity.id for entity in KnowledgeBase.open(path).search("семей")] == ["z"]


def test_a_base_of_another_version_is_to_be_built_anew(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "base.sqlite"
    import_records(path, [file])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'lookup_version'")
    with pytest.raises(UnreadableInput, match="`kzling kb build"):
        import_records(path, [file])
    build([path], path)
    assert import_records(path, [file]) == Imported(unchanged=2)


def test_formats_without_our_ids_and_languages(tmp_path: Path) -> None:
    base = KnowledgeBase.from_records([*RECORDS, {"id": "q", "names": [{"text": "Q"}], "ids": {"wikidata": "Q5"}}])
    assert export(base, tmp_path / "out.ftm.json", format="ftm") == 2
    assert export(base, tmp_path / "patterns.jsonl", format="entity-ruler", languages=["en"]) == 1
    assert json.loads((tmp_path / "patterns.jsonl").read_text(encoding="utf-8"))["pattern"] == "Orda"
    with pytest.raises(UsageError, match="has no option languages"):
        export(base, tmp_path / "out.jsonl", languages=["en"])


values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
names = st.fixed_dictionaries({"text": st.text(max_size=10) | values}, optional={"lang": values, "since": values})
rows = st.fixed_dictionaries(
    {"id": st.text(max_size=3) | values, "names": st.lists(names, max_size=2) | values},
    optional={"weight": values, "attributes": values, "ids": values},
)


@given(st.lists(rows | values, max_size=5))
@settings(max_examples=60)
def test_every_row_is_counted(tmp_path_factory: pytest.TempPathFactory, given: list[Any]) -> None:
    folder = tmp_path_factory.mktemp("rows")
    file = lines(folder / "rows.jsonl", [RECORDS[0], *(json.dumps(row) for row in given)])
    imported = import_records(folder / "base.sqlite", [file], format="jsonl")
    assert sum(imported) == 1 + len(given)
    assert len(KnowledgeBase.open(folder / "base.sqlite")) == imported.added
