import os
import subprocess
import sys
from pathlib import Path

import pytest


def run(root: Path, script: str, *arguments: str) -> str:
    command = [sys.executable, str(root / "examples" / script), *arguments]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


@pytest.mark.slow
def test_build_corpus(root: Path, tmp_path: Path) -> None:
    pytest.importorskip("datasets")
    out = run(root, "build_corpus.py", "examples/corpus", str(tmp_path / "demo"))
    assert "Read 33 records = kept 32 + duplicates 1 + rejected 0." in out
    assert "Nur-Sultan" in out
    assert (tmp_path / "demo" / "README.md").exists()


def test_use_in_project(root: Path) -> None:
    out = run(root, "use_in_project.py")
    assert "Tokajew = Токаев (ru) by ru-pl" in out
    assert "2020-05-01 -> The delegation landed in Nur-Sultan." in out
    assert "2023-05-01 -> The delegation landed in Astana." in out
    assert "kz-place-astana" in out
