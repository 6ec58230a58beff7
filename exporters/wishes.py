"""Wishes: what flags ask of a run, beyond the settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What flags ask of a run, beyond the settings."""

    sources: Sequence[Path]  # folders and files to read
    formats: Sequence[str] = ()  # to be written; empty: those of the settings
    drafts: bool = False
    as_of: datetime | None = None  # UTC; articles published later are held back
    as_of_name: str = "--as-of"  # what gave that moment: that flag, SOURCE_DATE_EPOCH, or now
    now: datetime  # UTC, by the clock; it only words a warning
    keep_going: bool = False
    strict: bool = False
    prune: bool = False  # feeds that lost their last article go
    against: str | None = None  # folder or address of the published feeds; None: the out folder
    allow_new_ids: bool = False  # even where subscribers would see old articles as new
    allow_new_address: bool = False  # even where a feed says of itself that it is elsewhere now
    adopt: bool = False  # files that Outfeed does not know may be replaced
    jobs: int = 1  # processes that parse and write
    cache: Path | None = None  # the folder of the cache; None: without one
