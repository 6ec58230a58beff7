"""RSS 2.0. Spec: https://www.rssboard.org/rss-specification; RFC 5005 for archives; further modules."""

import html
import re
from datetime import datetime
from typing import BinaryIO, Final

from exporters import NAME
from exporters.formats import xmlfeed
from exporters.formats.exporter import DocumentParts, Scope, write_parts
from exporters.formats.xmlfeed import ATOM, DC, PREFIXES, Element, child
from exporters.model import moment
from exporters.model.article import Article
from exporters.model.feed import Feed

IMAGES: Final = (".png", ".jpg", ".jpeg", ".gif")  # what the address of a channel's <image> has to end in

_FRAME: Final = xmlfeed.frame(PREFIXES)
_DAYS: Final = "Mon Tue Wed Thu Fri Sat Sun".split()
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class RssExporter:
    """Writes rss.xml."""

    name: Final = "rss"
    media_type: Final = "application/rss+xml"
    filename: Final = "rss.xml"
    scope: Scope = "feed"

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """Write the document of `feed` to `out`."""
        write_parts(self.parts(feed), feed.entries, out)

    def parts(self, feed: Feed) -> DocumentParts:
        """The document of `feed` in parts."""
        return xmlfeed.parts(feed, channel(feed), PREFIXES, lambda article: item(article, feed))


EXPORTER: Final = RssExporter()


def channel(feed: Feed) -> Element:
    """<channel> in its <rss>, without items. Spec: RSS 2.0 <channel>."""
    made = xmlfeed.generator(feed)
    made.link(href=feed.self_url("rss"), rel="self", type="application/rss+xml")
    made.link(href=feed.url)  # feedgen takes the last one added for <link>
    if feed.language:
        made.language(feed.language)
    made.generator(NAME)
    made.ttl(feed.ttl)
    if feed.icon and is_image(feed.icon):
        made.image(feed.icon, title=feed.title, link=feed.url)
    root, _ = made._create_rss()  # feedgen's only way to an element
    element: Element = root[0]
    if feed.entries:
        last_build_date(element, feed.updated)
    for link in feed.others("rss"):
        child(element, f"{{{ATOM}}}link", href=link.url, rel="related", type=link.media_type)
    for hub in feed.hubs:
        child(element, f"{{{ATOM}}}link", href=hub, rel="hub")
    xmlfeed.archives(element, feed, "rss", f"{{{ATOM}}}link")
    return element


def last_build_date(element: Element, updated: datetime) -> None:
    """<lastBuildDate>, after what says how the channel is written and before <ttl>. Spec: RSS 2.0 <channel>."""
    before = max(element.index(each) for each in element.iterchildren("generator", "image", "language"))
    made = child(element, "lastBuildDate", rfc822(updated))
    element.insert(before + 1, made)


def is_image(url: str) -> bool:
    """Whether the address is that of an image as readers show it; no SVG, no WebP. Spec: RSS 2.0 <image> <url>."""
    return re.split("[?#]", url, maxsplit=1)[0].lower().endswith(IMAGES)


def item(article: Article, feed: Feed) -> Element:
    """One <item>. Spec: RSS 2.0 <item>."""
    made = xmlfeed.entry(article)
    made.link(href=article.url)
    made.guid(article.id, permalink=article.id == article.url)
    made.description(html.escape(article.summary, quote=False))  # RSS takes descriptions for HTML
    if article.content_html:
        made.content(article.content_html, type="html")
    element = xmlfeed.framed(made.rss_entry(), _FRAME)
    for term, scheme in xmlfeed.categories(article, feed):
        child(element, "category", term, domain=scheme)
    enclosure(element, article)
    child(element, "pubDate", rfc822(article.published))
    creators(element, article)
    publisher(element, article)
    updated(element, article)
    xmlfeed.media(element, article.images)
    return element


def rfc822(moment: datetime) -> str:
    """`Tue, 24 Aug 2021 07:30:00 +0000`, as feedgen writes moments, in any locale. Spec: RFC 822 §5."""
    written = moment.isoformat()
    day, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    return f"{day}, {written[8:10]} {month} {written[:4]} {written[11:19]} +0000"


def creators(element: Element, article: Article) -> None:
    """<dc:creator> each: <author> demands an e-mail address. Spec: Dublin Core."""
    for person in article.authors:
        child(element, f"{{{DC}}}creator", person.name)


def publisher(element: Element, article: Article) -> None:
    """<dc:publisher>: who published it first. Spec: Dublin Core."""
    if article.provider and (name := article.provider.name or article.provider.domain):
        child(element, f"{{{DC}}}publisher", name)


def enclosure(element: Element, article: Article) -> None:
    """<enclosure>, at most one: the first file of which type and length are known. Spec: RSS 2.0 <enclosure>."""
    for each in article.enclosures:
        if each.media_type and each.length is not None:
            child(element, "enclosure", url=each.url, length=str(each.length), type=each.media_type)
            return


def updated(element: Element, article: Article) -> None:
    """<atom:updated>, where it tells more than <pubDate>. Spec: RFC 4287 §4.2.15."""
    if article.updated != article.published:
        child(element, f"{{{ATOM}}}updated", moment.rfc3339(article.updated))
