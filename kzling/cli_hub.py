"""The commands of `kzling` for finished datasets: publish one, compare two versions, give one its texts back."""

from pathlib import Path
from typing import Annotated, Literal, TypedDict, cast

import orjson
import typer

import kzling
from kzling.cli_kb import Json
from kzling.display import show_difference, show_plan


class _Options(TypedDict):
    """What `publish` and `plan` are told in the same way."""

    private: bool
    version: str | None
    endpoint: str | None
    gated: Literal["auto", "manual"] | None
    pull_request: bool
    with_texts: bool


def publish(
    folder: Annotated[Path, typer.Argument(help="A folder that `kzling build` made.")],
    repo: Annotated[str, typer.Argument(help="Where to: owner/name.")],
    private: Annotated[bool, typer.Option("--private", help="Only you can see it.")] = False,
    version: Annotated[str | None, typer.Option("--tag", help="A version to tag, such as v1.0.0.")] = None,
    endpoint: Annotated[str | None, typer.Option(help="Another Hub than the usual one.")] = None,
    gated: Annotated[str | None, typer.Option(help="Readers ask: auto lets them in, manual: you do.")] = None,
    pull_request: Annotated[bool, typer.Option("--pull-request", help="Propose the commit.")] = False,
    with_texts: Annotated[bool, typer.Option("--with-texts", help="Send texts to a stand-off dataset.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    json: Json = False,
) -> None:
    """Publish a dataset to the Hub in one commit; the token is the one of `hf auth login` or HF_TOKEN."""
    options = _Options(
        private=private,
        version=version,
        endpoint=endpoint,
        gated=cast("Literal['auto', 'manual'] | None", gated),
        pull_request=pull_request,
        with_texts=with_texts,
    )
    if dry_run:
        from kzling.hub.publish import plan

        planned = plan(folder, repo, **options)
        typer.echo(orjson.dumps(planned.to_dict()).decode()) if json else show_plan(planned)
        return
    published = kzling.publish(folder, repo, **options)
    if json:
        typer.echo(orjson.dumps(published.to_dict()).decode())
        return
    what = f"commit {published.commit}" if published.changed else "nothing had changed, no new commit"
    typer.echo(f"{published.pull_request or published.url}: {what}")


def diff(
    old: Annotated[str, typer.Argument(help="A dataset folder, or owner/name or owner/name@v1.0.0 on the Hub.")],
    new: Annotated[str, typer.Argument(help="The other version.")],
    json: Json = False,
) -> None:
    """Say what changed between two versions of a dataset: documents, links of names, spellings."""
    from kzling.hub.diff import diff as compared

    (one, one_revision), (other, other_revision) = version_of(old), version_of(new)
    found = compared(one, other, old_revision=one_revision, new_revision=other_revision)
    typer.echo(orjson.dumps(found.to_dict()).decode()) if json else show_difference(found)


def join(
    standoff: Annotated[str, typer.Argument(help="A stand-off dataset: a folder, owner/name or owner/name@v1.0.0.")],
    inputs: Annotated[list[str], typer.Argument(help="Files or folders with its articles.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to make.")],
    config: Annotated[Path | None, typer.Option(help="A YAML file that says how the articles are read.")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what the folder holds.")] = False,
    json: Json = False,
) -> None:
    """Put the texts back into a stand-off dataset."""
    from kzling.corpus.join import MISSING
    from kzling.corpus.join import join as whole
    from kzling.hub.load import located
    from kzling.model import SCHEMA

    place, revision = version_of(standoff)
    made = whole(located(place, revision, *SCHEMA), inputs, output, config=config, overwrite=overwrite)
    if json:
        typer.echo(orjson.dumps({"joined": made.joined, "missing": made.missing}).decode())
        return
    left_out = f"; {made.missing} without a text are listed there in {MISSING}" if made.missing else ""
    typer.echo(f"{made.joined} documents have their text back, in {output}{left_out}.")


def version_of(place: str) -> tuple[str, str | None]:
    """Cut owner/name@revision; an existing folder may hold the sign itself.

    Args:
        place: what was typed for a dataset.

    Returns:
        The folder or owner/name, and the revision.
    """
    name, _, revision = place.rpartition("@")
    return (name, revision) if name and not Path(place).is_dir() else (place, None)
