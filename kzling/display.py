"""What a long command shows while it works, and what it says at its end."""

import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table

from kzling.text.printable import one_line

if TYPE_CHECKING:
    from kzling.corpus.progress import Progress
    from kzling.corpus.survey import Survey
    from kzling.hub.diff import Difference
    from kzling.model import Document, Manifest, Plan

#: Where nobody looks at a bar, a line is printed this often, in seconds.
_EVERY = 10.0
_STAGES = {"map": "Reading and analysing", "decide": "Deciding", "write": "Writing"}


class BuildDisplay:
    """Shows how far a build is, on standard error: a bar on a terminal, else a line now and then."""

    def __init__(self) -> None:
        self.last: Progress | None = None
        self._begun = self._said = time.monotonic()
        self._bar: Bar | None = None
        if sys.stderr.isatty():
            columns = (TextColumn("{task.description}"), BarColumn(bar_width=20), TextColumn("{task.fields[facts]}"))
            self._bar = Bar(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(_STAGES["map"], total=None, facts="")

    def __enter__(self) -> "BuildDisplay":
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, now: "Progress") -> None:
        """Take note of how far the build is."""
        self.last = now
        if self._bar:
            done, total = (now.bytes, now.total_bytes) if now.stage == "map" else (now.done, now.records)
            self._bar.update(
                self._task, description=_STAGES[now.stage], completed=done, total=total or None, facts=self._facts(now)
            )
        elif time.monotonic() - self._said >= _EVERY:
            self._said = time.monotonic()
            typer.echo(f"{_STAGES[now.stage]}: {self._facts(now)}", err=True)

    def _facts(self, now: "Progress") -> str:
        if now.stage != "map":
            return f"{now.done:,} of {now.records:,} records"
        share = f"{now.bytes / now.total_bytes:.0%} of {now.total_bytes / 1e6:,.0f} MB, " if now.total_bytes else ""
        speed = now.characters / 1e6 / max(time.monotonic() - self._begun, 0.001)
        return f"{share}{now.done:,} records, {now.rejected:,} rejected, {speed:.2f} million characters/s"


def show_table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Print a table for people."""
    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        # Titles and names come from outside: what would move the cursor or turn the line is shown as a sign.
        table.add_row(*(escape(one_line(cell)) for cell in row))
    # A pipe has no width of its own: nothing is cut or folded there.
    width = None if sys.stdout.isatty() else 10_000
    Console(width=width, soft_wrap=not sys.stdout.isatty()).print(table)


def show_build(manifest: "Manifest", last: "Progress | None", output: object) -> None:
    """Print what a build counted: records, languages, reasons of rejects, rows, and what each step took."""
    counts = manifest.counts
    typer.echo(
        f"Read {counts['read']} = kept {counts['kept']} + duplicates {counts['duplicates']}"
        f" + rejected {counts['rejected']}."
    )
    if counts["files of other kinds"]:
        typer.echo(f"{counts['files of other kinds']} files of other kinds were not read.")
    if counts["removals without a match"]:
        typer.echo(
            f"{counts['removals without a match']} entries of the removal list match nothing; they are listed in "
            "unmatched_removals.jsonl there: check them."
        )
    _counted(("language", "documents"), counts, "documents in ")
    _numbers(("reason of rejection", "records"), manifest.reject_reasons)
    _numbers(("warning", "documents"), manifest.warnings)
    _counted(("config/split", "rows"), counts, "rows in ")
    if last is not None:
        show_table(("step", "seconds of work"), ((step, f"{seconds:.1f}") for step, seconds in last.seconds.items()))
    typer.echo(
        f"The dataset is in {output}; what was left out is listed there in rejected.jsonl and duplicates.jsonl."
    )
    if manifest.config["duplicates"] == "keep":
        typer.echo("Duplicates have rows too, marked by duplicate_of.")


def show_survey(found: "Survey") -> None:
    """Print what a build would read."""
    typer.echo(
        f"Read {found.read} = usable {found.usable} + rejected {found.read - found.usable}; nothing was written."
    )
    typer.echo(f"{found.characters:,} characters of text or pages.")
    if found.ignored:
        typer.echo(f"{found.ignored} files of other kinds were not read.")
    _numbers(("form", "records"), found.formats)
    _numbers(("reason of rejection", "records"), found.reject_reasons)
    _numbers(("warning", "records"), found.warnings)
    rows = ((s.source, s.published or "", s.title or "", s.begins) for s in found.samples)
    _if_any(("record", "published", "title", "begins"), list(rows))
    _if_any(("rejected", "line", "reason"), [(r.source, str(r.position), r.reason) for r in found.rejected])


def show_plan(planned: "Plan") -> None:
    """Print what a publication would send."""
    _if_any(("send", "bytes"), [(path, f"{size:,}") for path, size in planned.send.items()])
    _if_any(("delete",), [(path,) for path in planned.delete])
    typer.echo(
        f"{planned.url}: send {len(planned.send)} files ({sum(planned.send.values()):,} bytes), delete "
        f"{len(planned.delete)}, leave {planned.unchanged} as they are; nothing was sent."
    )
    for remark in planned.remarks:
        typer.echo(remark)


def show_difference(found: "Difference") -> None:
    """Print what changed between two versions of a dataset."""
    for what, counts in (("documents", found.documents), ("links", found.links), ("spellings", found.spellings)):
        _numbers((what, "rows"), counts)
    rows: list[tuple[str, ...]] = [
        (change.kind, change.document, change.name, change.before, change.after) for change in found.examples
    ]
    _if_any(("change", "document", "name", "before", "after"), rows)


def _counted(columns: tuple[str, str], counts: Mapping[str, int], prefix: str) -> None:
    _numbers(columns, {key.removeprefix(prefix): n for key, n in counts.items() if key.startswith(prefix)})


def _numbers(columns: tuple[str, str], numbers: Mapping[str, int]) -> None:
    _if_any(columns, [(name, str(number)) for name, number in numbers.items()])


def _if_any(columns: Iterable[str], rows: list[tuple[str, ...]]) -> None:
    if rows:
        show_table(columns, rows)


def translation_lines(name: str, document: "Document") -> Iterator[str]:
    """Say of a document what language it is in, whether it is a translation, and by which signs."""
    told = document.translation
    source = f" from {told.source_language}" if told.source_language else ""
    pivots = f" by way of {', '.join(told.pivots)}" if told.pivots else ""
    machine = {True: ", by machine", False: ", not by machine", None: ""}[told.by_machine]
    yield (
        f"{name}: {document.language}-{document.script}, {told.verdict}{source}{pivots}{machine} ({told.score:+.1f})"
    )
    yield f"{len(document.removed)} lines removed, {len(document.mentions)} names"
    for cue in told.evidence:
        text = document.raw if cue.span.space == "raw" else document.text
        said = one_line(text[cue.span.start : cue.span.end])
        yield (
            f"  {cue.weight:+.1f}  {cue.cue:16}  {said}: {cue.why}"
            if said
            else f"  {cue.weight:+.1f}  {cue.cue:16}  {cue.why}"
        )
