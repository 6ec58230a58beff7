"""The options, the observer and the report of a run."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.diagnostics.level_choice import LevelChoice
from exporters.publishing.publication import FileChange

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from exporters.model.listing import FeedListing
    from exporters.publishing.publication import PublishedFile


class RunObserver:
    """Receives diagnostics and progress of a run; this base class ignores them."""

    def add(self, diagnostic: Diagnostic) -> None:
        """Take a diagnostic. The order is the same in every run."""

    def reading(self, count: int) -> None:
        """Called with the number of files read so far."""

    def writing(self, count: int, total: int) -> None:
        """Called with the number of entries written so far."""


@dataclass(kw_only=True)
class RunReport:
    """The counts and results of a run. Diagnostics are passed on, not stored: there may be millions."""

    observer: RunObserver = field(default_factory=RunObserver)
    strict: bool = False  # a warning fails the run
    choice: LevelChoice = field(default_factory=LevelChoice)  # the levels of rules about documents
    already_reported: int = 0  # diagnostics passed on before a restart, not to be repeated
    levels: Counter[Level] = field(default_factory=Counter)  # of the diagnostics
    kinds: Counter[str] = field(default_factory=Counter)  # of files: article, rejected, draft, withdrawn
    page_kinds: Counter[str] = field(default_factory=Counter)  # of pages of built sites: article, list, noindex
    is_site_recognised: bool = False  # whether the pages are read since the folder holds a finished site alone
    without_cache: str = ""  # why the run had no cache, though one was requested
    current_articles: int = 0  # not later than the articles to show
    articles: int = 0  # that can be shown
    repeated: int = 0  # articles that another one with their id hides
    later: int = 0  # articles that wait for their moment
    expired: int = 0  # articles whose time is over
    recognised_from: dict[str, str] = field(default_factory=dict)  # by dialect: its files; "" where the settings tell
    dialects: Counter[str] = field(
        default_factory=Counter
    )  # of the articles that were found: "" are Outfeed's own names
    other_ids: int = 0  # articles of which the generator's own feed has another id
    later_than: str = "--as-of"  # what gave the moment up to which articles are shown
    entries: int = 0  # articles that stand in a feed
    is_limited: bool = False  # whether the limit of one feed alone keeps articles out
    feeds: "list[FeedListing]" = field(default_factory=list)  # that people subscribe to, in their order
    sizes: dict[str, int] = field(default_factory=dict)  # of files that were prepared and not published, bytes
    changes: list[FileChange] = field(default_factory=list)
    files: "Sequence[PublishedFile]" = ()  # all that is known of each file that was published, or would be

    def add(self, diagnostic: Diagnostic) -> None:
        """Count a diagnostic and pass it on, with the level that its rule has in this run."""
        leveled = diagnostic if self.choice.is_empty else self.choice.in_export(diagnostic)
        if leveled is None:
            return
        diagnostic = leveled
        self.levels[diagnostic.level] += 1
        if not self.already_reported or self.levels.total() > self.already_reported:
            self.observer.add(diagnostic)

    def add_all(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Count diagnostics and pass them on."""
        for diagnostic in diagnostics:
            self.add(diagnostic)

    def count(self, level: Level) -> int:
        """Return the number of diagnostics of that level."""
        return self.levels[level]

    @property
    def read(self) -> int:
        """How many files were read as articles, whatever became of them."""
        return self.kinds.total() - self.kinds["page"]

    @property
    def newest(self) -> datetime | None:
        """Return the date of the newest entry of any feed, UTC; None without entries."""
        return max((each.newest for each in self.feeds if each.newest), default=None)

    @property
    def is_failed(self) -> bool:
        """Return whether errors, or warnings in a strict run, forbid publishing."""
        return self.count(Level.ERROR) > 0 or (self.strict and self.count(Level.WARNING) > 0)


class RunOptions(NamedTuple):
    """The options of a run, in addition to its settings."""

    sources: Sequence[Path]  # folders and files to read
    now: datetime  # UTC, by the clock; it only words a warning
    formats: Sequence[str] = ()  # to be written; empty: those of the settings
    drafts: bool = False
    as_of: datetime | None = None  # UTC; articles published later are held back
    holds_from: datetime | None = None  # UTC; later articles of a generator wait that holds them; used without `as_of`
    as_of_name: str = "--as-of"  # what gave that moment: that flag, SOURCE_DATE_EPOCH, or now
    keep_going: bool = False
    strict: bool = False
    lint: bool = False  # every rule of lint judges the documents
    prune: bool = False  # feeds that lost their last article go
    against: str | None = None  # folder or address of the published feeds; None: the out folder
    allow_new_ids: bool = False  # even where subscribers would see old articles as new
    allow_new_address: bool = False  # even where a feed says of itself that it is elsewhere now
    adopt: bool = False  # files that Outfeed does not know may be replaced
    jobs: int = 1  # processes that parse and write
    executor: "Executor | None" = None  # that parses and writes instead of such processes
    cache: Path | None = None  # the folder of the cache; None: without one
