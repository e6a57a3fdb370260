"""`kzling publish` and `kzling diff` as commands, against the test Hub."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kzling.errors import UsageError

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
    shown = run("publish", str(dataset), REPO, "--pull-request", "--gated", "manual").stdout
    assert shown.startswith(f"{hub.url}/datasets/{REPO}/discussions/1: commit ")
    assert hub.repositories[REPO].gated == "manual"


def test_what_cannot_be_is_said_in_a_sentence(run: Run, dataset: Path) -> None:
    done = run("publish", str(dataset), REPO, "--gated", "sometimes")
    assert done.returncode == UsageError.exit_code
    assert done.stderr == "kzling: gated is 'auto' or 'manual', not 'sometimes'.\n"
