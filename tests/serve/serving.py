"""A preview within this process, and a client that waits for its events."""

import json
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread
from typing import Any, Final
from urllib.parse import urlencode

from exporters.run import RunOptions
from exporters.serve.builder import BuildRequest
from exporters.serve.session import PreviewSession, ServeRequest
from exporters.serve.workspace import open_workspace
from exporters.settings.places import cache_folder
from exporters.sources.dialects.recognise import load_site
from tests.cli.running import SEEDS

ARTICLE: Final = """\
---
title: {title}
webUrl: https://example.org/{name}/
publishedDateTime: 2021-08-2{name}T07:30:00Z
---

The body of {title}.
"""
SETTINGS: Final = """\
site: {title: A site, url: "https://example.org/"}
source: {path: .}
out: ../out
"""


class PreviewClient:
    """Asks one server; each answer is whole."""

    def __init__(self, session: PreviewSession) -> None:
        self.session = session
        self.port = session.port

    def get(self, target: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        """The answer to a request; `_` in the name of a header is `-`."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, target, headers={key.replace("_", "-"): value for key, value in headers.items()})
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()

    def json(self, name: str, **query: str) -> Any:
        """What an address of the preview answers."""
        response, data = self.get(f"/_outfeed/{name}?{urlencode(query)}")
        assert response.status == 200, data
        return json.loads(data)

    def status(self, target: str, method: str = "GET", **headers: str) -> int:
        """The status of an answer."""
        return self.get(target, method, **headers)[0].status

    def raw(self, data: bytes) -> bytes:
        """What comes back for these bytes, until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), 30) as connection:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    @contextmanager
    def events(self) -> Iterator[Iterator[dict[str, Any]]]:
        """The events of a stream, the present state first."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", "/_outfeed/events")
        response = connection.getresponse()
        try:
            yield (json.loads(line[6:]) for line in iter(response.fp.readline, b"") if line.startswith(b"data: "))
        finally:
            connection.close()


def after(events: Iterator[dict[str, Any]], version: int) -> int:
    """Wait until a build that changed something is shown; return its version."""
    return int(next(each["version"] for each in events if each["version"] > version and not each["building"]))


@contextmanager
def serving(
    source: Path, *, polls: bool = False, host: str = "127.0.0.1", drafts: bool = False, **options: Any
) -> Iterator[PreviewClient]:
    """A preview of `source` that watches it."""

    def read() -> BuildRequest:
        settings = load_site(source)
        now = datetime.now(UTC).replace(microsecond=0)
        holds_from = now if settings.hold_future else None
        run = RunOptions(sources=settings.paths, now=now, holds_from=holds_from, drafts=drafts, **options)
        return BuildRequest(settings, run._replace(cache=cache_folder(settings, None)))

    with open_workspace() as workspace:
        session = PreviewSession(ServeRequest(host, 0, polls, drafts, None, read), workspace)
        try:
            session.start()
            building = Thread(target=session.run, args=(lambda _: None,), daemon=True)
            building.start()
            yield PreviewClient(session)
            session.stop()
            building.join(30)
        finally:
            session.close()


def seeds(folder: Path) -> Path:
    """A copy of seeds/ in `folder`."""
    return Path(shutil.copytree(SEEDS, folder / "seeds", ignore=shutil.ignore_patterns(".outfeed*")))


def site(folder: Path, count: int = 3) -> Path:
    """A site of plain articles in `folder`: 1.md, 2.md …"""
    source = folder / "articles"
    source.mkdir()
    (source / "outfeed.yaml").write_text(SETTINGS, encoding="utf-8")
    for number in range(1, count + 1):
        (source / f"{number}.md").write_text(ARTICLE.format(title=f"Article {number}", name=number), encoding="utf-8")
    return source
