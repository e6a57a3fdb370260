import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from kzling.corpus.workers import Begin, Workers
from kzling.errors import WorkerDied

Task = tuple[str, ...]


def work(task: Task, left_out: Mapping[int, str], begin: Begin) -> list[str]:
    """Each item is a word to give back, or says what the worker should suffer; `once:FILE` only the first time."""
    answers = []
    for index, item in enumerate(task):
        begin(index)
        if index in left_out:
            answers.append(left_out[index])
            continue
        kind, _, file = item.partition(":")
        if file and Path(file).exists():
            kind = "again"
        elif file:
            Path(file).touch()
        if kind == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if kind == "crash":
            os._exit(7)
        if kind == "hang":
            time.sleep(60)
        answers.append(kind)
    begin(-1)
    if "die outside" in task:
        os._exit(1)
    if "raise" in task:
        raise OSError(28, "No space left on device", "spool")
    return answers


def run(tasks: list[Task], processes: int = 2, timeout: float = 20) -> list[list[str]]:
    with Workers(work, processes=processes, timeout=timeout) as workers:
        return sorted(workers.run(tasks, stopped=lambda: False))


@pytest.mark.parametrize("processes", [1, 2, 5])
def test_every_task_is_done_once(processes: int) -> None:
    tasks = [(str(n), "x") for n in range(20)]
    assert run(tasks, processes) == sorted(map(list, tasks))


def test_an_item_that_kills_is_left_out_with_the_reason() -> None:
    assert run([("a", "die", "b"), ("c",)]) == [["a", "ended by signal SIGKILL", "b"], ["c"]]
    assert run([("crash", "crash", "b")]) == [["ended with exit code 7", "ended with exit code 7", "b"]]


def test_an_item_that_hangs_is_left_out_with_the_reason() -> None:
    assert run([("a", "hang"), ("c",)], timeout=0.4) == [["a", "takes longer than 0.4 seconds"], ["c"]]


def test_an_accident_leaves_no_trace(tmp_path: Path) -> None:
    assert run([("a", f"die:{tmp_path / 'mark'}")]) == [["a", "again"]]


def test_a_worker_that_dies_outside_any_item_again_and_again() -> None:
    with pytest.raises(WorkerDied, match="ended with exit code 1 again and again"):
        run([("die outside",)])


def test_errors_of_the_work_reach_the_caller() -> None:
    with pytest.raises(OSError, match="No space left on device") as caught:
        run([("raise",)])
    assert caught.value.filename == "spool"


def test_once_stopped_no_new_task_is_begun() -> None:
    done: list[list[str]] = []
    with Workers(work, processes=1, timeout=20) as workers:
        for answer in workers.run([(str(n),) for n in range(10)], stopped=lambda: len(done) >= 3):
            done.append(answer)
    assert done == [["0"], ["1"], ["2"]]


def test_an_idle_worker_that_was_killed_is_replaced() -> None:
    with Workers(work, processes=1, timeout=20) as workers:
        answers = workers.run([("a",), ("b",), ("c",)], stopped=lambda: False)
        assert next(answers) == ["a"]
        os.kill(workers._workers[0].process.pid or 0, signal.SIGKILL)
        assert list(answers) == [["b"], ["c"]]
