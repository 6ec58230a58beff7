"""Describe published files beyond their bytes, and what happened to each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.support.paths import shown_path

if TYPE_CHECKING:  # what reads manifests loads when there is something to publish
    from exporters.publishing.manifest import FeedRecord, Manifest, SourceRecord

State = Literal["new", "changed", "unchanged", "removed", "left"]


class FileChange(NamedTuple):
    """A file that is published, or was: `name` is its path below the out folder, `size` is bytes.

    One that is `left` should be removed, but somebody edited it: it is nobody's but theirs now.
    """

    name: str
    size: int
    state: State


class FileDescription(NamedTuple):
    """The feed, format and media type of a file."""

    media_type: str
    feed: str | None = None  # path of the feed it belongs to; None: to none
    entries: int | None = None  # that it holds; None: it is no document of entries
    format: str | None = None  # that wrote it; None: none did


class PublishedFile(NamedTuple):
    """A file of a run, for programs. `size` is bytes."""

    path: str  # below the out folder
    state: State
    size: int
    sha256: str | None  # None: of a file that goes, or is somebody's own
    media_type: str
    feed: str | None
    format: str | None
    entries: int | None


class Publication(NamedTuple):
    """What an export publishes, and what it may remove or replace."""

    before: "Manifest | None"  # what `manifest.read` says of the out folder, read while its lock is held
    about: Mapping[str, FileDescription]  # of every file that is prepared, by name
    feeds: "Sequence[FeedRecord]" = ()  # all that are published from now on
    source: "SourceRecord | None" = None  # how the articles were read
    removes: bool = True  # False: every file stays, wanted or not
    adopt: bool = False  # files that are not in `before` may be replaced


def warn_of_edited(out: Path, files: Iterable[FileChange]) -> Iterator[Diagnostic]:
    """Yield a warning for each obsolete file in `out` that stays because somebody edited it."""
    for each in files:
        if each.state == "left":
            yield Diagnostic(
                rule="file-edited",
                level=Level.WARNING,
                message="no longer needed, but edited, so Outfeed leaves it there",
                fix="remove it, or export once without --strict to keep it as your own",
                path=f"{shown_path(out)}/{each.name}",
            )
