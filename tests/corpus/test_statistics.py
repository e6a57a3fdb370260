"""What a dataset holds, counted: by hand on small tables, and against the rows of a real build."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import kzling
from kzling.corpus.arrow import record_table
from kzling.corpus.statistics import MOST_LISTED, Statistics, Tally
from kzling.corpus.write import mention_rows
from kzling.knowledge.base import KnowledgeBase
from kzling.model import (
    SPLITS,
    Cue,
    Document,
    Entity,
    EntityType,
    Mention,
    Name,
    Provenance,
    Removed,
    Restored,
    Span,
    Translation,
)

CUES = (
    Cue("calque", Span(0, 1), 3.0, "why"),
    Cue("calque", Span(2, 3), 3.0, "why"),
    Cue("native", Span(4, 5), -1.5, "why"),
)


def name(identity: str, text: str, type: EntityType = "person") -> Entity:
    return Entity(id=identity, type=type, names=(Name(text=text, lang="en", script="Latn"),))


def base_of(*entities: Entity) -> KnowledgeBase:
    return KnowledgeBase.from_records([entity.to_dict() for entity in entities])


BASE = base_of(name("e1", "Ann"), name("e2", "Ben"), name("p1", "Astana", "place"))


def mention(entity: str | None, *, start: int = 0, type: EntityType = "person", lemma: str = "Ann") -> Mention:
    return Mention(
        id=f"m{start}",
        start=start,
        end=start + 1,
        surface="A",
        type=type,
        lemma=lemma,
        language="en",
        script="Latn",
        by="gazetteer",
        entity_id=entity,
    )


def document(identity: str, text: str = "text", **changed: Any) -> Document:
    return replace(Document(id=identity, source="a.txt", language="en", script="Latn", text=text), **changed)


def furniture(kind: str, start: int, end: int) -> Removed:
    return Removed(kind=kind, span=Span(start=start, end=end, space="raw"), text="x" * (end - start))


def tallied(*units: Sequence[Document], base: KnowledgeBase = BASE) -> Tally:
    tally = Tally(base)
    for unit in units:
        table = record_table("documents", list(unit))
        tally.add(table, mention_rows(table))
    return tally


def counted(*documents: Document, base: KnowledgeBase = BASE) -> Statistics:
    return tallied(documents, base=base).statistics()


def test_languages_and_characters_are_code_points() -> None:
    found = counted(
        document("1", "a\U00010400😀"),
        document("2", "éе́"),
        document("3", "Қаз", language="kk", script="Cyrl"),
        document("4", "", language="und", script="Zyyy"),
    )
    assert found.documents == 4
    assert found.languages == {"en-Latn": 2, "kk-Cyrl": 1, "und-Zyyy": 1}
    assert found.characters == {"en-Latn": 3 + len("éе́"), "kk-Cyrl": 3, "und-Zyyy": 0}
    assert list(found.languages) == sorted(found.languages)


def test_months_and_documents_without_a_day() -> None:
    days = ["2021-04-30T23:59:59Z", "2021-05-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z", None]
    found = counted(*(document(str(place), published=day) for place, day in enumerate(days)))
    assert list(found.periods) == ["", "0001-01", "2021-04", "2021-05", "9999-12"]
    assert all(tags == {"en-Latn": 1} for tags in found.periods.values())


def test_a_source_is_the_publisher_or_else_the_host() -> None:
    found = counted(
        document("1", publisher="Daily", url="https://daily.example/1"),
        document("2", url="https://www.Daily.example:8080/2"),
        document("3", url="http://[broken"),
        document("4", url="not an address"),
        document("5"),
    )
    assert found.sources == {"Daily": 1, "daily.example": 1}
    assert (found.other_sources, found.unnamed_sources) == (0, 3)


def test_the_largest_sources_are_listed_the_rest_is_a_sum() -> None:
    many = [f"s{number:02}" for number in range(MOST_LISTED + 3)]
    papers = [paper for place, paper in enumerate(many) for _ in range(2 if place == len(many) - 1 else 1)]
    found = counted(*(document(str(place), publisher=paper) for place, paper in enumerate(papers)), document("none"))
    assert list(found.sources) == [many[-1], *many[: MOST_LISTED - 1]]
    assert (found.other_sources, found.unnamed_sources) == (3, 1)
    assert sum(found.sources.values()) + found.other_sources + found.unnamed_sources == found.documents


def test_names_by_type_and_which_of_them_are_linked() -> None:
    found = counted(
        document("1", mentions=(mention("e1"), mention("e1", start=1), mention("p1", start=2, type="place"))),
        document("2", mentions=(mention("e2"), mention("cluster-1", start=1), mention(None, start=2))),
        document("3", mentions=(mention("e2", type="place"),)),
    )
    assert found.types == {"person": 5, "place": 2}
    assert found.linked == {"person": 3, "place": 2}
    assert found.entities == {"person": 2, "place": 1}  # by the base's type, not by the mention's
    assert [(one.id, one.name, one.type, one.documents, one.mentions) for one in found.top] == [
        ("e2", "Ben", "person", 2, 2),
        ("e1", "Ann", "person", 1, 2),
        ("p1", "Astana", "place", 1, 1),
    ]


def test_as_many_entities_as_are_listed_in_a_stable_order() -> None:
    ids = [f"e{number:02}" for number in range(MOST_LISTED + 5)]
    base = base_of(*(name(one, one) for one in ids))
    found = counted(*(document(one, mentions=(mention(one),)) for one in reversed(ids)), base=base)
    assert [one.id for one in found.top] == ids[:MOST_LISTED]
    assert sum(found.entities.values()) == len(ids)


def test_spelling_systems_by_the_first_of_a_route() -> None:
    tally = tallied()
    tally.add_routes([("kk-a", "ru-b"), ("kk-a",), ()])
    tally.add_routes([()])
    assert tally.statistics().spellings == {"": 2, "kk-a": 1 + 1}


def test_translations_furniture_and_warnings() -> None:
    found = counted(
        document(
            "1",
            translation=Translation(verdict="translated", source_language="ru", by_machine=True, evidence=CUES),
            mentions=(replace(mention("e1"), restored=Restored("Правда", "ru", 0.9)),),
        ),
        document("2", translation=Translation(verdict="translated")),
        document(
            "3",
            removed=(furniture("advert", 0, 10), furniture("menu", 12, 15)),
            provenance=Provenance(
                kzling="0", data="0", warnings=("the date 'x' is not understood", "fields not read: a")
            ),
        ),
        document("4", removed=(furniture("menu", 3, 4),)),
        document("5", provenance=Provenance(kzling="0", data="0", warnings=("the date 'y: z' is not understood",))),
    )
    assert sum(found.translations.values()) == 5
    assert found.translations["translated"] == 2
    assert found.translated_from == {"ru": 1, "und": 1}
    assert found.by_machine == {"machine": 1, "unclear": 1}
    assert found.signs == {"calque": 1}
    assert found.restored == {"ru": 1}
    assert found.removed == {"advert": 1, "menu": 2}
    assert found.removed_characters == 14
    assert found.warnings == {"fields not read": 1, "the date … is not understood": 2}


def test_nothing_is_counted_as_nothing() -> None:
    found = counted()
    assert found.documents == found.removed_characters == found.unnamed_sources == 0
    assert not any((found.languages, found.periods, found.types, found.top, found.warnings))


def test_the_order_of_the_units_does_not_matter() -> None:
    units = [
        [document("1", publisher="B", published="2021-01-01T00:00:00Z", mentions=(mention("e1"), mention("p1")))],
        [document("2", publisher="A", language="kk", mentions=(mention("e2", lemma="Benn"),)), document("3", "x")],
        [document("4", mentions=(mention("e1", lemma="Anna"), mention(None, start=1, type="work")))],
    ]
    said = {orjson.dumps(tallied(*order).statistics().to_dict()) for order in permutations(units)}
    assert len(said) == 1
    assert orjson.dumps(tallied([one for unit in units for one in unit]).statistics().to_dict()) in said


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("statistics")
    rows: list[dict[str, Any]] = [
        {"id": 1, "text": "Tokayev left Astana on Monday and met Putin in Moscow. 😀", "published": "2021-04-02"},
        {"id": 2, "text": "Президент Токаев встретился с Путиным в Москве.", "url": "https://www.example.kz/2"},
        {"id": 3, "text": "Қасым-Жомарт Тоқаев Алматыға келді. Бүгін жаңбыр жауды.", "publisher": "Tengri"},
        {"id": 4, "text": "Nothing was said by Aigerim Sadykova on that day.", "published": "1 brumaire, noon"},
    ]
    (folder / "a.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    kzling.build(folder / "a.jsonl", folder / "out", processes=1)
    return folder / "out"


def rows(folder: Path, config: str) -> list[dict[str, Any]]:
    tables = [pq.read_table(path) for split in SPLITS for path in (folder / config).glob(f"{split}-*")]
    return [row for row in pa.concat_tables(tables).to_pylist() if row["id"] is not None]


def test_the_sums_are_those_of_the_rows(dataset: Path) -> None:
    found = Statistics.from_dict(orjson.loads((dataset / "statistics.json").read_bytes()))
    documents, mentions = rows(dataset, "documents"), rows(dataset, "mentions")
    entities, pairs = rows(dataset, "entities"), rows(dataset, "names")
    assert found.documents == len(documents) == sum(found.languages.values()) == sum(found.translations.values())
    assert found.documents == sum(sum(tags.values()) for tags in found.periods.values())
    assert found.documents == sum(found.sources.values()) + found.other_sources + found.unnamed_sources
    assert sum(found.characters.values()) == sum(len(row["text"]) for row in documents)
    assert found.types == Counter(row["type"] for row in mentions)
    known = {row["id"]: row for row in entities}
    assert sum(found.linked.values()) == sum(row["entity_id"] in known for row in mentions)
    assert found.entities == Counter(row["type"] for row in entities)
    assert {one.id: (one.mentions, one.documents) for one in found.top} == {
        one: (row["mentions"], row["documents"]) for one, row in known.items()
    }
    assert sum(found.spellings.values()) == len(pairs)
    assert found.spellings[""] == sum(not row["route"] for row in pairs)
    assert found.removed_characters == sum(
        one["span"]["end"] - one["span"]["start"] for row in documents for one in row["removed"]
    )
    assert sum(found.warnings.values()) == sum(len(row["provenance"]["warnings"]) for row in documents)


def test_a_build_in_another_order_has_the_same_statistics(
    articles: Path, tmp_path: Path, digest: Callable[[Path], dict[str, str]]
) -> None:
    kzling.build([articles / "a.jsonl", articles / "sub"], tmp_path / "one", processes=1)
    kzling.build([articles / "sub", articles / "a.jsonl"], tmp_path / "other", processes=2)
    one, other = digest(tmp_path / "one"), digest(tmp_path / "other")
    told = ("statistics.json", "pictures/languages.svg", "pictures/entities.svg", "pictures/spellings.svg")
    assert [one[path] for path in told] == [other[path] for path in told]
