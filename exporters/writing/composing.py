"""Documents in the making: written in sections by several processes, each section checked; what stayed is copied."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import BinaryIO

from exporters.cache import rows
from exporters.cache.documents import MOST_PLACED, Document, Entry, Written
from exporters.cache.shelf import Entries
from exporters.diagnostics import Diagnostic, shown
from exporters.errors import OutputError
from exporters.feeds.feed import Feed
from exporters.formats.builtin import BuiltIn
from exporters.workers import CrashedError, Workers
from exporters.writing import reuse
from exporters.writing.desk import Desk
from exporters.writing.found import Found
from exporters.writing.reuse import Copied, Fresh, Old
from exporters.writing.section import Section, section_writer
from exporters.writing.whole import write_beside

ToldOf = tuple[str, Diagnostic]  # with the name of the file
Work = tuple[Copied | Fresh, list[list[bytes]]]  # how entries are come by, and those that have to be made


class Composing:
    """The documents of one feed in our own formats."""

    def __init__(self, feed: Feed, entries: Entries, exporters: Sequence[BuiltIn], desk: Desk) -> None:
        """Nothing is written yet."""
        self._feed = feed
        self._entries = entries
        self._exporters = exporters
        self._desk = desk
        self._writer = section_writer(feed, [each.name for each in exporters])
        self._gaps = [len(parts.between) for parts in self._writer.parts]
        self._names = [feed.file(each.filename) for each in exporters]
        self._written = 0  # entries
        self.sizes = list[Entry]()
        self.found = Found(self._names, [each.media_type for each in exporters])

    def write(self, slot: bytes, before: Written | None) -> tuple[tuple[Document, ...], tuple[ToldOf, ...]]:
        """Write them, with the files beside them; these come back, and what the checks found."""
        stage = self._desk.stage
        heads = [len(parts.before) for parts in self._writer.parts]
        with ExitStack() as stack:
            streams = [stack.enter_context(stage.writing(name)) for name in self._names]
            old = stack.enter_context(reuse.opened(self._desk.documents, slot, before, self._gaps, stage))
            for stream, parts in zip(streams, self._writer.parts, strict=True):
                stream.write(parts.before)
            self._write_entries(streams, old)
            if self.found.is_empty:  # everything was copied, or there is nothing: the frame is new nevertheless
                self.found.take(self._writer(self._entries.packed(0, 1)), 0, heads)
            for stream, parts in zip(streams, self._writer.parts, strict=True):
                stream.write(parts.after)
        taken = {each.filename.lower() for each in self._exporters}
        beside = [
            each for exporter in self._exporters for each in write_beside(self._feed, exporter, self._desk, taken)
        ]
        documents = zip([*self._names, *(name for name, _ in beside)], [*heads, *(0 for _ in beside)], strict=True)
        told = self.found.told(stage, heads)
        told += [(name, each.of("")) for name, found in beside for each in found]
        return tuple(Document(name, *stage.contents(name), head) for name, head in documents), tuple(told)

    def _write_entries(self, streams: Sequence[BinaryIO], old: Old) -> None:
        try:
            with Workers(self._writer, self._desk.jobs) as workers:
                for work, sections in workers.map(self._work(old)):
                    if isinstance(work, Copied):
                        self._copy(work, old, streams)
                    else:
                        self._put(sections[0], work, streams)
                    self._desk.report.watch.writing(self._written, len(self._entries))
        except CrashedError as error:
            raise self._crashed(error) from error

    def _crashed(self, error: CrashedError) -> OutputError:
        first = shown(rows.article(error.item[0]).id)
        seen = f"the process that wrote the entries from {first} on {error}"
        right = "report it; until it is solved, exclude what it stumbled over"
        return OutputError.because("worker-crashed", seen, right, path=self._desk.stage.place(self._names[0]))

    def _work(self, old: Old) -> Iterator[Work]:
        for work in reuse.planned(self._entries.digests(), old, self._gaps):
            yield work, [] if isinstance(work, Copied) else [self._entries.packed(work.start, work.stop)]

    def _copy(self, work: Copied, old: Old, streams: Sequence[BinaryIO]) -> None:
        for document, stream in enumerate(streams):
            begin, end = work.bounds(document)
            self._gap(document, stream)
            for piece in reuse.copied(old.files[document], begin, end):
                stream.write(piece)
        self._count([place.entry for place in work.places])

    def _put(self, section: Section, work: Fresh, streams: Sequence[BinaryIO]) -> None:
        for document, stream in enumerate(streams):
            self._gap(document, stream)
        self.found.take(section, work.start, [stream.tell() for stream in streams])
        for document, stream in enumerate(streams):
            stream.write(self._writer.parts[document].between.join(section.entries[document]))
        digests = self._entries.digests(work.start, work.stop)
        sizes = zip(*([len(entry) for entry in entries] for entries in section.entries), strict=True)
        self._count([Entry(digest, size) for digest, size in zip(digests, sizes, strict=True)])

    def _gap(self, document: int, stream: BinaryIO) -> None:
        if self._written:
            stream.write(self._writer.parts[document].between)

    def _count(self, entries: Sequence[Entry]) -> None:
        self._written += len(entries)
        if len(self._entries) <= MOST_PLACED and self.found.is_clean:
            self.sizes += entries
