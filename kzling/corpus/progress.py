"""How far a build is, for whoever looks on; and stopping it without losing work."""

import signal
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import FrameType
from typing import Any, Literal, NamedTuple, TypeVar

from kzling.errors import Interrupted

T = TypeVar("T")
Stage = Literal["map", "decide", "write"]


class Progress(NamedTuple):
    """How far a build is.

    Attributes:
        stage: "map" (read and analyse), "decide" or "write".
        done: records whose work in this stage is done, and `records` how many have been read.
        rejected: records that cannot be used.
        characters: of text, analysed or taken from an earlier run.
        bytes: of input read, as the files lie on disk, and `total_bytes` of all input, 0 if unknown.
        seconds: what each step took, summed over all processes and, for "map", over earlier runs of the same build.
    """

    stage: Stage
    done: int = 0
    records: int = 0
    rejected: int = 0
    characters: int = 0
    bytes: int = 0
    total_bytes: int = 0
    seconds: Mapping[str, float] = {}


#: Called now and then with how far a build is.
Watch = Callable[[Progress], None]


class Account:
    """Adds up what a build does and tells the watcher."""

    def __init__(self, watch: Watch | None, total_bytes: int) -> None:
        self._watch = watch
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._now = Progress("map", total_bytes=total_bytes)
        self._begun = time.perf_counter()

    def add(self, *, seconds: Mapping[str, float] | None = None, **counts: int) -> None:
        """Add to the counts and times of the stage, and tell the watcher."""
        for step, more in (seconds or {}).items():
            self._seconds[step] += more
        self.set(**{name: getattr(self._now, name) + more for name, more in counts.items()})
        self._tell()

    def set(self, **counts: Any) -> None:
        """Replace counts, without telling."""
        self._now = self._now._replace(**counts)

    def timed(self, step: str, items: Iterable[T]) -> Iterator[T]:
        """Give the items; the time that it takes to get them counts as a step."""
        iterator = iter(items)
        while True:
            begun = time.perf_counter()
            try:
                item = next(iterator)
            except StopIteration:
                return
            finally:
                self._seconds[step] += time.perf_counter() - begun
            yield item

    def enter(self, stage: Stage) -> None:
        """Begin the next stage."""
        self.leave()
        self._now = self._now._replace(stage=stage, done=0)
        self._tell()

    def leave(self) -> None:
        """End a stage; its own time counts as a step, but for "map", whose steps run side by side."""
        now = time.perf_counter()
        if self._now.stage != "map":
            self._seconds[self._now.stage] += now - self._begun
        self._begun = now

    def _tell(self) -> None:
        if self._watch:
            self._watch(self._now._replace(seconds=dict(self._seconds)))


class Interruptions:
    """While this context lasts, Ctrl-C and SIGTERM ask for an end instead of tearing the work apart.

    A second one has its usual effect. Only the main thread gets signals; elsewhere nothing changes.
    """

    def __init__(self) -> None:
        self.asked = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> "Interruptions":
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                # Who starts a program in the background may have told it to ignore Ctrl-C.
                if signal.getsignal(number) is not signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        self._restore()

    def stopped(self) -> bool:
        """Say whether an end was asked for."""
        return self.asked

    def check(self) -> None:
        """Raise Interrupted if an end was asked for."""
        if self.asked:
            raise Interrupted(
                "The build was stopped; all that was done is kept, start the same command again to go on."
            )

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True
        print("Stopping: the work in hand is finished first; once more stops at once.", file=sys.stderr, flush=True)
        self._restore()

    def _restore(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before = {}
