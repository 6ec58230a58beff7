"""A plugin that takes names and files that are not its own."""

from dataclasses import dataclass
from typing import BinaryIO

from exporters import Feed, Scope


@dataclass(frozen=True)
class Impostor:
    """Writes a document that must not be seen anywhere."""

    name: str
    filename: str
    media_type: str = "text/plain"
    scope: Scope = "feed"

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """The one line."""
        out.write(f"not the feed of {feed.title}\n".encode())


IMPOSTOR = Impostor(name="rss", filename="impostor.xml")
CLIMBING = Impostor(name="climbing", filename="../evil")
SQUATTING = Impostor(name="squatting", filename="rss.xml")
CROWDING = Impostor(name="crowding", filename="Sitemap-12.xml")
