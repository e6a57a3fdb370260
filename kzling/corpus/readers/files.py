"""The input files below what the caller named: listed in a stable order, known by relative paths.

They are listed as they are read: a folder may hold more files than memory holds names.
"""

import heapq
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kzling.corpus.readers.records import InputFile, Rejected
from kzling.corpus.readers.walk import Found, Ignored, printable, walk
from kzling.errors import EmptyInput, MissingInput, UnreadableInput, UsageError

#: The ending of a file name -> the format of its content.
FORMATS = {
    ".txt": "txt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".arrow": "arrow",
    ".warc": "warc",
}
#: The endings that may stand behind it.
COMPRESSIONS = (".gz", ".zst", ".bz2", ".xz")
#: These are compressed inside, and have to be read from any place.
_NEVER_COMPRESSED = ("parquet", "arrow")
#: The name that stands for standard input, and the source of what comes from there.
STANDARD_INPUT, STDIN = "-", "stdin"


class Inputs:
    """The files to read: each iteration lists them afresh, in the order of their sources, with what cannot be read.

    `ignored` is the number of files and folders that were passed over, once an iteration has ended.
    """

    def __init__(self, given: Sequence[str | Path], format: str | None = None) -> None:
        self.given, self.format = tuple(given), format
        self.ignored = 0

    def __iter__(self) -> Iterator[InputFile | Rejected]:
        """List the files.

        Raises:
            UsageError: two inputs hold the same relative path, so that ids would clash.
        """
        ignored = 0
        file: InputFile | None = None
        rejected: Rejected | None = None
        for found in heapq.merge(*map(self._below, self.given), key=lambda found: found.source):
            if isinstance(found, Ignored):
                ignored += 1
            elif isinstance(found, Rejected):
                if found != rejected:
                    yield found
                rejected = found
            elif file is None or file.source != found.source:
                yield found
                file = found
            elif not _same(file.path, found.path):
                raise UsageError(
                    f"Two inputs hold {found.source}; build from the folder above both, so that ids differ."
                )
        self.ignored = ignored

    def total_bytes(self) -> int:
        """Give the size of all files together, as they lie there; what cannot be seen counts for nothing."""
        return sum(_size(found.path) for found in self if isinstance(found, InputFile))

    def _below(self, given: str | Path) -> Iterator[InputFile | Rejected | Ignored]:
        if str(given) == STANDARD_INPUT:
            yield InputFile(Path(STANDARD_INPUT), STDIN, self.format or "")
            return
        # "./-" is a file, though as a path it equals the sign of standard input.
        path = Path(given).absolute() if Path(given) == Path(STANDARD_INPUT) else Path(given)
        if path.is_dir():
            for found in walk(path, _is_read):
                yield _input_file(found, "") if isinstance(found, Found) else found
        else:
            yield _input_file(Found(path, printable(path.name)), self.format or "")


def input_files(inputs: Sequence[str | Path], *, format: str | None = None) -> Inputs:
    """Make sure that the inputs can be read, and give what lists their files.

    Args:
        inputs: files, folders, or "-" for standard input.
        format: the format of standard input, and of files that were named and whose ending does not tell.

    Raises:
        MissingInput: an input does not exist.
        UnreadableInput: a file that was named cannot be opened, or a folder that was named cannot be listed.
        EmptyInput: the inputs hold no file that kzling reads.
        UsageError: a file was named whose format is not known.
    """
    if not inputs:
        raise EmptyInput("No input is named; give files or folders.")
    for given in inputs:
        if str(given) != STANDARD_INPUT:
            _check(given, format)
        elif sys.stdin is None:
            raise MissingInput("There is no standard input; name a file or folder.")
    found = Inputs(inputs, format)
    if next(iter(found), None) is None:
        others = f" {found.ignored} others are there." if found.ignored else ""
        raise EmptyInput(f"There is no file to read in {', '.join(map(str, inputs))}; {_kinds()}.{others}")
    return found


def format_of(name: str) -> str | None:
    """Give the format of a file by the ending of its name, None for one that is not read.

    >>> format_of("a.jsonl"), format_of("CC-NEWS.warc.gz"), format_of("a.parquet.gz"), format_of("a.pdf")
    ('jsonl', 'warc', None, None)
    """
    stem, ending = _split(name)
    if ending not in COMPRESSIONS:
        return FORMATS.get(ending)
    inner = FORMATS.get(_split(stem)[1])
    return None if inner in _NEVER_COMPRESSED else inner


def _split(name: str) -> tuple[str, str]:
    """Split the ending off a name, in small letters."""
    stem, dot, ending = name.rpartition(".")
    return stem, dot + ending.lower()


def _is_read(name: str) -> bool:
    return format_of(name) is not None


def _input_file(found: Found, otherwise: str) -> InputFile:
    name = found.path.name
    return InputFile(found.path, found.source, format_of(name) or otherwise)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them has gone: reading it will say so
        return one == other


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if str(path) != STANDARD_INPUT else 0
    except OSError:
        return 0


def _check(given: str | Path, format: str | None) -> None:
    """Make sure that an input can be read; what lies in folders may fail later, as rejects."""
    root = Path(given)
    try:
        there = root.exists() or root.is_symlink()
    except (OSError, ValueError) as error:
        raise MissingInput(f"{str(given)[:80]!r} cannot be a path: {error}.") from error
    if not there:
        raise MissingInput(f"There is no file or folder {given}; check the path.")
    if root.exists() and not root.is_dir() and not root.is_file():
        raise UnreadableInput(f"{given} is neither a file nor a folder; name one, or - for standard input.")
    try:
        if root.is_dir():
            with os.scandir(root) as entries:
                next(entries, None)
        else:
            with root.open("rb") as stream:
                stream.read(1)
    except OSError as error:
        verb = "listed" if root.is_dir() else "read"
        raise UnreadableInput(f"{given} cannot be {verb} ({error.strerror}); check its permissions.") from error
    if not root.is_dir() and not format_of(root.name) and not format:
        raise UsageError(
            f"The name of {given} does not tell its format; say it with the option format. By their names {_kinds()}."
        )


def _kinds() -> str:
    """List what is read, as the end of a sentence."""
    return f"{', '.join(FORMATS)} are read, most of them also with {', '.join(COMPRESSIONS)} behind it"
