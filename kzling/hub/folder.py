"""A dataset folder as `build` wrote it, checked file by file before anything leaves the machine."""

import hashlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from kzling.errors import InvalidRecord, MissingInput, UnreadableInput
from kzling.model import PRIVATE_FILES, FileEntry, Manifest

MANIFEST = "manifest.json"


class LocalFile(NamedTuple):
    """A file to publish: its path in the dataset (forward slashes), where it lies, sha256 as hex, size in bytes."""

    path: str
    location: Path
    sha256: str
    size: int


def dataset_files(folder: Path) -> tuple[Manifest, list[LocalFile]]:
    """Give the manifest of a dataset folder and the files to publish: those that it lists, and itself.

    Raises:
        MissingInput: the folder does not exist.
        UnreadableInput: the folder has no manifest that can be read, or a listed file is not what was built.
    """
    if not folder.is_dir():
        raise MissingInput(f"There is no folder {folder}; check the path.")
    manifest = _manifest(folder)
    listed = [entry for entry in manifest.files if PurePosixPath(entry.path).name not in PRIVATE_FILES]
    # Digests are made outside the interpreter's lock: several at a time.
    with ThreadPoolExecutor() as pool:
        checked = list(pool.map(partial(_checked, folder), listed))
    return manifest, [*checked, _local_file(folder, MANIFEST)]


def blob_id(file: LocalFile) -> str:
    """Give the id that git has for the file's content: a sha1 over its length and its bytes."""
    return _digest(file.location, lambda: hashlib.sha1(b"blob %d\0" % file.size, usedforsecurity=False))


def _manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST
    if not path.is_file():
        raise UnreadableInput(f"{folder} holds no {MANIFEST}; publish takes a folder that `kzling build` wrote.")
    try:
        return Manifest.from_dict(json.loads(path.read_bytes()))
    except (OSError, ValueError, InvalidRecord) as error:
        raise UnreadableInput(f"{path} is not a manifest that this kzling can read; build again ({error})") from error


def _checked(folder: Path, entry: FileEntry) -> LocalFile:
    path = PurePosixPath(entry.path)
    # The manifest is data from outside: it must not be able to name a file elsewhere on this machine.
    if path.is_absolute() or ".." in path.parts:
        raise UnreadableInput(f"{folder / MANIFEST} lists {entry.path}, which lies outside the folder; build again.")
    if not (folder / path).is_file():
        raise UnreadableInput(f"{folder / path} is in the manifest but not in the folder; build again.")
    file = _local_file(folder, path.as_posix())
    if file.sha256 != entry.sha256:
        raise UnreadableInput(f"{file.location} has changed since it was built; build again before publishing.")
    return file


def _local_file(folder: Path, path: str) -> LocalFile:
    location = folder / path
    try:
        return LocalFile(path, location, _digest(location, hashlib.sha256), location.stat().st_size)
    except OSError as error:
        raise UnreadableInput(f"{location} cannot be read ({error.strerror}).") from error


def _digest(location: Path, start: "Callable[[], hashlib._Hash]") -> str:
    with location.open("rb") as stream:
        return hashlib.file_digest(stream, start).hexdigest()
