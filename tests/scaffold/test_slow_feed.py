"""`outfeed init --against`: all requests together have one time limit."""

from pathlib import Path

import pytest

from exporters.http.request import FetchedDocument, FetchError
from exporters.planning import address
from tests.cli.running import outfeed_here

FEED = b"<rss version='2.0'><channel><title>Old</title><link>https://example.org/</link></channel></rss>"


class SlowServer:
    """Answers each request after some seconds of a clock of its own, or not at all."""

    def __init__(self, seconds: float, *, found: str = "") -> None:
        """`found` is what the address of the feed ends with; nothing else is there."""
        self.now = 1000.0
        self.seconds = seconds
        self.found = found
        self.limits: list[float] = []

    def fetch(self, url: str, *, most_bytes: int, seconds: float) -> FetchedDocument | None:  # noqa: ARG002
        self.limits.append(seconds)
        self.now += min(self.seconds, seconds)
        if self.seconds > seconds:
            raise FetchError(url, f"did not answer within {seconds:g} s")
        return FetchedDocument(FEED, "application/rss+xml", url) if self.found and url.endswith(self.found) else None


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, server: SlowServer, url: str) -> tuple[int, str]:
    (folder / "_posts").mkdir()
    (folder / "_posts/2024-01-02-a.md").write_text("---\ntitle: A\n---\nB\n")
    (folder / "_config.yml").write_text("url: https://example.org\n")
    monkeypatch.setattr(address, "fetch", server.fetch)
    monkeypatch.setattr(address, "monotonic", lambda: server.now)
    made = outfeed_here("init", "--against", url, cwd=folder)
    return made.status, made.err


def test_requests_together_have_sixty_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = SlowServer(25)

    status, said = run(tmp_path, monkeypatch, server, "https://example.org/")

    assert status == 3
    assert server.limits == [60, 35, 10]
    assert server.now == 1060
    assert "did not answer within 60 s in all" in said
    assert not (tmp_path / "outfeed.yaml").exists()


def test_a_feed_that_comes_in_time_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = SlowServer(50, found="feed.xml")

    status, _ = run(tmp_path, monkeypatch, server, "https://example.org/feed.xml")

    assert (status, server.limits) == (0, [60])
