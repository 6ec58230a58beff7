"""Atom 1.0. Spec: RFC 4287; RFC 5005 for archives; RFC 6721 for withdrawn entries; Media RSS module."""

from collections.abc import Mapping
from typing import BinaryIO, Final

from exporters.formats import xmlfeed
from exporters.formats.exporter import DocumentParts, Scope, write_parts
from exporters.formats.xmlfeed import MEDIA, TOMBSTONES, Element, child
from exporters.model import moment
from exporters.model.article import Article, Person
from exporters.model.feed import Feed
from exporters.model.ids import atom_id

PREFIXES: Final[Mapping[str, str]] = {"media": MEDIA}  # Atom's own namespace is the default one
_FRAME: Final = xmlfeed.frame(PREFIXES)


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
        """The document of `feed` in parts."""
        prefixes = {**PREFIXES, "at": TOMBSTONES} if feed.deleted else PREFIXES
        return xmlfeed.parts(feed, document(feed), prefixes, lambda article: entry(article, feed))


EXPORTER: Final = AtomExporter()


def document(feed: Feed) -> Element:
    """<feed>, without entries. Spec: RFC 4287 §4.1.1."""
    made = xmlfeed.generator(feed)
    if feed.language:
        made.language(feed.language)
    made.icon(feed.icon)
    made.author(author(feed.site.author or Person(name=feed.site.title)))
    root: Element = made._create_atom()[0]  # feedgen's only way to an element
    xmlfeed.dated(root, "updated", feed.updated)
    links(root, feed)
    deleted_entries(root, feed)
    return root


def links(root: Element, feed: Feed) -> None:
    """<link>: the home page, this document, its other formats, its hubs, its archives. Spec: RFC 4287 §4.2.7."""
    child(root, "link", href=feed.url, rel="alternate", type="text/html")
    child(root, "link", href=feed.self_url("atom"), rel="self", type="application/atom+xml")
    for link in feed.others("atom"):
        child(root, "link", href=link.url, rel="related", type=link.media_type)
    for hub in feed.hubs:
        child(root, "link", href=hub, rel="hub")
    xmlfeed.archives(root, feed, "atom", "link")


def deleted_entries(root: Element, feed: Feed) -> None:
    """<at:deleted-entry> for each entry that was withdrawn: its id and a moment, nothing that it said.

    They stand before the entries: the order of children means nothing (RFC 4287 §4.1.1), and so what stands around the
    entries is known before the first of them. Spec: RFC 6721 §3.
    """
    for each in feed.deleted:
        ref = atom_id(each.id, feed.site.url)
        child(root, f"{{{TOMBSTONES}}}deleted-entry", ref=ref, when=moment.rfc3339(each.when))


def entry(article: Article, feed: Feed) -> Element:
    """One <entry>. Spec: RFC 4287 §4.1.2."""
    made = xmlfeed.entry(article)
    made.id(article.id if article.id == article.url else atom_id(article.id, feed.site.url))  # an address is an IRI
    made.author([author(person) for person in article.authors])
    made.link(href=article.url)
    made.summary(article.summary)
    if article.content_html:
        made.content(article.content_html, type="html")
    element = xmlfeed.framed(made.atom_entry(), _FRAME)
    xmlfeed.dated(element, "updated", article.updated)
    for term, scheme in xmlfeed.categories(article, feed):
        child(element, "category", term=term, scheme=scheme, label=term)
    child(element, "published", moment.rfc3339(article.published))
    links_of(element, article)
    xmlfeed.media(element, article.images)
    return element


def author(person: Person) -> dict[str, str]:
    """<author>, as feedgen wants it. Spec: RFC 4287 §3.2."""
    return {"name": person.name} | ({"uri": person.url} if person.url else {})


def links_of(element: Element, article: Article) -> None:
    """<link>: "alternate" the permalink, "via" where it appeared first, "enclosure", "related".

    Spec: RFC 4287 §4.2.7.2.
    """
    for link in element.iterchildren("link"):  # feedgen drops the rel of entry links
        link.set("rel", "alternate")
    if article.original_url:
        child(element, "link", href=article.original_url, rel="via")
    for each in article.enclosures:
        length = None if each.length is None else str(each.length)
        child(element, "link", href=each.url, rel="enclosure", type=each.media_type, length=length, title=each.title)
    for related in article.related:
        child(element, "link", href=related.url, rel="related", title=related.title)
