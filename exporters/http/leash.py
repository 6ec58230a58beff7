"""A bound on the whole time of an exchange: names that are looked up, TLS, and servers that drip a byte now and then.

A time limit on a socket bounds one wait, and each byte begins a new one; looking up a name has no limit at all. So the
work is done in a thread, which is waited for no longer than the time allows. Then its socket is shut, and the thread
ends; where a name is still being looked up, it ends as soon as that does. It never keeps the process from ending.
"""

import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar

_Result = TypeVar("_Result")


class Leash:
    """What the thread in front and the one that works share."""

    def __init__(self) -> None:
        """Nothing is held yet."""
        self._lock = threading.Lock()
        self._held: socket.socket | None = None
        self._is_cut = False

    def hold(self, held: socket.socket) -> None:
        """Let `held` be shut when time is up. Raises TimeoutError where it is."""
        with self._lock:
            self._held = held
        self.check()

    def check(self) -> None:
        """Raise TimeoutError where time is up."""
        if self._is_cut:
            raise TimeoutError

    def cut(self) -> None:
        """Time is up, or nobody waits any more."""
        with self._lock:
            self._is_cut = True
            if self._held is not None:
                with suppress(OSError):  # it is closed already
                    # Not the method of a TLS socket, which would take its state from under the other thread.
                    socket.socket.shutdown(self._held, socket.SHUT_RDWR)


def bounded(work: Callable[[Leash], _Result], seconds: float) -> _Result:
    """What `work` gives, or raises. Raises TimeoutError where that takes longer than `seconds`."""
    leash, future = Leash(), Future[_Result]()

    def run() -> None:
        try:
            future.set_result(work(leash))
        except BaseException as error:  # noqa: BLE001 - it is raised where the result is awaited
            future.set_exception(error)

    thread = threading.Thread(target=run, name="outfeed-fetching", daemon=True)
    thread.start()
    try:
        result = future.result(timeout=seconds)
    finally:
        leash.cut()
        if future.done():
            thread.join()
    return result
