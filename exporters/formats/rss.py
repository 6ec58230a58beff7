"""RSS 2.0. Spec: https://www.rssboard.org/rss-specification; RFC 5005 for archives; further modules."""

import html
import re
from collections.abc import Mapping
from datetime import datetime
from typing import BinaryIO, Final

from exporters import NAME
from exporters.formats import itunes, pictures, podcast, xmlfeed
from exporters.formats.chapters import ChapterFiles
from exporters.formats.enclosures import files, is_whole
from exporters.formats.exporter import DocumentParts, Scope, write_parts
from exporters.formats.itunes import ITUNES
from exporters.formats.podcast import PODCAST
from exporters.formats.xmlfeed import ATOM, DC, PREFIXES, Element, add_child, rfc822
from exporters.model import moment
from exporters.model.article import Article, Enclosure
from exporters.model.feed import Feed

IMAGES: Final = (".png", ".jpg", ".jpeg", ".gif")  # suffixes that the URL of a channel's <image> may have

SHOW_PREFIXES: Final = {**PREFIXES, "itunes": ITUNES, "podcast": PODCAST}  # of the feed of a podcast

_FRAME: Final = xmlfeed.build_frame(PREFIXES)
_SHOW_FRAME: Final = xmlfeed.build_frame(SHOW_PREFIXES)


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
        """Return the document of `feed` in parts."""
        prefixes = SHOW_PREFIXES if feed.show else PREFIXES
        return xmlfeed.parts(feed, channel(feed), prefixes, lambda article: item(article, feed))

    def companions(self, feed: Feed) -> Mapping[str, bytes]:
        """Return the chapter files of episodes, by name."""
        return ChapterFiles(feed) if feed.show else {}


EXPORTER: Final = RssExporter()


def channel(feed: Feed) -> Element:
    """Build <channel> in its <rss>, without items. Spec: RSS 2.0 <channel>."""
    generator = xmlfeed.generator(feed)
    generator.link(href=feed.self_url("rss"), rel="self", type="application/rss+xml")
    generator.link(href=feed.url)  # feedgen uses the last link for <link>
    if feed.language:
        generator.language(feed.language)
    generator.generator(NAME)
    generator.ttl(feed.ttl)
    if feed.icon and is_image(feed.icon):
        generator.image(feed.icon, title=feed.title, link=feed.url)
    root, _ = generator._create_rss()  # feedgen's only way to an element
    element: Element = root[0]
    if feed.entries:
        last_build_date(element, feed.updated)
    for link in feed.others("rss"):
        add_child(element, f"{{{ATOM}}}link", href=link.url, rel="related", type=link.media_type)
    for hub in feed.hubs:
        add_child(element, f"{{{ATOM}}}link", href=hub, rel="hub")
    xmlfeed.archives(element, feed, "rss", f"{{{ATOM}}}link")
    if feed.show:
        itunes.channel(element, feed.show)
        podcast.channel(element, feed.show)
    return element


def last_build_date(element: Element, moment: datetime) -> None:
    """Add <lastBuildDate> after <generator>, <image> and <language>, before <ttl>. Spec: RSS 2.0 <channel>."""
    position = max(element.index(each) for each in element.iterchildren("generator", "image", "language"))
    child = add_child(element, "lastBuildDate", rfc822(moment))
    element.insert(position + 1, child)


def is_image(url: str) -> bool:
    """Return whether readers show the image at the URL: no SVG, no WebP. Spec: RSS 2.0 <image> <url>."""
    return re.split("[?#]", url, maxsplit=1)[0].lower().endswith(IMAGES)


def item(article: Article, feed: Feed) -> Element:
    """Build one <item>. Spec: RSS 2.0 <item>."""
    feed_entry = xmlfeed.entry(article)
    feed_entry.link(href=article.url)
    feed_entry.guid(article.id, permalink=article.id == article.url)
    feed_entry.description(html.escape(article.summary, quote=False))  # RSS descriptions are HTML
    if content := pictures.content_html(article, feed):
        feed_entry.content(content, type="html")
    element = xmlfeed.put_in_frame(feed_entry.rss_entry(), _SHOW_FRAME if feed.show else _FRAME)
    for term, scheme in xmlfeed.categories(article, feed):
        add_child(element, "category", term, domain=scheme)
    entry_files = files(article, feed)
    main = entry_files.main if entry_files.main and is_whole(entry_files.main) else None
    enclosure(element, main)
    add_child(element, "pubDate", rfc822(article.published))
    creators(element, article)
    publisher(element, article)
    atom_updated(element, article)
    xmlfeed.media_files(element, entry_files.others if main else entry_files.all)
    xmlfeed.media(element, pictures.images(article, feed))
    if feed.show:
        itunes.item(element, article)
        podcast.item(element, article, feed)
    return element


def creators(element: Element, article: Article) -> None:
    """Add <dc:creator> for each author: <author> requires an e-mail address. Spec: Dublin Core."""
    for person in article.authors:
        add_child(element, f"{{{DC}}}creator", person.name)


def publisher(element: Element, article: Article) -> None:
    """Add <dc:publisher> with the name or the domain of the provider. Spec: Dublin Core."""
    if article.provider and (name := article.provider.name or article.provider.domain):
        add_child(element, f"{{{DC}}}publisher", name)


def enclosure(element: Element, main: Enclosure | None) -> None:
    """Add <enclosure> for the main file; RSS allows one, with type and length. Spec: RSS 2.0 <enclosure>."""
    if main is not None:
        add_child(element, "enclosure", url=main.url, length=str(main.length), type=main.media_type)


def atom_updated(element: Element, article: Article) -> None:
    """Add <atom:updated> if it differs from <pubDate>. Spec: RFC 4287 §4.2.15."""
    if article.updated != article.published:
        add_child(element, f"{{{ATOM}}}updated", moment.rfc3339(article.updated))
