"""Run blocking work in several threads that never keep the program from ending."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def ordered(work: Callable[[Item], Result], items: Sequence[Item], at_once: int) -> Iterator[Result]:
    """Yield the result of `work` for each item in order; raise its error in its place.

    Nothing is begun after that, nor after an interrupt; what is under way is not waited for. A pool of the standard
    library waits for it, up to a minute where a server does not answer.
    """
    waiting, done = SimpleQueue[int](), [SimpleQueue[tuple[Result] | BaseException]() for _ in items]
    for index in range(len(items)):
        waiting.put(index)

    def run() -> None:
        with suppress(Empty):
            while True:
                index = waiting.get_nowait()
                try:
                    done[index].put((work(items[index]),))
                except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
                    done[index].put(error)
                    return

    try:
        for _ in range(min(at_once, len(items))):
            Thread(target=run, daemon=True).start()
    except RuntimeError:  # the system has no more of them
        run()
    try:
        for each in done:
            found = each.get()
            if isinstance(found, BaseException):
                raise found
            yield found[0]
    finally:
        with suppress(Empty):
            while True:
                waiting.get_nowait()
