"""EventStreams: the open pages that are told of each build. Spec: HTML, server-sent events."""

import select
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import Any, Final

import msgspec

from exporters.serve.response import Response, error_response

_MOST: Final = 64  # streams at a time
_HEARTBEAT: Final = 15  # seconds between two signs of life, by which a stream that nobody reads is found
_WAKE: Final = b"."


class EventStreams:
    """The open streams. Each has a thread that waits for its client to leave, or for news."""

    def __init__(self, state: Callable[[], dict[str, Any]]) -> None:
        """`state` returns what a stream tells: the version, and whether a build is at work."""
        self._state = state
        self._lock = Lock()
        self._wakers = set[socket.socket]()
        self._is_closed = False

    def __len__(self) -> int:
        """Return the number of open streams."""
        with self._lock:
            return len(self._wakers)

    def announce(self) -> None:
        """Let each stream tell the present state."""
        with self._lock:
            for each in self._wakers:
                with suppress(OSError):  # its buffer is full: it has not told the last one yet
                    each.send(_WAKE)

    def close(self) -> None:
        """End each stream."""
        with self._lock:
            self._is_closed = True
        self.announce()

    def response(self) -> Response:
        """Return the answer that begins a stream; status 503 where there are too many."""
        headers = {"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"}
        if len(self) >= _MOST:
            return error_response(503, f"{_MOST} pages are open already")
        return Response(200, headers, stream=self._tell)

    def _tell(self, connection: socket.socket) -> None:
        """Tell the state at once and after each change, until the client leaves or the server ends."""
        woken, waker = socket.socketpair()
        waker.settimeout(0)
        with woken, waker:
            with self._lock:
                self._wakers.add(waker)
            try:
                self._tell_changes(connection, woken)
            finally:
                with self._lock:
                    self._wakers.discard(waker)

    def _tell_changes(self, connection: socket.socket, woken: socket.socket) -> None:
        told: dict[str, Any] | None = None
        beat_at = time.monotonic() + _HEARTBEAT
        connection.sendall(b"retry: 1000\n\n")
        while not self._is_closed:
            state = self._state()
            if state != told:
                connection.sendall(b"data: " + msgspec.json.encode(state) + b"\n\n")
                told = state
            readable, _, _ = select.select([connection, woken], [], [], max(0.0, beat_at - time.monotonic()))
            if connection in readable:  # it closes, or sends what nobody asked for
                return
            if woken in readable:
                woken.recv(4096)
            else:
                connection.sendall(b": still here\n\n")
                beat_at = time.monotonic() + _HEARTBEAT
