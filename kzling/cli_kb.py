"""The commands `kzling kb ...`: look into a knowledge base, fill it, check it, make one of others."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.console import Console

import kzling
from kzling.display import show_table
from kzling.errors import InvalidRecord, MissingInput, UsageError

if TYPE_CHECKING:
    from kzling.knowledge.making import Made
    from kzling.knowledge.sieve import Watch

kb_app = typer.Typer(help="Look into a knowledge base, fill it, check it, make one of others.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line instead of a table.")]
Base = Annotated[Path | None, typer.Option("--kb", help="A knowledge base file; the built-in one if not given.")]
_Target = Annotated[Path, typer.Option("--kb", help="The knowledge base file to write to.")]
_Output = Annotated[Path, typer.Option("--output", "-o", help="The knowledge base file to make or to replace.")]
_FORMATS = "jsonl, csv, tsv, wikidata, geonames, ftm, entities"


@kb_app.command()
def info(kb: Base = None, json: Json = False) -> None:
    """Count what a knowledge base holds."""
    base = base_at(kb)
    types: dict[str, int] = {}
    names = 0
    for entity in base:
        types[entity.type] = types.get(entity.type, 0) + 1
        names += len(entity.names)
    counts = {**dict(sorted(types.items())), "all": len(base), "names": names, "overrides": len(base.overrides)}
    show(json, [counts], ("type", "entities"), ((kind, str(number)) for kind, number in counts.items()))


@kb_app.command()
def search(
    name: Annotated[str, typer.Argument(help="A name as written.")], kb: Base = None, json: Json = False
) -> None:
    """Find the entities that bear a name as it is listed; `kzling resolve` also knows other forms and spellings."""
    found = base_at(kb).search(name)
    cells = ((e.id, e.type, ", ".join(dict.fromkeys(n.text for n in e.names))) for e in found)
    show(json, (e.to_dict() for e in found), ("id", "type", "names"), cells)


@kb_app.command("show")
def show_entity(
    entity_id: Annotated[str, typer.Argument(help="Id of an entity.")], kb: Base = None, json: Json = False
) -> None:
    """Show all names of an entity, with dates and sources."""
    base = base_at(kb)
    if entity_id not in base:
        raise MissingInput(f"No entity has the id {entity_id!r}; `kzling kb search NAME` finds ids.")
    entity = base.get(entity_id)
    cells = ((n.text, n.lang, n.kind, n.since or "", n.until or "", n.source) for n in entity.names)
    show(json, [entity.to_dict()], ("name", "language", "kind", "since", "until", "source"), cells)


@kb_app.command()
def add(
    kb: _Target,
    file: Annotated[str, typer.Argument(help="Records as JSON lines; '-' or nothing: standard input.")] = "-",
    json: Json = False,
) -> None:
    """Write records to a knowledge base; a file that is not there is made, a record that is not right stops it."""
    from kzling.knowledge.exchange import opened

    records = objects_of(file)
    added = opened(kb).add(record for _, record in records)
    _show_counts(json, added._asdict())


@kb_app.command("import")
def import_files(
    files: Annotated[list[Path], typer.Argument(help="Files of one format; .gz, .bz2 and .zst are unpacked.")],
    kb: _Target,
    format: Annotated[str | None, typer.Option(help=f"{_FORMATS}; if not given, the file tells.")] = None,
    type: Annotated[str | None, typer.Option(help="The type of records that state none, for example person.")] = None,
    types: Annotated[str | None, typer.Option(help="Types to take, as person,place (wikidata, ftm).")] = None,
    countries: Annotated[
        str | None, typer.Option(help="Countries to take, as kz,ru (wikidata, geonames, ftm).")
    ] = None,
    languages: Annotated[str | None, typer.Option(help="Languages to take, as kk,ru,en (wikidata, geonames).")] = None,
    map: Annotated[
        list[str] | None, typer.Option(help="FIELD=COLUMN of a table, as name:ru=title; once for each column.")
    ] = None,
    alternate_names: Annotated[
        Path | None, typer.Option(help="The names of GeoNames places, alternateNamesV2.txt.")
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option(help="Where unreadable rows go; if not given, BASE.rejects.jsonl.")
    ] = None,
    json: Json = False,
) -> None:
    """Write records of other formats to a knowledge base; when stopped, the same command goes on."""
    from kzling.corpus.progress import Interruptions
    from kzling.knowledge.exchange import import_records

    options = {
        "type": type,
        "types": _parts(types),
        "countries": _parts(countries),
        "languages": _parts(languages),
        "columns": _columns(map),
        "alternates": alternate_names,
    }
    given: dict[str, Any] = {option: value for option, value in options.items() if value is not None}
    with Interruptions() as interruptions, _progress() as watch:
        imported = import_records(
            kb, files, format=format, rejects=rejects, watch=watch, stopped=interruptions.stopped, **given
        )
    _show_counts(json, imported._asdict())
    if not imported.added + imported.changed + imported.unchanged:
        typer.echo("kzling: No record was taken.", err=True)


@kb_app.command("export")
def export_file(
    file: Annotated[Path, typer.Argument(help="The file to write; a name in .gz or .bz2 asks for compression.")],
    format: Annotated[
        str | None, typer.Option(help=f"{_FORMATS}, entity-ruler; if not given, the file's name tells.")
    ] = None,
    kb: Base = None,
    json: Json = False,
) -> None:
    """Write a knowledge base in another format; what has no place there is left out."""
    from kzling.knowledge.exchange import export

    base = base_at(kb)
    _show_counts(json, {"written": export(base, file, format=format), "entities": len(base)})


@kb_app.command()
def merge(
    sources: Annotated[list[Path], typer.Argument(help="Knowledge bases, or files of records; the first goes first.")],
    output: _Output,
    json: Json = False,
) -> None:
    """Make one knowledge base of several: entities with one id, here or in Wikidata or GeoNames, become one."""
    from kzling.knowledge.making import build
    from kzling.knowledge.merging import OUTSIDE

    if len(sources) < 2:
        raise UsageError("merge takes two knowledge bases or more; `kzling kb build` copies one.")
    _show_made(json, build(sources, output, by=OUTSIDE))


@kb_app.command()
def check(kb: Base = None, json: Json = False) -> None:
    """Look for faults; the exit code is 1 if there are errors, 0 if there are only warnings."""
    from kzling.knowledge.check import findings

    base = base_at(kb)
    counts = {"error": 0, "warning": 0}

    def found() -> Iterator[Any]:
        for finding in findings(base, redirects={**base.redirects(), **base.overrides.redirects}):
            counts[finding.severity] += 1
            yield finding

    if json:
        for finding in found():
            typer.echo(orjson.dumps(finding.to_dict()).decode())
    else:
        rows = [(f.severity, f.kind, ", ".join(f.entity_ids), f.name or "", f.why) for f in found()]
        if rows:
            show_table(("severity", "kind", "entities", "name", "why"), rows)
        typer.echo(f"{counts['error']} errors, {counts['warning']} warnings.")
    if counts["error"]:
        raise typer.Exit(1)


@kb_app.command()
def gaps(
    dataset: Annotated[Path, typer.Argument(help="The folder of a dataset that `kzling build` wrote.")],
    kb: Base = None,
    top: Annotated[int, typer.Option(min=1, help="So many of each kind.")] = 50,
    records: Annotated[
        Path | None, typer.Option(help="Write drafts of records here, for review; `kb add` takes them.")
    ] = None,
    overrides: Annotated[
        Path | None, typer.Option(help="Write lines of overrides here, for review; `kb override` takes them.")
    ] = None,
    json: Json = False,
) -> None:
    """Rank the names of a dataset that the base does not know, nearly knows, or knows for other days."""
    from kzling.corpus.gaps import gaps
    from kzling.hub.load import mention_rows
    from kzling.knowledge.formats.output import written

    found = list(gaps(mention_rows(dataset), base_at(kb), most=top))
    for path, kind in ((records, "unknown"), (overrides, "near")):
        if path is not None:
            with written(path) as stream:
                stream.writelines(orjson.dumps(g.draft) + b"\n" for g in found if g.kind == kind and g.draft)
    cells = (
        (g.kind, str(g.documents), str(g.mentions), g.name, g.type, ", ".join(g.languages), g.entity_id or "", g.why)
        for g in found
    )
    columns = ("gap", "documents", "mentions", "name", "type", "languages", "entity", "why")
    show(json, (gap.to_dict() for gap in found), columns, cells)


@kb_app.command()
def build(
    output: _Output,
    sources: Annotated[
        list[Path] | None, typer.Argument(help="Knowledge bases, or files of records; none: the built-in base.")
    ] = None,
    overrides: Annotated[Path | None, typer.Option(help="A file of overrides.")] = None,
    json: Json = False,
) -> None:
    """Make a knowledge base anew, with its index; one of an older version becomes one of this version."""
    from kzling.knowledge.making import build
    from kzling.knowledge.overrides import Overrides

    judged = Overrides.read(overrides) if overrides else None
    _show_made(json, build(sources or [], output, overrides=judged))


@kb_app.command()
def override(
    file: Annotated[Path, typer.Argument(help="A file of overrides, JSON lines.")], kb: _Target, json: Json = False
) -> None:
    """Apply overrides to a knowledge base, and keep them in it."""
    from kzling.knowledge.making import override
    from kzling.knowledge.overrides import Overrides

    _show_made(json, override(kb, Overrides.read(file)))


def show(
    json: bool, objects: Iterable[Mapping[str, Any]], columns: Iterable[str], rows: Iterable[Iterable[str]]
) -> None:
    """Print objects as JSON lines, or rows as a table."""
    if json:
        for item in objects:
            typer.echo(orjson.dumps(item).decode())
        return
    show_table(columns, rows)


def base_at(path: Path | None) -> "kzling.KnowledgeBase":
    """Open the base of a file; None gives the built-in one."""
    return kzling.KnowledgeBase.default() if path is None else kzling.KnowledgeBase.open(path)


def objects_of(file: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give the JSON objects of a file ('-': standard input), each with its line; whether it is there is known at once.

    Raises:
        MissingInput: there is no such file.
        InvalidRecord: a line holds no object.
    """
    from kzling.knowledge.formats.rows import Rejected, objects

    if file == "-" and sys.stdin is None:
        raise MissingInput("There is no standard input; name a file.")
    if file != "-" and not Path(file).exists():
        raise MissingInput(f"There is no file {file}; check the path, or name '-' for standard input.")

    def found() -> Iterator[tuple[int, dict[str, Any]]]:
        for row in objects(sys.stdin.buffer if file == "-" else file):
            if isinstance(row, Rejected):
                raise InvalidRecord(f"Line {row.position}: {row.why}")
            line, record = row
            yield line.position, record

    return found()


def _parts(listed: str | None) -> list[str] | None:
    return None if listed is None else [part.strip() for part in listed.split(",") if part.strip()]


def _columns(pairs: list[str] | None) -> dict[str, str] | None:
    parted = [pair.partition("=") for pair in pairs or ()]
    if any(not field or not column for field, _, column in parted):
        raise UsageError("--map takes FIELD=COLUMN, for example --map name:ru=title.")
    return {field: column for field, _, column in parted} or None


@contextmanager
def _progress() -> "Iterator[Watch | None]":
    """Show how far an import is, where somebody looks on."""
    if not sys.stderr.isatty():
        yield None
        return
    with Console(stderr=True).status("Reading") as status:
        yield lambda records, rejected: status.update(f"{records:,} records read, {rejected:,} rows rejected")


def _show_counts(json: bool, counts: dict[str, int]) -> None:
    show(json, [counts], counts, [[str(number) for number in counts.values()]])


def _show_made(json: bool, made: "Made") -> None:
    """Print what a base was made of."""
    if json:
        typer.echo(orjson.dumps(made._asdict()).decode())
        return
    kinds = (("contradiction", made.contradictions), ("conflict", made.conflicts), ("unknown id", made.unknown))
    if rows := [(kind, one) for kind, listed in kinds for one in listed]:
        show_table(("to look at", "what"), rows)
    if made.kept:
        typer.echo(f"Overrides kept of the base that was there: {made.kept:,}.")
    typer.echo(f"The knowledge base has {made.entities:,} entities.")
