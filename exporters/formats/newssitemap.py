"""News sitemap: the articles of two days, for Google News. Spec: Google Search Central, News sitemaps."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import takewhile
from typing import BinaryIO, Final, NamedTuple

from exporters.formats import urlset
from exporters.formats.exporter import OmittedEntries, Scope
from exporters.formats.urlset import SITEMAP, Node, SitemapScope
from exporters.model.article import Article
from exporters.model.feed import Feed
from exporters.model.moment import rfc3339

NEWS: Final = "http://www.google.com/schemas/sitemap-news/0.9"
MOST: Final = 1_000  # articles that Google accepts
WINDOW: Final = timedelta(days=2)
_NO_LANGUAGE: Final = frozenset({"und", "mul", "mis", "zxx"})  # ISO 639-2: undetermined, several, uncoded, none
_CHINESE: Final = frozenset({"zh", "zho", "chi", "cmn"})
_TRADITIONAL: Final = frozenset({"tw", "hk", "mo"})  # regions of traditional script, if the tag names no script


class NewsSitemapExporter:
    """Writes news-sitemap.xml."""

    name: Final = "news-sitemap"
    media_type: Final = "application/xml"
    filename: Final = "news-sitemap.xml"
    scope: Scope = "site"

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """Write the sitemap to `out`; nothing where there is no news, or no language, which Google asks for."""
        tongue, listed = language(feed.site.language), _listed(feed).news
        if tongue and listed:
            prefixes = {None: SITEMAP, "news": NEWS}
            nodes = (_url(location, article, feed, tongue) for location, article in listed.items())
            urlset.write(f"{{{SITEMAP}}}urlset", prefixes, nodes, out)

    def companions(self, feed: Feed) -> Mapping[str, bytes]:  # noqa: ARG002 — one file holds at most 1,000 articles
        """Return no file."""
        return {}

    def news(self, feed: Feed) -> list[Article]:
        """Return the articles that the sitemap lists, newest first."""
        return list(_listed(feed).news.values()) if language(feed.site.language) else []

    def left_out(self, feed: Feed) -> list[OmittedEntries]:
        """Return the articles of the two days that are not listed, by reason."""
        news, elsewhere, unfit, beyond = _listed(feed)
        if news and not language(feed.site.language):
            count = len(news) + elsewhere + unfit + beyond
            return [OmittedEntries(count, "in a language that site.language does not name")]
        return [
            OmittedEntries(elsewhere, f"not under {feed.site.url}"),
            OmittedEntries(unfit, urlset.NO_LENGTH),
            OmittedEntries(beyond, f"not among the {MOST:,} newest"),
        ]


EXPORTER: Final = NewsSitemapExporter()


class _Listed(NamedTuple):
    """The articles of the two days: those listed, and the number of others."""

    news: dict[str, Article]  # by location, newest first
    elsewhere: int  # articles under another address than the site's
    unfit: int  # articles whose address has a forbidden length
    beyond: int  # articles over the limit of Google


def _listed(feed: Feed) -> _Listed:
    covered, news = SitemapScope(feed.site.url), dict[str, Article]()
    elsewhere = unfit = beyond = 0
    for article in _recent(feed):
        location = covered.location(article.url)
        if not location:
            elsewhere += 1
        elif not covered.is_fit(location):
            unfit += 1
        elif location in news:
            continue
        elif len(news) == MOST:
            beyond += 1
        else:
            news[location] = article
    return _Listed(news, elsewhere, unfit, beyond)


def _recent(feed: Feed) -> Iterator[Article]:
    """Return the articles of the two days before the newest one, which needs no clock."""
    newest = next(iter(feed.entries), None)
    return takewhile(lambda each: newest is not None and newest.published - each.published <= WINDOW, feed.entries)


def language(tag: str | None) -> str:
    """Return the Google News language of a BCP 47 tag: `en` of `en-us`, `zh-tw` of `zh-Hant`; "" for none.

    Spec: <news:language>, an ISO 639 code of two or three letters, but zh-cn and zh-tw for Chinese.
    """
    first, *rest = (tag or "").lower().split("-")
    if not (first.isascii() and first.isalpha() and 2 <= len(first) <= 3) or first in _NO_LANGUAGE:
        return ""
    if first not in _CHINESE:
        return first
    if "hans" in rest:
        return "zh-cn"
    return "zh-tw" if "hant" in rest or not _TRADITIONAL.isdisjoint(rest) else "zh-cn"


def _url(location: str, article: Article, feed: Feed, tongue: str) -> Node:
    """Build <url> with <news:news>: the elements that Google still reads."""
    publication = [(f"{{{NEWS}}}name", feed.site.title), (f"{{{NEWS}}}language", tongue)]
    news: list[Node] = [
        (f"{{{NEWS}}}publication", publication),
        (f"{{{NEWS}}}publication_date", rfc3339(article.published)),
        (f"{{{NEWS}}}title", article.title),
    ]
    return f"{{{SITEMAP}}}url", [(f"{{{SITEMAP}}}loc", location), (f"{{{NEWS}}}news", news)]
