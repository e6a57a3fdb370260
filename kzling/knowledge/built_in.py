"""The built-in base: made once a process, from the file that it is compiled to (`kzling.knowledge.default`)."""

from contextlib import suppress
from functools import cache
from threading import Lock
from typing import Any

from kzling.errors import UnreadableInput, UsageError
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.default import default_file
from kzling.knowledge.file import File
from kzling.knowledge.loading import default_records
from kzling.knowledge.memory import Memory

_ONE_AT_A_TIME = Lock()


class BuiltIn(KnowledgeBase):
    """The built-in base in its file, to which nothing is written."""

    #: About 60 MB: nearly all that texts name.
    most_kept = 1 << 14

    def __init__(self, store: Memory | File) -> None:
        super().__init__(store)
        self.fixed_file = store.path if isinstance(store, File) else None

    def refresh(self) -> None:
        """Do nothing: it never changes."""

    def __reduce__(self) -> tuple[Any, ...]:
        return KnowledgeBase.default, ()

    def _file(self) -> File:
        raise UsageError("The default knowledge base does not change; `save` it and `open` the file to add to it.")


def built_in() -> KnowledgeBase:
    """Give the built-in base; threads that ask at once get one."""
    with _ONE_AT_A_TIME:
        return _made()


@cache
def _made() -> KnowledgeBase:
    for anew in (False, True):
        path = default_file(anew=anew)
        # Damaged files are made anew, once.
        with suppress(UnreadableInput):
            if path is not None:
                return BuiltIn(File(path))
    return KnowledgeBase.from_records(default_records())
