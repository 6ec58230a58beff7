"""Run blocking work in several threads that never keep the program from ending."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_in_order(work: Callable[[Item], Result], items: Sequence[Item], at_once: int) -> Iterator[Result]:
    """Yield the result of `work` for each item in order; raise its error in its place.

    After an error or an interrupt it starts no further item, and does not wait for those in progress. A pool of the
    standard library waits for them: up to a minute if a server does not answer.
    """
    indexes, results = SimpleQueue[int](), [SimpleQueue[tuple[Result] | BaseException]() for _ in items]
    for index in range(len(items)):
        indexes.put(index)

    def run() -> None:
        with suppress(Empty):
            while True:
                index = indexes.get_nowait()
                try:
                    results[index].put((work(items[index]),))
                except BaseException as error:  # noqa: BLE001 - the caller raises it
                    results[index].put(error)
                    return

    try:
        for _ in range(min(at_once, len(items))):
            Thread(target=run, daemon=True).start()
    except RuntimeError:  # the system has no more threads
        run()
    try:
        for result_queue in results:
            result = result_queue.get()
            if isinstance(result, BaseException):
                raise result
            yield result[0]
    finally:
        with suppress(Empty):
            while True:
                indexes.get_nowait()
