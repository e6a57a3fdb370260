"""manifest.json: what a dataset was made from and by, and the digest of every file of it."""

import hashlib
import importlib.metadata
from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from kzling import __version__, data
from kzling.cleaning.masks import Kind, mask
from kzling.corpus.config import BuildConfig
from kzling.corpus.decide import VERSION as DECIDE
from kzling.corpus.spool import write_file
from kzling.corpus.write import VERSION as WRITE
from kzling.model import PRIVATE_FILES, RECORD_VERSION, FileEntry, Manifest, StepVersion
from kzling.pipeline import STEPS
from kzling.resolution.clusters import VERSION as CLUSTERS

#: The packages that decide about the bytes of a dataset.
PACKAGES = ("pyarrow", "datasets", "huggingface_hub", "trafilatura", "lxml", "phonenumberslite")
#: The manifest names so many input files at most; the names of more stand in a file of their own.
MOST_INPUTS = 1_000


def make_manifest(
    folder: Path,
    counts: Mapping[str, int],
    reject_reasons: Mapping[str, int],
    warnings: Mapping[str, int],
    *,
    inputs: Path,
    masks: Collection[Kind],
    config: Mapping[str, Any],
) -> Manifest:
    """Make the manifest of the dataset in `folder` and write it there.

    Args:
        folder: holds all other files of the dataset.
        counts: what the build counted.
        reject_reasons: how often each kind of reason occurred.
        warnings: how often each kind of warning on a document occurred.
        inputs: the list of the files read, a JSON line [source, sha256, bytes, records] for each.
        masks: what is masked in their paths.
        config: of the build, as `told` gives it.
    """
    # First, since it may write a file that belongs to the dataset.
    read = _inputs(folder, inputs, masks)
    made = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in PRIVATE_FILES)
    manifest = Manifest(
        record_version=RECORD_VERSION,
        kzling=__version__,
        data=data.data_version(),
        packages={name: importlib.metadata.version(name) for name in PACKAGES},
        steps=(*STEPS, StepVersion("decide", DECIDE), StepVersion("clusters", CLUSTERS), StepVersion("write", WRITE)),
        config=config,
        inputs=read,
        counts=counts,
        reject_reasons=reject_reasons,
        files=tuple(_made(folder, path) for path in made),
        warnings=dict(sorted(warnings.items())),
    )
    content = orjson.dumps(manifest.to_dict(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    write_file(folder / "manifest.json", content + b"\n")
    return manifest


def file_digest(path: Path) -> str:
    """Give the sha256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def told(config: BuildConfig) -> dict[str, Any]:
    """Give a configuration without what is this machine's business; of files the digests count, not the paths."""
    options = {name: value for name, value in config.to_dict().items() if name != "keep_work"}
    files = {"knowledge": config.knowledge, "removals": config.removals}
    return options | {name: file_digest(Path(path)) if path else None for name, path in files.items()}


def _inputs(folder: Path, listed: Path, kinds: Collection[Kind]) -> tuple[FileEntry, ...]:
    """Give the entries of the input files, or of one list of them, inputs.jsonl, where they are too many."""
    entries = tuple(islice(_entries(listed, kinds), MOST_INPUTS + 1))
    if len(entries) <= MOST_INPUTS:
        return entries
    made, files = folder / listed.name, 0
    with made.open("wb") as stream:
        for entry in _entries(listed, kinds):
            stream.write(orjson.dumps([entry.path, entry.sha256, entry.bytes, entry.rows]) + b"\n")
            files += 1
    return (FileEntry(listed.name, file_digest(made), made.stat().st_size, files),)


def _entries(listed: Path, kinds: Collection[Kind]) -> Iterator[FileEntry]:
    with listed.open("rb") as stream:
        for line in stream:
            path, *facts = orjson.loads(line)
            yield FileEntry(mask(path, kinds), *facts)


def _made(folder: Path, path: Path) -> FileEntry:
    import pyarrow.parquet as pq

    rows = pq.read_metadata(path).num_rows if path.suffix == ".parquet" else 0
    return FileEntry(path.relative_to(folder).as_posix(), file_digest(path), path.stat().st_size, rows)
