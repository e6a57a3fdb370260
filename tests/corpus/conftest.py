import hashlib
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

NAMES = ["Tokayev", "Тоқаев", "Токаевым", "Astana", "Нұр-Сұлтанда", "Алматы", "Putin", "Kazachstanie"]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of sixty small records in three files, with a duplicate, a reject and an unknown author."""
    folder = tmp_path / "articles"
    (folder / "sub").mkdir(parents=True)
    rows = [
        {"id": n, "text": f"Report {n}\nBy Aigerim Sadykova\n{NAMES[n % 8]} was in the news on day {n} of the year."}
        for n in range(58)
    ]
    lines = [orjson.dumps(row) for row in rows]
    (folder / "a.jsonl").write_bytes(b"\n".join(lines[:30]) + b"\n{broken\n")
    (folder / "sub" / "b.jsonl").write_bytes(b"\n".join(lines[30:]) + b"\n")
    (folder / "sub" / "2022-03-01-copy.txt").write_text(rows[3]["text"], encoding="utf-8")  # type: ignore[arg-type]
    return folder


@pytest.fixture
def digest() -> Callable[[Path], dict[str, str]]:
    """A function from a folder to the sha256 of each of its files."""

    def of(folder: Path) -> dict[str, str]:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    return of
