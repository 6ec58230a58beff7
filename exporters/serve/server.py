"""PreviewServer: listens, and has a thread for each connection, up to a bound."""

import errno
import socket
import socketserver
from contextlib import suppress
from threading import Lock, Thread
from typing import Any, Final

from exporters.errors import UsageError, reason
from exporters.serve.access import is_loopback
from exporters.serve.connection import Answer, ReceivedRequest, RequestHandler
from exporters.serve.response import Response, error_response

_MOST: Final = 128  # connections at a time
_BUSY: Final = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 1\r\nConnection: close\r\n\r\n"


class PreviewServer(socketserver.ThreadingTCPServer):
    """A server whose open connections never hold its end."""

    allow_reuse_address = True  # what `close` left waiting does not hold the port
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, host: str, port: int, answer: Answer) -> None:
        """Listen. Raises UsageError where that is not possible, as on a port in use."""
        self._answer = answer
        self._is_alone = is_loopback(host)
        self._connections = set[socket.socket]()
        self._lock = Lock()
        self._thread: Thread | None = None
        try:
            self.address_family, address = _resolve(host, port)
            if self.address_family == socket.AF_INET and _is_used(address):
                raise OSError(errno.EADDRINUSE, "Address already in use")
            super().__init__(address, RequestHandler)
        except OSError as error:
            raise _make_error(error, host, port) from error

    @property
    def port(self) -> int:
        """Return the port that it listens on."""
        return int(self.server_address[1])

    def answer(self, request: ReceivedRequest) -> Response:
        """Return the answer to a request."""
        try:
            return self._answer(request)
        except OSError as error:  # a file is gone, or can't be read
            return error_response(503, reason(error))
        except Exception as error:  # noqa: BLE001 - the page shows it, and the preview goes on
            told = f"{type(error).__name__}: {error}" if self._is_alone else type(error).__name__
            return error_response(500, f"an error of Outfeed, please report it: {told}")

    def start(self) -> None:
        """Serve in a thread of its own."""
        self._thread = Thread(target=self.serve_forever, args=(0.5,), name="serve", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End every connection, and stop to listen."""
        if self._thread is not None:
            Thread(target=self.shutdown, daemon=True).start()
            with suppress(OSError):  # so that it need not wait for the next look
                socket.create_connection((str(self.server_address[0]), self.port), 0.2).close()
            self._thread.join(0.6)
        self.server_close()
        with self._lock:
            connections = list(self._connections)
        for each in connections:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Start a thread for a connection; refuse one too many."""
        with self._lock:
            is_full = len(self._connections) >= _MOST
            if not is_full:
                self._connections.add(request)
        if is_full:
            with suppress(OSError):
                request.settimeout(0.1)
                request.sendall(_BUSY)
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection."""
        with self._lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Drop the connection whose client left."""


def _resolve(host: str, port: int) -> tuple[socket.AddressFamily, Any]:
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, _, _, _, address = min(found, key=lambda each: each[0] != socket.AF_INET)
    return family, address


def _is_used(address: Any) -> bool:
    """Whether a program listens at an address already: some systems let two."""
    if not address[1]:
        return False
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1" if address[0] == "0.0.0.0" else address[0], address[1])) == 0  # noqa: S104


def _make_error(error: OSError, host: str, port: int) -> UsageError:
    if error.errno == errno.EADDRINUSE:
        message = f"port {port} is in use"
        return UsageError.because(
            "port-in-use", message, "end the program that has it, or give --port 0 for a free one"
        )
    message = f"can't listen on {host}:{port}: {reason(error)}"
    return UsageError.because("address-unusable", message, "give an address of this machine, as in --host 127.0.0.1")
