"""Requests of every hostile kind: each ends, nothing breaks, and no handle or thread stays."""

import os
import random
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest

from tests.serve.serving import PreviewClient, serving, site

COUNT: Final = int(os.environ.get("OUTFEED_REQUESTS", "1500"))
HOST: Final = b"Host: localhost\r\n"
SLOW: Final = b"GET /rss.xml HTTP/1.1\r\n" + HOST[:7]  # and no more
KINDS: Final = [
    b"GET /rss.xml HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET /rss.xml HTTP/1.1\r\n" + HOST + b"Accept-Encoding: gzip\r\nConnection: close\r\n\r\n",
    b"GET /_outfeed/state HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET /_outfeed/feed?path= HTTP/1.0\r\n" + HOST + b"\r\n",
    b"HEAD /atom.xml HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET /_outfeed/events HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET /../../../../etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET /rss.xml HTTP/1.1\r\nHost: example.org\r\n\r\n",
    b"GET /rss.xml HTTP/1.1\r\n" + HOST + b"Range: bytes=" + b"0-1," * 500 + b"5-\r\n\r\n",
    b"GET /rss.xml HTTP/1.1\r\n" + HOST + b"Range: bytes=5-1\r\n\r\n",
    b"GET /rss.xml HTTP/1.1\r\n" + HOST + b"Range: bytes=99999999999-\r\n\r\n",
    b"GET /rss.xml HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 40_000 + b"\r\n\r\n",
    b"GET /rss.xml HTTP/1.1\r\n" + HOST + b"X: a\r\n" * 300 + b"\r\n",
    b"DELETE /rss.xml HTTP/1.1\r\n" + HOST + b"\r\n",
    b"POST /_outfeed/state HTTP/1.1\r\n" + HOST + b"Content-Length: 1000000\r\n\r\n" + b"a" * 100,
    b"GET /rss.xml HTTP/1.1\r\n" + HOST + b"If-Modified-Since: Mon, 99 Foo 99999 99:99:99 GMT\r\n\r\n",
    SLOW,
    b"GET /_outfeed/raw?file=rss.xml&from=-5&count=99999999999999999999 HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET /_outfeed/frame?feed=%FF&key=%00 HTTP/1.1\r\n" + HOST + b"\r\n",
    b"\x00\xff\xfe\r\n\r\n",
    b"\r\n" * 200,
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewClient]:
    with serving(site(tmp_path_factory.mktemp("hostile"))) as client:
        yield client


def handles() -> int:
    """The open handles of this process."""
    return len(list(Path("/dev/fd").iterdir()))


def send(port: int, data: bytes, chance: random.Random) -> None:
    """Send a request; leave before the answer, in the middle of it, or at its end."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(data)
        manner = chance.randrange(3) if data != SLOW else 0  # its answer comes after the longest time for a head
        if manner:
            connection.recv(100)
        if manner == 2 and b"events" not in data:
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):
                pass


def test_after_all_of_them_the_feeds_are_served_and_nothing_stays_open(client: PreviewClient) -> None:
    before = client.get("/rss.xml")[1]
    chance, open_before, done = random.Random(1), handles(), threading.Event()  # noqa: S311 - the same in every run
    for _ in range(COUNT):
        send(client.port, chance.choice(KINDS), chance)
    while handles() > open_before + 2 and not done.wait(0.05):  # what the clients left, the server finds in its time
        pass

    assert client.get("/rss.xml")[1] == before
    assert len(client.session.streams) == 0


def test_one_connection_too_many_is_refused_and_room_comes_back(client: PreviewClient) -> None:
    connections = [socket.create_connection(("127.0.0.1", client.port), 10) for _ in range(140)]
    try:
        answers = set[bytes]()
        for each in connections[130:]:
            each.settimeout(10)
            with suppress(ConnectionError):
                answers.add(each.recv(12))
    finally:
        for each in connections:
            each.close()
    assert b"HTTP/1.1 503" in answers
    connection = b""
    while not connection.startswith(b"HTTP/1.1 200"):
        with suppress(OSError):
            connection = client.raw(b"GET /rss.xml HTTP/1.1\r\nHost: localhost\r\n\r\n")
