"""README.md of a dataset: the YAML from `datasets`' own classes, the text for a reader who never saw kzling."""

import html
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kzling import data
from kzling.corpus.arrow import arrow_schema
from kzling.corpus.config import BuildConfig
from kzling.corpus.parquet import SplitSize
from kzling.corpus.write import Written
from kzling.model import DEFAULT_CONFIG, RECORD_VERSION, SCHEMA, SPLITS

_MARKUP = re.compile(r"[\\`*_{}\[\]()#+!|~$-]")
_ABOUT = {
    "documents": "one row an article: raw and clean text, what was removed, names, translation evidence, provenance",
    "mentions": "one row a name in a text, with the entity it stands for",
    "entities": "one row an entity of the knowledge base that the articles mention, with all its dated names",
    "names": "one row a pair of spellings of one name: training data for transliteration and matching",
}


#: The licence id of what the Hub's list does not have, and our name for it.
OTHER, LICENCE_NAME = "other", "texts-of-their-owners-annotation-apart"
LICENCE = "LICENSE"


def licence(config: BuildConfig) -> str:
    """Give the text of LICENSE, which tells the articles' texts from the annotation."""
    form = data.read_bytes("corpus/licence.md").decode()
    title, annotation = _plain(config.pretty_name), _plain(config.annotation_license)
    return form.format(title=title, annotation=annotation, removal=_removal(config))


def _removal(config: BuildConfig) -> str:
    where = f"write to {_plain(config.contact)}" if config.contact else "open a discussion of the dataset on the Hub"
    return f"Whoever owns a text, or is named in one, and wants it gone: {where}, with the `url` or `id` of its row."


def _plain(text: str) -> str:
    """Make text from outside harmless in Markdown and HTML: on one line, every sign of markup for itself."""
    return _MARKUP.sub(r"\\\g<0>", html.escape(" ".join(text.split()), quote=False))


def card(folder: Path, written: Written, counts: Mapping[str, int], config: BuildConfig, version: str) -> str:
    """Give the text of the card for a dataset whose Parquet files lie in `folder`."""
    from huggingface_hub import DatasetCardData

    languages = sorted({tag.split("-")[0] for tag in written.languages} - {"und"})
    front = DatasetCardData(
        pretty_name=config.pretty_name,
        language=languages or None,
        language_details=", ".join(sorted(written.languages)) or None,
        license=config.license,
        license_name=LICENCE_NAME if config.license == OTHER else None,
        license_link=LICENCE if config.license == OTHER else None,
        annotations_creators=["machine-generated"],
        language_creators=["found"],
        multilinguality=["multilingual" if len(languages) > 1 else "monolingual"],
        source_datasets=["original"],
        size_categories=[_size(counts["kept"])],
        task_categories=["text-generation", "token-classification"],
        task_ids=["named-entity-recognition", "language-modeling"],
        tags=["news", "entity-linking", "transliteration"],
    )
    _infos(folder, written.sizes).to_dataset_card_data(front)
    _data_files(written.sizes).to_dataset_card_data(front)
    return f"---\n{front.to_yaml(line_break=chr(10))}\n---\n{_body(written, counts, config, version)}"


def _infos(folder: Path, sizes: Mapping[str, Mapping[str, SplitSize]]) -> Any:
    from datasets import Features
    from datasets.info import DatasetInfo, DatasetInfosDict
    from datasets.splits import SplitDict, SplitInfo

    infos = DatasetInfosDict()
    for config in SCHEMA:
        splits = SplitDict()
        for split in _filled(sizes[config]):
            size = sizes[config][split]
            splits.add(SplitInfo(split, num_bytes=size.bytes, num_examples=size.rows))
        infos[config] = DatasetInfo(
            features=Features.from_arrow_schema(arrow_schema(config)),
            splits=splits,
            download_size=sum(path.stat().st_size for path in sorted((folder / config).iterdir())),
            dataset_size=sum(size.bytes for size in sizes[config].values()),
            config_name=config,
        )
    return infos


def _data_files(sizes: Mapping[str, Mapping[str, SplitSize]]) -> Any:
    from datasets.utils.metadata import MetadataConfigs

    configs = MetadataConfigs()
    for config in SCHEMA:
        files = [{"split": split, "path": f"{config}/{split}-*"} for split in _filled(sizes[config])]
        configs[config] = {"data_files": files, **({"default": True} if config == DEFAULT_CONFIG else {})}
    return configs


def _filled(sizes: Mapping[str, SplitSize]) -> list[str]:
    return [split for split in SPLITS if sizes[split].rows]


def _size(rows: int) -> str:
    bounds = [(1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M")]
    bounds += [(10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"), (1_000_000_000, "100M<n<1B")]
    return next((name for bound, name in bounds if rows < bound), "n>1B")


def _body(written: Written, counts: Mapping[str, int], config: BuildConfig, version: str) -> str:
    languages = "\n".join(f"| {tag} | {number} |" for tag, number in sorted(written.languages.items()))
    types = "\n".join(f"| {kind} | {number} |" for kind, number in sorted(written.types.items()))
    kept = " (with rows of their own, marked by `duplicate_of`)" if config.duplicates == "keep" else ""
    apart = f" and available under {_plain(config.annotation_license)}; see LICENSE" if config.license == OTHER else ""
    configs = "\n".join(f"- `{config}`: {about}." for config, about in _ABOUT.items())
    return f"""
# {_plain(config.pretty_name)}

Articles with their names found and resolved by kzling {version} (record version {RECORD_VERSION}). Every annotation
stands off the text: offsets are code points, start inclusive, end exclusive, and say by `space` whether they point
into `text` (clean) or `raw` (before cleaning).

{configs}

```python
from datasets import load_dataset

documents = load_dataset("PATH_OR_REPO", "documents", split="train")
```

Splits follow from ids: no document moves from test or validation to train in a later version, copies of a text
never stand in two splits, `names` is split by entity, `entities` has all its rows in `train`. Articles on one story in
several languages are not yet kept together. A split without rows is not listed; a config without any row has one row
of nulls in `train`, because `datasets` cannot load nothing.

## How it was made

Read {counts["read"]} records: {counts["kept"]} kept, {counts["duplicates"]} duplicates{kept},
{counts["rejected"]} rejected. `manifest.json` says from which inputs, with which versions and configuration these
files were made; whoever builds finds in `duplicates.jsonl` and `rejected.jsonl` what was left out.

| language | documents |
| --- | ---: |
{languages}

| type | mentions |
| --- | ---: |
{types}

## Licence

The texts belong to their owners; `url`, `publisher` and `published` are kept for attribution. The annotation is made
with kzling{apart}.

## Removal

{_removal(config)}
"""
