"""OPML: the list of all feeds, to subscribe to at once. Spec: OPML 2.0."""

from collections.abc import Sequence
from email.utils import format_datetime
from typing import Final

from lxml import etree

from exporters.model.feed import READABLE, Feed
from exporters.model.listing import FeedListing
from exporters.model.site import Site
from exporters.pages.names import distinct_titles

_BEST_FIRST: Final = ("application/atom+xml", *READABLE)  # Atom, RSS, JSON Feed


def opml(site: Site, listing: Sequence[FeedListing]) -> bytes:
    """Return the list of the feeds of `site`, in order; a group is a folder at the position of its first feed.

    Only feeds in a format for readers are listed. If there are none, the result is empty: OPML allows no empty <body>.
    """
    subscriptions = [(each, url) for each in listing if (url := subscription(each.feed))]
    if not subscriptions:
        return b""
    root = etree.Element("opml", version="2.0")
    _head(etree.SubElement(root, "head"), site, [each.feed for each, _ in subscriptions])
    body = etree.SubElement(root, "body")
    folders = {"": body}
    titles = distinct_titles([each for each, _ in subscriptions])
    for each, url in subscriptions:
        if each.group not in folders:
            folders[each.group] = etree.SubElement(body, "outline", text=each.group)
        _outline(folders[each.group], each.feed, titles[each.feed.path], url)
    etree.indent(root)
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data + b"\n"


def subscription(feed: Feed) -> str:
    """Return the URL to subscribe to: Atom, else RSS, else JSON Feed, which fewer readers accept; "" for none."""
    links = sorted(
        (link for link in feed.links if link.media_type in _BEST_FIRST),
        key=lambda link: _BEST_FIRST.index(link.media_type),
    )
    return links[0].url if links else ""


def _head(head: etree._Element, site: Site, feeds: Sequence[Feed]) -> None:
    """Fill <head>: title, latest change, owner. Spec: OPML 2.0, What is a <head>?"""
    etree.SubElement(head, "title").text = site.title
    etree.SubElement(head, "dateModified").text = format_datetime(max(feed.updated for feed in feeds))
    etree.SubElement(head, "ownerName").text = site.author.name if site.author else site.title


def _outline(folder: etree._Element, feed: Feed, title: str, url: str) -> None:
    """Add the <outline> of a feed. Spec: OPML 2.0, Subscription lists.

    The type is `rss` for every format: readers accept no other, and look at the feed itself.
    """
    about = {
        "type": "rss",
        "text": title,
        "title": title,
        "description": feed.description,
        "language": feed.language,
        "htmlUrl": feed.page or feed.url,
        "xmlUrl": url,
    }
    etree.SubElement(folder, "outline", {name: value for name, value in about.items() if value})
