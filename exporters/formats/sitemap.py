"""Sitemap: every page of the site, for search engines. Spec: https://www.sitemaps.org/protocol.html.

A site that is too large for one file gets an index and several sitemaps, split from the oldest article on, so
that a new article changes only the last one.
"""

import io
from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import BinaryIO, Final, NamedTuple

from exporters.formats import urlset
from exporters.formats.exporter import OmittedEntries, Scope
from exporters.formats.urlset import SITEMAP, Node, SitemapScope, UrlSet
from exporters.model.article import Article
from exporters.model.feed import Feed
from exporters.model.moment import rfc3339

MAX_URLS: Final = 50_000  # addresses in a file
MAX_BYTES: Final = 52_428_800  # bytes of a file: "50MB (52,428,800 bytes)"
_FRAME: Final = 200  # upper bound of the bytes outside <url>
_URL: Final = len("\n  <url>\n    <loc></loc>\n    <lastmod>2021-08-24T07:30:00Z</lastmod>\n  </url>")
_AT_ONCE: Final = 100  # articles in memory at a time


class SitemapExporter:
    """Writes sitemap.xml; for a large site also sitemap-1.xml … with the parts."""

    name: Final = "sitemap"
    media_type: Final = "application/xml"
    filename: Final = "sitemap.xml"
    scope: Scope = "site"

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """Write the sitemap of the site, or the index of its sitemaps, to `out`; nothing if no page is listed."""
        parts = plan_sitemaps(feed).parts
        if len(parts) == 1:
            _write(feed, parts[0], out)
        elif parts:
            urlset.write(
                f"{{{SITEMAP}}}sitemapindex", {None: SITEMAP}, map(_sitemap, SitemapCompanions(feed, parts).urls()), out
            )

    def companions(self, feed: Feed) -> Mapping[str, bytes]:
        """Return the sitemaps of the index, each built on access."""
        parts = plan_sitemaps(feed).parts
        return SitemapCompanions(feed, parts) if len(parts) > 1 else {}

    def left_out(self, feed: Feed) -> list[OmittedEntries]:
        """Return the articles that are not listed: a sitemap must not list other hosts or folders."""
        plan = plan_sitemaps(feed)
        return [
            OmittedEntries(plan.outside_site, f"not under {feed.site.url}"),
            OmittedEntries(plan.wrong_length, urlset.NO_LENGTH),
        ]


EXPORTER: Final = SitemapExporter()


class SitemapPart(NamedTuple):
    """The content of one file: the listed pages and articles from index `start` up to `stop`."""

    start: int
    stop: int
    sizes: Sequence[int]  # bytes of each page and article; 0 if it is not listed


class SitemapPlan(NamedTuple):
    """The files of a sitemap, and the number of articles left out."""

    parts: Sequence[SitemapPart]  # the oldest articles first; empty if nothing is listed
    outside_site: int  # articles under another address than the site's
    wrong_length: int  # articles whose address has a forbidden length


def plan_sitemaps(feed: Feed) -> SitemapPlan:
    """Plan the sitemaps of `feed`: pages about feeds, then articles, each address once."""
    total = len(feed.pages) + len(feed.entries)
    scope, listed_urls, sizes = SitemapScope(feed.site.url), UrlSet(total), array("H")  # bytes; 0 if not listed
    outside_site = wrong_length = 0
    urls = chain(zip(feed.pages, repeat(0)), ((each.url, 1) for each in feed.entries))
    for url, is_article in urls:
        location = scope.location(url)
        has_allowed_length = scope.has_allowed_length(location)
        outside_site += is_article * (not location)
        wrong_length += is_article * (bool(location) and not has_allowed_length)
        is_listed = has_allowed_length and listed_urls.add(location)
        sizes.append(_URL + len(location) + len("amp;") * location.count("&") if is_listed else 0)
    return SitemapPlan(_split_entries(sizes), outside_site, wrong_length)


def _split_entries(sizes: Sequence[int]) -> list[SitemapPart]:
    """Split the entries into files, each filled to the limit, from the last entry on."""
    parts, stop, count, size = list[SitemapPart](), len(sizes), 0, _FRAME
    for index in range(len(sizes) - 1, -1, -1):
        if not sizes[index]:
            continue
        if count == MAX_URLS or size + sizes[index] > MAX_BYTES:
            parts.append(SitemapPart(index + 1, stop, sizes))
            stop, count, size = index + 1, 0, _FRAME
        count += 1
        size += sizes[index]
    return [*parts, SitemapPart(0, stop, sizes)] if count else parts


class SitemapCompanions(Mapping[str, bytes]):
    """The sitemaps of an index by file name, each built on every access."""

    def __init__(self, feed: Feed, parts: Sequence[SitemapPart]) -> None:
        """`parts` become sitemap-1.xml, sitemap-2.xml and so on."""
        self._feed = feed
        self._parts = {f"sitemap-{number}.xml": part for number, part in enumerate(parts, 1)}

    def __getitem__(self, name: str) -> bytes:
        """Build the file of that name."""
        buffer = io.BytesIO()
        _write(self._feed, self._parts[name], buffer)
        return buffer.getvalue()

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self._parts)

    def __len__(self) -> int:
        """Return the number of files."""
        return len(self._parts)

    def urls(self) -> Iterator[str]:
        """Yield the URL of each file."""
        return (f"{self._feed.site.feeds_url}{name}" for name in self)


def _write(feed: Feed, part: SitemapPart, out: BinaryIO) -> None:
    urlset.write(f"{{{SITEMAP}}}urlset", {None: SITEMAP}, _urls(feed, part), out)


def _urls(feed: Feed, part: SitemapPart) -> Iterator[Node]:
    """Yield <url> for each page and article of the file."""
    scope, pages = SitemapScope(feed.site.url), len(feed.pages)
    for index in range(part.start, min(part.stop, pages)):
        if part.sizes[index]:
            yield _url(scope.location(feed.pages[index]))
    for start in range(max(part.start, pages), part.stop, _AT_ONCE):
        stop = min(start + _AT_ONCE, part.stop)
        if any(part.sizes[start:stop]):
            for index, article in enumerate(feed.entries[start - pages : stop - pages], start):
                if part.sizes[index]:
                    yield _url(scope.location(article.url), article)


def _url(location: str, article: Article | None = None) -> Node:
    """Build <url> with <lastmod> for articles. A page about a feed has none: its changes mean nothing."""
    lastmod = [(f"{{{SITEMAP}}}lastmod", rfc3339(article.updated))] if article else []
    return f"{{{SITEMAP}}}url", [(f"{{{SITEMAP}}}loc", location), *lastmod]


def _sitemap(url: str) -> Node:
    """Build <sitemap> without <lastmod>: crawlers skip unchanged files, also when an older article is added."""
    return f"{{{SITEMAP}}}sitemap", [(f"{{{SITEMAP}}}loc", url)]
