import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

pytest.importorskip("datasets")

import pyarrow as pa
import pyarrow.parquet as pq

from kzling import data
from kzling.corpus.arrow import arrow_schema, arrow_table
from kzling.corpus.card import LICENCE
from kzling.corpus.config import BuildConfig
from kzling.corpus.croissant import croissant
from kzling.corpus.parquet import ConfigWriter, Encoder, SplitSize
from kzling.model import SCHEMA, SPLITS

LANGUAGES = ["ru-Cyrl", "kk-Cyrl", "und-Zyyy"]
RESTORED = {"form": "ВКонтакте", "language": "ru", "confidence": 0.9}
#: Lists of records in a record, which mlcroissant cannot give: see `kzling.corpus.croissant`.
LEFT_OUT = {"documents/mentions/evidence", "documents/translation/evidence", "documents/provenance/steps"}
HOSTILE = ['"}], "x": <b>|`', "two\nlines\ttab", "Жаңалықтар", "@type", "\u202e \0", "", "  ", "../../etc", "x" * 5000]

Sizes = dict[str, dict[str, SplitSize]]


def mention(number: int, place: int) -> dict[str, Any]:
    why = [{"kind": "form", "weight": 0.5, "why": "It is so written."}] * place
    restored = RESTORED if place else None
    route = ["a", "b"][:place]
    return {
        "id": f"d{number}:{place}",
        "start": place,
        "end": 9,
        "route": route,
        "restored": restored,
        "evidence": why,
    }


def document(number: int) -> dict[str, Any]:
    removed = [
        {"kind": "views", "span": {"start": n, "end": n + 1, "space": "raw"}, "text": "…"} for n in range(number)
    ]
    mentions = [mention(number, place) for place in range(number)]
    published = "0999-01-02T03:04:05Z" if number else None
    return {"id": f"d{number}", "text": "Мәтін", "published": published, "removed": removed, "mentions": mentions}


@pytest.fixture
def dataset(tmp_path: Path) -> tuple[Path, Sizes]:
    """A dataset without test rows in `documents` and `mentions`, one split in `entities`, no row at all in `names`."""
    rows: dict[str, dict[str, list[dict[str, Any]]]] = {
        "documents": {"train": [document(0), document(1), document(2)], "validation": [document(3)]},
        "mentions": {"train": [mention(2, 0), mention(2, 1)], "validation": [mention(3, 2)]},
        "entities": {
            "train": [{"id": "e", "names": [{"text": "Астана", "lang": "kk"}], "weight": 1.5, "mentions": 3}]
        },
        "names": {},
    }
    folder, sizes = tmp_path / "dataset", {}
    with Encoder() as encoder:
        for config, splits in rows.items():
            writer = ConfigWriter(folder, config, encoder)
            for split, content in splits.items():
                writer.add(split, arrow_table(config, content))
            sizes[config] = writer.close()
    return folder, sizes


def described(dataset: tuple[Path, Sizes], **options: Any) -> Any:
    return orjson.loads(croissant(*dataset, BuildConfig(**options), languages=LANGUAGES, version="0.1.0"))


def by_id(nodes: list[dict[str, Any]], kind: str) -> dict[str, dict[str, Any]]:
    return {node["@id"]: node for node in nodes if node["@type"] == kind}


def test_every_file_is_listed_with_its_digest(dataset: tuple[Path, Sizes]) -> None:
    folder, _ = dataset
    listed = by_id(described(dataset)["distribution"], "cr:FileObject")
    assert set(listed) == {path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")}
    for path, node in listed.items():
        content = (folder / path).read_bytes()
        assert node["contentUrl"] == path
        assert node["contentSize"] == f"{len(content)} B"
        assert node["sha256"] == hashlib.sha256(content).hexdigest()


def test_file_sets_take_the_splits_with_rows(dataset: tuple[Path, Sizes]) -> None:
    folder, sizes = dataset
    sets = by_id(described(dataset)["distribution"], "cr:FileSet")
    assert len(sets) == len(SCHEMA)
    for config in SCHEMA:
        taken = {path.name.split("-")[0] for one in sets[f"{config}-files"]["includes"] for path in folder.glob(one)}
        assert taken == {split for split in SPLITS if sizes[config][split].rows}


def test_every_column_is_described(dataset: tuple[Path, Sizes]) -> None:
    sets = by_id(described(dataset)["recordSet"], "cr:RecordSet")
    assert list(sets) == ["splits", *SCHEMA]
    for config in SCHEMA:
        fields = sets[config]["field"]
        assert [field["name"] for field in fields] == ["split", *arrow_schema(config).names]
        assert all(field["description"] for field in fields)


def test_the_sentences_are_those_of_the_columns() -> None:
    told = data.read_yaml("corpus/fields.yml")
    bare = told.pop("standoff")
    assert {config: list(columns) for config, columns in told.items()} == {
        config: arrow_schema(config).names for config in SCHEMA
    }
    assert all(told[config].keys() > columns.keys() for config, columns in bare.items())
    for sentence in (sentence for columns in (*told.values(), *bare.values()) for sentence in columns.values()):
        assert sentence.endswith(".")
        assert "|" not in sentence


def leaves(fields: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for field in fields:
        yield from leaves(field["subField"]) if "subField" in field else [field]


def arrow_leaves(path: str, kind: Any) -> Iterator[str]:
    item = kind.value_type if pa.types.is_list(kind) else kind
    if not pa.types.is_struct(item):
        yield path
        return
    for field in item:
        if f"{path}/{field.name}" not in LEFT_OUT:
            yield from arrow_leaves(f"{path}/{field.name}", field.type)


def test_fields_go_down_to_the_values(dataset: tuple[Path, Sizes]) -> None:
    sets = by_id(described(dataset)["recordSet"], "cr:RecordSet")
    for config in SCHEMA:
        paths = [path for field in arrow_schema(config) for path in arrow_leaves(f"{config}/{field.name}", field.type)]
        assert [field["@id"] for field in leaves(sets[config]["field"])] == [f"{config}/split", *paths]
    span = next(
        field for field in leaves(sets["documents"]["field"]) if field["@id"] == "documents/removed/span/start"
    )
    assert span["dataType"] == "sc:Integer"
    assert (span["source"]["extract"], span["source"]["transform"]) == (
        {"column": "removed"},
        {"jsonPath": "span.start"},
    )


def test_the_same_bytes_twice(dataset: tuple[Path, Sizes]) -> None:
    config = BuildConfig()
    one = croissant(*dataset, config, languages=LANGUAGES, version="0.1.0")
    other = croissant(*dataset, config, languages=set(LANGUAGES), version="0.1.0")
    assert one == other
    assert str(dataset[0]).encode() not in one


def test_languages_are_known_ones(dataset: tuple[Path, Sizes]) -> None:
    assert described(dataset)["inLanguage"] == ["kk-Cyrl", "ru-Cyrl"]


def test_the_licence_tells_texts_from_annotation(dataset: tuple[Path, Sizes]) -> None:
    apart = described(dataset, annotation_license="CC0")
    assert (apart["license"]["url"], apart["sdLicense"]) == (LICENCE, "CC0")
    whole = described(dataset, license="cc-by-4.0")
    assert (whole["license"], whole["sdLicense"]) == ("cc-by-4.0", "cc-by-4.0")


def test_what_was_done_with_the_texts_is_told(dataset: tuple[Path, Sizes]) -> None:
    usual = described(dataset)
    other = described(dataset, clean=False, duplicates="keep", mask=[], link_unknown_persons=True, standoff=True)
    assert "email, iin, phone" in usual["rai:dataPreprocessingProtocol"][2]
    assert "Nothing is masked." in other["rai:dataPreprocessingProtocol"]
    told = ("description", "rai:dataPreprocessingProtocol", "rai:personalSensitiveInformation")
    assert all(usual[key] != other[key] for key in told)


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_is_only_text(dataset: tuple[Path, Sizes], title: str) -> None:
    usual, hostile = described(dataset), described(dataset, pretty_name=title)
    assert hostile["alternateName"] == " ".join(title.split())
    assert hostile["name"]
    assert not set(hostile["name"]) & set("\n\t /@<\"'`")
    told = {"name", "alternateName", "description", "citeAs"}
    assert {key for key in usual if usual[key] != hostile[key]} <= told


@pytest.mark.slow
@pytest.mark.parametrize("title", ["News with resolved names", *HOSTILE])
def test_mlcroissant_reads_it(dataset: tuple[Path, Sizes], title: str) -> None:
    import mlcroissant

    folder, sizes = dataset
    content = croissant(folder, sizes, BuildConfig(pretty_name=title), languages=LANGUAGES, version="0.1.0")
    (folder / "croissant.json").write_bytes(content)
    read = mlcroissant.Dataset(jsonld=folder / "croissant.json")
    issues = read.metadata.ctx.issues
    assert not issues.errors
    # Nobody has published it yet.
    assert all("datePublished" in warning for warning in issues.warnings)
    assert len(issues.warnings) == 1
    assert [row["splits/name"] for row in read.records("splits")] == ["train", "validation"]
    for config in SCHEMA:
        check_rows(folder, config, list(read.records(config)))


def check_rows(folder: Path, config: str, rows: list[dict[str, Any]]) -> None:
    files = sorted((folder / config).glob("*.parquet"))
    expected = [(path.name.split("-")[0], row) for path in files for row in pq.read_table(path).to_pylist()]
    plain = [field.name for field in arrow_schema(config) if not pa.types.is_nested(field.type)]
    assert [text(row[f"{config}/split"]) for row in rows] == [split for split, _ in expected]
    for row, (_, own) in zip(rows, expected, strict=True):
        assert {name: text(row[f"{config}/{name}"]) for name in plain} == {name: own[name] for name in plain}
        if config == "documents":
            check_nested(row, own)


def check_nested(row: dict[str, Any], own: dict[str, Any]) -> None:
    for name in ("id", "route"):
        found = [text(one[f"documents/mentions/{name}"]) for one in row["documents/mentions"]]
        assert found == [one[name] for one in own["mentions"]]
    starts = row["documents/removed/span"]["documents/removed/span/start"]
    assert starts == [one["span"]["start"] for one in own["removed"]]
    forms = row["documents/mentions/restored"]["documents/mentions/restored/form"]
    assert text(forms) == [one["restored"] and one["restored"]["form"] for one in own["mentions"]]


def text(value: Any) -> Any:
    """Give what mlcroissant read with its texts as strings; it gives bytes."""
    if isinstance(value, list):
        return [text(one) for one in value]
    return value.decode() if isinstance(value, bytes) else value
