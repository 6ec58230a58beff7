"""Shared state of one build: staging area, document store, report, worker count."""

from collections.abc import Container, Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from exporters.build import origins
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.formats.registry import is_chapters
from exporters.publishing.stage import FileDescription, StagingArea
from exporters.run import RunObserver, RunReport
from exporters.store.outputs import DocumentDiagnostic, DocumentStore

if TYPE_CHECKING:  # checks load when there is something to check
    from concurrent.futures import Executor

    from exporters.build.edition import FeedBuild
    from exporters.checks.finding import Finding
    from exporters.sources.origin import ArticleOrigins
    from exporters.store.entries import StoredEntries

REPORTED_AT_SOURCE: Final = frozenset(
    {
        "feed-date-early",  # reported as date-old, with the file and line of the article
        "text-escaped-twice",  # reported at the article: the text repair decoded its entities; the rest is intended
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


def media_type_of(name: str) -> str:
    """Return the media type of a file that no exporter wrote, by its name."""
    if name.endswith(".csv-metadata.json"):
        return "application/csvm+json"
    if is_chapters(name):
        return "application/json+chapters"
    return _KINDS.get(PurePosixPath(name).suffix, "application/octet-stream")


class EntryProgress(Struct):
    """Counts the written entries of all feeds, and notifies the observer."""

    observer: RunObserver
    total: int = 0
    written_count: int = 0

    def add(self, entries: int) -> None:
        """Count `entries` more as written, and notify the observer."""
        self.written_count += entries
        self.observer.writing(min(self.written_count, self.total), self.total)


class BuildContext(Struct, frozen=True, kw_only=True):
    """Shared state of one build: staging area, document store, report, worker count."""

    staging: StagingArea
    documents: DocumentStore
    report: RunReport
    jobs: int = 1
    executor: "Executor | None" = None  # writes sections, instead of `jobs` processes
    is_shared: bool = False  # articles may stand in several feeds
    origins: "ArticleOrigins"  # of fields in article files, to report findings there
    published_ids: Container[str] = ()  # bare numbers under which articles are published
    descriptions: dict[str, FileDescription] = field(default_factory=dict)  # of every file, by name
    _reported: set[int] = field(default_factory=set)  # hashes: several documents show the same article
    progress: EntryProgress

    def describe(self, names: Iterable[str], feed_build: "FeedBuild | None" = None, format_: str | None = None) -> None:
        """Describe files: the documents of `feed_build` and their companions, which `format_` wrote.

        Without `format_`, the name of a companion begins with that of its document.
        """
        feed = feed_build.feed if feed_build else None
        documents = {feed.file(each.filename): each for each in feed_build.exporters} if feed_build and feed else {}
        for name in names:
            if (exporter := documents.get(name)) and feed_build:
                self.descriptions[name] = FileDescription(
                    exporter.media_type, feed_build.feed.path, len(feed_build.entries), exporter.name
                )
            else:
                owner = format_ or next((each.name for own, each in documents.items() if name.startswith(own)), None)
                owner = owner or ("rss" if is_chapters(name) else None)
                self.descriptions[name] = FileDescription(
                    media_type_of(name), feed.path if feed else None, format=owner
                )

    def trace(self, diagnostic: DocumentDiagnostic, element: str, *, entries: "StoredEntries") -> DocumentDiagnostic:
        """Return the diagnostic, located at the article field that `element` of the entry shows."""
        return origins.trace(diagnostic, element, entries, self.origins)

    def add_diagnostics(self, diagnostics: "Iterable[DocumentDiagnostic]", entries: "StoredEntries") -> None:
        """Report diagnostics of documents and their entries; the same one about an article only once."""
        self.report.add_all(filter(None, (self._locate(each, entries) for each in diagnostics)))

    def _locate(self, finding: DocumentDiagnostic, entries: "StoredEntries") -> Diagnostic | None:
        if finding.entry is None:
            return finding.diagnostic.at(self.staging.place(finding.name))
        return self._unless_reported(finding.diagnostic.at(self.origins.shown(entries.path(finding.entry))))

    def _unless_reported(self, diagnostic: Diagnostic) -> Diagnostic | None:
        """Return the diagnostic; None if it was reported before."""
        mark = hash(diagnostic)
        if mark in self._reported:
            return None
        self._reported.add(mark)
        return diagnostic

    def add_findings(self, name: str, findings: "Iterable[Finding]") -> None:
        """Report what the checks found in the file `name`."""
        place = self.staging.place(name)
        self.report.add_all(each.as_diagnostic(place) for each in findings if each.rule not in REPORTED_AT_SOURCE)
