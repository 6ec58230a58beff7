"""A format as docs/exporters.md describes it: a title and an address a line, and a checksum beside it."""

import hashlib
import io
from collections.abc import Mapping
from typing import BinaryIO

from exporters import Feed, Scope


class PlainText:
    """Writes feed.txt and feed.txt.sha256."""

    name = "plaintext"
    media_type = "text/plain"
    filename = "feed.txt"
    scope: Scope = "feed"

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """A line an article."""
        out.writelines(f"{article.title} <{article.url}>\n".encode() for article in feed.entries)

    def companions(self, feed: Feed) -> Mapping[str, bytes]:
        """The checksum, as sha256sum writes it."""
        out = io.BytesIO()
        self.write(feed, out)
        return {"feed.txt.sha256": f"{hashlib.sha256(out.getvalue()).hexdigest()}  feed.txt\n".encode()}
