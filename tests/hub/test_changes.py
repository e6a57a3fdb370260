"""CHANGELOG.md: what is told of two manifests, and that words of a manifest stay words."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.hub.changes import MOST_LINES, TITLE, changelog, section
from kzling.model import FileEntry, Manifest

COUNTS = {
    "documents in kk-Cyrl": 20,
    "documents in ru-Cyrl": 4,
    "duplicates": 1,
    "kept": 24,
    "read": 26,
    "rejected": 1,
    "rows in documents/test": 4,
    "rows in documents/train": 20,
    "rows in entities/train": 3,
    "rows in mentions/train": 1400,
}
FILES = (FileEntry("README.md", "a", 1, 0), FileEntry("documents/train-00000-of-00001.parquet", "b", 1, 20))
OLD = Manifest(1, "0.1.0", "2026.1", {}, (), {"duplicates": "drop", "limit": None}, (), COUNTS, {}, FILES)
#: What Markdown or HTML could take for its own.
MARKUP = re.compile(r"<|(?<!\\)[\[\]*_~|`]|&(?!amp;|lt;|gt;)")
#: Any text, among it what JSON in a file may hold: halves of characters.
hostile_words = ["<script>", "[x](javascript:y)", "a\n# Owned\n- b", "`", "\\`", "\ud800", "\u202e", "&lt;", "| a |"]
words = st.text(st.characters(exclude_categories=())) | st.sampled_from(hostile_words)


def test_the_first_section() -> None:
    assert section(None, OLD, "v1.0.0") == (
        "## v1.0.0\n\n- Documents: 24\n- Documents in kk\\-Cyrl: 20\n- Documents in ru\\-Cyrl: 4\n"
        "- Rows of documents: 24\n- Rows of mentions: 1,400\n- Rows of entities: 3\n- Rows of names: 0\n"
        "- Duplicates: 1\n- Rejected: 1\n- Version of kzling: 0.1.0\n- Version of its data: 2026.1\n"
    )


OPTIONS = {"duplicates": "keep", "sample": 0.5, "removals": "0f" * 32}


def test_only_what_changed_is_told() -> None:
    counts = {**COUNTS, "kept": 23, "documents in kk-Cyrl": 19, "rows in documents/train": 19, "rejected": 3}
    del counts["documents in ru-Cyrl"]
    counts["documents in uz-Latn"] = 4
    new = replace(OLD, kzling="0.2.0", data="2026.2", counts=counts, config=OPTIONS)
    assert section(OLD, new, None) == (
        "## Unversioned\n\n- Documents: 24 -> 23 (-1)\n- Documents in kk\\-Cyrl: 20 -> 19 (-1)\n"
        "- Documents in ru\\-Cyrl: 4 -> 0 (-4)\n- Documents in uz\\-Latn: 0 -> 4 (+4)\n"
        "- Rows of documents: 24 -> 23 (-1)\n- Rejected: 1 -> 3 (+2)\n"
        "- Version of kzling: 0.1.0 -> 0.2.0\n- Version of its data: 2026.1 -> 2026.2\n"
        "- Option duplicates: 'drop' -> 'keep'\n- The removal list changed\n- Option sample: None -> 0.5\n"
    )


@pytest.mark.parametrize(
    ("files", "number"),
    [(FILES, 0), ((replace(FILES[0], sha256="c"), FILES[1]), 1), (FILES[:1], 1), ((replace(FILES[0], path="x"),), 3)],
)
def test_files_that_were_only_rewritten(files: tuple[FileEntry, ...], number: int) -> None:
    told = section(OLD, replace(OLD, files=files), "v1.0.1")
    same = "numbers of documents and rows, versions and options are the same"
    assert told == f"## v1.0.1\n\n- Files rewritten: {number}; {same}\n"


@pytest.mark.parametrize(
    ("version", "since", "told"), [("v2.0.0", "v1.0.0", True), ("v2.0.0", None, False), (None, "v1.0.0", False)]
)
def test_two_versions_can_be_compared(version: str | None, since: str | None, told: bool) -> None:
    line = "- `kzling diff steppe/my_news@v1.0.0 steppe/my_news@v2.0.0` says which documents and links changed\n"
    assert section(OLD, OLD, version, repo_id="steppe/my_news", since=since).endswith(line) is told


def test_sections_stack() -> None:
    first = changelog(None, "## v1.0.0\n\n- a\n")
    assert first == f"{TITLE}\n\n## v1.0.0\n\n- a\n"
    second = changelog(first, "## v1.1.0\n\n- b\n")
    assert second == f"{TITLE}\n\n## v1.1.0\n\n- b\n\n## v1.0.0\n\n- a\n"
    assert changelog(f"{TITLE}\r\n\r\n## v1.0.0\r\n", "## v1.1.0\n") == f"{TITLE}\n\n## v1.1.0\n\n## v1.0.0\r\n"
    assert changelog(TITLE, "## v1.1.0\n") == f"{TITLE}\n\n## v1.1.0\n\n"


@pytest.mark.parametrize("own", ["", "# Changelog\n", f"\n{TITLE}\n", f"{TITLE} and others\n", f"\ufeff{TITLE}\n"])
def test_somebodys_own_file_is_given_back(own: str) -> None:
    assert changelog(own, "## v1.0.0\n") == own


@given(st.lists(st.tuples(words, words, st.integers()), max_size=5), words, st.none() | st.just("v1.0.0"))
def test_words_stay_words(told: list[tuple[str, str, int]], kzling: str, version: str | None) -> None:
    counts = {f"documents in {language}": number for language, _, number in told}
    config: dict[str, Any] = {name: {value: [value, number]} for name, value, number in told}
    hostile = replace(OLD, kzling=kzling, data=kzling, counts=counts, config=config)
    text: str | None = None
    for old, new in ((None, hostile), (hostile, OLD), (OLD, hostile), (hostile, hostile)):
        added = section(old, new, version, repo_id="steppe/news", since="v0.1.0")
        assert added == section(old, new, version, repo_id="steppe/news", since="v0.1.0")
        assert all(line.startswith(("- ", "## ")) or not line for line in added.split("\n"))
        assert not MARKUP.search(added.replace("`kzling diff steppe/news@v0.1.0 steppe/news@v1.0.0`", ""))
        stacked = changelog(text, added)
        assert stacked.startswith(f"{TITLE}\n\n{added}")
        assert stacked.endswith((text or "").removeprefix(TITLE))
        text = stacked
    assert sum(line.startswith("#") for line in stacked.split("\n")) == 5
    assert stacked.encode(errors="replace").decode()


def test_a_section_stays_short() -> None:
    deep: list[Any] = []
    for _ in range(5_000):
        deep = [deep]
    many = {f"documents in {number}": 1 for number in range(10_000)}
    huge = replace(OLD, kzling="<" * 10_000_000, counts=many, config={"a" * 1_000_000: "b" * 1_000_000, "deep": deep})
    for old, new in ((OLD, huge), (huge, OLD), (None, huge)):
        told = section(old, new, "v2.0.0", repo_id="steppe/news", since="v1.0.0")
        assert len(told) < 1_000 * MOST_LINES
        assert told.count("\n- ") <= MOST_LINES + 2
        assert "more changes" in told
