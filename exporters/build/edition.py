"""Edition: a feed that is to be written, with its entries and exporters."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as changed

from msgspec.structs import replace

from exporters.formats.exporter import FeedExporter
from exporters.formats.registry import BuiltInExporter
from exporters.model import moment
from exporters.model.feed import Feed
from exporters.store.entries import StoredEntries


@dataclass(frozen=True, kw_only=True)
class FeedBuild:
    """A feed that is to be written. `feed` holds the same `entries`."""

    feed: Feed
    entries: StoredEntries
    exporters: Sequence[FeedExporter]
    max_bytes: int | None = None  # of each of our documents

    @property
    def ours(self) -> list[BuiltInExporter]:
        """Those of our own exporters that write feeds."""
        return [each for each in self.exporters if isinstance(each, BuiltInExporter)]

    @property
    def others(self) -> list[FeedExporter]:
        """The other exporters."""
        return [each for each in self.exporters if not isinstance(each, BuiltInExporter)]


def cut(edition: FeedBuild, content: str, count: int) -> FeedBuild:
    """The edition with the first `count` entries, as excerpts where `content` says so."""
    feed, entries = edition.feed, edition.entries
    if (content, count) == (feed.content, len(entries)):
        return edition
    entries = entries.short(count) if content == "excerpt" else entries.first(count)
    latest = entries.latest()
    updated = feed.updated if latest is None else moment.at(latest)
    made = replace(feed, entries=entries, updated=updated, content=content)
    return changed(edition, feed=made, entries=entries)
