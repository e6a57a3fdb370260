"""README.md of a dataset: the YAML from `datasets`' own classes, the text for a reader who never saw kzling.

The text is resources/corpus/card.md, with places in braces that are filled in here.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kzling import data
from kzling.corpus.arrow import arrow_schema
from kzling.corpus.config import BuildConfig
from kzling.corpus.markdown import address, bibtex, plain
from kzling.corpus.parquet import SplitSize
from kzling.corpus.statistics import MOST_LISTED, Statistics
from kzling.model import DEFAULT_CONFIG, RECORD_VERSION, SCHEMA, SPLITS
from kzling.orthography.schemes import schemes

_ABOUT = {
    "documents": "an article: raw and clean text, what was removed, names, translation evidence, provenance",
    "mentions": "a name in a text, with the entity it stands for",
    "entities": "an entity of the knowledge base that the articles mention, with all its dated names",
    "names": "a pair of spellings of one name: training data for transliteration and matching",
}
_WITHOUT_WORDS = "an article without its words: what was removed, names, translation evidence, provenance"
_SUMMARY = "News articles with every name that was found linked to the person, place or body that it stands for."
_STANDOFF = (
    "Annotation of news articles, without their words: every name that was found is linked to the person, place or "
    "body that it stands for. With the articles at hand, `kzling join` puts the texts back in."
)
_LEFT_OUT = (
    "The words of the articles are left out: `raw` and `text` are empty, `title` and `author` null, `edits` and "
    "`removed` say where, not what, and `text_normalized` holds no more than the standard names. Offsets and figures "
    "are those of the whole articles.\n\n"
)
_TEXTS = (
    "The titles and texts of the articles (`raw`, `text`, `title`, `author`, and every field that repeats words of "
    "them, such as `surface` and `removed`) belong to their authors and publishers. Nobody who made or publishes this "
    "dataset grants any right in them. `url`, `publisher` and `published` say where an article comes from; whether "
    "you may keep, change or pass on its text is for the law of your country and the terms of its publisher to say."
)
_NO_TEXTS = (
    "The articles belong to their authors and publishers. This dataset holds none of their texts, but single names as "
    "they stand there (`surface`). `url`, `publisher` and `published` say where an article comes from; whether you "
    "may fetch, keep or change it is for the law of your country and the terms of its publisher to say."
)
_MASKS = {"email": "e-mail addresses", "phone": "telephone numbers", "iin": "individual identification numbers"}

#: The licence id of what the Hub's list does not have, and our name for it.
OTHER, LICENCE_NAME = "other", "texts-of-their-owners-annotation-apart"
LICENCE = "LICENSE"
#: Where the dataset is read from, as long as nobody says where it will stand.
_NOWHERE = "PATH_OR_REPO"
#: The folder of the pictures.
PICTURES = "pictures"

_Sizes = Mapping[str, Mapping[str, SplitSize]]


def scheme_name(id: str) -> str:
    """Give the name of a spelling system; of one that another version of kzling knows, the id."""
    return schemes()[id].name if id in schemes() else id


def licence(config: BuildConfig) -> str:
    """Give the text of LICENSE, which tells the articles' texts from the annotation."""
    form = data.read_bytes("corpus/licence.md").decode()
    title, annotation = plain(config.pretty_name), plain(config.annotation_license)
    articles = _NO_TEXTS if config.standoff else _TEXTS
    return form.format(title=title, articles=articles, annotation=annotation, removal=_removal(config))


def card(
    folder: Path,
    sizes: _Sizes,
    statistics: Statistics,
    counts: Mapping[str, int],
    config: BuildConfig,
    version: str,
) -> str:
    """Give the text of the card for a dataset whose Parquet files lie in `folder`."""
    front = _front(sizes, statistics, config)
    _infos(folder, sizes).to_dataset_card_data(front)
    _data_files(sizes).to_dataset_card_data(front)
    body = _body(sizes, statistics, counts, config, version)
    return f"---\n{front.to_yaml(line_break=chr(10))}\n---\n\n{body}"


def _front(sizes: _Sizes, statistics: Statistics, config: BuildConfig) -> Any:
    from huggingface_hub import DatasetCardData

    known = [tag for tag in sorted(statistics.languages) if not tag.startswith("und-")]
    languages = sorted({tag.split("-")[0] for tag in known})
    return DatasetCardData(
        pretty_name=config.pretty_name,
        language=languages or None,
        language_details=", ".join(known) or None,
        license=config.license,
        license_name=LICENCE_NAME if config.license == OTHER else None,
        license_link=LICENCE if config.license == OTHER else None,
        annotations_creators=["machine-generated"],
        language_creators=["found"],
        multilinguality=_multilinguality(languages, statistics),
        source_datasets=["original"],
        size_categories=[_size(statistics.documents)],
        task_categories=["text-generation", "token-classification", "translation"],
        task_ids=["named-entity-recognition", "language-modeling"],
        tags=["news", "entity-linking", "transliteration", "names", "kzling", *known],
        **_gate(config.gate),
    )


def _multilinguality(languages: list[str], statistics: Statistics) -> list[str]:
    kinds = ["multilingual" if len(languages) > 1 else "monolingual"]
    return [*kinds, "translation"] if statistics.translated_from else kinds


def _gate(gate: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the Hub asks of those who want to read, under the names that it has for that."""
    names = {"heading": "heading", "description": "description", "prompt": "prompt", "button": "button_content"}
    asked: dict[str, Any] = {f"extra_gated_{names[key]}": value for key, value in gate.items() if key in names}
    fields = gate.get("fields") or {}
    if fields:
        asked["extra_gated_fields"] = {
            name: kind if isinstance(kind, str) else {"type": "select", "options": list(kind)}
            for name, kind in fields.items()
        }
    return asked


def _infos(folder: Path, sizes: _Sizes) -> Any:
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


def _data_files(sizes: _Sizes) -> Any:
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
    return next((name for bound, name in bounds if rows < bound), "1B<n<10B")


def _body(sizes: _Sizes, found: Statistics, counts: Mapping[str, int], config: BuildConfig, version: str) -> str:
    quality = data.read_yaml("corpus/quality.yml")
    place = config.repo or _NOWHERE
    return (
        data.read_bytes("corpus/card.md")
        .decode()
        .format(
            title=plain(config.pretty_name),
            bibtex_title=bibtex(config.pretty_name),
            summary=_STANDOFF if config.standoff else _SUMMARY,
            version=version,
            data_version=data.data_version(),
            record_version=RECORD_VERSION,
            configs="\n".join(_config_row(name, sizes[name], config) for name in SCHEMA),
            place=place,
            loading=_loading(sizes, place),
            documents=f"{found.documents:,}",
            characters=f"{sum(found.characters.values()):,}",
            mentions=f"{sum(found.types.values()):,}",
            linked=f"{sum(found.linked.values()):,}",
            entities=f"{sum(found.entities.values()):,}",
            languages=_languages(found),
            periods=_periods(found),
            sources=_sources(found),
            types=_types(found),
            top=_top(found),
            spellings=_spellings(found),
            translations=_translations(found),
            columns=_columns(config),
            left_out=_LEFT_OUT if config.standoff else "",
            source=_source(counts, config),
            rejects=_warnings(found),
            cleaning=_cleaning(found, config),
            removed=_table(("removed", "stretches"), found.removed.items()),
            measured=quality["measured"],
            quality=_table(
                ("what", "figure", "value", "on"),
                ((one["what"], one["figure"], str(one["value"]), one["on"]) for one in quality["figures"]),
            ),
            people=_people(config),
            licence=_licence(config),
            removal=_removal(config),
        )
    )


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str | int, ...]]) -> str:
    """Give a table in Markdown; numbers stand right, texts from outside are made harmless."""
    cells = list(rows)
    if not cells:
        return ""
    rule = ["---:" if isinstance(cell, int) else "---" for cell in cells[0]]
    lines = [[f"{cell:,}" if isinstance(cell, int) else plain(cell) for cell in row] for row in cells]
    return "\n".join("| " + " | ".join(line) + " |" for line in ([*heads], rule, *lines))


def _config_row(name: str, splits: Mapping[str, SplitSize], config: BuildConfig) -> str:
    numbers = " | ".join(f"{splits[split].counted:,}" for split in SPLITS)
    about = _WITHOUT_WORDS if config.standoff and name == DEFAULT_CONFIG else _ABOUT[name]
    return f"| `{name}` | {about} | {numbers} |"


def _loading(sizes: _Sizes, place: str) -> str:
    lines = ["from datasets import load_dataset", ""]
    lines += [f'{name} = load_dataset("{place}", "{name}", split="{_filled(sizes[name])[0]}")' for name in SCHEMA]
    return "\n".join(["```python", *lines, "```"])


def _languages(found: Statistics) -> str:
    rows = ((tag, number, found.characters[tag]) for tag, number in _ranked(found.languages))
    return _table(("language", "documents", "characters"), rows)


def _periods(found: Statistics) -> str:
    dated = [month for month in found.periods if month]
    undated = sum(found.periods.get("", {}).values())
    if not dated:
        return "Of no document the day of publication is known."
    return f"Published from {min(dated)} to {max(dated)}; documents without a known day: {undated:,}."


def _sources(found: Statistics) -> str:
    rows = [*_ranked(found.sources)]
    rows += [("all others", found.other_sources)] if found.other_sources else []
    rows += [("not named", found.unnamed_sources)] if found.unnamed_sources else []
    return _table(("source", "documents"), rows)


def _types(found: Statistics) -> str:
    rows = (
        (kind, number, found.linked.get(kind, 0), found.entities.get(kind, 0)) for kind, number in _ranked(found.types)
    )
    return _table(("type", "mentions", "linked", "entities"), rows)


def _top(found: Statistics) -> str:
    rows = ((one.name, one.type, one.documents, one.mentions) for one in found.top)
    return _table(("entity", "type", "documents", "mentions"), rows)


def _spellings(found: Statistics) -> str:
    ranked = [(scheme_name(id), number) for id, number in _ranked(found.spellings) if id]
    others = sum(number for _, number in ranked[MOST_LISTED:])
    rows = [*ranked[:MOST_LISTED], ("all others", others), ("none of ours", found.spellings.get("", 0))]
    return _table(("spelling system", "pairs"), (row for row in rows if row[1]))


def _translations(found: Statistics) -> str:
    translated = found.translations.get("translated", 0)
    share = f"{100 * translated / max(found.documents, 1):.1f} %"
    originals = found.translations.get("original", 0)
    said = (
        f"{translated:,} documents ({share}) show signs that they are translations, {originals:,} that they were"
        " written in their language from the start; of the others nothing is said."
    )
    if found.by_machine:
        machine, human = found.by_machine.get("machine", 0), found.by_machine.get("human", 0)
        said += f" {machine:,} of the translations look made by machine, {human:,} by a human."
    if restored := sum(found.restored.values()):
        said += f" {restored:,} names that were taken word for word have their own form in `restored`."
    sources = _table(("translated from", "documents"), _ranked(found.translated_from))
    signs = _table(("sign of translation", "documents"), _ranked(found.signs))
    return f"{said}\n\n{sources}\n\n{signs}".strip()


def _columns(config: BuildConfig) -> str:
    tables = (f"`{name}`:\n\n{_described(columns(name, standoff=config.standoff))}" for name in SCHEMA)
    return "\n\n".join(tables)


def columns(name: str, *, standoff: bool) -> Mapping[str, str]:
    """Say what each column of a config holds; in a stand-off dataset some hold less."""
    described = data.read_yaml("corpus/fields.yml")
    return {**described[name], **(described["standoff"].get(name, {}) if standoff else {})}


def _described(columns: Mapping[str, str]) -> str:
    return "\n".join(["| column | what it is |", "| --- | --- |", *(f"| `{n}` | {t} |" for n, t in columns.items())])


def _warnings(found: Statistics) -> str:
    return _table(("warning that documents carry", "documents"), _ranked(found.warnings))


def _source(counts: Mapping[str, int], config: BuildConfig) -> str:
    marked = " (with rows of their own, marked by `duplicate_of`)" if config.duplicates == "keep" else ""
    read = (
        f"Read {counts['read']:,} records: {counts['kept']:,} kept, {counts['duplicates']:,} duplicates{marked}, "
        f"{counts['rejected']:,} rejected."
    )
    if "joined" not in counts:
        return (
            f"{read} `manifest.json` says from which inputs, with which versions and configuration these files were "
            "made; whoever builds finds in `duplicates.jsonl` and `rejected.jsonl` what was left out."
        )
    return (
        f"The annotation is that of a stand-off dataset. {read} Then `kzling join` put the texts back into "
        f"{counts['joined']:,} documents; {counts['missing']:,} others, whose text was not there, are left out, and "
        "whoever joins finds them in `missing.jsonl`. `manifest.json` says from which inputs the texts are."
    )


def _cleaning(found: Statistics, config: BuildConfig) -> str:
    if not config.clean:
        return "The texts were not cleaned: page furniture is left in them."
    return (
        "Page furniture was taken out of `text` and stands in `removed`, with the place where it stood in `raw`: "
        f"{found.removed_characters:,} characters."
    )


def _people(config: BuildConfig) -> str:
    masked = ", ".join(_MASKS[kind] for kind in _MASKS if kind in config.mask)
    said = ["Nothing is masked in the texts."]
    if masked:
        said = [f"Masked in texts and in what is said of them, before anything else was done: {masked}."]
        said.append("In addresses (`url`) e-mail addresses alone are masked." if "email" in config.mask else "")
    if config.link_unknown_persons:
        said.append(
            "**Persons whom the knowledge base does not know have one id in all articles that name them**, so that "
            "all that was written of a private person can be put together: handle this dataset accordingly."
        )
    else:
        said.append(
            "Persons whom the knowledge base does not know have no row in `entities`, and an id that holds for one "
            "document alone: no id leads from one article to another that names the same private person."
        )
    if config.standoff:
        said.append(
            "Their names are left out; only the places where they stand are given. A name that is a part of a file's "
            "path, an address or a publisher's name stays there (`source`, `url`, `publisher`)."
        )
    else:
        said.append(
            "Their names, and those of the articles' authors, stand in the texts and columns as the articles have "
            "them: whoever searches for a name finds it."
        )
    said.append("The articles name people, and say things of them that may be false, outdated or sensitive.")
    return " ".join(filter(None, said))


def _licence(config: BuildConfig) -> str:
    if config.license == OTHER:
        return f"The annotation is available under {plain(config.annotation_license)}; see [{LICENCE}]({LICENCE})."
    return f"For the dataset, whoever built it states the licence {plain(config.license)}."


def _removal(config: BuildConfig) -> str:
    where = f"write to {address(config.contact)}" if config.contact else "open a discussion of the dataset on the Hub"
    return f"Whoever owns a text, or is named in one, and wants it gone: {where}, with the `url` or `id` of its row."


def _ranked(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
