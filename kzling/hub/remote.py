"""What stands on the Hub, and how a dataset on this machine differs from it."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import orjson

from kzling.errors import InvalidRecord
from kzling.hub.folder import MANIFEST, LocalFile, blob_id
from kzling.model import SCHEMA, Manifest

if TYPE_CHECKING:
    from huggingface_hub import HfApi
    from huggingface_hub.hf_api import RepoFile

KIND = "dataset"
CARD = "README.md"
CHANGELOG = "CHANGELOG.md"
#: What is never deleted, whatever a manifest says: the Hub's own file, and what tells of all versions.
_STAYS = frozenset({".gitattributes", CHANGELOG})
#: Larger files are not read, in bytes; a manifest has some hundred for each file of the dataset and of its input.
_LARGEST_MANIFEST = 16 << 20
_LARGEST_CHANGELOG = 1 << 20


class Remote(NamedTuple):
    """A dataset on the Hub: its newest commit ("" for none), its files by their paths, its manifest if it can be read.

    `private` and `gated` ("auto", "manual" or None) say who may read it.
    """

    commit: str = ""
    files: Mapping[str, "RepoFile"] = MappingProxyType({})
    manifest: Manifest | None = None
    private: bool = False
    gated: str | None = None


class Changes(NamedTuple):
    """What a commit has to do: files to send, paths to delete."""

    send: list[LocalFile]
    delete: list[str]

    def __bool__(self) -> bool:
        """Say whether there is anything to do."""
        return bool(self.send or self.delete)


def look(api: "HfApi", repo_id: str) -> Remote:
    """Look up how a dataset stands on the Hub."""
    from huggingface_hub.hf_api import RepoFile

    info = api.dataset_info(repo_id)
    commit = str(info.sha)
    entries = api.list_repo_tree(repo_id, recursive=True, revision=commit, repo_type=KIND)
    files = {entry.path: entry for entry in entries if isinstance(entry, RepoFile)}
    content = _content(api, repo_id, commit, files.get(MANIFEST), _LARGEST_MANIFEST)
    manifest = None if content is None else _manifest(content)
    return Remote(commit, files, manifest, bool(info.private), info.gated or None)


def tags(api: "HfApi", repo_id: str) -> dict[str, str]:
    """Give the tags of a dataset on the Hub, each with its commit."""
    return {ref.name: ref.target_commit for ref in api.list_repo_refs(repo_id, repo_type=KIND).tags}


def changelog_of(api: "HfApi", repo_id: str, remote: Remote) -> str | None:
    """Give the text of CHANGELOG.md on the Hub; None where it is too large or no text, or there is none."""
    content = _content(api, repo_id, remote.commit, remote.files.get(CHANGELOG), _LARGEST_CHANGELOG)
    try:
        return None if content is None else content.decode()
    except UnicodeDecodeError:
        return None


def changes(files: Iterable[LocalFile], remote: Remote) -> Changes:
    """Compare the files of a dataset with those on the Hub.

    Returns:
        Files that are new or different there, and paths of kzling's own files there that the dataset has not.
    """
    local = {file.path: file for file in files}
    there = remote.files
    send = [file for path, file in local.items() if path not in there or not _same(file, there[path])]
    listed = {entry.path for entry in remote.manifest.files} if remote.manifest else set()
    return Changes(send, sorted(path for path in there if path not in local and _ours(path, listed)))


def _content(api: "HfApi", repo_id: str, commit: str, file: "RepoFile | None", largest: int) -> bytes | None:
    """Fetch a file past the cache of huggingface_hub, where nobody would look for it again."""
    from huggingface_hub import constants, hf_hub_url
    from huggingface_hub.errors import EntryNotFoundError

    # Its documentation names these three here, its types do not.
    from huggingface_hub.utils import build_hf_headers, get_session, hf_raise_for_status  # type: ignore[attr-defined]

    if file is None or file.size > largest:
        return None
    url = hf_hub_url(repo_id, file.path, repo_type=KIND, revision=commit, endpoint=api.endpoint)
    headers = build_hf_headers(token=api.token)
    answer = get_session().get(url, headers=headers, timeout=constants.HF_HUB_DOWNLOAD_TIMEOUT)
    try:
        hf_raise_for_status(answer)
    except EntryNotFoundError:
        # The Hub lists the file but has lost its bytes: as good as damaged.
        return None
    return bytes(answer.content)


def _manifest(content: bytes) -> Manifest | None:
    # It may be damaged, hostile or of another version: then it says nothing, and does not stop a publication.
    try:
        return Manifest.from_dict(orjson.loads(content))
    except (ValueError, InvalidRecord):
        return None


def _same(file: LocalFile, remote: "RepoFile") -> bool:
    # Large files are known by the sha256 of their content, the others by their git blob.
    return file.sha256 == remote.lfs.sha256 if remote.lfs else blob_id(file) == remote.blob_id


def _ours(path: str, listed: set[str]) -> bool:
    """Say whether a file on the Hub is kzling's: the manifest there lists it, or it lies where only kzling writes."""
    place = PurePosixPath(path)
    if place.is_absolute() or ".." in place.parts or place.name in _STAYS:
        return False
    shaped = place.parent.as_posix() in SCHEMA and place.suffix == ".parquet"
    return path in listed or path in (CARD, MANIFEST) or shaped
