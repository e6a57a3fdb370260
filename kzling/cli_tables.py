"""The command `kzling canonicalise`: standard names and ids for the columns of a CSV file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from kzling.cli_kb import Base, base_at
from kzling.errors import UnwritableOutput, UsageError

if TYPE_CHECKING:
    from kzling.model import EntityType


def canonicalise(
    file: Annotated[Path, typer.Argument(help="A CSV file in UTF-8; its first line names the columns.")],
    column: Annotated[list[str], typer.Option("--column", "-c", help="A column with names; may be given again.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The new file; without it, standard output.")
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the names: kk, ru, en ...")] = None,
    type: Annotated[str | None, typer.Option(help="What is named: person, place, organization ...")] = None,
    date: Annotated[str | None, typer.Option(help="Date of the names: 2022, 2022-09 or 2022-09-17.")] = None,
    to: Annotated[str, typer.Option(help="Language of the standard names.")] = "en",
    kb: Base = None,
) -> None:
    """Add standard names and ids of entities to the columns of a table."""
    from kzling.tables import canonicalise_csv

    kind = cast("EntityType | None", type)
    options = {"lang": lang, "type": kind, "date": date, "to": to, "kb": base_at(kb)}
    if output is None:
        canonicalise_csv(file, sys.stdout, column, **options)
        return
    if output.exists() and file.exists() and output.samefile(file):
        raise UsageError("The output is the input; write to another file.")
    try:
        with output.open("w", encoding="utf-8", newline="") as target:
            rows = canonicalise_csv(file, target, column, **options)
    except OSError as error:
        raise UnwritableOutput(f"{output} cannot be written: {error.strerror}.") from error
    typer.echo(f"{rows} rows written to {output}.")
