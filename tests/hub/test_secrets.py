"""A token is nowhere but in the requests: not in words, logs, tracebacks, caches or files; and a Hub without Xet."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kzling.errors import UsageError
from kzling.hub.failures import lacks_xet
from kzling.hub.publish import _token, publish

REPO = "steppe/news"
TOKEN = "hf_InventedForThisTestAndNowhereElse"
OTHER = "hf_AnotherThatTheHubKnows"
#: The headers of answers, as the HTTP library logs them at its lowest level: this Hub repeats the token in them, which
#: the real one does not, and kzling has no hand in them.
ECHO = b"receive_response_headers.complete"
NOWHERE = "http://127.0.0.1:9"
# All loggers write all they have to a file, and a failure is told as crash reporters do: with local variables.
CODE = """
import logging, sys, traceback
logging.basicConfig(level=1, filename="all.log")
from kzling.errors import KzlingError
from kzling.hub import attempts
attempts.PATIENCE = attempts.Patience(tries=3, first=0.02, at_once=1.0, in_all=2.0)
import huggingface_hub, kzling
huggingface_hub.logging.set_verbosity_debug()
huggingface_hub.logging.enable_propagation()
for name in list(logging.root.manager.loggerDict):
    logging.getLogger(name).setLevel(1)
doing, folder, repo, endpoint = sys.argv[1:]
given = iter([sys.stdin.read().strip() or None])
try:
    if doing == "load":
        list(kzling.load(repo))
    elif doing == "plan":
        from kzling.hub.publish import plan
        print(plan(folder, repo, token=next(given), endpoint=endpoint or None))
    else:
        print(kzling.publish(folder, repo, token=next(given), endpoint=endpoint or None, version="v1.0.0"))
except KzlingError as error:
    print(f"{type(error).__name__}: {error}")
    traceback.print_exc()
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if "kzling" in frame.f_code.co_filename:
            print(frame.f_code.co_name, {name: repr(value) for name, value in frame.f_locals.items()})
"""

Run = Callable[..., str]


@pytest.fixture
def run(hub: Any, dataset: Path, tmp_path: Path, environment: Callable[[Path, str], dict[str, str]]) -> Run:
    """Do something with a token in an interpreter of its own, look for the token everywhere, give what was said."""

    def do(doing: str, *, endpoint: str = "", token: str = TOKEN, saved: bool = False, **changed: str) -> str:
        own = environment(tmp_path / "hf", hub.url) | ({"HF_TOKEN": token} if saved else {})
        done = subprocess.run(
            [sys.executable, "-c", CODE, doing, str(dataset), REPO, endpoint],
            env={**own, "HF_DEBUG": "1", **changed},
            cwd=tmp_path,
            input="" if saved else token,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        assert TOKEN not in done.stdout
        assert TOKEN not in done.stderr
        for path in tmp_path.rglob("*"):
            assert TOKEN not in path.name
            lines = [] if path.is_dir() else path.read_bytes().splitlines()
            assert not [line for line in lines if TOKEN.encode() in line and ECHO not in line], path
        for repository in hub.repositories.values():
            assert not [path for path, blob in repository.files.items() if TOKEN.encode() in blob.data]
            assert not [message for message in repository.messages if TOKEN in message]
        assert not [request for request in hub.requests if TOKEN in request]
        return done.stdout

    return do


@pytest.mark.parametrize("saved", [False, True])
def test_success(run: Run, hub: Any, tmp_path: Path, saved: bool) -> None:
    hub.token = TOKEN
    assert "changed=True" in run("publish", saved=saved)
    # The requests were logged, and among them those that bear the token.
    logged = (tmp_path / "all.log").read_text(encoding="utf-8")
    assert "/commit/main" in logged
    assert "<TOKEN>" in logged
    assert "exists=True" in run("plan", saved=saved)


@pytest.mark.parametrize("saved", [False, True])
@pytest.mark.parametrize("doing", ["publish", "plan"])
def test_a_wrong_token(run: Run, hub: Any, doing: str, saved: bool) -> None:
    hub.token = OTHER
    said = run(doing, saved=saved)
    assert "The Hub does not accept the token (401)" in said


def test_loading_with_a_wrong_token(run: Run, hub: Any) -> None:
    hub.token = OTHER
    assert "the Hub did not answer (HfHubHTTPError)" in run("load", saved=True)


@pytest.mark.parametrize("status", [400, 403, 404, 422, 500])
def test_a_refused_commit_that_repeats_the_token(
    run: Run, hub: Any, refused: Callable[..., Exception], status: int
) -> None:
    hub.token = TOKEN
    hub.refusals["POST commit"] = refused(status, f"Bearer {TOKEN} may not do this")
    assert "PublishError" in run("publish")


def test_a_broken_connection(run: Run, hub: Any, broken: Callable[..., Exception]) -> None:
    hub.token = TOKEN
    hub.faults["POST commit"] = [broken(done=False) for _ in range(9)]
    assert "broke off" in run("publish")


def test_a_hub_that_is_not_there(run: Run) -> None:
    assert "did not answer" in run("publish", endpoint=NOWHERE)
    assert "did not answer" in run("publish", saved=True, HF_ENDPOINT=NOWHERE)


@pytest.mark.parametrize(
    "address", [f"https://user:{TOKEN}@hub.example", f"user:{TOKEN}@hub.example", f"http://{TOKEN}@"]
)
def test_an_address_with_a_token_in_it(dataset: Path, address: str) -> None:
    with pytest.raises(UsageError, match="no user and no token") as failure:
        publish(dataset, REPO, token=OTHER, endpoint=address)
    assert TOKEN not in str(failure.value)


def test_an_address_with_a_token_in_the_environment(run: Run) -> None:
    said = run("publish", HF_ENDPOINT=f"http://user:{TOKEN}@127.0.0.1:9")
    assert "no user and no token" in said


@pytest.mark.parametrize("endpoint", ["", "host", "ftp://host", "http://"])
def test_no_address(dataset: Path, endpoint: str) -> None:
    with pytest.raises(UsageError, match="is not the address of a Hub"):
        publish(dataset, REPO, token=OTHER, endpoint=endpoint)


def test_a_token_is_not_shown_but_sent_as_it_is() -> None:
    token = _token(f" {TOKEN}\n")
    assert TOKEN not in repr(token)
    assert TOKEN not in repr({"token": token})
    assert (str(token), f"Bearer {token}", token) == (TOKEN, f"Bearer {TOKEN}", TOKEN)
    with pytest.raises(UsageError, match="copy it again") as failure:
        publish("nowhere", REPO, token=f"{TOKEN} two")
    assert TOKEN not in str(failure.value)


def test_a_hub_without_xet_is_said_at_once(run: Run, hub: Any) -> None:
    pytest.importorskip("hf_xet")
    hub.token = TOKEN
    said = run("publish", HF_HUB_DISABLE_XET="0")
    assert "set HF_HUB_DISABLE_XET=1 and publish again" in said
    assert sum("/xet-write-token/" in request for request in hub.requests) == 1
    assert hub.repositories[REPO].messages == ["initial commit"]
    # What it says helps.
    assert "changed=True" in run("publish", HF_HUB_DISABLE_XET="1")


def test_other_failures_of_xet_are_tried_again() -> None:
    asked = "for url (http://127.0.0.1:40404/api/datasets/a/b/xet-write-token/main)"
    assert lacks_xet(ConnectionError(f"HTTP status client error (404 Not Found) {asked}"))
    assert not lacks_xet(ConnectionError(f"HTTP status server error (503 Service Unavailable) {asked}"))
    assert not lacks_xet(ConnectionError("HTTP status client error (404 Not Found), domain: http://storage/blob"))


def test_what_is_published_holds_no_environment(run: Run, hub: Any) -> None:
    hub.token = TOKEN
    run("publish", saved=True)
    manifest = json.loads(hub.repositories[REPO].files["manifest.json"].data)
    assert "token" not in json.dumps(manifest).casefold()
