"""publish: a dataset folder to the Hub, all of it in one commit or nothing."""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from kzling.errors import PublishError, UsageError
from kzling.hub.failures import missing_package, publish_errors
from kzling.hub.folder import MANIFEST, LocalFile, blob_id, dataset_files
from kzling.model import SCHEMA, Manifest, Published

if TYPE_CHECKING:
    from huggingface_hub import HfApi
    from huggingface_hub.hf_api import RepoFile

_KIND = "dataset"
_VERSION = re.compile(r"v\d+\.\d+\.\d+")
#: Owner and name; what else the Hub asks of a name it says itself.
_REPO_ID = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_CARD = "README.md"


class Changes(NamedTuple):
    """What a commit has to do: files to send, paths to delete."""

    send: list[LocalFile]
    delete: list[str]


def publish(
    folder: str | Path,
    repo_id: str,
    *,
    token: str | None = None,
    endpoint: str | None = None,
    private: bool = False,
    version: str | None = None,
) -> Published:
    """Send a dataset that `build` wrote to the Hub, as one commit.

    Only the manifest and the files that it lists are sent. Data files of an earlier version that are no longer
    there are deleted in the same commit; files that are not kzling's stay. If the Hub holds the same bytes
    already, there is no commit.

    Args:
        folder: a dataset folder with its manifest.json.
        repo_id: the dataset on the Hub as "owner/name"; it is created if it is not there.
        token: an access token that may write; None takes the one that huggingface_hub finds.
        endpoint: address of the Hub; None takes the one that huggingface_hub knows.
        private: create the dataset as a private one, and refuse to publish to one that is public.
        version: "vX.Y.Z" is set as a tag on the commit.

    Raises:
        MissingInput: the folder does not exist.
        UnreadableInput: the folder has no manifest, or a file is not what was built.
        UsageError: `repo_id`, `version`, `token` or `endpoint` has not the form that it must have.
        MissingExtra: huggingface_hub is not installed.
        PublishError: the Hub refused or did not answer, or the tag stands on another commit.
    """
    if version is not None and not _VERSION.fullmatch(version):
        raise UsageError(f"{version!r} is not a version; write it as vX.Y.Z, for example v1.0.0.")
    manifest, files = dataset_files(Path(folder))
    token = _token(token)
    api = _api(repo_id, token, endpoint)
    with publish_errors(repo_id, api.endpoint, token):
        return _publish(api, repo_id, manifest, files, private=private, tag=version)


def changes(files: Iterable[LocalFile], remote: Iterable["RepoFile"]) -> Changes:
    """Compare the files of a dataset with those on the Hub.

    Returns:
        Files that are new or different there, and paths of kzling's own files there that the dataset has not.
    """
    local = {file.path: file for file in files}
    there = {file.path: file for file in remote}
    send = [file for path, file in local.items() if path not in there or not _same(file, there[path])]
    return Changes(send, sorted(path for path in there if path not in local and _ours(path)))


def _publish(
    api: "HfApi", repo_id: str, manifest: Manifest, files: list[LocalFile], *, private: bool, tag: str | None
) -> Published:
    api.create_repo(repo_id, repo_type=_KIND, private=private, exist_ok=True)
    info = api.dataset_info(repo_id)
    if private and not info.private:
        raise PublishError(f"{repo_id} is public on the Hub; make it private there or choose another name.")
    work = changes(files, _tree(api, repo_id, info.sha))
    changed = bool(work.send or work.delete)
    tagged = _tagged(api, repo_id, tag) if tag else None
    # Looked up before the commit: a version that is taken must not leave half a publication behind.
    if tagged is not None and (changed or tagged != info.sha):
        raise PublishError(f"{tag} stands on another commit of {repo_id} already; publish under a new version.")
    commit = _commit(api, repo_id, work, _message(manifest, tag), info.sha) if changed else str(info.sha)
    if tag and tagged is None:
        api.create_tag(repo_id, tag=tag, revision=commit, repo_type=_KIND)
    return Published(url=f"{api.endpoint}/datasets/{repo_id}", commit=commit, tag=tag, changed=changed)


def _commit(api: "HfApi", repo_id: str, work: Changes, message: str, parent: str | None) -> str:
    from huggingface_hub import CommitOperationAdd, CommitOperationDelete

    add = [CommitOperationAdd(file.path, file.location) for file in work.send]
    delete = [CommitOperationDelete(path) for path in work.delete]
    # With the parent named, the Hub refuses if somebody else has committed since we looked.
    return api.create_commit(
        repo_id, [*add, *delete], commit_message=message, repo_type=_KIND, parent_commit=parent
    ).oid


def _tree(api: "HfApi", repo_id: str, revision: str | None) -> list["RepoFile"]:
    from huggingface_hub.hf_api import RepoFile

    entries = api.list_repo_tree(repo_id, recursive=True, revision=revision, repo_type=_KIND)
    return [entry for entry in entries if isinstance(entry, RepoFile)]


def _tagged(api: "HfApi", repo_id: str, tag: str) -> str | None:
    tags = api.list_repo_refs(repo_id, repo_type=_KIND).tags
    return next((ref.target_commit for ref in tags if ref.name == tag), None)


def _same(file: LocalFile, remote: "RepoFile") -> bool:
    # Large files are known by the sha256 of their content, the others by their git blob.
    return file.sha256 == remote.lfs.sha256 if remote.lfs else blob_id(file) == remote.blob_id


def _ours(path: str) -> bool:
    place = PurePosixPath(path)
    return path in (_CARD, MANIFEST) or (place.parent.as_posix() in SCHEMA and place.suffix == ".parquet")


def _message(manifest: Manifest, tag: str | None) -> str:
    return f"Publish {tag or 'the dataset'} (kzling {manifest.kzling}, data {manifest.data})"


def _token(token: str | None) -> str | None:
    # A token read from a file ends with a line break, which would break the request's header.
    clean = token.strip() if token is not None else None
    if clean is not None and not re.fullmatch(r"[!-~]+", clean):
        raise UsageError("The token is empty or holds characters that no token has; copy it again from the Hub.")
    return clean


def _api(repo_id: str, token: str | None, endpoint: str | None) -> "HfApi":
    try:
        from huggingface_hub import HfApi
    except ImportError as error:
        raise missing_package("huggingface_hub") from error
    if not _REPO_ID.fullmatch(repo_id):
        raise UsageError(f"{repo_id!r} is not a dataset on the Hub; write it as owner/name.")
    if endpoint is not None and not _address(endpoint):
        raise UsageError(f"{endpoint!r} is not the address of a Hub; write it as https://host.")
    return HfApi(endpoint=endpoint.rstrip("/") if endpoint else None, token=token)


def _address(endpoint: str) -> bool:
    try:
        parts = urlsplit(endpoint)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
