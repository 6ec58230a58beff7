"""Run work on an executor that the caller made: processes on this machine or a cluster."""

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Generic, Self, TypeVar

from exporters.errors import ExecutorError
from exporters.support.workers import WorkerPool, portable

if TYPE_CHECKING:  # loads logging, which no run without an executor needs
    from concurrent.futures import Executor, Future

T = TypeVar("T")  # one piece of work
R = TypeVar("R")  # what became of it
C = TypeVar("C")  # what the asker wants back with the results

_AHEAD: Final = 64  # groups that may wait for an earlier one: what bounds memory, since nobody knows how many work


def apply(function: bytes, items: Sequence[Any]) -> tuple[list[Any], Exception | None]:
    """Apply the pickled `function` to each item up to the first error; return the results and that error."""
    work = pickle.loads(function)  # noqa: S301 - our own
    results: list[Any] = []
    try:
        for item in items:
            results.append(work(item))  # noqa: PERF401 - those before an error count
    except Exception as error:  # noqa: BLE001 - it is raised again where the work was asked for
        return [], portable(error)
    return results, None


class ExecutorWorkers(Generic[T, R]):
    """Runs one pure function on an executor; each call gets a new copy of it."""

    def __init__(self, function: Callable[[T], R], executor: "Executor") -> None:
        """`function` and its arguments must be picklable."""
        self._function = pickle.dumps(function)
        self._executor = executor
        self._waiting: deque[tuple[Any, Future[Any] | None]] = deque()

    def __enter__(self) -> Self:
        """Submit nothing yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Cancel what has not started. The executor stays open: it belongs to its maker."""
        for _, future in self._waiting:
            if future is not None:
                future.cancel()

    def map(self, groups: Iterable[tuple[C, Sequence[T]]]) -> Iterator[tuple[C, list[R]]]:
        """Yield the results of each group in order, with the group's context.

        Raises what the function raises, when it is the turn of that group; ExecutorError where the executor fails.
        """
        for context, items in groups:
            self._waiting.append((context, self._submit(items) if items else None))
            if len(self._waiting) > _AHEAD:
                yield self._first()
        while self._waiting:
            yield self._first()

    def _submit(self, items: Sequence[T]) -> "Future[Any]":
        try:
            return self._executor.submit(apply, self._function, items)
        except Exception as error:
            raise _make_error(error) from error

    def _first(self) -> tuple[Any, list[R]]:
        context, future = self._waiting[0]
        if future is None:
            self._waiting.popleft()
            return context, []
        try:
            results, failure = future.result()
        except Exception as error:
            raise _make_error(error) from error
        self._waiting.popleft()
        if failure is not None:
            raise failure
        return context, results


def open_workers(
    function: Callable[[T], R], jobs: int, executor: "Executor | None"
) -> "WorkerPool[T, R] | ExecutorWorkers[T, R]":
    """Open workers that apply `function`: on the executor if there is one, else up to `jobs` processes."""
    return WorkerPool(function, jobs) if executor is None else ExecutorWorkers(function, executor)


def _make_error(error: Exception) -> ExecutorError:
    """Return the error for an executor that raised `error`: a killed process, a lost machine."""
    message = f"the executor failed: {type(error).__name__}: {str(error)[:300]}"
    return ExecutorError.because("executor-failed", message, "make it work and run again, or run without it")
