import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import hub_server
import pytest

from kzling.corpus.arrow import arrow_table
from kzling.model import SCHEMA, Document, FileEntry, Manifest, Mention, Provenance

REPO = "steppe/news"
WORDS = ("README.md", "LICENSE")
#: Port 9 belongs to a service that no machine runs today.
NOWHERE = "http://127.0.0.1:9"
PUBLISH = """
import json, sys, traceback
from kzling.errors import KzlingError
from kzling.hub import attempts
attempts.PATIENCE = attempts.Patience(tries=4, first=0.02, at_once=2.0, in_all=4.0)
from kzling.hub.publish import publish
for line in sys.stdin:
    folder, repo_id, options = json.loads(line)
    try:
        answer = publish(folder, repo_id, **options).to_dict()
    except KzlingError as error:
        answer = {"error": type(error).__name__, "message": str(error), "trace": traceback.format_exc()}
    print(json.dumps(answer), flush=True)
"""

DOCUMENTS = {
    "train": (
        Document(
            id="d1",
            source="a.txt",
            title="Астана",
            published="2022-09-17T06:30:00Z",
            language="kk",
            script="Cyrl",
            text="Нұр-Сұлтан қайтадан Астана болды.",
            mentions=(
                Mention(
                    id="m1",
                    start=0,
                    end=10,
                    surface="Нұр-Сұлтан",
                    type="place",
                    lemma="Нұр-Сұлтан",
                    language="kk",
                    script="Cyrl",
                    by="gazetteer",
                    entity_id="kz-place-astana",
                    score=1.0,
                    verdict="same",
                ),
            ),
            provenance=Provenance(kzling="0.1.0", data="1", warnings=("odd",)),
        ),
        Document(id="d2", source="b.txt", text="No date here."),
    ),
    "validation": (),
    "test": (Document(id="d3", source="c.txt", published="0988-01-01T00:00:00Z", text="Long ago."),),
}


Environment = Callable[[Path, str], dict[str, str]]
Publish = Callable[..., dict[str, Any]]


class Client(Protocol):
    def __call__(self, code: str, *arguments: str, stdin: str = "", **changed: str) -> Any: ...


def write_dataset(folder: Path, documents: dict[str, tuple[Document, ...]]) -> Path:
    """Write documents and their mentions as `build` does: Parquet, card, manifest, and what must stay at home."""
    card = ["---", "configs:"]
    for config in ("documents", "mentions"):
        card += [f"- config_name: {config}", "  data_files:"]
        for split, content in documents.items():
            plain = [row.to_dict() for row in content]
            mentions = [{**mention, "document_id": row["id"]} for row in plain for mention in row["mentions"]]
            rows = plain if config == "documents" else mentions
            path = f"{config}/{split}-00000-of-00001.parquet"
            write_rows(folder / path, config, rows)
            # datasets 5.2 does not load a config with an empty split, so the card does not name it.
            card += [f"  - split: {split}", f"    path: {path}"] if rows else []
    (folder / "README.md").write_text("\n".join([*card, "---", "# A corpus", ""]), encoding="utf-8")
    write_manifest(folder)
    for name in ("rejected.jsonl", "duplicates.jsonl", "notes.txt"):
        (folder / name).write_text("private\n", encoding="utf-8")
    return folder


def write_rows(path: Path, config: str, rows: list[dict[str, Any]]) -> None:
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    table = arrow_table(config, rows)
    with pq.ParquetWriter(path, table.schema) as writer:
        if rows:
            writer.write_table(table)


def write_manifest(folder: Path) -> None:
    """Write a manifest of the card, the licence, pictures and all data files that lie in the folder."""
    import pyarrow.parquet as pq

    paths = sorted(
        path for path in folder.rglob("*") if path.name in WORDS or path.parent.name in (*SCHEMA, "pictures")
    )
    rows = {path: pq.read_metadata(path).num_rows for path in paths if path.suffix == ".parquet"}
    entries = tuple(
        FileEntry(
            path.relative_to(folder).as_posix(),
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_size,
            rows.get(path, 0),
        )
        for path in paths
    )
    counts = {f"rows in {path.parent.name}/{path.name.split('-')[0]}": number for path, number in rows.items()}
    counts["kept"] = sum(number for path, number in rows.items() if path.parent.name == "documents")
    manifest = Manifest(1, "0.1.0", "2026.1", {}, (), {}, (), counts, {}, entries)
    (folder / "manifest.json").write_text(json.dumps(manifest.to_dict()), encoding="utf-8")


@pytest.fixture
def documents() -> dict[str, tuple[Document, ...]]:
    return dict(DOCUMENTS)


@pytest.fixture
def manifest_of() -> Callable[[Path], None]:
    return write_manifest


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return write_dataset(tmp_path / "dataset", DOCUMENTS)


@pytest.fixture
def make_dataset(tmp_path: Path) -> Callable[[str, dict[str, tuple[Document, ...]]], Path]:
    return lambda name, documents: write_dataset(tmp_path / name, documents)


@pytest.fixture
def rows_of() -> Callable[..., None]:
    return write_rows


@pytest.fixture
def refused() -> Callable[..., Exception]:
    refusal: Callable[..., Exception] = hub_server.Refused
    return refusal


@pytest.fixture
def broken() -> Callable[..., Exception]:
    cut: Callable[..., Exception] = hub_server.Broken
    return cut


@pytest.fixture
def hub() -> Iterator[Any]:
    with hub_server.HubServer() as server:
        yield server


@pytest.fixture(scope="session")
def environment() -> Environment:
    """Give the environment of an interpreter with a home and a Hub of its own, and no Xet."""

    def build(home: Path, endpoint: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "HUGGING"))}
        own = {"HF_HOME": str(home), "HF_ENDPOINT": endpoint, "NO_PROXY": "127.0.0.1"}
        return {**kept, **own, "HF_HUB_DISABLE_XET": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1"}

    return build


@pytest.fixture
def client(hub: Any, tmp_path: Path, environment: Environment) -> Client:
    """Run code in an interpreter of its own: huggingface_hub reads its environment when it is imported."""

    def run(code: str, *arguments: str, stdin: str = "", **changed: str) -> Any:
        done = subprocess.run(
            [sys.executable, "-c", f"import json, sys\n{code}", *arguments],
            env={**environment(tmp_path / "hf", hub.url), **changed},
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return run


@pytest.fixture(scope="module")
def publisher(
    tmp_path_factory: pytest.TempPathFactory, environment: Callable[[Path, str], dict[str, str]]
) -> Iterator[subprocess.Popen[str]]:
    """One interpreter for all publications; its Hub is nowhere, so that only the argument `endpoint` counts."""
    home = tmp_path_factory.mktemp("publisher")
    with subprocess.Popen(
        [sys.executable, "-c", PUBLISH],
        env=environment(home, NOWHERE),
        cwd=home,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.communicate()


@pytest.fixture
def publish_code() -> str:
    """Give code that publishes what it reads from its standard input."""
    return PUBLISH


@pytest.fixture
def send(publisher: subprocess.Popen[str], hub: Any, dataset: Path) -> Publish:
    def run(folder: Path = dataset, repo_id: str = REPO, **options: Any) -> dict[str, Any]:
        assert publisher.stdin is not None
        assert publisher.stdout is not None
        publisher.stdin.write(json.dumps([str(folder), repo_id, {"token": hub.token, "endpoint": hub.url, **options}]))
        publisher.stdin.write("\n")
        publisher.stdin.flush()
        answer: dict[str, Any] = json.loads(publisher.stdout.readline())
        return answer

    return run
