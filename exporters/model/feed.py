"""Feed: everything a format needs to write one document."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final, Literal

from msgspec import Struct

from exporters.diagnostics.diagnostic import quote_value
from exporters.errors import FeedError
from exporters.model.article import Article
from exporters.model.show import Show
from exporters.model.site import Site

READABLE: Final = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
)  # the formats that feed readers accept


def dated_name(name: str, period: str) -> str:
    """Return the name of a document of `period`: `rss.xml` gives `rss-2021-08.xml`; without period the name."""
    path = PurePosixPath(name)
    return f"{path.stem}-{period}{path.suffix}" if period else name


def is_dated(name: str, undated: str) -> bool:
    """Whether `name` is the name `undated` with a month or year."""
    stem, _, suffix = undated.rpartition(".")
    return re.fullmatch(rf"{re.escape(stem)}-\d{{4}}(?:-\d\d)?\.{re.escape(suffix)}", name) is not None


ImagePlace = Literal["enclosure", "media", "lead", "none"]  # what becomes of the pictures of an entry


class FeedLink(Struct, frozen=True, kw_only=True):
    """Where one format of a feed is published."""

    format: str  # name of the exporter: rss
    media_type: str
    url: str  # absolute


class DeletedEntry(Struct, frozen=True, kw_only=True):
    """A withdrawn entry: its id, so that readers can remove it, and no content."""

    id: str  # of the article
    when: datetime  # UTC: its last change


class Feed(Struct, frozen=True, kw_only=True):
    """One feed. `entries` can be iterated again and again, in the order of the feed."""

    path: str  # folder below out/, "" for the root feed
    id: str  # identity for ever, an absolute IRI; the same in every format
    title: str  # plain text
    description: str  # plain text
    url: str  # home page, absolute
    language: str | None = None  # BCP 47
    updated: datetime  # UTC: the latest `updated` of the entries
    site: Site
    links: tuple[FeedLink, ...] = ()  # every format the document is published in
    hubs: tuple[str, ...] = ()  # WebSub hubs, absolute
    entries: Sequence[Article] = ()
    deleted: tuple[DeletedEntry, ...] = ()  # withdrawn entries, the latest first
    content: Literal["full", "excerpt"] = "full"  # excerpt: the entries have no content
    image: ImagePlace = "media"
    copyright: str | None = None  # plain text
    icon: str | None = None  # absolute address of a square picture
    ttl: int | None = None  # minutes until a reader should ask again
    stylesheet: str | None = None  # absolute address of a CSS file for documents in XML
    page: str | None = None  # absolute address of the page about this feed
    show: Show | None = None  # what it is as a podcast; its guid is set. None: it is none
    period: str = ""  # of an archive document: 2021-08 or 2021; "" for the current document
    current: tuple[FeedLink, ...] = ()  # of an archive document: the current document, in each format
    older: tuple[FeedLink, ...] = ()  # the next older archive document, in each format
    has_enclosures: bool = False  # whether an article of the site has files, so that a table has columns for them
    pages: tuple[str, ...] = ()  # for a document of the whole site: the absolute addresses of the pages about feeds

    def file(self, name: str) -> str:
        """Return the path of the file `name` below the out folder: `topics/ai/rss.xml`, `rss-2021-08.xml`."""
        name_of_period = dated_name(name, self.period)
        return f"{self.path}/{name_of_period}" if self.path else name_of_period

    def self_url(self, format_name: str) -> str:
        """Return the URL of this feed's document in a format. Raises FeedError for a format that `links` lacks."""
        for link in self.links:
            if link.format == format_name:
                return link.url
        formats = ", ".join(link.format for link in self.links) or "none"
        message = f"the feed {quote_value(self.title)} has no link to its {format_name} document (links: {formats})"
        raise FeedError.because("feed-link-missing", message, f'add Link(format="{format_name}", …) to its links')

    def others(self, format_name: str) -> list[FeedLink]:
        """Return the other formats of this feed that feed readers accept.

        Link them as `related`: of several `alternate` links some readers take the first for the home page (gofeed,
        rss-parser, SimplePie in RSS too) and others the last (newsboat).
        """
        return [link for link in self.links if link.media_type in READABLE and link.format != format_name]

    def category_scheme(self, name: str) -> str:
        """Return the scheme of categories other than topics: `<site.url>#category`. Spec: RFC 4287 §4.2.2.2."""
        return f"{self.site.url}#{name}"
