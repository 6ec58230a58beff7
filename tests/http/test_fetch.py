"""What an address gives: a document, nothing, or a failure in words."""

import gzip
import socket
import zlib

import pytest

from exporters import __version__
from exporters.http.request import FetchedDocument, FetchError, fetch
from tests.http.serving import Told, answer, serving

FEED = b"<rss version='2.0'/>" * 5_000


def failure(told: Told, *, most_bytes: int = 1 << 20) -> FetchError:
    """What is raised where a server says `told`."""
    with serving(told) as server, pytest.raises(FetchError) as raised:
        fetch(f"{server.url}rss.xml", most_bytes=most_bytes, seconds=20)
    assert raised.value.address == f"{server.url}rss.xml"
    assert str(raised.value) == f"{raised.value.address} {raised.value.reason}"
    return raised.value


class TestFound:
    """A document comes with its media type and its address."""

    def test_it_comes_as_it_is(self) -> None:
        with serving(answer(FEED, "Content-Type: application/rss+xml; charset=utf-8")) as server:
            made = fetch(f"{server.url}a/rss.xml?b=1#part")

        assert made == FetchedDocument(FEED, "application/rss+xml; charset=utf-8", f"{server.url}a/rss.xml?b=1")
        assert [(each.method, each.target) for each in server.asked] == [("GET", "/a/rss.xml?b=1")]

    def test_a_media_type_may_be_missing(self) -> None:
        with serving(answer(b"")) as server:
            made = fetch(server.url)

        assert made == FetchedDocument(b"", None, server.url)

    def test_the_request_says_who_asks_and_wants_what_is_published_now(self) -> None:
        with serving(answer()) as server:
            fetch(server.url)

        headers = server.asked[0].headers
        assert headers["user-agent"].startswith(f"Outfeed/{__version__} (+https://")
        assert headers["cache-control"] == "no-cache"
        assert headers["host"] == server.url.split("/")[2]
        assert headers["accept-encoding"] == "gzip"
        assert "authorization" not in headers

    def test_chunks_are_put_together(self) -> None:
        told = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=1\r\nde\r\n0\r\n\r\n"
        with serving(told) as server:
            made = fetch(server.url)

        assert made is not None
        assert made.data == b"abcde"

    def test_without_a_length_it_ends_with_the_connection(self) -> None:
        with serving(b"HTTP/1.0 200 OK\r\n\r\nabc") as server:
            made = fetch(server.url)

        assert made is not None
        assert made.data == b"abc"

    @pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
    def test_what_is_not_there_is_no_failure(self, status: str) -> None:
        with serving(answer(b"Nothing here", status=status)) as server:
            assert fetch(server.url) is None


class TestCodings:
    """Content-Encoding. Spec: RFC 9110 §8.4.1."""

    @pytest.mark.parametrize(
        ("coding", "data"),
        [
            ("gzip", gzip.compress(FEED, mtime=0)),
            ("X-GZip", gzip.compress(FEED, mtime=0)),
            ("gzip, identity", gzip.compress(FEED, mtime=0)),
            ("gzip", gzip.compress(FEED[:70_000], mtime=0) + gzip.compress(FEED[70_000:], mtime=0)),
            ("deflate", zlib.compress(FEED)),
            ("deflate", zlib.compress(FEED, wbits=-15)),
            ("identity", FEED),
        ],
        ids=["gzip", "its old name", "with identity", "two members", "deflate", "without its frame", "identity"],
    )
    def test_it_is_decoded(self, coding: str, data: bytes) -> None:
        with serving(answer(data, f"Content-Encoding: {coding}")) as server:
            made = fetch(server.url)

        assert made is not None
        assert made.data == FEED

    @pytest.mark.parametrize(
        "data",
        [
            b"<rss/>",
            gzip.compress(FEED, mtime=0)[:-1],
            gzip.compress(FEED, mtime=0)[:-8] + b"12345678",
            gzip.compress(FEED, mtime=0) + b"?",
            b"",
        ],
        ids=["none", "cut", "wrong sum", "more behind it", "empty"],
    )
    def test_broken_gzip_is_a_failure(self, data: bytes) -> None:
        assert failure(answer(data, "Content-Encoding: gzip")).reason == "sends broken gzip"

    @pytest.mark.parametrize("coding", ["br", "gzip, gzip", "\x1b[31m"])
    def test_others_are_a_failure(self, coding: str) -> None:
        reason = failure(answer(b"abc", f"Content-Encoding: {coding}")).reason

        assert reason.endswith(", which was not asked for")
        assert reason.isprintable()


class TestSize:
    """What is larger than it may be is not taken, and not even read."""

    def test_the_bound_itself_is_allowed(self) -> None:
        with serving(answer(b"a" * 1000)) as server:
            made = fetch(server.url, most_bytes=1000)

        assert made is not None

    @pytest.mark.parametrize(
        ("most", "said"), [(999, "is larger than 999 bytes"), (1 << 20, "is larger than 1 MB")], ids=["odd", "even"]
    )
    def test_one_byte_more_is_too_much(self, most: int, said: str) -> None:
        assert failure(answer(b"a" * (most + 1)), most_bytes=most).reason == said

    def test_an_endless_body_ends(self) -> None:
        with (
            serving(lambda _: server.drip(b"HTTP/1.1 200 OK\r\n\r\n", b"a" * 60_000)) as server,
            pytest.raises(FetchError, match="is larger than 1 MB"),
        ):
            fetch(server.url, most_bytes=1 << 20)

    def test_gzip_is_bounded_by_what_becomes_of_it(self) -> None:
        bomb = gzip.compress(b"\0" * (50 << 20))
        assert len(bomb) < 60_000

        assert failure(answer(bomb, "Content-Encoding: gzip")).reason == "is larger than 1 MB"

    def test_gzip_of_nothing_is_bounded_too(self) -> None:
        empty = gzip.compress(b"", mtime=0) * 60_000

        assert failure(answer(empty, "Content-Encoding: gzip")).reason == "is larger than 1 MB"


class TestFailures:
    """Each says in words what happened."""

    @pytest.mark.parametrize(
        ("status", "said"),
        [
            ("503 Whatever \x1b[2J", "answered 503 Service Unavailable"),
            ("500 Oh", "answered 500 Internal Server Error"),
            ("403 No", "answered 403 Forbidden"),
            ("304 Not Modified", "answered 304 Not Modified"),
            ("206 Partial Content", "answered 206 Partial Content"),
            ("204 No Content", "answered 204 No Content"),
            ("799 Odd", "answered 799"),
        ],
    )
    def test_a_status(self, status: str, said: str) -> None:
        made = failure(answer(b"", status=status))

        assert (made.reason, made.status) == (said, int(status[:3]))

    @pytest.mark.parametrize(
        ("told", "said"),
        [
            (b"220 mail.example.org ESMTP\r\n", "does not answer in HTTP"),
            (b"\x00\x01\x02", "does not answer in HTTP"),
            (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n", "does not answer in HTTP"),
            (b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70_000, "does not answer in HTTP"),
            (b"", "closed the connection without an answer"),
            (answer(b"abc")[:-1], "broke off before the end of its answer"),
            (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab", "broke off in the middle of its answer"),
            (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "broke off in the middle of its"),
            (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\nabc\r\n", "broke off in the middle of its"),
        ],
        ids=[
            "mail",
            "octets",
            "many headers",
            "long header",
            "nothing",
            "cut",
            "chunk cut",
            "no last chunk",
            "no chunk",
        ],
    )
    def test_no_proper_http(self, told: bytes, said: str) -> None:
        made = failure(told)

        assert made.reason.startswith(said)
        assert made.status is None

    def test_nobody_listens(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("no_proxy", "*")
        with socket.socket() as taken:  # its port is bound, so nobody else's, and refuses
            taken.bind(("127.0.0.1", 0))
            with pytest.raises(FetchError) as raised:
                fetch(f"http://127.0.0.1:{taken.getsockname()[1]}/")

        assert raised.value.reason == "can't be reached: connection refused"

    def test_a_host_that_has_no_address(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def unknown(*_: object, **__: object) -> None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        monkeypatch.setenv("no_proxy", "*")
        monkeypatch.setattr(socket, "getaddrinfo", unknown)

        with pytest.raises(FetchError) as raised:
            fetch("https://nobody.example/feed")

        assert str(raised.value) == "https://nobody.example/feed can't be reached: name or service not known"
