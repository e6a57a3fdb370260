"""build: from articles to a dataset folder, in three stages, each of which goes on where it was stopped.

All work happens in `OUTPUT.partial` beside the output; the output appears whole, in one rename. A killed build goes
on from there when it is started again with the same output.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from kzling import __version__, data
from kzling.corpus.card import card
from kzling.corpus.config import BuildConfig
from kzling.corpus.decide import VERSION as DECIDE
from kzling.corpus.decide import Decisions, decide
from kzling.corpus.map_stage import run_map
from kzling.corpus.readers import Article, InputFile, Rejected, input_files, read
from kzling.corpus.spool import Spool, write_file
from kzling.corpus.units import units
from kzling.corpus.write import VERSION as WRITE
from kzling.corpus.write import Written, write_dataset
from kzling.errors import EmptyInput, InvalidRecord, MissingExtra, OutputNotEmpty, UsageError
from kzling.knowledge.base import KnowledgeBase
from kzling.model import RECORD_VERSION, FileEntry, Manifest, StepVersion
from kzling.pipeline import STEPS
from kzling.resolution.clusters import VERSION as CLUSTERS

_PACKAGES = ("pyarrow", "datasets", "huggingface_hub")
#: Lists for whoever builds; they may name private things and are no part of the dataset.
_LEFT_OUT = ("rejected.jsonl", "duplicates.jsonl")
#: Says in the work folder that the dataset is complete and only the last renames may be missing.
_FINISHING = "finishing"

#: Told of progress: a stage ("map", "decide", "write") and how many units of it are done.
Progress = Callable[[str, int], None]


def build(
    inputs: str | Path | Sequence[str | Path],
    output: str | Path,
    *,
    config: BuildConfig | Mapping[str, Any] | str | Path | None = None,
    processes: int | None = None,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> Manifest:
    """Build a dataset folder from articles.

    The same input, configuration and versions give the same bytes, whatever the number of processes or the order
    of the inputs.

    Args:
        inputs: files or folders; .txt (one article a file) and .jsonl (one a line, with the field `text` and, if
            known, id, url, title, author, publisher, published) are read.
        output: the folder to make. Beside it, `OUTPUT.partial` holds the work until it is done.
        config: options (see `BuildConfig`), as mapping or as path of a YAML file.
        processes: worker processes; None takes as many as there are cores.
        overwrite: replace an output folder that is not empty, once the new one is complete.
        progress: called after each unit of work.

    Returns:
        The manifest, which also lies in the folder as manifest.json.

    Raises:
        MissingInput, EmptyInput, UnreadableInput: the inputs cannot be read.
        InvalidRecord: no record of the inputs can be used.
        OutputNotEmpty: the output folder holds files and `overwrite` is False.
        MissingExtra: the extra `corpus` is not installed.
        UsageError: an option has a wrong value.
    """
    if processes is not None and processes < 1:
        raise UsageError(f"processes must be at least 1, not {processes}.")
    _require_extra()
    options = BuildConfig.read(config)
    given = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    files, _ = input_files(given)
    target = Path(output)
    partial = target.with_name(target.name + ".partial")
    _check_output(target, given, overwrite or (partial / _FINISHING).exists())
    base = KnowledgeBase.open(options.knowledge) if options.knowledge else KnowledgeBase.default()
    told = _Told(progress)

    spool = Spool(partial / "spool")
    order = run_map(
        units(_records(files), recipe=_recipe(options)),
        spool=spool,
        folder=partial / "spool",
        config=options,
        processes=processes or os.cpu_count() or 1,
        done=lambda: told("map"),
    )
    decisions = _decisions(partial, spool, order)
    told("decide")
    _check_usable(decisions, partial)
    manifest = _write(partial / "dataset", spool, order, decisions, files, options, base)
    told("write")
    _finish(partial, target)
    return manifest


class _Told:
    """Counts the units of each stage for the caller's progress function."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._done: Counter[str] = Counter()

    def __call__(self, stage: str) -> None:
        self._done[stage] += 1
        if self._progress:
            self._progress(stage, self._done[stage])


def _records(files: Sequence[InputFile]) -> Iterator[Article | Rejected]:
    for file in files:
        yield from read(file)


def _recipe(config: BuildConfig) -> str:
    """Name everything but the input that decides what stage A makes of it.

    The digest of the code stands beside the versions of the steps, in case somebody forgets to raise one.
    """
    knowledge = hashlib.sha256(Path(config.knowledge).read_bytes()).hexdigest() if config.knowledge else ""
    steps = [step.to_dict() for step in STEPS]
    return orjson.dumps(
        [__version__, data.code_digest(), data.digest(), steps, config.language, config.clean, knowledge]
    ).decode()


def _decisions(partial: Path, spool: Spool, order: Sequence[tuple[int, str]]) -> Decisions:
    """Stage B; its result is kept beside the digest of what it was made from."""
    made_from = hashlib.sha256(orjson.dumps([DECIDE, CLUSTERS, list(order)])).hexdigest()
    path = partial / f"decisions-{made_from[:32]}.json"
    if path.exists():
        return Decisions.from_dict(orjson.loads(path.read_bytes()))
    decisions = decide(spool.keys(order))
    write_file(path, orjson.dumps(decisions.to_dict()))
    return decisions


def _write(
    folder: Path,
    spool: Spool,
    order: Sequence[tuple[int, str]],
    decisions: Decisions,
    files: Sequence[InputFile],
    config: BuildConfig,
    base: KnowledgeBase,
) -> Manifest:
    """Stage C, always from its beginning: it is the shortest, and half a Parquet file is of no use."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    keep = config.duplicates == "keep"
    written = write_dataset(spool.documents(order), decisions, folder=folder, base=base, keep=keep)
    counts = _counts(decisions)
    write_file(folder / "README.md", card(folder, written, counts, config, __version__).encode())
    manifest = _manifest(folder, written, counts, decisions, files, config)
    document = orjson.dumps(manifest.to_dict(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    write_file(folder / "manifest.json", document + b"\n")
    return manifest


def _counts(decisions: Decisions) -> dict[str, int]:
    rejected, duplicates = len(decisions.rejected), len(decisions.duplicates)
    kept = decisions.rows - duplicates
    return {"read": decisions.read, "kept": kept, "duplicates": duplicates, "rejected": rejected}


def _manifest(
    folder: Path,
    written: Written,
    counts: Mapping[str, int],
    decisions: Decisions,
    files: Sequence[InputFile],
    config: BuildConfig,
) -> Manifest:
    rows = {f"{name}/{split}": size.rows for name, sizes in written.sizes.items() for split, size in sizes.items()}
    made = sorted(path for path in folder.rglob("*") if path.is_file())
    entries = [_entry(folder, path) for path in made if path.name not in _LEFT_OUT]
    return Manifest(
        record_version=RECORD_VERSION,
        kzling=__version__,
        data=data.data_version(),
        packages={name: importlib.metadata.version(name) for name in _PACKAGES},
        steps=(*STEPS, StepVersion("decide", DECIDE), StepVersion("clusters", CLUSTERS), StepVersion("write", WRITE)),
        config=config.to_dict() | {"knowledge": _digest(Path(config.knowledge)) if config.knowledge else None},
        inputs=tuple(_input(file) for file in files),
        counts={**counts, **{f"rows in {key}": number for key, number in sorted(rows.items())}},
        reject_reasons=dict(sorted(Counter(_kind(row.reason) for row in decisions.rejected).items())),
        files=tuple(entries),
    )


def _input(file: InputFile) -> FileEntry:
    # A file that cannot be read is among the rejects already; it has no digest.
    try:
        return FileEntry(file.source, _digest(file.path), file.path.stat().st_size, 0)
    except OSError:
        return FileEntry(file.source, "", 0, 0)


def _entry(folder: Path, path: Path) -> FileEntry:
    import pyarrow.parquet as pq

    rows = pq.read_metadata(path).num_rows if path.suffix == ".parquet" else 0
    return FileEntry(path.relative_to(folder).as_posix(), _digest(path), path.stat().st_size, rows)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _kind(reason: str) -> str:
    return reason.partition(":")[0].partition(" (")[0]


def _require_extra() -> None:
    missing = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        raise MissingExtra(f"Building a dataset needs {', '.join(missing)}: pip install 'kzling[corpus]'.")


def _check_output(target: Path, inputs: Sequence[str | Path], overwrite: bool) -> None:
    if target.exists() and not target.is_dir():
        raise OutputNotEmpty(f"{target} is a file; name a folder for the dataset.")
    for root in (Path(given).resolve() for given in inputs if Path(given).is_dir()):
        if target.resolve().is_relative_to(root):
            raise UsageError(f"The output {target} lies inside the input {root}; choose a folder outside it.")
    if target.exists() and any(target.iterdir()) and not overwrite:
        raise OutputNotEmpty(f"The folder {target} is not empty; name another one, or replace it with --overwrite.")


def _check_usable(decisions: Decisions, partial: Path) -> None:
    if decisions.rows:
        return
    if not decisions.rejected:
        raise EmptyInput("The input files hold no record; check that they are the right ones.")
    first = decisions.rejected[0]
    place = f"{first.source} line {first.position}" if first.position else first.source
    listed = partial / "rejected.jsonl"
    write_file(listed, b"".join(orjson.dumps(row.to_dict()) + b"\n" for row in decisions.rejected))
    raise InvalidRecord(
        f"No record could be used, {len(decisions.rejected)} were rejected (all in {listed}); "
        f"the first is {place}: {first.reason}."
    )


def _finish(partial: Path, target: Path) -> None:
    """Let the dataset appear in one rename; an older one goes away only now."""
    write_file(partial / _FINISHING, b"")
    if target.exists():
        shutil.rmtree(partial / "replaced", ignore_errors=True)
        target.rename(partial / "replaced")
    (partial / "dataset").rename(target)
    # The mark goes last: a build killed in here may be started again.
    for leftover in (path for path in partial.iterdir() if path.name != _FINISHING):
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    shutil.rmtree(partial)
