"""Our own documents: those that would hold what they hold already are left alone, and nothing is loaded for them."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Protocol

import msgspec
from msgspec.structs import replace

from exporters.build.bare_numbers import with_notes
from exporters.build.context import BuildContext
from exporters.build.edition import FeedBuild, cut
from exporters.model import moment
from exporters.publishing.stage import FileDigest
from exporters.store import key
from exporters.store.outputs import DocumentDiagnostic, StoredFeedDocuments

Results = Iterable[tuple[Any, list[Any]]]  # what was asked by `work`, and what was made for it


class DocumentJob(Protocol):
    """The documents of an edition in our own formats, until they are there."""

    def work(self) -> Iterator[tuple[Any, list[Any]]]:
        """What has to be made, in parts, at least one."""

    def write(self, results: Results) -> FeedBuild:
        """Put together what was made. What is written comes back: an edition that would be too large is cut."""


class UpToDate:
    """Documents that are published as they would be written."""

    def __init__(self, edition: FeedBuild, desk: BuildContext, written: StoredFeedDocuments) -> None:
        """Nothing is told yet."""
        self._desk = desk
        self._written = written
        self._edition = edition

    def work(self) -> Iterator[tuple[Any, list[Any]]]:
        """Nothing has to be made."""
        yield None, []

    def write(self, results: Results) -> FeedBuild:  # noqa: ARG002 - nothing was made
        """Tell what was told when they were written. What is published comes back."""
        written, desk = self._written, self._desk
        desk.stage.reuse({each.name: FileDigest(each.size, each.digest) for each in written.documents})
        desk.add_placed(with_notes(written.told, self._edition.entries, desk.published_ids), self._edition.entries)
        desk.progress.add(len(self._edition.entries))
        made = cut(self._edition, written.content, written.count)
        desk.describe((each.name for each in written.documents), made)
        return made


class Rebuild:
    """Documents that have to be written."""

    def __init__(
        self, edition: FeedBuild, desk: BuildContext, slot: bytes, inputs: bytes, before: StoredFeedDocuments | None
    ) -> None:
        """Decide what of the edition they can hold, and find what can be used again."""
        from exporters.build import budget, reuse
        from exporters.build.assemble import DocumentAssembler

        self._told, self._whole = list[Any](), len(edition.entries)
        self._is_bounded = edition.max_bytes is not None
        if edition.max_bytes is not None:
            edition, self._told = budget.fitting(edition, edition.max_bytes)
        old = reuse.ReusableDocuments() if self._is_bounded else reuse.usable(desk.documents, slot, before, desk.stage)
        self._edition, self._desk, self._slot, self._inputs = edition, desk, slot, inputs
        self._composing = DocumentAssembler(edition, desk, old)

    def work(self) -> Iterator[tuple[Any, list[Any]]]:
        """The sections that have to be made."""
        return self._composing.work()

    def write(self, results: Results) -> FeedBuild:
        """Write them, and remember that. What is written comes back."""
        desk, composing = self._desk, self._composing
        documents, found = composing.write(results)
        told = (*(DocumentDiagnostic(documents[0].name, each) for each in self._told), *found)
        desk.add_placed(with_notes(told, self._edition.entries, desk.published_ids), self._edition.entries)
        desk.progress.add(self._whole - len(self._edition.entries))
        placed = composing.sizes if composing.found.is_clean and not self._is_bounded else []
        written = StoredFeedDocuments(
            inputs=self._inputs,
            documents=documents,
            told=told,
            placed=len(placed),
            gaps=composing.gaps,
            count=len(self._edition.entries),
            content=self._edition.feed.content,
        )
        desk.documents.keep(self._slot, written, placed)
        desk.describe((each.name for each in documents), self._edition)
        return self._edition


def begun(edition: FeedBuild, desk: BuildContext) -> DocumentJob:
    """The documents of an edition in our own formats: standing, or to be written."""
    feed = edition.feed
    shape = replace(feed, entries=(), deleted=(), updated=moment.EPOCH)  # no entry depends on others, or their dates
    names = (each.name.encode() for each in edition.ours)
    slot = key.of([*names, str(edition.max_bytes).encode(), msgspec.msgpack.encode(shape)])
    around = (slot, moment.rfc3339(feed.updated).encode(), msgspec.msgpack.encode(feed.deleted))
    inputs = key.of(chain(around, edition.entries.digests()))
    before = desk.documents.known(slot)
    if before is not None and before.inputs == inputs and _are_there(before, desk):
        return UpToDate(edition, desk, before)
    return Rebuild(edition, desk, slot, inputs, before)


def _are_there(written: StoredFeedDocuments, desk: BuildContext) -> bool:
    """Whether the documents are published as they were written."""
    return all(desk.stage.published(each.name, FileDigest(each.size, each.digest)) for each in written.documents)
