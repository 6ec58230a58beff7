"""Run work in several processes: results in order, and a clear error if one dies."""

import gc
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from copy import deepcopy
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Generic, Self, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")  # an item of work
R = TypeVar("R")  # its result
C = TypeVar("C")  # what the caller gets back with the results

_INLINE_GROUPS: Final = 2  # groups that this process handles before it starts others; the caller keeps them small
_HANDLED_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)  # signals that a run handles
_MAX_QUEUED_PER_WORKER: Final = 4  # groups that may wait for an earlier one, per process: a bound on memory


def relax_gc() -> None:
    """Relax the cyclic GC: a run creates no reference cycles, and scanning cost 20 % of its time."""
    gc.freeze()  # loaded modules stay in memory
    gc.set_threshold(50_000, 20, 100)


class WorkerCrashedError(Exception):
    """A process died without an answer while it worked on `item`."""

    def __init__(self, item: Any, status: int) -> None:
        """Store the item and how the process ended, as `Process.exitcode` says it."""
        super().__init__(describe_exit(status))
        self.item = item


def describe_exit(status: int) -> str:
    """Return how a process ended: `was killed by SIGKILL`."""
    if status < 0:
        with suppress(ValueError):
            return f"was killed by {signal.Signals(-status).name}"
    return f"ended with status {status}"


class WorkerPool(Generic[T, R]):
    """Up to `jobs` processes that apply one function; they start when there is enough work, and end with the block.

    If the system lets no process start, this one does all the work: results and their order are the same.
    """

    def __init__(self, function: Callable[[T], R], jobs: int) -> None:
        """`function` runs in each process; it must be picklable if processes cannot fork."""
        self._function = function
        self._jobs = jobs
        self._method = _method()
        forked = jobs == 1 or self._method == "fork"
        self._worker_function = function if forked else deepcopy(function)  # a call may load what cannot be pickled
        self._processes: list[_Process] = []
        self._inline_count = 0  # groups

    def __enter__(self) -> Self:
        """Start nothing yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every process at once."""
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.end()

    def map(self, groups: Iterable[tuple[C, Sequence[T]]]) -> Iterator[tuple[C, list[R]]]:
        """Yield the results of each group in order, with the group's context.

        Raises CrashedError where a process dies, and what the function raises: when it is the turn of that group, so
        that of several failures the same one is told, however many processes there are.
        """
        slots: deque[_Slot[C, T, R]] = deque()
        source = iter(groups)
        held = next(source, None)
        while held is not None or slots:
            while (
                held is not None
                and len(slots) < self._jobs * _MAX_QUEUED_PER_WORKER
                and not any(slot.error for slot in slots)
            ):
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
        """Return whether this process does a group: the first ones load modules that forked processes then share."""
        if items and (self._jobs > 1 or self._processes):
            self._inline_count += 1
            return self._inline_count <= _INLINE_GROUPS
        return True

    def _idle(self) -> "_Process | None":
        for process in self._processes:
            if process.slot is None:
                return process
        if len(self._processes) == self._jobs:
            return None
        try:
            with _block_signals():
                process = _Process(self._worker_function, self._method)
                self._processes.append(process)
        except OSError:  # the system has no more of them: those that there are, or this one alone, do all the work
            self._jobs = max(1, len(self._processes))
            return None
        return process

    def _receive(self) -> None:
        from multiprocessing.connection import wait

        busy = {process.connection: process for process in self._processes if process.slot is not None}
        for connection in wait(list(busy)):
            busy[connection].take()


class _Slot(Generic[C, T, R]):
    """A group in progress."""

    def __init__(self, context: C, items: Sequence[T]) -> None:
        self.context = context
        self.items = items
        self.results: list[R] = []
        self.error: Exception | None = None
        self.is_done = False

    def work(self, function: Callable[[T], R]) -> None:
        """Do the work in this process."""
        try:
            self.fill([function(item) for item in self.items], None)
        except Exception as error:  # noqa: BLE001 - it is raised when it is the group's turn
            self.fill([], error)

    def fill(self, results: list[R], error: Exception | None) -> None:
        """Store the results."""
        self.results, self.error, self.is_done = results, error, True


class _Process:
    """A worker process, and the group it works on."""

    def __init__(self, function: Callable[[Any], Any], method: str) -> None:
        import multiprocessing  # few runs have work for another process

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
        """Fill the slot; with WorkerCrashedError if the process died, even in the middle of its answer."""
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
        """Kill the process: a stopped one would not receive SIGTERM."""
        self._process.kill()

    def end(self) -> None:
        """Release its resources."""
        self._process.join()
        self.connection.close()


def _shared_number(context: Any, method: str) -> Any:
    """Return a 0 that two processes share, read and written as its `value`. Raises OSError.

    A forked process inherits its memory, so no file is needed. For other processes the standard library makes one, on
    Linux in /dev/shm, which some machines do not have, AWS Lambda for one.
    """
    if method != "fork":
        return context.RawValue("q", 0)
    from ctypes import c_longlong, sizeof
    from mmap import mmap

    return c_longlong.from_buffer(mmap(-1, sizeof(c_longlong)))


@contextmanager
def _block_signals() -> Iterator[None]:
    """Block signals: a process that has just started would handle them like its parent."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    earlier_mask = signal.pthread_sigmask(signal.SIG_BLOCK, _HANDLED_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, earlier_mask)


def _method() -> str:
    """Return the start method: forked processes share loaded modules; a process with threads must not fork."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _serve(function: Callable[[Any], Any], connection: "Connection", other: "Connection", at: Any) -> None:
    """Run a worker process; its parent handles Ctrl-C and SIGTERM, and ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HANDLED_SIGNALS)
    other.close()
    relax_gc()
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
    """Return the error, or its text if it can't be pickled."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever a class of errors may do
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
