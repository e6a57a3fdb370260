"""What lies below a folder, in an order that no file system decides, with few of its names in memory."""

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from kzling.corpus.readers.folders import DESCRIPTIONS, Selection, homes, selection
from kzling.corpus.readers.records import Rejected

#: Folders that systems and tools leave behind; like all whose names begin with a dot they hold no articles.
_LEFT_BEHIND = frozenset(("__MACOSX", "__pycache__", "lost+found", "$RECYCLE.BIN", "System Volume Information"))
#: A folder is listed so many names at a time, with twice as many in memory (30 MB): it is gone through once for each.
_BATCH = 50_000
#: What would break a line or turn its direction, as fixed ranges: a source must not depend on a version of Unicode.
_UNPRINTABLE = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_SPECIAL = ((stat.S_ISFIFO, "a named pipe"), (stat.S_ISSOCK, "a socket"))


class Found(NamedTuple):
    """A file that is wanted, with its printable path below the folder."""

    path: Path
    source: str


class Ignored(NamedTuple):
    """A file or folder that holds no articles: of another kind, hidden, or not among the data of its dataset."""

    source: str


class _Entry(NamedTuple):
    """A name in a folder; the order is that of whole paths, in which a folder counts with the slash behind it."""

    order: str
    name: str
    kind: Literal["file", "folder", "link", "other"]


class _Folder(NamedTuple):
    """A folder to list, and the dataset folders it lies in with what they say is data."""

    path: Path
    prefix: str = ""
    within: tuple[tuple[Path, Selection], ...] = ()


def walk(root: Path, wanted: Callable[[str], bool]) -> Iterator[Found | Rejected | Ignored]:
    """Give what lies below a folder, sorted by the printable relative paths; links to folders are not followed.

    Args:
        root: the folder.
        wanted: says of the name of a file whether it is of a kind that is read.
    """
    allowed = homes(root)
    # A stack and no recursion: folders may lie deeper than Python calls functions.
    pending = [_listed(_Folder(root), wanted, allowed)]
    while pending:
        found = next(pending[-1], None)
        if found is None:
            pending.pop()
        elif isinstance(found, _Folder):
            pending.append(_listed(found, wanted, allowed))
        else:
            yield found


def printable(path: str) -> str:
    """Give a path as one line of text that can be written, different for different paths.

    Bytes that are not UTF-8, control characters and what turns the direction of writing become \\xNN a byte; a
    backslash is doubled.

    >>> print(printable("a\\nb"), printable("a\\\\nb"), printable("су.txt"))
    a\\x0ab a\\\\nb су.txt
    """
    return _UNPRINTABLE.sub(_escaped, path)


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    if character == "\\":
        return r"\\"
    # Bytes that are not UTF-8 stand as U+DC80..U+DCFF in names; other lone surrogates are a name on Windows.
    how = "surrogateescape" if "\udc80" <= character <= "\udcff" else "surrogatepass"
    return "".join(f"\\x{byte:02x}" for byte in character.encode("utf-8", how))


def _listed(
    folder: _Folder, wanted: Callable[[str], bool], allowed: tuple[Path, ...]
) -> Iterator[_Folder | Found | Rejected | Ignored]:
    try:
        own = selection(folder.path)
        within = (*folder.within, (folder.path, own)) if own else folder.within
        for entry in _entries(folder.path):
            path, source = folder.path / entry.name, folder.prefix + printable(entry.name)
            if entry.name.startswith(".") or entry.name in _LEFT_BEHIND:
                yield Ignored(source)
            elif entry.kind == "folder":
                yield _Folder(path, source + "/", within)
            else:
                reason = _reason(path, entry, wanted, allowed)
                taken = wanted(entry.name) and entry.name not in DESCRIPTIONS and _taken(path, within)
                yield Rejected(source, 0, reason) if reason else Found(path, source) if taken else Ignored(source)
            if own and entry.name == own.description:
                yield from (Rejected(source, 0, fault) for fault in own.faults)
    except OSError as error:
        yield Rejected(folder.prefix or "./", 0, f"cannot be listed: {error.strerror}")


def _entries(folder: Path) -> Iterator[_Entry]:
    """Give the names in a folder in order, a batch at a time."""
    last = ""
    while batch := _batch(folder, last):
        yield from batch
        if len(batch) < _BATCH:
            return
        last = batch[-1].order


def _batch(folder: Path, last: str) -> list[_Entry]:
    """Give the names that come next behind the last one."""
    batch: list[_Entry] = []
    end: str | None = None
    with os.scandir(folder) as entries:
        for found in entries:
            kind = _kind(found)
            order = printable(found.name) + ("/" if kind == "folder" else "")
            if last < order and (end is None or order < end):
                batch.append(_Entry(order, found.name, kind))
                if len(batch) == 2 * _BATCH:
                    batch.sort()
                    del batch[_BATCH:]
                    end = batch[-1].order
    batch.sort()
    return batch[:_BATCH]


def _kind(found: os.DirEntry[str]) -> Literal["file", "folder", "link", "other"]:
    if found.is_file(follow_symlinks=False):
        return "file"
    if found.is_dir(follow_symlinks=False):
        return "folder"
    return "link" if found.is_symlink() else "other"


def _taken(path: Path, within: tuple[tuple[Path, Selection], ...]) -> bool:
    """Say whether all dataset folders that a file lies in count it among their data."""
    return all(chosen.takes(path.relative_to(folder).as_posix()) for folder, chosen in within)


def _reason(path: Path, entry: _Entry, wanted: Callable[[str], bool], allowed: tuple[Path, ...]) -> str:
    """Say why a file cannot be read at all, "" if nothing speaks against it."""
    if entry.kind == "file":
        return ""
    try:
        real = os.path.realpath(path, strict=True)
        mode = Path(real).stat().st_mode
    except OSError as error:
        return _LEADS.get(error.errno or 0, f"cannot be reached: {error.strerror}")
    if stat.S_ISDIR(mode):
        return "is a link to a folder; name that folder as an input of its own"
    if not stat.S_ISREG(mode):
        kind = next((kind for test, kind in _SPECIAL if test(mode)), "a device")
        return f"is no regular file but {kind}"
    inside = any(Path(real).is_relative_to(home) for home in allowed)
    return "is a link that leads out of the input" if wanted(entry.name) and not inside else ""


#: What the error means for a link that cannot be followed.
_LEADS = {
    errno.ELOOP: "is a link that leads round in a circle",
    errno.ENOENT: "is a link that leads nowhere",
    errno.ENOTDIR: "is a link that leads nowhere",
}
