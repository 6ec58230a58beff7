"""Decide, per feed, whether the published documents are up to date or must be rebuilt."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
from msgspec.structs import replace

from exporters.build.bare_numbers import with_notes
from exporters.build.context import BuildContext
from exporters.build.edition import FeedBuild, truncate
from exporters.build.shows import episode_warnings
from exporters.model import moment
from exporters.publishing.stage import FileDigest
from exporters.store import key
from exporters.store.outputs import DocumentDiagnostic, StoredFeedDocuments

if TYPE_CHECKING:
    from exporters.build.reuse import ReusableDocuments

Results = Iterable[tuple[Any, list[Any]]]  # each work item with its built sections


class DocumentJob(Protocol):
    """The documents of an edition in our own formats, until they are there."""

    def work(self) -> Iterator[tuple[Any, list[Any]]]:
        """Yield the work items and their section tasks, at least one."""

    def write(self, results: Results) -> FeedBuild:
        """Write the documents from the results; return the feed as written, which may be cut."""


class UpToDate:
    """Documents whose published bytes are still right."""

    def __init__(self, feed_build: FeedBuild, context: BuildContext, written: StoredFeedDocuments) -> None:
        """Keep the earlier documents."""
        self._context = context
        self._written = written
        self._feed_build = feed_build

    def work(self) -> Iterator[tuple[Any, list[Any]]]:
        """Yield one item without tasks."""
        yield None, []

    def write(self, results: Results) -> FeedBuild:  # noqa: ARG002 - the protocol has it
        """Keep the published files and repeat their diagnostics; return the feed as published."""
        written, context = self._written, self._context
        context.staging.reuse({each.name: FileDigest(each.size, each.digest) for each in written.documents})
        context.add_diagnostics(
            with_notes(written.diagnostics, self._feed_build.entries, context.published_ids), self._feed_build.entries
        )
        context.progress.add(len(self._feed_build.entries))
        as_written = truncate(self._feed_build, written.content, written.count)
        context.describe((each.name for each in written.documents), as_written)
        return as_written


class Rebuild:
    """Documents to write."""

    def __init__(
        self,
        feed_build: FeedBuild,
        context: BuildContext,
        slot: bytes,
        inputs: bytes,
        earlier: StoredFeedDocuments | None,
    ) -> None:
        """Nothing is read yet."""
        self.feed_build, self._context, self._slot, self._inputs = feed_build, context, slot, inputs
        self._earlier = earlier
        self._diagnostics, self._total = list[Any](), len(feed_build.entries)
        self._is_bounded = feed_build.max_bytes is not None
        self.shared: ReusableDocuments | None = None  # entries of other feeds

    @property
    def is_new(self) -> bool:
        """Whether it has no published documents to copy entries from, but may copy them from others."""
        names = [each.name for each in self._earlier.documents[:1]] if self._earlier else []
        return not self._is_bounded and not any((self._context.staging.out / each).exists() for each in names)

    def work(self) -> Iterator[tuple[Any, list[Any]]]:
        """Fit the feed into its budget, and yield each run of entries with its section tasks."""
        from exporters.build import budget, reuse
        from exporters.build.assemble import DocumentAssembler

        feed_build, context = self.feed_build, self._context
        if feed_build.max_bytes is not None:
            self.feed_build, self._diagnostics = budget.fit_to_size(feed_build, feed_build.max_bytes)
            old = reuse.ReusableDocuments()
        else:
            old = self.shared or reuse.reusable_documents(context.documents, self._slot, self._earlier, context.staging)
        self._assembler = DocumentAssembler(self.feed_build, context, old)
        return self._assembler.work()

    def write(self, results: Results) -> FeedBuild:
        """Write the documents and store their inputs; return the feed as written."""
        context, assembler = self._context, self._assembler
        documents, diagnostics = assembler.write(results)
        all_diagnostics = (
            *(DocumentDiagnostic(documents[0].name, each) for each in self._diagnostics),
            *diagnostics,
            *episode_warnings(self.feed_build, self._context),
        )
        context.add_diagnostics(
            with_notes(all_diagnostics, self.feed_build.entries, context.published_ids), self.feed_build.entries
        )
        context.progress.add(self._total - len(self.feed_build.entries))
        sized_entries = assembler.sizes if assembler.findings.is_clean and not self._is_bounded else []
        written = StoredFeedDocuments(
            inputs=self._inputs,
            documents=documents,
            diagnostics=all_diagnostics,
            sized_entries=len(sized_entries),
            gaps=assembler.gaps,
            count=len(self.feed_build.entries),
            content=self.feed_build.feed.content,
        )
        context.documents.store(self._slot, written, sized_entries)
        context.describe((each.name for each in documents), self.feed_build)
        return self.feed_build


def document_job(feed_build: FeedBuild, context: BuildContext) -> DocumentJob:
    """Return the job for the built-in documents of a feed: up to date, or to rebuild."""
    feed = feed_build.feed
    shape = replace(
        feed, entries=(), deleted=(), updated=moment.EPOCH
    )  # an entry does not depend on other entries or their dates
    names = (each.name.encode() for each in feed_build.built_in_exporters)
    slot = key.digest_of([*names, str(feed_build.max_bytes).encode(), msgspec.msgpack.encode(shape)])
    parts = (slot, moment.rfc3339(feed.updated).encode(), msgspec.msgpack.encode(feed.deleted))
    inputs = key.digest_of(chain(parts, feed_build.entries.digests()))
    earlier = context.documents.find(slot)
    if earlier is not None and earlier.inputs == inputs and _are_published(earlier, context):
        return UpToDate(feed_build, context, earlier)
    return Rebuild(feed_build, context, slot, inputs, earlier)


def _are_published(written: StoredFeedDocuments, context: BuildContext) -> bool:
    """Whether the published files are the ones that were written."""
    return all(context.staging.published(each.name, FileDigest(each.size, each.digest)) for each in written.documents)
