"""publish: a dataset folder to the Hub, all of it in one commit or nothing."""

import re
import warnings
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urlsplit

from kzling.corpus.config import LINKED
from kzling.errors import PublishError, UsageError
from kzling.hub.attempts import persistently
from kzling.hub.changes import changelog, section
from kzling.hub.failures import missing_package, publish_errors
from kzling.hub.folder import LocalFile, dataset_files
from kzling.hub.remote import CHANGELOG, KIND, Changes, Remote, changelog_of, changes, look, tags
from kzling.model import Manifest, Plan, Published

if TYPE_CHECKING:
    from huggingface_hub import CommitOperationAdd, HfApi

_VERSION = re.compile(r"v\d+\.\d+\.\d+")
#: Owner and name; what else the Hub asks of a name it says itself.
_REPO_ID = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)


def publish(
    folder: str | Path,
    repo_id: str,
    *,
    token: str | None = None,
    endpoint: str | None = None,
    private: bool = False,
    version: str | None = None,
    gated: Literal["auto", "manual"] | None = None,
    pull_request: bool = False,
    with_texts: bool = False,
) -> Published:
    """Send a dataset that `build` wrote to the Hub, as one commit.

    Only the manifest and the files that it lists are sent, and CHANGELOG.md, which tells what each commit changed;
    somebody's own CHANGELOG.md stays as it is. Files of an earlier version that are no longer there are deleted in
    the same commit: those that the manifest on the Hub lists, and data files. Files that are not kzling's stay. If
    the Hub holds the same bytes already, there is no commit. Where the Hub is busy (409, 412, 429, 5xx) or a
    connection breaks off, it is tried again for some minutes, and after that a later call goes on where this one
    ended: what arrived is not sent again.

    Args:
        folder: a dataset folder with its manifest.json.
        repo_id: the dataset on the Hub as "owner/name"; it is created if it is not there.
        token: an access token that may write; None takes the one that huggingface_hub finds.
        endpoint: address of the Hub; None takes the one that huggingface_hub knows.
        private: create the dataset as a private one, and refuse to publish to one that is public.
        version: "vX.Y.Z" is set as a tag on the commit.
        gated: who wants to read must ask, and is let in at once ("auto") or by the owner ("manual"); it is set
            before anything is sent. None leaves the dataset as it is.
        pull_request: the commit is proposed as a pull request, which somebody must merge; it has no version, and says
            nothing of who may read.
        with_texts: send the articles' words also to a dataset that is a stand-off one on the Hub.

    Warns:
        UserWarning: the dataset was built with `link_unknown_persons`.

    Raises:
        MissingInput: the folder does not exist.
        UnreadableInput: the folder has no manifest, or a file is not what was built.
        UsageError: an argument has not the form that it must have, or `pull_request` goes with `version` or `gated`.
        MissingExtra: huggingface_hub is not installed.
        PublishError: the Hub refused, or did not answer for some minutes, or the tag stands on another commit, or
            `with_texts` is needed.
    """
    token = _token(token)
    _check(version, gated, pull_request)
    release = _Release(*dataset_files(Path(folder)), version, with_texts)
    api = _api(repo_id, token, endpoint)
    if _is_linked(release):
        warnings.warn(LINKED, stacklevel=2)
    with publish_errors(repo_id, api.endpoint, token):
        persistently(lambda: api.create_repo(repo_id, repo_type=KIND, private=private, exist_ok=True))
        if gated:
            # What is refused must not change who may read.
            persistently(lambda: _compare(api, repo_id, release))
        persistently(lambda: _restrict(api, repo_id, private=private, gated=gated))
        sender = _Sender(api, repo_id, release, pull_request=pull_request)
        sent = persistently(sender.send)
        if version:
            persistently(lambda: _tag(api, repo_id, version, sent.oid))
    return Published(_url(api, repo_id), sent.oid, version, sent.changed, sent.pull_request)


def plan(
    folder: str | Path,
    repo_id: str,
    *,
    token: str | None = None,
    endpoint: str | None = None,
    private: bool = False,
    version: str | None = None,
    gated: Literal["auto", "manual"] | None = None,
    pull_request: bool = False,
    with_texts: bool = False,
) -> Plan:
    """Say what `publish` with these arguments would do, and change nothing.

    Raises:
        MissingInput, UnreadableInput, UsageError, MissingExtra, PublishError: as `publish`, as far as it can be known
            beforehand.
    """
    token = _token(token)
    _check(version, gated, pull_request)
    release = _Release(*dataset_files(Path(folder)), version, with_texts)
    api = _api(repo_id, token, endpoint)
    from huggingface_hub import get_token
    from huggingface_hub.errors import RepositoryNotFoundError

    with publish_errors(repo_id, api.endpoint, token):
        try:
            standing = persistently(lambda: _compare(api, repo_id, release))
        except RepositoryNotFoundError:
            nothing = Remote()
            standing = _Standing(nothing, Changes(release.files, []), _changelog(api, repo_id, release, nothing, {}))
        there = standing.remote
        if there.commit:
            _check_private(repo_id, wanted=private, there=there.private)
    news = {CHANGELOG: len(standing.changelog)} if standing.changelog else {}
    remarks = {
        f"It is not there yet and would be created as a {'private' if private else 'public'} one.": not there.commit,
        "The Hub holds these files already: there would be no commit.": not standing.work,
        f"Who wants to read it would have to ask ({gated}).": gated is not None and gated != there.gated,
        f"The commit would be tagged {version}.": version is not None,
        "The commit would be proposed as a pull request.": pull_request and bool(standing.work),
        "There is no token; log in with `hf auth login` or set HF_TOKEN.": not (token or get_token()),
        LINKED: _is_linked(release),
    }
    return Plan(
        url=_url(api, repo_id),
        exists=bool(there.commit),
        send={file.path: file.size for file in standing.work.send} | news,
        delete=tuple(standing.work.delete),
        unchanged=len(release.files) - len(standing.work.send),
        remarks=tuple(remark for remark, holds in remarks.items() if holds),
    )


class _Release(NamedTuple):
    """What is to be published, its version if it has one, and whether it may bring texts where there were none."""

    manifest: Manifest
    files: list[LocalFile]
    version: str | None
    with_texts: bool


class _Standing(NamedTuple):
    """How a dataset stands on the Hub, what is to be done, and CHANGELOG.md if one goes."""

    remote: Remote
    work: Changes
    changelog: bytes | None


def _compare(api: "HfApi", repo_id: str, release: _Release) -> _Standing:
    remote = look(api, repo_id)
    bare = remote.manifest is not None and remote.manifest.config.get("standoff") is True
    if bare and release.manifest.config.get("standoff") is not True and not release.with_texts:
        raise PublishError(
            f"{repo_id} has no texts on the Hub, and this dataset has; publish it under another name, or say "
            "with_texts (--with-texts) if all may read them."
        )
    work = changes(release.files, remote)
    tagged = tags(api, repo_id) if release.version else {}
    # Looked up before the commit: a version that is taken must not leave half a publication behind.
    commit = tagged.get(release.version or "")
    if commit is not None and (work or commit != remote.commit):
        raise PublishError(f"{release.version} stands on another commit of {repo_id}; publish under a new version.")
    # An identical publication makes no commit, so there is nothing to tell.
    news = _changelog(api, repo_id, release, remote, tagged) if work else None
    return _Standing(remote, work, news)


def _changelog(
    api: "HfApi", repo_id: str, release: _Release, remote: Remote, tagged: Mapping[str, str]
) -> bytes | None:
    """Give the new CHANGELOG.md; None where the one on the Hub is somebody's own, or the dataset brings one."""
    before = changelog_of(api, repo_id, remote)
    if (CHANGELOG in remote.files and before is None) or CHANGELOG in {file.path for file in release.files}:
        return None
    here = [tag for tag, commit in tagged.items() if commit == remote.commit and _VERSION.fullmatch(tag)]
    since = max(here, key=_order, default=None)
    told = section(remote.manifest, release.manifest, release.version, repo_id=repo_id, since=since)
    text = changelog(before, told)
    # A manifest may hold halves of characters, which no file can.
    return None if text == before else text.encode(errors="replace")


def _order(version: str) -> list[int]:
    return [int(number) for number in version[1:].split(".")]


def _restrict(api: "HfApi", repo_id: str, *, private: bool, gated: Literal["auto", "manual"] | None) -> None:
    """See to it that only those can read the dataset who shall, before anything is sent."""
    info = api.dataset_info(repo_id)
    _check_private(repo_id, wanted=private, there=bool(info.private))
    if gated and info.gated != gated:
        api.update_repo_settings(repo_id, gated=gated, repo_type=KIND)


def _check_private(repo_id: str, *, wanted: bool, there: bool) -> None:
    if wanted and not there:
        raise PublishError(f"{repo_id} is public on the Hub; make it private there or choose another name.")


def _is_linked(release: _Release) -> bool:
    return release.manifest.config.get("link_unknown_persons") is True


class _Sent(NamedTuple):
    """The commit that holds the files, whether it is ours, and the address of its pull request."""

    oid: str
    changed: bool
    pull_request: str | None = None


class _Sender:
    """Sends files in one commit, as often as needed: what arrived in an earlier try is not sent or read again."""

    def __init__(self, api: "HfApi", repo_id: str, release: _Release, *, pull_request: bool) -> None:
        self._api, self._repo_id, self._release = api, repo_id, release
        self._pull_request = pull_request
        self._additions: dict[str, CommitOperationAdd] = {}
        self._tried = False

    def send(self) -> _Sent:
        """Make the commit, unless the Hub holds these files."""
        from huggingface_hub import CommitOperationAdd, CommitOperationDelete
        from huggingface_hub.errors import HfHubHTTPError

        remote, work, news = _compare(self._api, self._repo_id, self._release)
        if not work:
            # The answer to a commit may be lost after the Hub made it.
            return _Sent(remote.commit, self._tried)
        new = [file for file in work.send if file.path not in self._additions]
        with ThreadPoolExecutor() as pool:  # an addition reads its file for a digest
            made = pool.map(lambda file: CommitOperationAdd(file.path, file.location), new)
            self._additions |= {addition.path_in_repo: addition for addition in made}
        add = [self._additions[file.path] for file in work.send]
        if news is not None:
            # Made anew in each try: it tells of what the Hub holds now.
            add.append(CommitOperationAdd(CHANGELOG, news))
        delete = [CommitOperationDelete(path) for path in work.delete]
        proposed = self._pull_request
        self._api.preupload_lfs_files(self._repo_id, add, repo_type=KIND, create_pr=proposed, free_memory=False)
        if proposed and self._tried:
            raise PublishError(f"The connection to {self._repo_id} broke off; look there for an open pull request.")
        self._tried = True
        # With the parent named, the Hub refuses if somebody else has committed since we looked.
        try:
            commit = self._api.create_commit(
                self._repo_id,
                [*add, *delete],
                commit_message=_message(self._release),
                repo_type=KIND,
                parent_commit=remote.commit,
                create_pr=proposed,
            )
        except HfHubHTTPError:
            # It was answered: no commit was made.
            self._tried = False
            raise
        return _Sent(commit.oid, True, commit.pr_url)


def _tag(api: "HfApi", repo_id: str, tag: str, commit: str) -> None:
    """Set a version on a commit, unless it stands there."""
    tagged = tags(api, repo_id).get(tag)
    if tagged is None:
        api.create_tag(repo_id, tag=tag, revision=commit, repo_type=KIND)
    elif tagged != commit:
        raise PublishError(f"{tag} stands on another commit of {repo_id}; publish again under a new version.")


def _url(api: "HfApi", repo_id: str) -> str:
    return f"{api.endpoint}/datasets/{repo_id}"


def _check(version: str | None, gated: str | None, pull_request: bool) -> None:
    if version is not None and not _VERSION.fullmatch(version):
        raise UsageError(f"{version!r} is not a version; write it as vX.Y.Z, for example v1.0.0.")
    if gated not in (None, "auto", "manual"):
        raise UsageError(f"gated is 'auto' or 'manual', not {gated!r}.")
    if version and pull_request:
        raise UsageError("A pull request has no version; merge it, then publish the same folder with the version.")
    if gated and pull_request:
        # The Hub would change it at once, before anybody has agreed to the proposal.
        raise UsageError("A pull request cannot say who may read; merge it, then publish the same folder as gated.")


def _message(release: _Release) -> str:
    manifest = release.manifest
    return f"Publish {release.version or 'the dataset'} (kzling {manifest.kzling}, data {manifest.data})"


class _Token(str):
    """An access token that a traceback with local variables does not show."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


def _token(token: str | None) -> str | None:
    if token is None:
        return None
    # A token read from a file ends with a line break, which would break the request's header.
    token = _Token(token.strip())
    if not re.fullmatch(r"[!-~]+", token):
        raise UsageError("The token is empty or holds characters that no token has; copy it again from the Hub.")
    return token


def _api(repo_id: str, token: str | None, endpoint: str | None) -> "HfApi":
    try:
        from huggingface_hub import HfApi, constants
    except ImportError as error:
        raise missing_package("huggingface_hub") from error
    if not _REPO_ID.fullmatch(repo_id):
        raise UsageError(f"{repo_id!r} is not a dataset on the Hub; write it as owner/name.")
    api = HfApi(endpoint=endpoint.rstrip("/") if endpoint is not None else None, token=token)
    if "@" in api.endpoint:
        # It would stand in every message, and in the address of the dataset.
        raise UsageError("The address of a Hub holds no user and no token; write it as https://host.")
    if not _is_address(api.endpoint):
        raise UsageError(f"{api.endpoint!r} is not the address of a Hub; write it as https://host.")
    if constants.HF_HUB_OFFLINE:
        raise PublishError("HF_HUB_OFFLINE is set: the Hub cannot be asked; unset it and publish again.")
    return api


def _is_address(endpoint: str) -> bool:
    try:
        parts = urlsplit(endpoint)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
