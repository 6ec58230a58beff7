"""Rules about news in a sitemap. Spec: Google, "News sitemaps"."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from exporters.checks.finding import Finding, Findings
from exporters.checks.values import language_findings
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.sitemaps.extensions import SitemapElement, any_text
from exporters.lint.rules.sitemaps.moments import is_day, w3c_findings, w3c_moment
from exporters.lint.rules.sitemaps.sitemap import NEWS, ParsedSitemap, long_name

_NAME: Final = long_name(NEWS, "news")
MOST_NEWS: Final = 1_000
_AGE: Final = timedelta(days=2)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}|zh-cn|zh-tw", re.ASCII | re.IGNORECASE)
_ONE_DAY: Final = timedelta(days=1)


def _date(text: str) -> Findings:
    if (found := w3c_findings(text)) or is_day(text):
        return found
    message = f"the date {quote_value(text)} names no day"
    return (Finding(rule="sitemap-date-invalid", message=message, fix="write 2021-08-24 or with its time"),)


def _language(text: str) -> Findings:
    if found := language_findings(text):
        return found
    if _LANGUAGE.fullmatch(text):
        return ()
    message, fix = f"the language {quote_value(text)}", "write two or three letters; zh-cn and zh-tw are the exceptions"
    return (Finding(rule="news-language-wrong", message=message, fix=fix),)


def _name(text: str) -> Findings:
    if text.endswith(")") and "(" in text:
        message, fix = f"the name {quote_value(text)} has brackets", "write it as Google News shows it, without them"
        return (Finding(rule="news-name-bracketed", message=message, fix=fix, level=Level.WARNING),)
    return ()


_NEWS: Final = SitemapElement(
    namespace=NEWS,
    required=("publication", "publication_date", "title"),
    checks={"publication": any_text, "publication_date": _date, "title": any_text},
    retired=frozenset({"access", "genres", "keywords", "stock_tickers", "geo_locations"}),
)
_PUBLICATION: Final = SitemapElement(
    namespace=NEWS, required=("name", "language"), checks={"name": _name, "language": _language}
)


def news_wrong(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Google News drops the article. Spec: Google, "News sitemaps", the table of required tags."""
    for entry in sitemap.holders(_NAME):
        for news in entry.node.all(_NAME):
            yield from _NEWS.findings(entry, news)
            for publication in news.all(long_name(NEWS, "publication")):
                if publication.children:
                    yield from _PUBLICATION.findings(entry, publication)


def news_many(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Google News reads no more. Spec: Google, "News sitemaps": "up to 1,000 <news:news> tags"."""
    count = len(sitemap.holders(_NAME))
    if count > MOST_NEWS:
        message, fix = f"{count:,} articles of news, more than {MOST_NEWS:,}", "split it into several sitemaps"
        yield sitemap.root.finding("news-many", message, fix)


def news_old(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Google News shows articles of two days alone. Spec: Google, "News sitemaps": "created in the last two days".

    lint knows no clock, so an article is old if a newer one of the sitemap is more than two days younger.
    """
    dated = list[tuple[datetime, str, int]]()
    for entry in sitemap.holders(_NAME):
        text = entry.node.firsts[_NAME].value(long_name(NEWS, "publication_date"))
        if text and (moment := w3c_moment(text)) and is_day(text):
            dated.append((moment, text, entry.number))
    newest = max(dated, default=None)
    for moment, text, number in dated if newest else ():
        # a day alone may mean its last moment
        latest = moment + (_ONE_DAY if len(text) == len("2021-08-24") else timedelta())
        if newest and newest[0] - latest > _AGE:
            entry = sitemap.entries[number - 1]
            node = entry.node.firsts[_NAME].firsts[long_name(NEWS, "publication_date")]
            message = f"{quote_value(text)} is more than two days before {quote_value(newest[1])}"
            fix = "remove <news:news>, or the address, from the news sitemap"
            yield entry.finding_at(node, "news-old", message, fix, Level.WARNING)
