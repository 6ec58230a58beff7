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
    first,
    identity,
    name,
)

RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def holds(element: Element, root: Element) -> bool:
    """Return whether `element` is an item of the feed: in its channel, or next to it in RSS 1.0."""
    above = element.getparent()
    if above is None or name(str(element.tag), RSS_SPACES) != "item":
        return False
    return above is root or (above.getparent() is root and name(str(above.tag), RSS_SPACES) == "channel")


def item(element: Element, _root: Element) -> FeedItem | None:
    """Return one <item>; None without anything that identifies it. Spec: RSS 2.0 <item>."""
    found = children(element, RSS_SPACES)
    guid = identity(found, "guid") or strip_id(element.get(f"{RDF}about"))
    link = first(found, "link") or _atom_link(found) or _permalink(found)
    title = tidy_unescaped(first(found, "title"))
    known = guid or link or title or first(found, "content:encoded", "description")
    if not known:
        return None
    return FeedItem(
        id=known,
        link=link,
        title=title,
        published=_moment(found, "pubDate", "dc:date", "dcterms:issued", "dcterms:created"),
        updated=_moment(found, "atom:updated", "dcterms:modified"),
        summary=first(found, "description"),
        content=first(found, "content:encoded"),
        authors=every(found, "dc:creator") or every(found, "author"),
        categories=every(found, "category", "dc:subject"),
        media=tuple(dict.fromkeys([*_enclosures(found), *addresses(found)])),
    )


def document(root: Element, items: tuple[FeedItem, ...]) -> FeedDocument:
    """Return the feed with these items. Spec: RSS 2.0 <channel>."""
    channel = next((each for each in root.iterchildren("*") if name(str(each.tag), RSS_SPACES) == "channel"), root)
    found = children(channel, RSS_SPACES)
    links = (each for each in found.get("atom:link", ()) if each.get("rel") == "self")
    address = next((url for each in links if (url := tidy(each.get("href")))), None)
    return FeedDocument(
        format="rss", feed_id=address, self_url=address, title=tidy_unescaped(first(found, "title")), items=items
    )


KIND: Final = FeedDialect(holds, item, document)


def _atom_link(found: Children) -> str | None:
    links = (each for each in found.get("atom:link", ()) if each.get("rel", "alternate") == "alternate")
    return next((url for each in links if (url := tidy(each.get("href")))), None)


def _permalink(found: Children) -> str | None:
    """Return a guid that is an address, unless isPermaLink is false. Spec: RSS 2.0 <guid> isPermaLink."""
    for each in found.get("guid", ()):
        address = tidy(each.text)
        if each.get("isPermaLink", "true").strip() == "true" and address and "://" in address:
            return address
    return None


def _moment(found: Children, *names: str) -> datetime | None:
    return next((read for each in names if (read := parse_date(first(found, each)))), None)


def _enclosures(found: Children) -> Iterator[str]:
    for each in found.get("enclosure", ()):
        if url := tidy(each.get("url")):
            yield url
