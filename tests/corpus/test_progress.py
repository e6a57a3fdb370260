import os
import signal
import threading

import pytest

from kzling.corpus.progress import Account, Interruptions, Progress
from kzling.errors import Interrupted


def test_counts_and_times_add_up() -> None:
    told: list[Progress] = []
    account = Account(told.append, total_bytes=100)
    account.set(records=5, bytes=40)
    account.add(done=3, characters=30, seconds={"analyze": 1.5})
    account.add(done=2, rejected=1, seconds={"analyze": 0.5, "spool": 1.0})
    account.enter("decide")
    account.add(done=5)
    account.enter("write")
    assert told[1] == Progress("map", 5, 5, 1, 30, 40, 100, {"analyze": 2.0, "spool": 1.0})
    assert [(now.stage, now.done) for now in told[2:]] == [("decide", 0), ("decide", 5), ("write", 0)]
    assert set(told[-1].seconds) == {"analyze", "spool", "decide"}


def test_the_time_to_get_items_counts_as_a_step() -> None:
    told: list[Progress] = []
    account = Account(told.append, total_bytes=0)
    assert list(account.timed("read", iter("abc"))) == ["a", "b", "c"]
    account.add()
    assert told[0].seconds["read"] > 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks_the_second_acts(number: signal.Signals) -> None:
    before = signal.signal(number, signal.default_int_handler)
    try:
        with Interruptions() as stop:
            stop.check()
            os.kill(os.getpid(), number)
            assert stop.stopped()
            with pytest.raises(Interrupted, match="start the same command again to go on"):
                stop.check()
            with pytest.raises(KeyboardInterrupt):
                os.kill(os.getpid(), number)
        assert signal.getsignal(number) is signal.default_int_handler
    finally:
        signal.signal(number, before)


def test_other_threads_leave_the_signals_alone() -> None:
    before = signal.getsignal(signal.SIGINT)
    seen: list[object] = []

    def work() -> None:
        with Interruptions() as stop:
            seen.append(signal.getsignal(signal.SIGINT))
            stop.check()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [before]
