"""The command `kzling`: the verbs of the library for files, standard input and names.

Tables are for people; `--json` gives one JSON object a line. Errors are one sentence on standard error, with an
exit code of their own (kzling/errors.py).
"""

import io
import sys
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn, cast

import orjson
import typer

import kzling
from kzling.answers import Evidence, Reading
from kzling.cli_hub import diff, join, publish
from kzling.cli_kb import Base, Json, kb_app, show
from kzling.cli_tables import canonicalise
from kzling.cli_train import train_ner
from kzling.cli_verify import verify
from kzling.display import BuildDisplay, show_build, show_survey, translation_lines
from kzling.errors import InvalidRecord, KzlingError, MissingInput, UnreadableInput, UnwritableOutput, UsageError
from kzling.text.printable import one_line

if TYPE_CHECKING:
    from kzling.model import EntityType

app = typer.Typer(
    help="Names in the news of Kazakhstan, Russia and their neighbours.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(kb_app, name="kb")
for _command in (verify, publish, diff, join, train_ner, canonicalise):
    app.command()(_command)

Lang = Annotated[str | None, typer.Option("--lang", help="Language of the input: kk, ru, en ...")]
Date = Annotated[str | None, typer.Option("--date", help="Date of the text: 2022, 2022-09 or 2022-09-17.")]
Type = Annotated[str | None, typer.Option("--type", help="What is named: person, place, organization ...")]
Names = Annotated[list[str] | None, typer.Argument(help="Names as written; none: lines of standard input.")]
Texts = Annotated[list[str] | None, typer.Argument(help="Files with a text each; '-' or nothing: standard input.")]


def main() -> None:
    """Run the command line; the entry point of the console script."""
    # Whoever closes a standard stream does not want to see what goes there.
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Names need all of Unicode, whatever the terminal's encoding is said to be.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    warnings.showwarning = _warn
    try:
        if any("\ud800" <= char <= "\udfff" for argument in sys.argv for char in argument):
            raise UsageError("An argument is not valid UTF-8; check the encoding of the terminal.")
        app()
    except KzlingError as error:
        _end(str(error), error.exit_code)
    except OSError as error:
        _end(f"the output cannot be written: {error.strerror}.", UnwritableOutput.exit_code)


def _warn(message: Warning | str, *_: object, **__: object) -> None:
    """Show a warning as a sentence: where in the code it was given is of no use here."""
    typer.echo(f"kzling: {one_line(str(message))}", err=True)


def _end(sentence: str, code: int) -> NoReturn:
    typer.echo(f"kzling: {one_line(sentence)}", err=True)
    sys.exit(code)


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False) -> None:
    if version:
        typer.echo(kzling.__version__)
        raise typer.Exit


@app.command()
def detect(files: Texts = None, json: Json = False) -> None:
    """Say in which language and script texts are."""
    rows = [(name, kzling.detect(text)) for name, text in _texts(files)]
    cells = ((name, f"{d.language}-{d.script}", f"{d.confidence:.2f}") for name, d in rows)
    show(json, ({"file": name, **d.to_dict()} for name, d in rows), ("file", "language", "confidence"), cells)


@app.command()
def translit(
    scheme: Annotated[str, typer.Argument(help="Id of a scheme, for example ru-pl; 'list' shows all.")],
    files: Texts = None,
    unknown: Annotated[
        Literal["keep", "mark", "error"], typer.Option(help="What to do with letters that the scheme lacks.")
    ] = "keep",
    back: Annotated[bool, typer.Option("--back", help="From the scheme's spelling back into the native one.")] = False,
    json: Json = False,
) -> None:
    """Write texts in another spelling system, or back out of it."""
    if scheme == "list":
        if files:
            raise UsageError("translit list takes no files; name a scheme to write them by.")
        known = list(kzling.schemes().values())
        rows = ((s.id, s.name, s.attestation) for s in known)
        show(json, (s.to_dict() for s in known), ("id", "name", "attestation"), rows)
        return
    for name, text in _texts(files):
        if back:
            from kzling.orthography.backward import backward

            answer = backward(text, scheme).to_dict()
        else:
            answer = {"text": kzling.transliterate(text, scheme, unknown=unknown)}
        if json:
            typer.echo(orjson.dumps({"file": name, "scheme": scheme, **answer}).decode())
        else:
            sys.stdout.write(answer["text"])


@app.command()
def readings(
    forms: Names = None,
    lang: Lang = None,
    limit: Annotated[int, typer.Option(help="Show so many for each name.")] = 10,
    json: Json = False,
) -> None:
    """Say which native spellings written forms can stand for, and through which spelling systems."""
    found = [(form, r) for form in _names(forms) for r in kzling.readings(form, lang=lang, limit=limit)]
    cells = (
        (form, r.source, r.source_language, _route(r.route), r.analysis.case, f"{r.cost:.2f}", _steps(r))
        for form, r in found
    )
    columns = ("form", "native", "language", "route", "case", "cost", "trace")
    show(json, ({"form": form, **r.to_dict()} for form, r in found), columns, cells)


@app.command()
def variants(
    lang: Annotated[str, typer.Option("--lang", help="Language of the names: kk, ru, uk ...")],
    names: Names = None,
    json: Json = False,
) -> None:
    """List the written forms of names in their native spelling."""
    found = [(name, v) for name in _names(names) for v in kzling.variants(name, lang=lang)]
    cells = ((name, v.form, _route(v.route), "yes" if v.attested else "") for name, v in found)
    objects = ({"name": name, **v.to_dict()} for name, v in found)
    show(json, objects, ("name", "form", "route", "attested"), cells)


@app.command()
def compare(
    names: Annotated[list[str] | None, typer.Argument(help="Two names; none: lines NAME<tab>NAME on input.")] = None,
    lang_a: Annotated[str | None, typer.Option(help="Language of the first name.")] = None,
    lang_b: Annotated[str | None, typer.Option(help="Language of the second name.")] = None,
    type: Type = None,
    json: Json = False,
) -> None:
    """Say whether two names can be one, and why."""
    pairs = [tuple(names)] if names else [tuple(line.split("\t")) for line in _names(None)]
    wrong = [number for number, pair in enumerate(pairs, start=1) if len(pair) != 2]
    if wrong:
        place = "" if names else f" Line {wrong[0]} has not two."
        raise UsageError(f"compare takes two names, or lines with two names parted by a tab on standard input.{place}")
    answers = [(pair, kzling.compare(*pair, lang_a=lang_a, lang_b=lang_b, type=type)) for pair in pairs]
    cells: list[tuple[str, ...]] = []
    for (a, b), answer in answers:
        cells.append((a, b, f"{answer.score:.2f}", answer.verdict))
        cells += [("", e.kind, f"{e.weight:+.2f}", e.why) for e in answer.evidence]
    objects = ({"a": a, "b": b, **answer.to_dict()} for (a, b), answer in answers)
    show(json, objects, ("name", "name", "score", "verdict"), cells)


@app.command()
def match(
    query: Annotated[str, typer.Argument(help="A name.")],
    names: Annotated[Path | None, typer.Option(help="A file with a name a line; none: standard input.")] = None,
    lang_a: Annotated[str | None, typer.Option(help="Language of the name.")] = None,
    lang_b: Annotated[str | None, typer.Option(help="Language of the names in the file.")] = None,
    type: Type = None,
    limit: Annotated[int, typer.Option(help="Show so many.")] = 10,
    json: Json = False,
) -> None:
    """Find the names of a list that a name may be one with, best first."""
    lines = [line.strip() for _, text in _texts([str(names)] if names else None) for line in text.splitlines()]
    filled = [number for number, line in enumerate(lines) if line]
    listed = [lines[number] for number in filled]
    found = kzling.match(query, listed, lang=lang_a, langs=[lang_b] * len(listed), type=type, limit=limit)
    rows = [(filled[one.place] + 1, one.name, one.comparison) for one in found]
    cells = ((str(line), name, f"{answer.score:.2f}", answer.verdict) for line, name, answer in rows)
    objects = ({"line": line, "name": name, **answer.to_dict()} for line, name, answer in rows)
    show(json, objects, ("line", "name", "score", "verdict"), cells)


@app.command()
def resolve(
    names: Names = None,
    lang: Lang = None,
    date: Date = None,
    type: Type = None,
    context: Annotated[str | None, typer.Option(help="A file with the text around the names.")] = None,
    kb: Base = None,
    json: Json = False,
) -> None:
    """Say which entity each name belongs to."""
    base = _base(kb)
    kind = cast("EntityType | None", type)
    around = next(text for _, text in _texts([context])) if context else None
    rows = [
        (name, kzling.resolve(name, lang=lang, type=kind, date=date, context=around, kb=base))
        for name in _names(names)
    ]
    cells = (
        (name, r.entity.id if r.entity else "", r.verdict, f"{r.score:.2f}", _reasons(r.evidence)) for name, r in rows
    )
    show(json, ({"name": n, **r.to_dict()} for n, r in rows), ("name", "entity", "verdict", "score", "why"), cells)


@app.command()
def analyze(
    files: Texts = None,
    lang: Lang = None,
    date: Date = None,
    kb: Base = None,
    finder: Annotated[str | None, typer.Option(help="Names besides the gazetteer's: stanza:PATH.")] = None,
    html: Annotated[bool, typer.Option("--html", help="The input is HTML.")] = False,
    clean: Annotated[bool, typer.Option(help="Take page furniture out.")] = True,
    json: Json = False,
) -> None:
    """Clean texts, find the names in them and resolve them."""
    base = _base(kb)
    for name, text in _texts(files):
        shape: Literal["text", "html"] = "html" if html else "text"
        document = kzling.analyze(text, lang=lang, date=date, kb=base, finder=finder, clean=clean, format=shape)
        if not json:
            typer.echo("\n".join(translation_lines(name, document)))
        cells = ((str(m.start), m.surface, m.type, m.entity_id or "", m.canonical or "") for m in document.mentions)
        show(json, [document.to_dict()], ("at", "name", "type", "entity", "canonical"), cells)


@app.command()
def normalize(
    files: Texts = None,
    lang: Lang = None,
    date: Date = None,
    as_of: Annotated[str, typer.Option(help="document, today or a date: whose names count.")] = "document",
    kb: Base = None,
    quotations: Annotated[str, typer.Option(help="rewrite or keep: names between quotation marks.")] = "rewrite",
    style: Annotated[str, typer.Option(help="How names are spelt: press; in English also bgn, official.")] = "press",
    json: Json = False,
) -> None:
    """Put the names of texts into their standard form."""
    quoted = cast("Literal['rewrite', 'keep']", quotations)
    spelt = cast("Literal['press', 'bgn', 'official']", style)
    base = _base(kb)
    for name, text in _texts(files):
        result = kzling.normalize(text, lang=lang, as_of=as_of, date=date, kb=base, quotations=quoted, style=spelt)
        if json:
            typer.echo(orjson.dumps({"file": name, **result.to_dict()}).decode())
        else:
            sys.stdout.write(result.text)


@app.command()
def build(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, or '-' for standard input.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The folder to make.")] = None,
    config: Annotated[Path | None, typer.Option(help="A YAML file with options.")] = None,
    processes: Annotated[int | None, typer.Option(help="Worker processes; all cores if not given.")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what the folder holds.")] = False,
    limit: Annotated[int | None, typer.Option(help="Take the first so many records.")] = None,
    sample: Annotated[float | None, typer.Option(help="Take this share of the records, from 0 to 1.")] = None,
    format: Annotated[str | None, typer.Option(help="What standard input is: jsonl, csv, warc ...")] = None,
    keep_work: Annotated[
        bool, typer.Option("--keep-work", help="Keep the analysed units for the next build.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only read, and say what there is.")] = False,
    json: Json = False,
) -> None:
    """Build a Hugging Face dataset from articles."""
    from kzling.corpus.config import LINKED, BuildConfig
    from kzling.corpus.workplace import check_apart

    chosen = {"limit": limit, "sample": sample, "format": format and format.lower(), "keep_work": keep_work or None}
    options = BuildConfig.read(config, **{name: value for name, value in chosen.items() if value is not None})
    if dry_run:
        from kzling.corpus.survey import survey

        found = survey(inputs, config=options)
        typer.echo(orjson.dumps(found.to_dict()).decode()) if json else show_survey(found)
        if not found.usable:
            raise InvalidRecord("No record could be used; see the reasons above.")
        return
    if output is None:
        raise UsageError("The output has no name; name a folder for the dataset with --output.")
    if config is not None:
        check_apart(output.resolve(), [config])
    if options.link_unknown_persons:
        _warn(LINKED)
    # What packages warn of while they read a page is no concern of whoever builds.
    with BuildDisplay() as display, warnings.catch_warnings(action="ignore"):
        manifest = kzling.build(
            inputs, output, config=options, processes=processes, overwrite=overwrite, progress=display
        )
    if json:
        typer.echo(orjson.dumps(manifest.to_dict()).decode())
    else:
        show_build(manifest, display.last, output)


def _base(path: Path | None) -> "kzling.KnowledgeBase | None":
    return None if path is None else kzling.KnowledgeBase.open(path)


def _reasons(evidence: Iterable[Evidence]) -> str:
    """Give the reasons for people; a derivation is for `kzling verify`."""
    return " ".join(reason.why for reason in evidence if reason.kind != "proof")


def _texts(files: list[str] | None) -> Iterator[tuple[str, str]]:
    """Give (name, text) for each file; no file at all stands for standard input."""
    for name in files or ["-"]:
        if name == "-":
            yield "-", _standard_input()
            continue
        path = Path(name)
        if not path.exists():
            raise MissingInput(f"There is no file {name}; check the path, or give the text on standard input.")
        try:
            yield name, path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableInput(f"{name} cannot be read as UTF-8 text: {error}.") from error


def _standard_input() -> str:
    if sys.stdin is None:
        raise MissingInput("There is no standard input; name a file.")
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"Standard input is not UTF-8 text: {error}.") from error


def _names(given: list[str] | None) -> list[str]:
    """Give the names of the command line, or else the lines of standard input."""
    return given or [line for line in _standard_input().splitlines() if line.strip()]


def _route(route: tuple[str, ...]) -> str:
    return " + ".join(route) or "as it is"


def _steps(reading: Reading) -> str:
    return " ".join(f"{step.source}→{step.output or '∅'}" for step in reading.trace)


if __name__ == "__main__":
    main()
