"""Write snippet.html: the lines by which browsers and feed readers find the feeds from any page of a site."""

from collections.abc import Sequence
from html import escape
from importlib.resources import files
from typing import Final

from exporters.model.feed import READABLE
from exporters.model.listing import FeedListing
from exporters.model.site import Site
from exporters.pages.names import distinct_titles

_LABELS: Final = {"application/rss+xml": "RSS", "application/atom+xml": "Atom", "application/feed+json": "JSON Feed"}


def snippet(site: Site, listing: Sequence[FeedListing]) -> bytes:
    """Return the lines for the <head> of each page: the feeds without group, in formats for readers.

    Spec: RSS Autodiscovery 1.0, RFC 4287 autodiscovery, JSON Feed 1.1 “Discovery”.
    """
    home = site.url.replace("--", "-%2D")  # "--" would end the comment
    about = f"<!-- Paste these lines into the head of every page of {home} so that feed readers find its feeds. -->"
    titles = distinct_titles(listing)
    lines = [
        f'<link rel="alternate" type="{link.media_type}"'
        f' title="{escape(_title(titles[listing_entry.feed.path], link.media_type))}"'
        f' href="{escape(link.url)}">'
        for listing_entry in listing
        if not listing_entry.group
        for link in listing_entry.feed.links
        if link.media_type in READABLE
    ]
    return "\n".join([about, *lines, ""]).encode()


def _title(title: str, media_type: str) -> str:
    return f"{' '.join(title.split())} ({_LABELS[media_type]})"


def stylesheet() -> bytes:
    """Return the style sheet of RSS and Atom documents."""
    return (files("exporters.pages") / "feed.css").read_bytes()
