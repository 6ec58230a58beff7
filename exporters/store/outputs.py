"""Documents of earlier runs: their inputs, their digests, and the size of each entry in them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import msgspec
from msgspec import Struct

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.store.database import BrokenCacheError, StoreDatabase
from exporters.store.published_digests import PublishedDigests
from exporters.store.rows import pack, unpack

MAX_SIZED_ENTRIES: Final = 100_000  # entries of a feed whose sizes are stored: looking up more takes too much memory
_MAX_UNUSED: Final = 100  # feeds of earlier settings or other flags
_BATCH: Final = 1_000  # entries per row of the table


class StoredDocument(Struct, frozen=True, array_like=True):
    """A finished file. `head` is 0 where no exporter wrote it."""

    name: str  # path below the out folder
    size: int  # bytes
    digest: bytes  # SHA-256 of its bytes
    head: int = 0  # bytes before the first entry


class DocumentDiagnostic(NamedTuple):
    """A diagnostic about a document. If its entry is known, line, column and field are those of the article's file."""

    name: str  # of the document
    diagnostic: Diagnostic  # without path, which depends on the current folder
    entry: int | None = None  # counted from 0


class StoredFeedDocuments(Struct, frozen=True, array_like=True, kw_only=True):
    """The built-in documents of a feed, and the diagnostics of the checks."""

    inputs: bytes  # digest of everything they depend on
    documents: tuple[StoredDocument, ...]
    diagnostics: tuple[DocumentDiagnostic, ...] = ()
    sized_entries: int = 0  # entries whose sizes are stored; 0 if they can't be copied
    gaps: tuple[int, ...] = ()  # bytes between two entries, in each document of an exporter
    count: int = 0  # entries
    content: str = "full"  # or excerpt


class StoredEntry(Struct, frozen=True, array_like=True):
    """An entry: the digest of its article, and its bytes in each document."""

    digest: bytes
    sizes: tuple[int, ...]


class _Entries(Struct, frozen=True, array_like=True):
    inputs: bytes  # of the documents that hold them
    start: int  # entries before them
    entries: tuple[StoredEntry, ...]


_DOCUMENTS: Final = msgspec.msgpack.Decoder(StoredFeedDocuments)
_ENTRIES: Final = msgspec.msgpack.Decoder(_Entries)


class DocumentStore:
    """The documents in a cache, by a digest of the feed's path, formats and metadata."""

    def __init__(self, database: StoreDatabase, *, is_writable: bool = True) -> None:
        """Use the tables of `database`; without `is_writable` nothing is stored."""
        self.published: Final = PublishedDigests(database, is_writable=is_writable)
        self._is_writable = is_writable
        self._connection = database.connection
        self._looked_up = set[bytes]()

    def find(self, feed: bytes) -> StoredFeedDocuments | None:
        """Return what was written last for `feed`; None for a new one. Raises BrokenCacheError."""
        result = self._connection.execute("SELECT written FROM documents WHERE feed = ?", (feed,)).fetchone()
        try:
            self._looked_up.add(feed)
            return _DOCUMENTS.decode(unpack(result[0])) if result else None
        except msgspec.MsgspecError as error:
            raise BrokenCacheError(str(error)) from error

    def entries(self, feed: bytes, written: StoredFeedDocuments) -> Iterator[StoredEntry]:
        """Yield the entries of `feed` as it was `written`, in order. Raises BrokenCacheError."""
        count = 0
        for (data,) in self._connection.execute("SELECT entries FROM places WHERE feed = ? ORDER BY part", (feed,)):
            try:
                part = _ENTRIES.decode(unpack(data))
            except msgspec.MsgspecError as error:
                raise BrokenCacheError(str(error)) from error
            if (part.inputs, part.start) != (written.inputs, count):
                return  # the row belongs to other documents
            yield from part.entries
            count += len(part.entries)

    def store(self, feed: bytes, written: StoredFeedDocuments, entries: Sequence[StoredEntry]) -> None:
        """Store what was written for `feed`, unless its diagnostics may name an article that must not be cached."""
        if not self._is_writable:
            return
        self._delete(feed)
        if written.diagnostics and self._connection.execute("SELECT 1 FROM unkept").fetchone():
            return
        self._connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?)", (feed, bool(written.diagnostics), pack(written))
        )
        self._connection.executemany("INSERT INTO places VALUES (?, ?, ?)", _parts(feed, written.inputs, entries))

    def delete_unused(self) -> None:
        """Delete the feeds that this run did not look up, if there are many: old settings rarely return."""
        feeds = {feed for (feed,) in self._connection.execute("SELECT feed FROM documents")}
        unused = feeds.difference(self._looked_up)
        for feed in unused if len(unused) > _MAX_UNUSED else ():
            self._delete(feed)
        self.published.delete_unused()

    def _delete(self, feed: bytes) -> None:
        self._connection.execute("DELETE FROM documents WHERE feed = ?", (feed,))
        self._connection.execute("DELETE FROM places WHERE feed = ?", (feed,))


def _parts(feed: bytes, inputs: bytes, entries: Sequence[StoredEntry]) -> Iterable[tuple[bytes, int, bytes]]:
    for part, start in enumerate(range(0, len(entries), _BATCH)):
        yield feed, part, pack(_Entries(inputs, start, tuple(entries[start : start + _BATCH])))
