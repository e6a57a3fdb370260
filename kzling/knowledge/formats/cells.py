"""Lines of a table cut into cells."""

import csv
from collections import deque
from collections.abc import Iterator

from kzling.knowledge.formats.rows import Line, Rejected, reject

#: A row with quotes may run over so many lines and bytes; names are short, and what is held costs memory.
_MOST_LINES, _MOST_BYTES = 1_000, 1_000_000


def rows_of_cells(source: Iterator[Line | Rejected], delimiter: str) -> Iterator[tuple[Line, list[str]] | Rejected]:
    """Give the rows of a table with their first lines; blank lines are passed over.

    A line is a row, except within quotes; in a table with tabs there are none. A row that cannot be read, or opens a
    quote that nothing closes, costs its first line alone.
    """
    held: deque[Line | Rejected] = deque()
    while (line := held.popleft() if held else next(source, None)) is not None:
        if isinstance(line, Rejected):
            yield line
            continue
        if not line.content.strip():
            continue
        taken = [line]
        row = _cut(taken, delimiter)
        if row is None and delimiter != "\t" and line.content.count(b'"') % 2:
            row = _over_lines(taken, held, source, delimiter)
        if row is None:
            held.extendleft(reversed(taken[1:]))
            yield reject(line, "The row is not UTF-8, has a quote that nothing closes, or a cell over 128 KB.")
        else:
            yield line, row


def _over_lines(
    taken: list[Line], held: deque[Line | Rejected], source: Iterator[Line | Rejected], delimiter: str
) -> list[str] | None:
    """Take lines until a quote closes; what cannot be part of a row is put back."""
    size = 0
    while len(taken) < _MOST_LINES and size < _MOST_BYTES:
        line = held.popleft() if held else next(source, None)
        if not isinstance(line, Line):
            if line is not None:
                held.appendleft(line)
            return None
        taken.append(line)
        size += len(line.content)
        if line.content.count(b'"') % 2:
            return _cut(taken, delimiter)
    return None


def _cut(taken: list[Line], delimiter: str) -> list[str] | None:
    try:
        text = b"\n".join(line.content for line in taken).decode("utf-8")
        if delimiter == "\t":
            return text.split("\t")
        # All in one piece: line ends outside quotes are an error then.
        return next(csv.reader([text], delimiter=delimiter, strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
