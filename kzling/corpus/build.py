"""build: from articles to a dataset folder, in three stages, each of which goes on where it was stopped.

All work happens in `OUTPUT.partial` beside the output; the output appears whole, in one rename. A killed build goes
on from there when it is started again with the same output.
"""

import errno
import hashlib
import importlib.metadata
import importlib.util
import os
import platform
import shutil
import sqlite3
import unicodedata
import warnings
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from kzling import __version__, data
from kzling.corpus.config import LINKED, BuildConfig
from kzling.corpus.decide import VERSION as DECIDE
from kzling.corpus.decide import Decisions, Key, decide
from kzling.corpus.describe import describe
from kzling.corpus.intake import NO_RECORD, Intake
from kzling.corpus.manifest import PACKAGES, file_digest, make_manifest, told
from kzling.corpus.map_stage import Analysis, run_map
from kzling.corpus.plan import PlannedUnit, PlanWriter, RejectedRecord, read_plan
from kzling.corpus.progress import Account, Interruptions, Watch
from kzling.corpus.readers.files import Inputs, input_files
from kzling.corpus.removals import Removals
from kzling.corpus.spool import Entry, Spool, write_file
from kzling.corpus.units import Unit, units
from kzling.corpus.unknown import UnknownName
from kzling.corpus.workplace import Workplace, check_apart
from kzling.corpus.write import VERSION as WRITE
from kzling.corpus.write import Written, write_dataset
from kzling.errors import EmptyInput, InvalidRecord, MissingExtra, MissingInput, UnwritableOutput, UsageError
from kzling.model import Manifest
from kzling.pipeline import STEPS
from kzling.resolution.clusters import VERSION as CLUSTERS

if TYPE_CHECKING:
    import pyarrow as pa

#: Entries of the removal list that nothing has, a JSON text on each line: for whoever builds.
UNMATCHED = "unmatched_removals.jsonl"
#: More processes than this a core only cost memory.
_MOST_A_CORE = 4
#: Packages whose module has another name.
_MODULES = {"phonenumberslite": "phonenumbers"}
#: Modules that have no part in what stage A makes of a record.
_LATER_HERE = (
    *("build", "card", "charts", "croissant", "decide", "describe", "intake", "join", "manifest", "markdown"),
    *("parquet", "plan", "progress", "removals", "spellings", "standoff", "statistics", "survey", "unknown"),
    *("workplace", "write"),
)
_LATER = ("cli", "display.py", "__main__.py", "hub/", *(f"corpus/{name}.py" for name in _LATER_HERE))


def build(
    inputs: str | Path | Sequence[str | Path],
    output: str | Path,
    *,
    config: BuildConfig | Mapping[str, Any] | str | Path | None = None,
    processes: int | None = None,
    overwrite: bool = False,
    progress: Watch | None = None,
) -> Manifest:
    """Build a dataset folder from articles.

    The same input, configuration and versions give the same bytes, whatever the number of processes or the order
    of the inputs. Of a build that was stopped, or whose input or configuration has changed since, only what is
    missing or depends on the change is done again.

    Args:
        inputs: files or folders, or "-" for standard input. Text, HTML, JSON, JSON lines, CSV, Parquet, Arrow and
            WARC files are read, also compressed (.gz, .zst, .bz2, .xz), and Hugging Face dataset folders.
        output: the folder to make. Beside it, `OUTPUT.partial` holds the work until it is done.
        config: options (see `BuildConfig`), as mapping or as path of a YAML file.
        processes: worker processes, at most four a core; None takes as many as there are cores.
        overwrite: replace an output folder that is not empty, once the new one is complete.
        progress: called after each unit of work with how far the build is.

    Returns:
        The manifest, which also lies in the folder as manifest.json.

    Raises:
        MissingInput, EmptyInput, UnreadableInput: the inputs cannot be read.
        InvalidRecord: no record of the inputs can be used.
        OutputNotEmpty: the output folder holds files and `overwrite` is False.
        UnwritableOutput: the output cannot be written, for example because the disk is full.
        Interrupted: Ctrl-C or SIGTERM asked for an end; the units in hand were finished.
        WorkerDied: worker processes are killed again and again.
        MissingExtra: the extra `corpus` is not installed.
        UsageError: an option has a wrong value.
    """
    cores = os.cpu_count() or 1
    if processes is not None and (not isinstance(processes, int) or processes < 1):
        raise UsageError(f"processes must be a whole number from 1, not {processes!r}.")
    require_extra()
    options = BuildConfig.read(config)
    if options.link_unknown_persons:
        warnings.warn(LINKED, stacklevel=2)
    removals = Removals.read(options.removals) if options.removals else Removals()
    if options.knowledge and not Path(options.knowledge).is_file():
        raise MissingInput(f"There is no knowledge base file {options.knowledge}; check the path.")
    given = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    found = input_files(given, format=options.format)
    target = _target(output)
    files = (config, options.knowledge, options.removals)
    named = [Path(path) for path in files if isinstance(path, (str, Path))]
    check_apart(target, [*(Path(path) for path in given if str(path) != "-"), *named])

    workers = min(processes or cores, cores * _MOST_A_CORE)
    try:
        with Interruptions() as interruptions, Workplace(target, overwrite=overwrite) as place:
            return _Build(place, found, options, removals, progress, interruptions).run(workers)
    except (OSError, sqlite3.OperationalError) as error:
        where = f" at {error.filename}" if isinstance(error, OSError) and error.filename else ""
        what = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else error
        advice = "shorten it" if what == os.strerror(errno.ENAMETOOLONG) else "make room or mend the permissions"
        raise UnwritableOutput(f"The build stopped{where}: {what}; {advice}, then start it again.") from error


class _Build:
    """The three stages of one build, in its work folder."""

    def __init__(
        self,
        place: Workplace,
        found: Inputs,
        config: BuildConfig,
        removals: Removals,
        watch: Watch | None,
        stop: Interruptions,
    ) -> None:
        self._place, self._found, self._config, self._stop = place, found, config, stop
        self._removals = removals
        self._plan = place.folder / "plan.jsonl"
        knowledge = file_digest(Path(config.knowledge)) if config.knowledge else ""
        self._analysis = Analysis(place.folder / "spool", config, knowledge)
        self._spool = Spool(self._analysis.folder)
        self._keep_spool = config.keep_work
        self._account = Account(watch, found.total_bytes() if watch else 0)

    def run(self, processes: int) -> Manifest:
        """Read and analyse, decide, write."""
        self._map(processes)
        self._account.enter("decide")
        overrides = self._analysis.base().overrides
        deciding = decide(
            self._keys(),
            self._place.folder / "decisions.sqlite",
            overrides=overrides,
            removed=self._removals.documents,
            link_persons=self._config.link_unknown_persons,
        )
        with deciding as decisions:
            _check_usable(decisions, self._place.folder, self._config)
            self._account.enter("write")
            manifest = self._write(decisions)
        self._place.finish(self._name(), keep="spool" if self._keep_spool else None)
        self._account.leave()
        self._account.add()
        return manifest

    def _map(self, processes: int) -> None:
        with (
            PlanWriter(self._plan) as plan,
            Intake(self._found, self._config, listing=self._place.folder / Intake.LIST) as intake,
        ):

            def planned() -> Iterator[Unit]:
                seen: set[str] = set()
                wanted = takewhile(lambda _: not self._stop.stopped(), intake)
                cut = units(plan.sort(wanted), recipe=_recipe(self._analysis))
                for unit in self._account.timed("read", cut):
                    plan.add(unit.digest, len(unit.articles))
                    # The same articles under the same names may stand in the input again: they are done once.
                    if unit.digest not in seen:
                        seen.add(unit.digest)
                        yield unit

            def done(entry: Entry) -> None:
                self._account.set(records=plan.records, bytes=intake.bytes)
                self._account.add(
                    seconds=entry.seconds,
                    done=entry.records,
                    rejected=entry.rejected,
                    characters=entry.characters,
                )

            run_map(
                planned(),
                spool=self._spool,
                analysis=self._analysis,
                processes=processes,
                done=done,
                stopped=self._stop.stopped,
            )
            self._stop.check()
            self._account.set(records=plan.records, bytes=intake.bytes)
            self._account.add(rejected=plan.rejected)
        needed = {unit.digest for unit in self._units()}
        # A trial on a part of the input does not throw away what a build of the whole has done.
        trial = self._config.limit is not None or self._config.sample is not None
        self._keep_spool = self._config.keep_work or (trial and self._spool.has_more_than(needed))
        if not trial:
            self._spool.forget_all_but(needed)

    def _units(self) -> Iterator[PlannedUnit]:
        for item in read_plan(self._plan):
            self._stop.check()
            if isinstance(item, PlannedUnit):
                yield item

    def _keys(self) -> Iterator[Key | RejectedRecord]:
        """Give the small facts on all records, refused ones included."""
        for item in read_plan(self._plan):
            self._stop.check()
            if isinstance(item, RejectedRecord):
                yield item
                continue
            for place, key in zip(item.places, self._spool.keys(item.digest), strict=True):
                if "rejected" in key:
                    yield RejectedRecord(place, key["rejected"])
                else:
                    names = tuple(UnknownName(*name) for name in key.pop("unknown"))
                    yield Key(place, **key, unknown=names)
            self._account.add(done=len(item.places))

    def _documents(self) -> Iterator["pa.Table"]:
        """Give the documents of all units in order."""
        for unit in self._units():
            yield self._spool.documents(unit.digest)
            self._account.add(done=len(unit.places))

    def _write(self, decisions: Decisions) -> Manifest:
        folder = self._place.dataset
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        written = write_dataset(
            self._documents(),
            decisions,
            folder=folder,
            base=self._analysis.base(),
            keep=self._config.duplicates == "keep",
            removed=self._removals.entities,
            standoff=self._config.standoff,
        )
        # With a limit the listing ends where reading ends: nobody knows how many others there are.
        ignored = self._found.ignored if self._config.limit is None else 0
        unmatched = self._unmatched(decisions)
        if unmatched:
            # Whoever wrote the list should know; it names what must not be published.
            write_file(folder / UNMATCHED, b"".join(orjson.dumps(entry) + b"\n" for entry in unmatched))
        counts = {**_counts(decisions, written, ignored), "removals without a match": len(unmatched)}
        describe(folder, written.sizes, written.statistics, counts, self._config)
        inputs = self._place.folder / Intake.LIST
        reasons, warned = decisions.reject_reasons(), written.statistics.warnings
        return make_manifest(
            folder, counts, reasons, warned, inputs=inputs, masks=self._config.mask, config=told(self._config)
        )

    def _unmatched(self, decisions: Decisions) -> list[str]:
        """Give the entries of the removal list that stand for no record and no entity."""
        base = self._analysis.base()
        articles = [article.entry for article in self._removals.articles if not any(map(decisions.has, article.ids))]
        entities = (id for id in self._removals.entities if id not in base and not decisions.has_cluster(id))
        return articles + sorted(entities)

    def _name(self) -> str:
        """Name a build by all that its dataset follows from."""
        removals = [sorted(ids) for ids in (self._removals.documents, self._removals.entities)]
        config = orjson.dumps([self._config.to_dict(), removals, DECIDE, CLUSTERS, WRITE])
        return hashlib.sha256(config + file_digest(self._plan).encode()).hexdigest()


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


def _recipe(analysis: Analysis) -> str:
    """Name everything but the input that decides what stage A makes of it.

    The digest of the code stands beside the versions of the steps, in case somebody forgets to raise one; the
    versions of Python, Unicode and regex decide about letters, those of trafilatura and lxml about pages.
    """
    steps = [step.to_dict() for step in STEPS]
    packages = [importlib.metadata.version(name) for name in ("regex", "trafilatura", "lxml", "phonenumberslite")]
    made_by = [platform.python_version(), unicodedata.unidata_version, *packages, steps]
    config = analysis.config
    chosen = [config.language, config.clean, config.encoding, config.body, sorted(config.mask)]
    chosen.append(analysis.knowledge)
    code = data.code_digest(_LATER)
    return orjson.dumps([__version__, code, data.digest(), *made_by, *chosen]).decode()


def _counts(decisions: Decisions, written: Written, ignored: int) -> dict[str, int]:
    rows = {
        f"rows in {config}/{split}": size.counted
        for config, sizes in written.sizes.items()
        for split, size in sizes.items()
    }
    return {
        "read": decisions.read,
        "kept": decisions.kept,
        "duplicates": decisions.duplicates,
        "rejected": decisions.rejected,
        "files of other kinds": ignored,
        **{f"documents in {tag}": number for tag, number in sorted(written.statistics.languages.items())},
        **rows,
    }


def require_extra() -> None:
    """Make sure that the packages of the extra `corpus` are installed.

    Raises:
        MissingExtra: one of them is not.
    """
    modules = {name: _MODULES.get(name, name) for name in PACKAGES}
    missing = [name for name, module in modules.items() if importlib.util.find_spec(module) is None]
    if missing:
        raise MissingExtra(f"Building a dataset needs {', '.join(missing)}: pip install 'kzling[corpus]'.")


def _check_usable(decisions: Decisions, partial: Path, config: BuildConfig) -> None:
    if decisions.kept:
        return
    first = next(decisions.rejected_rows(), None)
    if first is None and config.sample is not None:
        raise EmptyInput("No record falls into the sample; take a larger share.")
    if first is None or set(decisions.reject_reasons()) == {NO_RECORD}:
        raise EmptyInput("The input files hold no record; check that they are the right ones.")
    place = f"{first.source} line {first.position}" if first.position else first.source
    listed = partial / "rejected.jsonl"
    with listed.open("wb") as stream:
        stream.writelines(orjson.dumps(row.to_dict()) + b"\n" for row in decisions.rejected_rows())
    raise InvalidRecord(
        f"No record could be used, {decisions.rejected} were rejected (all in {listed}); "
        f"the first is {place}: {first.reason}."
    )
