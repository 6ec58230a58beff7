"""Entries that stand in a published document already: their bytes are taken from there, not made again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final, NamedTuple

from exporters.publishing.stage import FileDigest, StagingArea
from exporters.store.outputs import DocumentStore, StoredEntry, StoredFeedDocuments

_FIRST: Final = 10  # entries of the first section; each has twice as many as the one before, so that few stay few
_MOST: Final = 100  # entries of a section: about 1 MB in all formats
_AT_ONCE: Final = 1 << 20  # bytes that are copied


class EntryOffset(NamedTuple):
    """An entry, and where it begins in each document."""

    entry: StoredEntry
    begins: tuple[int, ...]


class CopiedEntries(NamedTuple):
    """Entries that stand one after another in each document."""

    places: Sequence[EntryOffset]

    def bounds(self, document: int) -> tuple[int, int]:
        """Where they begin and end in a document."""
        last = self.places[-1]
        return self.places[0].begins[document], last.begins[document] + last.entry.sizes[document]


class RebuiltEntries(NamedTuple):
    """Entries that have to be made: from which place up to which."""

    start: int
    stop: int


class ReusableDocuments(NamedTuple):
    """What can be used again of the published documents of a feed."""

    files: Sequence[Path] = ()  # each document
    places: Mapping[bytes, EntryOffset] = MappingProxyType({})  # by the digest of the article
    gap: int = 0  # bytes between two entries of the first document


def usable(
    documents: DocumentStore, feed: bytes, written: StoredFeedDocuments | None, stage: StagingArea
) -> ReusableDocuments:
    """What can be used again of the documents that were `written` last: nothing, where one is not published so."""
    if written is None or not written.placed:
        return ReusableDocuments()
    files = []
    for each in written.documents[: len(written.gaps)]:
        path = stage.published(each.name, FileDigest(each.size, each.digest))
        if path is None:
            return ReusableDocuments()
        files.append(path)
    heads = [each.head for each in written.documents]
    return ReusableDocuments(files, _places(documents.entries(feed, written), heads, written.gaps), written.gaps[0])


def copied(file: BinaryIO, begin: int, end: int) -> Iterator[bytes]:
    """The bytes of `file` from one place to another, a megabyte at a time: mapped, all would count as memory."""
    file.seek(begin)
    while begin < end and (piece := file.read(min(end - begin, _AT_ONCE))):
        begin += len(piece)
        yield piece


def _places(entries: Iterable[StoredEntry], heads: Sequence[int], gaps: Sequence[int]) -> dict[bytes, EntryOffset]:
    begins = tuple(heads[: len(gaps)])
    found = {}
    for entry in entries:
        found[entry.digest] = EntryOffset(entry, begins)
        begins = tuple(map(sum, zip(begins, entry.sizes, gaps, strict=True)))
    return found


def planned(digests: Iterator[bytes], old: ReusableDocuments) -> Iterator[CopiedEntries | RebuiltEntries]:
    """How the entries are come by, in their order."""
    most = _FIRST
    for is_old, run in groupby(enumerate(digests), key=lambda each: each[1] in old.places):
        if is_old:
            yield from _copied([old.places[digest] for _, digest in run], old.gap)
            continue
        start = stop = -1
        for stop, _ in run:
            start = stop if start < 0 else start
            if stop + 1 - start == most:
                yield RebuiltEntries(start, stop + 1)
                start, most = -1, min(2 * most, _MOST)
        if start >= 0:
            yield RebuiltEntries(start, stop + 1)


def _copied(places: list[EntryOffset], gap: int) -> Iterator[CopiedEntries]:
    """Places in runs: what followed another in the old documents is copied with it."""
    begin = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or not _follows(places[at], places[at - 1], gap):
            yield CopiedEntries(places[begin:at])
            begin = at


def _follows(place: EntryOffset, other: EntryOffset, gap: int) -> bool:
    return place.begins[0] == other.begins[0] + other.entry.sizes[0] + gap
