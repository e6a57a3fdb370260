"""build: from articles to a dataset folder, in three stages, each of which goes on where it was stopped.

All work happens in `OUTPUT.partial` beside the output; the output appears whole, in one rename. A killed build goes
on from there when it is started again with the same output.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import platform
import shutil
import unicodedata
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
from kzling.corpus.manifest import PACKAGES, file_digest, make_manifest
from kzling.corpus.map_stage import new_worker, run_map
from kzling.corpus.readers.files import Inputs, input_files
from kzling.corpus.readers.read import read
from kzling.corpus.readers.records import Article, InputFile, Rejected
from kzling.corpus.spool import Spool, write_file
from kzling.corpus.units import units
from kzling.corpus.workplace import Workplace, check_apart
from kzling.corpus.write import VERSION as WRITE
from kzling.corpus.write import Written, write_dataset
from kzling.errors import EmptyInput, InvalidRecord, MissingExtra, UnwritableOutput, UsageError
from kzling.model import Manifest
from kzling.pipeline import STEPS
from kzling.resolution.clusters import VERSION as CLUSTERS

#: More processes than this a core only cost memory.
_MOST_A_CORE = 4

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
        processes: worker processes, at most four a core; None takes as many as there are cores.
        overwrite: replace an output folder that is not empty, once the new one is complete.
        progress: called after each unit of work.

    Returns:
        The manifest, which also lies in the folder as manifest.json.

    Raises:
        MissingInput, EmptyInput, UnreadableInput: the inputs cannot be read.
        InvalidRecord: no record of the inputs can be used.
        OutputNotEmpty: the output folder holds files and `overwrite` is False.
        UnwritableOutput: the output cannot be written, for example because the disk is full.
        MissingExtra: the extra `corpus` is not installed.
        UsageError: an option has a wrong value.
    """
    cores = os.cpu_count() or 1
    if processes is not None and (not isinstance(processes, int) or processes < 1):
        raise UsageError(f"processes must be a whole number from 1, not {processes!r}.")
    _require_extra()
    options = BuildConfig.read(config)
    given = [Path(path) for path in ([inputs] if isinstance(inputs, (str, Path)) else inputs)]
    found = input_files(given)
    target = _target(output)
    named = [Path(path) for path in (config, options.knowledge) if isinstance(path, (str, Path))]
    check_apart(target, [*given, *named])

    workers = min(processes or cores, cores * _MOST_A_CORE)
    try:
        with Workplace(target, overwrite=overwrite) as place:
            return _run_stages(place, found, options, workers, _Told(progress))
    except OSError as error:
        where = f" at {error.filename}" if error.filename else ""
        raise UnwritableOutput(
            f"The build stopped{where}: {error.strerror}; make room or mend the permissions, then start it again."
        ) from error


def _run_stages(place: Workplace, found: Inputs, config: BuildConfig, processes: int, told: "_Told") -> Manifest:
    spool = Spool(place.folder / "spool")
    worker = new_worker(place.folder / "spool", config)
    records = _Records(found)
    order = run_map(
        units(records, recipe=_recipe(config)),
        spool=spool,
        worker=worker,
        processes=processes,
        done=lambda: told("map"),
    )
    decisions = _decisions(place.folder, spool, order)
    told("decide")
    _check_usable(decisions, place.folder)
    shutil.rmtree(place.dataset, ignore_errors=True)
    place.dataset.mkdir(parents=True)
    keep = config.duplicates == "keep"
    written = write_dataset(spool.documents(order), decisions, folder=place.dataset, base=worker.base, keep=keep)
    counts = _counts(decisions, written, found.ignored)
    write_file(place.dataset / "README.md", card(place.dataset, written, counts, config, __version__).encode())
    manifest = make_manifest(place.dataset, counts, decisions, records.inputs(), config)
    told("write")
    place.finish(_name(order, config))
    return manifest


def _target(output: str | Path) -> Path:
    if not str(output):
        raise UsageError("The output has no name; name a folder for the dataset.")
    try:
        target = Path(output).resolve()
        target.exists()
    except (OSError, ValueError) as error:
        raise UnwritableOutput(f"The output {str(output)[:80]!r} cannot be a folder: {error}.") from error
    if not target.name:
        raise UsageError(f"The output {target} has no name; name a folder for the dataset.")
    return target


class _Records:
    """The records of all files, in order; knows afterwards how many came from each."""

    def __init__(self, found: Inputs) -> None:
        self._found = found
        self._rows: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Article | Rejected]:
        yield from self._found.unlisted
        for file in self._found.files:
            for record in read(file):
                self._rows[file.source] += 1
                yield record

    def inputs(self) -> list[tuple[InputFile, int]]:
        """Give each file with the number of its records."""
        return [(file, self._rows[file.source]) for file in self._found.files]


class _Told:
    """Counts the units of each stage for the caller's progress function."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._done: Counter[str] = Counter()

    def __call__(self, stage: str) -> None:
        self._done[stage] += 1
        if self._progress:
            self._progress(stage, self._done[stage])


def _recipe(config: BuildConfig) -> str:
    """Name everything but the input that decides what stage A makes of it.

    The digest of the code stands beside the versions of the steps, in case somebody forgets to raise one; the
    versions of Python, Unicode and regex decide about letters.
    """
    knowledge = file_digest(Path(config.knowledge)) if config.knowledge else ""
    steps = [step.to_dict() for step in STEPS]
    letters = [platform.python_version(), unicodedata.unidata_version, importlib.metadata.version("regex")]
    made_by = [__version__, data.code_digest(), data.digest(), steps, letters]
    return orjson.dumps([*made_by, config.language, config.clean, knowledge]).decode()


def _name(order: Sequence[tuple[int, str]], config: BuildConfig) -> str:
    """Name a build by all that its dataset follows from."""
    return hashlib.sha256(orjson.dumps([list(order), config.to_dict(), DECIDE, CLUSTERS, WRITE])).hexdigest()


def _decisions(partial: Path, spool: Spool, order: Sequence[tuple[int, str]]) -> Decisions:
    """Stage B; its result is kept beside the digest of what it was made from."""
    made_from = hashlib.sha256(orjson.dumps([DECIDE, CLUSTERS, list(order)])).hexdigest()
    path = partial / f"decisions-{made_from[:32]}.json"
    if path.exists():
        return Decisions.from_dict(orjson.loads(path.read_bytes()))
    decisions = decide(spool.keys(order))
    write_file(path, orjson.dumps(decisions.to_dict()))
    return decisions


def _counts(decisions: Decisions, written: Written, ignored: int) -> dict[str, int]:
    rows = {
        f"rows in {config}/{split}": size.counted
        for config, sizes in written.sizes.items()
        for split, size in sizes.items()
    }
    return {
        "read": decisions.read,
        "kept": decisions.kept,
        "duplicates": len(decisions.duplicates),
        "rejected": len(decisions.rejected),
        "files of other kinds": ignored,
        **rows,
    }


def _require_extra() -> None:
    missing = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        raise MissingExtra(f"Building a dataset needs {', '.join(missing)}: pip install 'kzling[corpus]'.")


def _check_usable(decisions: Decisions, partial: Path) -> None:
    if decisions.kept:
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
