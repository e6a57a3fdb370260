"""Input files to records: .txt (one article a file) and .jsonl (one article a line), UTF-8.

Nothing is lost: what cannot be used comes out as `Rejected` with its place and the reason.
"""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from kzling.errors import EmptyInput, MissingInput, UnreadableInput, UsageError
from kzling.ids import canonical_url
from kzling.knowledge.dates import utc_time
from kzling.pipeline import Origin

SUFFIXES = (".txt", ".jsonl")
_METADATA = ("url", "title", "author", "publisher")
_KNOWN = frozenset((*_METADATA, "id", "text", "published", "date"))
_BOM = b"\xef\xbb\xbf"
#: Crawlers put the day of an article before its file name.
_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")


class InputFile(NamedTuple):
    """A file to read, with the path it is known by: relative to its input, with forward slashes."""

    path: Path
    source: str


class Article(NamedTuple):
    """A usable record: its text, what is known of it from outside, and the file and line it stands in."""

    text: str
    origin: Origin
    source: str = ""
    position: int = 0


class Rejected(NamedTuple):
    """A record that cannot be used: file, line (counting from 1, 0 for the whole file), why."""

    source: str
    position: int
    reason: str


class Inputs(NamedTuple):
    """The files to read, what could not even be listed, and how many files of other kinds lie beside them."""

    files: list[InputFile]
    unlisted: list[Rejected]
    ignored: int


def input_files(inputs: Sequence[str | Path]) -> Inputs:
    """List the files below the inputs, sorted by the path they are known by.

    Raises:
        MissingInput: an input does not exist.
        UnreadableInput: a file that was named cannot be opened, or a folder that was named cannot be listed.
        EmptyInput: the inputs hold no file that kzling reads.
        UsageError: two inputs hold the same relative path, so that ids would clash.
    """
    if not inputs:
        raise EmptyInput("No input is named; give files or folders.")
    files: dict[str, InputFile] = {}
    unlisted: list[Rejected] = []
    ignored = 0
    for given in inputs:
        root = _check(given)
        for found in _walk(root) if root.is_dir() else [InputFile(root, printable(root.name))]:
            if isinstance(found, Rejected):
                unlisted.append(found)
            elif found.path.suffix.lower() not in SUFFIXES:
                ignored += 1
            elif found.source in files and files[found.source].path.resolve() != found.path.resolve():
                raise UsageError(
                    f"Two inputs hold {found.source}; build from the folder above both, so that ids differ."
                )
            else:
                files[found.source] = found
    if not files and not unlisted:
        kinds = " or ".join(SUFFIXES)
        raise EmptyInput(f"There is no {kinds} file in {', '.join(map(str, inputs))}; other kinds are not read yet.")
    return Inputs([files[source] for source in sorted(files)], sorted(unlisted), ignored)


def _walk(root: Path) -> Iterator[InputFile | Rejected]:
    failed: list[OSError] = []
    for folder, _, names in os.walk(root, onerror=failed.append):
        for name in names:
            path = Path(folder, name)
            source = printable(path.relative_to(root).as_posix())
            if path.suffix.lower() in SUFFIXES and not path.is_file():
                yield Rejected(source, 0, "is no regular file, or leads nowhere")
            else:
                yield InputFile(path, source)
    for error in failed:
        place = Path(os.fsdecode(error.filename))
        if place == root:
            raise UnreadableInput(f"{root} cannot be listed ({error.strerror}); check its permissions.") from error
        yield Rejected(printable(place.relative_to(root).as_posix()), 0, f"cannot be listed: {error.strerror}")


def printable(path: str) -> str:
    """Give a path as text that can be written: bytes of its name that are not UTF-8 become \\xNN."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _check(given: str | Path) -> Path:
    """Make sure that an input exists and, if it is a file, opens; files in folders may fail later, as rejects."""
    root = Path(given)
    try:
        there = root.exists() or root.is_symlink()
    except (OSError, ValueError) as error:
        raise MissingInput(f"{str(given)[:80]!r} cannot be a path: {error}.") from error
    if not there:
        raise MissingInput(f"There is no file or folder {given}; check the path.")
    if root.exists() and not root.is_dir() and not root.is_file():
        raise UnreadableInput(f"{given} is neither a file nor a folder; name one.")
    if not root.is_dir():
        try:
            with root.open("rb") as stream:
                stream.read(1)
        except OSError as error:
            raise UnreadableInput(f"{given} cannot be read ({error.strerror}); check its permissions.") from error
    return root


def read(file: InputFile) -> Iterator[Article | Rejected]:
    """Give the records of a file, in its order."""
    try:
        if file.path.suffix.lower() == ".txt":
            yield _text_file(file)
        else:
            with file.path.open("rb") as stream:
                for number, line in enumerate(stream, start=1):
                    content = line.removeprefix(_BOM) if number == 1 else line
                    if content.strip():
                        yield _line(file.source, number, content)
    except OSError as error:
        yield Rejected(file.source, 0, f"cannot be read: {error.strerror}")


def _text_file(file: InputFile) -> Article | Rejected:
    text = _decoded(file.path.read_bytes())
    if isinstance(text, Rejected):
        return text._replace(source=file.source)
    if not text.strip():
        return Rejected(file.source, 0, "holds no text")
    dated = _DATED_NAME.match(file.path.name)
    published = utc_time(dated.group(1)) if dated else None
    warnings = ("the date is taken from the file name",) if published else ()
    return Article(text, Origin(source=file.source, published=published, warnings=warnings), file.source)


def _decoded(content: bytes) -> str | Rejected:
    try:
        return content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        return Rejected("", 0, f"is not UTF-8 (byte 0x{content[error.start]:02x} at offset {error.start})")


def _line(source: str, number: int, line: bytes) -> Article | Rejected:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Rejected(source, number, f"invalid JSON: {error}")
    if not isinstance(record, dict):
        return Rejected(source, number, "is not a JSON object")
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        return Rejected(source, number, "has no text in the field 'text'")
    wrong = [name for name in _METADATA if not isinstance(record.get(name), (str, type(None)))]
    if wrong:
        return Rejected(source, number, f"the field {wrong[0]!r} is not a string")
    if not isinstance(record.get("id"), (str, int, type(None))) or isinstance(record.get("id"), bool):
        return Rejected(source, number, "the field 'id' is neither a string nor a number")
    return Article(text, _origin(source, number, record), source, number)


def _origin(source: str, number: int, record: dict[str, Any]) -> Origin:
    key, url = record.get("id"), (record.get("url") or "").strip()
    stated = record.get("published") or record.get("date")
    published = utc_time(stated)
    warnings = [f"the date {stated!r} is not understood"] if stated and published is None else []
    warnings += [f"{url!r} is no address of a page"] if url and not canonical_url(url) else []
    unread = sorted(set(record) - _KNOWN)
    warnings += [f"fields not read: {', '.join(unread)}"] if unread else []
    return Origin(
        source=f"{source}:{number}" if key in (None, "") else f"{source}#{key}",
        published=published,
        warnings=tuple(warnings),
        **{name: (record.get(name) or "").strip() or None for name in _METADATA},
    )
