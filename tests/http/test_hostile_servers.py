"""Servers and proxies that mean harm: each exchange ends in the time it has, with a reason."""

import gzip
import itertools
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from exporters.http.request import FetchError, fetch, post
from tests.http.serving import CERTIFICATE, Asked, answer, redirect, serving
from tests.http.test_fetch_time import late

HEAD = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
RECORD = b"\x16\x03\x03\x40\x00"  # the begin of a TLS record of 16,384 bytes. Spec: RFC 8446 §5.1
LATE = "did not answer within 0.2 s"
Talk = Callable[[socket.socket, threading.Event], None]


@contextmanager
def talking(talk: Talk) -> Iterator[int]:
    """The port of a server that says whatever `talk` sends, without TLS or HTTP of its own."""
    over = threading.Event()

    def run() -> None:
        with suppress(OSError):
            connected, _ = listening.accept()
            with connected, suppress(OSError):
                talk(connected, over)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            over.set()
            thread.join()


def dripping(octets: bytes, *answers: bytes) -> Talk:
    """One of `answers` to each of the first words of the client, and then `octets` for ever."""

    def talk(connected: socket.socket, over: threading.Event) -> None:
        for each in answers:
            connected.recv(1 << 16)
            connected.sendall(each)
        while not over.wait(0.01):
            connected.sendall(octets)

    return talk


def failure(url: str) -> str:
    """Why nothing came from `url`."""
    with pytest.raises(FetchError) as raised:
        fetch(url, most_bytes=1 << 20, seconds=20)
    return raised.value.reason


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


class TestDrip:
    """Whole lines and whole chunks buy no time either."""

    @pytest.mark.parametrize(
        ("begin", "octets"),
        [
            (HEAD, b"1\r\na\r\n"),
            (HEAD + b"1;", b"x=1;"),
            (HEAD + b"ffff\r\n", b"a"),
            (HEAD + b"0\r\n", b"A: b\r\n"),
            (
                HEAD.replace(b"chunked", b"chunked\r\nContent-Encoding: gzip"),
                b"14\r\n" + gzip.compress(b"", mtime=0) + b"\r\n",
            ),
        ],
        ids=["chunks", "extension of a chunk", "within a chunk", "trailers", "empty members of gzip"],
    )
    def test_a_body_in_chunks(self, begin: bytes, octets: bytes) -> None:
        with serving(lambda _: server.drip(begin, octets)) as server:
            made = late(server.url)

        assert made.reason == LATE

    def test_the_lines_of_a_header_are_counted(self) -> None:
        with serving(lambda _: server.drip(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n" * 50)) as server:
            assert failure(server.url) == "does not answer in HTTP"

    def test_a_redirect_whose_header_never_ends(self) -> None:
        with serving(lambda _: server.drip(b"HTTP/1.1 302 Found\r\nLocation: /", b"a")) as server:
            made = late(server.url)

        assert (made.reason, len(server.asked)) == (LATE, 1)

    def test_a_server_that_reads_a_form_without_end(self) -> None:
        def never(_: socket.socket, over: threading.Event) -> None:
            over.wait()

        with talking(never) as port, pytest.raises(FetchError) as raised:
            post(f"http://127.0.0.1:{port}/", {"a": "b" * (32 << 20)}, seconds=0.2)

        assert raised.value.reason == LATE

    @pytest.mark.parametrize("begin", [RECORD, RECORD + b"\x02\x00\x3f\xfc\x03\x03"], ids=["record", "hello"])
    def test_the_handshake_of_tls(self, begin: bytes) -> None:
        with talking(dripping(b"\0", begin)) as port:
            made = late(f"https://127.0.0.1:{port}/")

        assert made.reason == LATE

    def test_an_answer_may_take_longer_than_a_connection(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def answers(_: Asked) -> Iterator[bytes]:
            server.over.wait(0.2)
            yield answer(b"feed")

        monkeypatch.setattr("exporters.http.connection._CONNECT_SECONDS", 0.05)
        with serving(answers) as server:
            made = fetch(server.url, seconds=20)

        assert made is not None

    def test_a_handshake_may_take_longer_than_a_connection(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("exporters.http.connection._CONNECT_SECONDS", 0.05)
        with talking(dripping(b"")) as port:
            made = late(f"https://127.0.0.1:{port}/")

        assert made.reason == LATE

    def test_a_body_within_tls(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        with serving(lambda _: server.drip(HEAD, b"1\r\na\r\n"), tls=True, host="localhost") as server:
            made = late(server.url)

        assert made.reason == LATE


class TestEndless:
    """What grows without end is bounded by its size or its number."""

    def test_redirects_that_never_repeat(self) -> None:
        number = itertools.count()
        with serving(lambda _: redirect(f"/{next(number)}", "307 Again")) as server:
            assert failure(server.url) == "redirects more than 10 times"
            with pytest.raises(FetchError, match="redirects more than 10 times"):
                post(server.url, {})

        assert len(server.asked) == 22

    def test_redirects_with_a_body_that_is_not_waited_for(self) -> None:
        def answers(asked: Asked) -> Iterator[bytes]:
            if asked.target == "/b":
                return iter([answer(b"feed")])
            return server.drip(b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n", b"a")

        with serving(answers) as server:
            made = fetch(server.url, seconds=20)

        assert made is not None
        assert made.data == b"feed"

    @pytest.mark.parametrize("members", [1, 60])
    def test_a_bomb_in_chunks(self, members: int) -> None:
        bomb = gzip.compress(b"\0" * ((64 << 20) // members)) * members
        head = HEAD.replace(b"chunked", b"chunked\r\nContent-Encoding: gzip")
        with serving(head + b"%x\r\n" % len(bomb) + bomb + b"\r\n0\r\n\r\n") as server:
            assert failure(server.url) == "is larger than 1 MB"

    def test_a_length_that_lies_takes_no_memory(self) -> None:
        with serving(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\nabc") as server:
            assert failure(server.url) == "broke off before the end of its answer"

    def test_a_chunk_that_lies_takes_no_memory(self) -> None:
        with serving(HEAD + b"fffffffffffffff\r\nabc") as server:
            assert failure(server.url).startswith("broke off")

    @pytest.mark.parametrize("lengths", [b"3, 4", b"3\r\nContent-Length: 4"])
    def test_lengths_that_differ(self, lengths: bytes) -> None:
        with serving(b"HTTP/1.1 200 OK\r\nContent-Length: " + lengths + b"\r\n\r\nabcd") as server:
            assert failure(server.url) == "does not answer in HTTP"

    def test_of_two_places_the_first_is_taken(self) -> None:
        def answers(asked: Asked) -> bytes:
            return answer(asked.target.encode()) if asked.target != "/" else redirect("/b\r\nLocation: /c")

        with serving(answers) as server:
            made = fetch(server.url)

        assert made is not None
        assert made.address == f"{server.url}b"


class TestHalfClosed:
    """One direction ends before the other."""

    def test_a_server_that_stops_to_speak(self) -> None:
        def talk(connected: socket.socket, over: threading.Event) -> None:
            connected.recv(1 << 16)
            connected.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")
            connected.shutdown(socket.SHUT_WR)
            over.wait()

        with talking(talk) as port:
            assert failure(f"http://127.0.0.1:{port}/") == "broke off before the end of its answer"

    def test_a_server_that_speaks_to_the_end_and_stays(self) -> None:
        def talk(connected: socket.socket, over: threading.Event) -> None:
            connected.recv(1 << 16)
            connected.sendall(answer(b"feed"))
            over.wait()

        with talking(talk) as port:
            made = fetch(f"http://127.0.0.1:{port}/", seconds=20)

        assert made is not None
        assert made.data == b"feed"

    def test_a_server_that_hears_nothing_any_more(self) -> None:
        def talk(connected: socket.socket, over: threading.Event) -> None:
            connected.shutdown(socket.SHUT_RD)
            over.wait()

        with talking(talk) as port:
            made = late(f"http://127.0.0.1:{port}/")

        assert made.reason == LATE

    def test_a_connection_that_is_reset(self) -> None:
        def talk(connected: socket.socket, _: threading.Event) -> None:
            connected.recv(1 << 16)
            connected.sendall(HEAD + b"3\r\nabc\r\n")
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

        with talking(talk) as port:
            reason = failure(f"http://127.0.0.1:{port}/")

        assert reason in ("broke the connection: connection reset by peer", "broke off in the middle of its answer")

    def test_tls_that_ends_without_a_word(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def talk(connected: socket.socket, _: threading.Event) -> None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            with context.wrap_socket(connected, server_side=True) as safe:
                safe.recv(1 << 16)
                safe.sendall(answer(b"feed")[:-1])

        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        with talking(talk) as port:
            assert failure(f"https://localhost:{port}/") == "broke off before the end of its answer"


class TestProxy:
    """A proxy is a server too."""

    @pytest.fixture(autouse=True)
    def _proxies(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def through(self, port: int) -> str:
        self.monkeypatch.setenv("https_proxy", f"http://ann:secret@127.0.0.1:{port}")
        self.monkeypatch.setenv("no_proxy", "")
        return "https://example.org/"

    @pytest.mark.parametrize(
        ("octets", "answers"),
        [
            (b"H", [b""]),
            (b"b", [b"HTTP/1.1 200 OK\r\nA: "]),
            (b"\0", [b"HTTP/1.1 200 OK\r\n\r\n", RECORD]),
            (b"", [b"HTTP/1.1 200 OK\r\n\r\n"]),
        ],
        ids=["status", "header", "handshake behind it", "silence behind it"],
    )
    def test_connect_that_drips(self, octets: bytes, answers: list[bytes]) -> None:
        with talking(dripping(octets, *answers)) as port:
            made = late(self.through(port))

        assert (made.reason, made.address) == (LATE, "https://example.org/")

    @pytest.mark.parametrize(
        "said",
        [b"", b"220 mail.example.org ESMTP\r\n\r\n", b"\0\1\2", b"H" * 70_000, b"HTTP/1.1 abc\r\n\r\n"],
        ids=["nothing", "mail", "octets", "long line", "no status"],
    )
    def test_connect_that_gets_garbage(self, said: bytes) -> None:
        with serving(said) as proxy:
            port = int(proxy.url.split(":")[2].rstrip("/"))
            reason = failure(self.through(port))

        assert reason == (f"can't be reached: the proxy does not answer in HTTP, by way of the proxy 127.0.0.1:{port}")

    def test_a_header_that_is_too_long(self) -> None:
        with serving(b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70_000) as proxy:
            reason = failure(self.through(int(proxy.url.split(":")[2].rstrip("/"))))

        assert reason.startswith("can't be reached: the proxy does not answer in HTTP, by way of")

    def test_what_it_says_is_shown_on_one_short_line(self) -> None:
        with serving(b"HTTP/1.1 502 \x1b[2J" + b"x" * 500 + b"\r\n\r\n") as proxy:
            reason = failure(self.through(int(proxy.url.split(":")[2].rstrip("/"))))

        assert reason.startswith("can't be reached: the proxy answered 502 \\x1b[2jxxx")
        assert reason.isprintable()
        assert len(reason) < 160

    def test_it_is_asked_in_http_1_1_and_for_no_more_than_a_tunnel(self) -> None:
        with serving(b"HTTP/1.1 200 OK\r\n\r\n") as proxy:
            reason = failure(self.through(int(proxy.url.split(":")[2].rstrip("/"))))

        [asked] = proxy.asked
        assert set(asked.headers) == {"host", "proxy-authorization"}
        assert asked.headers["host"] == "example.org:443"
        assert "secret" not in reason

    def test_ipv6_stands_in_brackets(self) -> None:
        with serving(b"HTTP/1.1 403 No\r\n\r\n") as proxy:
            self.through(int(proxy.url.split(":")[2].rstrip("/")))
            failure("https://[2001:db8::1]:8443/")

        [asked] = proxy.asked
        assert (asked.target, asked.headers["host"]) == ("[2001:db8::1]:8443", "[2001:db8::1]:8443")


class TestAsked:
    """Nothing goes along that was not meant to."""

    def test_cookies_stay_where_they_are(self) -> None:
        def answers(asked: Asked) -> bytes:
            return answer() if asked.target == "/b" else redirect("/b\r\nSet-Cookie: a=b; Path=/")

        with serving(answers) as server:
            fetch(server.url)

        assert all("cookie" not in each.headers for each in server.asked)

    def test_what_goes_along_is_all_that_goes(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        (tmp_path / ".netrc").write_text("default login ann password secret\n", encoding="utf-8")
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
        with serving(answer()) as server:
            fetch(server.url)

        assert list(server.asked[0].headers) == [
            "host",
            "user-agent",
            "accept",
            "cache-control",
            "connection",
            "accept-encoding",
        ]
