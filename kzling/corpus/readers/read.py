"""An input file to records, whatever its format; nothing it holds raises, what cannot be used comes out as a reject.

Text files and pages are handed over as bytes, which are decoded where the work is shared out.
"""

import re
from collections.abc import Iterator
from itertools import chain

from kzling.compression import Broken
from kzling.corpus.readers.arrays import json_document
from kzling.corpus.readers.columnar import arrow_rows, parquet_rows
from kzling.corpus.readers.columns import Columns
from kzling.corpus.readers.lines import Table, json_lines
from kzling.corpus.readers.records import Article, InputFile, Rejected
from kzling.corpus.readers.streams import (
    MOST_BYTES_OF_A_RECORD,
    STANDARD_INPUT,
    TOO_LONG,
    Fingerprint,
    chunks,
    head,
    utf8,
)
from kzling.corpus.readers.tables import begins_like_table, csv_rows
from kzling.corpus.readers.warc import warc_pages
from kzling.errors import UsageError
from kzling.knowledge.dates import utc_time
from kzling.pipeline import Origin

#: Crawlers put the day of an article before its file name.
_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")
#: What content of an unknown format begins with; anything else is text.
_BEGINNINGS = (
    (re.compile(rb"PAR1"), "parquet"),
    (re.compile(rb"ARROW1|\xff\xff\xff\xff"), "arrow"),
    (re.compile(rb"\s*+WARC/"), "warc"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*+[{\[]|\xff\xfe[{\[]\0|\xfe\xff\0[{\[]"), "json"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*+<"), "html"),
)


def read(
    file: InputFile, *, columns: Columns, encoding: str | None = None, fingerprint: Fingerprint | None = None
) -> Iterator[Article | Rejected]:
    """Give the records of a file, in its order; memory does not grow with the file.

    A fault of the whole file is a reject with position 0, behind everything that could be read before it.

    Args:
        file: where it lies, its format and how it is compressed.
        columns: which columns and fields are which, as `columns.columns` prepares it.
        encoding: that of lines and tables that are not UTF-8; workers take it for text and pages.
        fingerprint: takes the sha256 and the size of the file as it lies on disk. It has no sha256 where the file
            could not be read to its end or the records were not all asked for.

    Raises:
        UsageError: there is no such encoding or format.
    """
    _check(encoding)
    taken = fingerprint if fingerprint is not None else Fingerprint()
    try:
        yield from _records(file, Table(file.source, columns, encoding), taken)
    except Broken as error:
        yield Rejected(file.source, 0, str(error))
    except OSError as error:
        yield Rejected(file.source, 0, f"cannot be read: {error.strerror or error}")
    except (ArithmeticError, LookupError, ValueError, TypeError, RecursionError) as error:
        # Libraries raise these for values that no Python object can hold, a date in the year 30,000 for one.
        yield Rejected(file.source, 0, f"cannot be read: {type(error).__name__}: {error}")
    try:
        taken.finish(file.path)
    except OSError:
        return  # told above


def _check(encoding: str | None) -> None:
    try:
        b" ".decode(encoding or "utf-8", "ignore")
    except (LookupError, ValueError) as error:
        raise UsageError(f"{encoding!r} is no encoding of text that Python knows, for example cp1251.") from error


def _records(file: InputFile, table: Table, fingerprint: Fingerprint) -> Iterator[Article | Rejected]:
    content = chunks(file.path, fingerprint)
    if not file.format:
        first = next(content, b"")
        otherwise = "csv" if begins_like_table(first, table) else "txt"
        found = next((name for pattern, name in _BEGINNINGS if pattern.match(first)), otherwise)
        file, content = file._replace(format=found), chain([first], content)
    match file.format:
        case "parquet" | "arrow" if file.path == STANDARD_INPUT:
            raise Broken(f"cannot be read from standard input: {file.format} needs a file")
        case "parquet":
            yield from parquet_rows(file.path, table)
        case "arrow":
            yield from arrow_rows(file.path, table)
        case "txt" | "html":
            yield _single(file, content)
        case "jsonl":
            yield from json_lines(utf8(content, encoding=table.encoding), table)
        case "json":
            yield from json_document(utf8(content, encoding=table.encoding), table)
        case "csv" | "tsv":
            usual = "," if file.format == "csv" else "\t"
            yield from csv_rows(utf8(content, encoding=table.encoding), table, usual=usual)
        case "warc":
            yield from warc_pages(content, file.source)
        case other:
            raise UsageError(f"{other!r} is no format that kzling reads.")


def _single(file: InputFile, content: Iterator[bytes]) -> Article | Rejected:
    """Read a file that is one article."""
    begun = head(content, MOST_BYTES_OF_A_RECORD)
    for _ in begun.rest:  # raises the fault of a file that is cut off
        pass
    if len(begun.content) > MOST_BYTES_OF_A_RECORD:
        return Rejected(file.source, 0, TOO_LONG)
    if not begun.content.strip():
        return Rejected(file.source, 0, "holds no text")
    dated = _DATED_NAME.match(file.path.name)
    published = utc_time(dated.group(1)) if dated else None
    warnings = ("the date is taken from the file name",) if published else ()
    origin = Origin(source=file.source, published=published, warnings=warnings)
    return Article(begun.content, origin, file.source, 0, "html" if file.format == "html" else "text")
