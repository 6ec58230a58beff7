"""Deadline: one limit of time for a whole exchange."""

import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar

_Result = TypeVar("_Result")


class Deadline:
    """A time limit for a whole exchange: name lookup, TLS, redirects, and servers that send a byte at a time.

    A timeout of urllib3 bounds one wait, and each byte begins a new one: with 2.8.0, `Timeout(total=0.5)` took 4 s for
    a header that came at ten bytes a second. Looking up a name has no timeout at all. So the exchange runs in a thread,
    which is waited for no longer than the time allows. Then its socket is shut, and the thread ends; where a name is
    still being looked up, it ends as soon as that does. It never keeps the process from ending.
    """

    def __init__(self, seconds: float | None = None) -> None:
        """`seconds` counts from the start of the exchange; None for no limit."""
        self._seconds = seconds
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._is_over = False

    def run(self, exchange: Callable[["Deadline"], _Result]) -> _Result:
        """Return or raise what `exchange` returns or raises. Raises TimeoutError if it takes too long."""
        future = Future[_Result]()

        def work() -> None:
            try:
                future.set_result(exchange(self))
            except BaseException as error:  # noqa: BLE001 - it is raised where the result is awaited
                future.set_exception(error)
            finally:
                self._watch(None)

        thread = threading.Thread(target=work, name="outfeed-fetching", daemon=True)
        thread.start()
        try:
            result = future.result(timeout=self._seconds)
        finally:
            self._expire()
            if future.done():
                thread.join()
        return result

    def watch(self, connected: socket.socket) -> None:
        """Shut `connected` down when time is up. Raises TimeoutError if it is up already.

        It is duplicated, because TLS takes the descriptor away from it before the handshake.
        """
        self._watch(connected.dup())
        self.check()

    def check(self) -> None:
        """Raise TimeoutError if time is up."""
        if self._is_over:
            raise TimeoutError

    def _watch(self, duplicate: socket.socket | None) -> None:
        with self._lock:
            if self._socket is not None:
                self._socket.close()
            self._socket = duplicate

    def _expire(self) -> None:
        with self._lock:
            self._is_over = True
            if self._socket is not None:
                with suppress(OSError):  # the other end closed it
                    self._socket.shutdown(socket.SHUT_RDWR)
