"""A plugin that fails in the middle of its document."""

import sys
from typing import BinaryIO

from exporters import Feed, Scope


class Raising:
    """Writes half of raising.txt."""

    name = "raising"
    media_type = "text/plain"
    filename = "raising.txt"
    scope: Scope = "feed"

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """Fail at the second article."""
        out.write(feed.entries[0].title.encode())
        raise LookupError("the second article")


class Leaving(Raising):
    """Ends the process, as a script would."""

    name = "leaving"
    filename = "leaving.txt"

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """Leave."""
        sys.exit(0)


EXPORTER = Raising()
LEAVING = Leaving()
