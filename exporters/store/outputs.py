"""Documents that were written before: what they were made of, what came out, and where in them each entry stands."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import msgspec
from msgspec import Struct

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.store.database import BrokenCacheError, StoreDatabase
from exporters.store.rows import packed, unpacked

MOST_PLACED: Final = 100_000  # entries of a feed whose places are kept: of more, looking them up takes too much memory
_MOST_OTHERS: Final = 100  # feeds as they were before, or as other flags ask for them
_AT_ONCE: Final = 1_000  # entries in a row of the table


class StoredDocument(Struct, frozen=True, array_like=True):
    """A finished file. Those of exporters come with the length of what stands before the first entry."""

    name: str  # its path below the out folder
    size: int  # bytes
    digest: bytes  # SHA-256 of its bytes
    head: int = 0  # bytes


class DocumentDiagnostic(NamedTuple):
    """What to tell of a document. Where its entry is known, line, column and field are those of the article's file."""

    name: str  # of the document
    diagnostic: Diagnostic  # without its path, which depends on the current folder
    entry: int | None = None  # counted from 0


class StoredFeedDocuments(Struct, frozen=True, array_like=True, kw_only=True):
    """The files of a feed in our own formats, and what the checks found in them."""

    inputs: bytes  # digest of all that they were made of
    documents: tuple[StoredDocument, ...]
    told: tuple[DocumentDiagnostic, ...] = ()
    placed: int = 0  # entries whose places are known; 0 where they can't be used again
    gaps: tuple[int, ...] = ()  # bytes between two entries, in each document of an exporter
    count: int = 0  # entries
    content: str = "full"  # or excerpt


class StoredEntry(Struct, frozen=True, array_like=True):
    """An entry: the digest of its article, and how many bytes it takes in each document."""

    digest: bytes
    sizes: tuple[int, ...]


class _Entries(Struct, frozen=True, array_like=True):
    inputs: bytes  # of the documents in which they stand
    start: int  # entries before them
    entries: tuple[StoredEntry, ...]


_WRITTEN: Final = msgspec.msgpack.Decoder(StoredFeedDocuments)
_ENTRIES: Final = msgspec.msgpack.Decoder(_Entries)


class DocumentStore:
    """The documents that a cache knows, by feed: a digest of where the feed is and what shapes its entries."""

    def __init__(self, database: StoreDatabase, *, keeps: bool = True) -> None:
        """Look into `database`; where documents are not published, nothing is kept of them."""
        self._keeps = keeps
        self._connection = database.connection
        self._asked = set[bytes]()

    def known(self, feed: bytes) -> StoredFeedDocuments | None:
        """What was written of `feed` last, None where nothing. Raises BrokenCacheError."""
        found = self._connection.execute("SELECT written FROM documents WHERE feed = ?", (feed,)).fetchone()
        try:
            self._asked.add(feed)
            return _WRITTEN.decode(unpacked(found[0])) if found else None
        except msgspec.MsgspecError as error:
            raise BrokenCacheError(str(error)) from error

    def entries(self, feed: bytes, written: StoredFeedDocuments) -> Iterator[StoredEntry]:
        """The entries of `feed` as it was `written`, in order. Raises BrokenCacheError."""
        count = 0
        for (data,) in self._connection.execute("SELECT entries FROM places WHERE feed = ? ORDER BY part", (feed,)):
            try:
                part = _ENTRIES.decode(unpacked(data))
            except msgspec.MsgspecError as error:
                raise BrokenCacheError(str(error)) from error
            if (part.inputs, part.start) != (written.inputs, count):
                return  # it is told of another document
            yield from part.entries
            count += len(part.entries)

    def keep(self, feed: bytes, written: StoredFeedDocuments, entries: Sequence[StoredEntry]) -> None:
        """Remember what was written of `feed`, and where its entries stand; nothing where it tells of lent articles."""
        if not self._keeps:
            return
        self._forget(feed)
        if written.told and self._connection.execute("SELECT 1 FROM unkept").fetchone():
            return
        self._connection.execute("INSERT INTO documents VALUES (?, ?, ?)", (feed, bool(written.told), packed(written)))
        self._connection.executemany("INSERT INTO places VALUES (?, ?, ?)", _parts(feed, written.inputs, entries))

    def forget_others(self) -> None:
        """Forget what this run did not ask for, when it is a lot: what a site was long ago does not come back."""
        known = {feed for (feed,) in self._connection.execute("SELECT feed FROM documents")}
        others = known.difference(self._asked)
        for feed in others if len(others) > _MOST_OTHERS else ():
            self._forget(feed)

    def _forget(self, feed: bytes) -> None:
        self._connection.execute("DELETE FROM documents WHERE feed = ?", (feed,))
        self._connection.execute("DELETE FROM places WHERE feed = ?", (feed,))


def _parts(feed: bytes, inputs: bytes, entries: Sequence[StoredEntry]) -> Iterable[tuple[bytes, int, bytes]]:
    for part, start in enumerate(range(0, len(entries), _AT_ONCE)):
        yield feed, part, packed(_Entries(inputs, start, tuple(entries[start : start + _AT_ONCE])))
