import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kzling.errors import MissingExtra, MissingInput, UnreadableInput, UsageError
from kzling.hub.folder import dataset_files
from kzling.hub.publish import publish

REPO = "steppe/news"
#: Port 9 belongs to a service that no machine runs today.
NOWHERE = "http://127.0.0.1:9"
DATASETS = """
import datasets
rows = datasets.load_dataset(sys.argv[1], sys.argv[2], revision=sys.argv[3])
print(json.dumps({split: rows[split].to_list() for split in rows}, default=str))
"""

Publish = Callable[..., dict[str, Any]]


def commits(hub: Any) -> int:
    return sum(request.startswith("POST") and "/commit/" in request for request in hub.requests)


def changelog(hub: Any) -> str:
    text: str = hub.repositories[REPO].files["CHANGELOG.md"].data.decode()
    return text


def change_card(folder: Path, manifest_of: Callable[[Path], None]) -> None:
    (folder / "README.md").write_text("---\nlicense: other\n---\n", encoding="utf-8")
    manifest_of(folder)


def test_first_publication(send: Publish, hub: Any, dataset: Path) -> None:
    published = send(version="v1.0.0")
    repository = hub.repositories[REPO]
    assert published == {
        "url": f"{hub.url}/datasets/{REPO}",
        "commit": repository.head,
        "tag": "v1.0.0",
        "changed": True,
        "pull_request": None,
    }
    assert repository.tags == {"v1.0.0": repository.head}
    assert repository.messages == ["initial commit", "Publish v1.0.0 (kzling 0.1.0, data 2026.1)"]
    sent = {path: blob.data for path, blob in repository.files.items() if path != ".gitattributes"}
    splits = ("train", "validation", "test")
    data = [f"{config}/{split}-00000-of-00001.parquet" for config in ("documents", "mentions") for split in splits]
    told = sent.pop("CHANGELOG.md").decode()
    assert told.startswith("# Changes of this dataset\n\n## v1.0.0\n\n- Documents: 3\n")
    assert sent == {path: (dataset / path).read_bytes() for path in ("README.md", "manifest.json", *data)}
    assert not repository.private


def test_identical_publication_makes_no_commit(send: Publish, hub: Any) -> None:
    first = send()
    told = changelog(hub)
    assert commits(hub) == 1
    second = send()
    assert second == {**first, "changed": False}
    assert commits(hub) == 1
    # A version that comes later is set on the commit that stands.
    third = send(version="v1.0.0", endpoint=f"{hub.url}/")
    assert third == {**first, "changed": False, "tag": "v1.0.0"}
    assert send(version="v1.0.0") == third
    assert commits(hub) == 1
    assert changelog(hub) == told


def test_new_version_deletes_only_own_stale_files(
    send: Publish, hub: Any, dataset: Path, manifest_of: Callable[[Path], None]
) -> None:
    first = send(version="v1.0.0")
    foreign = {"LICENSE", "documents/notes.md", "extra/train-00000-of-00001.parquet", "documents/raw/a.parquet"}
    repository = hub.repositories[REPO]
    blob = repository.files["README.md"]
    repository.commit({**repository.files, **dict.fromkeys(foreign, blob)}, "by hand")

    for path in (dataset / "mentions").iterdir():
        path.unlink()
    old = dataset / "documents/train-00000-of-00001.parquet"
    old.rename(old.with_name("train-00000-of-00002.parquet"))
    manifest_of(dataset)
    second = send(version="v1.1.0")

    assert second["changed"]
    assert second["commit"] != first["commit"]
    documents = {"train-00000-of-00002", "validation-00000-of-00001", "test-00000-of-00001"}
    ours = {"README.md", "manifest.json", "CHANGELOG.md", *(f"documents/{name}.parquet" for name in documents)}
    assert set(repository.files) == ours | foreign | {".gitattributes"}
    assert repository.tags == {"v1.0.0": first["commit"], "v1.1.0": second["commit"]}
    assert commits(hub) == 2


def test_unchanged_files_are_not_sent_again(
    send: Publish, hub: Any, dataset: Path, manifest_of: Callable[[Path], None]
) -> None:
    send()
    (dataset / "README.md").write_text("---\nlicense: other\n---\n", encoding="utf-8")
    manifest_of(dataset)
    hub.requests.clear()
    assert send()["changed"]
    assert not [request for request in hub.requests if "/storage/" in request]


def test_taken_version(send: Publish, hub: Any, dataset: Path, manifest_of: Callable[[Path], None]) -> None:
    send(version="v1.0.0")
    (dataset / "README.md").write_text("---\nlicense: other\n---\n", encoding="utf-8")
    manifest_of(dataset)
    refusal = send(version="v1.0.0")
    assert refusal["error"] == "PublishError"
    assert "v1.0.0" in refusal["message"]
    # Nothing was sent: a half publication would stand without its version.
    assert commits(hub) == 1
    send()
    assert send(version="v1.0.0")["error"] == "PublishError"


def test_a_refusal_leaves_who_may_read_as_it_was(
    send: Publish, hub: Any, dataset: Path, manifest_of: Callable[[Path], None]
) -> None:
    send(version="v1.0.0")
    change_card(dataset, manifest_of)
    assert send(version="v1.0.0", gated="auto")["error"] == "PublishError"
    assert not hub.repositories[REPO].gated


def test_private_dataset(send: Publish, hub: Any) -> None:
    send(private=True)
    assert hub.repositories[REPO].private
    assert send()["changed"] is False
    send(repo_id="steppe/open")
    refusal = send(repo_id="steppe/open", private=True)
    assert refusal["error"] == "PublishError"
    assert "public" in refusal["message"]


@pytest.mark.parametrize("way", ["auto", "manual"])
def test_gated_dataset(send: Publish, hub: Any, way: str) -> None:
    send(gated=way)
    assert hub.repositories[REPO].gated == way
    first_sent = next(number for number, request in enumerate(hub.requests) if "/preupload/" in request)
    assert hub.requests.index(f"PUT /api/datasets/{REPO}/settings") < first_sent
    hub.requests.clear()
    assert send()["changed"] is False
    assert hub.repositories[REPO].gated == way
    assert not [request for request in hub.requests if request.startswith("PUT")]


def test_pull_request(send: Publish, hub: Any, dataset: Path) -> None:
    answer = send(pull_request=True)
    repository = hub.repositories[REPO]
    assert answer["pull_request"] == f"{hub.url}/datasets/{REPO}/discussions/1"
    assert answer["changed"]
    assert list(repository.files) == [".gitattributes"]
    assert repository.pull_requests[0]["README.md"].data == (dataset / "README.md").read_bytes()
    assert b"## Unversioned" in repository.pull_requests[0]["CHANGELOG.md"].data
    # Once it is merged there is nothing to propose.
    repository.commit(repository.pull_requests[0], "merge")
    again = send(pull_request=True)
    assert (again["changed"], again["pull_request"]) == (False, None)


def test_a_pull_request_whose_answer_is_lost(send: Publish, hub: Any, broken: Callable[..., Exception]) -> None:
    hub.faults["POST commit"] = [broken(done=True)]
    refusal = send(pull_request=True)
    assert "open pull request" in refusal["message"]
    assert len(hub.repositories[REPO].pull_requests) == 1


def test_a_plan_changes_nothing(
    client: Any, send: Publish, hub: Any, dataset: Path, manifest_of: Callable[[Path], None]
) -> None:
    code = "from kzling.hub.publish import plan\nprint(json.dumps(plan(sys.argv[1], sys.argv[2]).to_dict()))"
    first = client(code, str(dataset), REPO)
    assert hub.repositories == {}
    assert (first["exists"], first["delete"], first["unchanged"]) == (False, [], 0)
    assert first["send"]["README.md"] == (dataset / "README.md").stat().st_size
    send()
    assert first["send"]["CHANGELOG.md"] == len(hub.repositories[REPO].files["CHANGELOG.md"].data)
    hub.requests.clear()
    second = client(code, str(dataset), REPO)
    # All but CHANGELOG.md, which nothing is compared with.
    assert (second["exists"], second["send"], second["unchanged"]) == (True, {}, len(first["send"]) - 1)
    assert all(request.startswith("GET") for request in hub.requests)
    change_card(dataset, manifest_of)
    third = client(code, str(dataset), REPO)
    send()
    assert set(third["send"]) == {"README.md", "manifest.json", "CHANGELOG.md"}
    assert third["send"]["CHANGELOG.md"] == len(hub.repositories[REPO].files["CHANGELOG.md"].data)


def test_wrong_token_is_never_shown(send: Publish, hub: Any) -> None:
    refusal = send(token="hf_notTheRightOne")
    assert refusal["error"] == "PublishError"
    assert "401" in refusal["message"]
    assert "hf_notTheRightOne" not in json.dumps(refusal)
    assert hub.repositories == {}


def test_token_of_the_environment(client: Any, hub: Any, dataset: Path, publish_code: str) -> None:
    line = json.dumps([str(dataset), REPO, {}])
    assert client(publish_code, stdin=line, HF_TOKEN=hub.token)["changed"]
    refusal = client(publish_code, stdin=line, HF_TOKEN="hf_notTheRightOne")
    assert refusal["error"] == "PublishError"
    assert "hf_notTheRightOne" not in json.dumps(refusal)


def test_token_with_line_break(send: Publish, hub: Any) -> None:
    assert send(token=f"{hub.token}\n")["changed"]


@pytest.mark.parametrize(
    ("route", "status", "says"),
    [
        ("POST create", 403, "write"),
        ("GET tree", 404, "not find"),
        ("POST commit", 409, "again"),
        ("POST commit", 412, "again"),
        ("POST commit", 429, "pause"),
        ("POST commit", 503, "later"),
        ("POST commit", 400, "too odd"),
        ("POST tag", 503, "later"),
    ],
)
def test_refusals(
    send: Publish, hub: Any, refused: Callable[..., Exception], route: str, status: int, says: str
) -> None:
    hub.refusals[route] = refused(status, f"too odd\n for {hub.token} " + "and so on " * 40)
    refusal = send(version="v1.0.0")
    assert refusal["error"] == "PublishError"
    assert says in refusal["message"]
    assert str(status) in refusal["message"]
    assert "\n" not in refusal["message"]
    assert len(refusal["message"]) < 400
    assert hub.token not in json.dumps(refusal)
    # The refusal leaves nothing that a second try could stumble over.
    hub.refusals.clear()
    again = send(version="v1.0.0")
    assert hub.repositories[REPO].tags == {"v1.0.0": again["commit"]}
    assert len(hub.repositories[REPO].commits) == 2


def test_invalid_card(send: Publish, hub: Any, dataset: Path, manifest_of: Callable[[Path], None]) -> None:
    (dataset / "README.md").write_text("no metadata\n", encoding="utf-8")
    manifest_of(dataset)
    refusal = send()
    assert refusal["error"] == "PublishError"
    assert "README.md" in refusal["message"]
    assert commits(hub) == 0


def test_nobody_answers(send: Publish) -> None:
    refusal = send(endpoint=NOWHERE)
    assert refusal["error"] == "PublishError"
    assert NOWHERE in refusal["message"]


def test_datasets_loads_what_was_published(
    send: Publish, client: Any, dataset: Path, documents: Mapping[str, tuple[Any, ...]]
) -> None:
    send(version="v1.0.0")
    rows = client(DATASETS, REPO, "documents", "v1.0.0")
    assert {split: [row["id"] for row in rows[split]] for split in rows} == {
        split: [document.id for document in content] for split, content in documents.items() if content
    }
    assert rows["train"][0]["mentions"][0]["surface"] == "Нұр-Сұлтан"
    assert [row["document_id"] for row in client(DATASETS, REPO, "mentions", "v1.0.0")["train"]] == ["d1"]


# The folder, checked before anything is sent


def test_only_listed_files(dataset: Path) -> None:
    (dataset / "documents/train-00009-of-00010.parquet").write_bytes(b"left over")
    manifest = json.loads((dataset / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"].append({"path": "rejected.jsonl", "sha256": "", "bytes": 8, "rows": 1})
    (dataset / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    _, files = dataset_files(dataset)
    listed = {entry["path"] for entry in manifest["files"]} - {"rejected.jsonl"}
    assert {file.path for file in files} == listed | {"manifest.json"}


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="no folder"):
        publish(tmp_path / "nowhere", REPO)


@pytest.mark.parametrize("content", [None, "{", "[]", "{}", '{"files": 1}'])
def test_no_manifest(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"manifest\.json"):
        publish(tmp_path, REPO)


def test_changed_file(dataset: Path) -> None:
    with (dataset / "README.md").open("a", encoding="utf-8") as stream:
        stream.write("edited\n")
    with pytest.raises(UnreadableInput, match="changed"):
        publish(dataset, REPO)


def test_lost_file(dataset: Path) -> None:
    (dataset / "README.md").unlink()
    with pytest.raises(UnreadableInput, match="not in the folder"):
        publish(dataset, REPO)


@pytest.mark.parametrize("path", ["../secret", "/etc/hostname", "documents/../../secret"])
def test_manifest_cannot_reach_outside(dataset: Path, path: str) -> None:
    (dataset.parent / "secret").write_text("secret", encoding="utf-8")
    manifest = json.loads((dataset / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"].append({"path": path, "sha256": "", "bytes": 6, "rows": 0})
    (dataset / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(UnreadableInput, match="outside"):
        publish(dataset, REPO)


@pytest.mark.parametrize(
    ("repo_id", "options"),
    [
        ("news", {}),
        ("datasets/steppe/news", {}),
        ("", {}),
        (REPO, {"version": "1.0"}),
        (REPO, {"version": "v1.0.0\n"}),
        (REPO, {"token": ""}),
        (REPO, {"token": "hf_a b"}),
        (REPO, {"endpoint": "hub.example"}),
        (REPO, {"endpoint": "http://host:port"}),
        (REPO, {"gated": "yes"}),
        (REPO, {"version": "v1.0.0", "pull_request": True}),
        (REPO, {"gated": "auto", "pull_request": True}),
    ],
)
def test_wrong_arguments(dataset: Path, repo_id: str, options: dict[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        publish(dataset, repo_id, **options)  # type: ignore[arg-type]
    assert "hf_a b" not in str(caught.value)


def test_missing_package(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(MissingExtra, match=r"pip install 'kzling\[corpus\]'"):
        publish(dataset, REPO)


def test_import_is_light(tmp_path: Path) -> None:
    heavy = "[name for name in sys.modules if name.startswith(('huggingface_hub', 'pyarrow', 'datasets'))]"
    code = f"import sys, kzling.hub.load, kzling.hub.publish; print({heavy})"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
