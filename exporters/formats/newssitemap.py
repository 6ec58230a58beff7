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
MAX_ARTICLES: Final = 1_000  # articles that Google accepts
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
        """Write the sitemap to `out`; nothing if there is no news, or no language, which Google requires."""
        news_language, articles = language(feed.site.language), _list_news(feed).news
        if news_language and articles:
            prefixes = {None: SITEMAP, "news": NEWS}
            nodes = (_url(location, article, feed, news_language) for location, article in articles.items())
            urlset.write(f"{{{SITEMAP}}}urlset", prefixes, nodes, out)

    def companions(self, feed: Feed) -> Mapping[str, bytes]:  # noqa: ARG002 — one file holds at most 1,000 articles
        """Return no file."""
        return {}

    def news(self, feed: Feed) -> list[Article]:
        """Return the articles that the sitemap lists, newest first."""
        return list(_list_news(feed).news.values()) if language(feed.site.language) else []

    def left_out(self, feed: Feed) -> list[OmittedEntries]:
        """Return the articles of the two days that are not listed, by reason."""
        news, outside_site, wrong_length, over_limit = _list_news(feed)
        if news and not language(feed.site.language):
            count = len(news) + outside_site + wrong_length + over_limit
            return [OmittedEntries(count, "in a language that site.language does not name")]
        return [
            OmittedEntries(outside_site, f"not under {feed.site.url}"),
            OmittedEntries(wrong_length, urlset.NO_LENGTH),
            OmittedEntries(over_limit, f"not among the {MAX_ARTICLES:,} newest"),
        ]


EXPORTER: Final = NewsSitemapExporter()


class _NewsArticles(NamedTuple):
    """The articles of the two days for the sitemap, and how many are left out for each reason."""

    news: dict[str, Article]  # by location, newest first
    outside_site: int  # articles under another address than the site's
    wrong_length: int  # articles whose address has a forbidden length
    over_limit: int  # articles over the limit of Google


def _list_news(feed: Feed) -> _NewsArticles:
    scope, news = SitemapScope(feed.site.url), dict[str, Article]()
    outside_site = wrong_length = over_limit = 0
    for article in _select_recent(feed):
        location = scope.location(article.url)
        if not location:
            outside_site += 1
        elif not scope.has_allowed_length(location):
            wrong_length += 1
        elif location in news:
            continue
        elif len(news) == MAX_ARTICLES:
            over_limit += 1
        else:
            news[location] = article
    return _NewsArticles(news, outside_site, wrong_length, over_limit)


def _select_recent(feed: Feed) -> Iterator[Article]:
    """Yield the articles of the two days before the newest article; the clock does not matter."""
    newest = next(iter(feed.entries), None)
    return takewhile(lambda each: newest is not None and newest.published - each.published <= WINDOW, feed.entries)


def language(tag: str | None) -> str:
    """Return the Google News language of a BCP 47 tag: `en` of `en-us`, `zh-tw` of `zh-Hant`; "" if there is none.

    Spec: <news:language>, an ISO 639 code of two or three letters, but zh-cn and zh-tw for Chinese.
    """
    code, *subtags = (tag or "").lower().split("-")
    if not (code.isascii() and code.isalpha() and 2 <= len(code) <= 3) or code in _NO_LANGUAGE:
        return ""
    if code not in _CHINESE:
        return code
    if "hans" in subtags:
        return "zh-cn"
    return "zh-tw" if "hant" in subtags or not _TRADITIONAL.isdisjoint(subtags) else "zh-cn"


def _url(location: str, article: Article, feed: Feed, news_language: str) -> Node:
    """Build <url> with <news:news>: the elements that Google still reads."""
    publication = [(f"{{{NEWS}}}name", feed.site.title), (f"{{{NEWS}}}language", news_language)]
    news: list[Node] = [
        (f"{{{NEWS}}}publication", publication),
        (f"{{{NEWS}}}publication_date", rfc3339(article.published)),
        (f"{{{NEWS}}}title", article.title),
    ]
    return f"{{{SITEMAP}}}url", [(f"{{{SITEMAP}}}loc", location), (f"{{{NEWS}}}news", news)]
