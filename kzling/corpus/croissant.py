"""croissant.json of a dataset: files, record sets and columns in the Croissant vocabulary (MLCommons), version 1.1.

Tests hold it against mlcroissant (1.1.1), the reader of those who made Croissant; a build does without that package.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from kzling import data
from kzling.corpus.arrow import arrow_schema
from kzling.corpus.card import LICENCE, LICENCE_NAME, OTHER, columns
from kzling.corpus.config import BuildConfig
from kzling.corpus.manifest import file_digest
from kzling.corpus.parquet import SplitSize, parquet_files
from kzling.model import SCHEMA, SPLITS

if TYPE_CHECKING:
    import pyarrow as pa

_Sizes = Mapping[str, Mapping[str, SplitSize]]

_CONFORMS_TO = ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"]
#: The type for Parquet that mlcroissant knows; the registered one (application/vnd.apache.parquet) it cannot read.
_PARQUET = "application/x-parquet"
_KEYWORDS = ["news", "entity linking", "named entity recognition", "transliteration", "names", "kzling"]
#: The record set of the splits, and its one field.
_SPLITS, _SPLIT = "splits", "splits/name"
#: File names begin with their split. The pattern also fits the split alone, since mlcroissant applies it twice.
_SPLIT_REGEX = f"^({'|'.join(SPLITS)})"

#: The standard context, whole as mlcroissant has it: it warns where a word is missing.
_TERMS = """
arrayShape citeAs column containedIn equivalentProperty extract field fileObject fileProperty fileSet format includes
isArray isLiveDataset jsonPath key md5 parentField path recordSet references regex repeated replace samplingRate
separator source subField transform
"""
_CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    **{word: {"@id": f"cr:{word}", "@type": "@json"} for word in ("data", "examples")},
    **{word: {"@container": "@language"} for word in ("name", "description")},
    **{word: f"cr:{word}" for word in _TERMS.split()},
}


def croissant(folder: Path, sizes: _Sizes, config: BuildConfig, *, languages: Iterable[str], version: str) -> bytes:
    """Describe a dataset in Croissant; the same folder gives the same bytes.

    There is no date of publication and no address: who builds a dataset has not published it.

    Args:
        folder: holds the Parquet files.
        sizes: of each split of each config.
        config: of the build.
        languages: of the documents, with their scripts ("kk-Cyrl").
        version: of kzling.

    Returns:
        The content of croissant.json, which has to lie in `folder`.
    """
    described = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": _CONFORMS_TO,
        **_about(config, languages, version),
        **_responsibly(config, version),
        "distribution": [*_files(folder), *(_file_set(name, sizes[name]) for name in SCHEMA)],
        "recordSet": [_splits(sizes), *(_record_set(name, standoff=config.standoff) for name in SCHEMA)],
    }
    return orjson.dumps(described, option=orjson.OPT_INDENT_2) + b"\n"


def _about(config: BuildConfig, languages: Iterable[str], version: str) -> dict[str, Any]:
    title = " ".join(config.pretty_name.split())
    about = "News articles with every name that was found linked to what it stands for."
    left_out = " The words of the articles are left out." if config.standoff else ""
    other = config.license == OTHER
    return {
        "name": _slug(title),
        "alternateName": title,
        "description": f"{title}. {about}{left_out}",
        "license": _licence(config) if other else config.license,
        "sdLicense": config.annotation_license if other else config.license,
        "citeAs": f"{title}. Dataset built with kzling {version}, data {data.data_version()}.",
        # What made the dataset; a version of its own it gets where it is published.
        "version": f"{version}+data.{data.data_version()}",
        "inLanguage": sorted(tag for tag in set(languages) if not tag.startswith("und-")),
        "keywords": _KEYWORDS,
    }


def _slug(title: str) -> str:
    return "-".join(re.findall(r"\w+", title.casefold())) or "dataset"


def _licence(config: BuildConfig) -> dict[str, str]:
    annotation = " ".join(config.annotation_license.split())
    return {
        "@type": "sc:CreativeWork",
        "name": LICENCE_NAME,
        "description": f"The texts belong to their owners; the annotation is available under {annotation}.",
        "url": LICENCE,
    }


def _responsibly(config: BuildConfig, version: str) -> dict[str, Any]:
    """Say what the vocabulary for responsible AI asks for: how the dataset was made, and what not to trust."""
    cleaned = "Page furniture was taken out of the texts." if config.clean else "The texts were not cleaned."
    repeated = "Exact duplicates were left out." if config.duplicates == "drop" else "Exact duplicates are marked."
    masked = (
        f"Made unreadable in the texts: {', '.join(sorted(config.mask))}." if config.mask else "Nothing is masked."
    )
    one_id = "the same id in all documents" if config.link_unknown_persons else "another id in each document"
    return {
        "rai:dataCollection": "Articles that whoever built the dataset had as files; manifest.json says which.",
        "rai:dataPreprocessingProtocol": [cleaned, repeated, masked],
        "rai:dataAnnotationProtocol": [
            "Language, names, the entities they stand for and signs of translation were found by machine alone.",
            "Nobody has read the annotation over; every link carries its evidence.",
        ],
        "rai:machineAnnotationTools": [f"kzling {version}"],
        "rai:personalSensitiveInformation": [
            "The articles name people, and say things of them that may be false, outdated or sensitive.",
            f"A person whom the knowledge base does not know has {one_id}.",
        ],
        "rai:dataLimitations": [
            "Names that the knowledge base does not have are mostly not marked, and namesakes are confused.",
            "Articles on one story in several languages may stand in different splits.",
        ],
    }


def _files(folder: Path) -> list[dict[str, Any]]:
    paths = (path for name in SCHEMA for split in SPLITS for path in parquet_files(folder, name, split))
    return [
        {
            "@type": "cr:FileObject",
            "@id": path.relative_to(folder).as_posix(),
            "name": path.name,
            "contentUrl": path.relative_to(folder).as_posix(),
            "contentSize": f"{path.stat().st_size} B",
            "encodingFormat": _PARQUET,
            "sha256": file_digest(path),
        }
        for path in paths
    ]


def _file_set(name: str, sizes: Mapping[str, SplitSize]) -> dict[str, Any]:
    return {
        "@type": "cr:FileSet",
        "@id": f"{name}-files",
        "name": f"{name}-files",
        "description": f"The Parquet files of the config {name} that have rows.",
        "encodingFormat": _PARQUET,
        "includes": [f"{name}/{split}-*.parquet" for split in SPLITS if sizes[split].rows],
    }


def _splits(sizes: _Sizes) -> dict[str, Any]:
    filled = [split for split in SPLITS if any(sizes[name][split].rows for name in SCHEMA)]
    return {
        "@type": "cr:RecordSet",
        "@id": _SPLITS,
        "name": _SPLITS,
        "description": "The splits that have rows.",
        "dataType": "cr:Split",
        "key": {"@id": _SPLIT},
        "field": [{"@type": "cr:Field", "@id": _SPLIT, "name": "name", "dataType": "sc:Text"}],
        "data": [{_SPLIT: split} for split in filled],
    }


def _record_set(name: str, *, standoff: bool) -> dict[str, Any]:
    told = columns(name, standoff=standoff)
    fields = [{**_field(name, (f.name,), f.type), "description": told[f.name]} for f in arrow_schema(name)]
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": f"The rows of the config {name}, of all splits.",
        "key": {"@id": f"{name}/id"},
        "field": [_split_field(name), *fields],
    }


def _split_field(name: str) -> dict[str, Any]:
    source = {
        "fileSet": {"@id": f"{name}-files"},
        "extract": {"fileProperty": "filename"},
        "transform": {"regex": _SPLIT_REGEX},
    }
    return {
        "@type": "cr:Field",
        "@id": f"{name}/split",
        "name": "split",
        "description": "The split that the row belongs to.",
        "dataType": "sc:Text",
        "source": source,
        "references": {"field": {"@id": _SPLIT}},
    }


def _field(name: str, path: tuple[str, ...], kind: "pa.DataType") -> dict[str, Any]:
    """Describe the field at a path of names: that of a column, then those of records in it."""
    import pyarrow as pa

    repeated = pa.types.is_list(kind)
    item = kind.value_type if repeated else kind
    field: dict[str, Any] = {"@type": "cr:Field", "@id": "/".join((name, *path)), "name": path[-1]}
    if repeated:
        field |= {"isArray": True, "arrayShape": "-1"}
    if pa.types.is_struct(item):
        return field | {"subField": [_field(name, (*path, f.name), f.type) for f in item if not _hidden(f.type)]}
    return field | {"dataType": _data_type(item), "source": _source(name, path)}


def _hidden(kind: "pa.DataType") -> bool:
    """Say of a field in a record whether it is a list of records: of these mlcroissant would give the first alone."""
    import pyarrow as pa

    return bool(pa.types.is_list(kind) and pa.types.is_struct(kind.value_type))


def _source(name: str, path: tuple[str, ...]) -> dict[str, Any]:
    source: dict[str, Any] = {"fileSet": {"@id": f"{name}-files"}, "extract": {"column": path[0]}}
    # One path and not a transform for each name: the order of transforms is lost in RDF.
    return source | ({"transform": {"jsonPath": ".".join(path[1:])}} if path[1:] else {})


def _data_type(kind: "pa.DataType") -> str:
    import pyarrow as pa

    if pa.types.is_timestamp(kind):
        return "sc:DateTime"
    return {pa.string(): "sc:Text", pa.int64(): "sc:Integer", pa.float64(): "sc:Float", pa.bool_(): "sc:Boolean"}[kind]
