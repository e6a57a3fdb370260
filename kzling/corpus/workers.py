"""Worker processes that work on one task each; one that dies or hangs is replaced and nothing else is lost.

`concurrent.futures` gives up a whole pool when one process dies and cannot end a call that hangs. Here each worker
says in shared memory which item of its task it has in hand and since when. An item at which a worker died or hung
twice is left out of the task, with the reason; once may be an accident, such as a kill from outside.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from kzling.errors import WorkerDied

#: A worker may fail so often at the same place before the item is left out (or, outside any item, all is stopped).
MOST_FAILURES = 2
#: How often hanging workers are looked for, in seconds.
_WATCH = 0.2
#: What the clock of a worker shows while it has no item in hand.
_NOTHING = -1.0

T_contra = TypeVar("T_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)
T = TypeVar("T")
R = TypeVar("R")

#: Tells that the item with this index is taken in hand; `done` (-1) tells that none is.
Begin = Callable[[int], None]


class Work(Protocol[T_contra, R_co]):
    """What a worker does with a task: a function of the task, the items to leave out with the reasons, and `begin`."""

    def __call__(self, task: T_contra, left_out: Mapping[int, str], begin: Begin, /) -> R_co:
        """Work on a task."""


class _Job(NamedTuple):
    number: int
    task: Any


class _Worker:
    """A process, the pipe to it, and the clock it shows: index of the item in hand, and since when."""

    def __init__(self, work: Work[Any, Any], context: Any) -> None:
        self.clock = context.RawArray("d", (_NOTHING, 0.0))
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(work, theirs, self.clock), daemon=True)
        self.process.start()
        theirs.close()
        self.job: _Job | None = None
        self.hung = False

    def give(self, job: _Job, left_out: Mapping[int, str]) -> None:
        self.job = job
        try:
            self.pipe.send((job.task, dict(left_out)))
        except OSError:
            # It is dead already; its sentinel says so in a moment.
            return

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Workers(Generic[T, R]):
    """A fixed number of processes that work on a stream of tasks; use it as a context manager."""

    def __init__(self, work: Work[T, R], *, processes: int, timeout: float) -> None:
        # A forked worker shares what the parent has loaded; elsewhere each gets a copy.
        method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
        self._context = multiprocessing.get_context(method)
        self._work = work
        self._timeout = timeout
        self._workers = [_Worker(work, self._context) for _ in range(processes)]
        self._failures: Counter[tuple[int, int]] = Counter()
        self._left_out: dict[int, dict[int, str]] = {}
        self._again: deque[_Job] = deque()

    def __enter__(self) -> "Workers[T, R]":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()

    def run(self, tasks: Iterable[T], *, stopped: Callable[[], bool]) -> Iterator[R]:
        """Give the results in the order in which they become ready.

        Args:
            tasks: read no further ahead than by one task a worker.
            stopped: once it says True no new task is begun; those in hand are finished.

        Raises:
            WorkerDied: a process fails again and again outside any item.
        """
        waiting = iter(enumerate(tasks))
        ahead: deque[_Job] = deque()
        while True:
            self._hand_out(ahead, stopped)
            while not stopped() and len(ahead) < len(self._workers):
                upcoming = next(waiting, None)
                if upcoming is None:
                    break
                ahead.append(_Job(*upcoming))
                self._hand_out(ahead, stopped)
            if all(worker.job is None for worker in self._workers):
                return
            yield from self._results()

    def _hand_out(self, ahead: deque[_Job], stopped: Callable[[], bool]) -> None:
        for worker in self._workers:
            queue = self._again or ahead
            if worker.job is None and queue and not stopped():
                job = queue.popleft()
                worker.give(job, self._left_out.get(job.number, {}))

    def _results(self) -> Iterator[R]:
        busy = [worker for worker in self._workers if worker.job is not None]
        owners: dict[Any, _Worker] = {worker.pipe: worker for worker in busy}
        owners |= {worker.process.sentinel: worker for worker in busy}
        for worker in dict.fromkeys(owners[ready] for ready in wait(list(owners), _WATCH)):
            try:
                answer = worker.pipe.recv() if worker.pipe.poll() else None
            except (EOFError, OSError):
                answer = None
            if answer is None:
                self._replace(worker)
                continue
            result, error = answer
            if error is not None:
                raise error
            if worker.job is not None:
                self._left_out.pop(worker.job.number, None)
            worker.job = None
            yield result
        self._end_those_that_hang(busy)

    def _end_those_that_hang(self, busy: Iterable[_Worker]) -> None:
        now = time.monotonic()
        for worker in busy:
            index, since = worker.clock
            if worker.job is not None and index != _NOTHING and now - since > self._timeout:
                worker.hung = True
                worker.process.kill()

    def _replace(self, worker: _Worker) -> None:
        """Put a new process in the place of a dead one and note what it died at."""
        worker.process.join()
        job, index = worker.job, int(worker.clock[0])
        reason = f"takes longer than {self._timeout:g} seconds" if worker.hung else _cause(worker.process.exitcode)
        worker.end()
        if job is not None:
            self._failures[job.number, index] += 1
            if self._failures[job.number, index] >= MOST_FAILURES:
                if index == int(_NOTHING):
                    raise WorkerDied(
                        f"A worker process {reason} again and again, perhaps for want of memory; start the same "
                        "command again to go on, with fewer processes if it happens again."
                    )
                self._left_out.setdefault(job.number, {})[index] = reason
            self._again.append(job)
        self._workers[self._workers.index(worker)] = _Worker(self._work, self._context)


def _cause(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        return f"ended by signal {signal.Signals(-exitcode).name}"
    return f"ended with exit code {exitcode}"


def _serve(work: Work[Any, Any], pipe: Connection, clock: Any) -> None:
    """The life of a worker process."""
    # Ctrl-C reaches every process of a terminal: the parent decides, workers finish what they hold.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()

    def begin(index: int) -> None:
        # In this order: a parent that looks in between sees an item that has just begun.
        clock[1] = time.monotonic()
        clock[0] = index

    while True:
        try:
            task, left_out = pipe.recv()
        except EOFError:
            return
        try:
            answer: tuple[Any, Exception | None] = (work(task, left_out, begin), None)
        except Exception as error:
            answer = (None, error)
        begin(int(_NOTHING))
        pipe.send(answer)


def _end_with_parent() -> None:
    # A worker whose parent is killed would wait for work forever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
