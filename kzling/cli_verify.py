"""The command `kzling verify`: replays the derivations of links in what `resolve`, `analyze` and `build` wrote."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import orjson
import typer

from kzling.answers import Evidence
from kzling.cli_kb import Base, Json, base_at, objects_of
from kzling.display import show_table
from kzling.errors import InvalidRecord, UnreadableInput
from kzling.hub.failures import missing_package

if TYPE_CHECKING:
    from kzling.knowledge.base import KnowledgeBase
    from kzling.resolution.verify import Checked

_VERDICTS = ("confirmed", "refuted", "unclear")
_NONE = "no derivation"
#: Columns of the config `mentions` that are read, so many rows at a time.
_COLUMNS = ["id", "surface", "entity_id", "evidence"]
_BATCH = 4096
#: Many links have the same derivation; so many are replayed once.
_KEPT = 1 << 13


class _Link(NamedTuple):
    """A link as a record states it: where, the name, the entity, the derivations, the text around if it is known."""

    where: str
    surface: str
    entity: str
    proofs: tuple[str, ...]
    text: str | None = None


class _Found(NamedTuple):
    link: _Link
    kind: str
    checked: "Checked"


def verify(
    file: Annotated[
        Path,
        typer.Argument(help="JSON lines of `resolve` or `analyze`, or of mentions ('-': standard input); a dataset."),
    ],
    kb: Base = None,
    json: Json = False,
) -> None:
    """Replay why names were linked, without searching; the exit code is 1 if a link is refuted."""
    counts: Counter[tuple[str, str]] = Counter()
    refuted: list[tuple[str, ...]] = []
    for link, kind, checked in _checked(_links(file), base_at(kb)):
        counts[kind, checked.verdict] += 1
        if json:
            said = {"where": link.where, "name": link.surface, "entity": link.entity, "kind": kind}
            typer.echo(orjson.dumps({**said, **checked._asdict()}).decode())
        elif checked.verdict == "refuted":
            refuted.append((link.where, link.surface, link.entity, kind, " ".join(checked.reasons)))
    if not json:
        kinds = sorted({kind for kind, _ in counts})
        rows = [(kind, *(str(counts[kind, verdict]) for verdict in _VERDICTS)) for kind in kinds]
        show_table(("kind", *_VERDICTS), rows)
        if refuted:
            show_table(("where", "name", "entity", "kind", "why it is refuted"), refuted)
    if any(counts[key] for key in counts if key[1] == "refuted"):
        raise typer.Exit(1)


def _checked(links: Iterator[_Link], base: "KnowledgeBase") -> Iterator[_Found]:
    from kzling.resolution.proof import Derivation, read
    from kzling.resolution.verify import Checked
    from kzling.resolution.verify import verify as replayed

    @lru_cache(maxsize=_KEPT)
    def known(proof: str) -> tuple[Derivation, Checked]:
        derived = read(proof)
        return derived, replayed(derived, base)

    for link in links:
        if not link.proofs:
            yield _Found(link, _NONE, Checked("unclear", ("The link carries no derivation.",)))
        for proof in link.proofs:
            try:
                derived, checked = known(proof)
            except InvalidRecord as error:
                yield _Found(link, _NONE, Checked("refuted", (str(error),)))
                continue
            if derived.full is not None and link.text is not None:
                checked = replayed(derived, base, text=link.text)
            if (derived.surface, derived.entity) != (link.surface, link.entity):
                why = f"The derivation is of {derived.surface} and {derived.entity}."
                checked = Checked("refuted", (why,))
            yield _Found(link, derived.how, checked)


def _links(file: Path) -> Iterator[_Link]:
    return _of_dataset(file) if file.is_dir() else _of_lines(objects_of(str(file)))


def _of_lines(rows: Iterator[tuple[int, Mapping[str, Any]]]) -> Iterator[_Link]:
    for number, row in rows:
        try:
            yield from _of_row(row, f"line {number}")
        except (KeyError, TypeError, AttributeError) as error:
            shapes = "what `kzling resolve --json` or `kzling analyze --json` prints, or a mention"
            raise InvalidRecord(f"Line {number} must be {shapes}.") from error


def _of_row(row: Mapping[str, Any], where: str) -> Iterator[_Link]:
    """Give the links of a document, of a mention or of a resolved name; unknown names have none."""
    if "mentions" in row:
        for mention in row["mentions"]:
            yield from _of_mention(mention, f"{where}, {mention['id']}", row["text"])
    elif "surface" in row:
        yield from _of_mention(row, where, None)
    elif row["entity"] is not None:
        yield _Link(where, row["name"], row["entity"]["id"], _proofs(row))


def _of_mention(mention: Mapping[str, Any], where: str, text: str | None) -> Iterator[_Link]:
    from kzling.knowledge.records import CLUSTER

    entity = mention["entity_id"]
    if entity is not None and not entity.startswith(CLUSTER):
        yield _Link(where, mention["surface"], entity, _proofs(mention), text)


def _proofs(row: Mapping[str, Any]) -> tuple[str, ...]:
    from kzling.resolution.proof import PROOF

    found = map(Evidence.from_dict, row["evidence"])
    return tuple(evidence.why for evidence in found if evidence.kind == PROOF)


def _of_dataset(folder: Path) -> Iterator[_Link]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise missing_package("pyarrow") from error
    files = sorted((folder / "mentions").glob("*.parquet"))
    if not files:
        raise UnreadableInput(f"{folder} holds no mentions/*.parquet; it is not a dataset of kzling.")
    for path in files:
        try:
            with pq.ParquetFile(path, pre_buffer=False) as file:
                for batch in file.iter_batches(batch_size=_BATCH, columns=_COLUMNS):
                    for row in batch.to_pylist():
                        yield from _of_mention(row, row["id"], None)
        except (pa.ArrowException, OSError, KeyError) as error:
            raise UnreadableInput(f"{path} holds no mentions that can be read: {error}.") from error
