"""Publishing where the Hub is busy, connections break off, or the publisher dies: one whole commit, or none."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kzling.hub import attempts

REPO = "steppe/news"
ROUTES = (
    "POST create",
    "GET info",
    "GET tree",
    "GET refs",
    "POST preupload",
    "POST batch",
    "PUT store",
    "POST commit",
)
Publish = Callable[..., dict[str, Any]]


def published(folder: Path) -> dict[str, bytes]:
    """Give the files that the Hub must hold: those of the manifest, and itself."""
    listed = json.loads((folder / "manifest.json").read_bytes())["files"]
    return {path: (folder / path).read_bytes() for path in ("manifest.json", *(entry["path"] for entry in listed))}


def held(hub: Any) -> dict[str, bytes]:
    """Give the files of the dataset on the Hub; what stands in CHANGELOG.md depends on what was there before."""
    files = hub.repositories[REPO].files
    return {path: blob.data for path, blob in files.items() if path not in (".gitattributes", "CHANGELOG.md")}


def sections(hub: Any, commit: str = "") -> list[str]:
    """Give the headings of CHANGELOG.md on the Hub."""
    repository = hub.repositories[REPO]
    text = repository.commits[commit or repository.head]["CHANGELOG.md"].data.decode()
    return [line for line in text.splitlines() if line.startswith("## ")]


def changelog(hub: Any) -> str:
    text: str = hub.repositories[REPO].files["CHANGELOG.md"].data.decode()
    return text


def whole(files: dict[str, bytes]) -> frozenset[str]:
    """Give the paths that a reader sees where these files were published."""
    return frozenset({*files, ".gitattributes", "CHANGELOG.md"})


@contextmanager
def reader(hub: Any) -> Iterator[list[frozenset[str]]]:
    """Poll the Hub as a reader does; give the sets of files that it saw."""
    seen: list[frozenset[str]] = []
    done = threading.Event()

    def poll() -> None:
        while not done.is_set():
            if REPO in hub.repositories:
                with urllib.request.urlopen(f"{hub.url}/api/datasets/{REPO}") as answer:
                    seen.append(frozenset(entry["rfilename"] for entry in json.load(answer)["siblings"]))
            time.sleep(0.01)

    thread = threading.Thread(target=poll)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


@pytest.mark.slow
@pytest.mark.parametrize("route", ROUTES)
def test_a_hub_in_trouble_is_waited_for(
    send: Publish, hub: Any, dataset: Path, refused: Callable[..., Exception], route: str
) -> None:
    hub.faults[route] = [refused(503, "down"), refused(503, "still down")]
    answer = send(version="v1.0.0")
    assert answer.get("changed"), answer
    assert held(hub) == published(dataset)
    assert sections(hub) == ["## v1.0.0"]
    assert len(hub.repositories[REPO].commits) == 2
    assert hub.repositories[REPO].tags == {"v1.0.0": hub.repositories[REPO].head}


@pytest.mark.parametrize("status", [409, 412, 429, 503])
def test_a_commit_that_must_wait(
    send: Publish, hub: Any, dataset: Path, refused: Callable[..., Exception], status: int
) -> None:
    hub.faults["POST commit"] = [refused(status, "busy", retry_after="0"), refused(status, "still busy")]
    with reader(hub) as seen:
        answer = send()
    assert answer.get("changed"), answer
    assert held(hub) == published(dataset)
    assert len(hub.repositories[REPO].commits) == 2
    # No reader ever sees a part.
    assert seen
    assert set(seen) <= {frozenset({".gitattributes"}), whole(published(dataset))}
    assert sections(hub) == ["## Unversioned"]


@pytest.mark.slow
@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("route", ROUTES)
def test_a_connection_that_breaks_off(
    send: Publish, hub: Any, dataset: Path, broken: Callable[..., Exception], route: str, done: bool
) -> None:
    hub.faults[route] = [broken(done=done)]
    answer = send(version="v1.0.0")
    assert answer.get("changed"), answer
    assert held(hub) == published(dataset)
    # Also where the answer to the commit was lost after the Hub had made it.
    assert sections(hub) == ["## v1.0.0"]
    assert len(hub.repositories[REPO].commits) == 2
    assert hub.repositories[REPO].tags == {"v1.0.0": answer["commit"]}


def test_slow_bytes(send: Publish, hub: Any, dataset: Path) -> None:
    hub.pause = 0.01
    assert send()["changed"]
    assert held(hub) == published(dataset)


def test_what_arrived_is_not_sent_again(
    send: Publish, hub: Any, dataset: Path, refused: Callable[..., Exception]
) -> None:
    hub.refusals["POST commit"] = refused(503, "down")
    assert send()["error"] == "PublishError"
    stored = [request for request in hub.requests if request.startswith("PUT")]
    assert len(stored) == sum(path.endswith(".parquet") for path in published(dataset))
    hub.refusals.clear()
    hub.requests.clear()
    assert send()["changed"]
    assert not [request for request in hub.requests if request.startswith("PUT")]
    assert held(hub) == published(dataset)


def test_another_commit_comes_between(
    send: Publish, hub: Any, dataset: Path, refused: Callable[..., Exception]
) -> None:
    send()
    (dataset / "README.md").write_text("---\nlicense: other\n---\n", encoding="utf-8")
    manifest = json.loads((dataset / "manifest.json").read_bytes())
    hub.faults["POST commit"] = [refused(412, "stale")]
    repository = hub.repositories[REPO]
    repository.commit({**repository.files, "notes.md": repository.files["README.md"]}, "by hand")
    entry = next(entry for entry in manifest["files"] if entry["path"] == "README.md")
    entry["sha256"] = hashlib.sha256((dataset / "README.md").read_bytes()).hexdigest()
    (dataset / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert send()["changed"]
    files = held(hub)
    assert "notes.md" in files
    assert files.items() >= published(dataset).items()
    assert sections(hub) == ["## Unversioned"] * 2


def publisher(folder: Path, hub: Any, home: Path, environment: Callable[[Path, str], dict[str, str]]) -> Any:
    code = (
        "import json, sys; from kzling.hub import attempts; from kzling.hub.publish import publish;"
        "attempts.PATIENCE = attempts.Patience(8, 0.05, 1.0, 20.0);"
        "print(json.dumps(publish(sys.argv[1], sys.argv[2], token=sys.argv[3]).to_dict()))"
    )
    arguments = [sys.executable, "-c", code, str(folder), REPO, hub.token]
    own = environment(home, hub.url)
    return subprocess.Popen(arguments, env=own, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_publishers_at_once(
    hub: Any, tmp_path: Path, environment: Callable[[Path, str], dict[str, str]], make_dataset: Any, documents: Any
) -> None:
    one = make_dataset("one", documents)
    other = make_dataset("other", {**documents, "test": ()})
    with reader(hub) as seen:
        both = [publisher(folder, hub, tmp_path / folder.name / "home", environment) for folder in (one, other)]
        answers = [process.communicate(timeout=100) for process in both]
    for process, (_, errors) in zip(both, answers, strict=True):
        assert process.returncode == 0, errors
    # Each commit is whole: the dataset is that of the one who came last.
    repository = hub.repositories[REPO]
    states = [{path: blob.data for path, blob in files.items()} for files in repository.commits.values()]
    sets = [published(one), published(other)]
    for state in states[1:]:
        state.pop(".gitattributes")
        assert state.pop("CHANGELOG.md")
        assert state in sets
    assert 2 <= len(states) <= 3
    # Who came last tells of what the other had made, each once.
    for number, commit in enumerate(list(repository.commits)[1:], 1):
        assert sections(hub, commit) == ["## Unversioned"] * number
    if len(states) == 3:
        assert "Documents: 3 -> 2 (-1)" in (last := changelog(hub)) or "Documents: 2 -> 3 (+1)" in last
    wholes = [{".gitattributes"}, *map(whole, sets)]
    assert seen
    assert all(set(files) in wholes for files in seen)


@pytest.mark.slow
@pytest.mark.parametrize("moment", range(1, 21))
def test_a_publisher_that_dies(
    send: Publish,
    hub: Any,
    dataset: Path,
    tmp_path: Path,
    environment: Callable[[Path, str], dict[str, str]],
    moment: int,
) -> None:
    process = publisher(dataset, hub, tmp_path / "home", environment)
    hub.moments[moment] = lambda: os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=100)
    assert process.returncode == -signal.SIGKILL
    if REPO in hub.repositories:
        assert held(hub) in ({}, published(dataset))
    answer = send()
    assert answer["commit"] == hub.repositories[REPO].head
    assert held(hub) == published(dataset)
    assert sections(hub) == ["## Unversioned"]
    assert len(hub.repositories[REPO].commits) == 2


def change_card(folder: Path, manifest_of: Callable[[Path], None]) -> None:
    (folder / "README.md").write_text("---\nlicense: other\n---\n", encoding="utf-8")
    manifest_of(folder)


def test_the_answer_to_a_second_commit_is_lost(
    send: Publish, hub: Any, dataset: Path, broken: Callable[..., Exception], manifest_of: Callable[[Path], None]
) -> None:
    send(version="v1.0.0")
    change_card(dataset, manifest_of)
    hub.faults["POST commit"] = [broken(done=True)]
    assert send(version="v1.1.0")["changed"]
    assert len(hub.repositories[REPO].commits) == 3
    assert sections(hub) == ["## v1.1.0", "## v1.0.0"]


def test_the_section_tells_of_what_came_between(
    send: Publish, hub: Any, dataset: Path, manifest_of: Callable[[Path], None]
) -> None:
    for repo_id in (REPO, "steppe/rehearsal"):
        send(repo_id=repo_id)
    manifest = json.loads((dataset / "manifest.json").read_bytes())
    change_card(dataset, manifest_of)
    start = len(hub.requests)
    send(repo_id="steppe/rehearsal")
    made = next(number for number, request in enumerate(hub.requests[start:], 1) if "/commit/" in request)

    def publish_another() -> None:
        repository = hub.repositories[REPO]
        manifest["counts"]["kept"] = 7
        another = repository.files["manifest.json"]._replace(data=json.dumps(manifest).encode())
        repository.commit({**repository.files, "manifest.json": another}, "by somebody else")

    # The Hub refuses with 412: its newest commit is no longer the one that was looked at.
    hub.moments[len(hub.requests) + made] = publish_another
    assert send()["changed"]
    assert hub.moments == {}
    assert len(hub.repositories[REPO].commits) == 4
    assert sections(hub) == ["## Unversioned"] * 2
    assert "- Documents: 7 -> 3 (-4)\n" in changelog(hub)
    assert held(hub) == published(dataset)


@pytest.mark.parametrize("fault", ["busy", "cut before", "cut after"])
def test_reading_the_manifest_and_the_changelog_is_tried_again(
    send: Publish,
    hub: Any,
    dataset: Path,
    refused: Callable[..., Exception],
    broken: Callable[..., Exception],
    manifest_of: Callable[[Path], None],
    fault: str,
) -> None:
    send(version="v1.0.0")
    change_card(dataset, manifest_of)
    trouble = refused(503, "down") if fault == "busy" else broken(done=fault == "cut after")
    # The first request for a file is that for the manifest, the third that for the changelog.
    hub.faults["GET resolve"] = [trouble, None, trouble]
    assert send(version="v1.1.0")["changed"]
    assert hub.faults["GET resolve"] == []
    assert sections(hub) == ["## v1.1.0", "## v1.0.0"]


def test_a_manifest_that_cannot_be_read_for_long_is_said(
    send: Publish, hub: Any, dataset: Path, refused: Callable[..., Exception], manifest_of: Callable[[Path], None]
) -> None:
    send()
    change_card(dataset, manifest_of)
    hub.refusals["GET resolve"] = refused(503, "down")
    assert "503" in send()["message"]
    # Bytes that the Hub has lost are no reason to stop.
    hub.refusals["GET resolve"] = refused(404, "gone", "EntryNotFound")
    assert send()["changed"]
    assert sections(hub) == ["## Unversioned"]


# When it is tried again


class Response:
    def __init__(self, status: int, retry_after: str | None) -> None:
        self.status_code, self.headers = status, {} if retry_after is None else {"Retry-After": retry_after}
        self.request = None


@pytest.mark.parametrize(
    ("status", "retry_after", "pause"),
    [
        (503, None, 4.0),
        (429, "7", 7.0),
        (429, "100000", None),
        (429, "soon", 4.0),
        (409, "Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        (500, "-3", 4.0),
        (401, None, None),
        (404, "5", None),
    ],
)
def test_how_long_it_is_waited(status: int, retry_after: str | None, pause: float | None) -> None:
    from huggingface_hub.errors import HfHubHTTPError

    error = HfHubHTTPError("no", response=Response(status, retry_after))  # type: ignore[arg-type]
    assert attempts.pause_after(error, 3) == pause


def test_a_file_that_cannot_be_read_stays_so() -> None:
    assert attempts.pause_after(FileNotFoundError(2, "no such file", "a.parquet"), 1) is None
    assert attempts.pause_after(ConnectionResetError(), 1) == attempts.PATIENCE.first


def test_patience_has_an_end(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    waited: list[float] = []
    monkeypatch.setattr(attempts.time, "sleep", waited.append)

    def fail() -> None:
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        attempts.persistently(fail)
    assert waited == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
    # Whoever waits for two minutes is told what for.
    assert len(caplog.messages) == len(waited)
    assert caplog.messages[3] == ("The Hub is busy or cannot be reached (ConnectionResetError); trying again in 8 s.")
