"""publish: a dataset folder to the Hub, all of it in one commit or nothing."""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from kzling.errors import PublishError, UsageError
from kzling.hub.attempts import persistently
from kzling.hub.failures import missing_package, publish_errors
from kzling.hub.folder import MANIFEST, LocalFile, blob_id, dataset_files
from kzling.model import SCHEMA, Manifest, Published

if TYPE_CHECKING:
    from huggingface_hub import CommitOperationAdd, HfApi
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

    def __bool__(self) -> bool:
        """Say whether there is anything to do."""
        return bool(self.send or self.delete)


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
    already, there is no commit. Where the Hub is busy (409, 412, 429, 5xx) or a connection breaks off, it is tried
    again for some minutes, and after that a later call goes on where this one ended: what arrived is not sent again.

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
        PublishError: the Hub refused, or did not answer for some minutes, or the tag stands on another commit.
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
    persistently(lambda: api.create_repo(repo_id, repo_type=_KIND, private=private, exist_ok=True))
    sender = _Sender(api, repo_id, _message(manifest, tag), tag)
    commit, changed = persistently(lambda: sender.send(files, private=private))
    if tag:
        persistently(lambda: _tag(api, repo_id, tag, commit))
    return Published(url=f"{api.endpoint}/datasets/{repo_id}", commit=commit, tag=tag, changed=changed)


class _Sender:
    """Sends files in one commit, as often as needed: what arrived in an earlier try is not sent or read again."""

    def __init__(self, api: "HfApi", repo_id: str, message: str, tag: str | None) -> None:
        self._api, self._repo_id, self._message, self._tag = api, repo_id, message, tag
        self._additions: dict[str, CommitOperationAdd] = {}
        self._tried = False

    def send(self, files: list[LocalFile], *, private: bool) -> tuple[str, bool]:
        """Give the commit on which the Hub holds these files, and whether it is ours."""
        from huggingface_hub import CommitOperationAdd, CommitOperationDelete

        info = self._api.dataset_info(self._repo_id)
        if private and not info.private:
            raise PublishError(f"{self._repo_id} is public on the Hub; make it private there or choose another name.")
        work = changes(files, _tree(self._api, self._repo_id, info.sha))
        tagged = _tagged(self._api, self._repo_id, self._tag) if self._tag else None
        # Looked up before the commit: a version that is taken must not leave half a publication behind.
        if tagged is not None and (work or tagged != info.sha):
            raise PublishError(f"{self._tag} stands on another commit of {self._repo_id}; publish a new version.")
        if not work:
            # The answer to a commit may be lost after the Hub made it.
            return str(info.sha), self._tried
        for file in work.send:
            if file.path not in self._additions:
                self._additions[file.path] = CommitOperationAdd(file.path, file.location)
        add = [self._additions[file.path] for file in work.send]
        delete = [CommitOperationDelete(path) for path in work.delete]
        self._api.preupload_lfs_files(self._repo_id, add, repo_type=_KIND, free_memory=False)
        self._tried = True
        # With the parent named, the Hub refuses if somebody else has committed since we looked.
        made = self._api.create_commit(
            self._repo_id, [*add, *delete], commit_message=self._message, repo_type=_KIND, parent_commit=info.sha
        )
        return made.oid, True


def _tag(api: "HfApi", repo_id: str, tag: str, commit: str) -> None:
    """Set a version on a commit, unless it stands there."""
    tagged = _tagged(api, repo_id, tag)
    if tagged is None:
        api.create_tag(repo_id, tag=tag, revision=commit, repo_type=_KIND)
    elif tagged != commit:
        raise PublishError(f"{tag} stands on another commit of {repo_id}; publish again under a new version.")


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
