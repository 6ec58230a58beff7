"""newsboat takes feeds.opml and reads the feeds that it names, from a server. Needs the program newsboat."""

import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import pytest

from exporters.model.feed import Feed, FeedLink
from exporters.model.listing import FeedListing
from exporters.pages.opml import opml
from tests.makers import article, document, feed, site
from tests.pages.opmls import problems

GROUPS: Final = {"": "", "topics/c++": "Topics", "topics/ai": "Topics", "sources/wired": "Sources & more"}  # by folder
FORMATS: Final = {"": ("rss", "atom"), "topics/c++": ("rss", "atom"), "topics/ai": ("rss",), "sources/wired": ("atom",)}
FILES: Final = {"rss": "rss.xml", "atom": "atom.xml"}
TYPES: Final = {"rss": "application/rss+xml", "atom": "application/atom+xml"}


class Quiet(SimpleHTTPRequestHandler):
    """A server that tells nobody what it serves."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """An address on this machine, and the folder that is served there."""
    folder = tmp_path_factory.mktemp("served")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", folder
        finally:
            server.shutdown()
            serving.join()


def published(path: str, base: str, folder: Path) -> Feed:
    """A feed of two articles, in its folder."""
    below = f"{path}/" if path else ""
    made = feed(
        *(article(url=f"{base}{below}{i}", title=f"Article {i} of {path or 'all'}") for i in range(2)),
        path=path,
        site=site(url=base, feeds_url=base),
        title=f"Feed <{path}> & co",
        links=tuple(
            FeedLink(format=each, media_type=TYPES[each], url=f"{base}{below}{FILES[each]}") for each in FORMATS[path]
        ),
    )
    (folder / path).mkdir(parents=True, exist_ok=True)
    for link in made.links:
        (folder / made.file(FILES[link.format])).write_bytes(document(link.format, made))
    return made


@pytest.fixture(scope="module")
def own(served: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a newsboat that imported the list, and reloaded the feeds."""
    base, folder = served
    feeds = [published(path, base, folder) for path in GROUPS]
    listing = [FeedListing(feed=each, group=GROUPS[each.path], name=each.title, count=2) for each in feeds]
    (folder / "feeds.opml").write_bytes(opml(feeds[0].site, listing))
    own = tmp_path_factory.mktemp("newsboat")
    for name in ("urls", "config"):
        (own / name).write_text("", encoding="utf-8")
    for flags in (["-i", str(folder / "feeds.opml")], ["-x", "reload"]):
        subprocess.run(
            ["newsboat", "-u", own / "urls", "-c", own / "cache.db", "-C", own / "config", *flags],
            env={"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(own), "LANG": "C.UTF-8"},
            check=True,
            capture_output=True,
            timeout=60,
        )
    return own


def rows(own: Path, asked: str) -> list[tuple[str, ...]]:
    """What newsboat keeps."""
    with closing(sqlite3.connect(own / "cache.db")) as cache:
        return cache.execute(asked).fetchall()


def test_the_list_breaks_no_rule(own: Path, served: tuple[str, Path]) -> None:
    assert own.is_dir()
    assert problems((served[1] / "feeds.opml").read_bytes()) == []


def test_every_feed_is_subscribed_to_by_the_best_address_under_its_group(own: Path, served: tuple[str, Path]) -> None:
    base, _ = served

    assert sorted((own / "urls").read_text(encoding="utf-8").splitlines()) == sorted(
        [
            f"{base}atom.xml",
            f'{base}topics/c++/atom.xml "Topics"',
            f'{base}topics/ai/rss.xml "Topics"',
            f'{base}sources/wired/atom.xml "Sources & more"',
        ]
    )


def test_every_article_of_every_feed_arrives(own: Path) -> None:
    found = rows(own, "SELECT rss_feed.title, rss_item.title FROM rss_item JOIN rss_feed ON rssurl = feedurl")

    assert sorted(found) == sorted(
        (f"Feed <{path}> & co", f"Article {i} of {path or 'all'}") for path in GROUPS for i in range(2)
    )
