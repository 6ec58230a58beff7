"""Read a document that Outfeed wrote entry by entry, with one block of it in memory."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

_BLOCK: Final = 1 << 20  # bytes
_FIRST_STEP: Final = 1 << 12  # bytes that are compared first; the next ones are twice as many


class EntrySyntax(NamedTuple):
    """The bytes around entries."""

    list_begin: bytes  # what stands before the first entry
    begin: bytes
    end: bytes
    lead: re.Pattern[bytes]  # between two entries, or nothing


class EntryPlace(NamedTuple):
    """Where an entry stands in its document."""

    offset: int
    size: int  # bytes


class StreamedEntry(NamedTuple):
    """An entry as it stands in its document."""

    place: EntryPlace
    data: bytes


class EntryRun(NamedTuple):
    """Entries that follow one another in two documents, with what stands between them."""

    before: EntryPlace  # in the one document
    after: EntryPlace  # in the other one
    data: bytes


class EntryStream:
    """Reads one entry after another; `head` is what stands before the first one, `tail` what follows the last one."""

    def __init__(self, file: BinaryIO, syntax: EntrySyntax) -> None:
        """Read the head. A document without entries is all tail."""
        self._file = file
        self._syntax = syntax
        self._data = b""
        self._start = 0  # where these bytes stand in the document
        self._at = 0  # what is read of them
        self.tail = b""
        found = self._find(syntax.list_begin, 0)
        found = self._find(syntax.begin, found) if found >= 0 else found
        self.head = self._data[: max(found, 0)]
        self._at = len(self.head)

    def next(self) -> StreamedEntry | None:
        """Return the next entry; None after the last one. Raises ValueError if Outfeed would write it differently."""
        start = self._skip_lead() - self._at
        stop = self._find(self._syntax.end, self._at)
        if stop < 0:
            self.tail = self._data[self._at :]
            return None
        start, stop = self._at + start, stop + len(self._syntax.end)
        if not self._data.startswith(self._syntax.begin, start):
            raise ValueError
        self._at = stop
        return StreamedEntry(EntryPlace(self._start + start, stop - start), self._data[start:stop])

    def skip(self, entry: bytes) -> EntryPlace | None:
        """Skip the next entry if it has these bytes, and return its place; None if it has others."""
        start = self._skip_lead()
        while len(self._data) < start + len(entry):
            start -= self._at
            if not self._read():
                return None
        if not self._data.startswith(entry, start):
            return None
        self._at = start + len(entry)
        return EntryPlace(self._start + start, len(entry))

    def read(self, place: EntryPlace) -> bytes:
        """Return an entry or a run of entries again, once all are read."""
        self._file.seek(place.offset)
        return self._file.read(place.size)

    def split(self, run: EntryPlace) -> Iterator[EntryPlace]:
        """Yield the place of each entry of a run, once all are read."""
        data, at = self.read(run), 0
        while at < len(data):
            lead = self._syntax.lead.match(data, at)
            start = lead.end() if lead else at
            at = data.index(self._syntax.end, start) + len(self._syntax.end)
            yield EntryPlace(run.offset + start, at - start)

    def skip_run(self, other: "EntryStream") -> EntryRun | None:
        """Skip the entries that come next in both documents, as far as they are in memory; None if there is none."""
        for _ in range(2):
            size = _count_common(self._data, self._at, other._data, other._at)
            stop = self._data.rfind(self._syntax.end, self._at, self._at + size)
            if stop >= 0:
                data = self._data[self._at : stop + len(self._syntax.end)]
                lead = self._syntax.lead.match(data)
                if not data.startswith(self._syntax.begin, lead.end() if lead else 0):
                    return None  # Outfeed would write it differently, as `next` finds
                return EntryRun(self._skip_bytes(len(data)), other._skip_bytes(len(data)), data)
            is_read = [each._read() for each in (self, other) if len(each._data) - each._at == size]
            if not any(is_read):
                return None
        return None

    def _skip_bytes(self, size: int) -> EntryPlace:
        self._at += size
        return EntryPlace(self._start + self._at - size, size)

    def _skip_lead(self) -> int:
        """Return where the next entry begins."""
        while True:
            lead = self._syntax.lead.match(self._data, self._at)
            start = lead.end() if lead else self._at
            if start < len(self._data) or not self._read():
                return start

    def _find(self, mark: bytes, start: int) -> int:
        """Return where `mark` begins at `start` or later; -1 if it does not."""
        while (found := self._data.find(mark, start)) < 0:
            start = max(start, len(self._data) - len(mark)) - self._at
            if not self._read():
                break
        return found

    def _read(self) -> bool:
        """Read one more block, and forget what is read of the last one; return False at the end."""
        block = self._file.read(_BLOCK)
        if block:
            self._data, self._start, self._at = self._data[self._at :] + block, self._start + self._at, 0
        return bool(block)


def _count_common(one: bytes, start: int, other: bytes, other_start: int) -> int:
    """Return how many bytes are the same from the two offsets on."""
    limit = min(len(one) - start, len(other) - other_start)
    count, step, grows = 0, min(_FIRST_STEP, limit), True
    while step:
        begin, other_begin = start + count, other_start + count
        if one[begin : begin + step] == other[other_begin : other_begin + step]:
            count += step
        else:
            grows, limit = False, count + step - 1
        step = min(2 * step, limit - count) if grows else (limit - count + 1) // 2
    return count
