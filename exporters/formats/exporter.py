"""Exporter: what a format has to be. Third parties write one and register it; see docs/exporters.md."""

from collections.abc import Mapping
from typing import BinaryIO, Literal, Protocol, runtime_checkable

from exporters.feeds.feed import Feed

Scope = Literal["feed", "site"]


class Exporter(Protocol):
    """Writes a feed as one document.

    The same feed makes the same bytes: no clock, no network, no file is touched. Articles are clean already: text
    without control characters, addresses absolute and percent-encoded, HTML sanitised.
    """

    @property
    def name(self) -> str:
        """What it is called on the command line and as entry point: `rss`."""

    @property
    def media_type(self) -> str:
        """What HTTP calls the document: `application/rss+xml`."""

    @property
    def filename(self) -> str:
        """What the document is called in the feed's folder: `rss.xml`."""

    @property
    def scope(self) -> Scope:
        """`feed`: one document a feed. `site`: one document, written from the root feed."""

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """Write the document of `feed` to `out`."""


@runtime_checkable
class WithCompanions(Protocol):
    """An exporter whose document needs files beside it."""

    def companions(self, feed: Feed) -> Mapping[str, bytes]:
        """Further files of `feed`, by file name."""
