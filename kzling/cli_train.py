"""The command of `kzling` that trains a finder of names on a dataset."""

from pathlib import Path
from typing import Annotated

import orjson
import typer

from kzling.cli_hub import version_of
from kzling.cli_kb import Json


def train_ner(
    dataset: Annotated[str, typer.Argument(help="A dataset: a folder, owner/name or owner/name@v1.0.0.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The model to make, for example model.pt.")],
    language: Annotated[str, typer.Option("--lang", help="Take only what is in this language.")] = "kk",
    steps: Annotated[int, typer.Option(help="How long to train, in steps of 32 sentences.")] = 1000,
    seed: Annotated[int, typer.Option(help="Of all that is random.")] = 1,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a model that is there.")] = False,
    json: Json = False,
) -> None:
    """Train a stanza model on the names of a dataset, for `kzling analyze --finder stanza:MODEL`."""
    from kzling.hub.load import documents, located
    from kzling.model import DEFAULT_CONFIG
    from kzling.plugins.stanza_training import train

    place, revision = version_of(dataset)
    folder = located(place, revision, DEFAULT_CONFIG)
    made = train(
        documents(folder, splits=["train"], shown=dataset),
        output,
        validation=documents(folder, splits=["validation"], shown=dataset),
        language=language,
        steps=steps,
        seed=seed,
        overwrite=overwrite,
    )
    if json:
        typer.echo(orjson.dumps(made.to_dict()).decode())
        return
    part = "held-out sentences" if made.held_out else "sentences of the validation split"
    typer.echo(
        f"{output}: trained on {sum(made.names.values())} names in {made.sentences} sentences; "
        f"F1 {made.f1:.2f} on {made.measured} {part}."
    )
