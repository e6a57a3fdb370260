"""The file that the default base is kept in: compiled from resources/ when first asked for, in the user's cache."""

import hashlib
import os
import re
import shutil
import tempfile
import time
import warnings
from contextlib import suppress
from functools import cache
from pathlib import Path

from kzling import data
from kzling.errors import UnwritableOutput
from kzling.knowledge import lookup
from kzling.knowledge.file import index_path
from kzling.knowledge.layout import SCHEMA_VERSION
from kzling.knowledge.loading import default_records
from kzling.knowledge.records import entity_of
from kzling.knowledge.saving import write

#: The environment variable that names another folder for the compiled base.
CACHE = "KZLING_CACHE"
#: Compiled bases of other versions that were not used for so many days are removed.
_DAYS_KEPT = 60
_OURS = re.compile(r"knowledge-[0-9a-f]{16}\.(?:sqlite|sqlite\.index|forms)|names-[0-9a-f]{16}\.forms")
#: Folders of processes that were killed while they compiled go after a day.
COMPILING = "compiling-"


def default_file(*, anew: bool = False) -> Path | None:
    """Give the file of the default base, made if it is not there; None, with a warning, where none can be written.

    Args:
        anew: make it also where it is there, since it cannot be read.
    """
    path = cache_folder() / f"knowledge-{_stamp()}.sqlite"
    # Not `Path.exists`, which raises where one may not look.
    there = os.path.exists(path) and os.path.exists(index_path(path))  # noqa: PTH110
    if (anew or not there) and not _compile(path):
        return None
    for each in (path, index_path(path), forms_path(path)):
        used(each)
    return path


def forms_path(path: Path) -> Path:
    """Give where the compiled forms of the names of a base are kept (`kzling.mentions.table`)."""
    return path.with_suffix(".forms")


def kept_forms_path(digest: str) -> Path:
    """Give where the compiled forms of another base are kept, by a hash of all that it holds."""
    return cache_folder() / f"names-{_stamp(digest)}.forms"


def used(path: Path) -> None:
    """Note that a file was used, so that it is kept."""
    # Somebody else's files serve as well.
    with suppress(OSError):
        os.utime(path)


def cache_folder() -> Path:
    """Give the folder for what is compiled: the one that `KZLING_CACHE` names, else the user's cache."""
    import platformdirs

    return (
        Path(os.environ.get(CACHE) or platformdirs.user_cache_path("kzling", appauthor=False)).expanduser().absolute()
    )


@cache
def cannot_be_kept(folder: Path) -> None:
    """Warn, once, that what was compiled cannot be kept."""
    warnings.warn(
        f"What kzling compiles of its knowledge base is made anew by each process, since it cannot be kept in"
        f" {folder}; name a folder that can be written to in {CACHE}.",
        stacklevel=5,
    )


def _compile(path: Path) -> bool:
    """Write the file and its index; other processes that do the same meanwhile are in nobody's way."""
    entities = [entity_of(record, number) for number, record in enumerate(default_records(), start=1)]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_unused(path.parent)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=COMPILING) as folder:
            made = Path(folder, path.name)
            write(made, entities, compiled=True)
            # The base comes last: who finds it finds its index.
            index_path(made).replace(index_path(path))
            made.replace(path)
    except (OSError, UnwritableOutput):
        cannot_be_kept(path.parent)
        return False
    return True


def _stamp(*more: str) -> str:
    """Give what the compiled base depends on, as the part of a file name."""
    made_of = (data.digest(), data.code_digest(), SCHEMA_VERSION, lookup.VERSION, *more)
    return hashlib.sha256(repr(made_of).encode()).hexdigest()[:16]


def _remove_unused(folder: Path) -> None:
    oldest = time.time() - _DAYS_KEPT * 86_400
    for path in folder.iterdir():
        # Another process may be doing the same, and others' files are no business of ours.
        with suppress(OSError):
            made = path.stat().st_mtime
            if _OURS.fullmatch(path.name) and made < oldest:
                path.unlink()
            elif path.name.startswith(COMPILING) and made < time.time() - 86_400:
                shutil.rmtree(path, ignore_errors=True)
