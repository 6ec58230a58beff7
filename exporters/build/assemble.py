"""Assemble the documents of one feed from sections: copy unchanged entries, write the rest."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from typing import BinaryIO

from msgspec.structs import replace

from exporters.build import reuse
from exporters.build.context import BuildContext
from exporters.build.edition import FeedBuild
from exporters.build.reuse import CopiedEntries, RebuiltEntries, ReusableDocuments
from exporters.build.section import BuiltSection, DocumentFrame, SectionTask
from exporters.build.section_findings import SectionFindings
from exporters.build.unsectioned import write_companions
from exporters.model.feed import Feed
from exporters.store.outputs import MAX_SIZED_ENTRIES, DocumentDiagnostic, StoredDocument, StoredEntry

Work = CopiedEntries | RebuiltEntries | None  # None: a frame without entries


class DocumentAssembler:
    """Assembles the documents of one feed in the built-in formats."""

    def __init__(self, feed_build: FeedBuild, context: BuildContext, old: ReusableDocuments) -> None:
        """Collect the names and exporters of the documents; `old` holds the entries that can be copied."""
        self._feed = feed_build.feed
        self._entries = feed_build.entries
        self._exporters = feed_build.built_in_exporters
        self._context = context
        self._old = old
        self._names = [feed_build.feed.file(each.filename) for each in self._exporters]
        self._frames: Sequence[DocumentFrame] = ()
        self._written = 0  # entries
        self.sizes = list[StoredEntry]()
        self.findings = SectionFindings(self._names, [each.media_type for each in self._exporters])

    def work(self) -> Iterator[tuple[Work, list[SectionTask]]]:
        """Yield each run of entries in feed order, with the section tasks that build it; a frame comes first."""
        shape = replace(self._feed, entries=())
        short_shape = replace(shape, deleted=())  # the first section shows them to the checks; there may be thousands
        names = tuple(each.name for each in self._exporters)
        is_first = True
        for work in reuse.plan_entries(self._entries.digests(), self._old):
            if is_first and isinstance(work, CopiedEntries):
                yield None, [self._frame(shape, names)]
            frame_feed, is_first = shape if is_first else short_shape, False
            if isinstance(work, CopiedEntries):
                yield work, []
                continue
            digests = list(self._entries.digests(work.start, work.stop))
            packed = self._entries.packed(work.start, work.stop)
            yield work, [SectionTask(frame_feed, names, packed, digests, self._context.is_shared)]
        if is_first:
            yield None, [self._frame(shape, names)]

    def _frame(self, shape: Feed, names: tuple[str, ...]) -> SectionTask:
        return SectionTask(shape, names, self._entries.packed(0, 1), list(self._entries.digests(0, 1)), is_frame=True)

    def write(
        self, results: Iterable[tuple[Work, list[BuiltSection]]]
    ) -> tuple[tuple[StoredDocument, ...], tuple[DocumentDiagnostic, ...]]:
        """Write the documents and their companions; return them with the diagnostics of the checks."""
        staging = self._context.staging
        with ExitStack() as stack:
            streams = [stack.enter_context(staging.writing(name)) for name in self._names]
            files = [stack.enter_context(path.open("rb", buffering=0)) for path in self._old.files]
            for work, sections in results:
                for section in sections:
                    self._write_head(section, streams)
                if isinstance(work, CopiedEntries):
                    self._copy(work, files, streams)
                elif isinstance(work, RebuiltEntries):
                    self._write_entries(sections[0], work, streams)
                else:
                    self.findings.add(sections[0], 0, [stream.tell() for stream in streams])
            for stream, frame in zip(streams, self._frames, strict=True):
                stream.write(frame.after)
        heads = [len(frame.before) for frame in self._frames]
        taken_names = {each.filename.lower() for each in self._exporters}
        companions = [
            each
            for exporter in self._exporters
            if exporter.has_companions
            for each in write_companions(self._feed, exporter.load(), self._context, taken_names)
        ]
        diagnostics = self.findings.diagnostics(staging, heads, partial(self._context.trace, entries=self._entries))
        diagnostics += [
            DocumentDiagnostic(name, each.as_diagnostic("")) for name, found in companions for each in found
        ]
        heads_by_name = zip(
            [*self._names, *(name for name, _ in companions)], [*heads, *(0 for _ in companions)], strict=True
        )
        return tuple(StoredDocument(name, *staging.contents(name), head) for name, head in heads_by_name), tuple(
            diagnostics
        )

    @property
    def gaps(self) -> tuple[int, ...]:
        """The length of the separator between two entries, in bytes, for each document."""
        return tuple(len(frame.between) for frame in self._frames)

    def _write_head(self, section: BuiltSection, streams: Sequence[BinaryIO]) -> None:
        if not self._frames:
            self._frames = section.frames
            for stream, frame in zip(streams, self._frames, strict=True):
                stream.write(frame.before)

    def _copy(self, work: CopiedEntries, files: Sequence[BinaryIO], streams: Sequence[BinaryIO]) -> None:
        for document, stream in enumerate(streams):
            start, stop = work.bounds(document)
            self._write_separator(document, stream)
            for chunk in reuse.read_chunks(files[document], start, stop):
                stream.write(chunk)
        self._count_entries([place.entry for place in work.places])

    def _write_entries(self, section: BuiltSection, work: RebuiltEntries, streams: Sequence[BinaryIO]) -> None:
        for document, stream in enumerate(streams):
            self._write_separator(document, stream)
        self.findings.add(section, work.start, [stream.tell() for stream in streams])
        for document, stream in enumerate(streams):
            stream.write(self._frames[document].between.join(section.entries[document]))
        digests = self._entries.digests(work.start, work.stop)
        sizes = zip(*([len(entry) for entry in entries] for entries in section.entries), strict=True)
        self._count_entries([StoredEntry(digest, size) for digest, size in zip(digests, sizes, strict=True)])

    def _write_separator(self, document: int, stream: BinaryIO) -> None:
        if self._written:
            stream.write(self._frames[document].between)

    def _count_entries(self, entries: Sequence[StoredEntry]) -> None:
        self._written += len(entries)
        self._context.progress.add(len(entries))
        if len(self._entries) <= MAX_SIZED_ENTRIES and self.findings.is_clean:
            self.sizes += entries
