"""load: the documents of a dataset, from a local folder or from the Hub, one by one."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from kzling.corpus.arrow import record_row
from kzling.corpus.parquet import tables
from kzling.corpus.write import PERSONS
from kzling.errors import MissingInput, UnreadableInput, UsageError
from kzling.hub.failures import broken_connection, missing_package
from kzling.model import DEFAULT_CONFIG, SPLITS, Document


def load(folder_or_repo: str | Path, *, revision: str | None = None) -> Iterator[Document]:
    """Read the documents of a dataset: split by split (train, validation, test), in the order of the files.

    The place is looked up, and a dataset on the Hub fetched into huggingface_hub's cache, before this returns;
    the documents are read while they are iterated over, a batch at a time.

    Args:
        folder_or_repo: a dataset folder, or "owner/name" of a dataset on the Hub. An existing folder comes first.
        revision: version, branch or commit of a dataset on the Hub, for example "v1.0.0"; None takes the newest.

    Raises:
        MissingInput: there is no such folder and no such dataset or revision on the Hub.
        UnreadableInput: the dataset holds no documents or a damaged file, or the Hub did not answer.
        InvalidRecord: a row has another shape than this version of kzling knows (while iterating).
        UsageError: a revision was asked of a local folder.
        MissingExtra: pyarrow or huggingface_hub is not installed.
    """
    return documents(located(folder_or_repo, revision, DEFAULT_CONFIG), shown=str(folder_or_repo))


def documents(folder: Path, *, splits: Sequence[str] = SPLITS, shown: str | None = None) -> Iterator[Document]:
    """Read the documents of a dataset folder, a batch at a time.

    Args:
        folder: what `located` gave.
        splits: which to read, in this order.
        shown: what errors call the folder.

    Returns:
        The documents.

    Raises:
        UnreadableInput: the dataset holds no documents, or a file is damaged.
        InvalidRecord: a row has another shape than this version of kzling knows (while iterating).
    """
    return (Document.from_dict(record_row(row)) for row in rows(folder, DEFAULT_CONFIG, splits=splits, shown=shown))


def located(folder_or_repo: str | Path, revision: str | None, *configs: str) -> Path:
    """Give the folder of a dataset; of one on the Hub, these configs are fetched into huggingface_hub's cache.

    Raises:
        MissingInput, UnreadableInput, UsageError, MissingExtra: as `load`.
    """
    try:
        import pyarrow.parquet  # noqa: F401 - a missing package is said here, not at the first row
    except ImportError as error:
        raise missing_package("pyarrow") from error
    if not Path(folder_or_repo).is_dir():
        return _fetched(folder_or_repo, revision, configs)
    if revision is not None:
        raise UsageError(f"{folder_or_repo} is a local folder, which has no revisions; leave revision out.")
    return Path(folder_or_repo)


def rows(
    folder: Path, config: str, *, splits: Sequence[str] = SPLITS, shown: str | None = None
) -> Iterator[dict[str, Any]]:
    """Read the rows of a config of a dataset folder, as plain data, a batch at a time.

    Raises:
        UnreadableInput: the folder has no such config, or a file of it is damaged.
    """
    if not any((folder / config).glob("*.parquet")):
        raise UnreadableInput(f"{shown or folder} holds no {config}/*.parquet; it is not a dataset of kzling.")
    return (row for split in splits for table in tables(folder, config, split) for row in table.to_pylist())


def mention_rows(folder: str | Path) -> Iterator[dict[str, Any]]:
    """Read the rows of the config `mentions` of a dataset folder, as plain data, a batch at a time.

    Where the folder has the private list that a build leaves, an unknown person has the same id in all documents.

    Raises:
        MissingInput: there is no such folder.
        UnreadableInput: the folder is no dataset, or a file of it is damaged.
        MissingExtra: pyarrow is not installed.
    """
    if not Path(folder).is_dir():
        raise MissingInput(f"There is no folder {folder}; name the folder of a dataset that `kzling build` wrote.")
    persons = _persons(Path(folder) / PERSONS)
    found = rows(located(folder, None), "mentions")
    return ({**row, "entity_id": persons.get(row["entity_id"], row["entity_id"])} for row in found)


def _persons(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    with path.open("rb") as stream:
        return {row["old"]: row["new"] for row in map(orjson.loads, stream)}


def _fetched(repo_id: str | Path, revision: str | None, configs: Iterable[str]) -> Path:
    """Give the folder in the cache that holds a dataset of the Hub."""
    if not isinstance(repo_id, str) or repo_id.count("/") != 1:
        raise MissingInput(f"{repo_id} is neither a folder nor a dataset on the Hub (owner/name); check the path.")
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HFValidationError, RepositoryNotFoundError, RevisionNotFoundError
    except ImportError as error:
        raise missing_package("huggingface_hub") from error
    wanted = [*(f"{config}/*" for config in configs), "manifest.json", "README.md", "redirects.jsonl"]
    # The causes are cut off (`from None`): their texts are the server's and may repeat the token.
    try:
        return Path(snapshot_download(repo_id, repo_type="dataset", revision=revision, allow_patterns=wanted))
    except (HFValidationError, RepositoryNotFoundError):
        raise MissingInput(
            f"{repo_id} is neither a folder nor a dataset on the Hub that your token may read; check the name."
        ) from None
    except RevisionNotFoundError:
        raise MissingInput(f"{repo_id} has no revision {revision}; check its versions on the Hub.") from None
    except broken_connection() as error:
        raise UnreadableInput(
            f"There is no folder {repo_id}, and the Hub did not answer ({type(error).__name__}); check the network."
        ) from None
