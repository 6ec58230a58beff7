"""What is at hand while feeds are written."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from exporters.build import origins
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.publishing.stage import FileDescription, StagingArea
from exporters.run import RunObserver, RunReport
from exporters.store.outputs import DocumentDiagnostic, DocumentStore

if TYPE_CHECKING:  # checks load when there is something to check
    from concurrent.futures import Executor

    from exporters.build.edition import FeedBuild
    from exporters.checks.finding import Finding
    from exporters.sources.origin import ArticleOrigins
    from exporters.store.entries import StoredEntries

TOLD_BEFORE: Final = frozenset(
    {
        "feed-date-early",  # told as date-old, with the article's file and line
        "text-escaped-twice",  # the article says so: text repairs have read its entities, and what is left is meant
    }
)
_KINDS: Final = {
    ".css": "text/css",
    ".html": "text/html",
    ".json": "application/json",
    ".opml": "text/x-opml",
    ".txt": "text/plain",
    ".xml": "application/xml",
}


def kind(name: str) -> str:
    """The media type of a file that is no document of an exporter, by its name."""
    if name.endswith(".csv-metadata.json"):
        return "application/csvm+json"
    return _KINDS.get(PurePosixPath(name).suffix, "application/octet-stream")


@dataclass
class EntryProgress:
    """How many of the entries of all feeds are written, and who follows that."""

    observer: RunObserver
    entries: int = 0
    written: int = 0

    def add(self, entries: int) -> None:
        """So many more are written."""
        self.written += entries
        self.observer.writing(min(self.written, self.entries), self.entries)


@dataclass(frozen=True, kw_only=True)
class BuildContext:
    """Where documents go, what is known of earlier ones, and who is told."""

    stage: StagingArea
    documents: DocumentStore
    report: RunReport
    jobs: int = 1
    executor: "Executor | None" = None  # that writes sections instead of such processes
    is_shared: bool = False  # articles may stand in several feeds
    origins: "ArticleOrigins"  # where articles stand, so that findings are told there
    published_ids: Container[str] = ()  # bare numbers under which articles are published
    about: dict[str, FileDescription] = field(default_factory=dict)  # of every file, by name
    _told: set[int] = field(default_factory=set)  # what was told of articles: several documents show the same
    progress: EntryProgress = field(init=False)

    def __post_init__(self) -> None:
        """Nothing is written yet."""
        object.__setattr__(self, "progress", EntryProgress(self.report.observer))

    def describe(self, names: Iterable[str], edition: "FeedBuild | None" = None, format_: str | None = None) -> None:
        """Say what files are; of an edition, its documents and what is beside them, which `format_` wrote.

        Without that, a file beside one of our documents has a name that begins with that of the document.
        """
        feed = edition.feed if edition else None
        documents = {feed.file(each.filename): each for each in edition.exporters} if edition and feed else {}
        for name in names:
            if (exporter := documents.get(name)) and edition:
                self.about[name] = FileDescription(
                    exporter.media_type, edition.feed.path, len(edition.entries), exporter.name
                )
            else:
                owner = format_ or next((each.name for own, each in documents.items() if name.startswith(own)), None)
                self.about[name] = FileDescription(kind(name), feed.path if feed else None, format=owner)

    def traced(self, told: DocumentDiagnostic, element: str, *, entries: "StoredEntries") -> DocumentDiagnostic:
        """Return what to tell of an entry, at the field of the article that its `element` shows."""
        return origins.traced(told, element, entries, self.origins)

    def add_placed(self, told: "Iterable[DocumentDiagnostic]", entries: "StoredEntries") -> None:
        """Add what is known of documents and their entries; of an article each thing once."""
        self.report.add_all(filter(None, (self._placed(each, entries) for each in told)))

    def _placed(self, told: DocumentDiagnostic, entries: "StoredEntries") -> Diagnostic | None:
        if told.entry is None:
            return told.diagnostic.at(self.stage.place(told.name))
        return self._once(told.diagnostic.at(self.origins.shown(entries.path(told.entry))))

    def _once(self, diagnostic: Diagnostic) -> Diagnostic | None:
        """Return the diagnostic, None where it was told already."""
        mark = hash(diagnostic)
        if mark in self._told:
            return None
        self._told.add(mark)
        return diagnostic

    def add_findings(self, name: str, findings: "Iterable[Finding]") -> None:
        """Add what the checks found in the file `name`."""
        place = self.stage.place(name)
        self.report.add_all(each.of(place) for each in findings if each.rule not in TOLD_BEFORE)
