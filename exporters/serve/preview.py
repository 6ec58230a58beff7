"""Preview: the state of the site that the server shows, which never changes; each build makes another one."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.run import RunOptions
from exporters.settings.values import Settings


class PreviewFile(Struct, frozen=True, kw_only=True):
    """A file that an export would publish."""

    name: str  # below the out folder: topics/ai/rss.xml
    format: str | None  # that wrote it; None: none did
    media_type: str
    size: int  # bytes
    entries: int | None  # that it holds; None: it is no document of entries


class EntryKey(Struct, frozen=True):
    """Which article an entry is."""

    key: str  # in addresses
    file: int  # number of the file in the cache
    digest: bytes  # of its content
    path: str  # what the cache calls its file


class PreviewFeed(Struct, frozen=True, kw_only=True):
    """A feed that people subscribe to."""

    path: str  # folder below the out folder; "" for the feed of the whole site
    title: str
    group: str  # heading of its group; "" for a feed without group
    page: str | None  # address of the page about it, as it is published
    updated: datetime
    is_podcast: bool
    is_excerpt: bool  # whether its entries have no content
    files: tuple[PreviewFile, ...]
    keys: tuple[EntryKey, ...]  # of its entries, in order


class HeldArticle(Struct, frozen=True, kw_only=True):
    """An article that is in no feed."""

    path: str  # as messages show it
    title: str | None
    published: datetime | None
    reason: str


class Preview(Struct, frozen=True, kw_only=True):
    """What the last builds made of the site."""

    version: int = 0  # grows by one with each build that changes anything
    is_current: bool = True  # False: the last build failed, and feeds and files are those of an earlier one
    seconds: float = 0.0  # that the build took
    built: datetime | None = None
    settings: Settings | None = None  # of the last build; None: they can't be read
    options: RunOptions | None = None
    feeds: tuple[PreviewFeed, ...] = ()
    files: Mapping[str, PreviewFile] = {}  # by name
    problems: tuple[Diagnostic, ...] = ()  # errors, then warnings
    counts: Mapping[str, int] = {}  # of diagnostics by level
    rejected: tuple[HeldArticle, ...] = ()
    drafts: tuple[HeldArticle, ...] = ()
    held: tuple[HeldArticle, ...] = ()

    def feed(self, path: str) -> PreviewFeed | None:
        """Return the feed at `path`; None if there is none."""
        return next((each for each in self.feeds if each.path == path), None)

    @property
    def site_root(self) -> Path | None:
        """The folder of the settings."""
        return self.settings.base if self.settings else None
