"""The editions of a run: feeds with the entries that were chosen for them, in the formats that are wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from exporters.feeds import make
from exporters.feeds.feed import READABLE
from exporters.feeds.make import Around
from exporters.formats import registry
from exporters.formats.builtin import BuiltIn
from exporters.formats.exporter import Exporter
from exporters.model import moment
from exporters.selecting.chosen import Chosen
from exporters.settings.values import Settings
from exporters.writing.edition import Edition

SITE: Final = "site"  # the scope of documents of which a site has one


@dataclass(frozen=True, kw_only=True)
class Editor:
    """Makes the editions of a run."""

    settings: Settings
    around: Around
    asked: Sequence[Exporter]  # by flags; empty: what the settings say
    latest: int | None  # when the newest change of the site happened, seconds since 1970

    def edition(self, chosen: Chosen) -> Edition:
        """The edition of one feed, or of one of its archive documents; without exporters where none is wanted."""
        member = chosen.member
        owned = self._owned(chosen.wanted.formats)
        here = [
            each for each in {each.name: each for each in [*owned, *self.asked]}.values() if self._fits(each, chosen)
        ]
        places = {each.name: (each.media_type, each.filename) for each in here}
        latest = chosen.entries.latest()
        entries = chosen.entries.short() if chosen.wanted.content == "excerpt" else chosen.entries
        feed = make.feed(
            chosen.wanted,
            entries,
            self.around,
            places=places,
            updated=(chosen.updated or self.updated) if latest is None else moment.at(latest),
            member=member,
        )
        exporters = [each for each in self.asked or owned if each.name in places]
        return Edition(feed=feed, entries=entries, exporters=exporters, max_bytes=chosen.wanted.max_bytes)

    @property
    def updated(self) -> datetime:
        """When the newest change of the site happened."""
        return moment.EPOCH if self.latest is None else moment.at(self.latest)

    def of_site(self) -> list[Exporter]:
        """The exporters of which a site has one document."""
        wanted = [each for feed in self.settings.feeds for each in self._owned(feed.formats)]
        found = {each.name: each for each in self.asked or wanted if each.scope == SITE}
        return list(found.values())

    def _owned(self, names: Sequence[str] | None) -> list[Exporter]:
        return registry.find(names or self.settings.formats)

    def _fits(self, exporter: Exporter, chosen: Chosen) -> bool:
        """Whether a feed, or one of its archive documents, has a document of that format."""
        if exporter.scope == SITE:
            return False
        return not chosen.member.period or (isinstance(exporter, BuiltIn) and exporter.media_type in READABLE)
