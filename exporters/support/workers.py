"""Work done by several processes: results in order, and a clear error where one of them dies."""

import gc
import multiprocessing
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from copy import deepcopy
from ctypes import c_longlong, sizeof
from mmap import mmap
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Final, Generic, Self, TypeVar

T = TypeVar("T")  # one piece of work
R = TypeVar("R")  # what became of it
C = TypeVar("C")  # what the asker wants back with the results

_HERE: Final = 2  # groups that are worked on here, before there are processes; whoever makes them makes them small
_OURS: Final = (signal.SIGINT, signal.SIGTERM)  # what a run handles
_AHEAD: Final = 4  # groups that may wait for an earlier one, for each process: what bounds memory


def rarely() -> None:
    """Let garbage be collected rarely: what a run makes holds no circles, and looking for them took a fifth of it."""
    gc.freeze()  # what was loaded stays
    gc.set_threshold(50_000, 20, 100)


class WorkerCrashedError(Exception):
    """A process ended without an answer; `item` is the piece that it had in hand."""

    def __init__(self, item: Any, status: int) -> None:
        """Hold the piece and how the process ended, as `Process.exitcode` says it."""
        super().__init__(ending(status))
        self.item = item


def ending(status: int) -> str:
    """How a process ended, in words: `was killed by SIGKILL`."""
    if status < 0:
        with suppress(ValueError):
            return f"was killed by {signal.Signals(-status).name}"
    return f"ended with status {status}"


class WorkerPool(Generic[T, R]):
    """Up to `jobs` processes that apply one function. They start when there is enough to do, and end with the block.

    Where the system lets no process start, this one does all the work: results and their order are the same.
    """

    def __init__(self, function: Callable[[T], R], jobs: int) -> None:
        """`function` is called in each process; where processes can't be forked it has to be picklable."""
        self._function = function
        self._jobs = jobs
        self._method = _method()
        forked = jobs == 1 or self._method == "fork"
        self._given = function if forked else deepcopy(function)  # what it loads when it is called can't be pickled
        self._processes: list[_Process] = []
        self._done_here = 0  # groups

    def __enter__(self) -> Self:
        """Nothing starts yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every process at once, whatever it has in hand."""
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.end()

    def map(self, groups: Iterable[tuple[C, Sequence[T]]]) -> Iterator[tuple[C, list[R]]]:
        """What became of the pieces of each group, group by group in their order, each with the group's context.

        Raises CrashedError where a process dies, and what the function raises: when it is the turn of that group, so
        that of several failures the same one is told, however many processes there are.
        """
        slots: deque[_Slot[C, T, R]] = deque()
        source = iter(groups)
        held = next(source, None)
        while held is not None or slots:
            while held is not None and len(slots) < self._jobs * _AHEAD and not any(slot.error for slot in slots):
                context, items = held
                slot: _Slot[C, T, R] = _Slot(context, items)
                if self._is_for_here(items):
                    slot.work(self._function)
                elif (process := self._idle()) is not None:
                    process.give(slot)
                else:
                    break
                slots.append(slot)
                held = next(source, None)
            while slots and slots[0].is_done:
                done = slots.popleft()
                if done.error is not None:
                    raise done.error
                yield done.context, done.results
            if not all(slot.is_done for slot in slots):
                self._receive()

    def _is_for_here(self, items: Sequence[T]) -> bool:
        """Whether a group is worked on here. The first ones are: what they load, forked processes need not."""
        if items and (self._jobs > 1 or self._processes):
            self._done_here += 1
            return self._done_here <= _HERE
        return True

    def _idle(self) -> "_Process | None":
        for process in self._processes:
            if process.slot is None:
                return process
        if len(self._processes) == self._jobs:
            return None
        try:
            with _undisturbed():
                process = _Process(self._given, self._method)
                self._processes.append(process)
        except OSError:  # the system has no more of them: those that there are, or this one alone, do all the work
            self._jobs = max(1, len(self._processes))
            return None
        return process

    def _receive(self) -> None:
        busy = {process.connection: process for process in self._processes if process.slot is not None}
        for connection in wait(list(busy)):
            busy[connection].take()


class _Slot(Generic[C, T, R]):
    """A group on its way."""

    def __init__(self, context: C, items: Sequence[T]) -> None:
        self.context = context
        self.items = items
        self.results: list[R] = []
        self.error: Exception | None = None
        self.is_done = False

    def work(self, function: Callable[[T], R]) -> None:
        """Do it here."""
        try:
            self.fill([function(item) for item in self.items], None)
        except Exception as error:  # noqa: BLE001 - it is raised when it is the group's turn
            self.fill([], error)

    def fill(self, results: list[R], error: Exception | None) -> None:
        """Hold what became of it."""
        self.results, self.error, self.is_done = results, error, True


class _Process:
    """One process, and the group it has in hand."""

    def __init__(self, function: Callable[[Any], Any], method: str) -> None:
        context: Any = multiprocessing.get_context(method)
        self._at = _shared_number(context, method)
        self.slot: _Slot[Any, Any, Any] | None = None
        self.connection, theirs = context.Pipe()
        with theirs:
            arguments = (function, theirs, self.connection, self._at)
            self._process = context.Process(target=_serve, args=arguments, daemon=True)
            try:
                self._process.start()
            except OSError:
                self.connection.close()
                raise

    def give(self, slot: "_Slot[Any, Any, Any]") -> None:
        self.slot = slot
        self._at.value = 0
        with suppress(BrokenPipeError):  # it has died: `take` says so
            self.connection.send(slot.items)

    def take(self) -> None:
        """Fill the slot: with CrashedError where the process has died, be it in the middle of its answer."""
        slot, self.slot = self.slot, None
        if slot is None:
            return
        try:
            results, error = self.connection.recv()
        except (EOFError, OSError):
            self._process.join()
            results, error = [], WorkerCrashedError(slot.items[self._at.value], self._process.exitcode or 0)
        slot.fill(results, error)

    def kill(self) -> None:
        """End it without asking: one that is stopped would not hear SIGTERM."""
        self._process.kill()

    def end(self) -> None:
        """Leave nothing of it behind."""
        self._process.join()
        self.connection.close()


def _shared_number(context: Any, method: str) -> Any:
    """Return 0 as a number that two processes share, which both read and write as its `value`. Raises OSError.

    A forked process inherits its memory, so no file is needed. For other processes the standard library makes one, on
    Linux in /dev/shm, which some machines do not have, AWS Lambda for one.
    """
    return c_longlong.from_buffer(mmap(-1, sizeof(c_longlong))) if method == "fork" else context.RawValue("q", 0)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let signals wait: a process that has just started would meet them with the handlers of its parent."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _OURS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _method() -> str:
    """Forked processes share what is loaded; a process with threads must not be forked."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _serve(function: Callable[[Any], Any], connection: Connection, other: Connection, at: Any) -> None:
    """The life of a process: Ctrl-C and SIGTERM are the parent's to handle, and its end is this one's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _OURS)
    other.close()
    rarely()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            items = connection.recv()
            results: list[Any] = []
            failure: Exception | None = None
            try:
                for at.value, item in enumerate(items):
                    results.append(function(item))
            except Exception as error:  # noqa: BLE001 - it is raised again where the work was asked for
                results, failure = [], portable(error)
            connection.send((results, failure))


def portable(error: Exception) -> Exception:
    """The error, or what it says: some can't pass from one process to another."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever a class of errors may do
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
