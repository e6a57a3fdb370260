"""examples/publish.py, run as a reader of the README would."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_publish_example(
    hub: Any, dataset: Path, root: Path, tmp_path: Path, environment: Callable[[Path, str], dict[str, str]]
) -> None:
    def run() -> list[str]:
        done = subprocess.run(
            [sys.executable, str(root / "examples" / "publish.py"), str(dataset), "steppe/news", "v1.0.0"],
            env={**environment(tmp_path / "hf", hub.url), "HF_TOKEN": hub.token, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        assert hub.token not in done.stdout + done.stderr
        return done.stdout.splitlines()

    first = run()
    assert first[1:] == [
        f"{hub.url}/datasets/steppe/news v1.0.0: published.",
        "The first of its documents is “Астана”.",
    ]
    assert run()[:2] == [
        "To send: 0 files, 0 bytes; to delete: 0.",
        f"{hub.url}/datasets/steppe/news v1.0.0: was there already.",
    ]
