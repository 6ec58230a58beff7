"""Read published RSS 2.0, 1.0 and 0.9x. Spec: https://www.rssboard.org/rss-specification, RSS 1.0."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from exporters.planning.readers.document import FeedDocument, FeedItem, parse_date, strip_id, tidy, tidy_unescaped
from exporters.planning.readers.elements import (
    RSS_SPACES,
    Children,
    Element,
    FeedDialect,
    addresses,
    children,
    every,
    first_text,
    identity,
    name,
)
from exporters.planning.readers.show import read_show

RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def holds(element: Element, root: Element) -> bool:
    """Return whether `element` is an item of the feed: in its channel, or next to it in RSS 1.0."""
    parent = element.getparent()
    if parent is None or name(str(element.tag), RSS_SPACES) != "item":
        return False
    return parent is root or (parent.getparent() is root and name(str(parent.tag), RSS_SPACES) == "channel")


def item(element: Element, _root: Element) -> FeedItem | None:
    """Return one <item>; None without anything that identifies it. Spec: RSS 2.0 <item>."""
    elements = children(element, RSS_SPACES)
    guid = identity(elements, "guid") or strip_id(element.get(f"{RDF}about"))
    link = first_text(elements, "link") or _atom_link(elements) or _permalink(elements)
    title = tidy_unescaped(first_text(elements, "title"))
    identifier = guid or link or title or first_text(elements, "content:encoded", "description")
    if not identifier:
        return None
    return FeedItem(
        id=identifier,
        link=link,
        title=title,
        published=_moment(elements, "pubDate", "dc:date", "dcterms:issued", "dcterms:created"),
        updated=_moment(elements, "atom:updated", "dcterms:modified"),
        summary=first_text(elements, "description"),
        content=first_text(elements, "content:encoded"),
        authors=every(elements, "dc:creator") or every(elements, "author"),
        categories=every(elements, "category", "dc:subject"),
        media=tuple(dict.fromkeys([*_enclosures(elements), *addresses(elements)])),
    )


def document(root: Element, items: tuple[FeedItem, ...]) -> FeedDocument:
    """Return the feed with these items. Spec: RSS 2.0 <channel>."""
    channel = next((each for each in root.iterchildren("*") if name(str(each.tag), RSS_SPACES) == "channel"), root)
    elements = children(channel, RSS_SPACES)
    links = (each for each in elements.get("atom:link", ()) if each.get("rel") == "self")
    address = next((url for each in links if (url := tidy(each.get("href")))), None)
    return FeedDocument(
        format="rss",
        feed_id=address,
        self_url=address,
        title=tidy_unescaped(first_text(elements, "title")),
        guid=first_text(elements, "podcast:guid"),
        show=read_show(elements),
        items=items,
    )


KIND: Final = FeedDialect(holds, item, document)


def _atom_link(elements: Children) -> str | None:
    links = (each for each in elements.get("atom:link", ()) if each.get("rel", "alternate") == "alternate")
    return next((url for each in links if (url := tidy(each.get("href")))), None)


def _permalink(elements: Children) -> str | None:
    """Return a guid that is an address, unless isPermaLink is false. Spec: RSS 2.0 <guid> isPermaLink."""
    for each in elements.get("guid", ()):
        address = tidy(each.text)
        if each.get("isPermaLink", "true").strip() == "true" and address and "://" in address:
            return address
    return None


def _moment(elements: Children, *names: str) -> datetime | None:
    return next((date for each in names if (date := parse_date(first_text(elements, each)))), None)


def _enclosures(elements: Children) -> Iterator[str]:
    for each in elements.get("enclosure", ()):
        if url := tidy(each.get("url")):
            yield url
