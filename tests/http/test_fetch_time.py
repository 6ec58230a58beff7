"""`seconds` bounds the whole time, whatever a server does; no thread outlives it for long."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from exporters.http.request import FetchError, fetch
from tests.cli.running import environment
from tests.http.serving import redirect, serving


def late(url: str) -> FetchError:
    """What is raised where the server at `url` takes its time. Our thread ends although the server goes on."""
    with pytest.raises(FetchError) as raised:
        fetch(url, seconds=0.2)
    for thread in threading.enumerate():
        if thread.name == "outfeed-fetching":
            thread.join(20)
            assert not thread.is_alive()
    return raised.value


class TestSlowServers:
    """A byte now and then does not buy time."""

    @pytest.mark.parametrize(
        ("begin", "octets"),
        [
            (b"", b""),
            (b"", b"H"),
            (b"HTTP/1.1 200 OK\r\nA: ", b"b"),
            (b"HTTP/1.1 200 OK\r\n\r\n", b"c"),
            (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
            (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x08\0\0\0\0\0\0", b"n"),
            (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", b""),
        ],
        ids=["silent", "status", "header", "body", "length of a chunk", "gzip", "interim", "stalled"],
    )
    def test_time_is_up(self, begin: bytes, octets: bytes) -> None:
        with serving(lambda _: server.drip(begin, octets)) as server:
            made = late(server.url)

        assert (made.reason, made.status, made.address) == ("did not answer within 0.2 s", None, server.url)

    def test_redirects_share_the_time(self) -> None:
        def answers(_: object) -> Iterator[bytes]:
            server.over.wait(0.05)
            yield redirect("/next")

        with serving(answers) as server:
            made = late(server.url)

        assert made.reason == "did not answer within 0.2 s"
        assert len(server.asked) < 10

    def test_tls_that_never_begins(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("no_proxy", "*")
        with socket.create_server(("127.0.0.1", 0)) as silent:
            made = late(f"https://127.0.0.1:{silent.getsockname()[1]}/")

        assert made.reason == "did not answer within 0.2 s"

    def test_a_name_that_is_looked_up_for_ever(self, monkeypatch: pytest.MonkeyPatch) -> None:
        over = threading.Event()
        monkeypatch.setenv("no_proxy", "*")
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait() and [])

        with pytest.raises(FetchError) as raised:
            fetch("http://slow.example/", seconds=0.2)
        over.set()

        assert str(raised.value) == "http://slow.example/ did not answer within 0.2 s"


class TestEndOfTheProcess:
    """What still waits for a name does not hold it up."""

    def test_it_ends_at_once(self) -> None:
        code = (
            "import socket, threading\n"
            "socket.getaddrinfo = lambda *_, **__: threading.Event().wait()\n"
            "from exporters.http.request import FetchError, fetch\n"
            "try:\n    fetch('http://slow.example/', seconds=0.2)\n"
            "except FetchError as error:\n    print(error)"
        )

        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment({"no_proxy": "*"}),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "http://slow.example/ did not answer within 0.2 s\n"
