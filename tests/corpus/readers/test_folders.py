from pathlib import Path

import pytest
from datasets import Dataset, DatasetDict
from hypothesis import given
from hypothesis import strategies as st

from kzling.corpus.readers.files import input_files
from kzling.corpus.readers.folders import Selection, selection
from kzling.corpus.readers.records import InputFile, Rejected


def card(folder: Path, front: str, *names: str) -> Path:
    """Make a clone of a repository: README.md and files."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    folder.mkdir(exist_ok=True)
    (folder / "README.md").write_text(f"---\n{front}\n---\n# About\n")
    return folder


def listed(folder: Path) -> list[str]:
    return [found.source for found in input_files([folder]) if isinstance(found, InputFile)]


def faults(folder: Path) -> list[str]:
    return [found.reason for found in input_files([folder]) if isinstance(found, Rejected)]


def test_what_save_to_disk_writes(tmp_path: Path) -> None:
    rows = Dataset.from_dict({"text": ["a", "b", "c"]})
    rows.save_to_disk(tmp_path / "one", num_shards=2)
    DatasetDict(train=rows, test=rows).save_to_disk(tmp_path / "more")
    for name in ("one/cache-1f2e.arrow", "more/train/cache-1f2e.arrow", "more/old/state.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert listed(tmp_path / "one") == ["data-00000-of-00002.arrow", "data-00001-of-00002.arrow"]
    assert listed(tmp_path / "more") == ["test/data-00000-of-00001.arrow", "train/data-00000-of-00001.arrow"]
    assert len(listed(tmp_path)) == 4


def test_files_that_a_state_names(tmp_path: Path) -> None:
    (tmp_path / "dataset_info.json").write_text("{}")
    (tmp_path / "a.arrow").write_text("x")
    names = ["a.arrow", "../b.arrow", "/etc/passwd", "gone.arrow", 5, "n" * 5_000]
    (tmp_path / "state.json").write_text(
        '{"_data_files": [' + ", ".join(f'{{"filename": "{name}"}}' for name in names) + "]}"
    )
    assert listed(tmp_path) == ["a.arrow"]
    assert faults(tmp_path) == [
        "names '../b.arrow', which is no path inside the folder",
        "names '/etc/passwd', which is no path inside the folder",
        "names 'gone.arrow', which is not there",
        "names '5', which is not there",
        f"names '{'n' * 56}..., which is not there",
    ]
    assert {found.source for found in input_files([tmp_path]) if isinstance(found, Rejected)} == {"state.json"}


@pytest.mark.parametrize(
    ("data_files", "expected"),
    [
        ("data_files: a.jsonl", ["a.jsonl"]),
        ("data_files: ./d/*.parquet", ["d/test-0.parquet", "d/train-0.parquet"]),
        ("data_files: [a.jsonl, 'd/te*']", ["a.jsonl", "d/test-0.parquet"]),
        ("data_files: [{split: train, path: 'd/train-*'}, {split: test, path: [d/test-0.parquet]}]",
         ["d/test-0.parquet", "d/train-0.parquet"]),
        ("data_files: {train: 'd/train-*', test: ['d/test-*']}", ["d/test-0.parquet", "d/train-0.parquet"]),
        ("data_files: '**/*.csv'", ["d/e/x.csv", "x.csv"]),
        ("data_files: '**'", ["a.jsonl", "d/e/x.csv", "d/test-0.parquet", "d/train-0.parquet", "x.csv"]),
        ("data_files: 'd/[!t]*/?.csv'", ["d/e/x.csv"]),
        ("data_dir: d/e", ["d/e/x.csv"]),
        ("{data_dir: d, data_files: '*.parquet'}", ["d/test-0.parquet", "d/train-0.parquet"]),
        ("description: all", ["a.jsonl", "d/e/x.csv", "d/test-0.parquet", "d/train-0.parquet", "x.csv"]),
    ],
)  # fmt: skip
def test_data_files_of_a_card(tmp_path: Path, data_files: str, expected: list[str]) -> None:
    names = (
        "a.jsonl",
        "x.csv",
        "d/train-0.parquet",
        "d/test-0.parquet",
        "d/e/x.csv",
        "dataset_infos.json",
        "d/.h.csv",
    )
    inner = data_files.strip("{}") if data_files.startswith("{") else data_files
    front = "configs:\n- {config_name: all, " + inner + "}"
    assert listed(card(tmp_path / "repo", front, *names)) == expected


def test_the_default_config_is_taken(tmp_path: Path) -> None:
    names = ("documents/train.parquet", "mentions/train.parquet")
    mentions, documents = (f"- config_name: {name}\n  data_files: {name}/*" for name in ("mentions", "documents"))
    assert listed(card(tmp_path / "1", f"configs:\n{mentions}\n{documents}", *names)) == ["mentions/train.parquet"]
    marked = card(tmp_path / "2", f"configs:\n{mentions}\n{documents}\n  default: true", *names)
    assert listed(marked) == ["documents/train.parquet"]
    named = card(tmp_path / "3", f"configs:\n{mentions}\n- config_name: default\n  data_files: documents/*", *names)
    assert listed(named) == ["documents/train.parquet"]


def test_paths_of_a_card_that_leave_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.jsonl").write_text("x")
    front = (
        "configs:\n- config_name: a\n  data_files: [../secret.jsonl, /etc/*, 'hf://x/a.jsonl', b/../../*, 7, a.csv]"
    )
    folder = card(tmp_path / "repo", front, "a.csv")
    assert listed(folder) == ["a.csv"]
    assert [reason.partition(", ")[0] for reason in faults(folder)] == [
        "names '../secret.jsonl'",
        "names '/etc/*'",
        "names 'hf://x/a.jsonl'",
        "names 'b/../../*'",
        "names 7",
    ]


@pytest.mark.parametrize(
    "front",
    [b"a: [", b"configs: " + b"[" * 3_000, b"x: " + b"a" * 5_000_000, b"configs: \xff"],
    ids=["broken", "deep", "long", "not UTF-8"],
)
def test_a_card_that_cannot_be_read(tmp_path: Path, front: bytes) -> None:
    folder = card(tmp_path / "repo", "", "a.csv")
    (folder / "README.md").write_bytes(b"---\n" + front + b"\n---\n")
    assert listed(folder) == ["a.csv"]
    assert faults(folder) == ["is broken, so all files beside it are read"]


def test_a_list_that_holds_itself(tmp_path: Path) -> None:
    folder = card(tmp_path / "repo", "configs:\n- data_files: &a [*a, a.csv]", "a.csv")
    assert listed(folder) == ["a.csv"]
    assert faults(folder) == ["names [[...], 'a.csv'], which is no path inside the folder"]


def test_a_card_that_repeats_itself_takes_no_time(tmp_path: Path) -> None:
    inner = "x: &x [" + ", ".join(["'**/a*'"] * 1_000) + "]\n"
    front = inner + "configs:\n- data_files: [" + ", ".join(["{split: a, path: *x}"] * 1_000) + "]"
    chosen = selection(card(tmp_path / "repo", front))
    assert chosen is not None
    assert len(chosen.patterns) == 100_000


def test_other_folders_are_no_datasets(tmp_path: Path) -> None:
    for content in ("# About\n", "---\nlicense: other\n---\n", "---\nconfigs: none\n---\n", "---\n- a\n---\n", ""):
        (tmp_path / "README.md").write_text(content)
        assert selection(tmp_path) is None
    (tmp_path / "state.json").write_text("{}")
    assert selection(tmp_path) is None
    (tmp_path / "dataset_info.json").write_text("{}")
    assert selection(tmp_path) is None
    (tmp_path / "dataset_dict.json").write_text("[]")
    assert selection(tmp_path) is None


def test_a_snapshot_in_the_cache(tmp_path: Path) -> None:
    repository = tmp_path / "datasets--org--news"
    snapshot = repository / "snapshots" / "5f1a"
    (snapshot / "data").mkdir(parents=True)
    (repository / "blobs").mkdir()
    (repository / "blobs" / "0a1b").write_text("x")
    (tmp_path / "0a1b").write_text("x")
    (snapshot / "a.jsonl").symlink_to("../../blobs/0a1b")
    (snapshot / "data" / "b.jsonl").symlink_to("../../../blobs/0a1b")
    (snapshot / "c.jsonl").symlink_to(tmp_path / "0a1b")
    assert listed(snapshot) == ["a.jsonl", "data/b.jsonl"]
    assert faults(snapshot) == ["is a link that leads out of the input"]
    assert listed(snapshot / "data") == ["b.jsonl"]
    assert listed(repository) == ["snapshots/5f1a/a.jsonl", "snapshots/5f1a/data/b.jsonl"]
    (repository / "blobs").rename(tmp_path / "elsewhere")
    (repository / "blobs").symlink_to(tmp_path / "elsewhere")
    assert listed(snapshot / "data") == []


@pytest.mark.parametrize(
    ("pattern", "path", "taken"),
    [
        ("*", "a.csv", True),
        ("*", "d/a.csv", False),
        ("**/a.csv", "a.csv", True),
        ("**/a.csv", "d/e/a.csv", True),
        ("d/**", "d/e/a.csv", True),
        ("d/**/e/*", "d/x/e/y/e/a.csv", True),
        ("d/**/e/*", "d/x/e/y/f/a.csv", False),
        ("d/?.csv", "d/ab.csv", False),
        ("**/**/**/b", "/".join("a" * 1_000), False),
    ],
)
def test_patterns(pattern: str, path: str, taken: bool) -> None:
    assert Selection("", frozenset(), (tuple(pattern.split("/")),)).takes(path) is taken


steps = st.lists(st.text("ab*?[!]", min_size=1, max_size=4) | st.just("**"), min_size=1, max_size=8)


@given(steps, steps)
def test_two_stars_take_any_number_of_steps(pattern: list[str], path: list[str]) -> None:
    taken = Selection("", frozenset(), (tuple(pattern),)).takes("/".join(path))
    wider = Selection("", frozenset(), (("**", *pattern, "**"),))
    assert wider.takes("/".join(path)) or not taken
    assert wider.takes("/".join(["x", *path, "y"])) or not taken
