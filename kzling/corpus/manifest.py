"""manifest.json: what a dataset was made from and by, and the digest of every file of it."""

import hashlib
import importlib.metadata
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import orjson

from kzling import __version__, data
from kzling.corpus.config import BuildConfig
from kzling.corpus.decide import SAME_ID, Decisions
from kzling.corpus.decide import VERSION as DECIDE
from kzling.corpus.readers.records import InputFile
from kzling.corpus.spool import write_file
from kzling.corpus.write import VERSION as WRITE
from kzling.model import RECORD_VERSION, FileEntry, Manifest, StepVersion
from kzling.pipeline import STEPS
from kzling.resolution.clusters import VERSION as CLUSTERS

#: The packages that decide about the bytes of a dataset.
PACKAGES = ("pyarrow", "datasets", "huggingface_hub")
#: Lists for whoever builds; they may name private things and are no part of the dataset.
_LEFT_OUT = ("rejected.jsonl", "duplicates.jsonl")


def make_manifest(
    folder: Path,
    counts: Mapping[str, int],
    decisions: Decisions,
    inputs: Sequence[tuple[InputFile, int]],
    config: BuildConfig,
) -> Manifest:
    """Make the manifest of the dataset in `folder` and write it there.

    Args:
        folder: holds all other files of the dataset.
        counts: what the build counted.
        decisions: of stage B.
        inputs: the files read, each with the number of its records.
        config: of the build.
    """
    made = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in _LEFT_OUT)
    knowledge = file_digest(Path(config.knowledge)) if config.knowledge else None
    manifest = Manifest(
        record_version=RECORD_VERSION,
        kzling=__version__,
        data=data.data_version(),
        packages={name: importlib.metadata.version(name) for name in PACKAGES},
        steps=(*STEPS, StepVersion("decide", DECIDE), StepVersion("clusters", CLUSTERS), StepVersion("write", WRITE)),
        # The path of the knowledge base is this machine's business; its digest is what counts.
        config=config.to_dict() | {"knowledge": knowledge},
        inputs=tuple(_input(file, rows) for file, rows in inputs),
        counts=counts,
        reject_reasons=dict(sorted(Counter(_kind(row.reason) for row in decisions.rejected).items())),
        files=tuple(_made(folder, path) for path in made),
    )
    content = orjson.dumps(manifest.to_dict(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    write_file(folder / "manifest.json", content + b"\n")
    return manifest


def file_digest(path: Path) -> str:
    """Give the sha256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _input(file: InputFile, rows: int) -> FileEntry:
    # A file that cannot be read is among the rejects already; it has no digest.
    try:
        return FileEntry(file.source, file_digest(file.path), file.path.stat().st_size, rows)
    except OSError:
        return FileEntry(file.source, "", 0, rows)


def _made(folder: Path, path: Path) -> FileEntry:
    import pyarrow.parquet as pq

    rows = pq.read_metadata(path).num_rows if path.suffix == ".parquet" else 0
    return FileEntry(path.relative_to(folder).as_posix(), file_digest(path), path.stat().st_size, rows)


def _kind(reason: str) -> str:
    """Give the kind of a reason: what stands before its details."""
    if reason.startswith(SAME_ID):
        return SAME_ID + "another"
    return reason.partition(":")[0].partition(" (")[0]
