"""A folder that is published on this machine, as static hosting does it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class Site:
    """What is published, what was asked for, and what is answered in place of files."""

    def __init__(self, url: str) -> None:
        """Nothing was asked for."""
        self.url = url  # ends with "/"
        self.asked: list[str] = []
        self.status: dict[str, int] = {}  # by path
        self.moved: dict[str, str] = {}  # path -> where it is now


class _Handler(SimpleHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append(self.path)
        if self.path in self.site.moved:
            self.send_response(301)
            self.send_header("Location", self.site.moved[self.path])
            self.end_headers()
        elif self.path in self.site.status:
            self.send_error(self.site.status[self.path])
        else:
            super().do_GET()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def hosting(folder: Path) -> Iterator[Site]:
    """A server that publishes `folder`."""
    folder.mkdir(parents=True, exist_ok=True)

    class Handler(_Handler):
        pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        Handler.site = Site(f"http://127.0.0.1:{server.server_port}/")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield Handler.site
        finally:
            server.shutdown()
            thread.join()
