"""Input files to records: .txt (one article a file) and .jsonl (one article a line), UTF-8.

Nothing is lost: what cannot be used comes out as `Rejected` with its place and the reason.
"""

import re
from collections.abc import Iterator
from typing import Any

import orjson

from kzling.corpus.readers.records import Article, InputFile, Rejected
from kzling.ids import canonical_url
from kzling.knowledge.dates import utc_time
from kzling.pipeline import Origin

_METADATA = ("url", "title", "author", "publisher")
_KNOWN = frozenset((*_METADATA, "id", "text", "published", "date"))
_BOM = b"\xef\xbb\xbf"
#: Crawlers put the day of an article before its file name.
_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")


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
