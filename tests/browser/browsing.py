"""Chromium as the tests drive it, and a local server for the pages it opens."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

WIDTHS: Final = {390: 844, 1280: 1240}  # pixels, with the heights of a phone and of a screen
NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of the system, without a window. Raises RuntimeError where there is none."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        message = f"none of {', '.join(NAMES)} is installed"
        raise RuntimeError(message)
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0  # whom Chromium's own sandbox refuses
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, chromium_sandbox=not is_root)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server on this machine that gives what lies in `folder`; it ends with "/"."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its name in the library
        """Tell nothing."""
