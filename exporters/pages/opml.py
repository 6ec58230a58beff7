"""OPML: the list of all feeds, which a reader subscribes to at once. Spec: OPML 2.0."""

from collections.abc import Sequence
from email.utils import format_datetime
from typing import Final

from lxml import etree

from exporters.model.feed import READABLE, Feed
from exporters.model.listing import FeedListing
from exporters.model.site import Site

_BEST_FIRST: Final = ("application/atom+xml", *READABLE)  # Atom, RSS, JSON Feed


def opml(site: Site, listing: Sequence[FeedListing]) -> bytes:
    """The list of the feeds of `site`, in order; feeds of a group stand in a folder, where the first of them stands.

    A feed that is written in no format for readers is not in it. No byte comes back where none is left: an empty
    <body> is not allowed.
    """
    subscribed = [(each, url) for each in listing if (url := subscription(each.feed))]
    if not subscribed:
        return b""
    root = etree.Element("opml", version="2.0")
    _head(etree.SubElement(root, "head"), site, [each.feed for each, _ in subscribed])
    body = etree.SubElement(root, "body")
    folders = {"": body}
    for each, url in subscribed:
        if each.group not in folders:
            folders[each.group] = etree.SubElement(body, "outline", text=each.group)
        _outline(folders[each.group], each.feed, url)
    etree.indent(root)
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data + b"\n"


def subscription(feed: Feed) -> str:
    """The address to subscribe to: Atom, else RSS, else JSON Feed, which fewer readers take; "" where there is none."""
    ranked = sorted(
        (link for link in feed.links if link.media_type in _BEST_FIRST),
        key=lambda link: _BEST_FIRST.index(link.media_type),
    )
    return ranked[0].url if ranked else ""


def _head(head: etree._Element, site: Site, feeds: Sequence[Feed]) -> None:
    """<head>: of when the newest change in a feed is, and whose. Spec: OPML 2.0, What is a <head>?"""
    etree.SubElement(head, "title").text = site.title
    etree.SubElement(head, "dateModified").text = format_datetime(max(feed.updated for feed in feeds))
    etree.SubElement(head, "ownerName").text = site.author.name if site.author else site.title


def _outline(folder: etree._Element, feed: Feed, url: str) -> None:
    """<outline> of a feed. Spec: OPML 2.0, Subscription lists.

    The type is `rss` whatever the format: readers take no other, and look at the feed itself.
    """
    about = {
        "type": "rss",
        "text": feed.title,
        "title": feed.title,
        "description": feed.description,
        "language": feed.language,
        "htmlUrl": feed.page or feed.url,
        "xmlUrl": url,
    }
    etree.SubElement(folder, "outline", {name: value for name, value in about.items() if value})
