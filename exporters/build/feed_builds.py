"""Create the FeedBuild of each selected feed, with its entries and exporters."""

from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate
from typing import Final

from msgspec import Struct

from exporters.build.edition import FeedBuild
from exporters.feeds import build_feed
from exporters.feeds.build_feed import SiteContext
from exporters.feeds.selection import FeedSelection
from exporters.formats import registry
from exporters.formats.exporter import Exporter, FeedExporter, SiteExporter, is_of_feed, is_of_site
from exporters.formats.registry import BuiltInExporter
from exporters.model import moment
from exporters.model.feed import READABLE, DeletedEntry
from exporters.model.ids import atom_id
from exporters.settings.values import Settings

_SHARE: Final = 10  # with max_bytes, withdrawn entries get a tenth of a document
_AROUND: Final = 64  # bytes of a <at:deleted-entry> without its id


class FeedBuildFactory(Struct, frozen=True, kw_only=True):
    """Creates the FeedBuild of each feed."""

    settings: Settings
    site_context: SiteContext
    requested: Sequence[Exporter]  # of --format; empty: the formats of the settings
    latest: int | None  # when the newest change of the site happened, seconds since 1970

    def create(self, selection: FeedSelection) -> FeedBuild:
        """Return the build of a feed or archive document; its exporters are empty if it has no document."""
        instance = selection.member
        from_settings = self._exporters_of(selection.wanted.formats)
        by_name = {each.name: each for each in [*from_settings, *self.requested] if is_of_feed(each)}
        fitting = [each for each in by_name.values() if self._fits(each, selection)]
        places = {each.name: (each.media_type, each.filename) for each in fitting}
        latest = selection.entries.latest_change()
        entries = selection.entries.excerpts() if selection.wanted.content == "excerpt" else selection.entries
        feed = build_feed.build_feed(
            selection.wanted,
            entries,
            self.site_context,
            places=places,
            updated=(selection.updated or self.updated) if latest is None else moment.from_timestamp(latest),
            instance=instance,
            deleted=self._deleted(selection) if "atom" in places else (),
        )
        exporters = [each for each in self.requested or from_settings if each.name in places and is_of_feed(each)]
        return FeedBuild(feed=feed, entries=entries, exporters=exporters, max_bytes=selection.wanted.max_bytes)

    @property
    def updated(self) -> datetime:
        """The moment of the newest change of the site."""
        return moment.EPOCH if self.latest is None else moment.from_timestamp(self.latest)

    def site_exporters(self) -> list[SiteExporter]:
        """Return the site exporters that the run uses."""
        from_settings = [each for feed in self.settings.feeds for each in self._exporters_of(feed.formats)]
        by_name = {each.name: each for each in self.requested or from_settings if is_of_site(each)}
        return list(by_name.values())

    def _deleted(self, selection: FeedSelection) -> Sequence[DeletedEntry]:
        """Return the withdrawn entries to write: with max_bytes, entries come first."""
        max_bytes = selection.wanted.max_bytes
        if max_bytes is None:
            return selection.deleted
        sizes = (len(atom_id(each.id, self.site_context.site.url).encode()) + _AROUND for each in selection.deleted)
        return [
            each for each, size in zip(selection.deleted, accumulate(sizes), strict=True) if size * _SHARE <= max_bytes
        ]

    def _exporters_of(self, names: Sequence[str] | None) -> list[Exporter]:
        return registry.find_exporters(names or self.settings.formats)

    def _fits(self, exporter: FeedExporter, selection: FeedSelection) -> bool:
        """Whether a feed, or its archive document, has a document of that format."""
        return not selection.member.period or (
            isinstance(exporter, BuiltInExporter) and exporter.media_type in READABLE
        )
