"""Input files to records: .txt (one article a file) and .jsonl (one article a line), UTF-8.

Nothing is lost: what cannot be used comes out as `Rejected` with its place and the reason.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from kzling.errors import EmptyInput, MissingInput, UnreadableInput, UsageError
from kzling.pipeline import Origin

SUFFIXES = (".txt", ".jsonl")
_METADATA = ("url", "title", "author", "publisher")
_KNOWN = frozenset((*_METADATA, "id", "text", "published", "date"))
#: Crawlers put the day of an article before its file name.
_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")


class InputFile(NamedTuple):
    """A file to read, with the path it is known by: relative to its input, with forward slashes."""

    path: Path
    source: str


class Article(NamedTuple):
    """A usable record: its text and what is known of it from outside."""

    text: str
    origin: Origin


class Rejected(NamedTuple):
    """A record that cannot be used: file, line (counting from 1, 0 for the whole file), why."""

    source: str
    position: int
    reason: str


def input_files(inputs: Sequence[str | Path]) -> tuple[list[InputFile], int]:
    """List the files below the inputs, sorted by the path they are known by, and count those of other kinds.

    Raises:
        MissingInput: an input does not exist.
        UnreadableInput: a file that was named cannot be opened.
        EmptyInput: the inputs hold no file that kzling reads.
        UsageError: two inputs hold the same relative path, so that ids would clash.
    """
    files: dict[str, InputFile] = {}
    ignored = 0
    for given in inputs:
        root = _check(given)
        found = [root] if root.is_file() else sorted(path for path in root.rglob("*") if not path.is_dir())
        for path in found:
            source = path.name if root.is_file() else path.relative_to(root).as_posix()
            if path.suffix.lower() not in SUFFIXES:
                ignored += 1
            elif source in files:
                raise UsageError(f"Two inputs hold {source}; build from the folder above both, so that ids differ.")
            else:
                files[source] = InputFile(path, source)
    if not files:
        kinds = " or ".join(SUFFIXES)
        raise EmptyInput(f"There is no {kinds} file in {', '.join(map(str, inputs))}; other kinds are not read yet.")
    return [files[source] for source in sorted(files)], ignored


def _check(given: str | Path) -> Path:
    """Make sure that an input exists and, if it is a file, opens; files in folders may fail later, as rejects."""
    root = Path(given)
    if not root.exists() and not root.is_symlink():
        raise MissingInput(f"There is no file or folder {given}; check the path.")
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
                    if line.strip():
                        yield _line(file.source, number, line)
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
    return Article(text, Origin(source=file.source, published=published))


def _decoded(content: bytes) -> str | Rejected:
    try:
        return content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8")
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
    return Article(text, _origin(source, number, record))


def _origin(source: str, number: int, record: dict[str, Any]) -> Origin:
    key = record.get("id")
    stated = record.get("published", record.get("date"))
    published = utc_time(stated)
    warnings = [f"the date {stated!r} is not understood"] if stated is not None and published is None else []
    unread = sorted(set(record) - _KNOWN)
    warnings += [f"fields not read: {', '.join(unread)}"] if unread else []
    return Origin(
        source=f"{source}#{number if key is None else key}",
        published=published,
        warnings=tuple(warnings),
        **{name: (record.get(name) or "").strip() or None for name in _METADATA},
    )


def utc_time(stated: object) -> str | None:
    """Give an ISO date or time as "YYYY-MM-DDTHH:MM:SSZ"; times without a zone count as UTC. None if it is none.

    >>> utc_time("2022-03-06T02:45:00+03:00"), utc_time("2022-03-06"), utc_time("March")
    ('2022-03-05T23:45:00Z', '2022-03-06T00:00:00Z', None)
    """
    if not isinstance(stated, str):
        return None
    try:
        moment = datetime.fromisoformat(stated.strip())
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
