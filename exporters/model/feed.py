"""Feed: everything a format needs to write one document, and nothing it has to ask for."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final, Literal

from msgspec import Struct

from exporters.diagnostics.diagnostic import shown
from exporters.errors import FeedError
from exporters.model.article import Article
from exporters.model.site import Site

READABLE: Final = ("application/rss+xml", "application/atom+xml", "application/feed+json")  # what feed readers take


def dated(name: str, period: str) -> str:
    """The name of a document of `period`: `rss.xml` is `rss-2021-08.xml`; "" is no period."""
    path = PurePosixPath(name)
    return f"{path.stem}-{period}{path.suffix}" if period else name


def is_dated(name: str, undated: str) -> bool:
    """Whether `name` is what `dated` makes of the name `undated` for some month or year."""
    stem, _, suffix = undated.rpartition(".")
    return re.fullmatch(rf"{re.escape(stem)}-\d{{4}}(?:-\d\d)?\.{re.escape(suffix)}", name) is not None


class FeedLink(Struct, frozen=True, kw_only=True):
    """Where one format of a feed is published."""

    format: str  # name of the exporter: rss
    media_type: str
    url: str  # absolute


class DeletedEntry(Struct, frozen=True, kw_only=True):
    """An entry that was withdrawn: what a reader needs to take it away, and nothing of what it said."""

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
    deleted: tuple[DeletedEntry, ...] = ()  # entries that were withdrawn, the latest first
    content: Literal["full", "excerpt"] = "full"  # an excerpt: the entries come without content
    copyright: str | None = None  # plain text
    icon: str | None = None  # absolute address of a square picture
    ttl: int | None = None  # minutes for which a reader need not ask again
    stylesheet: str | None = None  # absolute address of a CSS file for documents in XML
    page: str | None = None  # absolute address of the page about this feed
    period: str = ""  # of an archive document: 2021-08 or 2021; "" in the document that people subscribe to
    current: tuple[FeedLink, ...] = ()  # of an archive document: the one that people subscribe to, in each format
    older: tuple[FeedLink, ...] = ()  # the archive document of the next older period, in each format
    pages: tuple[str, ...] = ()  # for a document of the whole site: the absolute addresses of the pages about feeds

    def file(self, name: str) -> str:
        """Where the file `name` of this feed lies below the out folder: `topics/ai/rss.xml`, `rss-2021-08.xml`."""
        of_period = dated(name, self.period)
        return f"{self.path}/{of_period}" if self.path else of_period

    def self_url(self, format_name: str) -> str:
        """Where the document of that format is published. Raises FeedError for a format that `links` does not name."""
        for link in self.links:
            if link.format == format_name:
                return link.url
        named = ", ".join(link.format for link in self.links) or "none"
        seen = f"the feed {shown(self.title)} has no link to its {format_name} document (links: {named})"
        raise FeedError.because("feed-link-missing", seen, f'add Link(format="{format_name}", …) to its links')

    def others(self, format_name: str) -> list[FeedLink]:
        """The other formats of this feed that feed readers take.

        To be linked as `related`: of several `alternate` links some readers take the first for the home page (gofeed,
        rss-parser, SimplePie in RSS too) and others the last (newsboat).
        """
        return [link for link in self.links if link.media_type in READABLE and link.format != format_name]

    def category_scheme(self, name: str) -> str:
        """The scheme of categories that are no topics: `<site.url>#category`. Spec: RFC 4287 §4.2.2.2."""
        return f"{self.site.url}#{name}"
