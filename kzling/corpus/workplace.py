"""The folder that a build works in, `OUTPUT.partial`, and the moment when the dataset appears.

The folder is known by a mark that only a build sets, so nobody else's files are ever touched; a lock keeps a second
build out. The dataset appears whole, by one rename; an older one goes away only then.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from kzling.corpus.spool import write_file
from kzling.errors import OutputNotEmpty, UnwritableOutput, UsageError

try:
    import fcntl
except ImportError:  # Windows has no flock; two builds into one folder are not kept apart there
    fcntl = None  # type: ignore[assignment]

_MARK = "kzling-build"
#: Says that the dataset of the build named inside is complete, and only the last renames may be missing.
_FINISHING = "finishing"


class Workplace:
    """The work folder of one output; use it as a context manager, which holds the lock."""

    def __init__(self, target: Path, *, overwrite: bool) -> None:
        self.target = target
        self.folder = target.with_name(target.name + ".partial")
        self.dataset = self.folder / "dataset"
        self._overwrite = overwrite
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> "Workplace":
        mark = self.folder / _MARK
        if _holds_files(self.folder) and not mark.exists():
            raise OutputNotEmpty(f"{self.folder} is needed to work in, but holds files of somebody else; move them.")
        if _holds_files(self.target) and not self._overwrite and not (self.folder / _FINISHING).exists():
            raise OutputNotEmpty(
                f"The folder {self.target} is not empty; name another one, or replace it with --overwrite."
            )
        if self.target.is_mount():
            raise UnwritableOutput(f"{self.target} is a mount point and cannot be replaced; name a folder inside it.")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = mark.open("ab")
        except OSError as error:
            raise UnwritableOutput(
                f"{self.folder} cannot be made ({error.strerror}); choose another output."
            ) from error
        self._hold()
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock:
            self._lock.close()

    def finish(self, build: str, *, keep: str | None = None) -> None:
        """Let the dataset appear; `build` names what it was made from, `keep` what stays in the work folder.

        Raises:
            OutputNotEmpty: the output folder holds another dataset than the one whose appearance was interrupted.
        """
        mark = self.folder / _FINISHING
        begun = mark.read_bytes() if mark.exists() else b""
        if _holds_files(self.target) and not self._overwrite and begun != build.encode():
            raise OutputNotEmpty(f"The folder {self.target} holds another dataset; replace it with --overwrite.")
        write_file(mark, build.encode())
        if self.target.exists():
            shutil.rmtree(self.folder / "replaced", ignore_errors=True)
            self.target.rename(self.folder / "replaced")
        self.dataset.rename(self.target)
        # The marks go last: a build killed in here may be started again.
        for leftover in (path for path in self.folder.iterdir() if path.name not in (_MARK, _FINISHING, keep)):
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        mark.unlink()
        if not keep:
            shutil.rmtree(self.folder)

    def _hold(self) -> None:
        if fcntl is None or self._lock is None:
            return
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            raise UsageError(
                f"Another build is at work on {self.target}; wait for it, or name another output."
            ) from error


def check_apart(target: Path, sources: Sequence[Path]) -> None:
    """Make sure that an output neither lies in what is read nor would replace it.

    Raises:
        OutputNotEmpty: the output is a file.
        UsageError: the output lies inside an input, or an input inside the output.
    """
    if target.exists() and not target.is_dir():
        raise OutputNotEmpty(f"{target} is a file; name a folder for the dataset.")
    for source in sources:
        found = source.resolve()
        if found.is_dir() and target.is_relative_to(found):
            raise UsageError(f"The output {target} lies inside the input {source}; choose a folder outside it.")
        if found.is_relative_to(target) or found.is_relative_to(target.with_name(target.name + ".partial")):
            raise UsageError(f"{source} lies inside the output {target}, which is replaced; choose another output.")


def _holds_files(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())
