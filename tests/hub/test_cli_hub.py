"""`kzling publish` and `kzling diff` as commands, against the test Hub."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kzling.corpus.config import LINKED
from kzling.errors import PublishError, UsageError

REPO = "steppe/news"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(hub: Any, tmp_path: Path, environment: Callable[[Path, str], dict[str, str]]) -> Run:
    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "kzling", *arguments],
            env={**environment(tmp_path / "hf", hub.url), "HF_TOKEN": hub.token, "COLUMNS": "200"},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert hub.token not in done.stdout + done.stderr
        return done

    return command


def test_a_dataset_is_planned_published_and_compared(run: Run, hub: Any, dataset: Path) -> None:
    planned = run("publish", str(dataset), REPO, "--dry-run")
    assert "nothing was sent" in planned.stdout
    assert "would be created" in planned.stdout
    assert hub.repositories == {}
    first = json.loads(run("publish", str(dataset), REPO, "--tag", "v1.0.0", "--private", "--json").stdout)
    assert (first["changed"], first["tag"]) == (True, "v1.0.0")
    assert hub.repositories[REPO].private
    assert "no new commit" in run("publish", str(dataset), REPO, "--tag", "v1.0.0").stdout
    assert json.loads(run("publish", str(dataset), REPO, "--dry-run", "--json").stdout)["send"] == {}


def test_a_pull_request_is_named(run: Run, hub: Any, dataset: Path) -> None:
    shown = run("publish", str(dataset), REPO, "--pull-request").stdout
    assert shown.startswith(f"{hub.url}/datasets/{REPO}/discussions/1: commit ")
    refused = run("publish", str(dataset), REPO, "--pull-request", "--gated", "manual")
    assert refused.returncode == UsageError.exit_code
    assert "cannot say who may read" in refused.stderr
    assert not hub.repositories[REPO].gated


def configured(dataset: Path, **options: Any) -> None:
    manifest = json.loads((dataset / "manifest.json").read_bytes())
    (dataset / "manifest.json").write_text(json.dumps({**manifest, "config": options}), encoding="utf-8")


def test_texts_are_not_put_over_a_stand_off_dataset_unasked(run: Run, hub: Any, dataset: Path) -> None:
    configured(dataset, standoff=True)
    run("publish", str(dataset), REPO)
    head = hub.repositories[REPO].head
    configured(dataset, standoff=False)
    for options in ((), ("--dry-run",), ("--pull-request",)):
        refused = run("publish", str(dataset), REPO, *options)
        assert refused.returncode == PublishError.exit_code
        assert "--with-texts" in refused.stderr
        assert hub.repositories[REPO].head == head
    assert run("publish", str(dataset), REPO, "--with-texts").returncode == 0
    assert hub.repositories[REPO].head != head
    assert run("publish", str(dataset), REPO).returncode == 0


def test_whoever_links_private_persons_is_warned_again(run: Run, dataset: Path) -> None:
    configured(dataset, link_unknown_persons=True)
    assert LINKED in run("publish", str(dataset), REPO, "--dry-run").stdout
    warned = run("publish", str(dataset), REPO)
    assert (warned.returncode, warned.stderr) == (0, f"kzling: {LINKED}\n")


def test_a_dry_run_says_all_that_would_be_done(run: Run, hub: Any, dataset: Path) -> None:
    told = run("publish", str(dataset), REPO, "--dry-run", "--private", "--gated", "auto", "--tag", "v1.0.0").stdout
    for words in ("created as a private one", "have to ask (auto)", "tagged v1.0.0"):
        assert words in told
    assert "token" not in told
    run("publish", str(dataset), REPO)
    refused = run("publish", str(dataset), REPO, "--dry-run", "--private")
    assert refused.returncode == PublishError.exit_code
    assert "is public on the Hub" in refused.stderr
    assert "no commit" in run("publish", str(dataset), REPO, "--dry-run").stdout
    assert "pull request" not in run("publish", str(dataset), REPO, "--dry-run", "--pull-request").stdout


def test_without_a_token_or_a_network(
    hub: Any, dataset: Path, tmp_path: Path, environment: Callable[[Path, str], dict[str, str]]
) -> None:
    def command(*options: str, **changed: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kzling", "publish", str(dataset), REPO, *options],
            env={**environment(tmp_path / "hf", hub.url), **changed},
            capture_output=True,
            text=True,
            timeout=60,
        )

    for token in ({}, {"HF_TOKEN": hub.token}):
        assert ("There is no token" in command("--dry-run", **token).stdout) == (not token)
    for options in ((), ("--dry-run",)):
        offline = command(*options, HF_HUB_OFFLINE="1")
        assert offline.returncode == PublishError.exit_code
        assert "unset it" in offline.stderr


def test_what_cannot_be_is_said_in_a_sentence(run: Run, dataset: Path) -> None:
    done = run("publish", str(dataset), REPO, "--gated", "sometimes")
    assert done.returncode == UsageError.exit_code
    assert done.stderr == "kzling: gated is 'auto' or 'manual', not 'sometimes'.\n"
