"""What goes with a new version of a dataset, and what its changelog says."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

REPO = "steppe/news"

Publish = Callable[..., dict[str, Any]]


def changelog(hub: Any) -> str:
    text: str = hub.repositories[REPO].files["CHANGELOG.md"].data.decode()
    return text


def change_card(folder: Path, manifest_of: Callable[[Path], None]) -> None:
    (folder / "README.md").write_text("---\nlicense: other\n---\n", encoding="utf-8")
    manifest_of(folder)


def put(hub: Any, files: Mapping[str, bytes]) -> None:
    """Commit files by hand."""
    repository = hub.repositories[REPO]
    kind = type(repository.files["README.md"])
    repository.commit({**repository.files, **{path: kind(data, False) for path, data in files.items()}}, "by hand")


@pytest.fixture
def with_words(dataset: Path, manifest_of: Callable[[Path], None]) -> Path:
    """Give the dataset with a licence and a picture, which the manifest lists."""
    (dataset / "LICENSE").write_text("Free.\n", encoding="utf-8")
    (dataset / "pictures").mkdir()
    (dataset / "pictures" / "dates.svg").write_text("<svg/>\n", encoding="utf-8")
    manifest_of(dataset)
    return dataset


def test_what_the_old_manifest_listed_goes(
    send: Publish, hub: Any, with_words: Path, manifest_of: Callable[[Path], None]
) -> None:
    send(version="v1.0.0")
    put(hub, {"notes.md": b"mine", "pictures/cover.svg": b"<svg/>"})
    assert {"LICENSE", "pictures/dates.svg"} <= set(hub.repositories[REPO].files)
    (with_words / "LICENSE").unlink()
    (with_words / "pictures" / "dates.svg").unlink()
    manifest_of(with_words)
    assert send(version="v1.1.0")["changed"]
    files = set(hub.repositories[REPO].files)
    assert not files & {"LICENSE", "pictures/dates.svg"}
    assert {"notes.md", "pictures/cover.svg", ".gitattributes", "CHANGELOG.md"} <= files


def test_a_second_version_with_a_document_less(
    send: Publish, hub: Any, make_dataset: Callable[..., Path], documents: Mapping[str, tuple[Any, ...]]
) -> None:
    send(version="v1.0.0")
    first = changelog(hub)
    send(folder=make_dataset("fewer", {**documents, "test": ()}), version="v1.1.0")
    title = "# Changes of this dataset\n\n"
    assert changelog(hub) == (
        f"{title}## v1.1.0\n\n- Documents: 3 -> 2 (-1)\n- Rows of documents: 3 -> 2 (-1)\n"
        f"- `kzling diff {REPO}@v1.0.0 {REPO}@v1.1.0` says which documents and links changed\n\n"
        f"{first.removeprefix(title)}"
    )


def test_a_private_dataset_is_read_with_the_token(
    client: Any, hub: Any, dataset: Path, manifest_of: Callable[[Path], None], tmp_path: Path, publish_code: str
) -> None:
    line = json.dumps([str(dataset), REPO, {"private": True}])
    client(publish_code, stdin=line, HF_TOKEN=hub.token)
    change_card(dataset, manifest_of)
    assert client(publish_code, stdin=line, HF_TOKEN=hub.token)["changed"]
    assert changelog(hub).count("## Unversioned") == 2
    # Nothing of it stays on this machine.
    assert not [*(tmp_path / "hf").rglob("manifest.json"), *(tmp_path / "hf").rglob("CHANGELOG.md")]


def test_versions_are_compared_only_where_both_have_one(
    send: Publish, hub: Any, dataset: Path, manifest_of: Callable[[Path], None]
) -> None:
    send()
    change_card(dataset, manifest_of)
    send(version="v1.0.0")
    assert "kzling diff" not in changelog(hub)
    # Of several versions that stand on one commit the last is named.
    send(version="v1.10.0")
    send(version="v1.9.0")
    (dataset / "README.md").write_text("---\nlicense: mit\n---\n", encoding="utf-8")
    manifest_of(dataset)
    send(version="v2.0.0")
    assert f"`kzling diff {REPO}@v1.10.0 {REPO}@v2.0.0`" in changelog(hub)
    assert changelog(hub).count("## ") == 3
    assert "- Files rewritten: 1;" in changelog(hub)


@pytest.mark.parametrize(
    "content",
    [b"", b"# Changelog\n\nMine.\n", b"# Changes of this dataset\n\xff", b"# Changes of this dataset\n" * 50_000],
)
def test_somebodys_own_changelog_stays(
    send: Publish, hub: Any, dataset: Path, manifest_of: Callable[[Path], None], content: bytes
) -> None:
    send()
    put(hub, {"CHANGELOG.md": content})
    change_card(dataset, manifest_of)
    assert send()["changed"]
    assert hub.repositories[REPO].files["CHANGELOG.md"].data == content


def test_a_changelog_of_the_dataset_itself(send: Publish, hub: Any, dataset: Path, client: Any) -> None:
    (dataset / "CHANGELOG.md").write_text("Our own.\n", encoding="utf-8")
    manifest = json.loads((dataset / "manifest.json").read_bytes())
    digest = hashlib.sha256(b"Our own.\n").hexdigest()
    manifest["files"].append({"path": "CHANGELOG.md", "sha256": digest, "bytes": 9, "rows": 0})
    (dataset / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    code = "from kzling.hub.publish import plan\nprint(json.dumps(plan(sys.argv[1], sys.argv[2]).to_dict()))"
    assert client(code, str(dataset), REPO)["send"]["CHANGELOG.md"] == 9
    send()
    assert changelog(hub) == "Our own.\n"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"files": [{"path": "notes.md"}]}', b"[" * 100_000, b"\xff", b" " * (17 << 20)]
)
def test_a_damaged_manifest_on_the_hub(
    send: Publish, hub: Any, with_words: Path, manifest_of: Callable[[Path], None], content: bytes
) -> None:
    send(version="v1.0.0")
    put(hub, {"notes.md": b"mine", "manifest.json": content})
    (with_words / "LICENSE").unlink()
    (with_words / "documents" / "test-00000-of-00001.parquet").unlink()
    manifest_of(with_words)
    assert send(version="v1.1.0")["changed"]
    files = hub.repositories[REPO].files
    # Nobody can say whose the licence is; data files are known by their paths.
    assert {"notes.md", "LICENSE"} <= set(files)
    assert "documents/test-00000-of-00001.parquet" not in files
    assert files["manifest.json"].data == (with_words / "manifest.json").read_bytes()
    assert "## v1.1.0\n\n- Documents: 2\n" in changelog(hub)


def test_a_hostile_manifest_on_the_hub(
    send: Publish, hub: Any, dataset: Path, manifest_of: Callable[[Path], None]
) -> None:
    send()
    manifest = json.loads((dataset / "manifest.json").read_bytes())
    paths = (".gitattributes", "CHANGELOG.md", "/notes.md", "../notes.md", "x/../notes.md", "notes.md/", "")
    manifest["files"] = [{"path": path, "sha256": "", "bytes": 1, "rows": 0} for path in paths]
    deep: list[Any] = []
    for _ in range(500):
        deep = [deep]
    manifest["config"] = {"<b>": "[x](javascript:y)\n# y" * 100_000, "deep": deep}
    manifest["counts"] = {f"documents in <{number}>": number for number in range(10_000)}
    put(hub, {"notes.md": b"mine", "manifest.json": json.dumps(manifest).encode()})
    manifest_of(dataset)
    assert send()["changed"]
    assert {".gitattributes", "CHANGELOG.md", "notes.md"} <= set(hub.repositories[REPO].files)
    told = changelog(hub)
    assert "more changes" in told
    assert "<" not in told
    assert "](java" not in told
    assert len(told) < 100_000
