"""RSS 2.0. Spec: https://www.rssboard.org/rss-specification; content, Dublin Core, Media RSS and Atom modules."""

import html
from typing import BinaryIO, Final

from exporters import NAME
from exporters.feeds.feed import Feed
from exporters.formats import xmlfeed
from exporters.formats.exporter import Scope
from exporters.formats.xmlfeed import ATOM, DC, Element, child
from exporters.model import moment
from exporters.model.article import Article


class Rss:
    """Writes rss.xml."""

    name: Final = "rss"
    media_type: Final = "application/rss+xml"
    filename: Final = "rss.xml"
    scope: Scope = "feed"

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """Write the document of `feed` to `out`."""
        root, channel = rss(feed)
        for article in feed.entries:
            channel.append(item(article, feed))
        xmlfeed.write(root, xmlfeed.PREFIXES, out)


EXPORTER: Final = Rss()


def rss(feed: Feed) -> tuple[Element, Element]:
    """<rss> and its <channel>, without items. Spec: RSS 2.0 <channel>."""
    made = xmlfeed.generator(feed)
    made.link(href=feed.self_url("rss"), rel="self", type="application/rss+xml")
    made.link(href=feed.url)  # feedgen takes the last one added for <link>
    if feed.language:
        made.language(feed.language)
    made.generator(NAME)
    root, _ = made._create_rss()  # feedgen's only way to an element
    channel = root[0]
    for link in feed.others("rss"):
        child(channel, f"{{{ATOM}}}link", href=link.url, rel="related", type=link.media_type)
    for hub in feed.hubs:
        child(channel, f"{{{ATOM}}}link", href=hub, rel="hub")
    if not feed.entries:
        channel.remove(channel.find("lastBuildDate"))
    return root, channel


def item(article: Article, feed: Feed) -> Element:
    """One <item>. Spec: RSS 2.0 <item>."""
    made = xmlfeed.entry(article)
    made.link(href=article.url)
    made.guid(article.id, permalink=article.id == article.url)
    made.description(html.escape(article.summary, quote=False))  # RSS takes descriptions for HTML
    if article.content_html:
        made.content(article.content_html, type="html")
    made.category(xmlfeed.categories(article, feed))
    made.pubDate(article.published)
    element: Element = made.rss_entry()
    creators(element, article)
    publisher(element, article)
    updated(element, article)
    xmlfeed.media(element, article.images)
    return element


def creators(element: Element, article: Article) -> None:
    """<dc:creator> each: <author> demands an e-mail address. Spec: Dublin Core."""
    for person in article.authors:
        child(element, f"{{{DC}}}creator", person.name)


def publisher(element: Element, article: Article) -> None:
    """<dc:publisher>: who published it first. Spec: Dublin Core."""
    if article.provider and (name := article.provider.name or article.provider.domain):
        child(element, f"{{{DC}}}publisher", name)


def updated(element: Element, article: Article) -> None:
    """<atom:updated>, where it tells more than <pubDate>. Spec: RFC 4287 §4.2.15."""
    if article.updated != article.published:
        child(element, f"{{{ATOM}}}updated", moment.rfc3339(article.updated))
