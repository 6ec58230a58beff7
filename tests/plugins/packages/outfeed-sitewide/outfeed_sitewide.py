"""A plugin that writes one document a site, however many feeds there are."""

from typing import BinaryIO

from exporters import Feed, Scope


class Sitewide:
    """Writes sitemap.txt. Spec: Sitemaps, text file."""

    name = "sitewide"
    media_type = "text/plain"
    filename = "sitemap.txt"
    scope: Scope = "site"

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """An address a line."""
        out.writelines(f"{article.url}\n".encode() for article in feed.entries)


EXPORTER = Sitewide()
