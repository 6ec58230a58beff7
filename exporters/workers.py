"""Work done by several processes: results in order, and a clear error where one of them dies."""

import gc
import multiprocessing
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Final, Generic, Self, TypeVar

T = TypeVar("T")  # one piece of work
R = TypeVar("R")  # what became of it
C = TypeVar("C")  # what the asker wants back with the results

_HERE: Final = 2  # groups that are worked on here, before there are processes; whoever makes them makes them small
_AHEAD: Final = 4  # groups that may wait for an earlier one, for each process: what bounds memory


def rarely() -> None:
    """Let garbage be collected rarely: what a run makes holds no circles, and looking for them took a fifth of it."""
    gc.freeze()  # what was loaded stays
    gc.set_threshold(50_000, 20, 100)


class CrashedError(Exception):
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


class Workers(Generic[T, R]):
    """Up to `jobs` processes that apply one function. They start when there is enough to do, and end with the block."""

    def __init__(self, function: Callable[[T], R], jobs: int) -> None:
        """`function` is called in each process; where processes can't be forked it has to be picklable."""
        self._function = function
        self._jobs = jobs
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
            process.end()

    def map(self, groups: Iterable[tuple[C, Sequence[T]]]) -> Iterator[tuple[C, list[R]]]:
        """What became of the pieces of each group, group by group in their order, each with the group's context.

        Raises CrashedError where a process dies, and what the function raises.
        """
        slots: deque[_Slot[C, T, R]] = deque()
        source = iter(groups)
        held = next(source, None)
        while held is not None or slots:
            while held is not None and len(slots) < self._jobs * _AHEAD:
                context, items = held
                slot: _Slot[C, T, R] = _Slot(context, items)
                if self._is_for_here(items):
                    slot.results = [self._function(item) for item in items]
                elif (process := self._idle()) is not None:
                    process.give(slot)
                else:
                    break
                slots.append(slot)
                held = next(source, None)
            while slots and slots[0].results is not None:
                done = slots.popleft()
                yield done.context, done.results or []
            if any(slot.results is None for slot in slots):
                self._receive()

    def _is_for_here(self, items: Sequence[T]) -> bool:
        """Whether a group is worked on here. The first ones are: what they load, forked processes need not."""
        if items and self._jobs > 1:
            self._done_here += 1
            return self._done_here <= _HERE
        return True

    def _idle(self) -> "_Process | None":
        for process in self._processes:
            if process.slot is None:
                return process
        if len(self._processes) == self._jobs:
            return None
        process = _Process(self._function)
        self._processes.append(process)
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
        self.results: list[R] | None = None


class _Process:
    """One process, and the group it has in hand."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        context: Any = multiprocessing.get_context(_method())
        self.connection, theirs = context.Pipe()
        self.slot: _Slot[Any, Any, Any] | None = None
        self._at = context.RawValue("q", 0)
        self._process = context.Process(target=_serve, args=(function, theirs, self.connection, self._at), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, slot: "_Slot[Any, Any, Any]") -> None:
        self.slot = slot
        self._at.value = 0
        with suppress(BrokenPipeError):  # it has died: `take` says so
            self.connection.send(slot.items)

    def take(self) -> None:
        """Fill the slot. Raises CrashedError where the process has died, else what the function raised."""
        slot, self.slot = self.slot, None
        if slot is None:
            return
        try:
            results, error = self.connection.recv()
        except (EOFError, ConnectionResetError):
            self._process.join()
            raise CrashedError(slot.items[self._at.value], self._process.exitcode or 0) from None
        if error is not None:
            raise error
        slot.results = results

    def end(self) -> None:
        self._process.terminate()
        self._process.join()
        self.connection.close()


def _method() -> str | None:
    """Forked processes share what is loaded; a process with threads must not be forked. None: as the system likes."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _serve(function: Callable[[Any], Any], connection: Connection, other: Connection, at: Any) -> None:
    """The life of a process: Ctrl-C and SIGTERM are the parent's to handle, and its end is this one's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    other.close()
    rarely()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            items = connection.recv()
            results, failure = [], None
            try:
                for at.value, item in enumerate(items):
                    results.append(function(item))
            except Exception as error:  # noqa: BLE001 - it is raised again where the work was asked for
                failure = error
            connection.send((results, failure))
