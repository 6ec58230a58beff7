"""The articles selected for a feed or an archive document."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from exporters.model.feed import DeletedEntry
from exporters.settings.values import FeedSettings
from exporters.store.entries import StoredEntries


class FeedInstance(NamedTuple):
    """One feed that an entry of the settings makes, or one of its archive documents."""

    path: str = ""  # folder below the out folder: topics/ai
    values: Mapping[str, str] = MappingProxyType({})  # values of the placeholders: {"topic": "AI"}
    period: str = ""  # of an archive document: 2021-08; "" for the current document
    older: str = ""  # the period of the next older archive document; "" for none


class FeedSelection(NamedTuple):
    """A feed or archive document of this run, with its entries."""

    wanted: FeedSettings
    member: FeedInstance
    entries: StoredEntries
    updated: datetime | None = None  # of a feed without entries: as published before; None: as the site's
    periods: tuple[str, ...] = ()  # archive documents, the oldest first
    is_private: bool = False  # only drafts make this feed
    deleted: tuple[DeletedEntry, ...] = ()  # withdrawn entries, the latest first


class PublishedFeed(NamedTuple):
    """A feed of the last manifest."""

    template: str  # its path in the settings
    values: dict[str, str]  # values of the placeholders
    path: str
    updated: datetime
    periods: tuple[str, ...] = ()  # archive documents
    is_private: bool = False  # only drafts made this feed
