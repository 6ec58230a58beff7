"""Threads: results in order, errors in their place, and nothing that keeps the program from ending."""

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from exporters.support.threads import map_in_order
from tests.cli.running import ROOT, environment

HANGING = """
import signal, threading, time
from exporters.support.threads import map_in_order

def work(number):
    if number == 1:
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    threading.Event().wait()

try:
    list(map_in_order(work, range(4), 2))
except KeyboardInterrupt:
    print("ended")
"""


def without_one(number: int) -> int:
    """Fails for 1, and for 3."""
    if number in (1, 3):
        raise ValueError(number)
    return number


class TestOrdered:
    """As if one was done after the other."""

    @pytest.mark.parametrize("at_once", [1, 3, 50])
    def test_results_come_in_order_whichever_is_done_first(self, at_once: int) -> None:
        assert list(map_in_order(lambda number: number * number, range(20), at_once)) == [
            each * each for each in range(20)
        ]
        assert list(map_in_order(abs, [], at_once)) == []

    def test_some_are_done_together(self) -> None:
        meeting = threading.Barrier(3)  # passes when three wait there

        assert sorted(map_in_order(lambda _: meeting.wait(60), range(3), 3)) == [0, 1, 2]

    def test_the_first_error_in_order_is_raised(self) -> None:
        def results() -> Iterator[int]:
            yield from map_in_order(without_one, range(5), 5)

        found = results()

        assert next(found) == 0
        with pytest.raises(ValueError, match=r"\A1\Z"):
            next(found)

    def test_nothing_is_begun_after_an_error(self) -> None:
        begun = list[int]()

        def work(number: int) -> None:
            begun.append(number)
            without_one(number)

        with pytest.raises(ValueError, match=r"\A1\Z"):
            list(map_in_order(work, [0, 1, 2, 3], 1))

        assert begun == [0, 1]

    @pytest.mark.parametrize("some", [0, 2])
    def test_a_system_that_has_no_more_threads_takes_longer(self, monkeypatch: pytest.MonkeyPatch, some: int) -> None:
        started, start = list[int](), threading.Thread.start

        def refused(thread: threading.Thread) -> None:
            if len(started) == some:
                raise RuntimeError
            started.append(1)
            start(thread)

        monkeypatch.setattr(threading.Thread, "start", refused)

        assert list(map_in_order(abs, range(20), 8)) == [*range(20)]
        with pytest.raises(ValueError, match=r"\A1\Z"):
            list(map_in_order(without_one, range(5), 8))

    def test_an_interrupt_ends_the_program_though_threads_wait(self) -> None:
        ran = subprocess.run(
            [sys.executable, "-c", HANGING], cwd=ROOT, env=environment(), capture_output=True, timeout=60, check=True
        )

        assert ran.stdout == b"ended\n"
