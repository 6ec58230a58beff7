"""Our own documents: written in sections by several processes, each section checked; what did not change is copied."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import BinaryIO

import msgspec
from msgspec.structs import replace

from exporters.cache import key
from exporters.cache.documents import MOST_PLACED, Document, Entry, Written
from exporters.cache.shelf import Entries
from exporters.diagnostics import Diagnostic
from exporters.errors import OutputError
from exporters.feeds.feed import Feed
from exporters.formats.builtin import BuiltIn
from exporters.model import moment
from exporters.publishing.stage import Contents
from exporters.workers import CrashedError, Workers
from exporters.writing import reuse
from exporters.writing.desk import Desk
from exporters.writing.found import Found
from exporters.writing.reuse import Copied, Fresh, Old
from exporters.writing.section import Section, section_writer
from exporters.writing.whole import path, write_beside

ToldOf = tuple[str, Diagnostic]  # with the name of the file
Work = tuple[Copied | Fresh, list[list[bytes]]]  # how entries are come by, and those that have to be made


def write(feed: Feed, entries: Entries, exporters: Sequence[BuiltIn], desk: Desk) -> None:
    """Write `feed` in our own formats. Documents that would hold what they hold already are left alone.

    Raises OutputError where an exporter fails, PublishError where the disk does.
    """
    shape = replace(feed, entries=(), updated=moment.EPOCH)  # no entry depends on the others, nor on their dates
    slot = key.of([*(each.name.encode() for each in exporters), msgspec.msgpack.encode(shape)])
    inputs = key.of([slot, moment.rfc3339(feed.updated).encode(), *entries.digests()])
    before = desk.documents.known(slot)
    if before is not None and before.inputs == inputs and _are_there(before, desk):
        desk.report.tell(told.at(desk.stage.place(name)) for name, told in before.told)
        desk.report.watch.writing(len(entries), len(entries))
        return
    writing = _Writing(feed, entries, exporters, desk)
    documents, told = writing.write(slot, before)
    desk.report.tell(each.at(desk.stage.place(name)) for name, each in told)
    placed = writing.sizes if writing.found.is_clean else []
    desk.documents.keep(slot, Written(inputs=inputs, documents=documents, told=told, placed=len(placed)), placed)


def _are_there(written: Written, desk: Desk) -> bool:
    """Whether the documents are published as they were written; if so, they count as written."""
    return desk.stage.keep({each.name: Contents(each.size, each.digest) for each in written.documents})


class _Writing:
    """The documents of one feed in the making."""

    def __init__(self, feed: Feed, entries: Entries, exporters: Sequence[BuiltIn], desk: Desk) -> None:
        self._feed = feed
        self._entries = entries
        self._exporters = exporters
        self._desk = desk
        self._writer = section_writer(feed, [each.name for each in exporters])
        self._gaps = [len(parts.between) for parts in self._writer.parts]
        self._names = [path(feed, each.filename) for each in exporters]
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
            seen = f"the process that wrote entries {error}"
            raise OutputError.because("worker-crashed", seen, "report it", path=self._names[0]) from error
        if self.found.is_empty:  # everything was copied, or there is nothing: the frame is new nevertheless
            self.found.take(self._writer(self._entries.packed(0, 1)), 0, [0] * len(streams))

    def _work(self, old: Old) -> Iterator[Work]:
        for work in reuse.planned(self._entries.digests(), old, self._gaps):
            yield work, [] if isinstance(work, Copied) else [self._entries.packed(work.start, work.stop)]

    def _copy(self, work: Copied, old: Old, streams: Sequence[BinaryIO]) -> None:
        for document, stream in enumerate(streams):
            begin, end = work.bounds(document)
            self._gap(document, stream)
            stream.write(memoryview(old.data[document])[begin:end])
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
        if len(self._entries) <= MOST_PLACED:
            self.sizes += entries
