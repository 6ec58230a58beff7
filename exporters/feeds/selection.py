"""Chosen: a feed of this run with its articles, or one of its archive documents."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from exporters.model.feed import DeletedEntry
from exporters.settings.values import FeedSettings
from exporters.store.entries import StoredEntries


class FeedInstance(NamedTuple):
    """One of the feeds of an entry of the settings, and which of its documents."""

    path: str = ""  # folder below the out folder: topics/ai
    values: Mapping[str, str] = MappingProxyType({})  # of the placeholders: {"topic": "AI"}
    period: str = ""  # of an archive document: 2021-08; "" of the one that people subscribe to
    older: str = ""  # the period of the archive document before it; "" where there is none


class FeedSelection(NamedTuple):
    """A feed of this run, or one of its archive documents."""

    wanted: FeedSettings
    member: FeedInstance
    entries: StoredEntries
    updated: datetime | None = None  # of one without entries: what it was before; None: as the site's
    periods: tuple[str, ...] = ()  # of its archive documents, the oldest first
    is_private: bool = False  # only drafts make that there is such a feed
    deleted: tuple[DeletedEntry, ...] = ()  # entries that were withdrawn, the latest first


class PublishedFeed(NamedTuple):
    """A feed that was published before."""

    template: str  # the path in the settings that it came from
    values: dict[str, str]  # of the placeholders
    path: str
    updated: datetime
    periods: tuple[str, ...] = ()  # of its archive documents
    is_private: bool = False  # only drafts made that there was such a feed
