"""Documents in the making: written in sections by several processes, each section checked; what stayed is copied."""

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
from exporters.build.unsectioned import write_beside
from exporters.model.feed import Feed
from exporters.store.outputs import MOST_PLACED, DocumentDiagnostic, StoredDocument, StoredEntry

Work = CopiedEntries | RebuiltEntries | None  # how entries are come by; None: the frame alone is made


class DocumentAssembler:
    """The documents of one edition in our own formats."""

    def __init__(self, edition: FeedBuild, desk: BuildContext, old: ReusableDocuments) -> None:
        """Nothing is written yet."""
        self._feed = edition.feed
        self._entries = edition.entries
        self._exporters = edition.ours
        self._desk = desk
        self._old = old
        self._names = [edition.feed.file(each.filename) for each in self._exporters]
        self._frames: Sequence[DocumentFrame] = ()
        self._written = 0  # entries
        self.sizes = list[StoredEntry]()
        self.found = SectionFindings(self._names, [each.media_type for each in self._exporters])

    def work(self) -> Iterator[tuple[Work, list[SectionTask]]]:
        """How the entries are come by, in their order, with what has to be made for it; a frame comes first."""
        shape = replace(self._feed, entries=())
        later = replace(shape, deleted=())  # there may be thousands: that the first section shows them will do
        names = tuple(each.name for each in self._exporters)
        is_first = True
        for work in reuse.planned(self._entries.digests(), self._old):
            if is_first and isinstance(work, CopiedEntries):
                yield None, [self._frame(shape, names)]
            around, is_first = shape if is_first else later, False
            if isinstance(work, CopiedEntries):
                yield work, []
                continue
            digests = list(self._entries.digests(work.start, work.stop))
            packed = self._entries.packed(work.start, work.stop)
            yield work, [SectionTask(around, names, packed, digests, self._desk.is_shared)]
        if is_first:
            yield None, [self._frame(shape, names)]

    def _frame(self, shape: Feed, names: tuple[str, ...]) -> SectionTask:
        return SectionTask(shape, names, self._entries.packed(0, 1), list(self._entries.digests(0, 1)), is_frame=True)

    def write(
        self, results: Iterable[tuple[Work, list[BuiltSection]]]
    ) -> tuple[tuple[StoredDocument, ...], tuple[DocumentDiagnostic, ...]]:
        """Write them, with the files beside them; these come back, and what the checks found."""
        stage = self._desk.stage
        with ExitStack() as stack:
            streams = [stack.enter_context(stage.writing(name)) for name in self._names]
            files = [stack.enter_context(path.open("rb", buffering=0)) for path in self._old.files]
            for work, sections in results:
                for section in sections:
                    self._begin(section, streams)
                if isinstance(work, CopiedEntries):
                    self._copy(work, files, streams)
                elif isinstance(work, RebuiltEntries):
                    self._put(sections[0], work, streams)
                else:
                    self.found.add(sections[0], 0, [stream.tell() for stream in streams])
            for stream, frame in zip(streams, self._frames, strict=True):
                stream.write(frame.after)
        heads = [len(frame.before) for frame in self._frames]
        taken = {each.filename.lower() for each in self._exporters}
        beside = [
            each
            for exporter in self._exporters
            if exporter.has_companions
            for each in write_beside(self._feed, exporter.load(), self._desk, taken)
        ]
        told = self.found.diagnostics(stage, heads, partial(self._desk.traced, entries=self._entries))
        told += [DocumentDiagnostic(name, each.of("")) for name, found in beside for each in found]
        sized = zip([*self._names, *(name for name, _ in beside)], [*heads, *(0 for _ in beside)], strict=True)
        return tuple(StoredDocument(name, *stage.contents(name), head) for name, head in sized), tuple(told)

    @property
    def gaps(self) -> tuple[int, ...]:
        """The bytes between two entries, in each document."""
        return tuple(len(frame.between) for frame in self._frames)

    def _begin(self, section: BuiltSection, streams: Sequence[BinaryIO]) -> None:
        if not self._frames:
            self._frames = section.frames
            for stream, frame in zip(streams, self._frames, strict=True):
                stream.write(frame.before)

    def _copy(self, work: CopiedEntries, files: Sequence[BinaryIO], streams: Sequence[BinaryIO]) -> None:
        for document, stream in enumerate(streams):
            begin, end = work.bounds(document)
            self._gap(document, stream)
            for piece in reuse.copied(files[document], begin, end):
                stream.write(piece)
        self._count([place.entry for place in work.places])

    def _put(self, section: BuiltSection, work: RebuiltEntries, streams: Sequence[BinaryIO]) -> None:
        for document, stream in enumerate(streams):
            self._gap(document, stream)
        self.found.add(section, work.start, [stream.tell() for stream in streams])
        for document, stream in enumerate(streams):
            stream.write(self._frames[document].between.join(section.entries[document]))
        digests = self._entries.digests(work.start, work.stop)
        sizes = zip(*([len(entry) for entry in entries] for entries in section.entries), strict=True)
        self._count([StoredEntry(digest, size) for digest, size in zip(digests, sizes, strict=True)])

    def _gap(self, document: int, stream: BinaryIO) -> None:
        if self._written:
            stream.write(self._frames[document].between)

    def _count(self, entries: Sequence[StoredEntry]) -> None:
        self._written += len(entries)
        self._desk.progress.add(len(entries))
        if len(self._entries) <= MOST_PLACED and self.found.is_clean:
            self.sizes += entries
