"""Several processes: results in order, the error that one process would tell, and nothing left behind."""

import ctypes
import errno
import faulthandler
import fcntl
import multiprocessing
import multiprocessing.heap
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import ArticleError
from exporters.support import workers
from exporters.support.workers import WorkerCrashedError, WorkerPool
from tests.cli.running import environment
from tests.deadline import deadline

HERE = 2  # groups that are worked on in the process of the test itself
AHEAD = 4  # groups for each process that may wait
LARGE = 10_000_000  # bytes: no pipe takes as much at once


def segfault() -> None:
    """Read where nothing is, without a word of Python about it."""
    faulthandler.disable()
    ctypes.string_at(0)


DEATHS: dict[str, Callable[[], Any]] = {
    "was killed by SIGKILL": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "was killed by SIGTERM": lambda: os.kill(os.getpid(), signal.SIGTERM),
    "ended with status 3": lambda: os._exit(3),
    "was killed by SIGSEGV": segfault,
}
KILLED = """
import os, signal
from exporters.support.workers import WorkerPool

def work(item):
    return os.getpid()

with WorkerPool(work, 3) as workers:
    for number, _ in workers.map((number, [number]) for number in range(100)):
        if number == 50:
            print("working", flush=True)
            signal.pause()
"""


@pytest.fixture(autouse=True)
def no_hang() -> Iterator[None]:
    """What waits for ever fails."""
    with deadline(30):
        yield


def groups(*pieces: Sequence[Any]) -> list[tuple[int, Sequence[Any]]]:
    """Groups with their numbers, behind those that are worked on here."""
    return list(enumerate([*[["here"]] * HERE, *pieces]))


@pytest.fixture(autouse=True)
def alone() -> None:
    """Wait for threads that earlier tests left: where there are any, processes are spawned, not forked."""
    for thread in set(threading.enumerate()) - {threading.main_thread()}:
        thread.join(20)


def mapped(function: Callable[[Any], Any], *pieces: Sequence[Any], jobs: int = 2) -> list[list[Any]]:
    """What became of the groups that are not worked on here."""
    with WorkerPool(function, jobs) as working:
        done = list(working.map(groups(*pieces)))
    assert [number for number, _ in done] == list(range(len(done)))
    return [results for _, results in done[HERE:]]


def followed(
    function: Callable[[Any], Any],
    source: Iterable[tuple[Any, Sequence[Any]]],
    then: Callable[[Any, WorkerPool[Any, Any]], None] = lambda *_: None,
    jobs: int = 2,
) -> tuple[list[Any], BaseException | None]:
    """The results until all is done or something is raised, and what was; `then` is called after each group."""
    got = list[Any]()
    try:
        with WorkerPool(function, jobs) as working:
            for name, results in working.map(source):
                got += results
                then(name, working)
    except BaseException as error:  # noqa: BLE001 - KeyboardInterrupt too
        return got, error
    return got, None


def of_process(_item: object) -> int:
    """The process that works."""
    return os.getpid()


def is_gone(process: int) -> bool:
    """Whether there is no such process any more, not even as a zombie."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


class TestOrder:
    """Results come in the order of the groups."""

    def test_whatever_is_finished_first(self) -> None:
        event = multiprocessing.Event()

        def work(item: str) -> str:
            if item == "first":
                event.wait(20)
            elif item == "second":
                event.set()
            return item.upper()

        assert mapped(work, ["first"], ["second"], ["third"]) == [["FIRST"], ["SECOND"], ["THIRD"]]
        assert event.is_set()

    @pytest.mark.parametrize("jobs", [1, 2, 3, 8])
    def test_it_is_that_of_one_process(self, jobs: int) -> None:
        pieces = [list(range(number % 7)) for number in range(60)]

        assert mapped(str, *pieces, jobs=jobs) == [[str(item) for item in each] for each in pieces]

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_groups_without_items_pass_in_their_place(self, jobs: int) -> None:
        with WorkerPool(str, jobs) as working:
            done = list(working.map([("a", []), ("b", [1]), ("c", []), ("d", [2]), ("e", [3]), ("f", []), ("g", [4])]))

        assert done == [("a", []), ("b", ["1"]), ("c", []), ("d", ["2"]), ("e", ["3"]), ("f", []), ("g", ["4"])]

    def test_no_groups_are_no_results(self) -> None:
        assert mapped(str) == []


class TestProcesses:
    """They start when there is enough to do."""

    def test_one_job_is_done_without_another_process(self) -> None:
        assert {pid for results in mapped(of_process, *[[1]] * 20, jobs=1) for pid in results} == {os.getpid()}

    def test_several_are_done_by_several(self) -> None:
        barrier = multiprocessing.Barrier(2)

        def work(item: object) -> int:
            if item != "here":
                barrier.wait(20)
            return os.getpid()

        pids = {pid for results in mapped(work, [1], [2]) for pid in results}

        assert len(pids - {os.getpid()}) == 2

    def test_few_groups_are_worked_on_here(self) -> None:
        with WorkerPool(of_process, 8) as working:
            done = [pid for _, results in working.map(groups()) for pid in results]

        assert done == [os.getpid()] * HERE


class RefusedError(Exception):
    """An error with parts."""

    def __init__(self, what: str, number: int) -> None:
        super().__init__(what, number)
        self.number = number


class UnportableError(Exception):
    """One that can't be made anew of what it says."""

    def __init__(self, *, what: str) -> None:
        super().__init__(what)


class TestErrors:
    """What the function raises is raised where the results are asked for."""

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_with_its_parts(self, jobs: int) -> None:
        def work(item: object) -> None:
            if item == "bad":
                raise RefusedError("no", 7)

        with pytest.raises(RefusedError, match="no") as caught:
            mapped(work, ["good"], ["good", "bad"], jobs=jobs)

        assert caught.value.number == 7

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_ours_with_its_diagnostics(self, jobs: int) -> None:
        told = [Diagnostic(rule="date-missing", level=Level.ERROR, message=seen, path="a.md", line=3) for seen in "ab"]

        def work(item: object) -> None:
            if item == "bad":
                raise ArticleError(told)

        with pytest.raises(ArticleError) as caught:
            mapped(work, ["bad"], jobs=jobs)

        assert caught.value.diagnostics == tuple(told)

    def test_one_that_can_not_pass_says_at_least_what_it_said(self) -> None:
        def work(item: object) -> None:
            if item == "bad":
                raise UnportableError(what="the disk is on fire")

        with pytest.raises(RuntimeError, match=r"^UnportableError: the disk is on fire$"):
            mapped(work, ["bad"])

    def test_of_several_that_of_the_first_group(self) -> None:
        event = multiprocessing.Event()

        def work(item: object) -> None:
            if item == "first":
                event.wait(20)
            if item == "second":
                event.set()
            if item != "here":
                raise RefusedError(str(item), 1)

        with pytest.raises(RefusedError, match="first"):
            mapped(work, ["first"], ["second"], ["third"])

    def test_what_comes_after_it_is_not_begun(self) -> None:
        begun = list[int]()

        def work(item: int) -> None:
            begun.append(item)
            if item == 17:
                raise RefusedError("no", item)

        followed(work, ((number, [number]) for number in range(40)), jobs=1)

        assert begun == list(range(18))

    @pytest.mark.parametrize("jobs", [1, 2, 3, 8])
    def test_the_results_before_it_come_before_it(self, jobs: int) -> None:
        def work(item: int) -> int:
            if item == 17:
                raise RefusedError("no", item)
            return item

        got, error = followed(work, ((number, [number]) for number in range(40)), jobs=jobs)

        assert got == list(range(17))
        assert isinstance(error, RefusedError)


class TestCrash:
    """A process that dies is an error that names what it had in hand."""

    @pytest.mark.parametrize("how", DEATHS)
    @pytest.mark.parametrize("group", [0, 7, 19])
    def test_the_item_is_named(self, how: str, group: int) -> None:
        def work(item: object) -> None:
            if item == "deadly":
                DEATHS[how]()

        pieces = [[f"{number}.0", f"{number}.1", f"{number}.2"] for number in range(20)]
        pieces[group][1] = "deadly"

        with pytest.raises(WorkerCrashedError) as caught:
            mapped(work, *pieces)

        assert (caught.value.item, str(caught.value)) == ("deadly", how)

    def test_of_several_the_first(self) -> None:
        def work(item: object) -> None:
            if item == "second":
                os._exit(1)
            if item == "first":
                barrier.wait(20)
                os._exit(1)
            if item == "third":
                barrier.wait(20)

        barrier = multiprocessing.Barrier(2)

        with pytest.raises(WorkerCrashedError) as caught:
            mapped(work, ["first"], ["third", "second"])

        assert caught.value.item == "first"

    def test_the_results_before_it_come_before_it(self) -> None:
        def work(item: int) -> int:
            if item == 17:
                os._exit(1)
            return item

        got, error = followed(work, ((number, [number]) for number in range(40)), jobs=3)

        assert got == list(range(17))
        assert isinstance(error, WorkerCrashedError)

    def test_in_the_middle_of_a_long_answer(self) -> None:
        def source() -> Iterator[tuple[str, list[str]]]:
            yield from [("here", ["small"])] * HERE
            yield "before", ["small"]
            yield "long", ["large"]
            while not killed:  # lets the results of "before" pass
                yield "empty", []

        def kill(name: str, working: WorkerPool[Any, Any]) -> None:
            if name == "before":
                answering, come = working._processes[1], b"\0" * 4
                while struct.unpack("i", come)[0] < 10_000:  # the beginning has come, for the rest there is no room
                    come = fcntl.ioctl(answering.connection.fileno(), termios.FIONREAD, come)
                killed.append(answering._process.pid or 0)
                os.kill(killed[0], signal.SIGKILL)

        killed = list[int]()
        _, error = followed(lambda item: LARGE * b"x" if item == "large" else b"", source(), kill)

        assert isinstance(error, WorkerCrashedError)
        assert (error.item, str(error)) == ("large", "was killed by SIGKILL")

    def test_while_it_is_given_a_large_group(self) -> None:
        def kill_when_full(connection: int, process: int) -> None:
            while select.select([], [connection], [], 0)[1]:  # there is room: the group is not on its way yet
                pass
            os.kill(process, signal.SIGKILL)

        def source() -> Iterator[tuple[str, list[bytes]]]:
            yield from [("here", [b""])] * HERE
            yield "before", [b""]
            while not threads:
                yield "empty", []
            yield "large", [LARGE * b"x"]

        def stop(name: str, working: WorkerPool[Any, Any]) -> None:
            if name == "before":
                (process,) = working._processes
                os.kill(process._process.pid or 0, signal.SIGSTOP)
                arguments = process.connection.fileno(), process._process.pid
                threads.append(threading.Thread(target=kill_when_full, args=arguments))
                threads[0].start()

        threads = list[threading.Thread]()
        _, error = followed(len, source(), stop)
        threads[0].join()

        assert isinstance(error, WorkerCrashedError)
        assert (len(error.item), str(error)) == (LARGE, "was killed by SIGKILL")


class TestEnd:
    """However it ends, no process is left."""

    @staticmethod
    def ended(stop: Callable[[int], None], function: Callable[[Any], Any] = of_process) -> set[int]:
        """The processes that worked until `stop` was called with the number of a group that was done."""

        def then(number: int, working: WorkerPool[Any, Any]) -> None:
            pids.update(each._process.pid or 0 for each in working._processes)
            stop(number)

        pids = set[int]()
        followed(function, ((number, [number]) for number in range(100)), then)
        assert pids
        return pids

    def test_when_all_is_done(self) -> None:
        assert all(map(is_gone, self.ended(lambda _: None)))

    @pytest.mark.parametrize("error", [RefusedError("no", 1), KeyboardInterrupt(), StopIteration()])
    def test_when_whoever_asked_stops_early(self, error: BaseException) -> None:
        def stop(number: int) -> None:
            if number == 50:
                raise error

        assert all(map(is_gone, self.ended(stop)))

    def test_when_the_function_raises(self) -> None:
        def work(item: int) -> None:
            if item == 50:
                raise RefusedError("no", item)

        assert all(map(is_gone, self.ended(lambda _: None, work)))

    @pytest.mark.parametrize("how", DEATHS)
    def test_when_one_dies(self, how: str) -> None:
        def work(item: int) -> None:
            if item == 50:
                DEATHS[how]()

        assert all(map(is_gone, self.ended(lambda _: None, work)))

    def test_when_one_does_not_listen(self) -> None:
        def work(item: object) -> int:
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
            return of_process(item)

        def stop(number: int) -> None:
            if number == 50:
                raise RefusedError("no", number)

        try:
            assert all(map(is_gone, self.ended(stop, work)))
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})

    def test_when_one_was_stopped(self) -> None:
        with WorkerPool(of_process, 2) as working:
            list(working.map((number, [number]) for number in range(20)))
            pids = [each._process.pid or 0 for each in working._processes]
            for pid in pids:
                os.kill(pid, signal.SIGSTOP)

        assert pids
        assert all(map(is_gone, pids))

    def test_when_the_process_that_started_them_is_killed(self, tmp_path: Path) -> None:
        with subprocess.Popen(
            [sys.executable, "-c", KILLED], cwd=tmp_path, env=environment(), stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"working\n"

            process.kill()
            rest, _ = process.communicate(timeout=30)  # every process that is left would hold the pipe open

        assert rest == b""


class TestSignals:
    """Ctrl-C reaches every process of a terminal; it is the parent's to handle."""

    def test_one_that_comes_while_a_process_starts_disturbs_nothing(
        self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        serve = workers._serve

        def interrupted(*args: Any) -> None:
            os.kill(os.getpid(), signal.SIGINT)
            serve(*args)

        monkeypatch.setattr(workers, "_serve", interrupted)

        assert mapped(str, [1], [2]) == [["1"], ["2"]]
        assert capfd.readouterr().err == ""

    def test_one_that_comes_while_work_is_done_does_not_either(self, capfd: pytest.CaptureFixture[str]) -> None:
        def work(item: object) -> object:
            if item != "here":
                os.kill(os.getpid(), signal.SIGINT)
            return item

        assert mapped(work, [1], [2]) == [[1], [2]]
        assert capfd.readouterr().err == ""

    def test_it_ends_the_parent_and_nobody_speaks(self, capfd: pytest.CaptureFixture[str]) -> None:
        def interrupt(number: int, _working: WorkerPool[Any, Any]) -> None:
            if number == 50:
                os.kill(os.getpid(), signal.SIGINT)

        pids, error = followed(of_process, ((number, [number]) for number in range(100)), interrupt)

        assert isinstance(error, KeyboardInterrupt)
        assert all(map(is_gone, set(pids) - {os.getpid()}))
        assert capfd.readouterr().err == ""


class TestMemory:
    """What is in hand is bounded, however much there is to do."""

    @pytest.mark.parametrize("jobs", [1, 2, 5])
    def test_the_producer_is_never_further_ahead_than_promised(self, jobs: int) -> None:
        begun = done = most = 0

        def source() -> Iterator[tuple[int, list[int]]]:
            nonlocal begun, most
            for begun in range(1, 300):
                most = max(most, begun - done)
                yield begun, [begun] * (begun % 3)

        with WorkerPool(str, jobs) as working:
            for number, _ in working.map(source()):
                done = number

        assert 0 < most <= jobs * AHEAD + 1

    def test_not_even_where_the_first_group_takes_long(self) -> None:
        event, begun = multiprocessing.Event(), list[int]()
        last = HERE + 2 * AHEAD - 1  # the last group that may wait for the first

        def work(item: int) -> None:
            if item == HERE:
                event.wait(20)
            if item == last:
                event.set()

        def source() -> Iterator[tuple[int, list[int]]]:
            for number in range(50):
                begun.append(number)
                yield number, [number]

        with WorkerPool(work, 2) as working:
            ahead = [len(begun) - number for number, _ in working.map(source())]

        assert max(ahead) <= 2 * AHEAD + 1
        assert len(ahead) == 50


class TestSize:
    """No size makes two processes wait for each other."""

    def test_large_items_and_large_results(self) -> None:
        pieces = [[bytes([number]) * LARGE] for number in range(6)]

        assert mapped(lambda item: item[::-1], *pieces) == pieces

    def test_many_small_ones(self) -> None:
        pieces = [list(range(5000))] * 20

        assert mapped(str, *pieces, jobs=3) == [[str(item) for item in pieces[0]]] * 20


class Loading:
    """A function that loads what can't be passed to another process."""

    def __init__(self) -> None:
        self._loaded: Callable[[int], int] | None = None

    def __call__(self, item: object) -> tuple[object, int]:
        self._loaded = self._loaded or (lambda number: number)
        return item, self._loaded(os.getpid())


def deadly(item: object) -> object:
    """Dies of an item."""
    if item == "deadly":
        os._exit(4)
    return item


class TestSpawn:
    """Processes that are not forked, as on macOS and Windows."""

    @pytest.fixture(autouse=True)
    def spawn(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """As on those systems."""
        monkeypatch.setattr(workers, "_method", lambda: "spawn")

    def test_what_a_function_has_loaded_need_not_pass(self) -> None:
        done = mapped(Loading(), [1], [2], [3])

        assert [item for ((item, _),) in done] == [1, 2, 3]
        assert os.getpid() not in {pid for ((_, pid),) in done}

    def test_a_crash_is_told_alike(self) -> None:
        with pytest.raises(WorkerCrashedError, match="ended with status 4") as caught:
            mapped(deadly, ["good"], ["good", "deadly"])

        assert caught.value.item == "deadly"

    def test_one_job_starts_none(self) -> None:
        assert mapped(lambda _: os.getpid(), [1], jobs=1) == [[os.getpid()]]


class TestMethod:
    """A process with threads must not be forked: what they hold locked stays locked."""

    def test_with_threads_processes_are_spawned(self) -> None:
        event = threading.Event()
        thread = threading.Thread(target=event.wait)
        thread.start()
        try:
            during = workers._method()
        finally:
            event.set()
            thread.join()

        assert during == "spawn"


class TestScarcity:
    """Where the system lacks what processes take, those that start do all the work, or this one alone does."""

    PIECES: Final = [[number, number + 1] for number in range(20)]

    @pytest.fixture
    def no_shared_memory(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """As without /dev/shm, or with one that is read-only."""

        def fail(*_: object) -> None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "/dev/shm")  # noqa: S108 - its name

        monkeypatch.setattr(multiprocessing.heap.Arena, "__init__", fail)
        monkeypatch.setattr(multiprocessing.heap.BufferWrapper, "_heap", multiprocessing.heap.Heap())

    @staticmethod
    def forks(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
        """As where only so many processes can be forked."""
        monkeypatch.setattr(workers, "_method", lambda: "fork")
        fork, left = os.fork, iter(range(count))

        def scarce() -> int:
            if next(left, None) is None:
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
            return fork()

        monkeypatch.setattr(os, "fork", scarce)

    @pytest.mark.usefixtures("no_shared_memory")
    def test_forked_processes_need_no_shared_memory_of_the_system(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(workers, "_method", lambda: "fork")

        assert os.getpid() not in {pid for results in mapped(of_process, *self.PIECES) for pid in results}

        with pytest.raises(WorkerCrashedError) as caught:
            mapped(deadly, ["good"], ["good", "deadly"])

        assert caught.value.item == "deadly"

    @pytest.mark.usefixtures("no_shared_memory")
    def test_without_it_none_is_spawned(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(workers, "_method", lambda: "spawn")

        assert mapped(of_process, *self.PIECES) == [[os.getpid()] * 2] * len(self.PIECES)

    @pytest.mark.parametrize("count", [0, 1, 2])
    def test_as_many_work_as_can_start(self, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
        self.forks(monkeypatch, count)

        with WorkerPool(str, 4) as working:
            done = [results for _, results in working.map(groups(*self.PIECES))]
            processes = len(working._processes)

        assert done[HERE:] == [[str(item) for item in each] for each in self.PIECES]
        assert processes == count

    @pytest.mark.parametrize("count", [1, 2])
    def test_and_the_first_process_works_on_no_more_than_ever(
        self, monkeypatch: pytest.MonkeyPatch, count: int
    ) -> None:
        self.forks(monkeypatch, count)

        assert os.getpid() not in {pid for results in mapped(of_process, *self.PIECES, jobs=4) for pid in results}
