"""Copy the bytes of unchanged entries from published documents instead of rendering them again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final, NamedTuple

from exporters.publishing.stage import FileDigest, StagingArea
from exporters.store.outputs import DocumentStore, StoredEntry, StoredFeedDocuments

_FIRST: Final = 10  # entries of the first section; each next one doubles, so that a small change stays small
_MOST: Final = 100  # entries of a section: about 1 MB in all formats
_AT_ONCE: Final = 1 << 20  # bytes that are copied


class EntryOffset(NamedTuple):
    """An entry, and its offset in each document."""

    entry: StoredEntry
    begins: tuple[int, ...]


class CopiedEntries(NamedTuple):
    """Entries that follow one another in each document."""

    places: Sequence[EntryOffset]

    def bounds(self, document: int) -> tuple[int, int]:
        """Return the offsets of their begin and end in a document."""
        last = self.places[-1]
        return self.places[0].begins[document], last.begins[document] + last.entry.sizes[document]


class RebuiltEntries(NamedTuple):
    """Entries to render, from position `start` up to `stop`."""

    start: int
    stop: int


class ReusableDocuments(NamedTuple):
    """The entries that can be copied from the published documents of a feed."""

    files: Sequence[Path] = ()  # each document
    places: Mapping[bytes, EntryOffset] = MappingProxyType({})  # by the digest of the article
    gap: int = 0  # bytes between two entries of the first document


def reusable_documents(
    documents: DocumentStore, feed: bytes, written: StoredFeedDocuments | None, staging: StagingArea
) -> ReusableDocuments:
    """Return the entries that can be copied; none if a published file is not the one that was `written`."""
    if written is None or not written.sized_entries:
        return ReusableDocuments()
    files = []
    for each in written.documents[: len(written.gaps)]:
        path = staging.published(each.name, FileDigest(each.size, each.digest))
        if path is None:
            return ReusableDocuments()
        files.append(path)
    heads = [each.head for each in written.documents]
    return ReusableDocuments(files, _offsets(documents.entries(feed, written), heads, written.gaps), written.gaps[0])


def read_chunks(file: BinaryIO, begin: int, end: int) -> Iterator[bytes]:
    """Yield the bytes from `begin` to `end`, at most 1 MiB at a time: a mapped file would count as memory."""
    file.seek(begin)
    while begin < end and (chunk := file.read(min(end - begin, _AT_ONCE))):
        begin += len(chunk)
        yield chunk


def _offsets(entries: Iterable[StoredEntry], heads: Sequence[int], gaps: Sequence[int]) -> dict[bytes, EntryOffset]:
    begins = tuple(heads[: len(gaps)])
    offsets = {}
    for entry in entries:
        offsets[entry.digest] = EntryOffset(entry, begins)
        begins = tuple(map(sum, zip(begins, entry.sizes, gaps, strict=True)))
    return offsets


def plan_entries(digests: Iterator[bytes], old: ReusableDocuments) -> Iterator[CopiedEntries | RebuiltEntries]:
    """Yield runs of entries to copy and runs to render, in feed order."""
    section_size = _FIRST
    for is_old, run in groupby(enumerate(digests), key=lambda each: each[1] in old.places):
        if is_old:
            yield from _contiguous_runs([old.places[digest] for _, digest in run], old.gap)
            continue
        start = stop = -1
        for stop, _ in run:
            start = stop if start < 0 else start
            if stop + 1 - start == section_size:
                yield RebuiltEntries(start, stop + 1)
                start, section_size = -1, min(2 * section_size, _MOST)
        if start >= 0:
            yield RebuiltEntries(start, stop + 1)


def _contiguous_runs(places: list[EntryOffset], gap: int) -> Iterator[CopiedEntries]:
    """Group places into runs that are contiguous in the old documents."""
    begin = 0
    for index in range(1, len(places) + 1):
        if index == len(places) or not _follows(places[index], places[index - 1], gap):
            yield CopiedEntries(places[begin:index])
            begin = index


def _follows(place: EntryOffset, other: EntryOffset, gap: int) -> bool:
    return place.begins[0] == other.begins[0] + other.entry.sizes[0] + gap
