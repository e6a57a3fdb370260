"""The file that the default base is kept in: compiled from resources/ when first asked for, in the user's cache."""

import hashlib
import os
import time
import warnings
from contextlib import suppress
from pathlib import Path

from kzling import data
from kzling.errors import UnwritableOutput
from kzling.knowledge import lookup
from kzling.knowledge.layout import SCHEMA_VERSION
from kzling.knowledge.loading import default_records
from kzling.knowledge.records import entity_of
from kzling.knowledge.saving import save

#: The environment variable that names another folder for the compiled base.
CACHE = "KZLING_CACHE"
#: Compiled bases of other versions that were not made in so many days are removed.
_DAYS_KEPT = 60


def default_file() -> Path | None:
    """Give the file of the default base, made if it is not there; None, with a warning, where none can be written."""
    path = cache_folder() / f"knowledge-{_stamp()}.sqlite"
    if path.exists():
        return path
    entities = [entity_of(record, number) for number, record in enumerate(default_records(), start=1)]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_old(path.parent)
        save(path, entities, compiled=True)
    except (OSError, UnwritableOutput) as error:
        warnings.warn(
            f"The default knowledge base is made anew by each process, since it cannot be kept in {path.parent}"
            f" ({error}); name a folder that can be written to in {CACHE}.",
            stacklevel=4,
        )
        return None
    return path


def cache_folder() -> Path:
    """Give the folder for what is compiled: the one that `KZLING_CACHE` names, else the user's cache."""
    import platformdirs

    return Path(os.environ.get(CACHE) or platformdirs.user_cache_path("kzling", appauthor=False))


def _stamp() -> str:
    """Give what the compiled base depends on, as the part of a file name."""
    made_of = (data.digest(), data.code_digest(), SCHEMA_VERSION, lookup.VERSION)
    return hashlib.sha256(repr(made_of).encode()).hexdigest()[:16]


def _remove_old(folder: Path) -> None:
    oldest = time.time() - _DAYS_KEPT * 86_400
    for path in folder.glob("knowledge-*"):
        # Another process may be doing the same.
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()
