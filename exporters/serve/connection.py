"""RequestHandler: reads the requests of one connection within bounds of time and size, and sends the answers."""

import io
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from email.message import Message
from http.server import BaseHTTPRequestHandler
from typing import Any, Final, NamedTuple, cast

from exporters.serve.response import COMMON_HEADERS, Response, error_response, packed

_MOST_SECONDS: Final = 10.0  # for the head of a request, from its first byte on
_IDLE_SECONDS: Final = 30.0  # between two requests
_SEND_SECONDS: Final = 20.0  # for a block
_REST_SECONDS: Final = 1.0  # in which what follows a refused request is read
_MOST_BYTES: Final = 32_768  # of the head of a request
_BLOCK: Final = 1 << 16  # bytes
_METHODS: Final = ("GET", "HEAD")


class ReceivedRequest(NamedTuple):
    """A request that may be answered."""

    target: str  # path and query, as they were sent
    headers: Message


class HeadTooLargeError(Exception):
    """The head of a request has too many bytes."""


class BoundedReader(io.RawIOBase):
    """Reads a connection; the head of a request has a bound of time and bytes."""

    def __init__(self, connection: socket.socket) -> None:
        """Begin with the first head."""
        self._connection = connection
        self._ends_at: float | None = None
        self._left = _MOST_BYTES

    def begin(self) -> None:
        """Wait for the next head."""
        self._ends_at, self._left = None, _MOST_BYTES

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read some bytes. Raises TimeoutError, HeadTooLargeError."""
        if self._left <= 0:
            raise HeadTooLargeError
        wait = _IDLE_SECONDS if self._ends_at is None else self._ends_at - time.monotonic()
        if wait <= 0:
            raise TimeoutError
        self._connection.settimeout(wait)
        count = self._connection.recv_into(memoryview(buffer)[: self._left])
        if self._ends_at is None:
            self._ends_at = time.monotonic() + _MOST_SECONDS
        self._left -= count
        return count


class SendingWriter(io.RawIOBase):
    """Writes to a connection, each time all of it."""

    def __init__(self, connection: socket.socket) -> None:
        """Write to `connection`."""
        self._connection = connection

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: Any) -> int:
        """Send all of `data`. Raises OSError."""
        self._connection.sendall(data)
        return len(data)


class RequestHandler(BaseHTTPRequestHandler):
    """Answers the requests of one connection, one after another."""

    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.0"  # of what can't be read: the refusal has a head, as HTTP/0.9 would not
    server: Any  # its `answer` returns the response to a request

    def setup(self) -> None:
        """Take the connection over."""
        self.connection = self.request
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._reader = BoundedReader(self.connection)
        self.rfile = io.BufferedReader(self._reader, 8192)
        self.wfile = cast("io.BufferedIOBase", SendingWriter(self.connection))

    def handle(self) -> None:
        """Answer until the client leaves, is too slow, or breaks a rule."""
        self.close_connection = True
        try:
            self.handle_one_request()
            while not self.close_connection:
                self._reader.begin()
                self.handle_one_request()
        except HeadTooLargeError:
            self._refuse(431, "the head of the request is too large")
        except (OSError, ValueError):  # the client has left, or is too slow
            self.close_connection = True

    def handle_one_request(self) -> None:
        """Read a request, and answer it."""
        self.command, self.request_version, self.requestline = "", "HTTP/1.1", ""
        self.raw_requestline = self.rfile.readline(_MOST_BYTES)
        if not self.raw_requestline:
            self.close_connection = True
            return
        if not self.parse_request():
            self.close_connection = True  # what follows is no request
            return
        self.connection.settimeout(_SEND_SECONDS)
        if self.request_version not in ("HTTP/1.0", "HTTP/1.1"):
            self._refuse(505, "this is not HTTP/1.1")
        elif self.command not in _METHODS:
            self._refuse(405, "the preview only shows: GET and HEAD", Allow="GET, HEAD")
        elif self.headers.get("Transfer-Encoding") or self.headers.get("Content-Length", "0").strip() != "0":
            self._refuse(400, "a request has no body here")
        else:
            self._send(self.server.answer(ReceivedRequest(self.path, self.headers)))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Refuse what can't be read as a request."""
        self._refuse(code, "the request can't be read")

    def handle_expect_100(self) -> bool:
        """Refuse: no request has a body here."""
        self._refuse(417, "a request has no body here")
        return False

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Log nothing."""

    def version_string(self) -> str:
        """Return the name of the server."""
        return "Outfeed"

    def _refuse(self, status: int, reason: str, **headers: str) -> None:
        """Send an error, and end the connection."""
        self.close_connection = True
        refusal = error_response(status, reason)
        self._send(refusal._replace(headers={**refusal.headers, **headers}))
        self._discard_rest()

    def _discard_rest(self) -> None:
        """Read what the client still sends, for a moment: closed before that, it would lose the answer."""
        ends_at = time.monotonic() + _REST_SECONDS
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            while (left := ends_at - time.monotonic()) > 0:
                self.connection.settimeout(left)
                if not self.connection.recv(_BLOCK):
                    return

    def _send(self, response: Response) -> None:
        file = response.file
        try:
            self._send_head(packed(response, self._header("Accept-Encoding")))
        finally:
            if file is not None:
                file.close()

    def _header(self, name: str) -> str:
        return str(self.headers.get(name, "")) if isinstance(getattr(self, "headers", None), Message) else ""

    def _send_head(self, response: Response) -> None:
        """Send the response."""
        self.send_response(response.status)
        headers = {**COMMON_HEADERS, **response.headers}
        is_old = self.request_version != "HTTP/1.1"
        is_chunked = bool(response.packing) and not is_old
        if response.stream is not None or (response.packing and is_old):
            self.close_connection = True
        elif is_chunked:
            headers["Transfer-Encoding"] = "chunked"
        elif response.status != 304:
            headers["Content-Length"] = str(response.span[1] if response.file else len(response.body))
        if self.close_connection:
            headers["Connection"] = "close"
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD" or response.status == 304:
            return
        if response.stream is not None:
            response.stream(self.connection)
        elif response.file is None:
            self.wfile.write(response.body)
        else:
            write = self._write_chunk if is_chunked else self.wfile.write
            for block in _packed_blocks(response) if response.packing else _blocks(response):
                write(block)
            if is_chunked:
                self.wfile.write(b"0\r\n\r\n")

    def _write_chunk(self, block: bytes) -> None:
        self.wfile.write(b"%x\r\n%b\r\n" % (len(block), block))


def _blocks(response: Response) -> Iterator[bytes]:
    """The bytes of a part of a file."""
    start, count = response.span
    if response.file is None:
        return
    response.file.seek(start)
    while count and (block := response.file.read(min(count, _BLOCK))):
        count -= len(block)
        yield block


def _packed_blocks(response: Response) -> Iterator[bytes]:
    """The bytes of a file, packed."""
    packer = zlib.compressobj(5, zlib.DEFLATED, 31)
    for block in _blocks(response):
        if data := packer.compress(block):
            yield data
    yield packer.flush()


Answer = Callable[[ReceivedRequest], Response]
