"""Servers on this machine that answer as badly as a test wants them to."""

import os
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import parse_headers
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any, Final
from unittest import mock

CERTIFICATE: Final = Path(__file__).with_name("localhost.pem")  # self-signed, with its key; it guards nothing


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request that came."""

    method: str
    target: str
    headers: dict[str, str]  # names in small letters
    body: bytes


Told = bytes | Iterable[bytes]  # octets as they go over the line: the status line and headers too
Answers = Callable[[Asked], Told]


@dataclass(kw_only=True)
class Server:
    """A server that runs."""

    url: str  # ends with "/"
    asked: list[Asked] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)  # set where it has to end

    def drip(self, begin: bytes, octets: bytes) -> Iterator[bytes]:
        """`begin`, and then `octets` now and then, for ever."""
        yield begin
        while not self.over.wait(0.01):
            yield octets


@contextmanager
def serving(answers: Answers | Told, *, tls: bool = False, host: str = "127.0.0.1") -> Iterator[Server]:
    """A server that gives what `answers` does, or the same each time, and closes the connection."""

    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError, ValueError, StopIteration):
                asked = _asked(self.rfile)
                made.asked.append(asked)
                told = answers(asked) if callable(answers) else answers
                for block in [told] if isinstance(told, bytes) else told:
                    self.wfile.write(block)

        def finish(self) -> None:
            with suppress(OSError):
                super().finish()

    with _Server(("127.0.0.1", 0), Handler) as server, mock.patch.dict(os.environ, {"no_proxy": "*"}):
        if tls:
            server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            server.context.load_cert_chain(CERTIFICATE)
        made = Server(url=f"http{'s' if tls else ''}://{host}:{server.server_address[1]}/")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield made
        finally:
            made.over.set()
            server.shutdown()
            thread.join()


def answer(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    """An answer as it should be."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode("utf-8") + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    """An answer that sends its reader elsewhere."""
    return answer(b"", f"Location: {location}", status=status)


class _Server(ThreadingTCPServer):
    allow_reuse_address = True
    context: ssl.SSLContext | None = None

    def get_request(self) -> tuple[Any, Any]:
        """A connection; one of which the other end does not trust the certificate is none (OSError)."""
        sock, where = super().get_request()
        return (self.context.wrap_socket(sock, server_side=True) if self.context else sock), where

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """Raise it in the thread, so that the test fails."""
        raise  # noqa: PLE0704


def _asked(stream: Any) -> Asked:
    method, target, _ = next(iter(stream)).decode("ascii").split(" ")
    headers = {name.lower(): value for name, value in parse_headers(stream).items()}
    return Asked(
        method=method, target=target, headers=headers, body=stream.read(int(headers.get("content-length", "0")))
    )
