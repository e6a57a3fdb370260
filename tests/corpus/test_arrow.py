from dataclasses import replace

import pytest

pa = pytest.importorskip("pyarrow")

from kzling.corpus.arrow import arrow_schema, arrow_table, record_table  # noqa: E402
from kzling.model import SCHEMA  # noqa: E402
from kzling.pipeline import analyze  # noqa: E402


@pytest.mark.parametrize("config", SCHEMA)
def test_every_config_has_a_schema_of_its_fields(config: str) -> None:
    names = {field.name for field in SCHEMA[config].__dataclass_fields__.values()}  # type: ignore[attr-defined]
    assert set(arrow_schema(config).names) == names


def test_times_are_times() -> None:
    assert arrow_schema("documents").field("published").type == pa.timestamp("s", tz="UTC")


def test_a_table_gives_its_rows_back() -> None:
    row = analyze("Share\nTokayev left Astana.").to_dict() | {"published": "2022-03-01T10:00:00Z"}
    (back,) = arrow_table("documents", [row]).to_pylist()
    assert back["published"].isoformat() == "2022-03-01T10:00:00+00:00"
    assert {**back, "published": None} == {**row, "published": None}


def test_no_rows() -> None:
    assert arrow_table("names", []).schema == arrow_schema("names")


TIMES = ["2022-03-01T10:00:00Z", None, "2023-01-01T00:00:00Z", None]
TEXTS = [
    "Share\nTokayev left Astana.",
    "",
    "Cерік Алматыға келді.\u00a0 Одноклассники, ВКонтакте, Фейсбук.",
    "Classmates and In Contact are closed.",
]


@pytest.mark.parametrize("texts", [[], TEXTS[:1], TEXTS])
def test_records_make_the_table_of_their_plain_data(texts: list[str]) -> None:
    documents = [replace(analyze(text), published=time) for text, time in zip(texts, TIMES, strict=False)]
    table = record_table("documents", documents)
    table.validate(full=True)
    assert table.equals(arrow_table("documents", [document.to_dict() for document in documents]))
    assert table.schema == arrow_schema("documents")
