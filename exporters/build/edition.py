"""The feed that a run builds: its values, its entries, its exporters."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace
from msgspec.structs import replace as changed

from exporters.formats.exporter import FeedExporter
from exporters.formats.registry import BuiltInExporter
from exporters.model import moment
from exporters.model.feed import Feed
from exporters.store.entries import StoredEntries


class FeedBuild(Struct, frozen=True, kw_only=True):
    """A feed to build. `feed` holds the same `entries`."""

    feed: Feed
    entries: StoredEntries
    exporters: Sequence[FeedExporter]
    max_bytes: int | None = None  # of each built-in document

    @property
    def built_in_exporters(self) -> list[BuiltInExporter]:
        """The built-in exporters."""
        return [each for each in self.exporters if isinstance(each, BuiltInExporter)]

    @property
    def plugin_exporters(self) -> list[FeedExporter]:
        """The exporters of plugins."""
        return [each for each in self.exporters if not isinstance(each, BuiltInExporter)]


def truncate(feed_build: FeedBuild, content: str, count: int) -> FeedBuild:
    """Return the feed with its first `count` entries, as excerpts if `content` is "excerpt"."""
    feed, entries = feed_build.feed, feed_build.entries
    if (content, count) == (feed.content, len(entries)):
        return feed_build
    entries = entries.excerpts(count) if content == "excerpt" else entries.first(count)
    latest = entries.latest_change()
    updated = feed.updated if latest is None else moment.from_timestamp(latest)
    truncated = replace(feed, entries=entries, updated=updated, content=content)
    return changed(feed_build, feed=truncated, entries=entries)
