"""https: a certificate is trusted, or nothing is asked. Spec: RFC 9110 §4.3.4."""

import socket
import ssl
import threading
from dataclasses import replace

import pytest

from exporters.http.request import FetchedDocument, FetchError, fetch
from tests.http.serving import CERTIFICATE, Server, answer, redirect, serving


def failure(url: str) -> str:
    """Why nothing came from `url`."""
    with pytest.raises(FetchError) as raised:
        fetch(url)
    assert raised.value.status is None or raised.value.status == 302
    return raised.value.reason


class TestCertificates:
    """Those of the system, or of SSL_CERT_FILE, are trusted."""

    def test_one_that_signed_itself_is_not(self) -> None:
        with serving(answer(b"feed"), tls=True) as server:
            reason = failure(server.url)

        assert reason.startswith("has a certificate that is not trusted: self")
        assert server.asked == []

    def test_one_that_is_named_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        with serving(answer(b"feed"), tls=True, host="localhost") as server:
            made = fetch(server.url)

        assert made == FetchedDocument(b"feed", None, server.url)

    def test_one_of_another_host_is_not(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        here = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", lambda _, *others, **more: here("127.0.0.1", *others, **more))
        with serving(answer(b"feed"), tls=True, host="example.org") as server:
            reason = failure(server.url)

        assert reason.startswith("has a certificate that is not trusted: hostname mismatch")
        assert server.asked == []

    def test_a_name_may_end_with_a_dot(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        here = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", lambda _, *others, **more: here("127.0.0.1", *others, **more))
        with serving(answer(b"feed"), tls=True, host="localhost.") as server:
            made = fetch(server.url)

        assert made == FetchedDocument(b"feed", None, server.url)

    def test_a_server_without_tls(self) -> None:
        with serving(b"HTTP/1.1 400 Bad Request\r\n\r\n") as server:
            reason = failure(server.url.replace("http:", "https:"))

        assert reason.startswith("can't agree with us on TLS: ")
        assert server.asked == []


class TestRedirects:
    """From http to https, and never back."""

    @pytest.fixture(autouse=True)
    def _trusted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))

    def test_up(self) -> None:
        with serving(answer(b"feed"), tls=True) as safe, serving(redirect(safe.url)) as server:
            made = fetch(server.url)

        assert made == FetchedDocument(b"feed", None, safe.url)

    def test_not_down(self) -> None:
        with serving(answer(b"feed")) as open_, serving(redirect(open_.url), tls=True) as server:
            reason = failure(server.url)

        assert reason == f"redirects from https to {open_.url}, which is not encrypted"
        assert open_.asked == []


class TestProxies:
    """The environment names them. Spec: RFC 9110 §9.3.6."""

    @pytest.fixture
    def through(self, monkeypatch: pytest.MonkeyPatch) -> "Through":
        return Through(monkeypatch)

    def test_http_is_asked_by_its_whole_address(self, through: "Through") -> None:
        with serving(answer(b"feed")) as proxy:
            through.use("http_proxy", proxy, login="ann:pw@")
            made = fetch("http://bob:x@example.org/a?b")

        assert made == FetchedDocument(b"feed", None, "http://example.org/a?b")
        assert [each.target for each in proxy.asked] == ["http://example.org/a?b"]
        assert proxy.asked[0].headers["host"] == "example.org"
        assert proxy.asked[0].headers["proxy-authorization"] == "Basic YW5uOnB3"
        assert proxy.asked[0].headers["authorization"] == "Basic Ym9iOng="

    def test_https_goes_through_a_tunnel(self, through: "Through") -> None:
        with serving(b"HTTP/1.1 407 Who are you\r\n\r\n") as proxy:
            through.use("https_proxy", proxy)
            reason = failure("https://bob:x@example.org/a")

        asked = proxy.asked[0]
        assert (asked.method, asked.target) == ("CONNECT", "example.org:443")
        assert "authorization" not in asked.headers
        assert reason.startswith("can't be reached: the proxy answered 407 who are you, by way of the proxy 127.0.0.1:")

    def test_what_comes_through_it_is_tls(self, through: "Through", monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        heard: list[bytes] = []
        with serving(answer()) as proxy, socket.create_server(("127.0.0.1", 0)) as listening:
            through.use("https_proxy", replace(proxy, url=f"http://127.0.0.1:{listening.getsockname()[1]}/"))
            thread = threading.Thread(target=_tunnel, args=(listening, heard))
            thread.start()
            made = fetch("https://localhost/a")
            thread.join()

        assert made == FetchedDocument(b"feed", None, "https://localhost/a")
        assert [each.partition(b"\r\n")[0] for each in heard] == [b"CONNECT localhost:443 HTTP/1.1", b"GET /a HTTP/1.1"]

    def test_hosts_may_be_left_out(self, through: "Through") -> None:
        with serving(answer(b"proxy")) as proxy, serving(answer(b"server")) as server:
            through.use("http_proxy", proxy)
            through.leave_out("127.0.0.1")
            made = fetch(server.url)

        assert made is not None
        assert made.data == b"server"

    def test_one_that_can_not_be_used_is_told_without_its_password(self, through: "Through") -> None:
        with serving(answer()) as proxy:
            through.use("http_proxy", proxy, login="ann:pw@", scheme="socks5")
            reason = failure("http://example.org/")

        assert reason.startswith("can't be reached: its proxy socks5://127.0.0.1:")
        assert "pw" not in reason


def _tunnel(listening: socket.socket, heard: list[bytes]) -> None:
    """A proxy and the server behind it in one: it keeps what it hears before TLS and within."""
    sock, _ = listening.accept()
    with sock:
        heard.append(_until_empty_line(sock))
        sock.sendall(b"HTTP/1.1 200 Connected\r\nVia: 1.1 here\r\n\r\n")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        with context.wrap_socket(sock, server_side=True) as safe:
            heard.append(_until_empty_line(safe))
            safe.sendall(answer(b"feed"))


def _until_empty_line(sock: socket.socket) -> bytes:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += sock.recv(1)
    return head


class Through:
    """The variables that name a proxy."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def use(self, variable: str, proxy: Server, *, login: str = "", scheme: str = "http") -> None:
        self._monkeypatch.setenv(variable, f"{scheme}://{login}{proxy.url.split('/')[2]}")
        self.leave_out("")

    def leave_out(self, hosts: str) -> None:
        self._monkeypatch.setenv("no_proxy", hosts)
