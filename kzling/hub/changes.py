"""CHANGELOG.md of a dataset: what each publication changed, told from the manifests before and after."""

import reprlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kzling.corpus.markdown import plain
from kzling.model import SCHEMA, Manifest

#: The first line of the file; one that begins otherwise is somebody's own.
TITLE = "# Changes of this dataset"
#: So many lines at most tell of a publication, and so many characters of a word from a manifest are shown.
MOST_LINES = 200
_LONGEST = 80
#: So a manifest counts the documents in a language.
_IN = "documents in "
#: Options of which a manifest has a digest: what the file is called for a reader.
_FILES = {"knowledge": "The knowledge base", "removals": "The removal list"}
_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = _SHORT.maxlong = _LONGEST
_SHORT.maxlevel = 3


def changelog(before: str | None, section: str) -> str:
    """Put a section on top of a changelog.

    Args:
        before: what CHANGELOG.md held; None where there is none.
        section: what `section` gave.

    Returns:
        The new text; where `before` is somebody's own file, `before` as it is.
    """
    if before is None:
        return f"{TITLE}\n\n{section}"
    title, _, earlier = before.partition("\n")
    if title.rstrip() != TITLE:
        return before
    return f"{TITLE}\n\n{section}\n" + earlier.lstrip("\r\n")


def section(
    old: Manifest | None, new: Manifest, version: str | None, *, repo_id: str = "", since: str | None = None
) -> str:
    """Tell of one publication, without a date: the same manifests give the same text.

    Args:
        old: the manifest that the new one replaces; None for the first publication.
        new: the manifest that is published.
        version: of the publication, if it has one.
        repo_id: the dataset as "owner/name".
        since: the version that `old` stands under, if it has one.
    """
    lines = list(_first(new) if old is None else _later(old, new))
    if len(lines) > MOST_LINES:
        lines[MOST_LINES:] = [f"{len(lines) - MOST_LINES:,} more changes, which manifest.json tells"]
    if old and version and since:
        lines.append(f"`kzling diff {repo_id}@{since} {repo_id}@{version}` says which documents and links changed")
    bullets = "".join(f"- {line}\n" for line in lines)
    return f"## {version or 'Unversioned'}\n\n{bullets}"


def _first(new: Manifest) -> Iterator[str]:
    yield from (f"{label}: {number:,}" for label, number in _numbers(new, _languages(new)).items())
    yield from (f"{label}: {_word(name)}" for label, name in _versions(new).items())


def _later(old: Manifest, new: Manifest) -> Iterator[str]:
    changes = [*_number_changes(old, new), *_version_changes(old, new), *_option_changes(old.config, new.config)]
    if changes:
        yield from changes
        return
    rewritten = {entry.path for entry in set(old.files) ^ set(new.files)}
    yield f"Files rewritten: {len(rewritten):,}; numbers of documents and rows, versions and options are the same"


def _number_changes(old: Manifest, new: Manifest) -> Iterator[str]:
    languages = _languages(old) | _languages(new)
    before, after = _numbers(old, languages), _numbers(new, languages)
    for label, now in after.items():
        was = before[label]
        if was != now:
            yield f"{label}: {was:,} -> {now:,} ({now - was:+,})"


def _version_changes(old: Manifest, new: Manifest) -> Iterator[str]:
    before, after = _versions(old), _versions(new)
    for label, now in after.items():
        if before[label] != now:
            yield f"{label}: {_word(before[label])} -> {_word(now)}"


def _option_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(old.keys() | new.keys()):
        # An option that another version of kzling does not know counts as None, which is what most are by default.
        was, now = old.get(name), new.get(name)
        if was != now:
            digest = _FILES.get(name)
            yield f"{digest} changed" if digest else f"Option {_word(name)}: {_value(was)} -> {_value(now)}"


def _numbers(manifest: Manifest, languages: Iterable[str]) -> dict[str, int]:
    """Give the numbers that a reader asks for, by what they are called in the changelog."""
    counts = manifest.counts
    return {
        "Documents": counts.get("kept", 0),
        **{f"Documents in {_word(language)}": counts.get(_IN + language, 0) for language in sorted(languages)},
        **{f"Rows of {config}": _rows(counts, config) for config in SCHEMA},
        "Duplicates": counts.get("duplicates", 0),
        "Rejected": counts.get("rejected", 0),
    }


def _languages(manifest: Manifest) -> set[str]:
    return {name.removeprefix(_IN) for name in manifest.counts if name.startswith(_IN)}


def _rows(counts: Mapping[str, int], config: str) -> int:
    return sum(number for name, number in counts.items() if name.startswith(f"rows in {config}/"))


def _versions(manifest: Manifest) -> dict[str, str]:
    return {"Version of kzling": manifest.kzling, "Version of its data": manifest.data}


def _word(text: str) -> str:
    return plain(text[:_LONGEST])


def _value(value: Any) -> str:
    # A manifest is data from outside: an option may be of any size and depth. The usual notation of Python has no
    # line breaks and no invisible characters.
    return plain(_SHORT.repr(value))
