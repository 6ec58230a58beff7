"""The editions of a run: feeds with the entries that were chosen for them, in the formats that are wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Final

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

_SHARE: Final = 10  # where max_bytes bounds a document, withdrawn entries get a tenth of it
_AROUND: Final = 64  # bytes of a withdrawn entry but for its id


@dataclass(frozen=True, kw_only=True)
class FeedBuildFactory:
    """Makes the editions of a run."""

    settings: Settings
    around: SiteContext
    asked: Sequence[Exporter]  # by flags; empty: what the settings say
    latest: int | None  # when the newest change of the site happened, seconds since 1970

    def edition(self, chosen: FeedSelection) -> FeedBuild:
        """The edition of one feed, or of one of its archive documents; without exporters where none is wanted."""
        member = chosen.member
        owned = self._owned(chosen.wanted.formats)
        known = {each.name: each for each in [*owned, *self.asked] if is_of_feed(each)}
        here = [each for each in known.values() if self._fits(each, chosen)]
        places = {each.name: (each.media_type, each.filename) for each in here}
        latest = chosen.entries.latest()
        entries = chosen.entries.short() if chosen.wanted.content == "excerpt" else chosen.entries
        feed = build_feed.feed(
            chosen.wanted,
            entries,
            self.around,
            places=places,
            updated=(chosen.updated or self.updated) if latest is None else moment.at(latest),
            member=member,
            deleted=self._deleted(chosen) if "atom" in places else (),
        )
        exporters = [each for each in self.asked or owned if each.name in places and is_of_feed(each)]
        return FeedBuild(feed=feed, entries=entries, exporters=exporters, max_bytes=chosen.wanted.max_bytes)

    @property
    def updated(self) -> datetime:
        """When the newest change of the site happened."""
        return moment.EPOCH if self.latest is None else moment.at(self.latest)

    def of_site(self) -> list[SiteExporter]:
        """The exporters of which a site has one document."""
        wanted = [each for feed in self.settings.feeds for each in self._owned(feed.formats)]
        found = {each.name: each for each in self.asked or wanted if is_of_site(each)}
        return list(found.values())

    def _deleted(self, chosen: FeedSelection) -> Sequence[DeletedEntry]:
        """The withdrawn entries that are told: where max_bytes bounds the feed, entries matter more."""
        most = chosen.wanted.max_bytes
        if most is None:
            return chosen.deleted
        sizes = (len(atom_id(each.id, self.around.site.url).encode()) + _AROUND for each in chosen.deleted)
        return [each for each, size in zip(chosen.deleted, accumulate(sizes), strict=True) if size * _SHARE <= most]

    def _owned(self, names: Sequence[str] | None) -> list[Exporter]:
        return registry.find(names or self.settings.formats)

    def _fits(self, exporter: FeedExporter, chosen: FeedSelection) -> bool:
        """Whether a feed, or one of its archive documents, has a document of that format."""
        return not chosen.member.period or (isinstance(exporter, BuiltInExporter) and exporter.media_type in READABLE)
