"""Sitemap: every page of the site, for search engines. Spec: https://www.sitemaps.org/protocol.html.

A site that is too large for one file gets an index, and files beside it. They are cut from the oldest article on, so
that a new article changes the last file and leaves the others as they are.
"""

import io
from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import BinaryIO, Final, NamedTuple

from exporters.formats import urlset
from exporters.formats.exporter import OmittedEntries, Scope
from exporters.formats.urlset import SITEMAP, Node, SeenUrls, SitemapScope
from exporters.model.article import Article
from exporters.model.feed import Feed
from exporters.model.moment import rfc3339

MOST: Final = 50_000  # addresses in a file
LARGEST: Final = 52_428_800  # bytes of a file: "50MB (52,428,800 bytes)"
_FRAME: Final = 200  # bytes that are no <url>; there are fewer
_URL: Final = len("\n  <url>\n    <loc></loc>\n    <lastmod>2021-08-24T07:30:00Z</lastmod>\n  </url>")
_AT_ONCE: Final = 100  # articles that are in memory together


class SitemapExporter:
    """Writes sitemap.xml, and sitemap-1.xml … beside it where it takes several."""

    name: Final = "sitemap"
    media_type: Final = "application/xml"
    filename: Final = "sitemap.xml"
    scope: Scope = "site"

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """Write the sitemap of the site, or the index of its sitemaps, to `out`; nothing where no page is listed."""
        parts = planned(feed).parts
        if len(parts) == 1:
            _write(feed, parts[0], out)
        elif parts:
            urlset.write(
                f"{{{SITEMAP}}}sitemapindex", {None: SITEMAP}, map(_sitemap, SitemapCompanions(feed, parts).urls()), out
            )

    def companions(self, feed: Feed) -> Mapping[str, bytes]:
        """The sitemaps that the index names; each is made when it is asked for."""
        parts = planned(feed).parts
        return SitemapCompanions(feed, parts) if len(parts) > 1 else {}

    def left_out(self, feed: Feed) -> list[OmittedEntries]:
        """The articles that are not listed: no sitemap speaks for other hosts or folders."""
        plan = planned(feed)
        return [
            OmittedEntries(plan.elsewhere, f"not under {feed.site.url}"),
            OmittedEntries(plan.unfit, urlset.NO_LENGTH),
        ]


EXPORTER: Final = SitemapExporter()


class SitemapPart(NamedTuple):
    """What one file lists: of the pages and articles in their order those from `start` up to `stop` that are kept."""

    start: int
    stop: int
    kept: Sequence[int]  # of each page and article: 0 where it is not listed


class SitemapPlan(NamedTuple):
    """What becomes of each page and article."""

    parts: Sequence[SitemapPart]  # the oldest articles first; none where nothing is listed
    elsewhere: int  # articles that are not of this site
    unfit: int  # articles with an address of a length that is not allowed


def planned(feed: Feed) -> SitemapPlan:
    """What the sitemaps of `feed` list: pages about feeds, then articles, each address once."""
    total = len(feed.pages) + len(feed.entries)
    covered, seen, sizes = SitemapScope(feed.site.url), SeenUrls(total), array("H")  # bytes; 0 where it is not listed
    elsewhere = unfit = 0
    urls = chain(zip(feed.pages, repeat(0)), ((each.url, 1) for each in feed.entries))
    for url, is_article in urls:
        location = covered.location(url)
        is_fit = covered.is_fit(location)
        elsewhere += is_article * (not location)
        unfit += is_article * (bool(location) and not is_fit)
        is_listed = is_fit and seen.add(location)
        sizes.append(_URL + len(location) + len("amp;") * location.count("&") if is_listed else 0)
    return SitemapPlan(_cut(sizes), elsewhere, unfit)


def _cut(sizes: Sequence[int]) -> list[SitemapPart]:
    """Files as full as they may be, from the last place on."""
    parts, stop, count, size = list[SitemapPart](), len(sizes), 0, _FRAME
    for place in range(len(sizes) - 1, -1, -1):
        if not sizes[place]:
            continue
        if count == MOST or size + sizes[place] > LARGEST:
            parts.append(SitemapPart(place + 1, stop, sizes))
            stop, count, size = place + 1, 0, _FRAME
        count += 1
        size += sizes[place]
    return [*parts, SitemapPart(0, stop, sizes)] if count else parts


class SitemapCompanions(Mapping[str, bytes]):
    """The files that an index names, by file name; one is made each time it is asked for."""

    def __init__(self, feed: Feed, parts: Sequence[SitemapPart]) -> None:
        """Nothing is made yet."""
        self._feed = feed
        self._parts = {f"sitemap-{number}.xml": part for number, part in enumerate(parts, 1)}

    def __getitem__(self, name: str) -> bytes:
        """The file of that name."""
        out = io.BytesIO()
        _write(self._feed, self._parts[name], out)
        return out.getvalue()

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self._parts)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._parts)

    def urls(self) -> Iterator[str]:
        """Where each of them is published."""
        return (f"{self._feed.site.feeds_url}{name}" for name in self)


def _write(feed: Feed, part: SitemapPart, out: BinaryIO) -> None:
    urlset.write(f"{{{SITEMAP}}}urlset", {None: SITEMAP}, _urls(feed, part), out)


def _urls(feed: Feed, part: SitemapPart) -> Iterator[Node]:
    """<url> of each page and article that the file lists."""
    covered, pages = SitemapScope(feed.site.url), len(feed.pages)
    for place in range(part.start, min(part.stop, pages)):
        if part.kept[place]:
            yield _url(covered.location(feed.pages[place]))
    for start in range(max(part.start, pages), part.stop, _AT_ONCE):
        stop = min(start + _AT_ONCE, part.stop)
        if any(part.kept[start:stop]):
            for place, article in enumerate(feed.entries[start - pages : stop - pages], start):
                if part.kept[place]:
                    yield _url(covered.location(article.url), article)


def _url(location: str, article: Article | None = None) -> Node:
    """<url>: where, and when it last changed. When a page about a feed changed says nothing, so it is left out."""
    changed = [(f"{{{SITEMAP}}}lastmod", rfc3339(article.updated))] if article else []
    return f"{{{SITEMAP}}}url", [(f"{{{SITEMAP}}}loc", location), *changed]


def _sitemap(url: str) -> Node:
    """<sitemap>, without <lastmod>: crawlers skip a file by it, also one that an older article came to."""
    return f"{{{SITEMAP}}}sitemap", [(f"{{{SITEMAP}}}loc", url)]
