"""Tables as text, CSV and TSV: a row that is broken, or opens a quote that nothing closes, costs itself alone."""

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from kzling.corpus.readers.columns import Columns, article, needed
from kzling.corpus.readers.encoding import Decoded, NoText, decoded
from kzling.corpus.readers.lines import Line, Table, Unusable, decoded_record, lines
from kzling.corpus.readers.records import Article, Rejected
from kzling.corpus.readers.streams import MOST_BYTES_OF_A_RECORD, TOO_LONG, head, utf8

DELIMITERS = (",", ";", "\t", "|")
#: A row over more lines has a quote that nothing closes; held lines also cost memory beyond their length.
MOST_LINES_OF_A_ROW = 100_000
#: A table that is wider is none of articles.
MOST_COLUMNS = 10_000
#: How much of a file shows its encoding.
_SAMPLE = 1_000_000
#: A line with a longer word or phrase between its delimiters is prose and names no columns.
_LONGEST_NAME = 40
_NOT_CLOSED = "has a quote that is not closed"
#: Excel may write the delimiter into a line before the names.
_SEPARATOR = re.compile(rb"sep=.\r?", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*+"')


def csv_rows(content: Iterator[bytes], table: Table, *, usual: str = ",") -> Iterator[Article | Rejected]:
    """Give the records of a table; its first line names the columns, positions are the lines at which rows begin.

    The delimiter is the one of `DELIMITERS` that the first line has most of. A file that is not UTF-8 is read in the
    encoding that was named, else in the one that its beginning reads like.

    Args:
        content: pieces of any length.
        table: the file and its columns.
        usual: the delimiter of a first line that has none.

    Raises:
        Broken: the content ends in the middle.
    """
    begun = head(content, _SAMPLE)
    try:
        found = None if table.encoding else _detected(begun.content[:_SAMPLE])
    except NoText as error:
        yield Rejected(table.source, 0, str(error))
        return
    named = found.encoding if found else None
    rows = _Rows(lines(utf8(chain([begun.content], begun.rest), encoding=named)), table.encoding or named)
    header = rows.header(usual)
    if isinstance(header, str):
        yield Rejected(table.source, 1, header)
        return
    missing = without_text(table, header)
    if missing:
        yield missing
        return
    for position, row in rows:
        if isinstance(row, str):
            yield Rejected(table.source, position, row)
        else:
            fields: dict[str, str] = {}
            for name, cell in zip(header, row, strict=True):
                # Of two columns with one name the first that holds something counts.
                fields[name] = fields.get(name) or cell
            record = article(fields, table.columns, source=table.source, position=position)
            yield _warned(record, found.warning) if found and found.warning else record


def without_text(table: Table, present: list[str]) -> Rejected | None:
    """Give the one reject of a table of which no column can hold a text; None if there is one."""
    ways = {field: table.columns.ways[field] for field in ("text", "html")}
    if needed(Columns(table.columns.names, ways), present):
        return None
    record = article(dict.fromkeys(present), table.columns, source=table.source, position=0, unit="table")
    return record if isinstance(record, Rejected) else None


def begins_like_table(content: bytes, table: Table) -> bool:
    """Tell whether content of an unknown format begins with a line of column names, one of which can hold a text.

    >>> from kzling.corpus.readers.columns import columns
    >>> begins_like_table(b"title;text;url", Table("stdin", columns({})))
    True
    """
    first = content.partition(b"\n")[0].decode("utf-8", "replace").strip("\ufeff\r")
    rows = ([name.strip(' "') for name in first.split(delimiter)] for delimiter in DELIMITERS)
    return any(len(row) > 1 and max(map(len, row)) <= _LONGEST_NAME and not without_text(table, row) for row in rows)


class _Rows:
    """The rows of a table with the lines at which they begin; text in the place of a row is the reason against it."""

    def __init__(self, source: Iterator[Line], encoding: str | None) -> None:
        self._source, self._encoding = source, encoding
        #: Lines that were held for a row and are to be read again, as rows of their own.
        self._again: deque[Line] = deque()
        self._delimiter, self._width = ",", 0
        self._opens = re.compile(b"")

    def header(self, usual: str) -> list[str] | str:
        """Read the first line; the names of the columns, or the reason why there are none."""
        named = (line for line in self._lines() if line.content is None or line.content.strip())
        first = next((line for line in named if not _SEPARATOR.fullmatch(line.content or b"")), None)
        if first is None:
            return "has no line with the names of the columns"
        if first.content is None:
            return TOO_LONG
        try:
            text = decoded_record(first.content, self._encoding)
            outside = _QUOTED.sub("", text)
            self._delimiter = max((usual, *DELIMITERS), key=outside.count)
            if outside.count(self._delimiter) >= MOST_COLUMNS:
                return f"names more than {MOST_COLUMNS} columns"
            names = self._cells(text, strict=False)
        except Unusable as error:
            return str(error)
        self._width = len(names)
        self._opens = re.compile(rb'(?:^|%s)"(?:[^"]|"")*+\Z' % re.escape(self._delimiter.encode()))
        return [name.strip() for name in names]

    def __iter__(self) -> Iterator[tuple[int, list[str] | str]]:
        for first in self._lines():
            if first.content is None:
                yield first.number, TOO_LONG
            elif first.content.count(b'"') % 2 and self._opens.search(first.content):
                row = self._over_lines(first)
                # In tables with tabs a quotation mark is most often just that.
                plain = isinstance(row, str) and self._delimiter == "\t"
                yield first.number, self._row(first.content, quotes=False) if plain else row
            elif first.content.strip():
                yield first.number, self._row(first.content)

    def _lines(self) -> Iterator[Line]:
        while line := self._again.popleft() if self._again else next(self._source, None):
            yield line

    def _over_lines(self, first: Line) -> list[str] | str:
        """Read a row of which the first line leaves a quote open; if that fails, only this line is given up."""
        held = [first]
        size = len(first.content or b"")
        for line in self._lines():
            held.append(line)
            size += MOST_BYTES_OF_A_RECORD + 1 if line.content is None else len(line.content) + 1
            if size > MOST_BYTES_OF_A_RECORD or len(held) > MOST_LINES_OF_A_ROW:
                break
            if (line.content or b"").count(b'"') % 2:
                row = self._row(b"\n".join(line.content or b"" for line in held), strict=True)
                if isinstance(row, list) and not (self._delimiter == "\t" and any(map(self._is_row, held[1:]))):
                    return row
                break
        self._again.extendleft(reversed(held[1:]))
        return _NOT_CLOSED

    def _is_row(self, line: Line) -> bool:
        return (line.content or b"").count(self._delimiter.encode()) == self._width - 1

    def _row(self, content: bytes, *, strict: bool = False, quotes: bool = True) -> list[str] | str:
        try:
            text = decoded_record(content, self._encoding)
            row = self._cells(text, strict=strict) if quotes else text.removesuffix("\r").split(self._delimiter)
        except Unusable as error:
            return str(error)
        if len(row) != self._width:
            return f"has another number of columns than the first line: {len(row)} instead of {self._width}"
        return row

    def _cells(self, text: str, *, strict: bool) -> list[str]:
        # The limit is one for the whole process; others get theirs back at once.
        before = csv.field_size_limit(MOST_BYTES_OF_A_RECORD)
        try:
            return next(csv.reader([text.removesuffix("\r")], delimiter=self._delimiter, strict=strict))
        except csv.Error as error:
            raise Unusable(f"invalid CSV: {error}") from error
        finally:
            csv.field_size_limit(before)


def _detected(sample: bytes) -> Decoded | None:
    """Tell the encoding of a file by its beginning; None for UTF-8.

    Raises:
        NoText: it is no text at all.
    """
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # the last character may be cut off
    except UnicodeDecodeError:
        found = decoded(sample)
        return None if found.encoding == "utf-8" else found
    try:
        # Cyrillic in UTF-16 without a mark is valid UTF-8 with zero bytes.
        return decoded(sample) if sample.count(b"\0") > len(sample) / 10 else None
    except NoText:
        return None  # zero bytes in UTF-8 are a fault of their rows


def _warned(record: Article | Rejected, warning: str) -> Article | Rejected:
    if isinstance(record, Rejected):
        return record
    return record._replace(origin=replace(record.origin, warnings=(*record.origin.warnings, warning)))
