"""Edition: a feed that is to be written, with its entries and exporters."""

from collections.abc import Sequence
from dataclasses import dataclass

from exporters.formats.builtin import BuiltIn
from exporters.formats.exporter import Exporter
from exporters.model.feed import Feed
from exporters.store.entries import Entries


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A feed that is to be written. `feed` holds the same `entries`."""

    feed: Feed
    entries: Entries
    exporters: Sequence[Exporter]
    max_bytes: int | None = None  # of each of our documents

    @property
    def ours(self) -> list[BuiltIn]:
        """Those of our own exporters that write feeds."""
        return [each for each in self.exporters if isinstance(each, BuiltIn) and each.scope == "feed"]

    @property
    def others(self) -> list[Exporter]:
        """The other exporters."""
        ours = self.ours
        return [each for each in self.exporters if each not in ours]
