"""The input files below what the caller named: listed in a stable order, known by relative paths."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kzling.corpus.readers.records import InputFile, Rejected
from kzling.errors import EmptyInput, MissingInput, UnreadableInput, UsageError

SUFFIXES = (".txt", ".jsonl")


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
