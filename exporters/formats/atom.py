"""Atom 1.0. Spec: RFC 4287; RFC 5005 for archives; RFC 6721 for withdrawn entries; Media RSS module."""

from collections.abc import Mapping
from typing import BinaryIO, Final

from exporters.formats import pictures, xmlfeed
from exporters.formats.enclosures import files
from exporters.formats.exporter import DocumentParts, Scope, write_parts
from exporters.formats.xmlfeed import MEDIA, TOMBSTONES, Element, add_child
from exporters.model import moment
from exporters.model.article import Article, Enclosure, Person
from exporters.model.feed import Feed
from exporters.model.ids import atom_id

PREFIXES: Final[Mapping[str, str]] = {"media": MEDIA}  # Atom's own namespace is the default one
_FRAME: Final = xmlfeed.build_frame(PREFIXES)


class AtomExporter:
    """Writes atom.xml."""

    name: Final = "atom"
    media_type: Final = "application/atom+xml"
    filename: Final = "atom.xml"
    scope: Scope = "feed"

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """Write the document of `feed` to `out`."""
        write_parts(self.parts(feed), feed.entries, out)

    def parts(self, feed: Feed) -> DocumentParts:
        """Return the document of `feed` in parts."""
        prefixes = {**PREFIXES, "at": TOMBSTONES} if feed.deleted else PREFIXES
        return xmlfeed.parts(feed, document(feed), prefixes, lambda article: entry(article, feed))


EXPORTER: Final = AtomExporter()


def document(feed: Feed) -> Element:
    """Build <feed> without entries. Spec: RFC 4287 §4.1.1."""
    generator = xmlfeed.generator(feed)
    if feed.language:
        generator.language(feed.language)
    generator.icon(feed.icon)
    generator.author(author(feed.site.author or Person(name=feed.site.title)))
    root: Element = generator._create_atom()[0]  # feedgen's only way to an element
    xmlfeed.rewrite_moment(root, "updated", feed.updated)
    links(root, feed)
    deleted_entries(root, feed)
    return root


def links(root: Element, feed: Feed) -> None:
    """Add <link>: the home page, this document, its other formats, its hubs, its archives. Spec: RFC 4287 §4.2.7."""
    add_child(root, "link", href=feed.url, rel="alternate", type="text/html")
    add_child(root, "link", href=feed.self_url("atom"), rel="self", type="application/atom+xml")
    for link in feed.others("atom"):
        add_child(root, "link", href=link.url, rel="related", type=link.media_type)
    for hub in feed.hubs:
        add_child(root, "link", href=hub, rel="hub")
    xmlfeed.archives(root, feed, "atom", "link")


def deleted_entries(root: Element, feed: Feed) -> None:
    """Add <at:deleted-entry> for each withdrawn entry: its id and a moment, without its content.

    They come before the entries: the order of children means nothing (RFC 4287 §4.1.1), so the frame of the
    entries is known before the first one. Spec: RFC 6721 §3.
    """
    for each in feed.deleted:
        ref = atom_id(each.id, feed.site.url)
        add_child(root, f"{{{TOMBSTONES}}}deleted-entry", ref=ref, when=moment.rfc3339(each.when))


def entry(article: Article, feed: Feed) -> Element:
    """Build one <entry>. Spec: RFC 4287 §4.1.2."""
    feed_entry = xmlfeed.entry(article)
    is_address = article.id == article.url  # an address is an IRI
    feed_entry.id(article.id if is_address else atom_id(article.id, feed.site.url))
    feed_entry.author([author(person) for person in article.authors])
    feed_entry.link(href=article.url)
    feed_entry.summary(article.summary)
    if content := pictures.content_html(article, feed):
        feed_entry.content(content, type="html")
    element = xmlfeed.put_in_frame(feed_entry.atom_entry(), _FRAME)
    xmlfeed.rewrite_moment(element, "updated", article.updated)
    for term, scheme in xmlfeed.categories(article, feed):
        add_child(element, "category", term=term, scheme=scheme, label=term)
    add_child(element, "published", moment.rfc3339(article.published))
    entry_files = files(article, feed)
    entry_links(element, article, entry_files.main)
    xmlfeed.media_files(element, entry_files.others)
    xmlfeed.media(element, pictures.images(article, feed))
    return element


def author(person: Person) -> dict[str, str]:
    """Return the keyword arguments of feedgen for <author>. Spec: RFC 4287 §3.2."""
    return {"name": person.name} | ({"uri": person.url} if person.url else {})


def entry_links(element: Element, article: Article, file: Enclosure | None) -> None:
    """Add <link> to an entry: "alternate" the permalink, "via" the first publication, its file, related articles.

    Spec: RFC 4287 §4.2.7.2.
    """
    for link in element.iterchildren("link"):  # feedgen drops the rel of entry links
        link.set("rel", "alternate")
    if article.original_url:
        add_child(element, "link", href=article.original_url, rel="via")
    if file is not None:  # some readers play the first of several, others the last
        length = None if file.length is None else str(file.length)
        add_child(
            element, "link", href=file.url, rel="enclosure", type=file.media_type, length=length, title=file.title
        )
    for article_link in article.related:
        add_child(element, "link", href=article_link.url, rel="related", title=article_link.title)
